"""Two texts side by side: what they share word for word, and where the one says something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from stream.text.words import is_unspaced

MOST_COMPARED_WORDS: Final = 4000  # of each text: the comparison is quadratic at worst, and nobody reads on
FEWEST: Final = 3  # words that both have in a row: fewer are chance, and only cut a difference in pieces
_WORD: Final = re.compile(r"\w+(?:['\u2019]\w+)*")
_CHARACTER: Final = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of two texts: `shared`, `changed`, `cut` (only the first has it) or `added` (only the second).

    Offsets are in characters of each text; start and end are equal where a text has nothing.
    """

    kind: str
    before_start: int
    before_end: int
    before: str
    after_start: int
    after_end: int
    after: str


def side_by_side(before: str, after: str) -> tuple[Passage, ...]:
    """The passages of two texts, in order; of longer texts than `MOST_COMPARED_WORDS` the beginnings.

    Words are the same whatever their case; in scripts without spaces each character counts as one.
    """
    one, other = _words(before), _words(after)
    matcher = SequenceMatcher(
        None, [_key(word) for word in one], [_key(word) for word in other], autojunk=False
    )
    found = []
    for kind, start, end, other_start, other_end in _merged(matcher):
        first = _span(one, start, end, before)
        second = _span(other, other_start, other_end, after)
        found.append(Passage(kind, *first, before[slice(*first)], *second, after[slice(*second)]))
    return tuple(found)


def _words(text: str) -> list[re.Match[str]]:
    pattern = _CHARACTER if is_unspaced(text) else _WORD
    return [word for word, _ in zip(pattern.finditer(text), range(MOST_COMPARED_WORDS), strict=False)]


def _key(word: re.Match[str]) -> str:
    return word[0].replace("\u2019", "'").casefold()


def _merged(matcher: SequenceMatcher[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Stretches by kind, shared ones too short to mean anything taken into the differences around them."""
    at = other_at = 0
    for block in matcher.get_matching_blocks():
        last = not block.size
        if block.size < FEWEST and not last:
            continue
        if block.a > at or block.b > other_at:
            kind = "changed" if block.a > at and block.b > other_at else "cut" if block.a > at else "added"
            yield kind, at, block.a, other_at, block.b
        if block.size:
            yield "shared", block.a, block.a + block.size, block.b, block.b + block.size
        at, other_at = block.a + block.size, block.b + block.size


def _span(words: list[re.Match[str]], start: int, end: int, text: str) -> tuple[int, int]:
    if start < end:
        return words[start].start(), words[end - 1].end()
    at = words[start].start() if start < len(words) else len(text)
    return at, at
