"""Which shards the languages with the most news are in: the largest ones are put apart, smaller ones beside each other.

By hash alone English, Spanish, German, Russian and Turkish would share one of four shards, and one worker would do nearly all of the work.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

# Thousandths of a feed in many languages, the largest first; roughly as pages on the web are spread over languages. A feed has other
# shares, and what counts is the order and that English is half. Fixed for ever: a language must not wander between partitions. `und`
# is what is in no language for certain.
SHARES: Final = {
    "en": 490, "es": 60, "de": 58, "ja": 50, "fr": 45, "pt": 40, "ru": 38, "it": 28, "nl": 22, "und": 20, "pl": 19, "tr": 18,
    "fa": 12, "zh": 11, "vi": 11, "cs": 10, "id": 10, "ko": 8, "uk": 7, "hu": 6, "ar": 6, "sv": 5, "ro": 5, "el": 5, "da": 4,
    "fi": 4, "he": 3, "sk": 3, "th": 3, "bg": 3, "sr": 3, "no": 2, "lt": 2, "sl": 2, "ca": 2, "et": 1, "lv": 1, "hi": 1,
}  # fmt: skip
_REMEMBERED: Final = 8  # numbers of partitions: a process has one


@lru_cache(maxsize=_REMEMBERED)
def shards_by_size(partitions: int) -> dict[str, int]:
    """The shard of each language in the table: one after the other where the least is (Graham 1969: at most 4/3 of the best spread)."""
    loads = [0] * partitions
    found = {}
    for language, share in SHARES.items():
        found[language] = shard = loads.index(min(loads))
        loads[shard] += share
    return found
