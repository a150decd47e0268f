"""Wrong clocks of workers: no embargo ends before its time by the log, no window moves, no verdict changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.dedup.journal.decision import Decision, Tick
from stream.dedup.journal.row_steps import COLUMNS, TICK
from stream.dedup.journal.rows import decode_row, encode_rows
from stream.dedup.judging.judge import judge
from stream.dedup.stage import dedup
from stream.dedup.state.rebuild import build_from_rows
from stream.dedup.state.state import State
from stream.dedup.thresholds import DedupRules
from stream.model import codec
from stream.model.articles import ClockTick, Position, Prepared, Stream
from stream.model.clock import MAX_LEAD, UNTIMED
from stream.model.records import Record
from tests.dedup.days import feeds
from tests.dedup.harness import START, STEP, Desk, Told, article, iso
from tests.dedup.test_stage import log
from tests.dedup.texts import BRIDGE, HARVEST, STRIKE

FAR = datetime(2099, 1, 1, tzinfo=UTC)
FAR_OFF = (FAR - START) / STEP  # minutes
UNKNOWN = (UNTIMED - START) / STEP  # when a record without a believable timestamp is received
HEADER = 20  # bytes of a row before its columns
CLOCKS = st.datetimes(datetime(1970, 1, 1), datetime(9999, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - naive bounds, as hypothesis wants them


def said(state: State, record: Record) -> list[dict[str, Any]]:
    """The verdict records that come of one record."""
    outputs = dedup(state, (record,)).outputs
    return [
        orjson.loads(output.value) for output in outputs if output.stream in (Stream.JUDGED, Stream.COPIES)
    ]


def ticked(clock: datetime, at: int = 10**6, appended: datetime | None = None) -> Record:
    """A tick behind everything else."""
    return Record(Position("newswire.prepared", 0, at), codec.encode(ClockTick(clock)), appended)


def test_an_embargoed_article_after_a_wrong_tick_is_parked() -> None:
    """One tick of 2099 opens nothing that comes later."""
    desk = Desk()
    desk.tell(article("urn:gull:1", source="Gull", body=HARVEST, received=0))
    desk.tick(FAR_OFF)
    (record,) = desk.tell(article(body=BRIDGE, embargoed_until=iso(60), received=1)).said
    assert ("parked", "") == (record["embargo"], record["body"])
    assert [BRIDGE] == [record["body"] for record in desk.tick(60).released]


def test_a_wrong_tick_opens_nothing_far_ahead_of_the_log() -> None:
    """Where the broker stamps nothing, a tick counts for a day beyond the log: embargoes of later wait on."""
    desk = Desk()
    days = 60 * 24
    desk.tell(article(body=BRIDGE, embargoed_until=iso(2 * days), received=0))
    assert [] == desk.tick(FAR_OFF).outputs
    desk.tell(article("urn:gull:1", source="Gull", body=HARVEST, received=1.5 * days))
    assert [BRIDGE] == [record["body"] for record in desk.tick(2 * days).released]


def test_an_untimed_record_after_a_wrong_tick_moves_no_window() -> None:
    """It is of the latest time that an article had: copies of what came before are still found."""
    desk = Desk()
    desk.tell(article(body=BRIDGE, received=0))
    desk.tick(FAR_OFF)
    desk.tell(article("urn:gull:7", source="Gull", body=HARVEST, received=UNKNOWN))
    copy = desk.tell(article("urn:gull:1", source="Gull", body=BRIDGE, received=2))
    assert ["copy"] == copy.verdicts
    assert desk.state.watermark <= START + MAX_LEAD + STEP


@given(feeds(), st.dictionaries(st.integers(0, 14), CLOCKS, max_size=6))
def test_ticks_change_no_verdict_and_no_window(
    feed: list[dict[str, Any]], ticks: dict[int, datetime]
) -> None:
    """Whatever clocks the workers have: the verdicts, what is parked and the window are those of the articles alone."""
    plain, other = State(DedupRules()), State(DedupRules())
    for at, record in enumerate(log(feed)):
        without = [each for each in said(plain, record) if each["embargo"] != "released"]
        assert without == [each for each in said(other, record) if each["embargo"] != "released"]
        if at in ticks:
            dedup(other, (ticked(ticks[at], 10**6 + at),))
        assert (plain.watermark, plain.horizon()) == (other.watermark, other.horizon())


@given(CLOCKS, st.integers(-3000, 3000), st.integers(1, 2000))
def test_a_tick_counts_for_no_more_than_its_stamp(clock: datetime, stamp: int, embargo: int) -> None:
    """By the broker's time the embargo ends on time, after any silence; before it no clock ends it."""
    desk = Desk()
    desk.tell(article(body=BRIDGE, embargoed_until=iso(embargo), received=0))
    appended = START + stamp * STEP
    ends = START + embargo * STEP
    released = said(desk.state, ticked(clock, appended=appended))
    assert (min(clock, appended) >= ends) == bool(released)
    again = said(desk.state, ticked(FAR, 10**6 + 1, ends + timedelta(days=40)))
    assert [BRIDGE] == [record["body"] for record in again or released]


