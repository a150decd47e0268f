"""Which IPTC Media Topics of 16000000 a text about armed conflict gets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stream.model.tags import Actor, Entity, EntityType, Event, Place
from stream.tagging.events.certainties import TOLD_AS_FACT
from stream.tagging.lexicon.matcher import FormMatch
from stream.tagging.sheet import sense

# Parent of each topic below "conflict, war and peace" (IPTC Media Topics, release of April 2019).
_PARENTS: Final = {
    54: 53, 55: 53, 57: 56, 58: 56, 59: 58, 60: 56, 61: 56, 62: 56, 63: 62, 66: 65, 67: 65, 68: 65, 69: 65,
    72: 71, 74: 73, 75: 73, 76: 73, 78: 77, 79: 77,
}  # fmt: skip
_VIOLENT: Final = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})
_ARMED: Final = frozenset({EntityType.ARMED_GROUP, EntityType.STATE_FORCES})
_RELEVANT: Final = 0.5
# A topic's word once may be a figure of speech; these need it twice, or once beside fighting.
_LOOSE_TOPICS: Final = frozenset({62, 65, 67, 68, 72, 55, 53, 57, 70, 71})


@dataclass(frozen=True, slots=True)
class Subject:
    """What a text as a whole is about."""

    relevant: bool
    score: float
    media_topics: tuple[str, ...]


def media_topics_of(
    matches: list[FormMatch], headline: list[FormMatch], entities: list[Entity], score: float
) -> Subject:
    """The topics of a text by its entities and the telling words of body and headline (which counts double).

    `score` is of `stream.tagging.document.relevance`; a text below one half is about something else and gets no topics.
    """
    if score < _RELEVANT:
        return Subject(relevant=False, score=round(score, 3), media_topics=())
    events = [entity for entity in entities if isinstance(entity, Event) and entity.certainty in TOLD_AS_FACT]
    cues: dict[int, int] = {}
    _count(cues, matches, 1)
    _count(cues, headline, 2)
    fought = any(event.event_type in _VIOLENT for event in events)
    return Subject(relevant=True, score=round(score, 3), media_topics=_topics(entities, events, cues, fought))


def _count(cues: dict[int, int], matches: list[FormMatch], weight: int) -> None:
    for match in matches:
        topic = sense(match, "topic")
        if topic is not None:
            for code in topic.attribute.split():
                number = int(code) - 20000000
                cues[number] = cues.get(number, 0) + weight


def _topics(
    entities: list[Entity], events: list[Event], cues: dict[int, int], fought: bool
) -> tuple[str, ...]:
    numbers = {number for number, count in cues.items() if count > 1 or fought or number not in _LOOSE_TOPICS}
    kinds = [event.event_type for event in events]
    armed = {entity.type for entity in entities} & _ARMED
    if "Battles" in kinds or ("Explosions/Remote violence" in kinds and armed):
        numbers.add(56)
    if EntityType.ARMED_GROUP not in armed:
        numbers.discard(57)
    if any(event.sub_event_type == "Agreement" for event in events):
        numbers.add(73)
    if "Riots" in kinds:
        numbers.add(69)
    if kinds.count("Protests") > 1:
        numbers.add(66)
    if 56 in numbers and len(armed) == 2 and _at_home(entities):
        numbers.add(63)
    for number in list(numbers):
        while number in _PARENTS:
            number = _PARENTS[number]  # noqa: PLW2901 - climbs the tree
            numbers.add(number)
    return tuple(f"medtop:{20000000 + number}" for number in sorted(numbers)) or ("medtop:16000000",)


def _at_home(entities: list[Entity]) -> bool:
    """Whether a state's forces are named that fight an armed group where places of that state are named."""
    own = {e.country for e in entities if e.type is EntityType.STATE_FORCES and isinstance(e, Actor)}
    own.discard("")
    if not own:
        return False
    where: dict[str, int] = {}
    for entity in entities:
        if isinstance(entity, Place) and entity.country:
            where[entity.country] = where.get(entity.country, 0) + 1
    return bool(where) and max(where, key=where.__getitem__) in own
