"""Names that contain a place but mean something else: streets, teams, viruses, wars, and houses in other towns."""

from __future__ import annotations

from typing import Final

from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.mentions.runs import FUNCTION_WORDS
from stream.tagging.sheet import Sheet

# A house's noun before its name.
_CALLED: Final = word_list("namesakes called")
# Nouns of houses that every town has: "the Havana nightclub in Kigali" is not in Havana.
_SMALL_HOUSES: Final = word_list("namesakes houses") - word_list("namesakes others")
# These need no capital: "Marburg virus", "Lassa fever".
_SICKNESSES: Final = word_list("places sicknesses")
# After a place's name these words mean a player of a team of that name: "Chelsea midfielder".
_PLAYERS: Final = word_list("namesakes players")
_STREETS: Final = word_list("places streets")
# Behind a place's name these make something else of it: a team, a virus, an accord; a war only with its capital.
_NAMESAKES: Final = word_list("namesakes others") | word_list("namesakes wars")
# Words between a house and its town.
_STANDING: Final = frozenset({"in", "at", "near"})
# Most words from the place's name to the house's noun, which counts too: "the Istanbul kebab shop".
_DESCRIBED: Final = 3
_CURRENCIES: Final = word_list("places currencies")
_SEVERAL_STREETS: Final = word_list("places several_streets")


def is_street(sheet: Sheet, word: int) -> bool:
    """Whether a street's noun stands there: "Atlantic Avenue" is no ocean."""
    words = sheet.reading.words
    return (
        word < len(words)
        and words[word] in _STREETS
        and sheet.reading.caps[word]
        and sheet.reading.gaps[word - 1] == " "
    )


def is_namesake(sheet: Sheet, word: int) -> bool:
    """Whether a capitalised noun behind a place's name makes something else of it: "Marburg virus", "the Vietnam War"."""
    reading = sheet.reading
    if reading.upper or not (0 < word < len(reading.words)) or reading.gaps[word - 1] != " ":
        return False
    noun = reading.words[word]
    if _joins_streets(sheet, word):
        return True
    return noun in _PLAYERS or (noun in _NAMESAKES and (reading.caps[word] or noun in _SICKNESSES))


def _joins_streets(sheet: Sheet, word: int) -> bool:
    """Whether a name before the word is one of two that streets are called by: "the corner of Cairo and Tunis streets"."""
    reading = sheet.reading
    words, caps, gaps = reading.words, reading.caps, reading.gaps
    last = len(words) - 1
    if words[word] in _SEVERAL_STREETS:
        return word > 2 and words[word - 2] == "and" and caps[word - 3] and gaps[word - 3] == " "
    behind = word + 2
    return behind <= last and words[word] == "and" and caps[word + 1] and words[behind] in _SEVERAL_STREETS


def is_called(sheet: Sheet, first: int) -> bool:
    """Whether a house's noun with a capital stands right before: "Hotel Libya", "Restaurant Paris"."""
    reading = sheet.reading
    before = first - 1
    return (
        reading.gaps[before] == " "
        and reading.caps[before]
        and reading.words[before] in _CALLED
        and (before > reading.bounds(first)[0] or not reading.upper)
    )


def has_own_town(sheet: Sheet, word: int) -> bool:
    """Whether a house that a name at the words before it is part of stands in a town of its own.

    "The Havana nightclub in Kigali", "the Istanbul kebab shop in Vienna": a small noun that up to two words part from the
    name, and behind it "in", "at" or "near" and another capital.
    """
    reading = sheet.reading
    words, gaps, stop = reading.words, reading.gaps, len(reading.words)
    for noun in range(word, min(word + _DESCRIBED, stop - 2)):
        if gaps[noun - 1] != " " or words[noun] in FUNCTION_WORDS:
            return False
        if words[noun] in _SMALL_HOUSES and not reading.caps[noun] and is_followed_by_town(sheet, noun):
            return True
    return False


def is_followed_by_town(sheet: Sheet, noun: int) -> bool:
    """Whether "in", "at" or "near" and a capital follow the last word of a house."""
    reading = sheet.reading
    behind = noun + 2
    return (
        behind < len(reading.words)
        and reading.words[noun + 1] in _STANDING
        and reading.caps[behind]
        and reading.gaps[noun] in {" ", "\n"}
    )


def is_currency(sheet: Sheet, last: int) -> bool:
    """Whether a country's name before a sum says whose money it is: "US $2 million", "40 US dollars"."""
    reading = sheet.reading
    after = last + 1
    if "$" in reading.gaps[last]:
        return True
    return after < len(reading.words) and reading.gaps[last] == " " and reading.words[after] in _CURRENCIES
