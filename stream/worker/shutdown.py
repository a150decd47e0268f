"""Ends a worker in time after SIGTERM, also while a broker does not answer or a stage blocks."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Final

from stream.config import logs

# Of the ten seconds that a worker promises; its orderly end takes up to eight (stream/kafka/commits.py).
END_SECONDS: Final = 9.0
TELL_SECONDS: Final = 0.5


def end_in_time(seconds: float = END_SECONDS, leave: Callable[[int], object] = os._exit) -> None:
    """From now on exit with code 1 when an orderly end takes longer than this after SIGTERM or SIGINT.

    Call it in the main thread, after the event loop has its own handlers of these signals: they go on being called,
    as the loop hears of signals through a pipe. Nothing is lost by leaving: what is not committed is read again.
    """

    def say() -> None:
        reason = f"not ended {seconds:g} s after the signal: left without waiting"
        logs.end(reason, "start it again: unfinished batches will be read again, nothing is lost")

    def hard() -> None:
        # In a thread of its own: the thread that hangs may hold the lock of the log.
        teller = threading.Thread(target=say, daemon=True)
        teller.start()
        teller.join(TELL_SECONDS)
        leave(1)

    def arm(_signal: int, _frame: FrameType | None) -> None:
        timer = threading.Timer(seconds, hard)
        timer.daemon = True
        timer.start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, arm)
