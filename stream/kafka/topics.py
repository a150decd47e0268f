"""The topics of the design: what each is for, how it is cleaned and how long it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from stream.config.settings import Settings
from stream.model.articles import Stream

HOUR = 3_600_000
DAY = 24 * HOUR


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """How one topic must look on the broker; retention in milliseconds, -1 for ever."""

    name: str
    partitions: int
    replication: int
    cleanup: str
    retention: int
    max_message_bytes: int
    stamped: bool = False  # whether the broker sets the time of each record, and no producer

    def config(self) -> dict[str, str]:
        """The broker's configuration entries for this topic."""
        return {
            "cleanup.policy": self.cleanup,
            "retention.ms": str(self.retention),
            "max.message.bytes": str(self.max_message_bytes),
            **({"message.timestamp.type": "LogAppendTime"} if self.stamped else {}),
        }


# The clock that bounds the end of an embargo is the broker's, in the records of this topic (see `stream.model.clock`).
_STAMPED = frozenset({Stream.PREPARED})
# Retention: the raw feed a week for replays; what stages hand each other a day, enough for an outage; what the
# newsroom consumes twice the window; dead letters a month, someone must find the time to mend them.
_SHAPES: dict[Stream, tuple[str, int]] = {
    Stream.RAW: ("delete", 7 * DAY),
    Stream.PREPARED: ("delete", DAY),
    Stream.JUDGED: ("delete", DAY),
    Stream.COPIES: ("compact,delete", 28 * DAY),
    # Keyed by story, for their order; compaction would let a later merge take the place of a kill.
    Stream.NOTICES: ("delete", 28 * DAY),
    Stream.ENRICHED: ("compact,delete", 28 * DAY),
    Stream.CONFLICT: ("compact,delete", 28 * DAY),
    Stream.THREADS: ("compact,delete", 28 * DAY),
    Stream.DEADLETTERS: ("delete", 30 * DAY),
}


def retention_seconds(stream: Stream) -> float:
    """How long a record of a stream is kept, as its topic was made; infinity for ever."""
    retention = _SHAPES[stream][1]
    return retention / 1000 if retention >= 0 else float("inf")


def specs(settings: Settings) -> tuple[TopicSpec, ...]:
    """Every topic that the settings call for, the tables' changelogs included."""

    def spec(name: str, cleanup: str, retention: int, *, stamped: bool = False) -> TopicSpec:
        return TopicSpec(
            name,
            settings.partitions,
            settings.replication,
            cleanup,
            retention,
            settings.max_record_bytes,
            stamped,
        )

    streams = tuple(
        spec(settings.topic(stream), *shape, stamped=stream in _STAMPED) for stream, shape in _SHAPES.items()
    )
    changelogs = (settings.changelog, settings.versions_changelog)
    return (*streams, *(spec(name, "compact", -1) for name in changelogs))
