"""The newest postings, in dicts, until there are enough of them for one pass into the table.

As the memory component of a log-structured merge-tree (O'Neil et al. 1996): arrays are slow with the few
keys of one article, so these are put into a dict, and thousands go into the table together.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray


class Memtable:
    """Article numbers by key, about 100 bytes a posting; the keys of an article are put together, each once."""

    def __init__(self) -> None:
        self._first: dict[int, int] = {}
        self._further: dict[int, list[int]] = {}
        self._held = 0

    def __len__(self) -> int:
        return self._held

    def put(self, keys: Sequence[int], number: int) -> None:
        """Add the keys of an article."""
        first = self._first
        for key in keys:
            if first.setdefault(key, number) != number:
                self._further.setdefault(key, []).append(number)
        self._held += len(keys)

    def find(self, keys: Sequence[int], places: list[int], numbers: list[int]) -> None:
        """Append to `numbers` what stands under these keys, and to `places` at which of them."""
        first, further = self._first, self._further
        if not first:
            return
        for place, key in enumerate(keys):
            number = first.get(key)
            if number is None:
                continue
            places.append(place)
            numbers.append(number)
            if key in further:
                more = further[key]
                places += [place] * len(more)
                numbers += more

    def drain(self) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """All postings, as keys and numbers; the memtable is empty then."""
        first, further = self._first, self._further
        counts = np.fromiter(map(len, further.values()), np.intp, len(further))
        many = int(counts.sum())
        keys = np.fromiter(first, np.uint32, len(first)), np.fromiter(further, np.uint32, len(further))
        numbers = np.fromiter(first.values(), np.uint32, len(first))
        more = np.fromiter(chain.from_iterable(further.values()), np.uint32, many)
        self._first, self._further, self._held = {}, {}, 0
        return np.concatenate([keys[0], np.repeat(keys[1], counts)]), np.concatenate([numbers, more])
