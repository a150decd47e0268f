"""Where the events of stories took place, as GeoJSON (RFC 7946) for a map and for export.

A mark stands only where the text has an event, never at the dateline or at the place of an actor's name. What a point is
decides its shape: a town is solid, `described` (near a place) a dashed ring, a division or country a square in its middle.
What the map does not know is counted, not guessed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

# What is denied, feared, planned or imagined is on no map.
HAPPENED: Final = frozenset({"reported", "claimed"})
SHAPES: Final = {
    "point": "solid",
    "described": "dashed",
    "admin2": "square",
    "admin1": "square",
    "country": "square",
    "region": "square",
}
WORDS: Final = {
    "point": "town",
    "described": "near",
    "admin2": "district",
    "admin1": "province",
    "country": "country",
    "region": "region",
}


@dataclass(frozen=True, slots=True)
class Harmed:
    """People that an event hurt: `kind` killed, injured, ...; bounds are None where the text gives none; `victim` as it calls them."""

    kind: str
    minimum: int | None
    maximum: int | None
    qualifier: str = ""
    victim: str = ""

    @property
    def words(self) -> str:
        """As a reader says it: "at least 12 killed"."""
        low, high = self.minimum, self.maximum
        number = "" if low is None and high is None else str(low if high is None or low == high else high)
        if low is not None and high is not None and low != high:
            number = f"{low}\u2013{high}"
        return " ".join(filter(None, (self.qualifier, number, self.victim, self.kind)))


@dataclass(frozen=True, slots=True)
class MapEvent:
    """One event of one story, as its head tells it.

    `latitude` and `longitude` are WGS84 degrees, None where the map knows no place; `place` is then as the text has it.
    `date` is ISO 8601 (a day, month or year) or "". `sentence` is the one that tells it, `source` whose article it is.
    """

    story_id: str
    article_id: str
    source: str
    headline: str
    type: str
    sub_type: str
    actor: str
    target: str
    date: str
    attribution: str
    certainty: str
    sentence: str
    place: str
    precision: str
    country: str
    admin1: str
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    near: str = ""
    harmed: tuple[Harmed, ...] = ()

    @property
    def happened(self) -> bool:
        """Whether the text says that it took place."""
        return self.certainty in HAPPENED

    @property
    def point(self) -> tuple[float, float] | None:
        """Longitude and latitude, None where it is on no map."""
        if self.latitude is None or self.longitude is None or self.precision not in SHAPES:
            return None
        on_earth = math.isfinite(self.latitude) and math.isfinite(self.longitude)
        return (self.longitude, self.latitude) if on_earth and abs(self.latitude) <= 90 and abs(self.longitude) <= 180 else None  # fmt: skip


def events_of(enriched: Mapping[str, Any]) -> tuple[MapEvent, ...]:
    """The events of a record of `newswire.enriched`, in the order of its text."""
    body = enriched["body"]
    found = []
    for event in enriched["conflict"].get("events", ()):
        place = event.get("place") or {}
        found.append(
            MapEvent(
                story_id=enriched["story_id"],
                article_id=enriched["article_id"],
                source=enriched["source"],
                headline=enriched["headline"],
                type=event.get("event_type", ""),
                sub_type=event.get("sub_event_type", ""),
                actor=event.get("actor", ""),
                target=event.get("target", ""),
                date=event.get("date", ""),
                attribution=event.get("attribution", ""),
                certainty=event.get("certainty", "reported"),
                sentence=body[event["sentence_start"] : event["sentence_end"]],
                place=place.get("name") or place.get("text", ""),
                precision=place.get("precision", "unresolved"),
                country=place.get("country", ""),
                admin1=place.get("admin1", ""),
                geonames_id=place.get("geonames_id"),
                latitude=place.get("latitude"),
                longitude=place.get("longitude"),
                near=place.get("near", ""),
                harmed=tuple(
                    Harmed(
                        one["kind"],
                        one.get("minimum"),
                        one.get("maximum"),
                        one.get("qualifier", ""),
                        one.get("victim", ""),
                    )
                    for one in event.get("casualties", ())
                ),
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class MapMark:
    """A place on the map with all events there; `key` names it in addresses and rows of the table.

    `shape` is `solid`, `dashed` or `square`.
    """

    key: str
    place: str
    kind: str
    shape: str
    country: str
    longitude: float
    latitude: float
    events: tuple[MapEvent, ...]


@dataclass(frozen=True, slots=True)
class EventMap:
    """The marks, most events first; `unplaced` are the events on no map, `unhappened` counts those that did not take place."""

    marks: tuple[MapMark, ...]
    unplaced: tuple[MapEvent, ...]
    unhappened: int

    @property
    def below(self) -> str:
        """The line below the map; "" where every event is on it."""
        return on_no_map(len(self.unplaced))


def on_no_map(count: int) -> str:
    """How many events are on no map, in words; "" for none."""
    return f"{count} {'event is' if count == 1 else 'events are'} on no map." if count else ""


def event_map(events: Iterable[MapEvent]) -> EventMap:
    """One mark a place; a town and the ring near it are two."""
    places: dict[str, list[MapEvent]] = {}
    unplaced: list[MapEvent] = []
    unhappened = 0
    for event in events:
        point = event.point
        if not event.happened:
            unhappened += 1
        elif point is None:
            unplaced.append(event)
        else:
            places.setdefault(_key(event, point), []).append(event)
    marks = []
    for key, held in places.items():
        first = held[0]
        longitude, latitude = first.point or (0.0, 0.0)
        marks.append(
            MapMark(
                key,
                _name(first),
                WORDS[first.precision],
                SHAPES[first.precision],
                first.country,
                longitude,
                latitude,
                tuple(held),
            )
        )
    return EventMap(
        tuple(sorted(marks, key=lambda mark: (-len(mark.events), mark.key))), tuple(unplaced), unhappened
    )


def mark_key(event: MapEvent) -> str:
    """The key of the mark that an event is under, "" where it is on no map."""
    point = event.point
    return "" if point is None or not event.happened else _key(event, point)


def marks_geojson(found: EventMap) -> dict[str, Any]:
    """The marks as a FeatureCollection for the map, `unplaced` and `below` beside them."""
    return {
        "type": "FeatureCollection",
        "unplaced": len(found.unplaced),
        "below": found.below,
        "features": [
            {
                "type": "Feature",
                "id": mark.key,
                "geometry": {"type": "Point", "coordinates": [mark.longitude, mark.latitude]},
                "properties": {
                    "place": mark.place,
                    "kind": mark.kind,
                    "shape": mark.shape,
                    "country": mark.country,
                    "count": len(mark.events),
                    "events": [
                        {
                            "story": event.story_id,
                            "type": event.sub_type or event.type,
                            "day": event.date,
                            "harmed": "; ".join(one.words for one in event.harmed),
                        }
                        for event in mark.events
                    ],
                },
            }
            for mark in found.marks
        ],
    }


def feature(event: MapEvent) -> dict[str, Any]:
    """One event as a GeoJSON feature."""
    point = event.point
    return {
        "type": "Feature",
        "geometry": None if point is None else {"type": "Point", "coordinates": list(point)},
        "properties": {
            "story_id": event.story_id,
            "article_id": event.article_id,
            "source": event.source,
            "headline": event.headline,
            "event_type": event.type,
            "sub_event_type": event.sub_type,
            "certainty": event.certainty,
            "actor": event.actor,
            "target": event.target,
            "date": event.date,
            "attribution": event.attribution,
            "sentence": event.sentence,
            "place": event.place,
            "precision": event.precision,
            "near": event.near,
            "country": event.country,
            "admin1": event.admin1,
            "geonames_id": event.geonames_id,
            "victims": [one.victim for one in event.harmed if one.victim],
            **{
                f"{one.kind}_{bound}": value
                for one in event.harmed
                for bound, value in (("minimum", one.minimum), ("maximum", one.maximum))
            },
        },
    }


def _key(event: MapEvent, point: tuple[float, float]) -> str:
    if event.precision == "described":
        return f"near:{point[1]:.2f},{point[0]:.2f}"
    if event.geonames_id is not None:
        return f"geonames:{event.geonames_id}"
    return f"{event.precision}:{point[1]:.4f},{point[0]:.4f}"


def _name(event: MapEvent) -> str:
    return f"near {event.near}" if event.precision == "described" and event.near else event.place
