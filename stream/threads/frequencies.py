"""In which part of all news articles a term stands, by language: packaged, for a shard that has read nothing yet."""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stream.model.errors import StopError

PACKAGED: Final = Path(__file__).parent / "data" / "frequencies.npz"
STEPS: Final = 12.0  # a share is kept as -log2 of it in twelfths: 6 % apart
UNKNOWN: Final = 3e-4  # of a term that is not packaged: most are names
# Of a number by its digits: small ones are in most texts, and years in many. From counting in news by hand; the shard
# counts its own.
_NUMBERS: Final = (0.0, 0.3, 0.12, 0.02, 0.002)
_YEARS: Final = range(1950, 2060)
_YEAR: Final = 0.04
LONGEST: Final = 7  # characters of a term: what follows is mostly endings, in any language of Europe
# Languages in which an "s" at the end is mostly a plural.
_PLURALS: Final = frozenset({"en", "es", "fr", "pt", "nl"})


def term_of(word: str, language: str) -> str:
    """The term that a folded word counts as: without its plural, and cut."""
    if len(word) > 3 and language in _PLURALS and word[-1] == "s" and word[-2] != "s":
        word = word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return word[:LONGEST]


def key_of(term: str) -> int:
    """A term as 32 bits (CRC-32 of its UTF-8): the same on every machine; never that of an empty place."""
    return min(zlib.crc32(term.encode("utf-8", "surrogatepass")), 0xFFFFFFFE)


class Frequencies:
    """The packaged shares of one language; of one without any, each term is unknown."""

    def __init__(self, keys: NDArray[np.uint32], steps: NDArray[np.uint8]) -> None:
        self._keys = keys  # rising
        self._shares: NDArray[np.float32] = np.exp2(steps.astype(np.float32) / -STEPS)

    def __len__(self) -> int:
        return len(self._keys)

    def share(self, term: str, key: int) -> float:
        """The part of articles that a term stands in, above 0 and at most 1."""
        if term.isdigit():
            if len(term) == 4 and int(term) in _YEARS:
                return _YEAR
            return _NUMBERS[min(len(term), len(_NUMBERS) - 1)]
        at = int(self._keys.searchsorted(np.uint32(key)))
        return float(self._shares[at]) if at < len(self._keys) and self._keys[at] == key else UNKNOWN


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
            return Frequencies(file[f"{language}_keys"], file[f"{language}_steps"])
    except (OSError, ValueError, KeyError, zlib.error) as error:
        msg = f"term frequencies {PACKAGED}: {error}. Reinstall, or run scripts/build_frequencies.py."
        raise StopError(msg) from error
