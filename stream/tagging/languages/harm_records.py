"""What was found in a text as its record tells it: actors, arms, casualties, and events with the people that they hurt."""

from __future__ import annotations

from typing import Final

from stream.model.tags import (
    Actor,
    Arms,
    Casualty,
    Entity,
    EntityType,
    Event,
    EventCasualties,
    EventPlace,
    EventSummary,
    Place,
)
from stream.tagging.events.casualties import Harm
from stream.tagging.languages.asked_names import FoundName
from stream.tagging.languages.harm_grammar import CountedHarm
from stream.tagging.languages.party_finder import Party
from stream.tagging.languages.sense_map import SenseMap
from stream.tagging.languages.trigger_finder import VIOLENT, FoundEvent

# The words that bend a number, the same in every language, so that tolls of a story compare.
_BENDING: Final = {"at_least": "at least", "about": "about", "up_to": "up to", "between": "between"}
_HURT: Final = frozenset({"killed", "injured", "missing", "captured"})


def harm_records(senses: SenseMap, told: list[CountedHarm], names: list[FoundName]) -> list[Harm]:
    """The casualties of a text as the tolls are summed from them."""
    found = []
    for one in told:
        quantity, telling = one.quantity, one.telling
        first = min(quantity.first, telling.first)
        last = max(quantity.noun, quantity.last, telling.last)
        text = senses.words.between(first, last)
        victim = (
            senses.words.between(quantity.last + 1, quantity.noun) if quantity.noun > quantity.last else ""
        )
        if quantity.single:
            victim = senses.words.between(quantity.first, quantity.last)
        bent = _BENDING.get(quantity.qualifier, "")
        if quantity.qualifier == "vague":
            bent = senses.words.between(quantity.first, quantity.last)
        near = _near(senses, names, one.sentence, telling.first)
        casualty = Casualty(
            EntityType.CASUALTY,
            senses.words.starts[first],
            senses.words.ends[last],
            text,
            "",
            telling.kind,
            quantity.low,
            quantity.high,
            bent,
            victim.strip(),
            "" if near is None else senses.words.text[near.start : near.end],
            "",
            _is_cumulative(senses, one.sentence),
        )
        found.append(
            Harm(
                casualty,
                telling.first,
                one.sentence,
                -quantity.first if one.part else telling.first,
                whole=False,
                remembered=False,
                total=one.total,
                sufferer=None,
            )
        )
    return found


def _is_cumulative(senses: SenseMap, sentence: int) -> bool:
    """Whether a sentence tells of a running toll: "since the war began"."""
    first, stop = senses.words.sentences[sentence]
    return any(senses.has(at, "cumulative") for at in range(first, stop))


def _near(senses: SenseMap, names: list[FoundName], sentence: int, word: int) -> FoundName | None:
    """The place of a sentence nearest to a word."""
    first, stop = senses.words.sentences[sentence]
    start, end = senses.words.starts[first], senses.words.ends[stop - 1]
    at = senses.words.starts[word]
    inside = [
        one for one in names if one.kind is EntityType.PLACE and not one.acting and start <= one.start < end
    ]
    towns = [one for one in inside if one.precision not in {"country", "region"}]
    return min(towns or inside, key=lambda one: (abs(one.start - at), one.start), default=None)


def event_record(senses: SenseMap, one: FoundEvent, names: list[FoundName]) -> Event:
    """An event as an entity of the record, at the place nearest to it."""
    near = _near(senses, names, one.sentence, one.first)
    return Event(
        EntityType.EVENT,
        senses.words.starts[one.first],
        senses.words.ends[one.last],
        senses.words.between(one.first, one.last),
        "",
        one.event_type,
        one.sub_event_type,
        one.plover,
        _called(senses, one.actor),
        _called(senses, one.target),
        "" if near is None else senses.words.text[near.start : near.end],
        "",
        "",
        one.certainty,
    )


def _called(senses: SenseMap, party: Party | None) -> str:
    """A party as events name it: its canonical name, or its words."""
    if party is None:
        return ""
    return party.name or senses.words.between(party.first, party.last)


