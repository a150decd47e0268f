"""The articles of the window by number: packed facts in a heap, and a few columns beside them.

An article takes its packed facts (about 150 bytes) and 33 bytes of columns. Numbers count articles in order of
arrival; when more than half of them are of forgotten articles, all are counted anew (`new_numbers`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stream.dedup.journal.facts import VERDICTS, Facts
from stream.dedup.journal.packing import (
    article_id_of,
    identity_of,
    is_binary,
    is_container,
    is_paged,
    unpack,
)
from stream.dedup.store.chunk_heap import Heap
from stream.dedup.store.columns import Column
from stream.model.verdicts import Verdict

CACHED = 1024  # facts unpacked of late: one decision asks for the same few several times
SLACK: Final = 1 << 16  # numbers of forgotten articles worth counting anew, at least


class WindowArticles:
    """What is known of each article; a mapping from numbers to `Facts`, in order of arrival."""

    def __init__(self, slack: int = SLACK) -> None:
        self.count = 0
        self._slack = slack
        self.serials = Column(np.int64, -1)
        self.places = Column(np.uint32, 0)  # the hash of the position
        self.until = Column(np.int32, -1)  # the segment it leaves with; -1 when it has left
        self.before = Column(np.int32, -1)  # the article of the same item before it
        self._refs = Column(np.int64, -1)
        self._sizes = Column(np.uint32, 0)
        self._columns = (self.serials, self.places, self.until, self.before, self._refs, self._sizes)
        self._heap = Heap()
        self._held = 0
        self._cache: dict[int, Facts] = {}

    def __len__(self) -> int:
        return self._held

    def __getitem__(self, number: int) -> Facts:
        known = self._cache.get(number)
        if known is None:
            if len(self._cache) >= CACHED:
                self._cache.clear()
            known = self._cache[number] = self.facts(number)
        return known

    def __iter__(self) -> Iterator[int]:
        return iter(np.nonzero(self.until.values >= 0)[0].tolist())

    def first(self) -> Facts | None:
        """Of those in the window, the article that came first."""
        return self[int(np.argmax(self.until.values >= 0))] if self._held else None

    def values(self) -> Iterator[Facts]:
        """What is known of each."""
        return (self[number] for number in self)

    def items(self) -> Iterator[tuple[int, Facts]]:
        """Each number with what is known of it."""
        return ((number, self[number]) for number in self)

    def numbered(self, serial: int) -> int | None:
        """The number of the article of a decision, while it is in the window."""
        serials = self.serials.values[: self.count]  # in order, as the numbers are
        number = int(np.searchsorted(serials, serial))
        if number < self.count and serials[number] == serial and self.until.values[number] >= 0:
            return number
        return None

    def article_id(self, number: int) -> str:
        """The id of an article."""
        known = self._cache.get(number)
        return article_id_of(self._packed(number)) if known is None else known.article_id

    def identity(self, number: int) -> str:
        """The item of an article."""
        known = self._cache.get(number)
        return identity_of(self._packed(number)) if known is None else known.resolved

    def verdict(self, number: int) -> Verdict:
        """The verdict on an article."""
        known = self._cache.get(number)
        if known is not None:
            return known.verdict
        packed = self._packed(number)
        return VERDICTS[packed[0]] if is_binary(packed) else self[number].verdict

    def is_container(self, number: int) -> bool:
        """Whether an article is a page of several stories."""
        known = self._cache.get(number)
        return is_container(self._packed(number)) if known is None else known.container

    def is_paged(self, number: int) -> bool:
        """Whether the decision on an article names a page that carries it, or parts that it carries."""
        known = self._cache.get(number)
        return is_paged(self._packed(number)) if known is None else known.paged

    def facts(self, number: int) -> Facts:
        """The facts of an article."""
        return unpack(self._packed(number))

    def _packed(self, number: int) -> bytes:
        return self._heap.get(int(self._refs.values[number]), int(self._sizes.values[number]))

    def add(self, packed: bytes, serial: int, place: int, until: int) -> int:
        """Add an article's packed facts; its number."""
        number = self.count
        self.count += 1
        if number >= len(self.until):
            for column in self._columns:
                column.grow(number)
        self._refs.values[number] = self._heap.put(packed)
        self._sizes.values[number] = len(packed)
        self.serials.values[number] = serial
        self.places.values[number] = place
        self.until.values[number] = until
        self.before.values[number] = -1
        self._held += 1
        return number

    def add_all(
        self,
        packed: bytes | memoryview,
        sizes: NDArray[np.int64],
        serials: NDArray[np.int64],
        places: NDArray[np.uint32],
        until: NDArray[np.int64],
    ) -> NDArray[np.int64]:
        """Add articles whose packed facts lie one behind the other; their numbers."""
        numbers = np.arange(self.count, self.count + len(sizes))
        self.count += len(sizes)
        if self.count > len(self.until):
            for column in self._columns:
                column.grow(self.count - 1)
        at = slice(self.count - len(sizes), self.count)
        self._refs.values[at] = self._heap.put_all(packed, sizes)
        self._sizes.values[at] = sizes
        self.serials.values[at] = serials
        self.places.values[at] = places
        self.until.values[at] = until
        self.before.values[at] = -1
        self._held += len(sizes)
        return numbers

    def earliest(self) -> int:
        """The first segment with which an article leaves; one that never comes when there is none."""
        until = self.until.values[: self.count]
        return int(until.min(initial=np.iinfo(np.int32).max, where=until >= 0))

    def leaving(self, oldest: int) -> list[int]:
        """The articles of all segments before `oldest`, by segment and in order of arrival."""
        until = self.until.values
        numbers = np.nonzero((until >= 0) & (until < oldest))[0]
        leaving: list[int] = numbers[np.argsort(until[numbers], kind="stable")].tolist()
        return leaving

    def forget(self, numbers: Iterable[int]) -> None:
        """Drop articles."""
        for number in numbers:
            self._heap.drop(int(self._refs.values[number]), int(self._sizes.values[number]))
            self._refs.values[number] = self.until.values[number] = -1
            self._cache.pop(number, None)
            self._held -= 1
        self._heap.evacuate(self._refs.values, self._sizes.values)

    def new_numbers(self) -> NDArray[np.int64] | None:
        """The numbers counted anew, by old number (-1 for the forgotten), when there are many of those."""
        if self.count - self._held <= max(self._held, self._slack):
            return None
        held = self.until.values[: self.count] >= 0
        return np.where(held, np.cumsum(held) - 1, -1)

    def renumber(self, new: NDArray[np.int64]) -> None:
        """Take the new numbers."""
        for column in self._columns:
            column.renumber(new)
        before = self.before.values
        before[before >= 0] = new[before[before >= 0]]
        self.count = self._held
        self._cache.clear()
