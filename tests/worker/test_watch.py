from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest
from faust.types import TP

from stream.config.settings import Settings
from stream.kafka.lag import Lag
from stream.kafka.ledger import Behind
from stream.kafka.topics import DAY
from stream.worker.app import create_app
from stream.worker.metrics import Metrics
from stream.worker.watch import watch
from tests.worker.metrics.reading import samples


def test_a_partition_that_is_anothers_is_nought_and_not_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Every partition of every topic has its series; those of ours say how many records and how old."""
    behind = {TP("newswire.raw", 1): Behind(7, time.time() - 60), TP("newswire.judged", 0): Behind(0, None)}
    monkeypatch.setattr(Lag, "behind", lambda _: behind)
    settings = Settings(partitions=2, data_dir=tmp_path)
    metrics = Metrics(partitions=2)

    async def run() -> bytes:
        app = create_app(settings)
        watch(app, settings, metrics)
        early = samples(metrics.exposition())
        assert app.consumer is not None  # as the worker's start makes it
        assert {0.0} == {value for key, value in early.items() if key[0] == "newswire_partition_assigned"}
        return metrics.exposition()

    found = samples(asyncio.run(run()))
    places = {key[1:] for key in found if key[0] == "newswire_partition_assigned"}
    topics = {"newswire.raw", "newswire.prepared", "newswire.judged"}
    assert {(partition, topic) for partition in "01" for topic in topics} == places
    ours: dict[tuple[str, ...], float] = {("1", "newswire.raw"): 7.0, ("0", "newswire.judged"): 0.0}
    for place in places:
        assert float(place in ours) == found["newswire_partition_assigned", *place]
        assert ours.get(place, 0.0) == found["newswire_consumer_lag_records", *place]
    assert 60.0 == pytest.approx(found["newswire_consumer_lag_seconds", "1", "newswire.raw"], abs=30)
    assert 0.0 == found["newswire_consumer_lag_seconds", "0", "newswire.raw"]
    assert 7 * DAY / 1000 == found["newswire_topic_retention_seconds", "newswire.raw"]
