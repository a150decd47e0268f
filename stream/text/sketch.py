"""Sketches: what is kept of a text to find its copies and what they changed.

A sketch has two parts. The keys find candidates: every run of five words gets a seeded hash, and those in the lowest
sixteenth of its range are keys of the index. So a text has all keys that a part of it has (FracMinHash;
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
from numpy.typing import NDArray

from stream.loops.chosen import sketch_hashes, word_hashes
from stream.loops.plain import TEASER
from stream.text.outline import Outline, Paragraph, pack_outline, words_in

SketchKeys: TypeAlias = NDArray[np.uint32]

SEED: Final = 0x6E657773  # fixed for ever: sketches are kept in changelogs
REMEMBERED_WORDS: Final = 1 << 17  # words, those of a language's news: about 20 MB

_COUNT: Final = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class Sketch:
    """The keys of a text, ascending, each once, and its outline."""

    keys: SketchKeys
    outline: Outline


class _WordHashes(dict[str, int]):
    """The hashes of words met before: most of a text. A dict answers in a third of the time of a cached function."""

    def __missing__(self, word: str) -> int:
        if len(self) >= REMEMBERED_WORDS:
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
    listed = words if isinstance(words, list) else list(words)
    title = (_HASHES[" ".join(headline)] >> 48) if headline else 0
    return sketch_of(word_hashes(listed, _HASHES, SEED), paragraphs, language, title, particulars)


def sketch_of(
    hashes: bytes,
    paragraphs: Sequence[Paragraph] = (),
    language: str = "",
    headline: int = 0,
    particulars: bytes = b"",
) -> Sketch:
    """The sketch of a text given as the hashes of its words (uint64), and two bytes of that of its headline."""
    keys, codes, checks = sketch_hashes(
        hashes, _HASHES[language], [paragraph.words for paragraph in paragraphs]
    )
    outline = Outline(np.frombuffer(codes, np.uint8), tuple(paragraphs), checks, headline, particulars)
    return Sketch(np.frombuffer(keys, np.uint32), outline)


def encode_sketch(of: Sketch) -> str:
    """A sketch as base64 of `sketch_bytes`."""
    return encode_bytes(sketch_bytes(of))


def sketch_bytes(of: Sketch) -> bytes:
    """How many keys there are, the keys (little-endian uint32 all of them), and the outline packed."""
    return _COUNT.pack(len(of.keys)) + of.keys.astype("<u4").tobytes() + pack_outline(of.outline)


def keys_in(data: bytes) -> SketchKeys:
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


def keys_of_many(sketches: Sequence[bytes]) -> tuple[SketchKeys, NDArray[np.int64]]:
    """The keys of many sketches in bytes, and of which sketch each is."""
    keys = [keys_in(data) for data in sketches]
    places = np.repeat(np.arange(len(keys)), [len(each) for each in keys])
    return (np.concatenate(keys) if keys else np.empty(0, np.uint32)), places


class Split(NamedTuple):
    """The parts of many sketches: all keys and how many each has, all packed outlines and their sizes in bytes."""

    keys: SketchKeys
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
