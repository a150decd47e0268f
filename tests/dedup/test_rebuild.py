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
from tests.dedup.days import DAY
from tests.dedup.harness import article, stories
from tests.dedup.test_step import log
from tests.dedup.texts import BRIDGE, HARVEST

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
    given = records(Feed(ARTICLES + MORE, timedelta(days=days)))
    before, after = given[: ARTICLES + ARTICLES // 10], given[ARTICLES + ARTICLES // 10 :]
    live = State(DedupRules())
    outcomes = [dedup(live, before[start : start + ROW]) for start in range(0, len(before), ROW)]
    back = rebuilt(outcomes)
    assert counts(live) == counts(back)
    assert list(live.entries.items()) == list(back.entries.items())
    assert dedup(live, after).outputs == dedup(back, after).outputs
    assert counts(live) == counts(back)


def test_a_story_that_outlived_its_founder_takes_it_back() -> None:
    """The founder left the window and comes again: it joins the story that still goes by its id."""
    first = article("urn:gull:1", source="Gull", body=BRIDGE)
    feed = [
        first,
        article("urn:harrow:1", source="Harrow", body=BRIDGE, received=10 * DAY),
        article("urn:lark:1", source="Lark", body=HARVEST, received=16 * DAY),
        {**first, "received": 17 * DAY},
    ]
    live = State(DedupRules())
    outcomes = [dedup(live, (record,)) for record in log(feed)]
    (founder, *_, again) = [entry for outcome in outcomes for entry in outcome.decided]
    assert (founder.article_id, founder.story_id) == (again.article_id, again.story_id)
    back = rebuilt(outcomes)
    assert stories(live) == stories(back)
    assert counts(live) == counts(back)
