"""Words of a text with their offsets, and what a text says about each by its capital."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from stream.tagging.languages.gazetteer.name_index import NameIndex
from stream.tagging.languages.gazetteer.name_keys import fold_name

_WORDS: Final = re.compile(r"[^\W_]+(?:['\u2019\u02bc][^\W_]+)*", re.UNICODE)
_LATIN_WORDS: Final = re.compile(r"[^\W_]+", re.UNICODE)
# Vowel signs and the stretching line stand inside Arabic words, the narrow joiner inside Persian ones.
_ARABIC_WORDS: Final = re.compile("(?:[^\\W_]|[\u064b-\u0652\u0670\u0640])+", re.UNICODE)
_ENDS: Final = frozenset(".!?…:;\n\u061f•»")


@dataclass(slots=True)
class Cut:
    """One word: offsets in the text, its folded key, whether it has a capital and whether it begins a sentence."""

    start: int
    end: int
    text: str
    key: str
    capital: bool
    first: bool


def cut_words(text: str, index: NameIndex) -> list[Cut]:
    """All words in order. Latin names are cut at apostrophes and hyphens, Cyrillic ones at hyphens alone."""
    pattern = _WORDS if index.cyrillic else _ARABIC_WORDS if index.caseless else _LATIN_WORDS
    found: list[Cut] = []
    end = 0
    for match in pattern.finditer(text):
        word = match.group()
        gap = text[end : match.start()]
        first = not found or any(mark in _ENDS for mark in gap)
        found.append(Cut(match.start(), match.end(), word, fold_name(word), word[0].isupper(), first))
        end = match.end()
    return found
