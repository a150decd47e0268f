"""Which stories have a term among their strongest: a table of rows of fixed length, newest thread first.

A term has the row that its key's low bits name. A row holds the numbers of the newest stories that were put there, one a
thread, so that a term which is in all the news of a week forgets the oldest of them and a long thread crowds nothing out.
Terms that share a row bring candidates that the comparison then finds to have nothing in common. The table has one size for
ever: what it finds hangs on the stories of the window alone, and not on how many there once were. Memory that no term has
touched is none.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from stream.loops.chosen import near_threads, put_story
from stream.loops.plain_threads import ROW_LENGTH
from stream.threads.profile_ring import ProfileRing

KEYS: Final = 12  # of a story: its strongest terms
CANDIDATES: Final = 24  # stories compared: threads that share a term or two by chance are behind them
# Rows: at 200,000 stories half of the places are taken. A language with millions in its window forgets the older ones of a
# term sooner.
ROWS: Final = 1 << 18


class TermIndex:
    """The table. Numbers are those of stories, from 1 on; 0 is an empty place."""

    def __init__(self) -> None:
        self._rows: NDArray[np.uint32] = np.zeros((ROWS, ROW_LENGTH), np.uint32)

    @property
    def nbytes(self) -> int:
        """Bytes of memory that it takes."""
        return int(self._rows.nbytes)

    def threads_near(
        self, ring: ProfileRing, keys: NDArray[np.uint32], weights: NDArray[np.uint8], least: float, most: int
    ) -> list[int]:
        """The threads of the stories that are likest to a profile, likest first, of equal ones the older.

        Those stories are compared that share most of its strongest terms, of equal ones the newer.

        Args:
            ring: the stories.
            keys: of the profile.
            weights: beside them.
            least: stories with a lower cosine are not near.
            most: threads, at most.
        """
        limits = np.array((KEYS, ring.first, CANDIDATES, most))
        return near_threads(self._rows, keys, weights, *ring.columns, limits, least)

    def put(
        self,
        ring: ProfileRing,
        keys: NDArray[np.uint32],
        weights: NDArray[np.uint8],
        number: int,
        thread: int,
    ) -> None:
        """Put a story first in the rows of its strongest terms, in the place of another of its thread where there is one.

        Args:
            ring: the stories.
            keys: its terms.
            weights: beside them.
            number: of the story.
            thread: its own.
        """
        put_story(self._rows, keys, weights, KEYS, number, ring.columns[2], thread, ring.first)
