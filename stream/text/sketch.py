"""Sketches: what of a text is kept to find its copies, and to see what they changed.

A sketch has two parts. The keys find candidates: every run of five words gets a seeded hash, and those in the lowest
sixteenth of its range are keys of the index, so that what a part of a text has as keys, the whole has too (FracMinHash;
Irber et al. 2022, "Lightweight compositional analysis of metagenomes with FracMinHash and minimum metagenome covers").
The outline says what a candidate shares, and where: four bits of every word's hash, in the order of the text (see
`stream.text.outline` and `stream.dedup.index.passages`). For 400 words that is 100 bytes of keys and 240 of outline.

Copies meet only within one language, whatever the number of partitions, so the language is part of a key.
"""

from __future__ import annotations

import base64
import binascii
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

import numpy as np
import xxhash
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from stream.text.outline import Outline, Paragraph, pack, unpack, words_in

Keys: TypeAlias = NDArray[np.uint32]
Hashes: TypeAlias = NDArray[np.uint64]

SHINGLE: Final = 5  # words; shorter ones are idioms and meet by chance, longer ones break at every light edit
SEED: Final = 0x6E657773  # fixed for ever: sketches are kept in changelogs
KEY_LIMIT: Final = np.uint32(1 << 28)  # of 2^32: one shingle in sixteen
# A teaser is the first 20 to 40 words of a text: of every twenty words within the first 38, the shingle of the lowest
# rank is a key, so that any twenty that two texts have there have a key in common (winnowing; Schleimer, Wilkerson and
# Aiken 2003, "Local algorithms for document fingerprinting"). Two thirds of these are keys in any case.
TEASER: Final = 20  # words
LEAD: Final = 38  # words
MIN_KEYS: Final = 8  # a brief of forty words would have two, and one in ten such briefs none
MAX_KEYS: Final = 256  # of a page of about 4,000 words; longer ones add cost, not evidence

REMEMBERED: Final = 1 << 17  # words, those of a language's news: about 20 MB

# Odd multiplier and finaliser of splitmix64 (Steele, Lea, Flood 2014): mixes word hashes into a shingle's.
_MULTIPLIER: Final = np.array(0x9E3779B97F4A7C15, np.uint64)
_MIX_1: Final = np.array(0xBF58476D1CE4E5B9, np.uint64)
_MIX_2: Final = np.array(0x94D049BB133111EB, np.uint64)
_COUNT: Final = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class Sketch:
    """The keys of a text, ascending, each once, and its outline."""

    keys: Keys
    outline: Outline


