from __future__ import annotations

from collections.abc import Mapping

from faust.types import TP

from stream.kafka.ledger import LogLag
from stream.worker.metrics import Metrics
from tests.worker.metrics.reading import Samples, samples

PLACES = [(topic, partition) for topic in ("newswire.judged", "newswire.raw") for partition in (0, 1)]
OURS: dict[TP, LogLag] = {TP("newswire.raw", 1): LogLag(7, 940.0), TP("newswire.judged", 0): LogLag(0, None)}


def scraped(behind: Mapping[TP, LogLag]) -> Samples:
    """What a scrape at 1000 seconds reads where these partitions are ours."""
    metrics = Metrics()
    metrics.worker.partitions.follow(PLACES, lambda: behind, lambda: 1000.0)
    return samples(metrics.exposition())


def test_a_partition_that_is_anothers_is_nought_and_not_missing() -> None:
    """Every partition of every topic has its series; those of ours say how many records and how old."""
    found = scraped(OURS)
    assert [1.0, 0.0, 0.0, 1.0] == [
        found["newswire_partition_assigned", str(at), topic] for topic, at in PLACES
    ]
    assert [0.0, 0.0, 0.0, 7.0] == [
        found["newswire_consumer_lag_records", str(at), topic] for topic, at in PLACES
    ]
    assert [0.0, 0.0, 0.0, 60.0] == [
        found["newswire_consumer_lag_seconds", str(at), topic] for topic, at in PLACES
    ]


def test_a_record_from_the_future_is_no_lag() -> None:
    """A producer's clock that is ahead makes no negative age."""
    found = scraped({TP("newswire.raw", 0): LogLag(1, 2000.0)})
    assert 0.0 == found["newswire_consumer_lag_seconds", "0", "newswire.raw"]


def test_what_is_read_off_is_read_at_every_scrape() -> None:
    """Partitions change hands: each scrape says what is so then."""
    metrics, given = Metrics(), dict(OURS)
    metrics.worker.partitions.follow(PLACES, lambda: given)
    assert 1.0 == samples(metrics.exposition())["newswire_partition_assigned", "1", "newswire.raw"]
    given.clear()
    assert 0.0 == samples(metrics.exposition())["newswire_partition_assigned", "1", "newswire.raw"]
