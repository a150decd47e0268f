"""Records that judging fails on: rejected alone, and the same when they are read again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.dedup.journal.archive import Memory
from stream.dedup.journal.decision import Decision, Tick
from stream.dedup.journal.rows import decode_row, encode_rows
from stream.dedup.judging.judge import judge
from stream.dedup.stage import DedupOutcome, dedup
from stream.dedup.state.rebuild import build_from_rows
from stream.dedup.state.state import State
from stream.dedup.thresholds import DedupRules
from stream.model import codec
from stream.model.articles import ClockTick, Position, Prepared
from stream.model.errors import StopError
from stream.model.records import Record
from tests.dedup.harness import START, Desk, article, iso
from tests.dedup.texts import BRIDGE, HARVEST

WORD = "Quarrelsome"  # which judging fails on

BROKEN = "/////w=="  # four thousand million keys, of which none follows


def failing(state: State, prepared: Prepared) -> Decision:
    """Judge, but for articles with the word."""
    if WORD in prepared.article.body:
        raise KeyError(prepared.article.body)
    return judge(state, prepared)


def log(*bodies: str) -> list[Record]:
    """The prepared topic of one shard: articles with these texts, each of its own item and source."""
    desk = Desk()
    return [
        record
        for number, body in enumerate(bodies)
        for _, record in desk.prepare(article(f"urn:{number}:1", source=f"Source {number}", body=body))
    ]


def letters(outcome: DedupOutcome) -> list[tuple[Position, str, str]]:
    """What the dead letters of a batch say."""
    return [(record.position, error.reason, error.message) for record, error in outcome.rejected]


def changed(record: Record, change: Callable[[Prepared], Prepared]) -> Record:
    """The record with something else in it."""
    return replace(record, value=codec.encode(change(codec.decode(Prepared, record.value))))


@given(st.lists(st.sampled_from([BRIDGE, HARVEST, WORD, f"{WORD} {BRIDGE}", ""]), min_size=1, max_size=12))
def test_a_record_that_judging_fails_on_changes_nothing_for_the_others(bodies: list[str]) -> None:
    """Their records are those of a log without it, whatever stands around it."""
    records = log(*bodies)
    outcome = dedup(State(DedupRules()), records, decide=failing)
    sound = [record for record, body in zip(records, bodies, strict=True) if WORD not in body]
    assert dedup(State(DedupRules()), sound).outputs == outcome.outputs
    assert [record for record in records if record not in sound] == [r for r, _ in outcome.rejected]


def test_the_rejection_says_where_and_nothing_of_the_text() -> None:
    """Type and place of the exception; its message quotes the article."""
    ((_, error),) = dedup(State(DedupRules()), log(f"{WORD} words"), decide=failing).rejected
    assert error.reason == "internal_error"
    assert "KeyError at stream.dedup.stage:" in error.message
    assert WORD not in error.message


@given(st.lists(st.sampled_from([BRIDGE, HARVEST, WORD]), min_size=1, max_size=6), st.data())
def test_read_again_it_is_rejected_again(bodies: list[str], data: st.DataObject) -> None:
    """With a state that has gone on, or was rebuilt from its rows, and a judge that no longer fails: the same letter."""
    records = log(*bodies)
    state = State(DedupRules())
    first = dedup(state, records, decide=failing)
    start = data.draw(st.integers(0, len(records)))
    rebuilt = State(DedupRules(), Memory())
    for serial, decision in enumerate(first.fresh):
        rebuilt.archive.append(serial, decision)
    build_from_rows(rebuilt, [decode_row(data) for data, _, _ in encode_rows(first.fresh, 1000)])
    for each in (state, rebuilt):
        again = dedup(each, records[start:])
        later = [letter for letter in letters(first) if letter[0].offset >= start]
        assert later == letters(again)
        assert again.fresh == []


def test_sent_in_again_it_is_judged() -> None:
    """`newswire deadletters replay` writes the bytes anew: with the fault mended there is a verdict, kept as any."""
    (record,) = log(WORD)
    state = State(DedupRules())
    dedup(state, [record], decide=failing)
    again = replace(record, position=Position("newswire.prepared", 0, 7))
    outcome = dedup(state, [again])
    assert [] == outcome.rejected
    assert 1 == len(outcome.decided)
    assert outcome.outputs == dedup(state, [again]).outputs
    assert dedup(state, [record]).rejected != []


def test_the_note_of_a_failure_outlives_the_articles_after_it() -> None:
    """The first record of a shard fails: the window that the next ones open does not forget it."""
    records = log(WORD, BRIDGE, HARVEST)
    state = State(DedupRules())
    first = dedup(state, records, decide=failing)
    assert letters(first) == letters(dedup(state, records))


def test_another_article_at_the_place_of_one_that_failed_is_judged() -> None:
    """The topic was made anew: what failed there before was another."""
    (failed,), (other,) = log(WORD), log(BRIDGE)
    assert failed.position == other.position
    state = State(DedupRules())
    dedup(state, [failed], decide=failing)
    assert 1 == len(dedup(state, [other]).decided)


def test_a_sketch_that_cannot_be_read_takes_no_other_with_it() -> None:
    """The batch is looked up together: the one that breaks that is found, and rejected alone."""
    records = log(*[f"{BRIDGE} Number {number}." for number in range(12)])
    broken = changed(records[5], lambda prepared: replace(prepared, sketch=BROKEN))
    sound = [*records[:5], *records[6:]]
    outcome = dedup(State(DedupRules()), [*records[:5], broken, *records[6:]])
    assert [broken] == [record for record, _ in outcome.rejected]
    assert dedup(State(DedupRules()), sound).outputs == outcome.outputs


def test_a_sketch_that_nobody_looked_at_fails_before_it_is_applied() -> None:
    """A short text is compared whole; its sketch is needed first by what is kept of it."""
    (record,) = log("Rain fell.")
    broken = changed(record, lambda prepared: replace(prepared, sketch="A"))  # no base64 has one character
    outcome = dedup(State(DedupRules()), [broken])
    assert ["internal_error"] == [reason for _, reason, _ in letters(outcome)]


def test_a_time_without_a_zone_fails_alone() -> None:
    """Another writer's record: what cannot be compared with any time of ours is no reason to stop."""
    first, second = log(BRIDGE, HARVEST)
    naive = changed(first, lambda prepared: prepared)
    naive = replace(
        naive,
        value=naive.value.replace(b'"received":"2031-05-04T06:00:00Z"', b'"received":"2031-05-04T06:00:00"'),
    )
    assert naive != first
    outcome = dedup(State(DedupRules()), [naive, second])
    assert [naive] == [record for record, _ in outcome.rejected]
    assert 1 == len(outcome.decided)


