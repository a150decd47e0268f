"""The articles whose text waits for the end of an embargo, and those released from it that are still in the window.

`stream.dedup.judging.judge.tick` decides which are due, and `stream.dedup.rendering.releases` makes their records.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from datetime import datetime


class Embargoes:
    """Parked articles by id, with the serial of the decision that has their text."""

    def __init__(self) -> None:
        self._parked: dict[str, int] = {}
        self._waiting: list[tuple[datetime, str]] = []

    def __len__(self) -> int:
        return len(self._parked) + len(self._waiting)

    @property
    def waiting(self) -> int:
        """How many articles wait."""
        return len(self._waiting)

    def __contains__(self, article_id: str) -> bool:
        return article_id in self._parked

    def serial(self, article_id: str) -> int | None:
        """The decision on an article that waits, or waited."""
        return self._parked.get(article_id)

    def due(self, clock: datetime) -> tuple[str, ...]:
        """The articles whose embargo has passed by `clock`, in order of time."""
        if not self._waiting or self._waiting[0][0] > clock:
            return ()
        return tuple(
            article_id
            for at, article_id in sorted(self._waiting)
            if at <= clock and article_id in self._parked
        )

    def next(self) -> datetime | None:
        """When the next embargo ends."""
        return self._waiting[0][0] if self._waiting else None

    def park(self, article_id: str, serial: int, until: datetime) -> None:
        """Let an article wait."""
        self._parked[article_id] = serial
        heapq.heappush(self._waiting, (until, article_id))

    def release(self, articles: Iterable[str]) -> None:
        """These have waited long enough; their decisions stay, to be given again on a replay."""
        gone = set(articles)
        if gone and self._waiting:
            self._waiting = [(at, name) for at, name in self._waiting if name not in gone]
            heapq.heapify(self._waiting)

    def drop(self, articles: Iterable[str]) -> None:
        """Take from these what still waits; what was released stays."""
        parked = self._parked
        gone = {article_id for article_id in articles if article_id in parked}
        if gone:
            gone &= {name for _, name in self._waiting}
            for article_id in gone:
                del parked[article_id]
            self.release(gone)

    def forget(self, article_id: str, serial: int) -> None:
        """Let go of an article, unless another decision parked it since."""
        if self._parked.get(article_id) == serial:
            del self._parked[article_id]
