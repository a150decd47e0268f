from __future__ import annotations

import pytest
from prometheus_client.parser import text_string_to_metric_families

from stream import __version__
from stream.metrics import STAGES, Metrics
from stream.records import NoticeKind, Verdict


def samples(metrics: Metrics) -> dict[tuple[str, str], float]:
    """Every sample by its name and the value of its first label."""
    return {
        (sample.name, next(iter(sample.labels.values()), "")): sample.value
        for family in text_string_to_metric_families(metrics.exposition().decode())
        for sample in family.samples
    }


def test_every_known_series_exists_from_the_start() -> None:
    """A verdict that was not given yet is 0, not missing: rates and alerts work on the first day."""
    found = samples(Metrics())
    for verdict in Verdict:
        assert 0.0 == found["newswire_verdicts_total", verdict.value]
    for kind in NoticeKind:
        assert 0.0 == found["newswire_notices_total", kind.value]
    for stage in STAGES:
        assert 0.0 == found["newswire_stage_duration_seconds_count", stage]
    assert 0.0 == found["newswire_consumed_total", ""]
    assert 1.0 == found["newswire_build_info", __version__]


def test_names_are_of_the_house() -> None:
    """Every metric carries the prefix; times are in seconds."""
    for family in text_string_to_metric_families(Metrics().exposition().decode()):
        assert family.name.startswith("newswire_")
        assert family.documentation
        assert not family.name.endswith(("_ms", "_milliseconds"))


def test_workers_do_not_share_a_registry() -> None:
    """Two in one process count apart: the registry is their own."""
    one, other = Metrics(), Metrics()
    one.consumed.inc(3)
    assert (3.0, 0.0) == (
        samples(one)["newswire_consumed_total", ""],
        samples(other)["newswire_consumed_total", ""],
    )


def test_latency_is_the_age_of_the_raw_record() -> None:
    """Seconds from receipt to now; a clock ahead of ours counts as no time, not as less."""
    metrics = Metrics()
    metrics.observe_latency("copies", [100.0, 107.5, 120.0], now=110.0)
    found = samples(metrics)
    assert 3.0 == found["newswire_end_to_end_seconds_count", "copies"]
    assert pytest.approx(12.5) == found["newswire_end_to_end_seconds_sum", "copies"]
