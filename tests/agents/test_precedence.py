from __future__ import annotations

import asyncio
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from stream.agents.precedence import MOST_OWED, MOST_SAVED, SHARE, GivingWay, Turns

PIECES = st.lists(st.floats(0.0005, 0.05), min_size=1, max_size=200)


def worked(pieces: list[float], *, others_wait: bool, idle: float = 0.0) -> tuple[float, float]:
    """The seconds until such pieces of work are done, one behind the other, and how many of them were work."""
    giving_way, now = GivingWay(), 100.0
    giving_way.may_go_on(now - idle, others_wait=others_wait)
    for seconds in pieces:
        while not giving_way.may_go_on(now, others_wait=others_wait):
            now += 0.001
        giving_way.took(seconds)
        now += seconds
    return now - 100.0, sum(pieces)


@given(PIECES)
def test_work_goes_on_at_once_where_nobody_waits(pieces: list[float]) -> None:
    """However much was done before, nothing is owed to those that have nothing to do."""
    passed, work = worked(pieces, others_wait=False)
    assert abs(passed - work) < 1e-9


@given(PIECES, st.floats(0, 3600))
def test_work_takes_its_share_while_others_wait(pieces: list[float], idle: float) -> None:
    """No more than its share, but for the first piece and what a pause saved; and no less, so that it always ends."""
    passed, work = worked(pieces, others_wait=True, idle=idle)
    assert work - pieces[-1] <= passed * SHARE + MOST_SAVED + 1e-6
    assert passed * SHARE <= work + 0.001 * SHARE * (len(pieces) + 1) + MOST_SAVED


def test_one_long_piece_is_not_paid_for_for_ever() -> None:
    """What is owed has a bound: after a book that took an hour it goes on within seconds."""
    giving_way, after = GivingWay(), MOST_OWED / SHARE
    giving_way.may_go_on(0.0, others_wait=True)
    giving_way.took(3600.0)
    assert not giving_way.may_go_on(after - 0.1, others_wait=True)
    assert giving_way.may_go_on(after + 0.1, others_wait=True)


def test_turn_comes_when_the_others_are_done() -> None:
    """With a debt that takes seconds to wear off it is the others' end that lets it go on, and it looks every time."""
    asked: Iterator[bool] = iter([True, True, True, False])
    turns = Turns(lambda: next(asked))
    turns.took(60.0)
    asyncio.run(turns.next())
    assert [] == list(asked)
