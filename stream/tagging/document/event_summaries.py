"""The events of a text as a list of their own: each with its place on the map, its sentence and the people it hurt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from stream.model.tags import Event, EventCasualties, EventPlace, EventSummary
from stream.tagging.events.casualties import Harm
from stream.tagging.events.certainties import TOLD_AS_FACT
from stream.tagging.events.parties import spelled
from stream.tagging.sheet import PlaceMention, Sheet

# What hurts people. An agreement beside a count of the dead did not kill them.
_VIOLENT: Final = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians", "Riots"})
_HURT: Final = frozenset({"killed", "injured", "missing", "captured"})


def event_summaries(sheet: Sheet, events: Sequence[Event], harms: Sequence[Harm]) -> tuple[EventSummary, ...]:
    """Every event in the order of the text.

    People hurt belong to the nearest violent event of their sentence; a sentence without one goes on with the one before
    ("A bomb exploded in the market. Nine people were killed.").
    """
    reading = sheet.reading
    ordered = sorted(events, key=lambda event: (event.start, event.end))
    words = [reading.at(event.start) for event in ordered]
    hurt = _hurt(sheet, ordered, words, harms)
    places = [one for one in sheet.mentions if isinstance(one, PlaceMention) and one.type is not None]
    found: list[EventSummary] = []
    for number, (event, word) in enumerate(zip(ordered, words, strict=True)):
        first, stop = reading.bounds(word)
        found.append(
            EventSummary(
                event.start,
                event.end,
                event.text,
                reading.starts[first],
                reading.ends[stop - 1],
                event.event_type,
                event.sub_event_type,
                event.plover,
                event.certainty,
                event.actor,
                event.target,
                _place(sheet, places, event.place, word),
                event.date,
                event.attribution,
                tuple(hurt[number]),
            )
        )
    return tuple(found)


def _hurt(
    sheet: Sheet, events: Sequence[Event], words: Sequence[int], harms: Sequence[Harm]
) -> list[list[EventCasualties]]:
    """The people hurt by each event."""
    found: list[list[EventCasualties]] = [[] for _ in events]
    sentence_of = sheet.reading.sentence_of
    violent: dict[int, list[int]] = {}
    for number, event in enumerate(events):
        if event.event_type in _VIOLENT and event.certainty in TOLD_AS_FACT:
            violent.setdefault(sentence_of[words[number]], []).append(number)
    for harm in harms:
        told = harm.casualty
        near = violent.get(harm.sentence) or violent.get(harm.sentence - 1, [])[-1:]
        if (
            not near
            or told.kind not in _HURT
            or told.cumulative
            or told.certainty not in TOLD_AS_FACT
            or harm.remembered
        ):
            continue
        best = min(near, key=lambda number: (abs(words[number] - harm.verb), number))
        one = EventCasualties(told.kind, told.minimum, told.maximum, told.qualifier, told.victim)
        if one not in found[best]:
            found[best].append(one)
    return found


def _place(sheet: Sheet, places: Sequence[PlaceMention], text: str, word: int) -> EventPlace | None:
    """The place that an event names, as the mention of those words nearest to it has it."""
    if not text:
        return None
    named = [place for place in places if spelled(sheet, place) == text]
    place = min(named, key=lambda one: (abs(one.first - word), one.first), default=None)
    if place is None:
        return EventPlace(text)
    return EventPlace(
        text,
        place.name,
        place.latitude,
        place.longitude,
        place.country,
        place.admin1,
        place.geonames_id,
        place.precision,
        place.near,
    )
