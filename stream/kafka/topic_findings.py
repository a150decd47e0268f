"""What of the topics on a broker is not as `stream.kafka.topics` wants it: a comparison of values, without a broker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from stream.kafka.topics import TopicSpec
from stream.model.plurals import counted


class Severity(StrEnum):
    """How bad a finding is: an error stops a worker, a warning does not, a note is what could not be told."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class TopicFinding:
    """One way in which a topic is not as it should be, and what to do about it."""

    topic: str
    severity: Severity
    problem: str
    way_out: str

    def __str__(self) -> str:
        return f"topic {self.topic} {self.problem}: {self.way_out}"


@dataclass(frozen=True, slots=True)
class TopicShape:
    """A topic as the broker has it; `config` is None where the broker does not tell."""

    name: str
    partitions: int
    replication: int
    config: dict[str, str] | None = None


def findings_of(wanted: Iterable[TopicSpec], found: Iterable[TopicShape]) -> list[TopicFinding]:
    """What of `found` is not as in `wanted`; topics beyond the wanted are no concern of ours."""
    by_name = {shape.name: shape for shape in found}
    findings: list[TopicFinding] = []
    for spec in wanted:
        shape = by_name.get(spec.name)
        if shape is None:
            findings.append(
                TopicFinding(spec.name, Severity.ERROR, "is missing", "run `newswire topics create`")
            )
        else:
            findings += _differences(spec, shape)
    return findings


def _differences(spec: TopicSpec, shape: TopicShape) -> Iterable[TopicFinding]:
    if shape.partitions != spec.partitions:
        yield TopicFinding(
            spec.name,
            Severity.ERROR,
            f"has {counted(shape.partitions, 'partition')}, settings say {spec.partitions}",
            f"set NEWSWIRE_PARTITIONS={shape.partitions} if all topics have that many, or delete the topic "
            "and run `newswire topics create`",
        )
    if shape.replication < spec.replication:
        yield TopicFinding(
            spec.name,
            Severity.WARNING,
            f"has {counted(shape.replication, 'replica')}, settings say {spec.replication}",
            "reassign its partitions with Kafka's own tools, or lower NEWSWIRE_REPLICATION",
        )
    if shape.config is None:
        yield TopicFinding(
            spec.name, Severity.NOTE, "has settings that the broker does not tell", "ask its operators"
        )
        return
    for name, value in spec.config().items():
        found = shape.config.get(name)
        if found is None:
            yield TopicFinding(
                spec.name, Severity.NOTE, f"has a {name} that the broker does not tell", "ask its operators"
            )
        elif _canonical(found) != _canonical(value):
            yield TopicFinding(
                spec.name,
                Severity.WARNING,
                f"has {name}={found}, wanted {value}",
                f"kafka-configs.sh --alter --topic {spec.name} --add-config {name}=[{value}]",
            )


def _canonical(value: str) -> frozenset[str]:
    """`compact,delete` and `delete, compact` are the same policy."""
    return frozenset(part.strip() for part in value.split(","))
