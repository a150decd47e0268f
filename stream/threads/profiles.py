"""What a story is about, as weighted terms: headline and lead count more, names and numbers too, common words little."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stream.loops.chosen import ascii_profile, term_profile
from stream.loops.plain_profiles import ARTICLE, EMPTY, FULL, LOG_PARTS, LOG_STEPS, TERMS
from stream.text.words import ascii_text, words_as_written
from stream.threads.frequencies import ARTICLES, NUMBER_PRIORS, has_plurals, packaged

__all__ = ["EMPTY", "FULL", "TERMS", "Profile", "Profiler"]
# What of a text is read. News says first what it is about; the part behind is background, which look-alikes share.
_CHARACTERS: Final = 3_000
_WORDS: Final = 400
# What a term's share of the feed's own threads is drawn to nothing by, while there are few of them.
FEW: Final = 15
_LOGS: Final = np.array(
    [round(LOG_STEPS * math.log2(1 + part / 2**LOG_PARTS)) for part in range(2**LOG_PARTS)], np.int32
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


class Profiler:
    """Reads stories of one language.

    Args:
        language: as `shard_language` gives it.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._frequencies = packaged(language)
        self._plurals = has_plurals(language)

    def profile(self, headline: str, body: str, counts: NDArray[np.uint32], heads: int) -> Profile:
        """The strongest terms of a story.

        Args:
            headline: as it came.
            body: as it came.
            counts: in how many stories that began a thread each term stands, by the low bits of its key.
            heads: how many such stories the window holds.
        """
        tables = (
            self._plurals,
            self._frequencies.keys,
            self._frequencies.priors,
            NUMBER_PRIORS,
            _LOGS,
            counts,
            ARTICLE * (heads + ARTICLES),
            heads + FEW,
        )
        headline, body = headline[:_CHARACTERS], body[:_CHARACTERS]
        above, below = ascii_text(headline, self._language), ascii_text(body, self._language)
        if above is not None and below is not None:
            keys, weights, terms = ascii_profile(above, below, _WORDS, *tables)
        else:
            folded, written = self._words(headline)
            more, as_written = self._words(body)
            count, written = len(folded), written + as_written
            keys, weights, first = term_profile(folded + more, written, count, *tables)
            terms = [written[at] for at in first]
        kept, parts = np.full(TERMS, EMPTY, np.uint32), np.zeros(TERMS, np.uint8)
        kept[: len(terms)] = np.frombuffer(keys, np.uint32)
        parts[: len(terms)] = np.frombuffer(weights, np.uint8)
        return Profile(kept, parts, terms)

    def _words(self, text: str) -> tuple[list[str], list[str]]:
        folded, written = words_as_written(text, self._language)
        return folded[:_WORDS], written[:_WORDS]
