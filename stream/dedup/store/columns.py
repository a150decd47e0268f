"""Numbers by article number, in an array that grows by a quarter as needed."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import DTypeLike, NDArray

GROWTH: Final = 1.25
SMALLEST_COLUMN: Final = 64


class Column:
    """A growing array; what was never put is `empty`."""

    def __init__(self, kind: DTypeLike, empty: int) -> None:
        self._empty = empty
        self.values: NDArray[Any] = np.full(SMALLEST_COLUMN, empty, kind)

    def __len__(self) -> int:
        return len(self.values)

    @property
    def nbytes(self) -> int:
        """Bytes of memory that it takes."""
        return int(self.values.nbytes)

    def put(self, at: int, value: int) -> None:
        """Set a value, growing to it."""
        if at >= len(self.values):
            self.grow(at)
        self.values[at] = value

    def grow_to(self, at: int) -> None:
        """Grow to a place, if it lies behind the end."""
        if at >= len(self.values):
            self.grow(at)

    def grow(self, at: int) -> None:
        """Grow to a place."""
        grown = np.full(int((at + 1) * GROWTH), self._empty, self.values.dtype)
        grown[: len(self.values)] = self.values
        self.values = grown

    def renumber(self, new: NDArray[np.int64]) -> None:
        """Move each value from its place to `new[place]`; those with a negative one go."""
        places = np.nonzero(new[: len(self.values)] >= 0)[0]
        moved = np.full(max(SMALLEST_COLUMN, int(len(places) * GROWTH)), self._empty, self.values.dtype)
        moved[new[places]] = self.values[places]
        self.values = moved
