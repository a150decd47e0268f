"""Names of places that persons and houses bear: "General Chad Lincoln", "Victoria Kent was wounded", "Hotel Libya"."""

from __future__ import annotations

from typing import Final

from stream.tagging.lexicon.lexicon import Sense
from stream.tagging.lexicon.matcher import FormMatch
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.mentions.cues import AREAS, DIRECTIONS
from stream.tagging.mentions.namesakes import has_own_town, is_called, is_namesake
from stream.tagging.mentions.persons import claim_person, is_said_of_people
from stream.tagging.mentions.runs import FUNCTION_WORDS, Run
from stream.tagging.sheet import Sheet, sense

_MOST_SURNAMES: Final = 2
_HOUSES: Final = word_list("namesakes houses") | word_list("places streets")
_BODIES: Final = word_list("names bodies") | word_list("names regulars") | word_list("names irregulars")
# Countries that are given names too.
_ALSO_GIVEN: Final = word_list("places also_given")
_FACILITIES: Final = word_list("places facilities") | word_list("namesakes houses")


def named_after(sheet: Sheet, match: FormMatch, meaning: Sense) -> bool:
    """Whether the name is part of somebody's or some house's: behind a title ("General Chad Lincoln"), before a house's noun."""
    reading = sheet.reading
    if reading.upper:
        return False
    if (
        meaning.kind in {"country", "state", "town"}
        and has_title(sheet, match.first)
        and not _office(sheet, match.first)
    ):
        last = _name_ahead(sheet, match)
        if last > match.last:
            claim_person(sheet, Run(match.first, last))  # "Captain Austin Dallas"
        return True
    if match.first > 0 and meaning.kind != "region" and is_called(sheet, match.first):
        return True  # "Hotel Libya", "Cafe Vienna"
    if meaning.kind in {"region", "town", "state"} and is_namesake(sheet, match.last + 1):
        return True  # "the West Nile virus"
    if meaning.kind in {"country", "town"} and has_own_town(sheet, match.last + 1):
        return True
    if match.first == match.last and meaning.kind != "region":
        person = _person(sheet, match.first)
        if person is not None:
            claim_person(sheet, person)
            return True
        if meaning.kind == "country" and _surname_ahead(sheet, match.last):
            return True
    after = match.last + 1
    return (
        meaning.kind in {"country", "state", "region", "town"}
        and after < len(reading.words)
        and reading.gaps[match.last] == " "
        and reading.caps[after]
        and reading.words[after] in _HOUSES
        and sheet.owner[after] is None
        and after not in sheet.beginning
    )


def _name_ahead(sheet: Sheet, match: FormMatch) -> int:
    """The last word of the name that goes on behind its first, which the gazetteer knows too."""
    reading = sheet.reading
    last = match.last
    while (
        last - match.last < _MOST_SURNAMES
        and last + 1 < len(reading.words)
        and is_capital(sheet, last + 1, reading.gaps[last])
        and reading.gaps[last] == " "
        and reading.words[last + 1] not in AREAS
        and reading.words[last + 1] not in _FACILITIES
        and reading.words[last + 1] not in _BODIES
        and reading.words[last + 1] not in sheet.lexicon.ordinary
    ):
        last += 1
    return last


def _person(sheet: Sheet, first: int) -> Run | None:
    """A name and the unknown capitals behind it where they are somebody's: "Victoria Kent was wounded", "Mali Thomas, 30,"."""
    reading = sheet.reading
    last = first
    while last - first < 2 and is_capital(sheet, last + 1, reading.gaps[last]) and reading.gaps[last] == " ":
        known = sheet.beginning.get(last + 1)
        plain = known is None or all(meaning.kind in {"town", "state"} for meaning in known.senses)
        word = reading.words[last + 1]
        if (
            not plain
            or word in sheet.lexicon.ordinary
            or word in AREAS
            or word in _BODIES
            or word in _FACILITIES
        ):
            return None
        last += 1
    before = first - 1
    if (
        before >= reading.bounds(first)[0]
        and reading.gaps[before] == " "
        and is_capital(sheet, before, reading.gaps[before])
        and before not in sheet.ending
        and reading.words[before] not in sheet.lexicon.ordinary
        and reading.words[before] not in DIRECTIONS
    ):
        first = before  # a given name that is no place by itself
    run = Run(first, last)
    return run if last > first and is_said_of_people(sheet, run) else None


def _office(sheet: Sheet, first: int) -> bool:
    """Whether the title before a country is an office of another sentence part: "the President. Chad ..."."""
    return sheet.reading.sentence_of[first - 1] != sheet.reading.sentence_of[first]


def _surname_ahead(sheet: Sheet, last: int) -> bool:
    """Whether a country's name is a given name here: an unknown capitalised word and words of a person behind it."""
    reading = sheet.reading
    words, after = reading.words, last + 1
    if not is_capital(sheet, after, reading.gaps[last]) or words[last] not in _ALSO_GIVEN:
        return False
    known = sheet.beginning.get(after)
    if known is not None and any(meaning.kind != "town" for meaning in known.senses):
        return False
    return words[after] not in AREAS and words[after] not in _FACILITIES and words[after] not in _BODIES


def has_title(sheet: Sheet, first: int) -> bool:
    """Whether a person's title stands before: "Mr. Houston"."""
    before = sheet.ending.get(first - 1)
    return (
        before is not None
        and sheet.reading.gaps[first - 1] in {" ", ". "}
        and sheet.reading.caps[before.first]
        and sense(before, "title") is not None
    )


def is_capital(sheet: Sheet, word: int, gap: str) -> bool:
    """Whether a free capitalised word, not a function word, stands there, joined by a space or hyphen."""
    reading = sheet.reading
    return (
        0 <= word < len(reading.words)
        and gap in {" ", "-", "\n"}
        and reading.caps[word]
        and sheet.owner[word] is None
        and reading.words[word] not in FUNCTION_WORDS
    )
