from __future__ import annotations

import os
import time

import pytest

from bench.usage import Meter, between, cores_apart, cpu_seconds, peak_mb, pinned


def test_a_value_between_samples_is_on_the_straight_line() -> None:
    """Beyond the samples it is that of the nearest."""
    times, values = [1.0, 2.0, 4.0], [0.0, 1.0, 2.0]
    assert [0.0, 0.0, 0.5, 1.0, 1.5, 2.0, 2.0] == [
        between(times, values, at) for at in (0, 1, 1.5, 2, 3, 4, 9)
    ]
    with pytest.raises(ValueError, match="no sample"):
        between([], [], 1.0)


def test_processor_time_is_that_of_the_process() -> None:
    """Read from outside it is what the process reads of itself, and only grows."""
    before = time.process_time()
    seen = cpu_seconds(os.getpid())
    assert before <= seen <= time.process_time()
    assert 1 < peak_mb()


def test_a_process_that_is_gone_has_no_time() -> None:
    """The meter of one ends quietly; whoever waits for the process tells why it ended."""
    with pytest.raises(OSError, match="Invalid argument"):
        cpu_seconds(2**22 + 1)
    with Meter(2**22 + 1) as meter:
        pass
    assert [] == meter.times


def test_cores_are_given_back() -> None:
    """What is measured has one of its own where there are two, and the bench its cores again afterwards."""
    before = os.sched_getaffinity(0)
    cores = cores_apart()
    assert 1 == len(cores.measured)
    assert len(before) == 1 or not set(cores.measured) & set(cores.others)
    with pinned(cores.measured):
        assert set(cores.measured) == os.sched_getaffinity(0)
    assert before == os.sched_getaffinity(0)
