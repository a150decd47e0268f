"""The stories of the window in arrays: a ring by story number, so that the oldest go without anything being moved."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stream.threads.profiles import EMPTY, FULL, TERMS

SMALLEST: Final = 256
# In how many stories a term stands is counted by its low bits: terms that meet are told apart by their weight elsewhere,
# and the packaged shares know the frequent ones.
COUNTERS: Final = 1 << 20
_LOW: Final = np.uint32(0xFFFF)


class ProfileRing:
    """Profiles, times, names and threads of the stories from `first` up to `behind`.

    Numbers rise by one, from 1 on. A thread is the number of its oldest story, or of what that once was.
    """

    def __init__(self) -> None:
        self.first = self.behind = 1
        self._counts: NDArray[np.uint32] = np.zeros(COUNTERS, np.uint32)
        # For `likeness` alone: a profile by the low bits of its keys, which finds them at once where a search takes steps.
        # Of two terms with the same bits one is lost, in one profile of forty.
        self._own_keys: NDArray[np.uint32] = np.full(int(_LOW) + 1, EMPTY, np.uint32)
        self._own_weights: NDArray[np.int32] = np.zeros(int(_LOW) + 1, np.int32)
        self._allot(SMALLEST)

    def __len__(self) -> int:
        return self.behind - self.first

    @property
    def nbytes(self) -> int:
        """Bytes of memory that the stories held take, without the room for more."""
        return len(self) * (TERMS * 5 + 24) + int(self._counts.nbytes)

    def counted(self, keys: NDArray[np.uint32]) -> NDArray[np.float64]:
        """In how many stories each of some keys stands."""
        counts: NDArray[np.float64] = self._counts[keys & np.uint32(COUNTERS - 1)].astype(np.float64)
        return counts

    def append(
        self, keys: NDArray[np.uint32], weights: NDArray[np.uint8], time: int, name: int, thread: int
    ) -> int:
        """Add a story; its number. A `thread` of 0 is one of its own."""
        if len(self) == len(self._times):
            self._grow()
        number = self.behind
        at = number & self._mask
        self._keys[at], self._weights[at] = keys, weights
        self._times[at], self._names[at], self._threads[at] = time, name, thread or number
        np.add.at(self._counts, keys[weights > 0] & np.uint32(COUNTERS - 1), np.uint32(1))
        self.behind += 1
        return number

    def drop_first(self) -> int:
        """Forget the oldest story; its number."""
        number = self.first
        at = number & self._mask
        keys = self._keys[at][self._weights[at] > 0]
        np.subtract.at(self._counts, keys & np.uint32(COUNTERS - 1), np.uint32(1))
        self.first += 1
        return number

    def time(self, number: int) -> int:
        """A story's time in seconds since 1970."""
        return int(self._times[number & self._mask])

    def times(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """The times of some stories."""
        times: NDArray[np.int64] = self._times[numbers & self._mask]
        return times

    def name(self, number: int) -> int:
        """A story's id as a number."""
        return int(self._names[number & self._mask])

    def thread(self, number: int) -> int:
        """A story's thread."""
        return int(self._threads[number & self._mask])

    def threads(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """The threads of some stories."""
        threads: NDArray[np.int64] = self._threads[numbers & self._mask].astype(np.int64)
        return threads

    def move(self, numbers: NDArray[np.int64], thread: int) -> None:
        """Put stories in another thread."""
        self._threads[numbers & self._mask] = thread

    def terms(self, numbers: NDArray[np.int64]) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
        """Keys and weights of some stories, a row each."""
        places = numbers & self._mask
        return self._keys[places], self._weights[places]

    def likeness(
        self, keys: NDArray[np.uint32], weights: NDArray[np.uint8], numbers: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """The cosine of a profile with each of some stories, 0 to 1."""
        theirs, weighed = self.terms(numbers)
        low = keys & _LOW
        self._own_keys[low], self._own_weights[low] = keys, weights
        at = theirs & _LOW
        product = np.where(self._own_keys[at] == theirs, self._own_weights[at], 0) * weighed
        self._own_keys[low] = EMPTY
        cosine: NDArray[np.float64] = product.sum(1) / float(FULL * FULL)
        return cosine

    def _allot(self, room: int) -> None:
        self._mask = room - 1
        self._keys: NDArray[np.uint32] = np.empty((room, TERMS), np.uint32)
        self._weights: NDArray[np.uint8] = np.empty((room, TERMS), np.uint8)
        self._times: NDArray[np.int64] = np.empty(room, np.int64)
        self._names: NDArray[np.uint64] = np.empty(room, np.uint64)
        self._threads: NDArray[np.uint32] = np.empty(room, np.uint32)

    def _grow(self) -> None:
        held = np.arange(self.first, self.behind)
        before = held & self._mask
        columns = self._columns()
        self._allot(2 * len(self._times))
        for old, new in zip(columns, self._columns(), strict=True):
            new[held & self._mask] = old[before]

    def _columns(self) -> tuple[NDArray[Any], ...]:
        return self._keys, self._weights, self._times, self._names, self._threads
