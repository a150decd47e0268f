"""One pass of the automaton over the folded text, with boundaries and capitals checked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stream.conflict.lexicon import Lexicon, Senses
from stream.conflict.reading import Reading
from stream.conflict.vocabulary import words

# Acronyms that are words when the whole text is in capitals.
_WORDS_IN_CAPITALS = words("matcher words_in_capitals")

# First words of names that may be small: "al-Shabaab", "southeast Asia", "sub-Saharan Africa".
_SMALL = frozenset({"al", "el", "an", "ash", "ad", "as", "sub"}) | words("places directions")
# Words tried in the second look: hardly any form is longer.
_LONGEST_FORM = 7
_BEGINNING = re.compile(r"[^\w]")


@dataclass(frozen=True, slots=True)
class Match:
    """A form found: its first and last word in the reading, and what it can mean as it is written there."""

    first: int
    last: int
    senses: Senses


def match(reading: Reading, lexicon: Lexicon) -> list[Match]:
    """All matches, leftmost longest, none overlapping, in order.

    The automaton checks where a word begins (each form stands behind a space); where it ends is checked here. What a
    match that ends inside a word has swallowed is looked up again, word by word.
    """
    found: list[Match] = []
    at, until = reading.at, reading.until
    done = -1
    for number, start, end in lexicon.automaton.find_matches_as_indexes(" " + reading.folded):
        # The haystack has one space more in front, and a form's own leading space is no part of it.
        first = at.get(start)
        if first is None or first <= done:
            continue
        stop = end - 1
        last = until.get(stop)
        if last is None and reading.text[stop - 1 : stop] == ".":
            last = until.get(stop - 1)
        if last is not None:
            _add(found, reading, lexicon, number, first, last)
            done = last
            continue
        while first < len(reading.words) and reading.starts[first] < stop:
            form, last = _longest(reading, lexicon, first)
            if form >= 0:
                _add(found, reading, lexicon, form, first, last)
                done = last
            first = last + 1
    return found


def _add(found: list[Match], reading: Reading, lexicon: Lexicon, number: int, first: int, last: int) -> None:
    choices = lexicon.senses[number]
    case = _case(reading, first, last) if choices[1] is not choices[0] or choices[2] is not choices[1] else 0
    senses = choices[case]
    if senses:
        found.append(Match(first, last, senses))


def _case(reading: Reading, first: int, last: int) -> int:
    """0, 1 or 2: lower case, a capital at the start, capitals throughout."""
    if not reading.caps[first]:
        return 1 if reading.words[first] in _SMALL and first < last and reading.caps[first + 1] else 0
    if reading.upper:
        return 1 if first == last and reading.words[first] in _WORDS_IN_CAPITALS else 2
    return 2 if reading.span(first, last).isupper() else 1


def _longest(reading: Reading, lexicon: Lexicon, first: int) -> tuple[int, int]:
    """(number, last word) of the longest form that begins with a word; (-1, that word) if there is none."""
    word = reading.words[first]
    beginning = word if word.isalnum() else _BEGINNING.split(word, maxsplit=1)[0]
    longest = min(lexicon.reach.get(beginning, 0), _LONGEST_FORM)
    for last in range(min(len(reading.words), first + longest) - 1, first - 1, -1):
        number = lexicon.forms.get(reading.folded[reading.starts[first] : reading.ends[last]])
        if number is not None:
            return number, last
    return -1, first
