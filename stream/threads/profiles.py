"""What a story is about, as weighted terms: headline and lead count more, names and numbers too, common words little."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stream.text.words import words, words_as_written
from stream.threads.frequencies import Frequencies, key_of, packaged, term_of

TERMS: Final = 56  # of a story: with 40 look-alike events mix, beyond 64 nothing is gained
EMPTY: Final = 0xFFFFFFFF  # the key of a place that holds no term
FULL: Final = 255  # weights are whole parts of this: a mean likeness moves by less than 0.002
# What of a text is read. News says first what it is about; the part behind is background, which look-alikes share.
_CHARACTERS: Final = 3_000
_WORDS: Final = 400
_LEAD: Final = 40
_IN_HEADLINE: Final = 2.5  # times as a word of the body
_IN_LEAD: Final = 1.5
_HOLD: Final = 1.2  # how fast repeating a word stops counting (k1 of BM25)
_RARE: Final = 1.0  # power of the inverse document frequency
_NAME: Final = 1.15  # times, of a term that is mostly written with a capital
_NUMBER: Final = 1.3  # times: tolls, scores, magnitudes and models tell events of one kind apart
_MOSTLY: Final = 0.7
_COMMON: Final = 0.12  # a term that stands in more of all articles says nothing
PRIOR: Final = 5_000.0  # articles that the packaged shares count for
_REMEMBERED: Final = 200_000  # words looked up: those of a week of a busy language


@dataclass(frozen=True, slots=True)
class Profile:
    """The strongest terms of a story.

    `keys` are rising, with `EMPTY` behind where there are fewer than `TERMS`; `weights` beside them are in `FULL`ths of
    a unit vector. `terms` are the words by key, as the text has them first.
    """

    keys: NDArray[np.uint32]
    weights: NDArray[np.uint8]
    terms: dict[int, str]


def strongest_of(weights: NDArray[np.uint8], most: int) -> NDArray[np.int64]:
    """The places of the strongest terms, strongest first, of equal ones the lower key."""
    places = np.argsort(-weights.astype(np.int64), kind="stable")[:most]
    return places[weights[places] > 0]


class Profiler:
    """Reads stories of one language.

    Args:
        language: as `shard_language` gives it.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._frequencies: Frequencies = packaged(language)
        # What a written word comes to: its key, the packaged share, 1 for a capital, 1 for a number.
        self._known: dict[str, tuple[float, float, float, float]] = {}

    def profile(
        self,
        headline: str,
        body: str,
        counted: Callable[[NDArray[np.uint32]], NDArray[np.float64]],
        total: int,
    ) -> Profile:
        """The strongest terms of a story.

        Args:
            headline: as it came.
            body: as it came.
            counted: in how many stories of the window each of some keys stands.
            total: how many stories the window holds.
        """
        above = words_as_written(headline[:_CHARACTERS], self._language)[1]
        below = words_as_written(body[:_CHARACTERS], self._language)[1][:_WORDS]
        tally: Counter[str] = Counter(below)
        weighed: dict[str, float] = dict(tally)
        for word in below[:_LEAD]:
            weighed[word] += _IN_LEAD - 1.0
        for word in above:
            weighed[word] = weighed.get(word, 0.0) + _IN_HEADLINE
            tally[word] += 1
        known = self._known
        if len(known) > _REMEMBERED:
            known.clear()
        looked_up = [known.get(word) or self._look_up(word) for word in weighed]
        if not looked_up:
            return _profile(np.zeros(0, np.uint32), np.zeros(0), {})
        told = np.array(looked_up)
        times = np.fromiter(weighed.values(), np.float64, len(weighed))
        tallied = np.fromiter((tally[word] for word in weighed), np.float64, len(weighed))
        keys, first, inverse = np.unique(told[:, 0].astype(np.uint32), return_index=True, return_inverse=True)
        summed = np.bincount(inverse, times)
        capital = np.bincount(inverse, tallied * told[:, 2]) >= _MOSTLY * np.bincount(inverse, tallied)
        share = (counted(keys) + PRIOR * told[first, 1]) / (total + PRIOR)
        rarity = -np.log(np.minimum(share, 1.0))
        weights = summed * (_HOLD + 1.0) / (summed + _HOLD) * rarity**_RARE
        weights *= np.where(told[first, 3] > 0, _NUMBER, np.where(capital, _NAME, 1.0))
        weights[share > _COMMON] = 0.0
        places = np.argsort(-weights, kind="stable")[:TERMS]
        places = np.sort(places[weights[places] > 0])
        written = list(weighed)
        terms = {int(keys[at]): written[first[at]] for at in places.tolist()}
        return _profile(keys[places], weights[places], terms)

    def _look_up(self, word: str) -> tuple[float, float, float, float]:
        folded = words(word, self._language) or [word]
        term = term_of(folded[0], self._language)
        key = key_of(term)
        upper, digit = word[:1].isupper(), term[:1].isdigit()
        found = float(key), self._frequencies.share(term, key), float(upper), float(digit)
        self._known[word] = found
        return found


def _profile(keys: NDArray[np.uint32], weights: NDArray[np.float64], terms: dict[int, str]) -> Profile:
    kept, parts = np.full(TERMS, EMPTY, np.uint32), np.zeros(TERMS, np.uint8)
    if len(keys):
        kept[: len(keys)] = keys
        length = float(np.sqrt((weights * weights).sum()))
        parts[: len(keys)] = np.maximum(np.rint(weights * (FULL / length)), 1)
    return Profile(kept, parts, terms)
