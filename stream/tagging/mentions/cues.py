"""What the words around a name say about the place: its kind, a preposition, the larger place after a comma."""

from __future__ import annotations

import re
from typing import Final

from stream.model.tags import EntityType
from stream.tagging.lexicon.folding import key
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.mentions.runs import FUNCTION_WORDS
from stream.tagging.sheet import Sheet, sense

_NOT_LOCATIVE: Final = word_list("cues not_locative")

# What is measured from a town: "30 km from", "south of", "the outskirts of".
_MEASURING: Final = frozenset({"of", "from"})
_MEASURED: Final = word_list("cues measured")
SETTLEMENTS: Final = word_list("places settlements")
DIVISIONS: Final = word_list("places divisions")
AREAS: Final = SETTLEMENTS | DIVISIONS
DIRECTIONS: Final = word_list("places directions")
PREPOSITIONS: Final = word_list("places prepositions")
LOCATIVES: Final = PREPOSITIONS - _NOT_LOCATIVE
# Words of an apposition that says where a town lies.
_LONGEST_APPOSITION: Final = 8
_ARTICLES: Final = frozenset({"the", "a", "an"})
# Nouns for a town other than "town" and "city": "the Lebanese port".
_SEATS: Final = word_list("places seats")
# How far a list of names reaches back to its noun: "the villages of A, B and C".
_LONGEST_LIST: Final = 6
_DATELINE: Final = re.compile(r"[^\n]{0,80}?(?:\u2014|--|\u2013| - |\)\s*-)")


def kind_of(sheet: Sheet, first: int, last: int) -> str:
    """The noun of place beside the name: "Albu Kamal city", "villages of A and B", "the town of A"."""
    reading = sheet.reading
    words, gaps = reading.words, reading.gaps
    start, stop = reading.bounds(first)
    if last + 1 < stop and words[last + 1] in AREAS and gaps[last] in {" ", "\n"}:
        return words[last + 1]
    at = first - 1
    for _ in range(_LONGEST_LIST):
        if at <= start:
            return ""
        word = words[at]
        if word == "of" and words[at - 1] in AREAS:
            return words[at - 1]
        if word in SETTLEMENTS and at == first - 1 and gaps[at] == " ":
            return word
        owned = sheet.owner[at]
        listed = (
            word == "and" or gaps[at].strip() == "," or (owned is not None and owned.type is EntityType.PLACE)
        )
        if not listed:
            return ""
        at -= 1
    return ""


def cue_of(sheet: Sheet, first: int, last: int) -> str:
    """`comma` before a known larger place, `locative` after a preposition of place, `preposition`, `dateline` or ""."""
    reading = sheet.reading
    start = reading.bounds(first)[0]
    if larger(sheet, last):
        return "comma"
    if first == start:
        return "dateline" if is_dateline(sheet, first) else ""
    before, gap = reading.words[first - 1], reading.gaps[first - 1]
    if gap == " ":
        if before in LOCATIVES:
            return "locative"
        if before in PREPOSITIONS:
            return "preposition"
    listed = first - 2 if before == "and" and first >= 2 else first - 1
    owned = sheet.owner[listed] if before == "and" or gap.strip() == "," else None
    return "preposition" if owned is not None and owned.type is EntityType.PLACE else ""


def is_dateline(sheet: Sheet, first: int) -> bool:
    """Whether a sentence opens like a dateline: a place, then a dash within its first line."""
    reading = sheet.reading
    begin = reading.starts[first]
    return (
        begin < 1500
        and reading.span(first, first).isupper()
        and _DATELINE.match(reading.text[begin : begin + 90]) is not None
    )


def means_town(sheet: Sheet, first: int) -> bool:
    """Whether a town is meant rather than the province of its name: in a dateline, behind "near" or "south of"."""
    reading = sheet.reading
    low, words = reading.bounds(first)[0], reading.words
    near = first > low and words[first - 1] == "near"
    measured = first - 1 > low and words[first - 1] in _MEASURING and words[first - 2] in _MEASURED
    return near or measured or is_dateline(sheet, first)


def larger(sheet: Sheet, last: int) -> str:
    """ISO code or key of the larger place that follows a comma: "Mosul, Iraq", "Springfield, Ill."."""
    reading = sheet.reading
    after = last + 1
    if after >= len(reading.words) or reading.gaps[last].strip() != ",":
        return ""
    match = sheet.beginning.get(after)
    apposed = _apposed(sheet, after)
    if apposed:
        return apposed
    if match is not None:
        country, state = sense(match, "country"), sense(match, "state", "postal", "town")
        if state is not None and (state.kind != "town" or _is_division(sheet, state.name)):
            return state.name
        if country is not None:
            name = key(reading.phrase(match.first, match.last))
            return f"{country.attribute} {name}" if _is_division(sheet, name) else country.attribute
    if reading.caps[after] and reading.words[after] not in FUNCTION_WORDS:
        for end in (after + 1, after):
            if end < len(reading.words) and (end == after or reading.gaps[after] == " "):
                name = key(reading.phrase(after, end))
                if _is_division(sheet, name):
                    return name
    return ""


def _apposed(sheet: Sheet, at: int) -> str:
    """The country of an apposition behind a comma: "Tripoli, the Lebanese port", "Palma, a town in northern Mozambique"."""
    reading = sheet.reading
    words, gaps = reading.words, reading.gaps
    stop = min(reading.bounds(at)[1], at + _LONGEST_APPOSITION)
    located = words[at] == "in"
    if not located and words[at] not in _ARTICLES:
        return ""
    nation = ""
    for word in range(at, stop):
        if word > at and gaps[word - 1].strip(" -\n"):
            return ""
        match = sheet.beginning.get(word)
        meaning = sense(match, "people", "country") if match is not None and word > at else None
        if meaning is not None and meaning.attribute:
            if located:
                return meaning.attribute
            nation = nation or meaning.attribute
        elif words[word] in AREAS or words[word] in _SEATS:
            if nation:
                return nation
        elif words[word] == "in":
            located = True
        elif reading.caps[word] and located:
            return ""
    return ""


def _is_division(sheet: Sheet, name: str) -> bool:
    return any(place.division for place in sheet.lexicon.gazetteer.lookup(name))
