"""Counts as news gives them: figures, number words, ranges, and words that bend them ("at least", "dozens of")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stream.tagging.lexicon.vocabulary import value_of_words, word_list

_HEADS: Final = word_list("numbers heads")
_UNSHOWN: Final = word_list("numbers unshown")
_NO_BEND: Final = word_list("numbers no_bend")

_UNITS: Final = {word: int(value) for word, value in value_of_words("numbers units").items()}
_TENS: Final = {word: int(value) for word, value in value_of_words("numbers tens").items()}
_SCALES: Final = {word: int(value) for word, value in value_of_words("numbers scales").items()}
# Scales that a figure in digits stands before: "1.2 million", "2 lakh", "3 dozen", "4bn" aside.
_WRITTEN: Final = frozenset(_SCALES) - {"couple", "pair"}
_PLURAL_SCALES: Final = value_of_words("numbers plural_scales")
_FRACTIONS: Final = {"half": (1, 2), "quarter": (1, 4), "third": (1, 3)}
# Lower bounds of plurals: "hundreds" are at least two hundred.
_VAGUE: Final[dict[str, int | None]] = {
    word: None if value == "none" else int(value) for word, value in value_of_words("numbers vague").items()
}
_TENS_OF: Final = {"thousands": 20_000, "hundreds": 200}
_HUNDREDS_OF: Final = {"thousands": 200_000}
# Which bounds remain after the words before a figure: (lower, upper). "At least 12" has no upper bound.
_BOUNDS: Final = {
    phrase: (bound != "upper", bound != "lower") for phrase, bound in value_of_words("numbers bounds").items()
}
_LARGEST: Final = 2_000_000_000
# Between the groups of a figure written with spaces: "1 200".
_GROUPING: Final = frozenset({" ", "\u00a0", "\u2009", "\u202f"})
# "Several hundred", "a few dozen": at least two of each, like the plural "hundreds".
_FEW_OF: Final = word_list("numbers few_of")


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
    return word[:1].isdigit() or word in _UNITS or word in _TENS or word in _VAGUE or word in _HEADS


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
    if upper > value and words[last] != words[at] and 2 * value < upper // 100:
        scale = _SCALES.get(_PLURAL_SCALES.get(words[last], words[last]), 1)
        value *= scale if scale >= 1000 and value * scale <= upper else 1  # "5 to 6 lakh"
    if last + 2 < stop and words[last + 1 : last + 3] == ["or", "so"]:
        last += 2
    elif last + 1 < stop and words[last + 1] == "odd" and gaps[last] in {"-", " "}:
        last += 1
    first, qualifier = _qualifier(words, gaps, at, low)
    lower_kept, upper_kept = _BOUNDS.get(qualifier, (True, True))
    if qualifier == "between" and last + 2 < stop and words[last + 1] == "and":
        other, end = _figure(words, gaps, last + 2, stop)
        if other is not None and other > value:
            upper, last = other, end
    shown = qualifier if qualifier not in _UNSHOWN else ""
    return Count(first, last, value if lower_kept else None, upper if upper_kept else None, shown)


def _figure(words: list[str], gaps: list[str], at: int, stop: int) -> tuple[int | None, int]:
    """A whole number in figures or words, at most a handful of words long."""
    word = words[at]
    if word[:1].isdigit():
        return _digits(words, gaps, at, stop)
    if word == "half":
        return _half(words, at, stop)
    if word in {"a", "an"} and at + 3 < stop and words[at + 1] in _FRACTIONS and words[at + 2] == "of":
        part, of = _figure(words, gaps, at + 3, stop)
        above, below = _FRACTIONS[words[at + 1]]
        return (part * above // below, of) if part is not None and part >= 100 else (None, at)
    total, current, last, seen = 0, 0, at, False
    while last < stop and last - at < 7:
        word = words[last]
        if word in _UNITS:
            current += _UNITS[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word in _SCALES or (word in _PLURAL_SCALES and word not in {"m", "k", "mn"} and seen):
            word = _PLURAL_SCALES.get(word, word)
            scaled = max(current, 1) * _SCALES[word]
            if _SCALES[word] >= 1000:
                total, current = total + scaled, 0
            else:
                current = scaled
        elif word in {"a", "an"} and last == at and at + 1 < stop and words[at + 1] in _SCALES:
            current = 0
        elif (
            word == "of"
            and words[last - 1] in {"couple", "pair"}
            and words[last + 1 : last + 2]
            and words[last + 1] in _FEW_OF
        ):
            pass  # "a couple of dozen"
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
    if not (seen and total + current):
        return None, at
    value = total + current
    return _and_a_half(words, value, last - 1, stop)


def _digits(words: list[str], gaps: list[str], at: int, stop: int) -> tuple[int | None, int]:
    """A figure in digits with its scale: "1,200", "1 200", "2,00,000", "1.2 million", "2 lakh"."""
    word, last = words[at], at
    if not word.isascii():
        return None, at
    digits = word.replace(",", "")
    scale = _scale(words, gaps, last, stop)
    if "." in digits and _grouped_by_points(digits):
        digits = digits.replace(".", "")
    if "." in digits:
        whole, _, decimals = digits.partition(".")
        if not (scale and whole.isdigit() and decimals.isdigit() and len(digits) <= 9):
            return None, at
        return int(whole + decimals) * scale // 10 ** len(decimals), last + 1
    if not digits.isdigit() or len(digits) > 9 or ("," in word and len(word.rpartition(",")[2]) != 3):
        return None, at
    while (
        last + 1 < stop
        and len(words[at]) <= 3
        and gaps[last] in _GROUPING
        and len(words[last + 1]) == 3
        and words[last + 1].isdigit()
        and len(digits) < 9
        and digits[0] != "0"
    ):
        last += 1
        digits += words[last]
    if scale and last == at:
        return int(digits) * scale, at + 1
    return int(digits), last


def _grouped_by_points(digits: str) -> bool:
    """Whether points separate thousands: "1.200" people are 1,200, since a count of people has no fraction."""
    head, *groups = digits.split(".")
    return 0 < len(head) <= 3 and head != "0" and all(len(group) == 3 for group in groups)


def _scale(words: list[str], gaps: list[str], at: int, stop: int) -> int:
    """The scale that follows a figure in digits, 0 if none does: "2 lakh", "1.2-million", "3m"."""
    if at + 1 >= stop or gaps[at] not in {"", " ", "-", "\u00a0", "\n"}:
        return 0
    word = _PLURAL_SCALES.get(words[at + 1], words[at + 1])
    return _SCALES[word] if word in _WRITTEN and not (gaps[at] and words[at + 1] in {"m", "k"}) else 0


def _half(words: list[str], at: int, stop: int) -> tuple[int | None, int]:
    """Such as "half a dozen", "half a million", "half-dozen"."""
    then = at + 1 + (words[at + 1 : at + 2] in (["a"], ["an"]))
    scale = _SCALES.get(words[then], 0) if then < stop else 0
    return (scale // 2, then) if scale >= 12 else (None, at)


def _and_a_half(words: list[str], value: int, last: int, stop: int) -> tuple[int, int]:
    """Such as "one and a half million", "two and a half lakh"."""
    if words[last + 1 : last + 4] == ["and", "a", "half"] and last + 4 < stop:
        scale = _SCALES.get(_PLURAL_SCALES.get(words[last + 4], words[last + 4]), 0)
        if scale >= 100:
            return value * scale + scale // 2, last + 4
    return value, last


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
    if word in {"few", "several", "many"} and at + 1 < stop and words[at + 1] in _FEW_OF:
        minimum, last, qualifier = 2 * _SCALES[words[at + 1]], at + 1, f"{qualifier} {words[at + 1]}"
    before, bent = _qualifier(words, gaps, at, low)
    if bent and before < first and bent not in _NO_BEND:
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
