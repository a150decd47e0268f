"""The intake stage on records of several articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.dedup.stage import dedup
from stream.dedup.state.state import State
from stream.dedup.thresholds import DedupRules
from stream.intake import stage as step
from stream.intake.draft import Draft
from stream.intake.prepare import IntakeRules, Raw, dead_letter, prepare_draft
from stream.intake.reasons import Refusal
from stream.intake.stage import intake
from stream.model import codec
from stream.model.articles import Position, Prepared
from stream.model.records import Record
from tests.intake.making import RULES, flat, ninjs, raw

GOOD, BROKEN, PICTURE = flat(), flat(uri=None), ninjs(type="picture")
MESSAGE = orjson.dumps([flat(uri="urn:x:1"), BROKEN, PICTURE, flat(uri="urn:x:2")])


def positions(values: list[Any]) -> list[int]:
    """The index of each prepared article of a message."""
    outcome = intake([raw(orjson.dumps(values))], RULES, 1)
    return [codec.decode(Prepared, output.value).article.position.index for output in outcome.outputs]


def test_a_broken_item_is_one_dead_letter_with_the_whole_record() -> None:
    """Under its own index; the others of the message go on."""
    outcome = intake([raw(MESSAGE)], RULES, 1)

    (((place, error)),) = outcome.rejected
    letter = dead_letter(place, "intake", error)
    assert (letter.reason, letter.position.index, str(letter.position)) == (
        Refusal.MISSING_FIELD,
        1,
        "newswire.raw/0/7/1",
    )
    assert dead_letter(raw(MESSAGE), "intake", error).value == letter.value
    assert [codec.decode(Prepared, output.value).article.position.index for output in outcome.outputs] == [
        0,
        3,
    ]
    assert (outcome.records, outcome.taken.total(), outcome.not_text) == (1, 2, 1)


def test_what_is_no_article_is_kept_where_it_is_asked_for() -> None:
    """Then it is a dead letter as well as counted."""
    outcome = intake([raw(MESSAGE)], replace(RULES, keep_not_text=True), 1)

    assert [(place.position.index, error.reason) for place, error in outcome.rejected] == [
        (1, "missing_field"),
        (2, "not_text"),
    ]
    assert outcome.not_text == 1


def test_a_header_or_the_settings_name_the_source() -> None:
    """Where the item names none; the record's header goes before the settings."""
    value = orjson.dumps(ninjs(uri="urn:uuid:1", infoSources=None))
    rules = replace(RULES, default_source="Coast Desk")
    named = raw(value, headers=(("Source", b"Nordlys"),))

    assert list(intake([raw(value)], rules, 1).taken) == ["Coast Desk"]
    assert list(intake([named], rules, 1).taken) == ["Nordlys"]


@given(st.lists(st.sampled_from(["good", "broken", "picture"]), min_size=1, max_size=12))
def test_articles_and_records_add_up(kinds: list[str]) -> None:
    """Every item of a record is an article, a dead letter or no article, each under its own index."""
    items = {"good": GOOD, "broken": BROKEN, "picture": PICTURE}
    outcome = intake([raw(orjson.dumps([items[kind] for kind in kinds]))] * 2, RULES, 1)

    assert outcome.records == 2
    assert outcome.taken.total() == 2 * kinds.count("good")
    assert len(outcome.rejected) == 2 * kinds.count("broken")
    assert outcome.not_text == 2 * kinds.count("picture")
    assert positions([items[kind] for kind in kinds]) == [
        at for at, kind in enumerate(kinds) if kind == "good"
    ]


def test_articles_of_one_record_are_judged_apart_and_given_again_alike() -> None:
    """The index tells two deliveries of one record; a batch that is read again gets the same bytes."""
    outputs = intake([raw(MESSAGE)], RULES, 1).outputs
    records = [
        Record(Position("newswire.prepared", 0, at), output.value) for at, output in enumerate(outputs)
    ]
    state = State(DedupRules())

    first, again = dedup(state, records), dedup(state, records)

    assert len(first.fresh) == 2
    assert (again.repeated, again.outputs) == (2, first.outputs)


NOW = datetime(2031, 5, 4, 6, tzinfo=UTC)
WORD = "Quarrelsome"  # which the stage fails on


def article(offset: int, body: str) -> Raw:
    """A raw record with this text."""
    value = orjson.dumps({"uri": f"urn:{offset}", "source": "Harrow", "body": body})
    return Raw(value, None, (), Position("newswire.raw", 0, offset), NOW)


def failing(raw: Raw, draft: Draft, rules: IntakeRules) -> Prepared:
    """Prepare an item, but for those with the word."""
    if WORD in draft.body:
        raise IndexError(WORD)
    return prepare_draft(raw, draft, rules)


def test_a_record_that_the_stage_fails_on_is_rejected_alone() -> None:
    """The others come out as if it had not been there; it says where, and nothing of its text."""
    sound = [article(0, "The ferry sailed."), article(2, "The bridge held.")]
    expected = step.intake(sound, RULES, 2)
    outcome = step.intake([sound[0], article(1, WORD), sound[1]], RULES, 2, failing)
    assert outcome.outputs == expected.outputs
    assert outcome.taken == expected.taken
    ((rejected, error),) = outcome.rejected
    assert rejected.position.offset == 1
    assert error.reason == "internal_error"
    assert "IndexError at stream.intake.prepare:" in error.message
    assert WORD not in error.message


def test_a_fault_of_the_surroundings_goes_on() -> None:
    """A disk or a memory that gives out is no fault of the record: it stops the worker."""

    def full(*_: object) -> Prepared:
        raise MemoryError

    with pytest.raises(MemoryError):
        step.intake([article(0, "The ferry sailed.")], RULES, 1, full)


def test_an_item_that_the_stage_fails_on_takes_no_other_of_its_message() -> None:
    """It is a dead letter under its own index."""
    outcome = intake([raw(orjson.dumps([GOOD, flat(uri="urn:x:9", body=WORD), GOOD]))], RULES, 1, failing)
    assert outcome.taken.total() == 2
    assert [(place.position.index, error.reason) for place, error in outcome.rejected] == [
        (1, "internal_error")
    ]
