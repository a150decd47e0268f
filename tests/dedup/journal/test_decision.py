from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.dedup.journal.decision import Decision, Tick, time_of, with_threads
from stream.dedup.journal.rows import decode_row, encode_rows
from stream.dedup.stage import dedup
from stream.dedup.state.rebuild import build_from_rows
from stream.dedup.state.state import State
from stream.dedup.thresholds import DedupRules
from stream.model.errors import StopError
from stream.model.thread_records import InThread, Threaded, ThreadEvidence
from tests.dedup.days import DAY, feeds
from tests.dedup.harness import START, STEP, Desk, article, iso, stories
from tests.dedup.journal.reading import decisions_of
from tests.dedup.test_stage import TICKS, log
from tests.dedup.texts import BRIDGE


def again(state: State, row: bytes) -> None:
    """Take a row's decisions into a state that comes back."""
    kept = decode_row(row)
    for at, decision in enumerate(decisions_of(kept)):
        state.archive.append(state.serial + at, decision)
    build_from_rows(state, [kept])


LIMITS = st.sampled_from([1, 2000, 8000, 10**6])


@given(feeds(), TICKS, LIMITS)
def test_rows_hold_the_decisions_as_they_were(
    feed: list[dict[str, Any]], ticks: frozenset[int], limit: int
) -> None:
    """Encoded and decoded, every decision is equal to itself, in order, whatever the size of the rows."""
    fresh = dedup(State(DedupRules()), log(feed, ticks)).fresh
    rows = list(encode_rows(fresh, limit))
    assert fresh == [decision for data, _, _ in rows for decision in decisions_of(decode_row(data))]
    assert len(fresh) == sum(count for _, count, _ in rows)


@given(feeds(), TICKS, LIMITS)
def test_a_decision_is_packed_once(feed: list[dict[str, Any]], ticks: frozenset[int], limit: int) -> None:
    """The stage hands on what it packed for the state: the rows made of that are those made of the decisions alone."""
    outcome = dedup(State(DedupRules()), log(feed, ticks))
    assert list(encode_rows(outcome.fresh, limit, outcome.steps)) == list(encode_rows(outcome.fresh, limit))


@given(feeds(), TICKS)
def test_a_row_gives_back_the_names_by_which_the_state_finds_a_decision(
    feed: list[dict[str, Any]], ticks: frozenset[int]
) -> None:
    """A rebuild hashes no name: the columns hold them all."""
    outcome = dedup(State(DedupRules()), log(feed, ticks))
    names = [
        row.names(at)
        for data, _, _ in encode_rows(outcome.fresh, 10**6)
        for row in (decode_row(data),)
        for at in range(len(row))
    ]
    assert [step.names for step in outcome.steps] == names


@given(feeds(), LIMITS)
def test_rows_are_bounded(feed: list[dict[str, Any]], limit: int) -> None:
    """No row is larger than asked, unless it holds a single decision; each says the time of its latest."""
    fresh = dedup(State(DedupRules()), log(feed)).fresh
    frame = 200  # head, sizes and act of a decision
    for data, count, latest in encode_rows(fresh, limit):
        assert count == 1 or len(data) <= limit + frame
        assert max(time_of(decision) for decision in decisions_of(decode_row(data))) == latest


def test_no_decisions_make_no_row() -> None:
    """An empty batch writes nothing."""
    assert [] == list(encode_rows([], 1000))


@given(feeds(days=40), feeds(days=40), TICKS, LIMITS)
def test_rebuilt_state_decides_as_the_live_one(
    before: list[dict[str, Any]], after: list[dict[str, Any]], ticks: frozenset[int], limit: int
) -> None:
    """A shard that comes back from its rows says of all that follows what it would have said."""
    records = log(
        [*before, *({**fields, "received": fields["received"] + 40 * DAY} for fields in after)], ticks
    )
    live, rebuilt = State(DedupRules()), State(DedupRules())
    kept = len(before)
    for data, _, _ in encode_rows(dedup(live, records[:kept]).fresh, limit):
        again(rebuilt, data)
    assert dedup(live, records[kept:]).outputs == dedup(rebuilt, records[kept:]).outputs
    assert stories(live) == stories(rebuilt)


@given(feeds(days=40, most=20), feeds(days=10), st.integers(0, 20))
def test_state_needs_no_row_from_before_the_horizon(
    before: list[dict[str, Any]], after: list[dict[str, Any]], batch: int
) -> None:
    """Rows all of whose decisions were forgotten can be dropped from the start, and nothing changes."""
    # Late articles count from when they came: the keeper of the rows takes the horizon for their time.
    records = log([*before, *({**fields, "received": fields["received"] + 40 * DAY} for fields in after)])
    live, rebuilt = State(DedupRules()), State(DedupRules())
    rows = []
    for record in records[: len(before)]:
        for data, _, latest in encode_rows(dedup(live, (record,)).fresh, 10**6):
            rows.append((data, live.stays_until(latest)))
    while len(rows) > 1 and rows[0][1] < live.horizon():
        rows.pop(0)
    for data, _ in rows:
        again(rebuilt, data)
    rest = records[len(before) :]
    assert dedup(live, rest).outputs == dedup(rebuilt, rest).outputs


def test_parked_text_is_in_the_row_and_kept_to_its_end() -> None:
    """A waiting text must survive a crash: its row stays until the embargo ends."""
    (decision,) = Desk().tell(article(body=BRIDGE, embargoed_until=iso(60), received=0)).fresh
    assert isinstance(decision, Decision)
    ((data, _, latest),) = encode_rows([decision], 10**6)
    assert START + 60 * STEP == latest
    (back,) = decisions_of(decode_row(data))
    assert isinstance(back, Decision)
    assert back.parked is not None
    assert BRIDGE == back.parked.article.body


def test_tick_leaves_with_its_clock() -> None:
    """A tick is as old as the time it told."""
    desk = Desk()
    desk.tell(article(body=BRIDGE, embargoed_until=iso(60), received=0))
    (tick,) = desk.tick(61).fresh
    assert isinstance(tick, Tick)
    assert START + 61 * STEP == time_of(tick)


@pytest.mark.parametrize("data", [b"", b"{}", b'{"entries":[{}]}', b"[]"])
def test_foreign_row_is_refused(data: bytes) -> None:
    """A row that another version wrote is a named fault, not a half state."""
    with pytest.raises(StopError, match=r"no newswire that was released wrote it. Run the version"):
        decode_row(data)


def test_threads_are_put_in_and_all_else_is_kept() -> None:
    """A decision or a tick with threads differs from what it was in those, the notices and the records alone."""
    desk = Desk()
    [decision] = desk.tell(article(body=BRIDGE)).fresh
    assert isinstance(decision, Decision)
    ticked = Tick(decision.position, decision.clock, (), ())
    threads = (Threaded(decision.article_id, "0" * 16, InThread(1.0, ThreadEvidence("first"))),)
    for decided in (decision, ticked):
        told = with_threads(decided, threads, decided.notices, ())
        assert replace(decided, threads=threads) == told
        assert decided == with_threads(told, (), decided.notices, ())
