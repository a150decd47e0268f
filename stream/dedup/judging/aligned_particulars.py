"""Where the particulars of two texts contradict each other: at aligned places, with the same words around.

Of a popular story each copy is compared with all others: what a text is taken apart into is remembered for the next of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from stream.dedup.judging.same_values import are_comparable, is_same
from stream.text.outline import codes_in, particulars_in
from stream.text.particular import Code, Particular, unpack_particulars

CONTEXT: Final = (
    5  # of the words around a place, four bits each, must agree: by chance one place in 10^5 does
)
REACH: Final = 6  # words to each side that are looked at
REMEMBERED_OUTLINES: Final = 64  # texts: most stories have fewer copies
_WILD: Final = 16  # what stands for a particular among codes of words


class Contradictions(NamedTuple):
    """What two texts' particulars contradict each other in, and what only the one or only the other has."""

    conflicts: set[tuple[int, int, int]]
    missing: set[Particular]
    gone: set[Particular]


def compared(
    one: tuple[bytes, Sequence[Particular]], other: tuple[bytes, Sequence[Particular]], digits: int
) -> Contradictions:
    """Compare two texts, each given as its packed outline and its particulars; numbers are rounded to so many digits or fewer."""
    missing, gone = _without(one[1], other[1], digits), _without(other[1], one[1], digits)
    conflicts = _conflicts((*one, missing), (*other, gone), digits) if missing and gone else set()
    return Contradictions(conflicts, missing, gone)


def _without(one: Sequence[Particular], other: Sequence[Particular], digits: int) -> set[Particular]:
    """The particulars of one text that the other has nowhere."""
    values = {(each.code, each.value) for each in other}
    found: set[Particular] = set()
    for each in one:
        if (each.code, each.value) in values:
            continue
        for known in other:
            if is_same(each, known, digits):
                break
        else:
            found.add(each)
    return found


def _conflicts(
    one: tuple[bytes, Sequence[Particular], set[Particular]],
    other: tuple[bytes, Sequence[Particular], set[Particular]],
    digits: int,
) -> set[tuple[int, int, int]]:
    """The values that contradict each other at aligned places, each pair with its code."""
    mine, its = masked(one[0]), masked(other[0])
    found: set[tuple[int, int, int]] = set()
    every = list(zip(other[1], its[1], strict=True))
    gone = [each for each in every if each[0] in other[2]]
    for first, at in zip(one[1], mine[1], strict=True):
        best = CONTEXT - 1
        pair: Particular | None = None
        # What both have contradicts nothing.
        for second, there in every if first in one[2] else gone:
            if are_comparable(first, second):
                score = _agreement(mine[0], at, its[0], there)
                if score > best:
                    best, pair = score, second
        if pair is not None and not is_same(first, pair, digits):
            found.add((first.code, first.value, pair.value))
    return found


@lru_cache(maxsize=REMEMBERED_OUTLINES)
def unpacked(packed: bytes) -> tuple[Particular, ...]:
    """The particulars that were kept of a text."""
    return tuple(unpack_particulars(packed))


@lru_cache(maxsize=REMEMBERED_OUTLINES)
def masked(outline: bytes) -> tuple[list[int], list[int]]:
    """The codes of a text's words with one that is no word's in the place of each particular, and where those stand."""
    found = unpacked(particulars_in(outline))
    codes: list[int] = codes_in(outline).tolist()
    kept: list[int] = []
    places: list[int] = []
    at = 0
    for each in found:
        kept += codes[at : each.place]
        places.append(len(kept))
        kept.append(_WILD + min(each.code, Code.DATE) // Code.DATE + (each.code == Code.NAME))
        at = each.place + each.length
    kept += codes[at:]
    return kept, places


def _agreement(one: Sequence[int], at: int, other: Sequence[int], there: int) -> int:
    """How many words around two places agree without a break; the edges of a text agree with each other."""
    score = 0
    for step in range(1, REACH + 1):
        if at - step < 0 or there - step < 0:
            score += at - step < 0 and there - step < 0
            break
        if one[at - step] != other[there - step]:
            break
        score += one[at - step] < _WILD
    for step in range(1, REACH + 1):
        if at + step >= len(one) or there + step >= len(other):
            score += at + step >= len(one) and there + step >= len(other)
            break
        if one[at + step] != other[there + step]:
            break
        score += one[at + step] < _WILD
    return score
