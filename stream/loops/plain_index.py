"""The loops of the deduplication's index in plain Python: see `stream.loops.plain`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

NameSlots: TypeAlias = memoryview

RUN: Final = 6  # words (see `stream.dedup.index.passages`)
_SIX: Final = np.uint32(0xFFFFFF)  # codes of four bits
_EIGHT: Final = np.dtype(">u4")
_PAD: Final = bytes(3)  # between texts: what the last bytes need to be read four at a time
_HEADLINE: Final = 2  # bytes before the count of words in a packed outline (see `stream.text.outline`)
KEY_FACTOR: Final = np.uint32(0x9E3779B1)  # odd; 2^32 over the golden ratio (Knuth, TAOCP 3, 6.4)
REST_BITS: Final = 24  # of a mixed key, below those of its part
_NUMBER: Final = (1 << 32) - 1


def shared_runs(text: bytes, others: list[bytes]) -> list[tuple[int, int]]:
    """The runs of `RUN` words that a text shares with each of several others. All are packed outlines.

    For each pair two numbers, of the text and of the other: a bit for every word that is in such a run, the lowest for the first word.

    Raises:
        IndexError, ValueError: an outline that ends within its words.
    """
    runs, bounds = _runs((text, *others))
    mine = bounds[0][1]
    if not mine:
        return [(0, 0)] * len(others)
    own, number = np.unique(runs[:mine], return_inverse=True)
    found = own.searchsorted(runs)
    found[found == len(own)] = 0
    hits = own[found] == runs
    shared = []
    for start, end in bounds[1:]:
        met = np.zeros(len(own), np.bool_)
        met[found[start:end][hits[start:end]]] = True
        shared.append((_covered(met[number]), _covered(hits[start:end])))
    return shared


def find_postings(
    keys: NDArray[np.uint32],
    counts: list[int],
    tags: NDArray[np.uint16],
    numbers: NDArray[np.uint32],
    fill: NDArray[np.uint8],
    spilled: NDArray[np.bool_],
    sizes: NDArray[np.int64],
    offsets: NDArray[np.int64],
) -> tuple[list[tuple[list[int], list[int]]], list[int]]:
    """What stands in a table of postings under the keys of several articles, which have so many each.

    Args:
        keys: of the articles, one after the other.
        counts: of keys, an article.
        tags: (buckets, slots), the lower half of each mixed key.
        numbers: (buckets, slots), the article under it.
        fill: used slots of each bucket.
        spilled: whether a bucket has more elsewhere.
        sizes: buckets of each part.
        offsets: from a key scaled by its part's size to its bucket.

    Returns:
        for each article, which of its keys were found and the number under each, in the order of keys and slots; and
        the places among all keys whose buckets have more postings elsewhere.
    """
    mixed = keys * KEY_FACTOR
    bucket = mixed.astype(np.int64)
    part = bucket >> REST_BITS
    bucket *= sizes[part]
    bucket >>= REST_BITS
    bucket += offsets[part]
    slots = tags.shape[1]
    at = (tags.take(bucket, 0) == mixed.astype(np.uint16).reshape(-1, 1)).ravel().nonzero()[0]
    rows, columns = bucket[at // slots], at % slots
    used = columns < fill[rows]  # slots behind these hold old values
    at = at[used] // slots
    listed: list[int] = numbers[rows[used], columns[used]].tolist()
    ends = np.cumsum(counts, dtype=np.int64)
    bounds = [0, *np.searchsorted(at, ends).tolist()]
    places = (at - np.repeat(ends - counts, np.diff(bounds))).tolist()
    found = [(places[start:end], listed[start:end]) for start, end in pairwise(bounds)]
    return found, spilled[bucket].nonzero()[0].tolist()


def find_name(slots: NameSlots, name: int) -> tuple[int, ...]:
    """The numbers under the hash of a name, in the order of the slots (see `stream.dedup.store.name_table`)."""
    size = len(slots)
    at = name * size >> 32
    found: tuple[int, ...] = ()
    removed = name << 32
    last = removed | _NUMBER
    while slot := slots[at]:
        if removed < slot <= last:
            found += ((slot & _NUMBER) - 1,)
        at += 1
        if at == size:
            at = 0
    return found


def change_name(slots: NameSlots, name: int, wanted: int, value: int) -> bool:
    """Find the first slot from a name's home on that holds the wanted value and replace the value; whether one was found.

    A free slot (0) ends the search.
    """
    size = len(slots)
    at = name * size >> 32
    while (slot := slots[at]) != wanted:
        if not slot:
            return False
        at += 1
        if at == size:
            at = 0
    slots[at] = value
    return True


def _runs(outlines: Sequence[bytes]) -> tuple[NDArray[np.uint32], list[tuple[int, int]]]:
    """Every run of six words of several texts as one number, and where those of each text begin and end."""
    parts: list[bytes] = []
    bounds: list[tuple[int, int]] = []
    at = 0
    for outline in outlines:
        words, start = _words_in(outline)
        size = (words + 1) // 2
        parts += (outline[start : start + size], _PAD)
        bounds.append((2 * at, 2 * at + max(words - RUN + 1, 0)))
        at += size + len(_PAD)
    # Eight words from every second one on: six of them, and six from the word behind.
    eight = np.ndarray((at - len(_PAD),), _EIGHT, b"".join(parts), 0, (1,)).astype(np.uint32)
    runs = np.empty(2 * len(eight), np.uint32)
    np.right_shift(eight, 8, out=runs[::2])
    np.right_shift(eight, 4, out=runs[1::2])
    runs &= _SIX
    return runs, bounds


def _words_in(outline: bytes) -> tuple[int, int]:
    """How many words a packed outline has, and where their codes begin."""
    words, shift, at = 0, 0, _HEADLINE
    while outline and shift >= 0:
        words |= (outline[at] & 0x7F) << shift
        shift = shift + 7 if outline[at] & 0x80 else -1
        at += 1
    if (words + 1) // 2 > max(len(outline) - at, 0):
        msg = "an outline that ends within its words"
        raise ValueError(msg)
    return words, at


def _covered(starts: NDArray[np.bool_]) -> int:
    """The words that the runs which begin at these places cover, as bits."""
    one = int.from_bytes(np.packbits(starts, bitorder="little").tobytes(), "little")
    two = one | one << 1
    return two | two << 2 | two << 4
