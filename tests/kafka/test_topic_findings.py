from __future__ import annotations

from dataclasses import replace

import pytest

from stream.kafka.topic_findings import Severity, TopicShape, findings_of
from stream.kafka.topics import TopicSpec

SPEC = TopicSpec("wire.raw", 4, 2, "compact,delete", 3_600_000, 1_000_000)
SHAPE = TopicShape("wire.raw", 4, 2, SPEC.config())


class TestCompare:
    """What differs, how bad it is, and what to do."""

    def test_a_topic_as_wanted_is_no_finding(self) -> None:
        """Nor is a topic of somebody else."""
        assert findings_of([SPEC], [SHAPE, TopicShape("other", 1, 1)]) == []

    def test_a_policy_in_another_order_is_the_same_policy(self) -> None:
        """Brokers give cleanup policies back as they were written."""
        shape = replace(SHAPE, config={**SPEC.config(), "cleanup.policy": "delete, compact"})
        assert findings_of([SPEC], [shape]) == []

    @pytest.mark.parametrize(
        ("found", "severity", "problem", "way_out"),
        [
            ([], Severity.ERROR, "is missing", "newswire topics create"),
            (
                [replace(SHAPE, partitions=3)],
                Severity.ERROR,
                "has 3 partitions, settings say 4",
                "NEWSWIRE_PARTITIONS=3",
            ),
            (
                [replace(SHAPE, replication=1)],
                Severity.WARNING,
                "has 1 replica, settings say 2",
                "NEWSWIRE_REPLICATION",
            ),
            (
                [replace(SHAPE, config={**SPEC.config(), "retention.ms": "1000"})],
                Severity.WARNING,
                "has retention.ms=1000, wanted 3600000",
                "--add-config retention.ms=[3600000]",
            ),
            (
                [replace(SHAPE, config={**SPEC.config(), "cleanup.policy": "delete"})],
                Severity.WARNING,
                "has cleanup.policy=delete, wanted compact,delete",
                "cleanup.policy=[compact,delete]",
            ),
            ([replace(SHAPE, config=None)], Severity.NOTE, "does not tell", "ask its operators"),
        ],
    )
    def test_a_difference_has_a_severity_and_a_way_out(
        self, found: list[TopicShape], severity: Severity, problem: str, way_out: str
    ) -> None:
        """Missing topics and counts of partitions are errors, the rest warnings, the untold a note."""
        (finding,) = findings_of([SPEC], found)
        assert severity is finding.severity
        assert problem in finding.problem
        assert way_out in finding.way_out

    def test_an_entry_that_the_broker_leaves_out_is_a_note(self) -> None:
        """A broker that tells some entries is not taken to have none of the others."""
        (finding,) = findings_of(
            [SPEC], [replace(SHAPE, config={"cleanup.policy": "compact,delete", "retention.ms": "3600000"})]
        )
        assert finding.severity is Severity.NOTE
        assert "max.message.bytes" in finding.problem
