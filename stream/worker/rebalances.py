"""Rebalances and the table's recovery, as Faust tells of them, into the metrics."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final

import faust
from faust.sensors.base import Sensor
from faust.types import AppT
from mode import Service

from stream.worker.metrics import Metrics

SAMPLE_SECONDS: Final = (
    0.25  # how soon the extent of a recovery is known, against a sum over a few partitions
)


class RebalanceSensor(Sensor):
    """Counts rebalances and times them, from their begin until records flow again, and follows the table's recovery.

    A rebalance that begins before the last one ended is counted, and the time goes on.
    """

    def __init__(self, metrics: Metrics, clock: Callable[[], float] = time.monotonic, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._metrics = metrics
        self._clock = clock
        self._rebalancing_since: float | None = None
        self._recovering_since: float | None = None
        self._rows = 0  # of the recovery under way

    def follow(self, app: faust.App) -> None:
        """Be told of this app's rebalances, and of its recoveries."""
        app.sensors.add(self)
        app.on_partitions_assigned.connect(self._recover, weak=False)
        app.on_rebalance_complete.connect(self._recovered, weak=False)
        self._app = app

    def on_rebalance_start(self, app: AppT) -> dict[str, Any]:  # noqa: ARG002 - Faust's signature
        """Partitions are about to move: nothing flows."""
        worker = self._metrics.worker
        with self._metrics.lock:
            worker.rebalances.inc()
            worker.rebalancing.set(1)
        if self._rebalancing_since is None:
            self._rebalancing_since = self._clock()
        return {"time_start": self._clock()}  # Faust wants a state to hand back

    def on_rebalance_end(self, app: AppT, state: dict[str, Any]) -> None:  # noqa: ARG002 - as above
        """Partitions are assigned and tables recovered: records flow."""
        worker = self._metrics.worker
        with self._metrics.lock:
            worker.rebalancing.set(0)
            if self._rebalancing_since is not None:
                worker.rebalance_seconds.observe(self._clock() - self._rebalancing_since)
        self._rebalancing_since = None

    def remaining(self, rows: int) -> None:
        """Note how many rows of the changelog are still to be read by the recovery under way."""
        worker = self._metrics.worker
        with self._metrics.lock:
            self._rows = max(self._rows, rows)
            worker.recovery_rows.labels("table").set(self._rows)
            worker.recovery_done.labels("table").set(self._rows - rows)

    async def _recover(self, *_: Any, **__: Any) -> None:
        self._recovering_since = self._clock()
        self._rows = 0

    async def _recovered(self, *_: Any, **__: Any) -> None:
        if self._recovering_since is not None:
            self.remaining(0)
            with self._metrics.lock:
                seconds = self._clock() - self._recovering_since
                self._metrics.worker.recovery_seconds.labels("table").observe(seconds)
        self._recovering_since = None

    @Service.task
    async def _sample(self) -> None:
        while not self.should_stop:
            await self.sleep(SAMPLE_SECONDS)
            tables: Any = self._app.tables  # Faust's interface type leaves the recovery out
            if self._recovering_since is not None and tables.recovery.in_recovery:
                self.remaining(max(tables.recovery.active_remaining_total(), 0))
