"""Plain strings, of which a text must have one before a slow pattern can match: looking for hundreds at once takes microseconds.

The strings are taken from the pattern's own phrases, so that a further phrase needs no second list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from stream.loops.chosen import beyond_ascii, has_needle
from stream.loops.plain_texts import needle_heads
from stream.text.alternatives import closing, heads_of, split

_SPECIAL: Final = frozenset("\\.[](){}^$*+?|")
_MAY_BE_ABSENT: Final = ("?", "*", "{")
_LEAST: Final = 2  # letters: one alone stands in every text
_ENOUGH: Final = 5  # letters of ASCII: shorter strings stand in most texts
_GROUP: Final = "(?:"
_BY_NUMBER: Final = frozenset("uUxN0123456789")  # escapes that are not read here
# Letters of other scripts that a pattern without regard to case takes for letters of ASCII, and the other way round.
_ALSO_ASCII: Final = frozenset("\u0130\u0131\u017f\u212a")
# Beside ASCII, letters of which each has one small form: of all others a pattern without regard to case may take several for one.
_SEVERAL_FORMS: Final = re.compile("[^\x00-\u012f\u0132-\u017e\u0180-\u024f\u2000-\u206f\u20a0-\u20cf]")


class Needles:
    """Strings to look for."""

    __slots__ = ("_heads", "_needles")

    def __init__(self, needles: Iterable[str]) -> None:
        """`needles` have two letters or more each."""
        self._needles = tuple(dict.fromkeys(needles))
        self._heads = needle_heads(self._needles)

    def are_in(self, text: str) -> bool:
        """Whether one of them stands in a text."""
        return has_needle(text, self._needles, self._heads)

    def may_be_in(self, text: str) -> bool:
        """Whether one of them, given in small letters, may stand in a text as a pattern without regard to case reads it."""
        return self.are_in(text.lower()) or _SEVERAL_FORMS.search(beyond_ascii(text)) is not None


def needles_of(phrases: Iterable[str]) -> Needles:
    """Strings of which every match of one of the phrases has one.

    Args:
        phrases: regular expressions as `stream.text.alternatives` takes them.

    Raises:
        ValueError: a phrase can match without two plain letters in a row.
    """
    return Needles(needle for phrase in phrases for head in heads_of(phrase) for needle in _needles(head))


def _needles(head: str) -> Iterator[str]:
    """The longest string that stands in each match of a phrase; those of its alternatives where they are longer."""
    longest, group = _longest(head)
    if group >= 0 and len(longest) < (_ENOUGH if longest.isascii() else _LEAST):
        end = group + closing(head[group:])
        for part in split(head[group + len(_GROUP) : end]):
            yield from _needles(head[:group] + part + head[end + 1 :])
    elif len(longest) < _LEAST:
        msg = f"no two letters in a row are in every match of {head!r}"
        raise ValueError(msg)
    else:
        yield longest


def _longest(head: str) -> tuple[str, int]:
    """The longest string that is outside of all groups, and where the first group of alternatives stands, -1 for none."""
    runs = [""]
    group = -1
    at = 0
    while at < len(head):
        letter, wide = head[at], 1
        if letter == "\\":
            wide = 2
            letter = "" if head[at + 1].isalnum() else head[at + 1]
            if head[at + 1] in _BY_NUMBER:
                msg = f"a character by its number in {head!r}"
                raise ValueError(msg)
        elif letter in "([":
            wide = closing(head[at:]) + 1
            letter = ""
        elif letter == "{":
            wide = head.index("}", at) + 1 - at
            letter = ""
        elif letter in _SPECIAL or letter in _ALSO_ASCII:
            letter = ""
        behind = head[at + wide : at + wide + 1]
        if behind.startswith(_MAY_BE_ABSENT):
            letter = ""
        elif group < 0 and behind != "+" and head.startswith(_GROUP, at):
            group = at
        if letter:
            runs[-1] += letter
        if not letter or behind == "+":
            runs.append("")
        at += wide
    return max(runs, key=len), group
