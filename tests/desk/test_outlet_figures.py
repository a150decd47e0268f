"""What an outlet did, and when an agency is quiet."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from stream.desk.came_sums import CameSum
from stream.desk.outlet_figures import QUIET_FLOOR, QUIET_SPAN, FollowedNotice, figures, quiet_since

MINUTE = 60_000


def test_a_line_counts_what_is_copied_and_how() -> None:
    """Medians and means are of the copies alone."""
    held = CameSum(4, 3, 1, 4, 0, {"Lantern Wire": 2}, {"1": 1, "3": 1, "10": 1})
    (line,) = figures(
        {"Post": held},
        {"Post": 9},
        [FollowedNotice("Post", 0, 90_000), FollowedNotice("Post", 0, None)],
        {"Post": 2},
    )
    assert (4, 3, 0.75, 180, 2) == (line.articles, line.copies, line.part, line.delay, line.wrong)
    assert (1 / 3, 4 / 3, (("Lantern Wire", 2),)) == (line.changed, line.cut, line.agencies)
    assert (2, 1, 90, 9) == (line.told, line.followed, line.follow_delay, line.last)


def test_who_carries_something_wrong_comes_first() -> None:
    """Even one that sent nothing in the time; its line says when it was seen last, as does that of one that is quiet."""
    lines = figures({"Post": CameSum(2, 2)}, {"Post": 1, "Herald": 1, "Gull": 3}, [], {"Herald": 1}, ["Gull"])
    assert [("Herald", 1), ("Post", 1), ("Gull", 3)] == [(line.source, line.last) for line in lines]
    assert (0, 0.0, None, 1) == (lines[0].articles, lines[0].part, lines[0].delay, lines[0].last)


@given(st.lists(st.integers(60, 600), min_size=10, max_size=40), st.integers(0, 3000))
def test_quiet_is_longer_than_its_own_pauses(pauses: list[int], since: int) -> None:
    """Twice the longest, and half an hour."""
    times = [sum(pauses[:place]) * MINUTE for place in range(len(pauses))]
    assume(times[-1] >= QUIET_SPAN)
    longest = max(after - before for before, after in pairwise(times))
    found = quiet_since(times, times[-1] + since * MINUTE)
    assert (times[-1] if since * MINUTE > max(2 * longest, QUIET_FLOOR) else None) == found


def test_a_source_of_few_articles_has_no_habit() -> None:
    """Nor one that was seen for less than a day: nothing is said of it."""
    assert None is quiet_since([0, 1, 2 * QUIET_SPAN], 10**12)
    assert None is quiet_since(list(range(0, QUIET_SPAN - 1, MINUTE)), 10**12)
