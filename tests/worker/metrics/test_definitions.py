from __future__ import annotations

import platform
import threading

import pytest
from prometheus_client.parser import text_string_to_metric_families

from stream import __version__
from stream.model.notices import NoticeKind
from stream.model.tags import EntityType
from stream.model.verdicts import Verdict
from stream.worker.metrics import STAGES, UNREADABLE, Metrics
from tests.worker.metrics.reading import samples


def test_every_known_series_exists_from_the_start() -> None:
    """A verdict that was not given yet is 0, not missing: rates and alerts work on the first day."""
    found = samples(Metrics(["Norrland Wire"], partitions=2).exposition())
    for source in ("Norrland Wire", "other"):
        for verdict in Verdict:
            assert 0.0 == found["newswire_verdicts_total", source, verdict.value]
        assert 0.0 == found["newswire_consumed_total", source]
        assert 0.0 == found["newswire_source_last_seen_timestamp_seconds", source]
    assert 0.0 == found["newswire_consumed_total", UNREADABLE]
    for kind in NoticeKind:
        assert 0.0 == found["newswire_notices_total", kind.value]
        assert 0.0 == found["newswire_notice_delay_seconds_count", kind.value]
    for stage in STAGES:
        assert 0.0 == found["newswire_stage_duration_seconds_count", stage]
        assert (
            0.0 == found["newswire_deadletters_total", {"intake": "not_json"}.get(stage, "bad_record"), stage]
        )
    for type_ in EntityType:
        assert 0.0 == found["newswire_entities_total", type_.value]
    for shard in ("0", "1"):
        assert 0.0 == found["newswire_window_articles", shard]
    assert 1.0 == found["newswire_build_info", platform.python_version(), __version__]


def test_names_are_of_the_house() -> None:
    """Every metric carries the prefix and says what it is; times are in seconds."""
    for family in text_string_to_metric_families(Metrics().exposition().decode()):
        assert family.name.startswith("newswire_")
        assert family.documentation
        assert not family.name.endswith(("_ms", "_milliseconds"))


def test_workers_do_not_share_a_registry() -> None:
    """Two in one process count apart: the registry is their own."""
    one, other = Metrics(), Metrics()
    one.flow.consumed.labels("other").inc(3)
    assert (3.0, 0.0) == (
        samples(one.exposition())["newswire_consumed_total", "other"],
        samples(other.exposition())["newswire_consumed_total", "other"],
    )


def test_sources_beyond_the_list_are_one() -> None:
    """Whoever sends a million names makes one series; spelling counts."""
    metrics = Metrics(["Norrland Wire"])
    assert ["Norrland Wire", "other", "other"] == [
        metrics.source(name) for name in ("Norrland Wire", "norrland wire", "Norrland Wire 2")
    ]


def test_the_newest_record_of_a_source_stays_the_newest() -> None:
    """Late records and other sources' do not turn the time back."""
    metrics = Metrics(["Norrland Wire"])
    for source, at in (("Norrland Wire", 50.0), ("Norrland Wire", 20.0), ("Ostia Press", 90.0)):
        metrics.observe_source(source, at)
    found = samples(metrics.exposition())
    assert 50.0 == found["newswire_source_last_seen_timestamp_seconds", "Norrland Wire"]
    assert 90.0 == found["newswire_source_last_seen_timestamp_seconds", "other"]


def test_latency_is_the_age_of_the_raw_record() -> None:
    """Seconds from receipt to now; a clock ahead of ours counts as no time, not as less."""
    metrics = Metrics()
    metrics.observe_latency("copies", [100.0, 107.5, 120.0], now=110.0)
    found = samples(metrics.exposition())
    assert 3.0 == found["newswire_end_to_end_seconds_count", "copies"]
    assert pytest.approx(12.5) == found["newswire_end_to_end_seconds_sum", "copies"]


def test_a_scrape_waits_for_counts_that_belong_together() -> None:
    """Asked in the middle of a count, from another thread, it answers with the whole of it."""
    metrics = Metrics()
    answered: list[bytes] = []
    scrape = threading.Thread(target=lambda: answered.append(metrics.exposition()))
    with metrics.lock:
        metrics.flow.consumed.labels("other").inc()
        scrape.start()
        assert answered == []
        metrics.flow.repeated.inc()
    scrape.join()
    found = samples(answered[0])
    assert (1.0, 1.0) == (found["newswire_consumed_total", "other"], found["newswire_repeated_total",])
