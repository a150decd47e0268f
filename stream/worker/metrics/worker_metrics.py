"""Metrics of the worker itself: its partitions and their lag, its rebalances and recoveries, its process."""

from __future__ import annotations

import platform
import shutil
from pathlib import Path
from typing import Final, NamedTuple

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, ProcessCollector

from stream import __version__
from stream.worker.metrics.memory import memory_limit
from stream.worker.metrics.partition_lag import PartitionLag

# `table`: the changelog to disk. `state`: the rows on disk to what the deduplication knows, a shard at a time.
PHASES: Final = ("table", "state")
# From a join with nothing to recover to a full window from an empty disk.
_RECOVERY_BUCKETS: Final = (0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800)


class WorkerMetrics:
    """`partitions` is read off the worker at a scrape; all else is counted."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.partitions = PartitionLag()
        registry.register(self.partitions)
        # How long the topics keep a record: a lag of that age loses records.
        self.retention = Gauge(
            "newswire_topic_retention_seconds",
            "How long a topic is to keep its records",
            ["topic"],
            registry=registry,
        )
        # Rebalances that this worker went through, joining the group included.
        self.rebalances = Counter(
            "newswire_rebalances", "Rebalances begun, joining included", registry=registry
        )
        # From a rebalance's begin until records flow again, recovery of the table included.
        self.rebalance_seconds = Histogram(
            "newswire_rebalance_duration_seconds",
            "Time without flow of a rebalance, recovery of the table included",
            buckets=_RECOVERY_BUCKETS,
            registry=registry,
        )
        # Whether one is under way: 1 or 0.
        self.rebalancing = Gauge(
            "newswire_rebalancing", "Whether a rebalance is under way", registry=registry
        )
        # Time that a recovery took, by phase.
        self.recovery_seconds = Histogram(
            "newswire_recovery_duration_seconds",
            "Time of a recovery",
            ["phase"],
            buckets=_RECOVERY_BUCKETS,
            registry=registry,
        )
        # The recovery under way, or the last one: rows (changelog offsets) in all, and how many of them are done.
        self.recovery_rows = Gauge(
            "newswire_recovery_rows", "Rows that the recovery has to read", ["phase"], registry=registry
        )
        self.recovery_done = Gauge(
            "newswire_recovery_done_rows", "Rows that the recovery has read", ["phase"], registry=registry
        )
        for phase in PHASES:
            self.recovery_seconds.labels(phase)
            self.recovery_rows.labels(phase)
            self.recovery_done.labels(phase)
        # How far this worker's clock is ahead of the broker's, negative: behind; 0 within 2 s of it, or where the broker
        # does not stamp its records. While it is not 0 this worker ends no embargo.
        self.clock_ahead = Gauge(
            "newswire_clock_ahead_seconds", "This machine's clock ahead of the broker's", registry=registry
        )
        # What runs: our version, Python's.
        Info("newswire_build", "Version of the worker", registry=registry).info(
            {"version": __version__, "python": platform.python_version()}
        )
        # Where the alerts' pages are read; empty: Prometheus serves them. The alerts' links take it from here.
        self.runbooks = Info("newswire_runbooks", "Where the runbooks are served", registry=registry)
        self.runbooks.info({"base": ""})
        # The disk that NEWSWIRE_DATA_DIR lies on: what it holds in all, and what this user may still write.
        self.disk = Gauge("newswire_data_disk_bytes", "Size of the disk of the tables", registry=registry)
        self.disk_free = Gauge(
            "newswire_data_disk_free_bytes", "Bytes free on the disk of the tables", registry=registry
        )
        # What the process may take: the container's limit, or the machine's memory.
        self.memory_limit = Gauge(
            "newswire_memory_limit_bytes", "Memory that the worker may take", registry=registry
        )
        self.memory_limit.set(memory_limit())
        # Memory, CPU, open files, start time: newswire_process_*.
        ProcessCollector(namespace="newswire", registry=registry)

    def watch_disk(self, folder: Path) -> None:
        """Read the disk of a folder at each scrape; 0 while it is not there."""
        self.disk.set_function(lambda: _disk(folder).total)
        self.disk_free.set_function(lambda: _disk(folder).free)


class _Disk(NamedTuple):
    total: int
    free: int


def _disk(folder: Path) -> _Disk:
    try:
        found = shutil.disk_usage(folder)
    except OSError:
        return _Disk(0, 0)
    return _Disk(found.total, found.free)
