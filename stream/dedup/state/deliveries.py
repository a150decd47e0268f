"""Which delivery got which decision, so that a batch read again gets the same.

A delivery is known by its position and by the article that it brings: where a topic is made anew, other articles stand at
the same positions.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stream.dedup.journal.archive import Archive
from stream.dedup.journal.decision import Decision, Tick
from stream.dedup.store.name_table import Hashes, NameTable, place_name
from stream.model.articles import Position

# Decisions still given again after they left the window: more than is ever read and not committed.
RECENT: Final = 5000


class Deliveries:
    """Decisions by the position of what was delivered, as serials into the archive: 15 bytes each."""

    def __init__(self, archive: Archive, recent: int = RECENT) -> None:
        self.archive = archive
        self._recent = recent
        self.serial = 0  # of the next decision
        self._positions = NameTable()
        self._ticks: deque[tuple[int, int, int]] = deque()
        self._left: deque[tuple[int, int, str]] = deque()

    def __len__(self) -> int:
        return len(self._positions) + len(self._ticks) + len(self._left)

    def recall(self, place: int, position: Position) -> tuple[Decision | Tick, ...]:
        """The decisions given for what stood at a position: several where the topic was made anew, in no order.

        `place` is what `place_of` makes of the position.
        """
        decisions = map(self.archive.get, self.find(place))
        return tuple(decision for decision in decisions if decision.position == position)

    def find(self, place: int) -> tuple[int, ...]:
        """The serials of the decisions whose position has a hash, in no order."""
        return self._positions.find(place)

    def count(self, place: int) -> int:
        """Number a decision."""
        serial = self.serial
        self.serial += 1
        self._positions.put(place, serial)
        return serial

    def meets(self, places: Hashes) -> NDArray[np.bool_]:
        """Which of these hashes of positions may have been given a decision."""
        return self._positions.meets(places)

    def count_all(self, places: Hashes, fresh: NDArray[np.bool_]) -> int:
        """Number decisions, those not fresh too, which were given before; the number of the first."""
        first = self.serial
        self.serial += len(places)
        self._positions.put_all(places[fresh], first + np.nonzero(fresh)[0])
        return first

    def reserve(self, decisions: int) -> None:
        """Make room for so many decisions to come."""
        self._positions.reserve(decisions)

    def ticked(self, clock: int, serial: int, place: int) -> None:
        """Note that a decision was a tick: it goes with the articles of its time."""
        self._ticks.append((clock, serial, place))

    def expire_ticks(self, before: int) -> None:
        """Drop the ticks of before a time in microseconds, but for those among the last few decisions."""
        while self._ticks and self._ticks[0][0] < before and self._ticks[0][1] < self.serial - self._recent:
            _, serial, place = self._ticks.popleft()
            self._drop(serial, place)

    def leave(self, serial: int, place: int, parked: str) -> None:
        """Note that an article left the window; `parked` is its id when its text is still to be had."""
        self._left.append((serial, place, parked))

    def expire_left(self) -> Iterator[tuple[int, str]]:
        """Drop those that left but for the last few; the serial and id of each that is still parked."""
        while len(self._left) > self._recent:
            serial, place, parked = self._left.popleft()
            self._drop(serial, place)
            if parked:
                yield serial, parked

    def _drop(self, serial: int, place: int) -> None:
        self._positions.remove(place, serial)
        self.archive.drop(serial)


def place_of(at: Position) -> int:
    """The hash by which a position is known."""
    return place_name(at.topic, at.partition, at.offset, at.index)
