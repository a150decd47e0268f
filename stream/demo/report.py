"""What a person wants to read of the outputs: stories with their copies, conflict events, notices."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from stream.demo.collected import Collected, received
from stream.demo.newsrooms import AGENCIES, OUTLETS, agency_named
from stream.model.notices import NoticeKind
from stream.model.tags import EntityType
from stream.model.verdicts import Verdict

_SHORT = {outlet.name: outlet.abbreviation for outlet in OUTLETS.values()} | {
    agency.name: agency.short for agency in AGENCIES.values()
}


@dataclass(frozen=True, slots=True)
class CopyMark:
    """A copy in a narrow column: who, and how long after the story first came."""

    outlet: str
    delay: timedelta


@dataclass(frozen=True, slots=True)
class ReportedStory:
    """One story: its first headline, where it comes from, its later versions and its copies in order of time."""

    headline: str
    agency: str
    first: str
    versions: tuple[str, ...]
    copies: tuple[CopyMark, ...]

    @property
    def median_delay(self) -> timedelta | None:
        """The middle of the copies' delays, None where there are no copies."""
        delays = [copy.delay.total_seconds() for copy in self.copies]
        return timedelta(seconds=median(delays)) if delays else None


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One story about armed conflict, from the tags of its newest version; `withdrawn` where a kill followed."""

    headline: str
    place: str
    latitude: float | None
    longitude: float | None
    country: str
    casualties: tuple[str, ...]
    events: tuple[str, ...]
    actors: tuple[str, ...]
    arms: tuple[str, ...]
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice: when, of what kind, about what, and how many copies it names."""

    time: str
    kind: str
    source: str
    headline: str
    copies: tuple[str, ...]


def _short(source: str) -> str:
    return _SHORT.get(source, source)


def story_rows(collected: Collected) -> tuple[ReportedStory, ...]:
    """The stories in order of their first article."""
    members: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in collected.finals():
        members[collected.story(record["story_id"])].append(record)
    ordered = [sorted(records, key=received) for records in members.values()]
    return tuple(map(_story_row, sorted(ordered, key=lambda records: received(records[0]))))


def _story_row(records: list[dict[str, Any]]) -> ReportedStory:
    first = records[0]
    named = [record for record in records if record["origin"]]
    agency = named[-1]["origin"]["agency"] if named else first["source"]
    agency = agency_named(agency) or agency
    versions = tuple(
        f"{record['verdict']} {received(record):%H:%M}"
        for record in records
        if record["verdict"] not in (Verdict.COPY, Verdict.REDELIVERY)
    )
    copies = tuple(
        CopyMark(_short(record["source"]), received(record) - received(first))
        for record in records
        if record["verdict"] == Verdict.COPY
    )
    headline = next((record["headline"] for record in records if record["headline"]), first["uri"])
    return ReportedStory(headline, agency, f"{received(first):%H:%M}", versions, copies)


def conflict_rows(collected: Collected) -> tuple[ConflictRow, ...]:
    """The relevant stories by the newest of their enriched versions, in order of time."""
    newest: dict[str, dict[str, Any]] = {}
    for record in sorted(collected.enriched.values(), key=received):
        if record["conflict"]["relevant"]:
            newest[collected.story(record["story_id"])] = record
    killed = {
        collected.story(record["story_id"])
        for record in collected.finals()
        if record["verdict"] == Verdict.KILL
    }
    return tuple(_conflict_row(record, withdrawn=story in killed) for story, record in newest.items())


def _conflict_row(record: dict[str, Any], *, withdrawn: bool) -> ConflictRow:
    entities = record["conflict"]["entities"]
    points = [
        entity
        for entity in entities
        if entity["type"] == EntityType.PLACE
        and entity.get("latitude") is not None
        and entity["precision"] == "point"
    ]
    names = Counter(entity.get("name") or entity["text"] for entity in points)
    place = max(points, key=lambda entity: names[entity.get("name") or entity["text"]], default=None)
    return ConflictRow(
        headline=record["headline"],
        place=(place.get("name") or place["text"]) if place else record["located"].title(),
        latitude=place["latitude"] if place else None,
        longitude=place["longitude"] if place else None,
        country=place.get("country", "") if place else "",
        casualties=_casualties(entities),
        events=_most(
            entity.get("sub_event_type", "") for entity in entities if entity["type"] == EntityType.EVENT
        ),
        actors=_most(
            entity.get("name") or entity["text"]
            for entity in entities
            if entity["type"] in (EntityType.ARMED_GROUP, EntityType.STATE_FORCES)
        ),
        arms=_most(
            entity["text"].lower()
            for entity in entities
            if entity["type"] in (EntityType.WEAPON, EntityType.PLATFORM)
        ),
        withdrawn=withdrawn,
    )


def _casualties(entities: list[dict[str, Any]]) -> tuple[str, ...]:
    worst: dict[str, int] = {}
    for entity in entities:
        if entity["type"] == EntityType.CASUALTY and entity.get("minimum") is not None:
            worst[entity["kind"]] = max(worst.get(entity["kind"], 0), entity["minimum"])
    return tuple(f"{count:,} {kind}" for kind, count in worst.items() if count)


def _most(words: Any, limit: int = 3) -> tuple[str, ...]:
    return tuple(word for word, _ in Counter(word for word in words if word).most_common(limit))


def notice_rows(collected: Collected) -> tuple[NoticeRow, ...]:
    """The notices in order of time."""
    headlines: dict[str, str] = {}
    releases: dict[str, datetime] = {}
    for record in sorted(collected.finals(), key=received):
        if record["headline"]:
            headlines.setdefault(record["uri"], record["headline"])
        if record["embargo"] == "released":
            releases[record["article_id"]] = datetime.fromisoformat(record["embargoed_until"])
    rows = []
    for notice in collected.notices:
        # The notice of a passed embargo names the delivery that was parked: people ask when it was let go.
        let_go = releases.get(notice["article_id"]) if notice["kind"] == NoticeKind.RELEASE else None
        uri: str = notice["uri"]
        rows.append(
            NoticeRow(
                time=f"{let_go or received(notice):%H:%M}",
                kind=notice["kind"],
                source=_short(notice["source"]),
                headline=headlines.get(uri, uri),
                copies=tuple(_short(copy["source"]) for copy in notice["copies"]),
            )
        )
    return tuple(sorted(rows, key=lambda row: row.time))
