"""Template or copy: whether two texts that share their words also share what they say in numbers, dates and names.

A communiqué, a quake or a result comes every day in the same words. What differs between two of them stands at aligned
places: with as many of the same words around it in both. A copy keeps its particulars, in its own house's style.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from stream.text.outline import codes_in, particulars_in
from stream.text.particular import (
    MOST_BYTES,
    MOST_NAMES,
    Code,
    Particular,
    is_rounding,
    logarithms,
    unpack_particulars,
)

CONTEXT: Final = (
    5  # of the words around a place, four bits each, must agree: by chance one place in 10^5 does
)
REACH: Final = 6  # words to each side that are looked at
# Of the particulars that two texts could agree in, the part from which on they are two of a template, and how many
# conflicts at least, of which one in numbers or dates counts 1 and one in names a half: of the labelled copies (newswire
# eval dedup) one in six has another name somewhere ("the 21-year-old Aussie" and "Australian"), and none another number.
SHARE: Final = 0.25
LEAST: Final = 2.0
NEARLY_ALL: Final = (
    0.5  # the part from which on, in a short text, a single conflict is enough, or names alone
)
# Of two texts in one frame: the part that is frame, and that of the particulars which is replaced. Labelled copies that
# have each a lead of its own have less of the one or of the other.
MOSTLY: Final = 0.7
REPLACED: Final = 0.3
_ROUNDED: Final = logarithms(1.02)  # "9.4 million" for 9,375,000
# The digits that a rounded number has at most: "412 million" for 412.37; in a text of another day, where the numbers of an
# exchange or of the weather lie within two percent, one that is more than "9.4" or "41" is a number of its own.
_ROUNDINGS: Final = 3
_ROUGH: Final = 2
_EXACT: Final = 0
_CONVERTED: Final = logarithms(1.08)  # "100 km" for 60 miles
_EXCHANGED: Final = logarithms(3.5)  # between any two of the currencies that are written beside each other
_FULL: Final = MOST_BYTES - 5  # bytes from which on more particulars may have been left out
_METRIC: Final = {
    Code.IMPERIAL_LENGTH: Code.LENGTH,
    Code.IMPERIAL_MASS: Code.MASS,
    Code.IMPERIAL_AREA: Code.AREA,
    Code.FAHRENHEIT: Code.CELSIUS,
    Code.DOLLARS: Code.MONEY,
}
_LEAD: Final = (1 << 10) - 1  # the first ten words, as bits: half a sentence
_WILD: Final = 16  # what stands for a particular among codes of words


class Difference(NamedTuple):
    """How the particulars of two texts differ.

    `conflicts` counts pairs of numbers or dates at aligned places with different values, each pair of values once,
    `renamed` those of names; `agreed` the values that both have; `added` and `lost` those that only the one or only the other has (of names every second).
    """

    conflicts: int
    renamed: int
    agreed: int
    added: int
    lost: int

    @property
    def of_template(self) -> bool:
        """Whether the texts are two of a template rather than two states of one text."""
        weight = self.conflicts + self.renamed / 2
        part = (self.conflicts + self.renamed) / max(self.conflicts + self.renamed + self.agreed, 1)
        if self.conflicts and weight >= LEAST:
            return part >= SHARE
        return weight >= (1 if self.conflicts else LEAST) and part >= NEARLY_ALL


NO_DIFFERENCE: Final = Difference(0, 0, 0, 0, 0)


def in_one_frame(apart: Difference, shared: int, others_shared: int, parts: tuple[float, float]) -> bool:
    """Whether two texts say other things in the same frame: paragraphs that a house puts around all of a kind.

    Neither's lead is in the other, each says what the other does not, and both are mostly frame (`parts` are those
    of their words that the other has). Where only one is, it is an excerpt with a lead of its own.
    """
    replaced = min(apart.added, apart.lost)
    if replaced < LEAST or min(parts) < MOSTLY or shared & _LEAD or others_shared & _LEAD:
        return False
    return replaced >= REPLACED * (replaced + apart.agreed)


def difference(own: bytes, other: bytes, shared: int, others_shared: int, *, strict: bool) -> Difference:
    """Compare the particulars of two packed outlines.

    Args:
        own: the one.
        other: the other.
        shared: the words of the one that stand in shared passages, as bits (see `stream.dedup.index.passages`).
        others_shared: those of the other.
        strict: one house has one style: numbers in the same unit are the same only when they are equal.
    """
    mine, its = particulars_in(own), particulars_in(other)
    if mine == its:
        return NO_DIFFERENCE
    one, two = list(unpack_particulars(mine)), list(unpack_particulars(its))
    found = _compared((own, one), (other, two), _EXACT if strict else _ROUNDINGS)
    if not strict and any(code in (Code.DATE, Code.WEEKDAY) for code, _, _ in found.conflicts):
        # Of another day a number that is near is another number.
        found = _compared((own, one), (other, two), _ROUGH)
    missing, gone = found.missing, found.gone
    agreed = len({(each.code, each.value) for each in one if each not in missing})
    renamed = sum(code == Code.NAME for code, _, _ in found.conflicts)
    return Difference(
        len(found.conflicts) - renamed,
        renamed,
        agreed,
        _weight(missing, shared, its, two),
        _weight(gone, others_shared, mine, one),
    )


class _Compared(NamedTuple):
    """What two texts' particulars contradict each other in, and what only the one or only the other has."""

    conflicts: set[tuple[int, int, int]]
    missing: set[Particular]
    gone: set[Particular]


