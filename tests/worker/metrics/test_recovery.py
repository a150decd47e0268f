from __future__ import annotations

from stream.worker.metrics import Metrics
from stream.worker.metrics.recovery import StateRecovery
from tests.worker.metrics.reading import samples


def progress(metrics: Metrics) -> tuple[float, float]:
    """Rows done, of rows in all."""
    found = samples(metrics.exposition())
    return found["newswire_recovery_done_rows", "state"], found["newswire_recovery_rows", "state"]


def test_rows_are_counted_as_they_are_done_over_all_shards() -> None:
    """Two shards of a recovery add up; its time is told when one is whole; a rebalance begins anew."""
    metrics = Metrics()
    times = iter((10.0, 12.5, 20.0, 20.5))
    recovery = StateRecovery(metrics, lambda: next(times))
    with recovery.of(2) as row_is_done:
        row_is_done()
        assert (1.0, 2.0) == progress(metrics)
        row_is_done()
    with recovery.of(1) as row_is_done:
        assert (2.0, 3.0) == progress(metrics)
        row_is_done()
    found = samples(metrics.exposition())
    assert 2.0 == found["newswire_recovery_duration_seconds_count", "state"]
    assert 3.0 == found["newswire_recovery_duration_seconds_sum", "state"]
    recovery.forget()
    assert (0.0, 0.0) == progress(metrics)


def test_a_recovery_that_a_rebalance_overtook_counts_no_more() -> None:
    """Its shard is dropped when it is whole: never are more rows done than there are."""
    metrics = Metrics()
    recovery = StateRecovery(metrics)
    with recovery.of(2) as row_is_done:
        row_is_done()
        recovery.forget()
        row_is_done()
    assert (0.0, 0.0) == progress(metrics)
