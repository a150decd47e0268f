from __future__ import annotations

from stream.doctor.clock_skew import TOLERANCE_SECONDS, judge_clock
from stream.doctor.lines import Rating

NOW = 1_800_000_000_000


def test_no_record_from_the_future_is_well() -> None:
    """Nor is a feed without records any worse."""
    assert Rating.OK is judge_clock({"raw 0": None, "raw 1": None}, NOW).verdict
    assert Rating.OK is judge_clock({}, NOW).verdict


def test_a_record_from_the_future_names_the_furthest() -> None:
    """Whose clock is off cannot be told, so it is a warning and names both."""
    line = judge_clock({"raw 0": NOW + 5_000, "raw 1": NOW + 600_000, "raw 2": None}, NOW)
    assert Rating.WARNING is line.verdict
    assert line.said.startswith(
        "raw 1 holds a record from 600 s in the future: this machine's clock is behind, or"
    )


def test_an_answer_that_fits_no_question_is_unknown() -> None:
    """The embedded broker answers every time with the first offset and no timestamp."""
    assert Rating.UNKNOWN is judge_clock({"raw 0": -1}, NOW).verdict
    within = NOW + int(TOLERANCE_SECONDS * 1000) - 1
    assert Rating.UNKNOWN is judge_clock({"raw 0": within}, NOW).verdict
