"""In which part of all news articles a term stands, by language: packaged, for a shard that has read nothing yet."""

from __future__ import annotations

import math
import zlib
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stream.loops.plain_profiles import ARTICLE, term_key, term_of
from stream.model.errors import StopError
from stream.text.calendar_words import WEEKDAYS
from stream.text.words import words

PACKAGED: Final = Path(__file__).parent / "data" / "frequencies.npz"
STEPS: Final = 12.0  # a share is kept as -log2 of it in twelfths: 6 % apart
UNKNOWN: Final = 3e-4  # of a term that is not packaged: most are names
# Of a number by its digits: small ones are in most texts, and years in many. From counting in news by hand; the shard
# counts its own.
_NUMBERS: Final = (0.0, 0.3, 0.12, 0.02, 0.002)
_YEAR: Final = 0.04
# News names the day on which it was written: of seven days each is in a tenth of all articles, and on its own day in most.
_WEEKDAY: Final = round(STEPS * math.log2(10))
ARTICLES: Final = 5_000  # that the packaged shares count for
# Languages in which an "s" at the end is mostly a plural.
_PLURALS: Final = frozenset({"en", "es", "fr", "pt", "nl"})
_SMALLEST: Final = 16  # places of a table


def has_plurals(language: str) -> bool:
    """Whether an "s" at the end of a word is mostly a plural."""
    return language in _PLURALS


def _prior(share: float) -> int:
    return max(round(share * ARTICLES * ARTICLE), 1)


# What `stream.loops.plain_profiles.term_profile` takes for numbers by their digits, for years, and for all not packaged.
NUMBER_PRIORS: Final = np.array([*map(_prior, (*_NUMBERS, _YEAR, UNKNOWN))], np.int32)


class Frequencies:
    """The packaged shares of one language as a table; of one without any, each term is unknown.

    Args:
        keys: of terms, rising.
        steps: -log2 of each share, in `STEPS`.
    """

    def __init__(self, keys: NDArray[np.uint32], steps: NDArray[np.uint8]) -> None:
        self._count = len(keys)
        size = _SMALLEST
        while size < 2 * len(keys):
            size *= 2
        self.keys: NDArray[np.uint32] = np.zeros(size, np.uint32)
        self.priors: NDArray[np.int32] = np.zeros(size, np.int32)  # 0 is an empty place
        for key, step in zip(keys.tolist(), steps.tolist(), strict=True):
            at = key & (size - 1)
            while self.priors[at]:
                at = (at + 1) & (size - 1)
            self.keys[at], self.priors[at] = key, _prior(2.0 ** (step / -STEPS))

    def __len__(self) -> int:
        return self._count


@cache
def packaged(language: str) -> Frequencies:
    """The shares of a language as packaged.

    Raises:
        StopError: the file is missing or damaged.
    """
    try:
        with np.load(PACKAGED) as file:
            if f"{language}_keys" not in file:
                return Frequencies(np.zeros(0, np.uint32), np.zeros(0, np.uint8))
            keys, steps = file[f"{language}_keys"], file[f"{language}_steps"]
    except (OSError, ValueError, KeyError, zlib.error) as error:
        msg = f"term frequencies {PACKAGED}: {error}. Reinstall, or run scripts/build_frequencies.py."
        raise StopError(msg) from error
    days = _weekday_keys(language)
    named = np.isin(keys, days)
    rare = np.setdiff1d(days, keys)
    return Frequencies(
        np.concatenate((keys, rare)),
        np.concatenate(
            (np.where(named, np.minimum(steps, _WEEKDAY), steps), np.full(len(rare), _WEEKDAY, np.uint8))
        ),
    )


def _weekday_keys(language: str) -> NDArray[np.uint32]:
    plurals = has_plurals(language)
    named = (folded for day in WEEKDAYS for folded in words(day, language))
    return np.array(sorted({term_key(term_of(word, plurals)) for word in named}), np.uint32)
