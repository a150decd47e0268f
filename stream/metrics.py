"""Every metric, defined once: what it means, its unit and its labels. Labels come from bounded sets only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, disable_created_metrics
from prometheus_client.exposition import generate_latest

from stream import __version__
from stream.records import NoticeKind, Verdict

disable_created_metrics()  # type: ignore[no-untyped-call] # one more series for every one, that nobody asks for
STAGES: Final = ("intake", "dedup", "tag")
# From one record (1 ms) to a batch behind a slow broker (minutes).
_STAGE_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
# A desk feels a second; a replay of a backlog takes hours.
_LATENCY_BUCKETS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200, 86400)
_BATCH_BUCKETS: Final = (1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000)


class Metrics:
    """The worker's metrics in a registry of their own.

    Every label value known beforehand has its series from the start: a rate over a verdict that has not been given
    yet is 0, not missing.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        registry = self.registry
        # Raw records handed to the intake. A batch read again after a crash counts again.
        self.consumed = Counter("newswire_consumed", "Raw records read", registry=registry)
        # Articles judged, by verdict: once an article, on the home shard alone, replays left out.
        self.verdicts = Counter("newswire_verdicts", "Articles judged", ["verdict"], registry=registry)
        # Records that a stage could not take, by the stage and a reason from its bounded set.
        self.deadletters = Counter(
            "newswire_deadletters", "Records sent to the dead letters", ["stage", "reason"], registry=registry
        )
        # Notices sent, by kind; replays left out.
        self.notices = Counter("newswire_notices", "Notices sent", ["kind"], registry=registry)
        # From a batch handed to a stage to the last acknowledgement of its outputs.
        self.stage_seconds = Histogram(
            "newswire_stage_duration_seconds",
            "Time of a batch in a stage",
            ["stage"],
            buckets=_STAGE_BUCKETS,
            registry=registry,
        )
        # Records in a batch.
        self.batch_records = Histogram(
            "newswire_batch_records",
            "Records in a batch",
            ["stage"],
            buckets=_BATCH_BUCKETS,
            registry=registry,
        )
        # From the raw record's Kafka timestamp to the acknowledgement of what came of it.
        self.latency = Histogram(
            "newswire_end_to_end_seconds",
            "Time from the raw record to its acknowledged output",
            ["output"],
            buckets=_LATENCY_BUCKETS,
            registry=registry,
        )
        # Records not yet handed to an agent, by topic and partition.
        self.lag = Gauge(
            "newswire_consumer_lag", "Records behind the log's end", ["topic", "partition"], registry=registry
        )
        # Articles and stories in the window, by shard.
        self.window_articles = Gauge(
            "newswire_window_articles", "Articles in the window", ["shard"], registry=registry
        )
        self.window_stories = Gauge(
            "newswire_window_stories", "Stories in the window", ["shard"], registry=registry
        )
        Info("newswire_build", "Version of the worker", registry=registry).info({"version": __version__})
        for verdict in Verdict:
            self.verdicts.labels(verdict.value)
        for kind in NoticeKind:
            self.notices.labels(kind.value)
        for stage in STAGES:
            self.stage_seconds.labels(stage)
            self.batch_records.labels(stage)
        for output in ("copies", "notices", "enriched"):
            self.latency.labels(output)

    def observe_latency(self, output: str, received: Iterable[float], now: float) -> None:
        """Note how long ago, in seconds since 1970, the raw records of these outputs were received."""
        series = self.latency.labels(output)
        for at in received:
            series.observe(max(now - at, 0.0))

    def exposition(self) -> bytes:
        """The metrics in Prometheus' text format."""
        return generate_latest(self.registry)
