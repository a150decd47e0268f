"""What a process takes of the machine, read from outside, and which cores it may run on."""

from __future__ import annotations

import os
import threading
import time
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple, Self

EVERY_SECONDS: Final = 0.01  # the edges of a run of two seconds are known within a thousandth then
_SCHEDULED: Final = (
    2  # clock_getcpuclockid(3): the scheduler's count, in nanoseconds, threads that ended with it
)


def cpu_seconds(pid: int) -> float:
    """User and system seconds of a process, of all its threads.

    Raises:
        OSError: there is no such process.
    """
    return time.clock_gettime(~pid << 3 | _SCHEDULED)


def peak_mb(pid: int | str = "self") -> float:
    """The most memory that a process has had, in megabytes (2**20 bytes)."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


@contextmanager
def pinned(cores: Sequence[int]) -> Iterator[None]:
    """This thread, and with it each process that it starts here, on some cores alone."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


class Cores(NamedTuple):
    """The core for what is measured, and those for the broker and the bench."""

    measured: tuple[int, ...]
    others: tuple[int, ...]


def cores_apart() -> Cores:
    """The cores that this thread may use, the first one for what is measured; the same for all where there is one."""
    cores = sorted(os.sched_getaffinity(0))
    return Cores((cores[0],), tuple(cores[1:]) or (cores[0],))


class Meter:
    """The processor time of a process over time, by samples, for the length of a `with` block."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self.times: list[float] = []
        self.seconds: list[float] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._ended.wait(EVERY_SECONDS):
            try:
                seconds = cpu_seconds(self._pid)
            except OSError:  # it ended, which whoever waits for it tells
                return
            self.times.append(time.time())
            self.seconds.append(seconds)

    def at(self, when: float) -> float:
        """The processor seconds at a time (seconds since 1970)."""
        return between(self.times, self.seconds, when)


def between(times: Sequence[float], values: Sequence[float], when: float) -> float:
    """A value at a time, straight between two samples; before the first and after the last it is theirs.

    Raises:
        ValueError: there are no samples.
    """
    if not times:
        msg = "no sample was taken: the process ended at once"
        raise ValueError(msg)
    after = bisect_left(times, when)
    if after in {0, len(times)}:
        return values[0] if after == 0 else values[-1]
    share = (when - times[after - 1]) / (times[after] - times[after - 1])
    return values[after - 1] + (values[after] - values[after - 1]) * share
