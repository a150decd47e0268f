"""Counts of people in a sentence of any language: ranges, bounds, and what is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stream.tagging.languages.harm_words import HARMS, tells
from stream.tagging.languages.number_reading import number_at
from stream.tagging.languages.script_words import MARK, NUMBER, WORD
from stream.tagging.languages.sense_map import SenseMap

_YEARS: Final = range(1800, 2101)
# How many words may stand between a number and its noun: "12 young Syrian soldiers".
_NOUN_REACH: Final = 3
_RISE_REACH: Final = 5  # words between a number and the verb of its rise
_DASHES: Final = frozenset({"-", "\u2013", "\u2014", "~", "\uff5e", "\u2010"})


@dataclass(slots=True)
class Quantity:
    """A count: words `first` to `last` with what bends it, the noun counted up to `noun` (the last word of all of it).

    `people` is True where that noun is of people, None where it is unknown or there is none. `single` marks one person told
    without a number. `low` and `high` are None where the text gives no bound, both for `vague` counts.
    """

    first: int
    last: int
    low: int | None
    high: int | None
    qualifier: str
    noun: int
    people: bool | None
    single: bool = False
    source: bool = False


# A count begins with one of these or with figures.
_COUNTING: Final = frozenset({"persons", "vague", "number", "multiplier", "person"})


def find_quantities(senses: SenseMap, first: int, stop: int) -> list[Quantity]:
    """The counts of a sentence in order; those of things, years, dates and shares are left out."""
    found: list[Quantity] = []
    counting, kinds = senses.any_of(_COUNTING), senses.words.kinds
    at = first
    while at < stop:
        counts = at in counting or kinds[at] == NUMBER
        quantity = _quantity(senses, at, first, stop) if counts else None
        if quantity is None:
            at += 1
            continue
        if quantity.low is not None or quantity.high is not None or quantity.qualifier == "vague":
            found.append(quantity)
        at = max(quantity.noun, quantity.last) + 1
    return found


def _quantity(senses: SenseMap, at: int, first: int, stop: int) -> Quantity | None:
    words = senses.words
    fixed = senses.at(at, "persons")
    if fixed is not None:
        low = int(fixed.sense.value)
        quantity = Quantity(at, fixed.stop - 1, low, low, "", fixed.stop - 1, people=True, single=low == 1)
        if senses.data.settings.get("script") == "han":  # 一名 is a number and its measure alone
            _with_noun(senses, quantity, stop)
        return quantity
    told = number_at(senses, at, stop)
    vague = senses.at(at, "vague")
    if vague is not None and (told is None or vague.stop > told[1]):
        size = int(vague.sense.value) if vague.sense.value else None
        quantity = Quantity(
            at, vague.stop - 1, size, size, "about" if size else "vague", vague.stop - 1, people=None
        )
        return _with_noun(senses, quantity, stop) or _nothing(quantity)
    if told is None:
        return _counted_people(senses, at)
    value, behind = told
    quantity = Quantity(at, behind - 1, value, value, "", behind - 1, people=None)
    figure = words.kinds[at] == NUMBER and behind == at + 1
    _take_range(senses, quantity, stop)
    _take_bounds(senses, quantity, first, stop)
    if (
        figure
        and at > first
        and (_is_glued(senses, at) or senses.ending(quantity.first, "numbered", first) >= 0)
    ):
        return _nothing(quantity)
    counted = _with_noun(senses, quantity, stop)
    if counted is None or (figure and _is_age(senses, counted, at, stop)):
        return _nothing(quantity)
    if not counted.qualifier and counted.noun > counted.last and counted.noun + 1 < stop:
        for kind in ("at_least", "about"):
            if senses.has(counted.noun + 1, f"{kind}_behind"):
                _bend(counted, kind)
    year = (
        figure
        and value in _YEARS
        and len(words.forms[at]) == 4
        and words.text[words.starts[at] : words.ends[at]].isdigit()
    )
    if year and not counted.people:
        return _nothing(quantity)
    alone = senses.at(at, "article") is not None and not counted.people
    if value == 0 or (alone and not _is_beside_telling(senses, counted, first, stop)):
        return _nothing(quantity)
    return counted


def _is_beside_telling(senses: SenseMap, quantity: Quantity, first: int, stop: int) -> bool:
    """Whether a telling word stands directly beside a count: "one died"."""
    behind = quantity.last + 1
    if behind < stop and tells(senses, behind):
        return True
    return any(
        found.stop == quantity.first and found.sense.kind in HARMS
        for at in range(max(first, quantity.first - 4), quantity.first)
        for found in senses.starting[at]
    )


def _counted_people(senses: SenseMap, at: int) -> Quantity | None:
    """One person told without a number."""
    person = senses.at(at, "person")
    if person is None:
        return None
    return Quantity(at, person.stop - 1, 1, 1, "", person.stop - 1, people=True, single=True)


def _nothing(quantity: Quantity) -> Quantity:
    """A number that counts no people: passed over."""
    quantity.low = quantity.high = None
    quantity.qualifier = ""
    return quantity


def _is_glued(senses: SenseMap, at: int) -> bool:
    """Whether a figure is part of a name or model: T-72, G-7, No. 5."""
    words = senses.words
    if not words.touches(at):
        return words.forms[at - 1] in {"\u2116", "#", "$", "\u20ac", "\u00a3", "n\u00b0"}
    before = words.forms[at - 1]
    if before in {"$", "\u20ac", "\u00a3", "\u2116", "#", "/", "+"}:
        return True
    return before == "-" and at > 1 and words.touches(at - 1) and words.kinds[at - 2] == WORD


def _is_age(senses: SenseMap, quantity: Quantity, at: int, stop: int) -> bool:
    """Whether a figure between commas behind a name is how old its bearer is: "Ana Lima, 53, was killed"."""
    words = senses.words
    if quantity.noun > at or at < 2 or words.forms[at - 1] != "," or not words.is_capital(at - 2):
        return False
    return at + 1 >= stop or words.forms[at + 1] in {",", "."}


def _take_range(senses: SenseMap, quantity: Quantity, stop: int) -> None:
    """The second number of a range: 40-50, between 5 and 7, 8 or 10."""
    words = senses.words
    behind = quantity.last + 1
    if behind + 1 >= stop or quantity.low is None:
        return
    between = senses.ending(quantity.first, "between", 0) >= 0
    if senses.ending(quantity.first, "from", 0) >= 0 and _has_risen(senses, quantity, behind, stop):
        return
    joiner = senses.at(behind, "range")
    start = joiner.stop if joiner is not None else behind + 1
    dashed = words.forms[behind] in _DASHES
    anded = between and (senses.has(behind, "and") or senses.has(behind, "range_and"))
    clitic = between and senses.data.settings.get("clitic_joiner") == "yes" and words.kinds[behind] == WORD
    if clitic and not (joiner or dashed or senses.words.forms[behind] in senses.data.prefixes):
        start = behind
    elif joiner is None and not dashed and not anded:
        return
    told = number_at(senses, start, stop)
    if told is None or told[0] <= quantity.low:
        return
    quantity.high, quantity.last = told[0], told[1] - 1
    quantity.noun = quantity.last
    quantity.qualifier = "between"


def _has_risen(senses: SenseMap, quantity: Quantity, behind: int, stop: int) -> bool:
    """Whether two numbers are a toll that grew, and no range: "rose from 9 to 14"."""
    around = (
        *range(max(0, quantity.first - _RISE_REACH), quantity.first),
        *range(behind, min(stop, behind + _RISE_REACH)),
    )
    return any(senses.has(at, "reached") for at in around)


def _take_bounds(senses: SenseMap, quantity: Quantity, first: int, stop: int) -> None:
    """Words before or behind a number that make it a bound."""
    for kind in ("at_least", "about", "up_to", "between"):
        start = senses.ending(quantity.first, kind, first)
        if start >= 0 and kind == "up_to" and _is_end_of_rise(senses, start, first):
            break
        if start >= 0:
            quantity.first = start
            _bend(quantity, kind)
            break
    behind = quantity.last + 1
    for kind in ("at_least", "about", "up_to"):
        found = senses.at(behind, f"{kind}_behind") if behind < stop else None
        if found is not None:
            quantity.last = quantity.noun = found.stop - 1
            _bend(quantity, kind)
            break


def _is_end_of_rise(senses: SenseMap, at: int, first: int) -> bool:
    """Whether a word for "up to" only says what a toll has risen to: "rose to 15"."""
    return senses.has(at, "to") and (
        senses.ending(at, "reached", first) >= 0 or (at > first and senses.has(at - 1, "reached"))
    )


def _bend(quantity: Quantity, kind: str) -> None:
    if kind == "at_least":
        quantity.high = None if quantity.high == quantity.low else quantity.high
    elif kind == "up_to":
        quantity.low = None
    quantity.qualifier = kind


def _is_one_of_ages(senses: SenseMap, at: int, stop: int) -> bool:
    """Whether what follows a number is another and a unit: 5 in "aged 5 and 7 years"."""
    if not senses.has(at, "and") or at + 1 >= stop:
        return False
    told = number_at(senses, at + 1, stop)
    return (
        told is not None
        and told[1] < stop
        and senses.has(told[1], "unit")
        and not senses.has(told[1], "people")
    )


def _with_noun(senses: SenseMap, quantity: Quantity, stop: int) -> Quantity | None:
    """A count with what it counts, None where that is no people."""
    words = senses.words
    index = quantity.last + 1
    passed = 0
    reach = _NOUN_REACH * (2 if senses.data.settings.get("script") == "han" else 1)
    while index < stop and passed <= reach:
        unit = senses.at(index, "unit")
        people = senses.at(index, "people") or senses.at(index, "person") or senses.at(index, "persons")
        if people is not None and (unit is None or people.stop >= unit.stop):
            quantity.noun = people.stop - 1
            quantity.people = True
            return quantity
        if unit is not None and passed <= 1:
            return None
        if index == quantity.last + 1 and _is_one_of_ages(senses, index, stop):
            return None
        if tells(senses, index) or senses.has(index, "and") or (number_at(senses, index, stop) is not None):
            break
        if words.kinds[index] == MARK and words.forms[index] not in {"'", "\u00ab", '"', "\u201c", "-"}:
            break
        of = senses.at(index, "of")
        index = of.stop if of is not None else index + 1
        passed += 0 if of is not None or words.kinds[index - 1] != WORD else 1
    return quantity
