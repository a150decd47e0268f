"""The stories of the window in arrays: a ring by story number, so that the oldest go without anything being moved."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stream.loops.chosen import shared_by_term, shared_weights
from stream.loops.reserved import reserved
from stream.threads.profiles import FULL, TERMS

SMALLEST: Final = 256
_MOVED: Final = 1 << 12  # stories at a time when the ring grows: what is copied at once is held twice
# In how many threads a term stands is counted by the stories that began them, by the term's low bits: terms that meet are
# told apart by their weight elsewhere, and the packaged shares know the frequent ones. A thread counts once, however many
# stories it has: what all of one event have in common tells it from the others.
COUNTERS: Final = 1 << 20


class ProfileRing:
    """Profiles, times, names and threads of the stories from `first` up to `behind`.

    Numbers rise by one, from 1 on. A thread is the number of its oldest story, or of what that once was.
    """

    def __init__(self) -> None:
        self.first = self.behind = 1
        self.heads = 0  # stories held that began a thread when they came
        self._counts: NDArray[np.uint32] = np.zeros(COUNTERS, np.uint32)
        self._allot(SMALLEST)

    def __len__(self) -> int:
        return self.behind - self.first

    @property
    def nbytes(self) -> int:
        """Bytes of memory that the stories held take, without the room for more."""
        return len(self) * (TERMS * 5 + 21) + int(self._counts.nbytes)

    @property
    def counts(self) -> NDArray[np.uint32]:
        """In how many stories that began a thread each term stands, by the low bits of its key."""
        return self._counts

    @property
    def columns(self) -> tuple[NDArray[np.uint32], NDArray[np.uint8], NDArray[np.uint32]]:
        """Keys, weights and threads of all stories by the low bits of their numbers."""
        return self._keys, self._weights, self._threads

    def begin_at(self, number: int) -> None:
        """Number the next story so; only while there is none."""
        self.first = self.behind = number

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
        self._heads[at] = not thread
        self._count(at, 1)
        self.behind += 1
        return number

    def drop_first(self) -> int:
        """Forget the oldest story; its number."""
        number = self.first
        at = number & self._mask
        self._count(at, -1)
        self.first += 1
        return number

    def _count(self, at: int, more: int) -> None:
        """Count the terms of a story that began a thread, or count them no more. The key of an empty place counts, too."""
        if self._heads[at]:
            self.heads += more
            np.add.at(self._counts, self._keys[at] & np.uint32(COUNTERS - 1), np.uint32(more & 0xFFFFFFFF))

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

    def ids(self, numbers: NDArray[np.int64]) -> list[str]:
        """The ids of some stories, 16 hex digits each."""
        together = self._names[numbers & self._mask].astype(">u8").tobytes().hex()
        return [together[at : at + 16] for at in range(0, len(together), 16)]

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

    def terms_with(
        self, numbers: NDArray[np.int64], keys: NDArray[np.uint32], weights: NDArray[np.uint8]
    ) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
        """Keys and weights of some stories, a row each, and behind them those of a profile."""
        count = len(numbers)
        all_keys, all_weights = (
            np.empty((count + 1, TERMS), np.uint32),
            np.empty((count + 1, TERMS), np.uint8),
        )
        places = numbers & self._mask
        all_keys[:count], all_weights[:count] = self._keys[places], self._weights[places]
        all_keys[count], all_weights[count] = keys, weights
        return all_keys, all_weights

    def shared(
        self, keys: NDArray[np.uint32], weights: NDArray[np.uint8], numbers: NDArray[np.int64]
    ) -> list[int]:
        """What each term of a profile adds to its likeness to some stories, in parts that compare."""
        return shared_by_term(keys, weights, self._keys, self._weights, numbers)

    def likeness(
        self, keys: NDArray[np.uint32], weights: NDArray[np.uint8], numbers: NDArray[np.int64]
    ) -> list[float]:
        """The cosine of a profile with each of some stories, 0 to 1."""
        products = shared_weights(keys, weights, self._keys, self._weights, numbers)
        return [product / (FULL * FULL) for product in products]

    def _allot(self, room: int) -> None:
        """Room for so many stories; what no story has touched costs nothing, and what is outgrown goes back to the system."""
        self._mask = room - 1
        self._keys: NDArray[np.uint32] = reserved(room * TERMS, np.uint32).reshape(-1, TERMS)
        self._weights: NDArray[np.uint8] = reserved(room * TERMS, np.uint8).reshape(-1, TERMS)
        self._times: NDArray[np.int64] = reserved(room, np.int64)
        self._names: NDArray[np.uint64] = reserved(room, np.uint64)
        self._threads: NDArray[np.uint32] = reserved(room, np.uint32)
        self._heads: NDArray[np.bool_] = reserved(room, np.bool_)

    def _grow(self) -> None:
        columns, mask = self._columns(), self._mask
        self._allot(2 * len(self._times))
        for begin in range(self.first, self.behind, _MOVED):
            held = np.arange(begin, min(begin + _MOVED, self.behind))
            for old, new in zip(columns, self._columns(), strict=True):
                new[held & self._mask] = old[held & mask]

    def _columns(self) -> tuple[NDArray[Any], ...]:
        return self._keys, self._weights, self._times, self._names, self._threads, self._heads
