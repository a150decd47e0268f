"""Story numbers by name: open addressing in one array, ten bytes a story where a dict takes more than a hundred."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

SMALLEST: Final = 1 << 10
_SPREAD: Final = (
    0x9E3779B97F4A7C15  # 2^64 over the golden ratio (Knuth, TAOCP 3, 6.4): ids need not be hashes
)
_BITS: Final = 0xFFFFFFFFFFFFFFFF


class NumberTable:
    """Finds the number of a name; at most half full, with linear probing. 0 is an empty place, and no number.

    Args:
        name_of: the name of a number that the table holds.
    """

    def __init__(self, name_of: Callable[[int], int]) -> None:
        self._name_of = name_of
        self._numbers: NDArray[np.uint32] = np.zeros(SMALLEST, np.uint32)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def get(self, name: int) -> int:
        """The number of a name, 0 for one that is not here."""
        numbers, name_of, mask = self._numbers, self._name_of, len(self._numbers) - 1
        at = self._home(name)
        # Half of the places are empty, so that one is met; a generator would take twice as long.
        while True:
            number: int = numbers.item(at)
            if not number or name_of(number) == name:
                return number
            at = (at + 1) & mask

    def put(self, name: int, number: int) -> None:
        """Add a name that is not here yet."""
        if 2 * (self._count + 1) > len(self._numbers):
            self._grow()
        for at in self._probe(name):
            if not self._numbers[at]:
                self._numbers[at] = number
                self._count += 1
                return

    def remove(self, name: int) -> None:
        """Take a name out, if it is here; those behind it that it kept from their place move up."""
        numbers, mask = self._numbers, len(self._numbers) - 1
        for at in self._probe(name):
            number = int(numbers[at])
            if not number:
                return
            if self._name_of(number) == name:
                break
        gap = at
        self._count -= 1
        for step in range(1, len(numbers)):
            here = (at + step) & mask
            number = int(numbers[here])
            if not number:
                break
            home = self._home(self._name_of(number))
            # It may fill the gap unless its home lies behind the gap, going round.
            if (here - home) & mask >= (here - gap) & mask:
                numbers[gap] = number
                gap = here
        numbers[gap] = 0

    def _home(self, name: int) -> int:
        return ((name * _SPREAD & _BITS) >> 32) & (len(self._numbers) - 1)

    def _probe(self, name: int) -> Iterator[int]:
        mask, home = len(self._numbers) - 1, self._home(name)
        for step in range(len(self._numbers)):
            yield (home + step) & mask

    def _grow(self) -> None:
        held = self._numbers[self._numbers > 0].tolist()
        self._numbers = np.zeros(2 * len(self._numbers), np.uint32)
        self._count = 0
        for number in sorted(held):
            self.put(self._name_of(number), number)
