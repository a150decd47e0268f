"""Weapons, platforms and facilities from the lexicon, with the word that says whose or what sort."""

from __future__ import annotations

from typing import Final

from stream.model.tags import EntityType
from stream.tagging.lexicon.lexicon import Sense
from stream.tagging.lexicon.matcher import FormMatch
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.sheet import Mention, Sheet, sense

_VERB_AHEAD: Final = word_list("arms verb_ahead")
_IDIOMS: Final = word_list("arms idioms")
_NOUN_AHEAD: Final = word_list("arms noun_ahead")

_TYPES: Final = {
    "weapon": EntityType.WEAPON,
    "platform": EntityType.PLATFORM,
    "facility": EntityType.FACILITY,
}
# Facilities that every town has: they count where a text is about fighting, which the tagger cannot know yet, so
# they need a determiner or a number of their own ("the hospital", "two schools").
_EVERYDAY: Final = frozenset(
    {"hospital", "school", "religious", "market", "building", "port", "bridge", "airport", "depot", "prison"}
)
_VERBAL: Final = word_list("arms verbal")
# Names of what is done with a weapon.
_ACTS: Final = frozenset({"shelling", "shellings"})


def claim_arms(sheet: Sheet) -> None:
    """Claim the arms among the matches, and those inside a longer term ("rocket attacks")."""
    for match in sheet.matches:
        meaning = sense(match, "weapon", "platform", "facility")
        first, last = match.first, match.last
        if meaning is None and match.last > match.first and sense(match, "event", "topic") is not None:
            meaning, first, last = _inside(sheet, match)
        if meaning is None or sheet.reading.words[last] in _ACTS:
            continue
        if not sheet.free(first, last) or not _plausible(sheet, meaning, first, last):
            continue
        sheet.claim(Mention(_TYPES[meaning.kind], first, last, category=meaning.attribute))


def _inside(sheet: Sheet, match: FormMatch) -> tuple[Sense | None, int, int]:
    """The longest weapon or platform in an event's name: "rocket attacks", "use of chemical weapons"."""
    for length in range(match.last - match.first, 0, -1):
        for first in range(match.first, match.last - length + 2):
            last = first + length - 1
            form = sheet.reading.phrase(first, last)
            for kind in ("weapon", "platform"):
                meaning = sheet.lexicon.meanings(form, kind)
                if meaning is not None:
                    return meaning, first, last
    return None, match.first, match.last


def _plausible(sheet: Sheet, meaning: Sense, first: int, last: int) -> bool:
    reading = sheet.reading
    before = reading.words[first - 1] if first > reading.bounds(first)[0] else ""
    after = reading.words[last + 1] if last + 1 < len(reading.words) else ""
    if first == last and reading.words[first] in _VERBAL and before in _VERB_AHEAD:
        return False
    if first == last and reading.words[first] == "arms" and (after == "race" or before in _IDIOMS):
        return False
    if meaning.kind == "facility" and meaning.attribute in _EVERYDAY:
        return before in _NOUN_AHEAD or reading.upper
    return True
