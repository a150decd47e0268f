"""The limit on dead letters."""

from __future__ import annotations

import pytest

from stream.model.errors import StopError
from stream.worker.breaker import SPAN, Breaker


def records(accepted: int, rejected: int, why: str = "x") -> list[str | None]:
    """A batch: first so many accepted, then so many rejected."""
    return [*[None] * accepted, *[why] * rejected]


def test_a_row_of_rejections_stops_at_the_limit() -> None:
    """One more than allowed without an accepted record between stops, across batches, and says why and what to do."""
    breaker = Breaker("intake", 10, 1.0)
    breaker.note(records(0, 6, "body: missing"))
    breaker.note(records(0, 4, "body: missing"))
    with pytest.raises(
        StopError, match=r"11 records in a row .* intake, the last because: body: missing.*LIMIT"
    ):
        breaker.note(records(0, 1, "body: missing"))


def test_an_accepted_record_ends_the_row() -> None:
    """However the batches are cut, only rejections with none accepted between count together."""
    breaker = Breaker("intake", 10, 1.0)
    for _ in range(50):
        breaker.note(records(1, 9))
    breaker.note(["x", None])
    breaker.note(records(0, 10))


def test_rejections_before_an_accepted_record_of_a_batch_are_no_row_after_it() -> None:
    """A batch of six rejected records and an accepted one at its end leaves no row behind it."""
    breaker = Breaker("intake", 10, 1.0)
    for _ in range(3):
        breaker.note([*records(0, 6), None])
    breaker.note(records(0, 10))


def test_a_row_across_two_batches_counts_though_each_has_an_accepted_record() -> None:
    """Six at the end of one batch and six at the beginning of the next are twelve in a row."""
    breaker = Breaker("intake", 10, 1.0)
    breaker.note(records(5, 6))
    with pytest.raises(StopError, match="11 records in a row"):
        breaker.note([*records(0, 6), *records(5, 0)])


def test_a_high_ratio_stops_once_enough_was_seen() -> None:
    """Above the ratio nothing happens while few records were seen; over the whole span it stops."""
    breaker = Breaker("dedup", SPAN, 0.5)
    for _ in range(SPAN // 10 - 1):
        breaker.note(records(4, 6))
    with pytest.raises(StopError, match=rf"of the last {SPAN} records .*because: x\..*RATIO"):
        breaker.note(records(4, 6))


def test_old_rejections_are_forgotten() -> None:
    """A bad start does not count against a feed that has been good for a span."""
    breaker = Breaker("dedup", SPAN, 0.5)
    breaker.note(records(1, SPAN // 2 - 1))
    for _ in range(SPAN // 5):
        breaker.note(records(10, 0))
    breaker.note(records(1, SPAN // 2 - 1))
