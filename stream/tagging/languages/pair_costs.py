"""What a count and a telling word cost as a pair: the words, marks and clauses between them, and the side of the count."""

from __future__ import annotations

from typing import Final

from stream.tagging.languages.harm_words import HarmWord
from stream.tagging.languages.quantities import Quantity
from stream.tagging.languages.script_words import MARK
from stream.tagging.languages.sense_map import SenseMap

# What keeps a count and a telling word apart, in words.
_CLAUSE: Final = 4.0
_MARKS: Final = {",": 1.5, "\uff0c": 1.5, "\u060c": 1.5, "\u3001": 1.0, ":": 1.0, "\uff1a": 1.0, "-": 0.0, "'": 0.0, "(": 2.0,
                 ";": 5.0, "\u061b": 5.0, "\uff1b": 5.0, "\u2013": 1.5, "\u2014": 1.5, ")": 2.0}  # fmt: skip
_JOINED: Final = 2.0
_OTHER_MARK: Final = 0.5
_OTHER_COUNT: Final = 3.0
_OTHER_TELLING: Final = 5.0
_WRONG_SIDE: Final = 5.0
_EITHER_SIDE: Final = 0.6
_REACHED: Final = -3.0
_NEVER: Final = 99.0
# The most that a pair may cost: of people, of what has no noun or an unknown one, of one person told without a number.
_MOST_PEOPLE: Final = 11.0
_MOST_UNKNOWN: Final = 6.5
_MOST_SINGLE: Final = 4.0


def most_cost(quantity: Quantity) -> float:
    """The most that a pair with this count may cost."""
    if quantity.single:
        return _MOST_SINGLE
    return _MOST_PEOPLE if quantity.people else _MOST_UNKNOWN


def pair_cost(
    senses: SenseMap,
    quantity: Quantity,
    telling: HarmWord,
    tellings: list[HarmWord],
    quantities: list[Quantity],
    skipped: set[int],
    *,
    toll: bool,
) -> float:
    """What a count and a telling word cost as a pair, with the other counts and tellings of the sentence; `skipped` words weigh nothing."""
    end = max(quantity.noun, quantity.last)
    if quantity.first <= telling.last and telling.first <= end:
        # The telling word is in what is counted ("12 dead"), or it is what was taken for the noun.
        return 0.0 if telling.side in {"counted", "both", "before"} or telling.first <= quantity.last else 1.0
    before = end < telling.first
    gap = range(end + 1, telling.first) if before else range(telling.last + 1, quantity.first)
    cost = _gap_cost(senses, gap, skipped, toll=toll)
    if quantity.single and cost and not before and telling.side == "before":
        cost += 1
    cost += sum(
        _OTHER_TELLING
        for one in tellings
        if one is not telling and one.first in gap and one.side != "counted"
    )
    cost += sum(
        (_OTHER_COUNT if not one.single else 1.0)
        for one in quantities
        if one is not quantity and one.first in gap
    )
    return cost + _side_cost(senses, quantity, telling, gap, before=before, toll=toll)


def _side_cost(
    senses: SenseMap, quantity: Quantity, telling: HarmWord, gap: range, *, before: bool, toll: bool
) -> float:
    side = telling.side
    if side == "next":
        return _NEVER if before or gap else _EITHER_SIDE
    if side == "people":
        return 0.0 if not before and quantity.people else _NEVER
    if toll and side == "counted":
        if before:
            return _EITHER_SIDE if not gap else _WRONG_SIDE
        return _REACHED if any(senses.has(at, "reached") for at in gap) else 0.0
    if side == "counted":
        if before:
            return 0.0
        named = any(senses.words.forms[at] in {":", "\uff1a", "\u2013", "\u2014", "-"} for at in gap)
        return _EITHER_SIDE if named or not gap else _WRONG_SIDE
    if side == "after":
        return _WRONG_SIDE if before else 0.0
    if side == "before":
        return 0.0 if before else _WRONG_SIDE
    counted_first = senses.data.settings.get("prefer") == "before"
    return _EITHER_SIDE if before != counted_first else 0.0


def _gap_cost(senses: SenseMap, gap: range, skipped: set[int], *, toll: bool) -> float:
    words = senses.words
    weight = 0.35 if senses.data.settings.get("script") == "han" else 0.5 if toll else 1.0
    cost = 0.0
    for at in gap:
        if at in skipped:
            continue
        if words.kinds[at] == MARK:
            cost += _MARKS.get(words.forms[at], _OTHER_MARK)
        elif senses.has(at, "clause"):
            cost += _CLAUSE
        elif senses.has(at, "and"):
            cost += _JOINED
        elif senses.has(at, "light") or senses.has(at, "number_joiner"):
            cost += 0.2
        else:
            cost += weight
    return cost
