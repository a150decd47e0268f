"""How far the deduplication's state is rebuilt from its table, since the last rebalance."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from stream.worker.metrics.definitions import Metrics


class StateRecovery:
    """Counts the rows that shards are rebuilt from; `clock` gives seconds, from any start."""

    def __init__(self, metrics: Metrics, clock: Callable[[], float] = time.monotonic) -> None:
        self._worker = metrics.worker
        self._lock = metrics.lock
        self._clock = clock
        self._era = 0

    @contextmanager
    def of(self, rows: int) -> Iterator[Callable[[], None]]:
        """The recovery of one shard from so many rows; gives what is to be called after each of them."""
        began, era = self._clock(), self._era
        with self._lock:
            self._worker.recovery_rows.labels("state").inc(rows)
        yield lambda: self._row(era)
        with self._lock:
            self._worker.recovery_seconds.labels("state").observe(self._clock() - began)

    def _row(self, era: int) -> None:
        with self._lock:
            self._worker.recovery_done.labels("state").inc(era == self._era)

    def forget(self) -> None:
        """A rebalance has dropped all shards; one that is being recovered still counts no more."""
        with self._lock:
            self._era += 1
            self._worker.recovery_rows.labels("state").set(0)
            self._worker.recovery_done.labels("state").set(0)
