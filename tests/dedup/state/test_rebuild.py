from __future__ import annotations

from collections.abc import Iterable, Sized
from datetime import timedelta

import pytest

from bench.feed import Feed
from stream.dedup.journal.archive import Archive
from stream.dedup.journal.rows import decode_row, encode_rows
from stream.dedup.stage import DedupOutcome, dedup
from stream.dedup.state.rebuild import build_from_rows
from stream.dedup.state.state import State
from stream.dedup.thresholds import DedupRules
from stream.model import codec
from stream.model.articles import ClockTick, Position, Prepared
from stream.model.records import Record
from tests.dedup.days import DAY
from tests.dedup.harness import article, stories
from tests.dedup.journal.reading import decisions_of
from tests.dedup.test_stage import log
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
        state.articles,
        state.stories,
        state.index,
        state.items,
        state.embargoes,
        state.deliveries,
    )
    return [state.serial, *map(len, parts)]


def rebuilt(outcomes: Iterable[DedupOutcome], together: int = 1, archive: Archive | None = None) -> State:
    """A state taken from the rows of these batches, so many at a time."""
    state = State(DedupRules(), archive)
    serial = 0
    rows = []
    for outcome in outcomes:
        for data, _, _ in encode_rows(outcome.fresh, 10**7):
            row = decode_row(data)
            for decision in decisions_of(row):
                state.archive.append(serial, decision)
                serial += 1
            rows.append(row)
    for start in range(0, len(rows), together):
        build_from_rows(state, rows[start : start + together])
    return state


@pytest.mark.parametrize("together", [1, 5])
@pytest.mark.parametrize("days", [5, 40])
def test_many_taken_together_are_as_one_by_one(days: int, together: int) -> None:
    """A feed as feeds are, within the window and well beyond it: what comes back holds and says the same."""
    given = records(Feed(ARTICLES + MORE, timedelta(days=days)))
    before, after = given[: ARTICLES + ARTICLES // 10], given[ARTICLES + ARTICLES // 10 :]
    live = State(DedupRules())
    outcomes = [dedup(live, before[start : start + ROW]) for start in range(0, len(before), ROW)]
    back = rebuilt(outcomes, together)
    assert counts(live) == counts(back)
    assert list(live.articles.items()) == list(back.articles.items())
    assert dedup(live, after).outputs == dedup(back, after).outputs
    assert counts(live) == counts(back)


def test_what_two_writers_wrote_counts_once() -> None:
    """Around a rebalance both write rows of the same decisions: taken together, each is still given once."""
    given = records(Feed(60))
    live = State(DedupRules())
    first, second = dedup(live, given[:40]), dedup(live, given[40:])
    apart = rebuilt([first, first, second])
    assert [stories(live), len(live.index)] == [stories(apart), len(apart.index)]
    for written in ([first, first, second], [first, second, first]):
        back = rebuilt(written, together=3)
        assert [stories(live), counts(live)[1:]] == [stories(back), counts(back)[1:]]


@pytest.mark.parametrize("together", [1, 4])
def test_a_story_that_outlived_its_founder_takes_it_back(together: int) -> None:
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
    (founder, *_, again) = [decision for outcome in outcomes for decision in outcome.decided]
    assert (founder.article_id, founder.story_id) == (again.article_id, again.story_id)
    back = rebuilt(outcomes, together)
    assert stories(live) == stories(back)
    assert counts(live) == counts(back)
