"""The partitions of a worker and how far it is behind them: read off it at a scrape, not counted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from faust.types import TP
from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from stream.kafka.ledger import LogLag

LAG_LABELS: Final = ("topic", "partition")
# The partition of another worker has no lag here: its series stays at 0, and so does `assigned`.
_ASSIGNED: Final = "newswire_partition_assigned", "Whether this worker has the partition"
_RECORDS: Final = "newswire_consumer_lag_records", "Records not yet finished, of those in the log"
_SECONDS: Final = "newswire_consumer_lag_seconds", "Age of the oldest record not yet finished"


class PartitionLag(Collector):
    """What a worker reads: whether it has a partition, records behind the log's end, and the age of the oldest of them.

    The sum of the first over all workers is 1 for each partition while all is well. Records are behind that wait in
    Kafka, in the worker or in an agent's hands; the oldest is as old as its Kafka timestamp says, 0 where there is none.
    Without `follow` there are no partitions.
    """

    def __init__(self) -> None:
        self._places: Sequence[tuple[str, int]] = ()
        self._behind: Callable[[], Mapping[TP, LogLag]] = dict
        self._clock: Callable[[], float] = time.time

    def follow(
        self,
        places: Sequence[tuple[str, int]],
        behind: Callable[[], Mapping[TP, LogLag]],
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Read these topics' partitions.

        Args:
            places: all that have series, ours or not.
            behind: asked at every scrape: those that are ours, and how far each is behind.
            clock: seconds since 1970.
        """
        self._places, self._behind, self._clock = places, behind, clock

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """The three, without series."""
        return tuple(
            GaugeMetricFamily(*named, labels=LAG_LABELS) for named in (_ASSIGNED, _RECORDS, _SECONDS)
        )

    def collect(self) -> Iterable[Metric]:
        """The three, as of now."""
        assigned, records, seconds = families = tuple(self.describe())
        behind = {(tp.topic, tp.partition): each for tp, each in self._behind().items()}
        now = self._clock()
        for topic, partition in self._places:
            labels = topic, str(partition)
            each = behind.get((topic, partition))
            age = 0.0 if each is None or each.since is None else max(now - each.since, 0.0)
            assigned.add_metric(labels, float(each is not None))
            records.add_metric(labels, 0.0 if each is None else float(each.records))
            seconds.add_metric(labels, age)
        return families
