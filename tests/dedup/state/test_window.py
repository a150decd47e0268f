from __future__ import annotations

from datetime import timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stream.dedup.state.window import SEGMENT, Window

HOUR = SEGMENT // timedelta(microseconds=1)
LENGTH = timedelta(days=3)
TIMES = st.integers(0, 10 * 24 * HOUR)


@given(TIMES, st.lists(st.tuples(TIMES, TIMES, st.booleans()), min_size=1, max_size=20))
def test_segments_of_many_are_those_of_each(before: int, arrivals: list[tuple[int, int, bool]]) -> None:
    """Taken together, articles leave with the segments that they would leave with one by one."""
    window, alone = Window(LENGTH), Window(LENGTH)
    for each in (window, alone):
        each.watch(before)
        each.move()
    times, until, articles = (np.array(column) for column in zip(*arrivals, strict=True))
    due, segments = window.segments_of(times, until, articles)
    for at, (time, end, is_article) in enumerate(arrivals):
        if is_article:
            alone.watch(time)
            assert alone.segment_of(end) == segments[at]
            alone.move()
        assert alone.oldest == due[at]


def test_window_never_moves_back() -> None:
    """Neither the log's time nor the horizon does, whatever the feeds say."""
    window = Window(LENGTH)
    window.watch(10 * 24 * HOUR)
    assert window.move()
    window.watch(0)
    window.pass_time(5)
    window.pass_time(3)
    assert not window.move()
    assert (7 * 24 * HOUR, 5) == (window.horizon(), window.clock)
