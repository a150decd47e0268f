"""The records of settled mentions: what the tagger found, as it stands in the text that was given."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from stream.model.tags import (
    Actor,
    Arms,
    DateMention,
    Entity,
    EntityType,
    EventSummary,
    Facility,
    Place,
    PlacedActor,
)
from stream.tagging.lexicon.reading import Reading
from stream.tagging.sheet import Mention, PlaceMention, Site

_ARMS: Final = frozenset({EntityType.WEAPON, EntityType.PLATFORM})
_NOWHERE: Final = Site(None, None, "", "", None, "unresolved")


def moved_event(event: EventSummary, text: str, offsets: list[int]) -> EventSummary:
    """An event of the mended text where it and its sentence stand in the text as it came."""
    start, end = offsets[event.start], offsets[event.end - 1] + 1
    first, stop = offsets[event.sentence_start], offsets[event.sentence_end - 1] + 1
    return replace(event, start=start, end=end, text=text[start:end], sentence_start=first, sentence_end=stop)


def moved_entity(entity: Entity, text: str, offsets: list[int]) -> Entity:
    """An entity of the mended text where it stands in the text as it came."""
    start, end = offsets[entity.start], offsets[entity.end - 1] + 1
    # what was left out behind the last letter belongs to nobody; an accent of its own belongs to its letter
    while end < len(text) and end < offsets[entity.end] and "\u0300" <= text[end] <= "\u036f":
        end += 1
    return replace(entity, start=start, end=end, text=text[start:end])


def entity_of(reading: Reading, mention: Mention) -> Entity:
    """The record of a settled mention."""
    start, end = reading.starts[mention.first], reading.ends[mention.last]
    text = reading.text[start:end]
    kind = mention.type
    if kind is None:
        msg = f"absorbed mention {text!r} has no record"
        raise ValueError(msg)
    if isinstance(mention, PlaceMention):
        return Place(
            kind,
            start,
            end,
            text,
            mention.name,
            mention.latitude,
            mention.longitude,
            mention.country,
            mention.admin1,
            mention.geonames_id,
            mention.precision,
            mention.near,
            mention.refers_to,
        )
    if kind in _ARMS:
        return Arms(kind, start, end, text, mention.name, category=mention.category)
    if kind is EntityType.FACILITY:
        at = mention.site or _NOWHERE
        return Facility(
            kind,
            start,
            end,
            text,
            mention.name,
            mention.category,
            at.latitude,
            at.longitude,
            at.country,
            at.admin1,
            at.geonames_id,
            at.precision,
        )
    if kind is EntityType.DATE:
        return DateMention(kind, start, end, text, value=mention.value)
    seat = mention.site
    if seat is None or seat.latitude is None:
        return Actor(
            kind,
            start,
            end,
            text,
            mention.name,
            mention.country,
            mention.generic,
            mention.role,
            mention.refers_to,
        )
    return PlacedActor(
        kind,
        start,
        end,
        text,
        mention.name,
        mention.country,
        mention.generic,
        mention.role,
        mention.refers_to,
        seat.latitude,
        seat.longitude,
        seat.admin1,
        seat.geonames_id,
        seat.precision,
    )
