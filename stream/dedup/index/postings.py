"""Sketch keys to article numbers: the few keys of one article in a dict, thousands of them in a table of arrays.

The few keys of one article are too few for arrays: they go to a dict first (`stream.dedup.index.memtable`), and thousands of
them into the table (`stream.dedup.index.posting_table`) together. The keys of articles to come can be looked up together as well (`look_up`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stream.dedup.index.memtable import Memtable
from stream.dedup.index.posting_table import FoundPostings, Keys, Numbers, PostingTable

# Postings that go into the table together, of some 1,400 articles: two full batches, and 3 MB as dicts.
FRESH: Final = 1 << 15


class Postings:
    """Which articles have a key."""

    def __init__(self) -> None:
        self._fresh = Memtable()
        self._table = PostingTable()

    def __len__(self) -> int:
        return len(self._table) + len(self._fresh)

    @property
    def changes(self) -> int:
        """How often the table has changed: what was looked up before the last change may have moved."""
        return self._table.changes

    @property
    def nbytes(self) -> int:
        """Bytes of memory that the table takes, without memory that was never written."""
        return self._table.nbytes

    def reserve(self, postings: int) -> None:
        """Lay the table out for so many postings at once, when a rebuild knows their number; only while it is empty."""
        if not len(self):
            self._table.reserve(postings)

    def put(self, keys: Keys, numbers: Numbers) -> None:
        """Add postings: each key with its number."""
        self._table.put(keys, numbers)

    def put_one(self, keys: Sequence[int], number: int) -> None:
        """Add the keys of one article, each once."""
        self._fresh.put(keys, number)
        if len(self._fresh) >= FRESH:
            self.flush()

    @property
    def fresh(self) -> int:
        """How many postings are not in the table yet."""
        return len(self._fresh)

    def flush(self) -> None:
        """Take all postings into the table."""
        if len(self._fresh):
            self._table.put(*self._fresh.drain())

    def find(self, keys: Sequence[int], before: FoundPostings | None = None) -> FoundPostings:
        """The articles under the keys of an article; `before` is what `look_up` found for them, if nothing changed since."""
        places, numbers = before or self._table.look_up(np.array(keys, np.uint32), [len(keys)])[0]
        self._fresh.find(keys, places, numbers)
        return FoundPostings(places, numbers)

    def look_up(self, keys: Keys, counts: Sequence[int]) -> list[FoundPostings]:
        """What the table has under the keys of several articles; `counts` says how many of the keys belong to each."""
        return self._table.look_up(keys, counts)

    def remove(self, gone: NDArray[np.bool_], *, at_once: bool = False) -> None:
        """Begin to drop the numbers for which `gone` is true; `sweep` goes on. Until then they may still be found."""
        self.flush()
        self._table.remove(gone, at_once=at_once)

    @property
    def is_swept(self) -> bool:
        """Whether no removed number is left."""
        return self._table.is_swept

    def sweep(self, gone: NDArray[np.bool_], *, at_once: bool = False) -> None:
        """Look through some of the table's parts for removed numbers."""
        self._table.sweep(gone, at_once=at_once)

    def renumber(self, new: NDArray[np.int64]) -> None:
        """Put `new[number]` in the place of each number, those with a negative one go, and shrink to what is left."""
        self.flush()
        self._table.renumber(new)
