"""The hard end of a worker that does not end by itself."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator

import pytest

from stream.deadline import end_in_time


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    """The signal handlers of the test run come back."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_leaves_after_the_time(number: signal.Signals, capfd: pytest.CaptureFixture[str]) -> None:
    """The signal starts the time; when it is over the process leaves with 1 and says why."""
    left, codes = threading.Event(), []

    def leave(code: int) -> None:
        codes.append(code)
        left.set()

    end_in_time(0.0, leave)
    assert codes == []
    signal.raise_signal(number)
    assert left.wait(10)
    assert codes == [1]
    assert "unfinished batches will be read again" in capfd.readouterr().err


def test_the_time_holds_up_no_process_that_ends_earlier() -> None:
    """What waits for the time is a thread that the interpreter does not wait for."""
    end_in_time(600.0, lambda _: None)
    before = set(threading.enumerate())
    signal.raise_signal(signal.SIGTERM)
    (timer,) = set(threading.enumerate()) - before
    assert isinstance(timer, threading.Timer)
    timer.cancel()
    assert timer.daemon
