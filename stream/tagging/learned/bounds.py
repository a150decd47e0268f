"""Where a proposed span may begin and end: a model trained on few words includes words that are in no name."""

from __future__ import annotations

from typing import Final

from stream.tagging.events.clauses import has_object
from stream.tagging.learned.labels import COARSE
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.mentions.numbers import starts_count
from stream.tagging.sheet import Sheet, sense

_DONE: Final = word_list("bounds done")

# Verbs and conjunctions in small letters: a name does not run across them.
_PARTING: Final = word_list("bounds parting")
# What neither begins nor ends a name or a description.
_OUTER: Final = word_list("bounds outer")
# A count before people belongs to the casualty, not to the name.
_COUNTS: Final = word_list("bounds counts")
# Verbs of harm and of doing: a span that ends with one, or in which one has an object, is longer than the name.
_ENDING: Final = word_list("parties harming") | _DONE
_DESCRIBED: Final = word_list("bounds described")
_OBJECTS: Final = word_list("bounds objects")
_QUOTES: Final = '"\u201c\u201d'
_DASHES: Final = ("--", "\u2014", ") -", " - ", " \u2013 ")
# Past tenses that do not end in -ed: followed by an object they separate, as "said" does.
_PASTS: Final = word_list("bounds pasts")
# Nouns of harm: after "of" comes the victim ("the killing of Colonel Velmar"), and the noun is not part of the name.
_DEEDS: Final = word_list("bounds deeds")


def trimmed(sheet: Sheet, first: int, last: int, kind: str = "") -> tuple[int, int] | None:
    """The part of a proposed span that can be a name or a description; None if no part can.

    It is cut at verbs, at dashes and blank lines, and at a bracket or quotation mark whose other half lies outside. Of
    several parts the one in which the rules saw something of the coarse type `kind` counts, or else the one with the most
    capitals, or else the longest.
    """
    caps, words = sheet.reading.caps, sheet.reading.words
    if words[first] in _ENDING and not caps[first] and first < last and starts_count(words[first + 1]):
        return None  # "killed 12 people"
    best: tuple[int, int] | None = None
    most = (-1, -1, -1)
    for begin, end in _parts(sheet, first, last):
        begin, end = _stripped(sheet, begin, end)  # noqa: PLW2901 - the same part, without its margins
        if begin <= end:
            fits = any(m.type is not None and COARSE[m.type] == kind for m in sheet.within(begin, end))
            weight = (int(fits), caps[begin : end + 1].count(True), end - begin)
            if weight > most:
                best, most = (begin, end), weight
    return best


def _parts(sheet: Sheet, first: int, last: int) -> list[tuple[int, int]]:
    """The span cut into parts: at separating words, and at marks between two words that no name contains."""
    reading = sheet.reading
    words, caps, gaps = reading.words, reading.caps, reading.gaps
    quotes = sum(gap.count(mark) for gap in gaps[first:last] for mark in _QUOTES)
    found: list[tuple[int, int]] = []
    begin = first
    for word in range(first, last + 1):
        deed = words[word] in _DEEDS and word < last and words[word + 1] == "of"
        if deed or (not caps[word] and (words[word] in _PARTING or _is_verb(sheet, word, first, last))):
            found.append((begin, word - 1))
            begin = word + 1
        elif word < last and _cuts(gaps, word, last, odd=quotes % 2 == 1):
            found.append((begin, word))
            begin = word + 1
    found.append((begin, last))
    return found


def _is_verb(sheet: Sheet, word: int, first: int, last: int) -> bool:
    """Whether the word is a past tense with its object, or at the end ("killed four", "rebels dead"), and not part of a description."""
    words = sheet.reading.words
    form = words[word]
    if word == first or not (form.endswith("ed") or form in _PASTS):
        return False
    if words[word - 1] in _DESCRIBED or words[word - 1].endswith("ly"):
        return False
    if word == last:
        return form in _ENDING
    following = words[word + 1]
    if starts_count(following) or following in _OBJECTS:
        return True
    match = sheet.ending.get(word)
    if match is not None and sense(match, "modifier", "joiner") is not None:
        return False
    return form in _ENDING and (sheet.reading.caps[word + 1] or has_object(sheet, word))


def _cuts(gaps: list[str], word: int, last: int, *, odd: bool) -> bool:
    gap = gaps[word]
    if gap == " ":
        return False
    if "(" in gap and not any(")" in other for other in gaps[word + 1 : last]):
        return True
    if odd and any(mark in gap for mark in _QUOTES):
        return True
    if ";" in gap or ": " in gap:
        return True
    return gap.count("\n") > 1 or any(dash in gap for dash in _DASHES)


def _stripped(sheet: Sheet, first: int, last: int) -> tuple[int, int]:
    """Without the prepositions, possessives and counts around it."""
    words = sheet.reading.words
    while first <= last and (_outer(sheet, first) or _count(sheet, first, last)):
        first += 1
    while first <= last and words[last] in _OUTER and not sheet.reading.caps[last]:
        last -= 1
    return first, last


def _outer(sheet: Sheet, word: int) -> bool:
    if sheet.reading.words[word] not in _OUTER:
        return False
    return not sheet.reading.caps[word] or (
        sheet.reading.bounds(word)[0] == word and word not in sheet.beginning
    )


def _count(sheet: Sheet, word: int, last: int) -> bool:
    """Whether the word is a count that is not part of a name, as it is in "10 Downing Street"."""
    reading = sheet.reading
    if word == last or reading.gaps[word] != " ":
        return False
    if reading.words[word] not in _COUNTS and not reading.words[word][0].isdigit():
        return False
    ahead = sheet.beginning.get(word + 1)
    return not reading.caps[word + 1] or (ahead is not None and sense(ahead, "people") is not None)
