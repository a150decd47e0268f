"""Sketch keys to article numbers: a bucketed hash table in three arrays, 6 bytes a slot.

A key is mixed to 32 bits by an odd factor (a bijection); its bucket is their upper part scaled to the number of
buckets, its tag their lower 16 bits. With at least 2^16 buckets the two together are the key again: nothing is found
by chance. What a bucket of 32 slots cannot take goes to a dict (one posting in three hundred at the highest load).
A table that is full to 0.72 is laid out anew, a fifth larger: 8 to 10 bytes a posting. That is a pause of about 140
nanoseconds a posting (three seconds at a million articles), and 18 microseconds an article in all.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

SLOTS: Final = 32
FULL: Final = 0.72
GROWTH: Final = 1.2
SMALLEST: Final = (
    1 << 16
)  # buckets; fewer would not tell keys apart. 12 MB, of which the untouched cost nothing
_FACTOR: Final = np.uint32(0x9E3779B1)  # odd; 2^32 over the golden ratio (Knuth, TAOCP 3, 6.4)
_STRIP: Final = 1 << 14  # buckets laid out at a time: bounds the memory beside the two tables
_COLUMNS: Final = np.arange(SLOTS, dtype=np.uint8)

Keys = NDArray[np.uint32]
Numbers = NDArray[np.uint32]


class Found(NamedTuple):
    """`numbers` stand under the keys at `places` (in order), and `more` under the keys at those places."""

    places: NDArray[np.intp]
    numbers: Numbers
    more: Mapping[int, array[int]]


class Postings:
    """Which articles have a key."""

    def __init__(self) -> None:
        self._allocate(SMALLEST)

    def __len__(self) -> int:
        return self._held

    @property
    def nbytes(self) -> int:
        """Bytes of memory that it takes; the few keys that spill are left out."""
        return int(self._tags.nbytes + self._numbers.nbytes + self._fill.nbytes + self._spilled.nbytes)

    def _allocate(self, buckets: int) -> None:
        self._buckets = buckets
        self._tags = np.zeros((buckets, SLOTS), np.uint16)
        self._numbers = np.zeros((buckets, SLOTS), np.uint32)
        self._fill = np.zeros(buckets, np.uint8)
        self._spilled = np.zeros(buckets, np.bool_)
        self._spill: dict[int, array[int]] = {}
        self._held = 0

    def reserve(self, postings: int) -> None:
        """Lay out for so many at once, as a rebuild knows them, rather than by growing."""
        if postings > self._buckets * SLOTS * FULL:
            self._lay_out(int(postings / FULL / SLOTS) + 1, None)

    def put(self, keys: Keys, numbers: Numbers | int) -> None:
        """Add postings: each key with its number."""
        if self._held + len(keys) > self._buckets * SLOTS * FULL:
            self._lay_out(max(SMALLEST, int((self._held + len(keys)) / FULL / SLOTS * GROWTH)), None)
        if isinstance(numbers, int):
            numbers = np.full(len(keys), numbers, np.uint32)
        self._put(keys * _FACTOR, numbers.astype(np.uint32, copy=False))

    def _put(self, mixed: Keys, numbers: Numbers) -> None:
        if not len(mixed):
            return
        order = mixed.argsort()  # orders the buckets, too
        mixed, numbers = mixed[order], numbers[order]
        bucket = self._bucket(mixed)
        rank = np.arange(len(bucket)) - bucket.searchsorted(bucket)
        slot = self._fill[bucket] + rank
        self._held += len(mixed)
        fits = slot < SLOTS
        if not fits.all():
            spilled = ~fits
            self._spilled[bucket[spilled]] = True
            for key, number in zip(mixed[spilled].tolist(), numbers[spilled].tolist(), strict=True):
                self._spill.setdefault(key, array("I")).append(number)
            mixed, numbers, bucket, slot = mixed[fits], numbers[fits], bucket[fits], slot[fits]
        self._tags[bucket, slot] = mixed.astype(np.uint16)
        self._numbers[bucket, slot] = numbers
        self._fill[bucket] = slot + 1  # of several in one bucket the last, the highest, stays

    def find(self, keys: Keys) -> Found:
        """What stands under these keys."""
        mixed = keys * _FACTOR
        bucket = self._bucket(mixed)
        places, columns = (self._tags.take(bucket, 0) == mixed.astype(np.uint16)[:, None]).nonzero()
        if len(places):
            used = columns < self._fill[bucket[places]]  # behind them stands what was there once
            places, columns = places[used], columns[used]
        more = {}
        if self._spill and (flags := self._spilled[bucket]).any():
            spilled = flags.nonzero()[0].tolist()
            listed = ((place, self._spill.get(int(mixed[place]))) for place in spilled)
            more = {place: numbers for place, numbers in listed if numbers is not None}
        return Found(places, self._numbers[bucket[places], columns], more)

    def remove(self, gone: NDArray[np.bool_]) -> None:
        """Drop the postings of the numbers for which `gone` is true, in one pass over the table."""
        for start in range(0, self._buckets if len(gone) else 0, _STRIP):
            bucket = slice(start, start + _STRIP)
            numbers, tags = self._numbers[bucket], self._tags[bucket]
            used = self._fill[bucket][:, None] > _COLUMNS
            kept = used & ~gone[np.where(used, numbers, 0)]
            order = np.argsort(~kept, axis=1, kind="stable")
            self._numbers[bucket] = np.take_along_axis(numbers, order, 1)
            self._tags[bucket] = np.take_along_axis(tags, order, 1)
            left = np.count_nonzero(kept, axis=1)
            self._held -= int(np.count_nonzero(used)) - int(left.sum())
            self._fill[bucket] = left
        for key in list(self._spill):
            self._filter(key, gone)

    def _filter(self, key: int, gone: NDArray[np.bool_]) -> None:
        numbers = self._spill[key]
        left = array("I", [number for number in numbers if not gone[number]])
        self._held -= len(numbers) - len(left)
        if left:
            self._spill[key] = left
        else:
            del self._spill[key]

    def renumber(self, new: NDArray[np.int64]) -> None:
        """Put `new[number]` in the place of each number, and shrink to what is left."""
        self._lay_out(max(SMALLEST, int(self._held / FULL / SLOTS * GROWTH)), new)

    def _bucket(self, mixed: Keys) -> NDArray[np.intp]:
        return (mixed.astype(np.int64) * self._buckets) >> 32

    def _lay_out(self, buckets: int, new: NDArray[np.int64] | None) -> None:
        strips, spill = _strips(self._tags, self._numbers, self._fill), self._spill
        self._allocate(buckets)
        for mixed, numbers in strips:
            self._put(mixed, numbers if new is None else new[numbers].astype(np.uint32))
        for key, listed in spill.items():
            moved = np.array(listed, np.uint32)
            self._put(
                np.full(len(listed), key, np.uint32), moved if new is None else new[moved].astype(np.uint32)
            )


def _strips(
    tags: NDArray[np.uint16], numbers: Numbers, fill: NDArray[np.uint8]
) -> Iterator[tuple[Keys, Numbers]]:
    """The mixed keys of a table with their numbers, some buckets at a time."""
    buckets = len(fill)
    for start in range(0, buckets, _STRIP):
        used = fill[start : start + _STRIP, None] > _COLUMNS
        rows, _ = np.nonzero(used)
        # The lowest value of a bucket; the tag's distance from its lower half gives the value back.
        shifted = np.arange(start, min(start + _STRIP, buckets), dtype=np.uint64) << np.uint64(32)
        low = ((shifted + np.uint64(buckets - 1)) // np.uint64(buckets))[rows].astype(np.uint32)
        yield (
            low + (tags[start : start + _STRIP][used] - low.astype(np.uint16)),
            numbers[start : start + _STRIP][used],
        )