def _compared(
    one: tuple[bytes, Sequence[Particular]], other: tuple[bytes, Sequence[Particular]], digits: int
) -> _Compared:
    missing, gone = _without(one[1], other[1], digits), _without(other[1], one[1], digits)
    conflicts = _conflicts((*one, missing), (*other, gone), digits) if missing and gone else set()
    return _Compared(conflicts, missing, gone)


def _without(one: Sequence[Particular], other: Sequence[Particular], digits: int) -> set[Particular]:
    """The particulars of one text that the other has nowhere."""
    values = {(each.code, each.value) for each in other}
    left = [each for each in one if (each.code, each.value) not in values]
    return {each for each in left if not any(_same(each, known, digits) for known in other)}


def _weight(missing: set[Particular], shared: int, packed: bytes, other: Sequence[Particular]) -> int:
    """How many particulars are missing for certain: of a full text those may be left out whose words are shared."""
    full = len(packed) >= _FULL
    names_full = full or sum(each.code == Code.NAME for each in other) >= MOST_NAMES
    numbers = names = 0
    for each in missing:
        is_name = each.code == Code.NAME
        if (names_full if is_name else full) and shared >> each.place & 1:
            continue
        names += is_name
        numbers += not is_name
    return numbers + names // 2


def _same(one: Particular, other: Particular, digits: int) -> bool:
    """Whether two particulars say the same, in whatever style; numbers rounded to so many digits or fewer."""
    apart = abs(one.value - other.value)
    if one.code == other.code:
        if one.code == Code.DATE:
            # A month alone is what "March 2" is for a house that drops the day.
            return one.value >> 5 == other.value >> 5 and not (one.value & 31 and other.value & 31 and apart)
        if not apart or not digits or one.code in (Code.NAME, Code.WEEKDAY):
            return not apart
        return apart <= _ROUNDED and (
            is_rounding(one.value, other.value, digits) or is_rounding(other.value, one.value, digits)
        )
    if _METRIC.get(Code(one.code), one.code) == _METRIC.get(Code(other.code), other.code):
        return apart <= (_EXCHANGED if Code.DOLLARS in (one.code, other.code) else _CONVERTED)
    if Code.PLAIN in (one.code, other.code) and max(one.code, other.code) < Code.DATE:
        return apart <= _ROUNDED  # the one says the unit elsewhere
    return False


def _comparable(one: Particular, other: Particular) -> bool:
    """Whether two particulars can contradict each other."""
    if one.code == other.code:
        return True
    return _METRIC.get(Code(one.code), one.code) == _METRIC.get(Code(other.code), other.code)


def _conflicts(
    one: tuple[bytes, Sequence[Particular], set[Particular]],
    other: tuple[bytes, Sequence[Particular], set[Particular]],
    digits: int,
) -> set[tuple[int, int, int]]:
    """The values that contradict each other at aligned places, each pair with its code."""
    mine, its = _masked(one[0], one[1]), _masked(other[0], other[1])
    found: set[tuple[int, int, int]] = set()
    for first, at in zip(one[1], mine[1], strict=True):
        best = CONTEXT - 1
        pair: Particular | None = None
        for second, there in zip(other[1], its[1], strict=True):
            if (first in one[2] or second in other[2]) and _comparable(first, second):
                score = _agreement(mine[0], at, its[0], there)
                if score > best:
                    best, pair = score, second
        if pair is not None and not _same(first, pair, digits):
            found.add((first.code, first.value, pair.value))
    return found


def _masked(outline: bytes, found: Sequence[Particular]) -> tuple[list[int], list[int]]:
    """The codes of a text's words with one that is no word's in the place of each particular, and where those stand."""
    codes: list[int] = codes_in(outline).tolist()
    masked: list[int] = []
    places: list[int] = []
    at = 0
    for each in found:
        masked += codes[at : each.place]
        places.append(len(masked))
        masked.append(_WILD + min(each.code, Code.DATE) // Code.DATE + (each.code == Code.NAME))
        at = each.place + each.length
    masked += codes[at:]
    return masked, places


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
