"""All metrics of a worker, in one registry under one lock."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable
from typing import Final

from prometheus_client import CollectorRegistry, disable_created_metrics
from prometheus_client.exposition import generate_latest

from stream.worker.metrics.flow import Flow
from stream.worker.metrics.story_metrics import StoryMetrics
from stream.worker.metrics.worker_metrics import WorkerMetrics

disable_created_metrics()  # type: ignore[no-untyped-call] # a series more for each counter, with the time of its making
OTHER: Final = "other"  # the label of a source that is not on the list


class Metrics:
    """The metrics of one worker, in a registry of their own.

    Every possible series exists from the start with the value 0: a rate over a verdict that has not been given yet is 0, not missing. The
    series of a partition that a rebalance takes away go to 0 and do not vanish.

    A scrape is answered from a thread of its own. Code that changes several metrics that belong together holds `lock`, so that no scrape sees only some of them changed.

    Args:
        sources: the sources with series of their own; all others are `other`.
        partitions: how many each topic has.
    """

    def __init__(self, sources: Collection[str] = (), partitions: int = 1) -> None:
        self.lock = threading.Lock()
        self.registry = CollectorRegistry()
        self.partitions = partitions
        self._sources = frozenset(sources)
        self._seen: dict[str, float] = {}
        self.flow = Flow(self.registry, (*sources, OTHER))
        self.stories = StoryMetrics(self.registry, partitions)
        self.worker = WorkerMetrics(self.registry)

    def source(self, name: str) -> str:
        """The label of a source: its name if it is on the list, else `other`."""
        return name if name in self._sources else OTHER

    def observe_source(self, source: str, at: float) -> None:
        """Note that a source wrote a record at that time, in seconds since 1970; what came before stays."""
        label = self.source(source)
        if at > self._seen.get(label, 0.0):
            self._seen[label] = at
            self.flow.source_seen.labels(label).set(at)

    def observe_latency(self, output: str, received: Iterable[float], now: float) -> None:
        """Note how long ago, in seconds since 1970, the raw records of these outputs were received."""
        series = self.flow.latency.labels(output)
        for at in received:
            series.observe(max(now - at, 0.0))

    def exposition(self) -> bytes:
        """The metrics in Prometheus' text format, all of one moment."""
        with self.lock:
            return generate_latest(self.registry)
