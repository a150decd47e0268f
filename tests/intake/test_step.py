"""The intake of a batch: what one record does to the others."""

from __future__ import annotations

from datetime import UTC, datetime

import orjson
import pytest

from stream.intake import step
from stream.intake.prepare import IntakeRules, Raw, prepare
from stream.records import Position, Prepared

RULES = IntakeRules(default_language="en", max_body_chars=100_000, agencies=())
NOW = datetime(2031, 5, 4, 6, tzinfo=UTC)
WORD = "Quarrelsome"  # which the stage fails on


def raw(offset: int, body: str) -> Raw:
    """A raw record with this text."""
    value = orjson.dumps({"uri": f"urn:{offset}", "source": "Harrow", "body": body})
    return Raw(value, None, (), Position("newswire.raw", 0, offset), NOW)


def failing(record: Raw, rules: IntakeRules) -> Prepared:
    """Prepare a record, but for those with the word."""
    if WORD.encode() in (record.value or b""):
        raise IndexError(WORD)
    return prepare(record, rules)


def test_a_record_that_the_stage_fails_on_is_rejected_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others come out as if it had not been there; it says where, and nothing of its text."""
    sound = [raw(0, "The ferry sailed."), raw(2, "The bridge held.")]
    expected = step.intake(sound, RULES, 2)
    monkeypatch.setattr(step, "prepare", failing)
    outcome = step.intake([sound[0], raw(1, WORD), sound[1]], RULES, 2)
    assert outcome.outputs == expected.outputs
    assert outcome.taken == expected.taken
    ((rejected, error),) = outcome.rejected
    assert rejected.position.offset == 1
    assert error.reason == "internal_error"
    assert "IndexError at stream.intake.step:" in error.message
    assert WORD not in error.message


def test_a_fault_of_the_surroundings_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk or a memory that gives out is no fault of the record: it stops the worker."""

    def full(*_: object) -> Prepared:
        raise MemoryError

    monkeypatch.setattr(step, "prepare", full)
    with pytest.raises(MemoryError):
        step.intake([raw(0, "The ferry sailed.")], RULES, 1)
