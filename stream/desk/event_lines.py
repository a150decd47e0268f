"""The events of an article as lines of a table: what the tagger leaves out where it is empty is empty here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event in words; `doubt` says that it is denied, feared, planned or imagined, "" for what happened.

    `span` is where its sentence stands in the body, start and end in characters.
    """

    what: str
    doubt: str
    actor: str
    target: str
    place: str
    precision: str
    date: str
    said_by: str
    sentence: str
    span: tuple[int, int]


def event_lines(body: str, events: Iterable[Mapping[str, Any]]) -> tuple[EventLine, ...]:
    """The events that have a category, in the order of the text."""
    return tuple(_line(body, each) for each in events if is_listed(each))


def is_listed(event: Mapping[str, Any]) -> bool:
    """Whether an event has a category."""
    return bool(event.get("event_type") or event.get("plover"))


def _line(body: str, event: Mapping[str, Any]) -> EventLine:
    place = event.get("place") or {}
    name, country = place.get("name") or place.get("text", ""), place.get("country", "")
    certainty = event.get("certainty", "reported")
    return EventLine(
        what=event.get("sub_event_type") or event.get("event_type") or event.get("plover", "").capitalize(),
        doubt="" if certainty == "reported" else certainty,
        actor=event.get("actor", ""),
        target=event.get("target", ""),
        place=f"{name}, {country}" if country else name,
        precision=place.get("precision", ""),
        date=event.get("date", ""),
        said_by=event.get("attribution", ""),
        sentence=body[event["sentence_start"] : event["sentence_end"]],
        span=(event["sentence_start"], event["sentence_end"]),
    )
