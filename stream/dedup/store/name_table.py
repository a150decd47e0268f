"""A compact multimap from names to numbers: what a dict of strings would hold, in about 15 bytes a name.

A name is known by 32 bits of its hash alone, so whoever asks must compare what it finds with the name itself (one
name in four thousand meets a stranger at a million). Open addressing with linear probing in one array of uint64
(hash above, number + 1 below); a table that is full to 0.6 is laid out anew, a third larger, in one vectorised pass
of about 0.1 microseconds a name (0.3 seconds at three million).
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import xxhash
from numpy.typing import NDArray

from stream.loops.chosen import change_name, find_name

FULL_SLOTS: Final = 0.6  # of the slots, removed ones included: a miss looks at four slots
GROWTH: Final = 1.3
SMALLEST_NAME_TABLE: Final = 64
FEW_NAMES: Final = 24  # names left of many in a long run of slots, which are looked up one by one
_REMOVED: Final = 1 << 32  # the number part of a used slot is never 0
_NUMBER: Final = (1 << 32) - 1

Slots = NDArray[np.uint64]
Hashes = NDArray[np.uint32]


def hash_of(name: str) -> int:
    """The 32 bits by which a name is known."""
    try:
        return xxhash.xxh3_64_intdigest(name.encode()) >> 32
    except UnicodeEncodeError:  # half of a surrogate pair, which JSON allows
        return xxhash.xxh3_64_intdigest(name.encode("utf-8", "surrogatepass")) >> 32


def article_name(article_id: str) -> int:
    """The hash by which an article is known."""
    return hash_of(f"a{article_id}")


def item_name(identity: str) -> int:
    """The hash by which an item is known."""
    return hash_of(f"i{identity}")


def alias_name(name: str) -> int:
    """The hash of a further name of an item."""
    return hash_of(f"n{name}")


def place_name(topic: str, partition: int, offset: int, index: int) -> int:
    """The hash by which the position of a delivery is known; that of a first item as before there were others."""
    place = f"{topic}/{partition}/{offset}"
    return hash_of(f"{place}/{index}" if index else place)


class NameTable:
    """Numbers below 2^32 - 1 by the hash of a name."""

    def __init__(self) -> None:
        self._lay_out(np.empty(0, np.uint64))

    def __len__(self) -> int:
        return self._held

    def find(self, name: int) -> tuple[int, ...]:
        """The numbers under a hash, in no order."""
        return find_name(self._view, name)

    def put(self, name: int, number: int) -> None:
        """Add a number under a hash."""
        if self._used >= self._most:
            self._lay_out(self._live())
        change_name(self._view, name, 0, name << 32 | number + 1)
        self._used += 1
        self._held += 1

    def remove(self, name: int, number: int) -> bool:
        """Take a number from under a hash; False when it is not there."""
        # The hash stays with a number of 0: a gap would cut the run behind it.
        removed = change_name(self._view, name, name << 32 | number + 1, name << 32 or _REMOVED)
        if removed:
            self._held -= 1
        return removed

    def reserve(self, names: int) -> None:
        """Lay out for so many at once, as a rebuild knows them, rather than by growing; only while empty."""
        if not self._used:
            self._lay_out(self._live(), names)

    def meets(self, names: Hashes) -> NDArray[np.bool_]:
        """Which of these hashes have a number, all looked up together."""
        wanted = names.astype(np.uint64)
        met = np.zeros(len(wanted), np.bool_)
        asked, at = np.arange(len(wanted)), self._home(wanted)
        while len(asked) > FEW_NAMES:
            slots = self._slots[at]
            hit = (slots >> np.uint64(32) == wanted[asked]) & (slots & np.uint64(_NUMBER) != 0)
            met[asked[hit]] = True
            further = (slots != 0) & ~hit
            asked, at = asked[further], at[further] + 1
            at[at == self._size] = 0
        for place in asked.tolist():
            met[place] = bool(self.find(int(names[place])))
        return met

    def put_all(self, names: Hashes, numbers: NDArray[np.integer[Any]]) -> None:
        """Add many numbers, each under its hash."""
        if self._used + len(names) > self._most:
            self._lay_out(self._live(), len(names))
        values = names.astype(np.uint64) << np.uint64(32) | (numbers.astype(np.uint64) + np.uint64(1))
        self._used += len(values)
        self._held += len(values)
        at = self._home(names.astype(np.uint64))
        while len(values):
            free = self._slots[at] == 0
            self._slots[at[free]] = values[free]  # of several at one slot the last stays, the others go on
            on = self._slots[at] != values
            values, at = values[on], at[on] + 1
            at[at == self._size] = 0

    def renumber(self, new: NDArray[np.int64]) -> None:
        """Put `new[number]` in the place of each number; negative ones go."""
        live = self._live()
        to = new[(live & np.uint64(_NUMBER)).astype(np.int64) - 1]
        kept = to >= 0
        self._lay_out(live[kept] & ~np.uint64(_NUMBER) | (to[kept] + 1).astype(np.uint64))

    def _live(self) -> Slots:
        live: Slots = self._slots[(self._slots & np.uint64(_NUMBER)) != 0]
        return live

    def _home(self, names: Slots) -> NDArray[np.int64]:
        return (names * np.uint64(self._size) >> np.uint64(32)).astype(np.int64)

    def _lay_out(self, live: Slots, more: int = 0) -> None:
        live = np.sort(live)
        self._size = max(SMALLEST_NAME_TABLE, int((len(live) + more) / FULL_SLOTS * GROWTH) + 1)
        self._slots = np.zeros(self._size, np.uint64)
        self._view = memoryview(self._slots.data)
        self._most = int(self._size * FULL_SLOTS)
        self._held = self._used = 0
        home = self._home(live >> np.uint64(32))
        order = np.arange(len(live))
        # Each stands at its home or behind the one before it, whichever is later; the last wrap around by themselves.
        at = np.maximum.accumulate(home - order) + order if len(live) else home
        fits = at < self._size
        self._slots[at[fits]] = live[fits]
        self._held = self._used = int(np.count_nonzero(fits))
        for slot in live[~fits].tolist():
            self.put(slot >> 32, (slot & _NUMBER) - 1)
