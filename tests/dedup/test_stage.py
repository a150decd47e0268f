"""Delivery: batches read again, at any cut, say the same."""

from __future__ import annotations

from typing import Any

import orjson
from hypothesis import given
from hypothesis import strategies as st

from stream.dedup.stage import DedupOutcome, dedup
from stream.dedup.state.state import State
from stream.dedup.thresholds import DedupRules
from stream.model import codec
from stream.model.articles import ClockTick, Position, Stream
from stream.model.records import Record
from stream.model.verdicts import Verdict
from tests.dedup.days import feeds
from tests.dedup.harness import START, Desk, article, iso
from tests.dedup.texts import BRIDGE, HARVEST


def log(feed: list[dict[str, Any]], ticks: frozenset[int] = frozenset()) -> list[Record]:
    """The prepared topic of one shard: the articles' records, with clock ticks behind some of them."""
    desk = Desk()
    values = []
    for at, fields in enumerate(feed):
        values += [record.value for _, record in desk.prepare(fields)]
        if at in ticks:
            values.append(codec.encode(ClockTick(desk.now)))
    return [Record(Position("newswire.prepared", 0, offset), value) for offset, value in enumerate(values)]


def together(*outcomes: DedupOutcome) -> DedupOutcome:
    """Several outcomes as one."""
    whole = DedupOutcome()
    for outcome in outcomes:
        whole.fresh += outcome.fresh
        whole.outputs += outcome.outputs
        whole.decided += outcome.decided
        whole.rejected += outcome.rejected
    return whole


TICKS = st.frozensets(st.integers(0, 14))


@given(feeds(), TICKS, st.data())
def test_cut_into_batches_makes_no_difference(
    feed: list[dict[str, Any]], ticks: frozenset[int], data: st.DataObject
) -> None:
    """One batch or many: the same outputs byte for byte, the same decisions."""
    records = log(feed, ticks)
    at = data.draw(st.integers(0, len(records)))
    state = State(DedupRules())
    whole = dedup(State(DedupRules()), records)
    parts = together(dedup(state, records[:at]), dedup(state, records[at:]))
    assert whole.outputs == parts.outputs
    assert whole.fresh == parts.fresh


@given(feeds(), TICKS, st.data())
def test_batch_read_again_says_the_same_and_decides_nothing(
    feed: list[dict[str, Any]], ticks: frozenset[int], data: st.DataObject
) -> None:
    """Any stretch of the log read again after any later one gives the same bytes and no new decision."""
    records = log(feed, ticks)
    state = State(DedupRules())
    first = [dedup(state, (record,)) for record in records]
    start = data.draw(st.integers(0, len(records)))
    end = data.draw(st.integers(start, len(records)))
    again = dedup(state, records[start:end])
    assert together(*first[start:end]).outputs == again.outputs
    assert ([], []) == (again.fresh, again.decided)


@given(feeds(), TICKS)
def test_every_article_has_exactly_one_verdict(feed: list[dict[str, Any]], ticks: frozenset[int]) -> None:
    """One verdict record an article, releases aside, and one decision that is counted."""
    outcome = dedup(State(DedupRules()), log(feed, ticks))
    said = [
        orjson.loads(output.value)
        for output in outcome.outputs
        if output.stream in (Stream.JUDGED, Stream.COPIES)
    ]
    given_once = [record["position"]["offset"] for record in said if record["embargo"] != "released"]
    assert list(range(len(feed))) == given_once
    assert len(feed) == len(outcome.decided)


@given(feeds(), TICKS)
def test_no_text_goes_out_before_its_embargo(feed: list[dict[str, Any]], ticks: frozenset[int]) -> None:
    """Whatever the verdict, a record with its text was sent when its embargo had passed by the log's time."""
    state = State(DedupRules())
    for record in log(feed, ticks):
        for output in dedup(state, (record,)).outputs:
            value = orjson.loads(output.value)
            if output.stream is not Stream.NOTICES and value["body"] and value["embargoed_until"]:
                assert value["embargoed_until"] <= orjson.loads(codec.encode(ClockTick(state.clock)))["clock"]


@given(feeds())
def test_verdicts_keep_their_promises(feed: list[dict[str, Any]]) -> None:
    """A copy has its match, a version what it supersedes; late and repeated ones supersede nothing."""
    desk = Desk()
    for record in desk.tell(*feed).said:
        if record["verdict"] == Verdict.COPY:
            assert record["match"] is not None
            assert record["match"]["article_id"] != record["article_id"]
        if record["verdict"] in (Verdict.UPDATE, Verdict.CORRECTION, Verdict.REFILE):
            assert record["supersedes"] is not None
        if record["verdict"] in (Verdict.STALE, Verdict.REDELIVERY):
            assert record["supersedes"] is None


def test_prepared_twice_is_judged_once() -> None:
    """The intake may send a record again after a crash: the raw position tells, not the place in the prepared topic."""
    desk = Desk()
    ((_, record),) = desk.prepare(article(body=BRIDGE))
    again = Record(Position("newswire.prepared", 0, 7), record.value)
    outcome = dedup(desk.state, (record, again))
    assert 1 == len(outcome.fresh)
    assert outcome.outputs[0] == outcome.outputs[1]


def test_record_that_cannot_be_read_is_rejected_alone() -> None:
    """The rest of the batch is judged; the reject names its field."""
    desk = Desk()
    good = [record for _, record in desk.prepare(article(body=BRIDGE))]
    bad = [Record(Position("newswire.prepared", 0, 8), value) for value in (b"", b"{}", b'{"clock":"noon"}')]
    outcome = dedup(desk.state, [bad[0], *good, *bad[1:]])
    assert bad == [record for record, _ in outcome.rejected]
    assert {"bad_record"} == {error.reason for _, error in outcome.rejected}
    assert 1 == len(outcome.outputs)


def test_outputs_are_keyed_for_their_readers() -> None:
    """Verdicts and notices by story, copies by article; the time of receipt goes along."""
    desk = Desk()
    told = desk.tell(
        article(body=BRIDGE),
        article("urn:gull:1", source="Gull", body=BRIDGE),
        article(version="2", pubstatus="canceled", body=""),
    )
    story = told.said[0]["story_id"].encode()
    copied = told.said[1]["article_id"].encode()
    assert [
        (Stream.JUDGED, story),
        (Stream.COPIES, copied),
        (Stream.JUDGED, story),
        (Stream.NOTICES, story),
    ] == [(output.stream, output.key) for output in told.outputs]
    assert START == told.outputs[0].received


def test_tick_that_released_nothing_stays_without_effect_when_read_again() -> None:
    """An article parked after a tick is not released by that tick's second reading."""
    tick = codec.encode(ClockTick(START))
    early = log([article(body=HARVEST, received=-30, embargoed_until=iso(-10))])[0]
    state = State(DedupRules())
    records = [
        Record(Position("newswire.prepared", 0, 0), tick),
        Record(Position("newswire.prepared", 0, 1), early.value),
    ]
    first = [dedup(state, (record,)).outputs for record in records]
    assert first == [dedup(state, (record,)).outputs for record in records]
