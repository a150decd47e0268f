"""The forms of the lexicon in a text: one pass over its words, with capitals checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stream.tagging.lexicon.lexicon import Lexicon, Senses
from stream.tagging.lexicon.reading import Reading
from stream.tagging.lexicon.vocabulary import word_list

_SMALL_WORDS: Final = word_list("matcher small_words")

# Acronyms that are words when the whole text is in capitals.
_WORDS_IN_CAPITALS: Final = word_list("matcher words_in_capitals")

# First words of names that may be small: "al-Shabaab", "southeast Asia", "sub-Saharan Africa".
_SMALL: Final = _SMALL_WORDS | word_list("places directions")


@dataclass(slots=True)
class FormMatch:
    """A form found: its first and last word in the reading, and what it can mean as it is written there.

    Never changed; frozen, it would take three times as long to make, and a text has one for every seventh word.
    """

    first: int
    last: int
    senses: Senses


def match(reading: Reading, lexicon: Lexicon) -> list[FormMatch]:
    """All matches, leftmost longest, none overlapping, in order.

    Of each word the lexicon knows how many words the forms have that begin with it: only those are looked up, the
    longest first. Most words begin none.
    """
    found: list[FormMatch] = []
    words, starts, ends, folded = reading.words, reading.starts, reading.ends, reading.folded
    forms, reach = lexicon.forms, lexicon.reach
    size = len(words)
    done = -1
    for first, word in enumerate(words):
        if first <= done:
            continue
        known = reach.get(word)
        if known is None:
            continue
        start = starts[first]
        if start and folded[start - 1] != " ":
            continue
        number, counts = known
        last = first
        for count in counts:
            end = first + count - 1
            if end < size:
                longer = _number(forms, folded, start, ends[end])
                if longer >= 0:
                    number, last = longer, end
                    break
        if number >= 0:
            _add(found, reading, lexicon, number, first, last)
            done = last
    return found


def _number(forms: dict[str, int], folded: str, start: int, stop: int) -> int:
    """The number of a form between two characters, or with the point behind them ("Lt. Gen."); -1 if there is none."""
    if folded[stop : stop + 1] == ".":
        pointed = forms.get(folded[start : stop + 1], -1)
        if pointed >= 0:
            return pointed
    return forms.get(folded[start:stop], -1)


def _add(
    found: list[FormMatch], reading: Reading, lexicon: Lexicon, number: int, first: int, last: int
) -> None:
    choices = lexicon.senses[number]
    case = _case(reading, first, last) if choices[1] is not choices[0] or choices[2] is not choices[1] else 0
    senses = choices[case]
    if senses:
        found.append(FormMatch(first, last, senses))


def _case(reading: Reading, first: int, last: int) -> int:
    """0, 1 or 2: lower case, a capital at the start, capitals throughout."""
    if not reading.caps[first]:
        return 1 if reading.words[first] in _SMALL and first < last and reading.caps[first + 1] else 0
    if reading.upper:
        return 1 if first == last and reading.words[first] in _WORDS_IN_CAPITALS else 2
    return 2 if reading.span(first, last).isupper() else 1
