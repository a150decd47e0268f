from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.worker.agents.precedence import (
    MOST_OWED,
    MOST_SAVED,
    PART_OF_RETENTION,
    TAGGING_SHARE,
    GivingWay,
    WorkTurns,
    share_of,
)

PIECES = st.lists(st.floats(0.0005, 0.05), min_size=1, max_size=200)
SHARES = st.floats(TAGGING_SHARE, 1.0)


def worked(
    pieces: list[float], *, others_work: bool, idle: float = 0.0, share: float = TAGGING_SHARE
) -> tuple[float, float]:
    """The seconds until such pieces of work are done, one behind the other, and how many of them were work."""
    giving_way, now = GivingWay(), 100.0
    giving_way.may_go_on(now - idle, others_work=others_work, share=share)
    for seconds in pieces:
        while not giving_way.may_go_on(now, others_work=others_work, share=share):
            now += 0.001
        giving_way.took(seconds)
        now += seconds
    return now - 100.0, sum(pieces)


@given(PIECES)
def test_work_goes_on_at_once_where_nobody_works(pieces: list[float]) -> None:
    """However much was done before, nothing is owed to those that have nothing to do."""
    passed, work = worked(pieces, others_work=False)
    assert abs(passed - work) < 1e-9


@given(PIECES, st.floats(0, 3600), SHARES)
def test_work_takes_its_share_while_others_work(pieces: list[float], idle: float, share: float) -> None:
    """No more than its share, but for the first piece and what a pause saved; and no less, so that it always ends."""
    passed, work = worked(pieces, others_work=True, idle=idle, share=share)
    assert work - pieces[-1] <= passed * share + MOST_SAVED + 1e-6
    assert passed * share <= work + 0.001 * share * (len(pieces) + 1) + MOST_SAVED


def test_one_long_piece_is_not_paid_for_for_ever() -> None:
    """What is owed has a bound: after a book that took an hour it goes on within seconds."""
    giving_way, after = GivingWay(), MOST_OWED / TAGGING_SHARE
    giving_way.may_go_on(0.0, others_work=True)
    giving_way.took(3600.0)
    assert not giving_way.may_go_on(after - 0.1, others_work=True)
    assert giving_way.may_go_on(after + 0.1, others_work=True)


DAY = 86_400.0


@given(st.floats(-60, 3 * DAY), st.floats(0, DAY))
def test_share_grows_with_the_lag(behind: float, more: float) -> None:
    """Never below the share of one that is not behind (a clock that is wrong included), never above all of the time."""
    assert TAGGING_SHARE <= share_of(behind, DAY) <= share_of(behind + more, DAY) <= 1.0


@pytest.mark.parametrize("retention", [3600.0, DAY, float("inf")])
def test_what_waits_is_tagged_before_it_is_deleted(retention: float) -> None:
    """Long before the retention is over tagging has all the time that it can use; where nothing is deleted, its share."""
    assert TAGGING_SHARE == share_of(0.0, retention)
    late = retention * PART_OF_RETENTION
    assert share_of(min(late, DAY), retention) == (1.0 if late <= DAY else TAGGING_SHARE)


def test_who_is_far_behind_is_not_held_up_by_a_long_piece() -> None:
    """With all of the time as its share it owes nothing, whatever the others have to do."""
    passed, work = worked([0.05] * 100, others_work=True, share=1.0)
    assert passed - work <= 0.001 * 101


def test_turn_comes_when_the_others_are_done() -> None:
    """With a debt that takes seconds to wear off it is the others' end that lets it go on, and it looks every time."""
    asked: Iterator[bool] = iter([True, True, True, False])
    turns = WorkTurns(others_work=lambda: next(asked))
    turns.took(60.0)
    asyncio.run(turns.next())
    assert [] == list(asked)


def in_between(*works: list[str]) -> list[str]:
    """What happened in an event loop in which three articles are tagged beside such works, each a list of steps."""
    happened: list[str] = []

    async def tag() -> None:
        turns = WorkTurns()
        turns.took(60.0)  # a debt: only what others do counts
        for _ in range(3):
            await turns.next()
            happened.append("tag")

    async def work(steps: list[str]) -> None:
        for step in steps:
            await asyncio.sleep(0)
            happened.append(step)

    async def run() -> None:
        await asyncio.gather(tag(), *map(work, works))

    asyncio.run(run())
    return happened


def test_all_steps_that_can_run_come_first() -> None:
    """However small each is: a kill that is handed from one task to the next is not held up by an article at each."""
    steps = [f"step {number}" for number in range(40)]
    assert [*steps, "tag", "tag", "tag"] == in_between(steps)
    assert ["tag", "tag", "tag"] == in_between(steps, steps)[-3:]


def test_what_waits_for_the_broker_holds_nothing_up() -> None:
    """A batch whose records are sent and not acknowledged leaves the loop to tagging: it could do nothing with it."""

    async def run() -> None:
        acknowledged = asyncio.get_running_loop().create_future()

        async def batch() -> None:
            await acknowledged

        waiting = asyncio.create_task(batch())
        turns = WorkTurns()
        turns.took(60.0)
        for _ in range(3):
            await turns.next()
        acknowledged.set_result(None)
        await waiting

    asyncio.run(asyncio.wait_for(run(), 60.0))
