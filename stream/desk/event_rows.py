"""The events of a story's head as rows of the database, and back; what the map and its filters ask for stands in columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from stream.desk.charts.event_map import Harmed, MapEvent, events_of
from stream.desk.victim_classes import dead_of, victim_class


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event of a story, whose number is `number`. `place` counts from 0 in the order of the text; `victims` are their words and classes between bars; `data` is the event, whole."""

    story: str
    number: int
    place: int
    certainty: str
    victims: str
    deaths: int
    longitude: float | None
    latitude: float | None
    data: str


def event_rows(story: str, number: int, record: Mapping[str, Any]) -> list[EventRow]:
    """The events of an article's record that have a category of armed conflict."""
    if not record.get("conflict"):
        return []
    found = [each for each in events_of(record) if each.type]
    return [
        EventRow(
            story=story,
            number=number,
            place=place,
            certainty=each.certainty,
            victims=_barred(_called(each.harmed, record["language"])),
            deaths=int(any(one.kind == "killed" for one in each.harmed)),
            longitude=each.point[0] if each.point else None,
            latitude=each.point[1] if each.point else None,
            data=orjson.dumps(each).decode("utf-8", "replace"),
        )
        for place, each in enumerate(found)
    ]


def map_event(data: str, story: str) -> MapEvent:
    """The event of a row; `story` is the one that it belongs to now."""
    fields = orjson.loads(data)
    harmed = tuple(Harmed(**each) for each in fields.pop("harmed"))
    return MapEvent(**{**fields, "story_id": story}, harmed=harmed)


def _called(harmed: Iterable[Harmed], language: str) -> Iterator[str]:
    """What those who were hurt are found by: their words, their class, and the class of the dead."""
    for each in harmed:
        found = victim_class(each.victim, language)
        yield from (each.victim, found)
        if each.kind == "killed":
            yield dead_of(found)


def _barred(words: Iterable[str]) -> str:
    kept = sorted({word.replace("|", "/") for word in words if word})
    return "|" + "".join(f"{word}|" for word in kept) if kept else ""