def actor_record(senses: SenseMap, party: Party) -> Actor:
    """A party as an entity of the record."""
    return Actor(
        party.kind,
        senses.words.starts[party.first],
        senses.words.ends[party.last],
        senses.words.between(party.first, party.last),
        party.name,
        party.country,
        party.generic,
        party.role,
    )


def arms_records(senses: SenseMap, parties: list[Party]) -> list[Entity]:
    """Weapons and platforms, the longest phrase at each word, none in a party."""
    taken = {at for party in parties for at in range(party.first, party.last + 1)}
    found: list[Entity] = []
    armed = senses.where.get("weapon", set()) | senses.where.get("platform", set())
    if not armed:
        return found
    for first, stop in senses.words.sentences:
        at = first
        while at < stop:
            if at not in armed:
                at += 1
                continue
            weapon, platform = senses.at(at, "weapon"), senses.at(at, "platform")
            best = (
                platform
                if weapon is None or (platform is not None and platform.stop > weapon.stop)
                else weapon
            )
            if best is None or at in taken:
                at += 1
                continue
            kind = EntityType.PLATFORM if best.sense.kind == "platform" else EntityType.WEAPON
            start, end = senses.words.starts[at], senses.words.ends[best.stop - 1]
            found.append(Arms(kind, start, end, senses.words.text[start:end], category=best.sense.value))
            at = best.stop
    return found


def name_record(text: str, one: FoundName) -> Entity:
    """A name that the gazetteer found as an entity of the record."""
    written = text[one.start : one.end]
    if one.kind is EntityType.PLACE:
        return Place(
            one.kind, one.start, one.end, written, one.name, one.latitude, one.longitude, one.country, one.admin1,
            one.geonames_id, one.precision, acting=one.acting,
        )  # fmt: skip
    return Actor(one.kind, one.start, one.end, written, one.name, one.country)


def summaries_with_harms(
    senses: SenseMap,
    happenings: list[FoundEvent],
    events: list[Event],
    harms: list[Harm],
    told: list[CountedHarm],
    names: list[FoundName],
) -> tuple[EventSummary, ...]:
    """Every event with its place and the people that it hurt: those of its sentence, or of the one behind it."""
    hurt: dict[int, list[EventCasualties]] = {}
    violent = [
        number
        for number, one in enumerate(happenings)
        if one.event_type in VIOLENT and one.certainty in {"reported", "claimed"}
    ]
    for harm, one in zip(harms, told, strict=True):
        casualty = harm.casualty
        near = [number for number in violent if happenings[number].sentence == one.sentence]
        near = near or [number for number in violent if happenings[number].sentence == one.sentence - 1][-1:]
        if near and casualty.kind in _HURT and not casualty.cumulative:
            best = min(near, key=lambda number: (abs(happenings[number].first - one.telling.first), number))
            entry = EventCasualties(
                casualty.kind, casualty.minimum, casualty.maximum, casualty.qualifier, casualty.victim
            )
            if entry not in hurt.setdefault(best, []):
                hurt[best].append(entry)
    found = []
    for number, (one_event, event) in enumerate(zip(happenings, events, strict=True)):
        first, stop = senses.words.sentences[one_event.sentence]
        near_place = _near(senses, names, one_event.sentence, one_event.first)
        place = None if near_place is None else _event_place(senses.words.text, near_place)
        found.append(
            EventSummary(
                event.start,
                event.end,
                event.text,
                senses.words.starts[first],
                senses.words.ends[stop - 1],
                event.event_type,
                event.sub_event_type,
                event.plover,
                event.certainty,
                event.actor,
                event.target,
                place,
                "",
                "",
                tuple(hurt.get(number, ())),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _event_place(text: str, one: FoundName) -> EventPlace:
    return EventPlace(
        text[one.start : one.end], one.name, one.latitude, one.longitude, one.country, one.admin1, one.geonames_id,
        one.precision,
    )  # fmt: skip
