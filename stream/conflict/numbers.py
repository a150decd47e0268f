"""Counts as news gives them: figures, number words, ranges, and words that bend them ("at least", "dozens of")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_UNITS: Final = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS: Final = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
_SCALES: Final = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12, "score": 20}
# Lower bounds of plurals: two of each at the least, as the design has them.
_VAGUE: Final[dict[str, int | None]] = {
    "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2_000_000,
    "several": 3, "many": None, "numerous": None, "some": None, "countless": None, "few": None,
}  # fmt: skip
_TENS_OF: Final = {"thousands": 20_000, "hundreds": 200}
_HUNDREDS_OF: Final = {"thousands": 200_000}
# Which bound the words before a figure leave: (keeps the lower, keeps the upper).
_BOUNDS: Final = {
    "at least": (True, False), "more than": (True, False), "over": (True, False), "no fewer than": (True, False),
    "no less than": (True, False), "not less than": (True, False), "upwards of": (True, False), "as many as": (False, True),
    "up to": (False, True), "fewer than": (False, True), "less than": (False, True), "nearly": (False, True),
    "almost": (False, True), "about": (True, True), "around": (True, True), "some": (True, True),
    "approximately": (True, True), "roughly": (True, True), "an estimated": (True, True), "estimated": (True, True),
    "another": (True, True), "a further": (True, True), "only": (True, True), "exactly": (True, True), "other": (True, True),
    "a total of": (True, True), "the": (True, True), "all": (True, True), "these": (True, True), "those": (True, True),
}  # fmt: skip
_LARGEST: Final = 100_000_000


@dataclass(frozen=True, slots=True)
class Count:
    """A count over words `first` to `last` (qualifier included); bounds are None where the text gives none."""

    first: int
    last: int
    minimum: int | None
    maximum: int | None
    qualifier: str


def starts_count(word: str) -> bool:
    """Whether a count can begin with this folded word (qualifiers aside)."""
    return (
        word[:1].isdigit()
        or word in _UNITS
        or word in _TENS
        or word in _VAGUE
        or word in {"a", "an", "tens", "hundred", "dozen"}
    )


def count_at(words: list[str], gaps: list[str], at: int, low: int, stop: int) -> Count | None:
    """The count whose figure begins at word `at`, its qualifier looked for back to `low`; None if there is none."""
    if words[at] in _VAGUE or words[at] == "tens":
        return _vague(words, gaps, at, low, stop)
    value, last = _figure(words, gaps, at, stop)
    if value is None or value > _LARGEST:
        return None
    upper = value
    if last + 2 < stop and words[last + 1] in {"to", "or"} and gaps[last] == " ":
        other, end = _figure(words, gaps, last + 2, stop)
        if other is not None and other > value:
            upper, last = other, end
    elif last + 1 < stop and gaps[last] in {"-", "\u2013"}:
        other, end = _figure(words, gaps, last + 1, stop)
        if other is not None and other > value:
            upper, last = other, end
    first, qualifier = _qualifier(words, gaps, at, low)
    lower_kept, upper_kept = _BOUNDS.get(qualifier, (True, True))
    if qualifier == "between" and last + 2 < stop and words[last + 1] == "and":
        other, end = _figure(words, gaps, last + 2, stop)
        if other is not None and other > value:
            upper, last = other, end
    shown = qualifier if qualifier not in {"the", "all", "these", "those", "other"} else ""
    return Count(first, last, value if lower_kept else None, upper if upper_kept else None, shown)


def _figure(words: list[str], gaps: list[str], at: int, stop: int) -> tuple[int | None, int]:
    """A whole number in figures or words, at most a handful of words long."""
    word = words[at]
    if word[:1].isdigit():
        digits = word.replace(",", "")
        if (
            not digits.isascii()
            or not digits.isdigit()
            or len(digits) > 9
            or ("," in word and len(word.rpartition(",")[2]) != 3)
        ):
            return None, at
        value = int(digits)
        if at + 1 < stop and words[at + 1] in {"thousand", "million", "hundred"}:
            return value * _SCALES[words[at + 1]], at + 1
        return value, at
    total, current, last, seen = 0, 0, at, False
    while last < stop and last - at < 7:
        word = words[last]
        if word in _UNITS:
            current += _UNITS[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word in _SCALES:
            scaled = max(current, 1) * _SCALES[word]
            if _SCALES[word] >= 1000:
                total, current = total + scaled, 0
            else:
                current = scaled
        elif word in {"a", "an"} and last == at and at + 1 < stop and words[at + 1] in _SCALES:
            current = 0
        elif not (
            word == "and"
            and seen
            and current % 100 == 0
            and current
            and last + 1 < stop
            and (words[last + 1] in _UNITS or words[last + 1] in _TENS)
        ):
            break
        seen = True
        last += 1
        if last < stop and gaps[last - 1].strip() not in {"", "-"}:
            break
    return (total + current, last - 1) if seen and total + current else (None, at)


def _vague(words: list[str], gaps: list[str], at: int, low: int, stop: int) -> Count | None:
    word = words[at]
    first, last, minimum = at, at, _VAGUE.get(word)
    qualifier = word
    if at + 2 < stop and words[at + 1] == "of" and word in {"tens", "hundreds"}:
        scale = words[at + 2]
        table = _TENS_OF if word == "tens" else _HUNDREDS_OF
        if scale in table:
            minimum, last, qualifier = table[scale], at + 2, f"{word} of {scale}"
    if word == "tens" and last == at:
        return None
    if word == "some" and at + 1 < stop and starts_count(words[at + 1]):
        return None
    if word == "few" and at > low and words[at - 1] == "a":
        first, minimum, qualifier = at - 1, 3, "a few"
    before, bent = _qualifier(words, gaps, at, low)
    if bent and before < first and bent not in {"the", "some", "other", "another", "all"}:
        first = before
        qualifier = f"{bent} {qualifier}"
        if _BOUNDS.get(bent) == (False, True):
            minimum = None
    return Count(first, last, minimum, None, qualifier)


def _qualifier(words: list[str], gaps: list[str], at: int, low: int) -> tuple[int, str]:
    """The longest qualifier of one to three words right before `at`: (its first word, itself)."""
    for length in (3, 2, 1):
        first = at - length
        if first >= low and all(gap in {" ", "\n"} for gap in gaps[first:at]):
            phrase = " ".join(words[first:at])
            if phrase in _BOUNDS or phrase == "between":
                return first, phrase
    return at, ""
