"""What a worker must be allowed to do on the broker, against what the broker says that it is: a comparison of values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Final

from stream.config.settings import Settings
from stream.doctor.lines import DoctorLine, error, ok, unknown
from stream.model.articles import Stream

UNTOLD: Final = -(2**31)  # Kafka's value for unknown (KIP-430)
PERMISSIONS_CHECK: Final = "permissions"


class Operation(IntEnum):
    """Kafka's codes of operations; a set of them is a number with those bits set (KIP-430)."""

    READ = 3
    WRITE = 4


READ, WRITE = frozenset({Operation.READ}), frozenset({Operation.WRITE})
_ON_STREAMS: Final[dict[Stream, frozenset[Operation]]] = {
    Stream.RAW: READ,
    Stream.PREPARED: READ | WRITE,
    Stream.JUDGED: READ | WRITE,
    Stream.COPIES: WRITE,
    Stream.NOTICES: WRITE,
    Stream.ENRICHED: WRITE,
    Stream.CONFLICT: WRITE,
    Stream.THREADS: WRITE,
    Stream.DEADLETTERS: WRITE,
}


def needed(settings: Settings) -> dict[str, frozenset[Operation]]:
    """What a worker does with each topic, by its name."""
    topics = {settings.topic(stream): operations for stream, operations in _ON_STREAMS.items()}
    return {**topics, **dict.fromkeys((settings.changelog, settings.versions_changelog), READ | WRITE)}


def operations(bits: int) -> frozenset[Operation] | None:
    """The operations in the broker's number; None where the broker gives none."""
    if bits == UNTOLD:
        return None
    return frozenset(operation for operation in Operation if bits & (1 << operation))


def permission_line(
    settings: Settings, topics: Mapping[str, int], group: int | None, *, refused: Iterable[str] = ()
) -> list[DoctorLine]:
    """Hold what is allowed against what is needed.

    Args:
        settings: whose user and group.
        topics: the broker's numbers for the topics that it shows.
        group: its number for the consumer group, None where it refused to speak of it.
        refused: topics that it refused to speak of.
    """
    user = f"user {settings.sasl_username!r}" if settings.sasl_username else "this client"
    lines = [
        error(
            PERMISSIONS_CHECK,
            f"{user} may not see topic {name}, if there is one",
            _grant(settings, "topic", name, needed(settings)[name]),
        )
        for name in refused
    ]
    untold = []
    for name, wanted in needed(settings).items():
        if name not in topics:
            continue
        allowed = operations(topics[name])
        if allowed is None:
            untold.append(name)
        elif missing := wanted - allowed:
            lines.append(
                error(
                    PERMISSIONS_CHECK,
                    f"{user} may not {_words(missing)} topic {name}",
                    _grant(settings, "topic", name, missing),
                )
            )
    allowed = operations(group) if group is not None else frozenset()
    if allowed is None:
        untold.append(f"group {settings.group}")
    elif Operation.READ not in allowed:
        lines.append(
            error(
                PERMISSIONS_CHECK,
                f"{user} may not join group {settings.group}",
                _grant(settings, "group", settings.group, READ),
            )
        )
    if untold:
        lines.append(
            unknown(
                PERMISSIONS_CHECK,
                f"the broker does not tell what is allowed on {', '.join(untold)}",
                "ask its operators",
            )
        )
    if lines:
        return lines
    absent = sum(name not in topics for name in needed(settings))
    if absent:
        # Those are the business of the line on topics; here no more is said than the broker told.
        there = f"{len(needed(settings)) - absent} of {len(needed(settings))} topics are there to ask about"
        return [ok(PERMISSIONS_CHECK, f"{user} may join group {settings.group}; {there}")]
    return [ok(PERMISSIONS_CHECK, f"{user} may read and write the topics, and join group {settings.group}")]


def _words(missing: Iterable[Operation]) -> str:
    return " or ".join(operation.name.lower() for operation in sorted(missing))


def _grant(settings: Settings, kind: str, name: str, missing: Iterable[Operation]) -> str:
    grants = " ".join(f"--operation {operation.name.title()}" for operation in sorted(missing))
    return f"kafka-acls.sh --add --allow-principal User:{settings.sasl_username or '...'} {grants} --{kind} {name}"
