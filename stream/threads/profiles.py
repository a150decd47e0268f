"""What a story is about, as weighted terms: headline and lead count more, names and numbers too, common words little."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stream.text.orthography import bare
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
_NAME: Final = 1.15  # times, of a term that is mostly written with a capital
_NUMBER: Final = 1.3  # times: tolls, scores, magnitudes and models tell events of one kind apart
_MOSTLY: Final = 0.7
_COMMON: Final = 0.12  # a term that stands in more of all articles says nothing
PRIOR: Final = 5_000.0  # articles that the packaged shares count for
_REMEMBERED: Final = 32_768  # words looked up: a language's common ones, and the names of a day
_UPPER, _DIGIT = 1, 2  # bits of what a word looks like
# What a word counts by its place: headline, lead, and the rest.
_POSITIONS: Final = np.concatenate(
    (np.full(_WORDS, _IN_HEADLINE), np.full(_LEAD, _IN_LEAD), np.ones(_WORDS - _LEAD))
)


@dataclass(frozen=True, slots=True)
class Profile:
    """The strongest terms of a story.

    `keys` are rising, with `EMPTY` behind where there are fewer than `TERMS`; `weights` beside them are in `FULL`ths of
    a unit vector. `terms` are the words beside them, as the text has them first.
    """

    keys: NDArray[np.uint32]
    weights: NDArray[np.uint8]
    terms: list[str]


def strongest_of(weights: NDArray[np.uint8], most: int) -> NDArray[np.int64]:
    """The places of the strongest terms, strongest first, of equal ones the lower key."""
    places = np.argsort(-weights.astype(np.int64), kind="stable")[:most]
    return places[weights[places] > 0]


class Profiler:
    """Reads stories of one language.

    What each written word comes to is remembered, in columns, so that a text is looked up as a whole.

    Args:
        language: as `shard_language` gives it.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._frequencies: Frequencies = packaged(language)
        self._forget()

    def _forget(self) -> None:
        self._places: dict[str, int] = {}
        self._keys: NDArray[np.uint32] = np.zeros(_REMEMBERED, np.uint32)
        self._shares: NDArray[np.float32] = np.zeros(_REMEMBERED, np.float32)
        self._kinds: NDArray[np.uint8] = np.zeros(_REMEMBERED, np.uint8)

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
        above = words_as_written(headline[:_CHARACTERS], self._language)[1][:_WORDS]
        below = words_as_written(body[:_CHARACTERS], self._language)[1][:_WORDS]
        written = above + below
        if not written:
            return _profile(np.zeros(0, np.uint32), np.zeros(0), [])
        if len(self._places) > _REMEMBERED - 2 * _WORDS:
            self._forget()
        found = list(map(self._places.get, written))
        places = np.array(
            [self._place(word) if at is None else at for at, word in zip(found, written, strict=True)]
            if None in found
            else found
        )
        keys, first, inverse = np.unique(self._keys[places], return_index=True, return_inverse=True)
        summed = np.bincount(inverse, _POSITIONS[_WORDS - len(above) : _WORDS + len(below)])
        kinds = self._kinds[places]
        share = (counted(keys) + PRIOR * self._shares[places[first]]) / (total + PRIOR)
        weights = summed * (_HOLD + 1.0) / (summed + _HOLD) * -np.log(share)
        capital = np.bincount(inverse, kinds & _UPPER) >= _MOSTLY * np.bincount(inverse)
        weights *= np.where(kinds[first] & _DIGIT, _NUMBER, np.where(capital, _NAME, 1.0))
        weights[share > _COMMON] = 0.0
        strongest = np.argsort(-weights, kind="stable")[:TERMS]
        strongest = np.sort(strongest[weights[strongest] > 0])
        terms = [written[at] for at in first[strongest].tolist()]
        return _profile(keys[strongest], weights[strongest], terms)

    def _place(self, word: str) -> int:
        place = self._places.get(word)
        if place is None:
            place = self._places[word] = len(self._places)
            if word.isascii():
                folded = bare(word.lower(), self._language)
            else:
                folded = (words(word, self._language) or [word])[0]
            term = term_of(folded, self._language)
            key = key_of(term)
            self._keys[place] = key
            self._shares[place] = self._frequencies.share(term, key)
            self._kinds[place] = _UPPER * word[0].isupper() + _DIGIT * term[:1].isdigit()
        return place


def _profile(keys: NDArray[np.uint32], weights: NDArray[np.float64], terms: list[str]) -> Profile:
    kept, parts = np.full(TERMS, EMPTY, np.uint32), np.zeros(TERMS, np.uint8)
    if len(keys):
        kept[: len(keys)] = keys
        length = math.sqrt(float(weights @ weights))
        parts[: len(keys)] = np.maximum(np.rint(weights * (FULL / length)), 1)
    return Profile(kept, parts, terms)
