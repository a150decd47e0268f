"""The numbers of a text in any language: digits, number words, and what multiplies them."""

from __future__ import annotations

from typing import Final

from stream.tagging.languages.script_words import NUMBER
from stream.tagging.languages.sense_map import SenseMap

_HUNDRED: Final = 100
_THOUSAND: Final = 1000
_TEN: Final = 10
_TWENTY: Final = 20
# French counts on to nineteen behind sixty and eighty.
_COUNTED_ON: Final = frozenset({60, 80})
_MOST: Final = 100_000_000


def number_at(  # noqa: PLR0915 - one pass over the words of a number, with what it has so far
    senses: SenseMap, at: int, stop: int
) -> tuple[int, int] | None:
    """(value, word behind it) of the number that begins at a word."""
    words = senses.words
    total = group = unit = 0
    lowest = 0  # the smallest magnitude that was added to the group
    index = at
    last = at
    joined = False
    some = False
    while index < stop:
        value, following = _digits(senses, index)
        multiplier = None
        if value is None:
            number = senses.at(index, "number")
            if number is not None:
                value, following = int(number.sense.value), number.stop
            else:
                multiplier = senses.at(index, "multiplier")
        elif some:
            break
        if multiplier is not None:
            size = int(multiplier.sense.value)
            if not some and size > _HUNDRED and senses.data.settings.get("bare_multiplier") == "no":
                return None
            if size < _THOUSAND:
                group += (unit or (0 if group and not lowest else 1)) * size
                unit = 0
            else:
                total += (group + unit or 1) * size
                group = unit = 0
            lowest = size
            index = last = multiplier.stop
            some, joined = True, False
            continue
        if value is None:
            if some and not joined and (senses.has(index, "number_joiner") or words.forms[index] == "-"):
                joined = True
                index += 1
                continue
            break
        if some and not _adds(senses, group + unit, unit, lowest, value, joined=joined):
            break
        if value < _TEN:
            unit += value
            lowest = 1 if unit else lowest
        else:
            group += unit + value
            unit = 0
            lowest = _TEN if value % _HUNDRED else _HUNDRED
            if value == _TEN and senses.data.settings.get("ten_and_units") == "yes":
                lowest = _TEN
            elif (value >= _HUNDRED and value % _HUNDRED) or value < _TWENTY or value % _TEN:
                lowest = 1
        some, joined = True, False
        index = last = following
    if not some:
        return None
    value = total + group + unit
    return (value, last) if value < _MOST else None


def _adds(senses: SenseMap, group: int, unit: int, lowest: int, value: int, *, joined: bool) -> bool:
    """Whether a number word goes on with the number so far: twenty-three, not "twelve three"."""
    if value == 0:
        return False
    if senses.data.settings.get("units_first") == "yes" and unit and value % _TEN == 0 and value < _HUNDRED:
        return joined or value == _TEN or senses.data.settings.get("clitic_joiner") == "yes"
    if joined and group in _COUNTED_ON and value < _TWENTY:
        return True
    if lowest >= _THOUSAND:
        return value < _THOUSAND
    return 0 < value < lowest or group == 0


def _digits(senses: SenseMap, at: int) -> tuple[int | None, int]:
    words = senses.words
    if words.kinds[at] != NUMBER:
        return None, at
    form = words.forms[at]
    value = float(form)
    multiplier = senses.at(at + 1, "multiplier") if at + 1 < len(words.forms) else None
    if multiplier is not None and int(multiplier.sense.value) >= _TEN:
        return round(value * int(multiplier.sense.value)), multiplier.stop
    return (int(form), at + 1) if "." not in form else (None, at)
