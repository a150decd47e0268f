"""Descriptions without a name that neither rules nor model took: "a spokesman", "the compound", "two hospitals"."""

from __future__ import annotations

from typing import Final

from stream.model.tags import EntityType
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.mentions.cues import DIRECTIONS
from stream.tagging.mentions.runs import FUNCTION_WORDS
from stream.tagging.sheet import Mention, PlaceMention, Sheet, sense

_ROLES: Final = word_list("span_parts offices") | word_list("free_nouns roles")
_SITES: Final = word_list("span_parts sites")
_DETERMINERS: Final = word_list("span_parts determiners")
_PARTING: Final = word_list("bounds parting") | word_list("bounds pasts")
_MOST_ADJECTIVES: Final = 3


def claim_free_nouns(sheet: Sheet) -> None:
    """Claim persons by their office behind a determiner, and sites by their noun."""
    reading = sheet.reading
    words, caps, owner = reading.words, reading.caps, sheet.owner
    for at, word in enumerate(words):
        if owner[at] is not None or caps[at] or not _ends(sheet, at):
            continue
        if word in _SITES:
            first = _begin(sheet, at)
            if words[first] in _DETERMINERS or word.endswith("s"):
                _claim_site(sheet, first, at)
        elif word in _ROLES:
            first = _begin(sheet, at)
            if words[first] in _DETERMINERS and not _describes(sheet, first):
                sheet.claim(Mention(EntityType.PERSON, first, at, generic=True))


def _describes(sheet: Sheet, first: int) -> bool:
    """Whether a phrase says more of the person before its comma: "Orrin Vael, the leader of the Front"."""
    owned = sheet.owner[first - 1] if first and "," in sheet.reading.gaps[first - 1] else None
    return owned is not None and owned.type is EntityType.PERSON


def _claim_site(sheet: Sheet, first: int, last: int) -> None:
    facility = sheet.lexicon.meanings(sheet.reading.words[last], "facility")
    if facility is not None:
        sheet.claim(Mention(EntityType.FACILITY, first, last, category=facility.attribute))
    else:
        sheet.claim(PlaceMention(EntityType.PLACE, first, last, generic=True))


def _ends(sheet: Sheet, at: int) -> bool:
    """Whether no further noun follows in the same phrase."""
    reading = sheet.reading
    after = at + 1
    if after >= len(reading.words) or reading.gaps[at] != " ":
        return not reading.gaps[at].startswith(("-", "\u2019", "'"))
    form = reading.words[after]
    return not reading.caps[after] and (
        form in FUNCTION_WORDS or form in _PARTING or form.endswith(("ed", "ing", "ly"))
    )


def _begin(sheet: Sheet, at: int) -> int:
    """From the determiner and the adjectives before a noun."""
    reading = sheet.reading
    first = at
    while first > 0 and at - first < _MOST_ADJECTIVES and reading.gaps[first - 1] in {" ", "-"}:
        before = first - 1
        form = reading.words[before]
        if sheet.owner[before] is not None or (reading.caps[before] and form not in _DETERMINERS):
            break
        if form in _DETERMINERS:
            return before
        match = sheet.ending.get(before)
        if form not in DIRECTIONS and (match is None or sense(match, "modifier") is None):
            break
        first = before
    return first
