"""Sketch keys and their article numbers in a bucketed hash table: a few arrays, 6 bytes a slot.

A key is mixed to 32 bits by an odd factor (a bijection). Its upper 8 bits choose one of 256 parts; its bucket there is
the rest scaled to the part's number of buckets, its tag the lower 16 bits. With at least 256 buckets a part, these
together are the key again: nothing is found by chance. What a bucket of 32 slots cannot take goes to a dict (one
posting in three hundred at the highest load, one in a thousand on average).

Memory and time: a part that is full to 0.72 is laid out anew, a third larger, so a posting takes 8.5 to 11 bytes. The
parts begin a little unequal and so never grow together: a pause is that of one part, a 256th of the table (5
milliseconds at a million articles), where one table would stand still for seconds. Removed numbers are swept out part by
part as well.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stream.loops.chosen import find_postings
from stream.loops.plain_index import KEY_FACTOR, REST_BITS
from stream.loops.reserved import reserved

PARTS: Final = 256
SLOTS: Final = 32  # a power of two
FULL_BUCKETS: Final = 0.72  # one bucket in thirty overflows by then, at 0.8 one in eleven: postings of a full bucket go to a dict, which is slower
GROWTH: Final = (
    1.33  # growth moves a posting three times on average; growth by a fifth would move it five times
)
SMALLEST_PART: Final = 256  # buckets of a part; fewer would not tell keys apart
SWEPT: Final = 1 << 18  # postings looked through at a time for removed ones: 10 milliseconds
_SLOT_BITS: Final = SLOTS.bit_length() - 1
_COLUMNS: Final = np.arange(SLOTS, dtype=np.uint8)

Keys = NDArray[np.uint32]
Numbers = NDArray[np.uint32]


class FoundPostings(NamedTuple):
    """`numbers` stand under the keys at `places`, in no order."""

    places: list[int]
    numbers: list[int]


class PostingTable:
    """Which articles have a key, of all that `stream.dedup.index.postings` has put here."""

    def __init__(self) -> None:
        self.changes = 0  # of the table: what was looked up before the last one may have moved since
        self._lay_out(SMALLEST_PART)

    def _lay_out(self, buckets: int) -> None:
        """Begin anew, empty, with about so many buckets a part."""
        sizes = buckets * GROWTH ** (np.arange(PARTS) / PARTS - 0.5)
        self._sizes = np.maximum(sizes, SMALLEST_PART * GROWTH ** (np.arange(PARTS) / PARTS)).astype(np.int64)
        self._counts = np.zeros(PARTS, np.int64)
        self._spill: list[dict[int, array[int]]] = [{} for _ in range(PARTS)]
        self._spills = 0
        self._allocate(int(self._sizes.max() * GROWTH))
        self._unswept = range(0)

    def _allocate(self, room: int) -> None:
        """Make room for so many buckets in each part; what is never touched costs nothing."""
        self._room = room
        self._bases = np.arange(PARTS, dtype=np.int64) * room
        self._tags: NDArray[np.uint16] = reserved(PARTS * room * SLOTS, np.uint16).reshape(-1, SLOTS)
        self._numbers: Numbers = reserved(PARTS * room * SLOTS, np.uint32).reshape(-1, SLOTS)
        self._fill: NDArray[np.uint8] = reserved(PARTS * room, np.uint8)
        self._spilled: NDArray[np.bool_] = reserved(PARTS * room, np.bool_)
        self._flat, self._flat_tags = self._numbers.reshape(-1), self._tags.reshape(-1)
        self._offset()

    def _offset(self) -> None:
        """A key scaled by its part's size is off its bucket by this: where the part begins, less the scaled part."""
        self._offsets = self._bases - np.arange(PARTS) * self._sizes

    def __len__(self) -> int:
        return int(self._counts.sum())

    @property
    def nbytes(self) -> int:
        """Bytes of memory that it takes, what was never touched left out, and the few keys that spill."""
        return int(self._sizes.sum()) * (SLOTS * 6 + 2)

    # -- adding

    def reserve(self, postings: int) -> None:
        """Lay out for so many at once, as a rebuild knows them, rather than by growing; only while empty."""
        if not len(self):
            # So that the smallest part, too, holds its share.
            buckets = postings / PARTS / SLOTS / FULL_BUCKETS * GROWTH**0.5
            self._lay_out(max(SMALLEST_PART, int(buckets) + 1))

    def put(self, keys: Keys, numbers: Numbers) -> None:
        """Add postings: each key with its number."""
        self._put(keys * KEY_FACTOR, numbers.astype(np.uint32, copy=False))

    def _put(self, mixed: Keys, numbers: Numbers) -> None:
        if not len(mixed):
            return
        self.changes += 1
        added = _by_part(mixed)
        most = self._sizes * int(SLOTS * FULL_BUCKETS)
        for part in np.nonzero(self._counts + added > most)[0].tolist():
            self._grow(part, int(self._counts[part] + added[part]))
        self._counts += added
        order = mixed.argsort()  # orders the buckets, too
        self._insert(mixed[order], numbers[order])

    def _insert(self, mixed: Keys, numbers: Numbers) -> None:
        bucket = self._bucket(mixed)
        order = np.arange(len(bucket))
        first = np.empty(len(bucket), np.bool_)
        first[:1] = True
        np.not_equal(bucket[1:], bucket[:-1], out=first[1:])
        slot = self._fill[bucket] + (order - np.maximum.accumulate(order * first))
        fits = slot < SLOTS
        if not fits.all():
            self._overflow(mixed[~fits], bucket[~fits], numbers[~fits].tolist())
            mixed, numbers, bucket, slot = mixed[fits], numbers[fits], bucket[fits], slot[fits]
        at = bucket << _SLOT_BITS | slot
        self._flat_tags[at] = mixed.astype(np.uint16)
        self._flat[at] = numbers
        self._fill[bucket] = slot + 1  # of several in one bucket the last, the highest, stays

    def _overflow(self, mixed: Keys, bucket: NDArray[np.int64], numbers: Iterable[int]) -> None:
        """Put postings aside, whose buckets are full."""
        self._spilled[bucket] = True
        for key, number in zip(mixed.tolist(), numbers, strict=True):
            self._spill[key >> REST_BITS].setdefault(key, array("I")).append(number)
            self._spills += 1

    # -- finding

    def look_up(self, keys: Keys, counts: Sequence[int]) -> list[FoundPostings]:
        """What stands in the table under the keys of several articles, which have so many each."""
        table = self._tags, self._numbers, self._fill, self._spilled, self._sizes, self._offsets
        listed, spilled = find_postings(keys, list(counts), *table)
        found = [FoundPostings(places, numbers) for places, numbers in listed]
        if spilled:
            ends = np.cumsum(counts)
            for place, key in zip(spilled, (keys[spilled] * KEY_FACTOR).tolist(), strict=True):
                more = self._spill[key >> REST_BITS].get(key)
                if more is not None:
                    of = int(np.searchsorted(ends, place, "right"))
                    found[of].places.extend([place - int(ends[of]) + counts[of]] * len(more))
                    found[of].numbers.extend(more)
        return found

    def _bucket(self, mixed: Keys) -> NDArray[np.int64]:
        wide = mixed.astype(np.int64)
        part = wide >> REST_BITS
        wide *= self._sizes[part]
        wide >>= REST_BITS
        wide += self._offsets[part]
        return wide

    # -- removing

    def remove(self, gone: NDArray[np.bool_], *, at_once: bool = False) -> None:
        """Begin to drop the numbers for which `gone` is true; `sweep` goes on. Until then they may still be found."""
        self._unswept = range(PARTS)
        self.sweep(gone, at_once=at_once)

    @property
    def is_swept(self) -> bool:
        """Whether no removed number is left."""
        return not self._unswept

    def sweep(self, gone: NDArray[np.bool_], *, at_once: bool = False) -> None:
        """Look through some of the parts for removed numbers."""
        if not self._unswept:
            return
        self.changes += 1
        looked = 0
        while self._unswept and (at_once or looked < SWEPT):
            part, self._unswept = self._unswept[0], self._unswept[1:]
            looked += int(self._counts[part])
            mixed, numbers = self._taken(part)
            left = ~gone[numbers]
            self._fill_part(part, mixed[left], numbers[left])

    def renumber(self, new: NDArray[np.int64]) -> None:
        """Put `new[number]` in the place of each number, those with a negative one go, and shrink to what is left."""
        self.changes += 1
        old, parts = int(self._counts.sum()), []
        for part in range(PARTS):
            mixed, numbers = self._taken(part)
            to = new[numbers]
            parts.append((mixed[to >= 0], to[to >= 0].astype(np.uint32)))
        held = sum(len(mixed) for mixed, _ in parts)
        self._lay_out(max(SMALLEST_PART, int(min(held * GROWTH, old) / PARTS / SLOTS / FULL_BUCKETS) + 1))
        for mixed, numbers in parts:
            self._put(mixed, numbers)

    # -- parts

    def _grow(self, part: int, postings: int) -> None:
        """Lay a part out anew, for so many."""
        buckets = int(postings / SLOTS / FULL_BUCKETS * GROWTH) + 1
        mixed, numbers = self._taken(part)
        if buckets > self._room:
            self._move(int(buckets * GROWTH) * 2)
        self._sizes[part] = buckets
        self._offset()
        self._fill_part(part, mixed, numbers)

    def _move(self, room: int) -> None:
        """Take everything to larger arrays: a copy, a few times in a table's life."""
        old: tuple[NDArray[Any], ...] = self._tags, self._numbers, self._fill, self._spilled
        bases = self._bases
        self._allocate(room)
        new: tuple[NDArray[Any], ...] = self._tags, self._numbers, self._fill, self._spilled
        for base, to, size in zip(bases.tolist(), self._bases.tolist(), self._sizes.tolist(), strict=True):
            for source, target in zip(old, new, strict=True):
                target[to : to + size] = source[base : base + size]

    def _taken(self, part: int) -> tuple[Keys, Numbers]:
        """The mixed keys of a part with their numbers, nearly in order."""
        base, size = int(self._bases[part]), int(self._sizes[part])
        used = self._fill[base : base + size, None] > _COLUMNS
        # The lowest value of a bucket; the tag's distance from its lower half gives the value back.
        first = -(-(np.arange(size, dtype=np.int64) << REST_BITS) // size) + (part << REST_BITS)
        low = np.repeat(first.astype(np.uint32), self._fill[base : base + size])
        mixed = low + (self._tags[base : base + size][used] - low.astype(np.uint16))
        numbers = self._numbers[base : base + size][used]
        spill = self._spill[part]
        if spill:
            keys = np.fromiter(spill, np.uint32, len(spill))
            counts = np.fromiter(map(len, spill.values()), np.intp, len(spill))
            mixed = np.concatenate([mixed, np.repeat(keys, counts)])
            spilled = np.fromiter(chain.from_iterable(spill.values()), np.uint32, int(counts.sum()))
            numbers = np.concatenate([numbers, spilled])
        return mixed, numbers

    def _fill_part(self, part: int, mixed: Keys, numbers: Numbers) -> None:
        """Put these into a part in the place of all that it held."""
        base, size = int(self._bases[part]), int(self._sizes[part])
        self._fill[base : base + size] = 0
        self._spilled[base : base + size] = False
        self._spills -= sum(map(len, self._spill[part].values()))
        self._spill[part] = {}
        self._counts[part] = len(mixed)
        order = mixed.argsort(kind="stable")
        self._insert(mixed[order], numbers[order])


def _by_part(mixed: Keys) -> NDArray[np.int64]:
    """How many of these belong to each part."""
    return np.bincount(mixed >> np.uint32(REST_BITS), minlength=PARTS)
