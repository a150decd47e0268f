from __future__ import annotations

import asyncio
from pathlib import Path

from stream.config.settings import Settings
from stream.kafka.topics import DAY
from stream.worker.app import create_app
from stream.worker.app_watch import watch
from stream.worker.metrics import Metrics
from stream.worker.running import consumer_of
from tests.worker.metrics.reading import samples


def test_every_partition_that_a_worker_may_read_has_its_series_from_the_start(tmp_path: Path) -> None:
    """Before Faust has made a consumer a scrape makes none: all partitions are another worker's so far."""
    settings = Settings(partitions=2, data_dir=tmp_path)
    metrics = Metrics(partitions=2)

    async def run() -> bytes:
        app = create_app(settings)
        watch(app, settings, metrics)
        text = metrics.exposition()
        assert consumer_of(app) is None
        return text

    found = samples(asyncio.run(run()))
    topics = {"newswire.raw", "newswire.prepared", "newswire.judged"}
    assigned = {key[1:]: value for key, value in found.items() if key[0] == "newswire_partition_assigned"}
    assert dict.fromkeys(((partition, topic) for partition in "01" for topic in topics), 0.0) == assigned
    assert 7 * DAY / 1000 == found["newswire_topic_retention_seconds", "newswire.raw"]
