from __future__ import annotations

import asyncio
from typing import cast

import faust
from faust.types import AppT

from stream.worker.metrics import Metrics
from stream.worker.rebalances import RebalanceSensor
from tests.worker.metrics.reading import Samples, samples


class Times:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        """Seconds."""
        return self.now


def scraped(metrics: Metrics) -> Samples:
    """What a scrape reads now."""
    return samples(metrics.exposition())


def test_a_rebalance_lasts_until_records_flow() -> None:
    """One that begins before the last ended counts as one more, and the time goes on."""
    metrics, times = Metrics(), Times()
    sensor = RebalanceSensor(metrics, times)
    app = cast("AppT", None)  # it is not looked at
    times.now = 10.0
    sensor.on_rebalance_start(app)
    assert 1.0 == scraped(metrics)["newswire_rebalancing",]
    times.now = 14.0
    state = sensor.on_rebalance_start(app)
    times.now = 16.0
    sensor.on_rebalance_end(app, state)
    found = scraped(metrics)
    assert 0.0 == found["newswire_rebalancing",]
    assert 2.0 == found["newswire_rebalances_total",]
    assert 1.0 == found["newswire_rebalance_duration_seconds_count",]
    assert 6.0 == found["newswire_rebalance_duration_seconds_sum",]


def test_the_recovery_of_the_table_is_followed() -> None:
    """From the assignment to the whole table: rows done of rows in all, and the time when it is done."""
    metrics, times = Metrics(), Times()
    app = faust.App("test", broker="kafka://127.0.0.1:1", loop=asyncio.new_event_loop())
    sensor = RebalanceSensor(metrics, times)
    sensor.follow(app)

    def progress() -> tuple[float, float]:
        found = scraped(metrics)
        return found["newswire_recovery_done_rows", "table"], found["newswire_recovery_rows", "table"]

    async def run() -> None:
        await app.on_partitions_assigned.send(set())
        sensor.remaining(40)
        assert (0.0, 40.0) == progress()
        sensor.remaining(10)
        assert (30.0, 40.0) == progress()
        times.now = 3.0
        await app.on_rebalance_complete.send()
        assert (40.0, 40.0) == progress()
        await app.on_partitions_assigned.send(set())
        sensor.remaining(5)
        assert (0.0, 5.0) == progress()

    asyncio.run(run())
    found = scraped(metrics)
    assert 1.0 == found["newswire_recovery_duration_seconds_count", "table"]
    assert 3.0 == found["newswire_recovery_duration_seconds_sum", "table"]
