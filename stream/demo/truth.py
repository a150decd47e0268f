"""The shapes of the day and of the truth planted in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stream.model.notices import NoticeKind
from stream.model.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Expected:
    """What the processor must say of one readable delivery.

    `label` names the story in the files; two deliveries share a story exactly when they share a label. `agency` is
    the true origin's full name, "" for an outlet's own reporting. `carries` are the versions whose text a copy may
    be said to carry (several where the copy cut what tells them apart). `embargo` is "", `parked` (never published)
    or `released` (parked first).
    """

    uri: str
    version: str
    source: str
    headline: str
    verdict: Verdict
    label: str
    agency: str
    carries: tuple[str, ...] = ()
    embargo: str = ""


@dataclass(frozen=True, slots=True)
class PlantedUnreadable:
    """A malformed delivery: `fault` says what is wrong with it, `reasons` which dead letter codes are right."""

    fault: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlantedArticle:
    """One record as an ingest sends it: the bytes, the Kafka timestamp, and the truth about it."""

    value: bytes
    at: datetime
    expected: Expected | PlantedUnreadable


@dataclass(frozen=True, slots=True)
class ExpectedNotice:
    """Notices of one kind about one story.

    `copies` are the uris that must be named in them together, `allowed` further ones that may be. `least` and
    `most` bound how many notices there are.
    """

    kind: NoticeKind
    label: str
    copies: frozenset[str] = frozenset()
    allowed: frozenset[str] = frozenset()
    least: int = 1
    most: int = 1


@dataclass(frozen=True, slots=True)
class ConflictTruth:
    """What the tagger must find in a story.

    `place` is name, latitude and longitude in degrees; `casualties` pairs of kind and minimum; `actors` words that
    must turn up among the actors. `relevant` is false for peaceful stories with words of war, and None where
    reasonable people may differ: a feature from the trenches, a stray mine. Stories of one `event` in several languages
    must come to the same places, tolls and groups.
    """

    label: str
    relevant: bool | None
    place: tuple[str, float, float] | None
    casualties: tuple[tuple[str, int], ...]
    actors: tuple[str, ...]
    event: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """The day: deliveries in the order of their time, and what must come of them."""

    deliveries: tuple[PlantedArticle, ...]
    notices: tuple[ExpectedNotice, ...]
    conflicts: tuple[ConflictTruth, ...]