class _WordHashes(dict[str, int]):
    """The hashes of words met before: most of a text. A dict answers in a third of the time of a cached function."""

    def __missing__(self, word: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        found = self[word] = xxhash.xxh3_64_intdigest(word.encode("utf-8", "surrogatepass"), SEED)
        return found


_HASHES: Final = _WordHashes()


def sketch(
    words: Sequence[str],
    paragraphs: Sequence[Paragraph] = (),
    language: str = "",
    headline: Sequence[str] = (),
    particulars: bytes = b"",
) -> Sketch:
    """The sketch of a text given as normalised words; no keys below five words.

    Args:
        words: of the whole text, in order.
        paragraphs: where they stand, in order; their counts of words add up to `words`.
        language: within which copies are to be found.
        headline: its words, to see whether a copy has another.
        particulars: its numbers, dates and names, packed (see `stream.text.particular`).
    """
    hashes = np.fromiter(map(_HASHES.__getitem__, words), np.uint64, len(words))
    title = (_HASHES[" ".join(headline)] >> 48) if headline else 0
    return sketch_of(hashes, paragraphs, language, title, particulars)


def sketch_of(
    hashes: Hashes,
    paragraphs: Sequence[Paragraph] = (),
    language: str = "",
    headline: int = 0,
    particulars: bytes = b"",
) -> Sketch:
    """The sketch of a text given as the hashes of its words, and two bytes of that of its headline."""
    codes = (hashes >> np.uint64(60)).astype(np.uint8)
    outline = Outline(codes, tuple(paragraphs), _checks(hashes, paragraphs), headline, particulars)
    return Sketch(_keys(hashes, language), outline)


def _checks(hashes: Hashes, paragraphs: Sequence[Paragraph]) -> bytes:
    """A byte of all the words of each paragraph, from bits that the codes do not show."""
    if not paragraphs:
        return b""
    starts = np.cumsum([0, *(paragraph.words for paragraph in paragraphs[:-1])])
    return (np.bitwise_xor.reduceat(hashes, starts) & np.uint64(0xFF)).astype(np.uint8).tobytes()


def _keys(hashes: Hashes, language: str) -> Keys:
    count = len(hashes) - SHINGLE + 1
    if count < 1:
        return np.empty(0, np.uint32)
    mixed = hashes[:count].copy()
    for step in range(1, SHINGLE):
        mixed *= _MULTIPLIER
        mixed += hashes[step : step + count]
    mixed ^= mixed >> np.uint64(30)
    mixed *= _MIX_1
    mixed ^= mixed >> np.uint64(27)
    mixed *= _MIX_2
    mixed ^= (mixed >> np.uint64(31)) ^ np.uint64(_HASHES[language])
    # The upper half chooses, the lower is the key: it has all of its 32 bits to differ in.
    rank = (mixed >> np.uint64(32)).astype(np.uint32)
    low = np.flatnonzero(rank < KEY_LIMIT)
    wanted = min(max(len(low), MIN_KEYS), MAX_KEYS, count)
    if wanted != len(low):
        low = np.argpartition(rank, wanted - 1)[:wanted]
    if count > TEASER - SHINGLE:
        windows = sliding_window_view(rank[: LEAD - SHINGLE + 1], TEASER - SHINGLE + 1)
        low = np.concatenate((low, windows.argmin(1) + np.arange(len(windows))))
    return np.unique(mixed[low].astype(np.uint32))


def encode_sketch(of: Sketch) -> str:
    """A sketch as base64 of `sketch_bytes`."""
    return encode_bytes(sketch_bytes(of))


def decode_sketch(text: str) -> Sketch:
    """The sketch that `encode_sketch` wrote."""
    data = decode_bytes(text)
    return Sketch(keys_in(data), unpack(outline_in(data)))


def sketch_bytes(of: Sketch) -> bytes:
    """How many keys there are, the keys (little-endian uint32 all of them), and the outline packed."""
    return _COUNT.pack(len(of.keys)) + of.keys.astype("<u4").tobytes() + pack(of.outline)


def keys_in(data: bytes) -> Keys:
    """The keys of a sketch in bytes; none in none."""
    if not data:
        return np.empty(0, np.uint32)
    return np.frombuffer(data, "<u4", _COUNT.unpack_from(data)[0], _COUNT.size)


def is_comparable(data: bytes) -> bool:
    """Whether a sketch in bytes is of a text long enough to share a passage that makes a copy."""
    return bool(data) and words_in(outline_in(data))[0] >= TEASER


def outline_in(data: bytes) -> bytes:
    """The packed outline of a sketch in bytes."""
    return data[_COUNT.size + 4 * _COUNT.unpack_from(data)[0] :] if data else b""


def keys_of_many(sketches: Sequence[bytes]) -> tuple[Keys, NDArray[np.int64]]:
    """The keys of many sketches in bytes, and of which sketch each is."""
    keys = [keys_in(data) for data in sketches]
    places = np.repeat(np.arange(len(keys)), [len(each) for each in keys])
    return (np.concatenate(keys) if keys else np.empty(0, np.uint32)), places


class Split(NamedTuple):
    """The parts of many sketches: all keys and how many each has, all packed outlines and their sizes in bytes."""

    keys: Keys
    counts: NDArray[np.int64]
    outlines: bytes
    sizes: NDArray[np.int64]


def split_many(data: memoryview, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Split:
    """The sketches in bytes that lie between these places, some of which may be empty."""
    raw = np.frombuffer(data, np.uint8)
    there = np.nonzero(ends > starts)[0]
    counts = np.zeros(len(starts), np.int64)
    counts[there] = raw[starts[there, None] + np.arange(_COUNT.size)].view("<u4")[:, 0]
    keys = np.minimum(starts + _COUNT.size, ends)
    outlines = keys + 4 * counts
    key_bounds = zip(keys.tolist(), outlines.tolist(), strict=True)
    outline_bounds = zip(outlines.tolist(), ends.tolist(), strict=True)
    return Split(
        np.frombuffer(b"".join([data[start:end] for start, end in key_bounds]), "<u4"),
        counts,
        b"".join([data[start:end] for start, end in outline_bounds]),
        ends - outlines,
    )


def encode_bytes(data: bytes) -> str:
    """A sketch in bytes as base64."""
    return base64.b64encode(data).decode("ascii")


@lru_cache(
    maxsize=1024
)  # a batch is looked up together, then judging, the index and the archive ask for each
def decode_bytes(text: str) -> bytes:
    """A sketch in base64 as its bytes."""
    return binascii.a2b_base64(text)