def test_a_feed_ahead_of_the_broker_ends_no_embargo() -> None:
    """A producer's clock 20 hours ahead: what it sends is received when the broker appended what came of it."""
    desk = Desk()
    desk.tell(article(body=BRIDGE, embargoed_until=iso(600), received=0))
    ((_, ahead),) = desk.prepare(article("urn:gull:1", source="Gull", body=HARVEST, received=1200))
    outcome = dedup(desk.state, (Record(ahead.position, ahead.value, START + STEP),))
    assert (1, START + STEP) == (len(outcome.outputs), desk.state.log_time)
    assert orjson.loads(ahead.value)["received"] == orjson.loads(outcome.outputs[0].value)["received"]


def poisoned() -> tuple[list[bytes], Desk]:
    """Rows as they were written before ticks were bound: a tick of 2099, and what came behind it.

    Its clock went into every article behind it, and into the article time of one without a timestamp.
    """
    desk = Desk()
    decided: list[Decision | Tick] = list(desk.tell(article(body=BRIDGE, received=0)).fresh)
    decided.append(Tick(Position("newswire.prepared", 0, 90), FAR, (), ()))
    behind: Told = desk.tell(
        article("urn:gull:7", source="Gull", body=HARVEST, received=1),
        article("urn:gull:8", source="Gull", body=STRIKE, received=2),
    )
    for decision, time in zip(behind.fresh, (START + STEP, FAR), strict=True):
        assert isinstance(decision, Decision)
        decision.clock, decision.time = FAR, time
        decided.append(decision)
    rows = []
    for decision in decided:
        ((data, count, _),) = encode_rows([decision], 10**7)
        row = bytearray(data)
        kinds = np.frombuffer(row, COLUMNS, count, HEADER)["kind"]
        kinds[kinds == TICK] = 0  # as ticks were written
        rows.append(bytes(row))
    return rows, desk


@pytest.mark.parametrize("together", [1, 4])
def test_rows_with_a_wrong_tick_keep_no_embargo_open(together: int) -> None:
    """A state taken from them parks what comes, finds copies of what came before, and lets rows go in time."""
    rows, desk = poisoned()
    state = State(DedupRules())
    for start in range(0, len(rows), together):
        build_from_rows(state, [decode_row(row) for row in rows[start : start + together]])
    assert START == state.log_time
    assert state.watermark <= START + MAX_LEAD

    desk.states = [state]
    (record,) = desk.tell(article("urn:lark:1", body=STRIKE * 2, embargoed_until=iso(60), received=5)).said
    assert "parked" == record["embargo"]
    untimed = article("urn:lark:2", source="Lark", body="", headline="Notice", received=UNKNOWN)
    assert ["original"] == desk.tell(untimed).verdicts
    assert ["copy"] == desk.tell(article("urn:gull:1", source="Gull", body=BRIDGE, received=6)).verdicts
    assert state.watermark <= START + MAX_LEAD + 6 * STEP


def test_rows_taken_one_by_one_or_together_agree() -> None:
    """With a wrong tick among them too."""
    rows, _ = poisoned()
    states = [State(DedupRules()), State(DedupRules())]
    for row in rows:
        build_from_rows(states[0], [decode_row(row)])
    build_from_rows(states[1], [decode_row(row) for row in rows])
    one, other = ((state.log_time, state.clock, state.watermark, state.horizon()) for state in states)
    assert one == other


@given(st.integers(0, 2000))
def test_an_article_time_is_never_beyond_a_day_of_the_log(minutes: int) -> None:
    """The bound on what rows hold cuts nothing that was judged."""
    desk = Desk()
    ((_, record),) = desk.prepare(article(body=BRIDGE, version_created=iso(minutes), received=0))
    decision = judge(desk.state, codec.decode(Prepared, record.value))
    desk.state.apply(decision)
    assert decision.time == desk.state.watermark