def test_a_decision_that_cannot_be_applied_stops() -> None:
    """The state may be half changed: no verdict after it can be believed."""

    class Torn(Memory):
        def append(self, serial: int, decision: Decision | Tick) -> None:
            raise KeyError(serial, decision.position)

    with pytest.raises(
        StopError, match=r"KeyError at stream\.dedup\.state\.state:\d+ while the state .* half changed"
    ):
        dedup(State(DedupRules(), Torn()), log(BRIDGE))


@pytest.mark.parametrize("error", [StopError("no row"), OSError("no disk"), MemoryError()])
def test_a_fault_of_the_surroundings_goes_on(error: Exception) -> None:
    """What another record would meet too stops the worker, and nothing is decided."""

    def unable(_: State, __: Prepared) -> Decision:
        raise error

    state = State(DedupRules())
    with pytest.raises(type(error)):
        dedup(state, log(BRIDGE), decide=unable)
    assert 0 == state.serial


def test_a_tick_that_fails_is_rejected_alone() -> None:
    """A decision kept of a parked article cannot be given: the clock record is rejected, the article after it judged."""

    class Worn(Memory):
        worn = False

        def get(self, serial: int) -> Decision | Tick:
            if self.worn:
                raise IndexError(serial)
            return super().get(serial)

    desk = Desk()
    ((_, parked),) = desk.prepare(article(body=BRIDGE, embargoed_until=iso(60)))
    ((_, after),) = desk.prepare(article("urn:other:1", source="Other", body=HARVEST))
    archive = Worn()
    state = State(DedupRules(), archive)
    dedup(state, [parked])
    ticked = Record(
        Position("newswire.prepared", 0, 9), codec.encode(ClockTick(datetime(2032, 1, 1, tzinfo=UTC)))
    )
    archive.worn = True
    outcome = dedup(state, [ticked, after])
    assert [ticked] == [record for record, _ in outcome.rejected]
    assert 1 == len(outcome.decided)
    archive.worn = False
    assert [ticked] == [record for record, _ in dedup(state, [ticked]).rejected]
    assert state.clock < START.replace(year=2032)
