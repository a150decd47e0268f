"""This machine's clock against the timestamps of records that others wrote.

Kafka's protocol tells no time of its own. But a record from the future shows a clock that is off: this machine's, or that
of whoever wrote it. Embargoes are released and latencies measured by this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from stream.doctor.lines import DoctorLine, ok, unknown, warning
from stream.model.clock import TOLERANCE

TOLERANCE_SECONDS: Final = TOLERANCE.total_seconds()
CLOCK_CHECK: Final = "clock"


def judge_clock(found: Mapping[str, int | None], now: int) -> DoctorLine:
    """Judge what the broker found beyond `now` and the tolerance.

    Args:
        found: by partition, the time of the first record from there on, None where there is none; all times in
            milliseconds since 1970.
        now: this machine's time when it asked.
    """
    limit = now + TOLERANCE_SECONDS * 1000
    future = {place: at - now for place, at in found.items() if at is not None and at >= limit}
    if future:
        place, ahead = max(future.items(), key=lambda each: each[1])
        return warning(
            CLOCK_CHECK,
            f"{place} holds a record from {ahead / 1000:.0f} s in the future: this machine's clock is behind, or that "
            "of whoever wrote it is ahead",
            "run chronyc tracking (or timedatectl) on both and let NTP set them",
        )
    if any(at is not None for at in found.values()):  # the broker answered another question
        return unknown(
            CLOCK_CHECK,
            "the broker does not find records by their time",
            "run chronyc tracking, or timedatectl",
        )
    return ok(CLOCK_CHECK, f"no record is from more than {TOLERANCE_SECONDS:g} s ahead of this machine")
