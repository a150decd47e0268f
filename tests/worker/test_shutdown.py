"""The hard end of a worker that does not end by itself."""

from __future__ import annotations

import io
import logging
import signal
import threading
from collections.abc import Iterator

import orjson
import pytest

from stream.config import logs
from stream.config.settings import Settings
from stream.worker.shutdown import end_in_time


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    """The signal handlers and the log of the test run come back."""
    handlers, level, ours = logging.root.handlers[:], logging.root.level, logging.getLogger(logs.OURS).level
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    logging.getLogger(logs.OURS).setLevel(ours)
    logging.captureWarnings(capture=False)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_leaves_after_the_time(number: signal.Signals) -> None:
    """The signal starts the time; when it is over the process leaves with 1, and its last line says why."""
    out = io.StringIO()
    logs.configure(Settings(log_format="json"), out)
    left, codes = threading.Event(), []

    def leave(code: int) -> None:
        codes.append(code)
        left.set()

    end_in_time(0.0, leave)
    assert codes == []
    signal.raise_signal(number)
    assert left.wait(10)
    assert codes == [1]
    (line,) = map(orjson.loads, out.getvalue().splitlines())
    assert line["event"] == "failed"
    assert "not ended 0 s after the signal" in line["reason"]
    assert "unfinished batches will be read again" in line["way_out"]


def test_the_time_holds_up_no_process_that_ends_earlier() -> None:
    """What waits for the time is a thread that the interpreter does not wait for."""
    end_in_time(600.0, lambda _: None)
    before = set(threading.enumerate())
    signal.raise_signal(signal.SIGTERM)
    (timer,) = set(threading.enumerate()) - before
    assert isinstance(timer, threading.Timer)
    timer.cancel()
    assert timer.daemon
