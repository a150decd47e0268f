"""The tables: they fit a hundred columns and hold what a person looks for."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from rich.console import Console

from stream.demo.check import check_outputs
from stream.demo.tables import render_report, shown_delay
from stream.demo.truth import Day
from tests.demo.conftest import Row, first


def rendered(day: Day, rows: list[Row], width: int = 100) -> str:
    """The tables as plain text."""
    out = io.StringIO()
    Console(file=out, width=width, color_system=None).print(render_report(check_outputs(day, rows)))
    return out.getvalue()


def test_fit_a_hundred_columns_and_say_everything(day: Day, perfect: list[Row]) -> None:
    """Stories, agencies, delays, places with coordinates, casualties, notices, counts and the last word."""
    text = rendered(day, perfect)

    assert max(map(len, text.splitlines())) <= 100
    for words in (
        "Fighters seize key bridge", "Lantern Wire: original 06:02", "Goma, XXX", "-1.65, 29.22",
        "14 killed", "Armed clash", "withdrawn by a kill", "mortar", "kill", "dead letter", "all as planted",
    ):  # fmt: skip
        assert words in text, words


def test_end_with_every_difference(day: Day, perfect: list[Row]) -> None:
    """A fault turns the last line into a list of what differs."""
    first(perfect, "copies")["origin"] = None

    text = rendered(day, perfect)

    assert "1 difference from the truth planted:" in text
    assert "agency: expected" in text
    assert "all as planted" not in text


def test_cut_a_long_list_of_differences(day: Day) -> None:
    """A run that went wrong altogether does not flood the terminal."""
    text = rendered(day, [])

    assert "and " in text.splitlines()[-1]
    assert " more" in text.splitlines()[-1]


@pytest.mark.parametrize(
    ("delay", "shown"),
    [
        (timedelta(seconds=45), "45s"),
        (timedelta(minutes=12, seconds=59), "12m"),
        (timedelta(hours=3, minutes=5), "3h05"),
    ],
)
def test_delays_are_short(delay: timedelta, shown: str) -> None:
    """Seconds, minutes, or hours with minutes."""
    assert shown == shown_delay(delay)
