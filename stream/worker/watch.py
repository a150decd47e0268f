"""What is read off a running worker: its partitions and how far behind it is, at every scrape; rebalances as they come."""

from __future__ import annotations

import time

import faust

from stream.config.settings import Settings
from stream.kafka.topics import specs
from stream.model.articles import Stream
from stream.worker.metrics import Metrics
from stream.worker.rebalances import RebalanceSensor
from stream.worker.running import consumer_of

READ: tuple[Stream, ...] = (Stream.RAW, Stream.PREPARED, Stream.JUDGED)  # the topics that agents read


def watch(app: faust.App, settings: Settings, metrics: Metrics) -> None:
    """Have every scrape tell how the app is, and every rebalance counted."""
    worker = metrics.worker
    for spec in specs(settings):
        if spec.retention >= 0:
            worker.retention.labels(spec.name).set(spec.retention / 1000)
    places = [
        (settings.topic(stream), partition) for stream in READ for partition in range(settings.partitions)
    ]

    def read() -> None:
        consumer = consumer_of(app)
        found = consumer.lag.behind() if consumer is not None else {}
        now = time.time()
        behind = {(tp.topic, tp.partition): each for tp, each in found.items()}
        for place in places:
            each = behind.get(place)
            age = 0.0 if each is None or each.since is None else max(now - each.since, 0.0)
            worker.assigned.labels(*place).set(each is not None)
            worker.lag_records.labels(*place).set(0 if each is None else each.records)
            worker.lag_seconds.labels(*place).set(age)

    metrics.before_scrape(read)
    RebalanceSensor(metrics).follow(app)
