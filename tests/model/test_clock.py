from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from stream.model.clock import MAX_LEAD, UNTIMED, log_time
from stream.worker.agents.stage_runner import raw_of

NOW = datetime(2031, 5, 4, 6, tzinfo=UTC)


def stamp(time: datetime) -> int:
    """A time as Kafka writes it."""
    return int(time.timestamp() * 1000)


@pytest.mark.parametrize("ahead", [timedelta(), MAX_LEAD, -timedelta(days=9000)])
def test_timestamps_up_to_a_day_ahead_are_believed(ahead: timedelta) -> None:
    """A wrong zone is no wrong clock, and the past is the past: feeds are replayed."""
    assert NOW + ahead == log_time(stamp(NOW + ahead), NOW)


@pytest.mark.parametrize(
    "timestamp", [stamp(NOW + MAX_LEAD) + 1, stamp(datetime(2099, 1, 1, tzinfo=UTC)), 1 << 60, -1]
)
def test_other_timestamps_are_none(timestamp: int) -> None:
    """2099, microseconds for milliseconds, and Kafka's own -1 for none."""
    assert UNTIMED == log_time(timestamp, NOW)


def test_a_consumed_record_is_received_when_its_timestamp_can_be_believed() -> None:
    """What the agents hand to the pure core has passed this check."""
    record = SimpleNamespace(
        value=b"{}",
        key=None,
        headers=(),
        topic="raw",
        partition=0,
        offset=3,
        timestamp=stamp(NOW) + (1 << 42),
    )
    assert UNTIMED == raw_of(record, NOW).received
    record.timestamp = stamp(NOW)
    assert NOW == raw_of(record, NOW).received
