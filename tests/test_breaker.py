"""The limit on dead letters."""

from __future__ import annotations

import pytest

from stream.breaker import SPAN, Breaker
from stream.errors import StopError


def test_a_row_of_rejections_stops_at_the_limit() -> None:
    """One more than allowed without an accepted record between stops, across batches, and says why and what to do."""
    breaker = Breaker("intake", 10, 1.0)
    breaker.note(0, 6, "body: missing")
    breaker.note(0, 4, "body: missing")
    with pytest.raises(
        StopError, match=r"11 records in a row .* intake, the last because: body: missing.*LIMIT"
    ):
        breaker.note(0, 1, "body: missing")


def test_an_accepted_record_ends_the_row() -> None:
    """A batch with an accepted record counts its own rejections alone."""
    breaker = Breaker("intake", 10, 1.0)
    for _ in range(50):
        breaker.note(1, 9, "uri: missing")


def test_a_high_ratio_stops_once_enough_was_seen() -> None:
    """Above the ratio nothing happens while few records were seen; over the whole span it stops."""
    breaker = Breaker("dedup", SPAN, 0.5)
    for _ in range(SPAN // 10 - 1):
        breaker.note(4, 6, "x")
    with pytest.raises(StopError, match=rf"of the last {SPAN} records .*RATIO"):
        breaker.note(4, 6, "x")


def test_old_rejections_are_forgotten() -> None:
    """A bad start does not count against a feed that has been good for a span."""
    breaker = Breaker("dedup", SPAN, 0.5)
    breaker.note(1, SPAN // 2 - 1, "x")
    for _ in range(SPAN // 5):
        breaker.note(10, 0, "")
    breaker.note(1, SPAN // 2 - 1, "x")
