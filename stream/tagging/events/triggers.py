"""The words that tell an event: whether they do here, and with what it was struck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stream.model.tags import EntityType
from stream.tagging.lexicon.matcher import FormMatch
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.sheet import Mention, PlaceMention, Sheet

_NO_FIGHT: Final = word_list("events no_fight")
# What a blow was struck with tells its sub-event type, within this many words.
_INSTRUMENT_WORDS: Final = 8
INSTRUMENTS: Final = {
    "aircraft": "Air/drone strike",
    "helicopter": "Air/drone strike",
    "drone": "Air/drone strike",
    "rocket": "Shelling/artillery/missile attack",
    "missile": "Shelling/artillery/missile attack",
    "mortar": "Shelling/artillery/missile attack",
    "artillery": "Shelling/artillery/missile attack",
    "ied": "Remote explosive/landmine/IED",
    "bomb": "Remote explosive/landmine/IED",
    "grenade": "Grenade",
    "chemical": "Chemical weapon",
    "suicide": "Suicide bomb",
}
# Words that make "strike" a matter of wages and "attack" or "battle" one of words.
_LABOUR: Final = word_list("events labour")
_TAKEN: Final = word_list("events taken")
_PASSIVE: Final = word_list("english be")
# Who does this is attacked.
_FIRING: Final = frozenset({"fired", "firing"})
_AIMING: Final = frozenset({"on", "upon", "at"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words of an event: first and last, the code of its trigger, and types and category between bars."""

    first: int
    last: int
    code: str
    attribute: str


def happens(sheet: Sheet, match: FormMatch, code: str) -> bool:
    """Whether the trigger tells of an event here: not taken by a name, not of wages, with something to take."""
    reading = sheet.reading
    words = reading.words
    owner = sheet.owner[match.first]
    if (
        owner is not None
        and owner.type not in {EntityType.WEAPON, EntityType.PLATFORM, None}
        and owner.last >= match.last
    ):
        return False
    first, stop = reading.bounds(match.first)
    if code == "FIRE":
        if _is_sent(sheet, match, stop):
            return True
        if words[match.first] in _FIRING and _aims(sheet, match.last, stop):
            return True
        following = sheet.owner[match.last + 1 : min(stop, match.last + 1 + _INSTRUMENT_WORDS)]
        return any(m is not None and m.category in INSTRUMENTS for m in following)
    if words[match.first] in {"strike", "strikes"}:
        around = words[max(first, match.first - 8) : min(stop, match.last + 9)]
        return not _LABOUR & set(around)
    if code == "TAKE":
        after = words[match.last + 1 : min(stop, match.last + 7)]
        placed = any(
            isinstance(sheet.owner[word], PlaceMention)
            for word in range(match.first, min(stop, match.last + 7))
        )
        subject = any(
            isinstance(sheet.owner[word], PlaceMention) or words[word] in _TAKEN
            for word in range(max(first, match.first - 5), match.first)
        )
        return (
            placed
            or bool(_TAKEN & set(after))
            or (subject and words[match.first - 1] in _PASSIVE)
            or "control" in words[match.first : match.last + 1]
        )
    return not (
        words[match.first] == "fighting" and match.last + 1 < stop and words[match.last + 1] in _NO_FIGHT
    )


def _is_sent(sheet: Sheet, match: FormMatch, stop: int) -> bool:
    """Whether arms are what is fired, by somebody named behind: "rockets fired by Hamas"."""
    words, before = sheet.reading.words, match.first - 1
    weapon = sheet.owner[before] if before >= 0 else None
    return (
        weapon is not None
        and weapon.category in INSTRUMENTS
        and match.last + 2 < stop
        and words[match.last + 1] == "by"
    )


def _aims(sheet: Sheet, fired: int, stop: int) -> bool:
    """Whether somebody is shot at: "fired on the crowd", "were fired upon by gunmen"; not "fired on Monday"."""
    words, at = sheet.reading.words, fired + 1
    if at >= stop - 1 or words[at] not in _AIMING:
        return False
    aimed = sheet.owner[at + 1]
    return words[at + 1] == "by" or aimed is None or aimed.type is not EntityType.DATE


def instrument(trigger: Trigger, before: list[Mention], after: list[Mention]) -> str:
    """The sub-event type of the nearest weapon or platform, "" if none is near."""
    near = [(trigger.first - m.last, m) for m in before] + [(m.first - trigger.last, m) for m in after]
    known = [(words, m.first, m.category) for words, m in near if m.category in INSTRUMENTS]
    distance, _, category = min(known, default=(_INSTRUMENT_WORDS + 1, 0, ""))
    return INSTRUMENTS[category] if distance <= _INSTRUMENT_WORDS else ""
