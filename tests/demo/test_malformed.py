"""The malformed records: each is refused by the intake, for the reason planted."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from stream.demo.malformed import malformed_records
from stream.demo.truth import PlantedUnreadable
from stream.intake.prepare import IntakeRules, Raw
from stream.intake.stage import intake
from stream.model.articles import Position

CASES = {truth.fault: (value, truth) for value, truth in malformed_records()}


@pytest.mark.parametrize("fault", CASES)
def test_is_refused_for_its_fault(fault: str) -> None:
    """One record, one refusal, with a code that fits."""
    value, truth = CASES[fault]
    raw = Raw(
        value=value,
        key=None,
        headers=(),
        position=Position("raw", 0, 0),
        received=datetime(2026, 3, 17, tzinfo=UTC),
    )

    outcome = intake((raw,), IntakeRules(default_language="en", max_body_chars=10_000, agencies=()), 1)

    assert [error.reason in truth.reasons for _, error in outcome.rejected] == [True]


def test_every_record_has_a_fault_of_its_own() -> None:
    """Thirteen records, thirteen faults."""
    truths: list[PlantedUnreadable] = [truth for _, truth in malformed_records()]

    assert len({truth.fault for truth in truths}) == len(truths) == 13
