"""What a text says in numbers, dates and names, and where: by which a template's next instance differs from a copy.

Read from the words that are compared and the same words as they were written, word by word, so that each particular has
the place of its word. House style says the same differently: "twelve" and "12", "7.5 miles" and "12 km", "4 p.m." and
"16:00"; so values are numbers in a metric unit, with a code of the dimension and the system that they were written in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Final

from stream.loops.chosen import telling_places
from stream.text import measure_words as said
from stream.text.calendar_words import MAY, MONTHS, WEEKDAYS
from stream.text.numbered_things import THINGS
from stream.text.opening_words import STARTERS
from stream.text.orthography import bare
from stream.text.particular import Code, Particular, of_date, of_name, of_number, of_thing

_MAX_LETTERS: Final = 3  # of a suffix behind digits ("9th", "40km", "4m"); more is a code, a plate, a model
_DIGITS: Final = re.compile(r"(\d+)([^\W\d_]*)$")
_WORD: Final = re.compile(r"\w+")
_SYMBOL: Final = re.compile(r"([$£€¥₹₽₺₩₪]|\bUS\$|%)")
_SIGNS: Final = tuple("$£€¥₹₽₺₩₪%")  # most texts have none, which is told at a tenth of the cost
_GROUP: Final = 3  # digits between two commas
_NOON: Final = 720  # minutes
_LAST_DAY, _HOURS = 31, 12


def _folded(words: Iterable[str], language: str = "") -> list[str]:
    return [bare(word.casefold(), language) for word in words]


def _table(groups: Iterable[str], first: int = 1) -> dict[str, int]:
    return {word: at for at, group in enumerate(groups, first) for word in _folded(group.split())}


def _numbers(language: str) -> dict[str, float]:
    table = {
        word: float(at)
        for at, word in enumerate(_folded(said.NUMBERS.get(language, "").split(), language), 2)
    }
    table |= {
        word: 10.0 * at for at, word in enumerate(_folded(said.TENS.get(language, "").split(), language), 2)
    }
    return table


_NUMBER_WORDS: Final = {language: _numbers(language) for language in said.NUMBERS}
_NO_WORDS: Final[dict[str, float]] = {}
_NOTHING: Final[frozenset[str]] = frozenset()
_SCALES: Final = {word: scale for scale, group in said.SCALES.items() for word in _folded(group.split())}
_MONTHS: Final = _table(MONTHS)
_WEEKDAYS: Final = _table(WEEKDAYS)
_MONTH_WORDS: Final = frozenset(_MONTHS)
_CALENDAR: Final = _MONTHS.keys() | _WEEKDAYS.keys() | {MAY.lower()}
# By language the words that tell something in small letters, and those that do where no more names are kept.
_TELLING: Final = {
    language: frozenset(_MONTHS.keys() | words.keys()) for language, words in _NUMBER_WORDS.items()
}
_NOT_NAMES: Final = {
    language: frozenset(_CALENDAR | words.keys()) for language, words in _NUMBER_WORDS.items()
}
_UNITS: Final[dict[str, tuple[Code, float]]] = {
    **dict.fromkeys(_folded(said.PERCENT.split()), (Code.PERCENT, 1.0)),
    **dict.fromkeys(_folded(said.MONEY.split()), (Code.MONEY, 1.0)),
    **dict.fromkeys(_folded(said.DOLLARS.split()), (Code.DOLLARS, 1.0)),
    **dict.fromkeys(_folded(said.CELSIUS.split()), (Code.CELSIUS, 1.0)),
    **dict.fromkeys(_folded(said.FAHRENHEIT.split()), (Code.FAHRENHEIT, 1.0)),
    **{
        bare(word, ""): (code, factor)
        for code, table in (
            (Code.LENGTH, said.LENGTHS), (Code.IMPERIAL_LENGTH, said.IMPERIAL_LENGTHS), (Code.MASS, said.MASSES),
            (Code.IMPERIAL_MASS, said.IMPERIAL_MASSES), (Code.AREA, said.AREAS), (Code.IMPERIAL_AREA, said.IMPERIAL_AREAS),
        )
        for word, factor in table.items()
    },
}  # fmt: skip
_SYMBOLS: Final = {"%": Code.PERCENT, "$": Code.DOLLARS, "US$": Code.DOLLARS}
_LOWER: Final = frozenset("abcdefghijklmnopqrstuvwxyz")


def particulars(
    words: list[str], written: list[str], text: str, language: str, first: int, names: int
) -> list[Particular]:
    """The particulars of a paragraph.

    Args:
        words: its words folded.
        written: the same as they were written; the folded ones where the two do not go side by side.
        text: the paragraph, for the signs that are no words.
        language: as `shard_language` gives it.
        first: the place of its first word in the article.
        names: at most so many.
    """
    reader = _ParagraphReader(
        words, written, text, _NUMBER_WORDS.get(language, _NO_WORDS), THINGS.get(language, _NOTHING), first
    )
    return reader.read(names, _TELLING.get(language, _MONTH_WORDS), _NOT_NAMES.get(language, _CALENDAR))


class _ParagraphReader:
    """Reads one paragraph."""

    def __init__(
        self,
        words: list[str],
        written: list[str],
        text: str,
        numbers: dict[str, float],
        things: AbstractSet[str],
        first: int,
    ) -> None:
        self._words = words
        self._written = written
        self._numbers = numbers
        self._things = things
        self._first = first
        self._text = text
        self._shouts: bool | None = None
        self._signs: dict[int, str] | None = None

    def read(self, names: int, telling: AbstractSet[str], not_names: AbstractSet[str]) -> list[Particular]:
        """All particulars in order of place, but at most so many names; `telling` and `not_names` as their tables have them."""
        words = self._words
        found: list[Particular] = []
        behind = 0
        for at in telling_places(self._written, words, telling):
            if at < behind:
                continue
            word = self._written[at]
            if not names and word[0] not in _LOWER and word[0].isalpha() and words[at] not in not_names:
                continue
            one = self._one(at, word, names)
            if one is not None:
                names -= one.code == Code.NAME and names > 0
                found.append(one)
                behind = at + one.length
        return found

    def _one(self, at: int, word: str, names: int) -> Particular | None:
        folded = self._words[at]
        if word[0].isdigit():
            return self._number(at, names)
        if folded in self._numbers:
            return self._spelled(at)
        if folded in _MONTHS or word == MAY:
            return self._month(at, _MONTHS.get(folded, 5))
        if folded in _WEEKDAYS:
            return Particular(self._first + at, 1, Code.WEEKDAY, _WEEKDAYS[folded])
        return self._name(at)

    def _number(self, at: int, names: int) -> Particular:
        """A number in digits: "12", "12,310", "41.20", "9.4m", "9th", "4:11 p.m.", "2 March"."""
        words = self._words
        last, digits, suffix = at, "", ""
        decimals = ""
        while last < len(words) and not suffix and (part := _DIGITS.match(words[last])):
            number, suffix = part.groups()
            if last == at:
                digits = number
            elif len(number) == _GROUP and not decimals:
                digits += number
            elif decimals:
                break
            else:
                decimals = number
            last += 1
        if last == at:  # digits and letters mixed: a name of something
            return of_name(self._first + at, 1, words[at])
        if int(digits[:4]) <= _LAST_DAY and not decimals and last < len(words):
            month = _MONTHS.get(words[last]) or (
                last + 1 < len(words) and words[last] == "de" and _MONTHS.get(words[last + 1])
            )
            if month:
                return of_date(self._first + at, last + 1 - at, month, int(digits))
        if (minutes := self._clock(digits, decimals, suffix, last)) is not None:
            return of_number(self._first + at, last - at, Code.TIME, minutes % _NOON + 1)
        value = float(f"{digits[:18]}.{decimals[:6]}")
        found = self._measured(at, last, value, suffix)
        if found.code != Code.PLAIN or not names or suffix or not at or words[at - 1] not in self._things:
            return found
        return of_thing(found.place, words[at - 1], int(digits[:18])) if found.length == 1 else found

    def _clock(self, digits: str, decimals: str, suffix: str, last: int) -> int | None:
        following = self._words[last : last + 2]
        if suffix in ("am", "pm") or (
            following and (following[0] in ("am", "pm") or list(following) in (["a", "m"], ["p", "m"]))
        ):
            hour, minute = int(digits[:4]) % _HOURS, int(decimals[:2] or 0)
            later = suffix == "pm" or (following and following[0][:1] == "p" and not suffix)
            return hour * 60 + minute + (_NOON if later else 0)
        return None

    def _spelled(self, at: int) -> Particular:
        """A number in words: "twelve", "forty five", "two hundred"."""
        last, value = at, 0.0
        while last < len(self._words) and (part := self._numbers.get(self._words[last])) is not None:
            if last > at and not (value >= 20 and part < 10):
                break
            value += part
            last += 1
        return self._measured(at, last, value, "")

    def _measured(self, at: int, last: int, value: float, suffix: str) -> Particular:
        """A number with the scale and the unit that follow it, or the sign beside it."""
        words, code = self._words, Code.PLAIN
        length = digits = last - at
        if suffix in _SCALES and len(suffix) <= _MAX_LETTERS:
            value *= _SCALES[suffix]
        elif suffix in _UNITS:
            code, factor = _UNITS[suffix]
            value *= factor
        while not suffix and last < len(words) and words[last] in _SCALES:
            value *= _SCALES[words[last]]
            last += 1
            length = last - at
        if code is Code.PLAIN:
            following = words[last] if last < len(words) else ""
            if following == "degrees" and last + 1 < len(words):
                following = words[last + 1]
            if following in _UNITS:
                code, factor = _UNITS[following]
                value *= factor
            elif following == "per" and last + 1 < len(words) and words[last + 1] == "cent":
                code = Code.PERCENT
            else:
                code = self._sign(at, at + digits)
        if code is Code.FAHRENHEIT:
            value = (value - 32) / 1.8
        return of_number(self._first + at, length, code, value)

    def _sign(self, at: int, last: int) -> Code:
        """The code of a sign before or behind a number that has no unit in words."""
        if self._signs is None:
            self._signs = {}
            before = start = 0
            for each in _SYMBOL.finditer(self._text) if any(map(self._text.__contains__, _SIGNS)) else ():
                # As many words stand before a currency's sign as before its number; a percent sign follows its number.
                # Counted on from the sign before, at which no word goes on: a text of signs would take the square of them.
                between = self._text[start : each.start()].replace("'", "").replace("\u2019", "")
                before += len(_WORD.findall(between))
                start = each.start()
                self._signs[before - 1 if each.group() == "%" else before] = each.group()
        if self._signs.get(last - 1) == "%":
            return Code.PERCENT
        sign = self._signs.get(at, "%")
        return Code.PLAIN if sign == "%" else _SYMBOLS.get(sign, Code.MONEY)

    def _month(self, at: int, month: int) -> Particular | None:
        following = _DIGITS.match(self._words[at + 1]) if at + 1 < len(self._words) else None
        if following and int(following[1][:4]) <= _LAST_DAY and following[2] in ("", "st", "nd", "rd", "th"):
            return of_date(self._first + at, 2, month, int(following[1]))
        if self._written[at][0] in _LOWER and self._words[at] not in MONTHS[month - 1]:
            return None
        return of_date(self._first + at, 1, month, 0) if self._written[at][0].isupper() else None

    def _name(self, at: int) -> Particular | None:
        """A run of words with capitals; the last one names it ("Mayor Ines Okafor" and "Okafor")."""
        written, words = self._written, self._words
        if not written[at][0].isupper() or words[at] in STARTERS or self._is_shouted(written[at]):
            return None
        last = at + 1
        while (
            last < len(words)
            and written[last][0].isupper()
            and words[last] not in STARTERS
            and words[last] not in _MONTHS
            and words[last] not in _WEEKDAYS
            and written[last] != MAY
        ):
            last += 1
        return of_name(self._first + at, last - at, words[last - 1])

    def _is_shouted(self, word: str) -> bool:
        """Whether a word is in capitals because all are: then capitals make no names."""
        if len(word) == 1 or not word.isupper():
            return False
        if self._shouts is None:
            self._shouts = sum(map(str.isupper, self._written)) > len(self._written) // 2
        return self._shouts
