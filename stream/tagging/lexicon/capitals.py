"""A text all in capitals (telex, some transcripts) as its writer would set it today: names and acronyms keep capitals.

Word by word, from what the lexicon knows by name and from the English words that are written small. Every character stays
where it is, so offsets hold.
"""

from __future__ import annotations

from typing import Final

from stream.tagging.lexicon.lexicon import PROPER, Lexicon
from stream.tagging.lexicon.matcher import FormMatch, match
from stream.tagging.lexicon.reading import Reading
from stream.tagging.lexicon.small_words import is_small
from stream.tagging.lexicon.vocabulary import word_list

_LETTERS: Final = word_list("capitals letters")
_JOINING: Final = word_list("capitals joining")

_SMALL, _CAPITAL, _ACRONYM = range(3)
# Small inside a name, with a capital where they begin one: "de", "la", "al".
_PARTICLES: Final = word_list("capitals particles")
# Words that are names only in company: "May 4", "Mr Will Harker".
_MONTHS: Final = word_list("capitals months")
_ACRONYMS: Final = word_list("capitals acronyms")
# "7th": two words to the reading.
_ORDINALS: Final = word_list("capitals ordinals")
# Before a month that is also a word.
_DATING: Final = word_list("capitals dating")
# Alone these kinds make a name even of an English word: "Turkey", "Polish".
_ALWAYS: Final = frozenset({"country", "people"})
# Behind a name these belong to it: "the Orrin Brigade", "Bella Vista Street".
_ENDING: Final = (
    word_list("names bodies")
    | word_list("names regulars")
    | word_list("names irregulars")
    | word_list("places streets")
)
_LONGEST_ACRONYM: Final = 6
_VOWELS: Final = frozenset("aeiouy")
_OPEN, _SHUT = frozenset("([\u2014"), frozenset(")],")


def restored(reading: Reading, lexicon: Lexicon) -> str:
    """The text of a reading in capitals with small letters where they belong."""
    forms = [_form(word) for word in reading.words]
    _bracketed(reading, forms)
    found = match(reading, lexicon)
    for one in found:
        _known(reading, lexicon, one, forms)
    _names(reading, lexicon, forms)
    for one in found:
        _title(reading, one, forms)
    for at in range(1, len(forms)):
        if reading.words[at] in _ENDING and forms[at - 1] == _CAPITAL and reading.gaps[at - 1] == " ":
            forms[at] = forms[at] or _CAPITAL
    for first, _ in reading.sentences:
        forms[first] = forms[first] or _CAPITAL
    for at, gap in enumerate(reading.gaps[:-1]):
        if gap.endswith(("] ", "-- ", '. "')):  # "LIMA, 11 JAN 90 (EFE) -- [TEXT] THE ARMY"
            forms[at + 1] = forms[at + 1] or _CAPITAL
    return _written(reading, forms)


def _form(word: str) -> int:
    if len(word) == 1:
        return _SMALL if word in _LETTERS else _ACRONYM
    if "." in word or word in _ACRONYMS:
        return _ACRONYM
    if not word[0].isalpha() or word in _ORDINALS or word in _PARTICLES or word in _MONTHS or is_small(word):
        return _SMALL
    if len(word) <= _LONGEST_ACRONYM and _VOWELS.isdisjoint(word):
        return _ACRONYM
    return _CAPITAL


def _bracketed(reading: Reading, forms: list[int]) -> None:
    """What stands alone in brackets behind a name is its acronym, there and elsewhere: "(FARC)"."""
    known: set[str] = set()
    gaps, words = reading.gaps, reading.words
    for at in range(1, len(words)):
        alone = not _OPEN.isdisjoint(gaps[at - 1]) and not _SHUT.isdisjoint(gaps[at][:1])
        if alone and len(words[at]) <= _LONGEST_ACRONYM and words[at].isalpha() and not is_small(words[at]):
            known.add(words[at])
    for at, word in enumerate(words if known else ()):
        if word in known:
            forms[at] = _ACRONYM


def _known(reading: Reading, lexicon: Lexicon, one: FormMatch, forms: list[int]) -> None:
    """Give what the lexicon knows by name its capitals."""
    kinds = {meaning.kind for meaning in one.senses} & PROPER
    if not kinds:
        return
    if one.first == one.last:
        number = lexicon.forms.get(reading.words[one.first], -1)
        if number >= 0 and not any(meaning.kind in PROPER for meaning in lexicon.senses[number][1]):
            if forms[one.first] != _SMALL:
                forms[one.first] = _ACRONYM  # known in capitals alone
        elif forms[one.first] == _SMALL and kinds & _ALWAYS:
            forms[one.first] = _CAPITAL
        return
    for at in range(one.first, one.last + 1):
        if reading.words[at] not in _PARTICLES and reading.words[at] not in _JOINING:
            forms[at] = forms[at] or _CAPITAL


def _names(reading: Reading, lexicon: Lexicon, forms: list[int]) -> None:
    """English words that are names beside a name, months beside a number, particles where a name begins."""
    words, gaps = reading.words, reading.gaps
    for at in range(len(words) - 1, -1, -1):
        word = words[at]
        after = forms[at + 1] if at + 1 < len(words) and gaps[at] in {" ", "\n"} else _SMALL
        if forms[at] != _SMALL:
            continue
        if word in _MONTHS:
            near = (words[at - 1][:1] if at else "") + (words[at + 1][:1] if at + 1 < len(words) else "")
            told = any(char.isdigit() for char in near) or (at > 0 and words[at - 1] in _DATING)
            forms[at] = _CAPITAL if told else _SMALL
        elif word in _PARTICLES:
            forms[at] = _CAPITAL if after == _CAPITAL and not _inside(reading, forms, at) else _SMALL
        elif word in lexicon.given and after == _CAPITAL:
            forms[at] = _CAPITAL


def _inside(reading: Reading, forms: list[int], at: int) -> bool:
    """Whether a name stands before a particle, with no more than particles between."""
    before = at - 1
    while before >= 0 and reading.words[before] in _PARTICLES and reading.gaps[before] in {" ", "\n"}:
        before -= 1
    return before >= 0 and forms[before] == _CAPITAL and reading.gaps[before] in {" ", "\n"}


def _title(reading: Reading, one: FormMatch, forms: list[int]) -> None:
    """A title right before a name: "Senator Velmar"."""
    after = one.last + 1
    if (
        after < len(forms)
        and forms[after] == _CAPITAL
        and reading.gaps[one.last] in {" ", ". ", "\n"}
        and any(meaning.kind == "title" for meaning in one.senses)
    ):
        for at in range(one.first, one.last + 1):
            if reading.words[at] not in {"of", "the"}:
                forms[at] = forms[at] or _CAPITAL


def _written(reading: Reading, forms: list[int]) -> str:
    """The words in their forms, with what stands between them as it is."""
    text = reading.text
    pieces: list[str] = []
    done = 0
    for start, end, form in zip(reading.starts, reading.ends, forms, strict=True):
        pieces.append(text[done:start])
        word = text[start:end]
        small = word.lower()
        if form == _ACRONYM or len(small) != len(word):
            pieces.append(word)
        else:
            pieces.append(word[:1] + small[1:] if form == _CAPITAL else small)
        done = end
    pieces.append(text[done:])
    return "".join(pieces)
