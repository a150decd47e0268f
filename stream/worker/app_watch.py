"""Reads a running worker: its partitions and its lag at every scrape, and rebalances when they happen."""

from __future__ import annotations

from collections.abc import Mapping

import faust
from faust.types import TP

from stream.config.settings import Settings
from stream.kafka.ledger import LogLag
from stream.kafka.topics import specs
from stream.model.articles import Stream
from stream.worker.metrics import Metrics
from stream.worker.rebalances import RebalanceSensor
from stream.worker.running import consumer_of

TOPICS_OF_AGENTS: tuple[Stream, ...] = (
    Stream.RAW,
    Stream.PREPARED,
    Stream.JUDGED,
)  # the topics that agents read


def watch(app: faust.App, settings: Settings, metrics: Metrics) -> None:
    """Connect the metrics: each scrape reads the app, and each rebalance is counted."""
    worker = metrics.worker
    for spec in specs(settings):
        if spec.retention >= 0:
            worker.retention.labels(spec.name).set(spec.retention / 1000)
    places = [
        (settings.topic(stream), partition)
        for stream in TOPICS_OF_AGENTS
        for partition in range(settings.partitions)
    ]

    def behind() -> Mapping[TP, LogLag]:
        consumer = consumer_of(app)
        return {} if consumer is None else consumer.lag.behind()

    worker.partitions.follow(places, behind)
    RebalanceSensor(metrics).follow(app)
