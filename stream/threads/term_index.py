"""Which stories have a term among their strongest: a table of rows of fixed length, newest thread first.

A term has the row that its key's low bits name. A row holds the numbers of the newest stories that were put there, one a
thread, so that a term which is in all the news of a week forgets the oldest of them and a long thread crowds nothing out.
Terms that share a row bring candidates that the comparison then finds to have nothing in common. The table doubles by
standing twice behind itself: each row keeps what it held.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

KEYS: Final = 12  # of a story: its strongest terms
LENGTH: Final = 16  # stories of a row
SMALLEST: Final = 1 << 10
_NUMBER_BITS: Final = 40  # of a rank: below what is shared stands the number
# Rows to stories, at least: at twelve keys a story two thirds of the places are taken then.
_ROWS_A_STORY: Final = 1


class TermIndex:
    """The table. Numbers are those of stories, from 1 on; 0 is an empty place."""

    def __init__(self) -> None:
        self._rows: NDArray[np.uint32] = np.zeros((SMALLEST, LENGTH), np.uint32)
        self._columns = np.arange(LENGTH)

    @property
    def nbytes(self) -> int:
        """Bytes of memory that it takes."""
        return int(self._rows.nbytes)

    def grow(self, stories: int) -> None:
        """Make room for so many stories."""
        while len(self._rows) < stories * _ROWS_A_STORY:
            self._rows = np.concatenate((self._rows, self._rows))

    def find(
        self, keys: NDArray[np.uint32], weights: NDArray[np.float64], first: int, most: int
    ) -> NDArray[np.int64]:
        """The stories that share most with these keys, at most `most`, best first, of equal ones the newer.

        Args:
            keys: the strongest of a story.
            weights: of each, what sharing it counts, as whole numbers.
            first: the oldest number that still counts.
            most: at most so many.
        """
        rows = self._rows[keys & np.uint32(len(self._rows) - 1)]
        held = rows >= max(first, 1)
        found, inverse = np.unique(rows[held], return_inverse=True)
        if not len(found):
            return np.zeros(0, np.int64)
        shared = np.bincount(inverse, np.broadcast_to(weights[:, None], rows.shape)[held])
        # One number that sorts by what is shared, then by age.
        ranked = np.rint(shared).astype(np.int64) << _NUMBER_BITS | found
        ranked.sort()
        best: NDArray[np.int64] = ranked[: -most - 1 : -1] & ((1 << _NUMBER_BITS) - 1)
        return best

    def put(
        self, keys: NDArray[np.uint32], number: int, is_own: Callable[[NDArray[np.uint32]], NDArray[np.bool_]]
    ) -> None:
        """Put a story first in the rows of its keys, in the place of another of its thread where there is one.

        Args:
            keys: its strongest terms.
            number: of the story.
            is_own: which of some stories are of its thread.
        """
        places = keys & np.uint32(len(self._rows) - 1)
        rows = self._rows[places]
        own = is_own(rows.reshape(-1)).reshape(rows.shape)
        last = np.where(own.any(1), own.argmax(1), LENGTH - 1)
        moved = np.empty_like(rows)
        moved[:, 0] = number
        moved[:, 1:] = rows[:, :-1]
        self._rows[places] = np.where(self._columns <= last[:, None], moved, rows)
