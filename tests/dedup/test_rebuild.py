from __future__ import annotations

from collections.abc import Iterable, Sized
from datetime import timedelta

import pytest

from bench.feed import Feed
from stream import codec
from stream.dedup.rebuild import take_row
from stream.dedup.rows import decode_row, encode_rows
from stream.dedup.rules import DedupRules
from stream.dedup.state import State
from stream.dedup.step import Outcome, Record, dedup
from stream.records import ClockTick, Position, Prepared

ARTICLES, MORE, ROW = 700, 150, 100


def records(feed: Iterable[Prepared]) -> list[Record]:
    """A prepared topic with these articles and a tick behind every tenth."""
    values = []
    for number, prepared in enumerate(feed):
        values.append(codec.encode(prepared))
        if number % 10 == 9:
            values.append(codec.encode(ClockTick(prepared.article.received)))
    return [Record(Position("newswire.prepared", 0, at), value) for at, value in enumerate(values)]


def counts(state: State) -> list[int]:
    """How much a state holds, part by part."""
    parts: tuple[Sized, ...] = (
        state.entries,
        state.stories,
        state.index,
        state.items,
        state.embargoes,
        state.deliveries,
    )
    return [state.serial, *map(len, parts)]


def rebuilt(outcomes: Iterable[Outcome]) -> State:
    """A state taken from the rows of these batches."""
    state = State(DedupRules())
    for outcome in outcomes:
        for data, _, _ in encode_rows(outcome.fresh, 10**7):
            row = decode_row(data)
            for at, decision in enumerate(row.decisions()):
                state.archive.keep(state.serial + at, decision)
            take_row(state, row)
    return state


@pytest.mark.parametrize("days", [5, 40])
def test_many_taken_together_are_as_one_by_one(days: int) -> None:
    """A feed as feeds are, within the window and well beyond it: what comes back holds and says the same."""
    log = records(Feed(ARTICLES + MORE, timedelta(days=days)))
    before, after = log[: ARTICLES + ARTICLES // 10], log[ARTICLES + ARTICLES // 10 :]
    live = State(DedupRules())
    outcomes = [dedup(live, before[start : start + ROW]) for start in range(0, len(before), ROW)]
    back = rebuilt(outcomes)
    assert counts(live) == counts(back)
    assert list(live.entries.items()) == list(back.entries.items())
    assert dedup(live, after).outputs == dedup(back, after).outputs
    assert counts(live) == counts(back)
