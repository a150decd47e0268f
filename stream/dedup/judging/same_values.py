"""Whether two particulars are one value: as written, rounded, converted to another unit, or of another kind altogether."""

from __future__ import annotations

from typing import Final

from stream.text.particular import (
    Code,
    Particular,
    is_rounding,
    logarithms,
)

_ROUNDED: Final = logarithms(1.02)  # "9.4 million" for 9,375,000
EXACT: Final = 0
_CONVERTED: Final = logarithms(1.08)  # "100 km" for 60 miles
_EXCHANGED: Final = logarithms(3.5)  # between any two of the currencies that are written beside each other
_CONVERTIBLE: Final = {
    Code.IMPERIAL_LENGTH: Code.LENGTH,
    Code.IMPERIAL_MASS: Code.MASS,
    Code.IMPERIAL_AREA: Code.AREA,
    Code.FAHRENHEIT: Code.CELSIUS,
    Code.DOLLARS: Code.MONEY,
}
# Of each code the one that it is converted to, by number: two texts' particulars are compared each with each.
_METRIC: Final = tuple(int(_CONVERTIBLE.get(code, code)) for code in sorted(Code))


def is_same(one: Particular, other: Particular, digits: int) -> bool:
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
    if _METRIC[one.code] == _METRIC[other.code]:
        return apart <= (_EXCHANGED if Code.DOLLARS in (one.code, other.code) else _CONVERTED)
    if Code.PLAIN in (one.code, other.code) and max(one.code, other.code) < Code.DATE:
        return apart <= _ROUNDED  # the one says the unit elsewhere
    return False


def are_comparable(one: Particular, other: Particular) -> bool:
    """Whether two particulars can contradict each other."""
    if one.code == other.code:
        return True
    return _METRIC[one.code] == _METRIC[other.code]
