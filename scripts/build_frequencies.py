"""Write stream/threads/data/frequencies.npz from the word lists of wordfreq.

    pip install wordfreq && python scripts/build_frequencies.py

wordfreq (Robyn Speer, data under Creative Commons Attribution-ShareAlike 4.0) says how often a word stands among all
words. An article of `WORDS` words that are drawn so holds it with 1 - exp(-share * WORDS); words that are written
together into one term (see `term_of`) are added. The same version of wordfreq gives the same bytes.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Any

import numpy as np
import wordfreq

from stream.loops.plain_profiles import term_key, term_of
from stream.text.words import words
from stream.threads.frequencies import PACKAGED, STEPS, has_plurals

WORDS = 350  # of a news article in its middle
# How many of the most frequent words: English most, which is most of the wire. Chinese and Japanese are cut otherwise
# than any list has them (see `stream.text.words`).
MOST = {
    "en": 30_000,
    **dict.fromkeys(("ar", "de", "es", "fr", "it", "nl", "pl", "pt", "ru", "sv", "tr", "uk"), 8_000),
}


def main() -> None:
    """Add, round, write."""
    arrays: dict[str, Any] = {}
    for language, most in sorted(MOST.items()):
        shares: defaultdict[int, float] = defaultdict(float)
        for word in wordfreq.top_n_list(language, most):
            for part in words(word, language):
                if not part.isdigit():
                    shares[term_key(term_of(part, has_plurals(language)))] += wordfreq.word_frequency(
                        word, language
                    )
        keys = np.array(sorted(shares), np.uint32)
        held = [-math.log2(1 - math.exp(-shares[key] * WORDS)) for key in keys.tolist()]
        arrays[f"{language}_keys"] = keys
        arrays[f"{language}_steps"] = np.minimum(np.rint(np.array(held) * STEPS), 255).astype(np.uint8)
    np.savez_compressed(PACKAGED, **arrays)
    print(
        f"{PACKAGED.name}: {PACKAGED.stat().st_size:,} bytes, {sum(map(len, arrays.values())) // 2:,} terms"
    )


if __name__ == "__main__":
    main()
