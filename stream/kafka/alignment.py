"""In which order the records of several partitions are handed out: that of their timestamps. Plain values, no Kafka.

A feed that is keyed over several partitions is in order again only where their timestamps are compared: a worker that is
behind fetches one partition's hours before the other's. As Kafka Streams does it, the next record is the one with the
lowest timestamp among the partitions' first ones, and a partition of which nothing was fetched yet is waited for, unless
all of its log was, and never for longer than a bound.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, NamedTuple

from faust.types import TP

DEFAULT_WAIT: Final = (
    5.0  # seconds: time for many fetches of a partition that has records, and short against an outage
)


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits of one partition: the records' timestamps, in the order of the log, and whether more is to be fetched."""

    place: int
    times: Sequence[int]
    more: bool


class Order(NamedTuple):
    """The next records by the places of their queues, and the places that nothing can come behind before they have some."""

    places: tuple[int, ...]
    missing: tuple[int, ...]


def merge_queues(queues: Iterable[Queue], most: int) -> Order:
    """The next records of several queues, `most` at most, the earliest first; of equal times, the lower place first.

    A queue keeps its own order, whatever its times. Where one is empty and has more to come, nothing is in order yet.
    """
    given = {queue.place: queue for queue in queues}
    heads = [(queue.times[0], place, 0) for place, queue in given.items() if queue.times]
    heapq.heapify(heads)
    missing = {place for place, queue in given.items() if not queue.times and queue.more}
    places: list[int] = []
    while heads and not missing and len(places) < most:
        _, place, at = heapq.heappop(heads)
        places.append(place)
        queue = given[place]
        if at + 1 < len(queue.times):
            heapq.heappush(heads, (queue.times[at + 1], place, at + 1))
        elif queue.more:
            missing.add(place)
    return Order(tuple(places), tuple(sorted(missing)))


class Patience:
    """How long partitions are waited for: each once for `seconds`, and again only after it delivered something.

    Times are seconds, never going back.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._until: dict[TP, float] = {}

    def waits_for(self, tp: TP, now: float) -> bool:
        """Whether a partition of which nothing waits, and more is to come, is waited for now."""
        return now < self._until.setdefault(tp, now + self._seconds)

    def until(self, partitions: Iterable[TP]) -> float:
        """When the first of these is no longer waited for; infinity for none."""
        return min((self._until[tp] for tp in partitions if tp in self._until), default=float("inf"))

    def delivered(self, tp: TP) -> None:
        """Note that something waits of a partition, or that all of it was read."""
        self._until.pop(tp, None)


@dataclass(frozen=True, slots=True)
class Aligned:
    """Which topics' partitions are aligned, and what is known of them.

    `partitions` are those of a topic that are ours, `at_end` says whether all of a partition's log was fetched.
    """

    topics: AbstractSet[str]
    partitions: Callable[[str], Iterable[TP]]
    at_end: Callable[[TP], bool]
    patience: Patience

    def queues(self, topic: str, waiting: Mapping[int, Sequence[Any]], most: int, now: float) -> list[Queue]:
        """The queues of a topic, each with `most` records at most; none where nothing waits.

        Args:
            topic: its name.
            waiting: the records that wait of each partition.
            most: records that are looked at.
            now: seconds, never going back.
        """
        found: list[Queue] = []
        if not any(waiting.values()):
            return found
        for tp in self.partitions(topic):
            records = waiting.get(tp.partition, ())
            times = [int(record.timestamp) for record in islice(records, most)]
            ended = len(records) <= most and self.at_end(tp)
            if times or ended:
                self.patience.delivered(tp)
            found.append(
                Queue(tp.partition, times, not ended and (bool(times) or self.patience.waits_for(tp, now)))
            )
        return found
