"""FracMinHash sketches: a text as the small, consistent sample of its word-5 shingles.

Every shingle gets a seeded hash; those in the lowest quarter of its range are the sketch, those in the lowest
sixteenth also serve as keys of the index, so the sketch holds its own keys. Containment between two sketches
estimates the containment of the texts without bias towards length (Irber et al. 2022, "Lightweight compositional
analysis of metagenomes with FracMinHash and minimum metagenome covers").

A short text would be left with a handful of hashes or none: it keeps its `FLOOR` smallest, whatever their value. Two
sketches are compared below the lower of their limits, where both are complete.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np
import xxhash
from numpy.typing import NDArray

Sketch: TypeAlias = NDArray[np.uint32]

SHINGLE: Final = 5  # words; shorter ones are idioms and meet by chance, longer ones break at every light edit
SEED: Final = 0x6E657773  # fixed for ever: sketches are kept in changelogs
KEPT: Final = 1 << 30  # of 2^32: one shingle in four, about 0.4 KB for a 400-word article
FLOOR: Final = 64  # hashes that a sketch has at least: 256 bytes, an error of containment below 0.07
KEY_LIMIT: Final = 1 << 28  # of 2^32: one shingle in sixteen
MIN_KEYS: Final = 8  # a brief of forty words would have two, and one in ten such briefs none
MAX_KEYS: Final = 256  # of a page of about 4,000 words; longer ones add cost, not evidence
_RANGE: Final = 1 << 32
_KEY_LIMIT: Final = np.uint32(KEY_LIMIT)

# Odd multiplier and finaliser of splitmix64 (Steele, Lea, Flood 2014): mixes word hashes into a shingle's.
_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX_1: Final = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2: Final = np.uint64(0x94D049BB133111EB)


@lru_cache(maxsize=1 << 17)  # the words of a language's news, about 20 MB: most of a text was hashed before
def _word(token: str) -> int:
    return xxhash.xxh3_64_intdigest(token.encode("utf-8", "surrogatepass"), SEED)


def sketch(tokens: Sequence[str]) -> Sketch:
    """The sketch of a text given as normalised words: sorted, unique uint32; empty below five words."""
    if len(tokens) < SHINGLE:
        return np.empty(0, dtype=np.uint32)
    words = np.fromiter(map(_word, tokens), np.uint64, len(tokens))
    count = len(words) - SHINGLE + 1
    with np.errstate(over="ignore"):
        mixed = words[:count].copy()
        for step in range(1, SHINGLE):
            mixed = mixed * _MULTIPLIER + words[step : step + count]
        mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX_1
        mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX_2
        mixed ^= mixed >> np.uint64(31)
    hashes = np.unique((mixed >> np.uint64(32)).astype(np.uint32))
    return hashes[: max(int(np.searchsorted(hashes, KEPT)), FLOOR)]


def keys(of: Sketch) -> Sketch:
    """The part of a sketch that the index is keyed by: its smallest hashes, with a floor and a cap."""
    return of[: min(max(int(of.searchsorted(_KEY_LIMIT)), MIN_KEYS), MAX_KEYS)]


def keys_of_many(sketches: Sketch, sizes: NDArray[np.int64]) -> tuple[Sketch, NDArray[np.int64]]:
    """The keys of many sketches that lie one behind the other, and of which sketch each is. None may be empty."""
    starts = np.cumsum(sizes) - sizes
    low = np.add.reduceat(sketches < _KEY_LIMIT, starts, dtype=np.int64)
    counts = np.minimum(np.clip(low, MIN_KEYS, MAX_KEYS), sizes)
    places = np.repeat(np.arange(len(sizes)), counts)
    at = np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts) + starts[places]
    return sketches[at], places


def limit(of: Sketch) -> int:
    """Below this hash a sketch holds every shingle of its text."""
    if len(of) < FLOOR:
        return _RANGE
    return max(KEPT, int(of[-1]) + 1)


def overlap(one: Sketch, other: Sketch) -> tuple[int, int, int]:
    """How many hashes two sketches share, and how many each has, where both are complete."""
    below = min(limit(one), limit(other)) - 1  # the highest hash that counts: 2^32 itself fits no uint32
    count_one = int(one.searchsorted(np.uint32(below), "right"))
    count_other = int(other.searchsorted(np.uint32(below), "right"))
    small, large = one[:count_one], other[:count_other]
    if count_one > count_other:
        small, large = large, small
    if not len(small):
        return 0, count_one, count_other
    at = large.searchsorted(small)
    at[at == len(large)] = 0
    return int(np.count_nonzero(large[at] == small)), count_one, count_other


def encode_sketch(of: Sketch) -> str:
    """A sketch as base64 of little-endian uint32."""
    return encode_bytes(of.astype("<u4").tobytes())


def decode_sketch(text: str) -> Sketch:
    """The sketch that `encode_sketch` wrote."""
    return np.frombuffer(decode_bytes(text), dtype="<u4").astype(np.uint32)


def encode_bytes(data: bytes) -> str:
    """The little-endian uint32 of a sketch as base64."""
    return base64.b64encode(data).decode("ascii")


def decode_bytes(text: str) -> bytes:
    """A sketch in base64 as its little-endian uint32."""
    return base64.b64decode(text)
