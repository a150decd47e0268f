"""A particular of a text (a number, a date or a name) and how the particulars of an article are kept in few bytes.

Three bytes a name, four a number: the words since the particular before, code and length, and the value. Of each article
at most 64 bytes are kept, in the order of the text, and of these at most eight names: news says what matters first.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import Final, NamedTuple

import xxhash

MOST_BYTES: Final = 64
MOST_NAMES: Final = 8
MOST_PARTICULAR_WORDS: Final = 15  # of a particular: four bits
_SEED: Final = 0x70617274  # fixed for ever: particulars are kept in changelogs
_STEP: Final = (
    0.00065  # between two values, of the logarithm: 0.065 percent; 16 bits reach from 0.001 to 10^15
)
_LEAST: Final = math.log(0.001)
_LAST: Final = 0xFFFF
_MORE: Final = 0xFF  # a gap byte that goes on in the next


class Code(IntEnum):
    """What a particular is; kept in changelogs, so only ever added to."""

    PLAIN = 0
    PERCENT = 1
    TIME = 2
    LENGTH = 3
    IMPERIAL_LENGTH = 4
    MASS = 5
    IMPERIAL_MASS = 6
    AREA = 7
    IMPERIAL_AREA = 8
    CELSIUS = 9
    FAHRENHEIT = 10
    DOLLARS = 11
    MONEY = 12
    DATE = 13
    WEEKDAY = 14
    NAME = 15


class Particular(NamedTuple):
    """A particular: the place of its first word in the article, how many words, what it is, and its value.

    Values of numbers are on a logarithmic scale (`of_number`), dates are month and day, names eight bits of a hash.
    """

    place: int
    length: int
    code: int
    value: int


def of_number(place: int, length: int, code: Code, value: float) -> Particular:
    """A number; zero and below are 0, which no other number is."""
    if value <= 0:
        return Particular(place, length, code, 0)
    scaled = round((math.log(value) - _LEAST) / _STEP) + 1
    return Particular(place, length, code, min(max(scaled, 1), _LAST))


def of_date(place: int, length: int, month: int, day: int) -> Particular:
    """A day of a month; day 0 for the month alone."""
    return Particular(place, length, Code.DATE, month << 5 | day)


def of_name(place: int, length: int, word: str) -> Particular:
    """A name, by the word that tells it."""
    digest = xxhash.xxh3_64_intdigest(word.encode("utf-8", "surrogatepass"), _SEED)
    return Particular(place, length, Code.NAME, digest & 0xFF)


def of_thing(place: int, thing: str, number: int) -> Particular:
    """The number behind what it is a name of ("bus line 33"): another is another thing.

    Of one word up to 256 numbers have a value each, and none that of the word itself.
    """
    return Particular(place, 1, Code.NAME, (of_name(place, 1, thing).value + number) & 0xFF)


def pack_particulars(found: Iterable[Particular]) -> bytes:
    """As many of the particulars, given in order, as are kept."""
    written = bytearray()
    names = end = 0
    for each in found:
        if each.code == Code.NAME:
            names += 1
            if names > MOST_NAMES:
                continue
        gap, size = each.place - end, 1 if each.code >= Code.WEEKDAY else 2
        if len(written) + gap // _MORE + 2 + size > MOST_BYTES:
            break
        end = each.place
        written += bytes([_MORE]) * (gap // _MORE)
        written.append(gap % _MORE)
        written.append(each.code << 4 | min(each.length, MOST_PARTICULAR_WORDS))
        written += each.value.to_bytes(size, "little")
    return bytes(written)


def unpack_particulars(data: bytes) -> Iterator[Particular]:
    """The particulars that were kept."""
    at = place = 0
    while at < len(data):
        while data[at] == _MORE:
            place += _MORE
            at += 1
        place += data[at]
        code, length = data[at + 1] >> 4, data[at + 1] & 15
        size = 1 if code >= Code.WEEKDAY else 2
        yield Particular(place, length, code, int.from_bytes(data[at + 2 : at + 2 + size], "little"))
        at += 2 + size


def is_rounding(value: int, of: int, digits: int) -> bool:
    """Whether a number is another one rounded to so many digits or fewer, as far as the scale of values tells."""
    number = math.exp((of - 1) * _STEP + _LEAST)
    first = math.floor(math.log10(number))
    for kept in range(1, digits + 1):
        rounded = of_number(0, 0, Code.PLAIN, round(number, kept - 1 - first))
        if abs(rounded.value - value) <= 1:
            return True
    return False


def logarithms(factor: float) -> int:
    """How far apart on the scale of values two numbers are of which one is the other times a factor."""
    return round(math.log(factor) / _STEP)
