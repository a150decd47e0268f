from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.tagging.lexicon.reading import read_text
from stream.tagging.mentions.numbers import count_at, starts_count


def counted(text: str) -> tuple[int | None, int | None, str] | None:
    """(minimum, maximum, qualifier) of the first count of a text."""
    reading = read_text(text)
    end = len(reading.words)
    for at, word in enumerate(reading.words):
        if starts_count(word):
            count = count_at(reading.words, reading.gaps, at, 0, end)
            if count is not None:
                return count.minimum, count.maximum, count.qualifier
    return None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 soldiers", (12, 12, "")),
        ("at least 50 civilians", (50, None, "at least")),
        ("more than 1,200 people", (1200, None, "more than")),
        ("up to 30 fighters", (None, 30, "up to")),
        ("about forty-five men", (45, 45, "about")),
        ("between 10 and 15 rebels", (10, 15, "between")),
        ("10 to 15 rebels", (10, 15, "")),
        ("10-15 rebels", (10, 15, "")),
        ("two hundred and six people", (206, 206, "")),
        ("three thousand families", (3000, 3000, "")),
        ("a dozen men", (12, 12, "")),
        ("two dozen men", (24, 24, "")),
        ("dozens of men", (24, None, "dozens")),
        ("scores of men", (40, None, "scores")),
        ("hundreds of men", (200, None, "hundreds")),
        ("at least hundreds of men", (200, None, "at least hundreds")),
        ("thousands of men", (2000, None, "thousands")),
        ("tens of thousands of men", (20000, None, "tens of thousands")),
        ("many men", (None, None, "many")),
        ("a few men", (3, None, "a few")),
        ("2 million people", (2_000_000, 2_000_000, "")),
        ("no men", None),
    ],
)
def test_counts_of_the_news(text: str, expected: tuple[int | None, int | None, str] | None) -> None:
    """Figures, words, ranges and plurals give their bounds; "at least" and its like bend them."""
    assert counted(text) == expected


@given(st.integers(1, 99_999_999))
def test_a_figure_is_its_number(number: int) -> None:
    """With and without thousands separators."""
    assert counted(f"{number} people") == counted(f"{number:,} people") == (number, number, "")


@given(st.text())
def test_no_text_breaks_the_counting(text: str) -> None:
    """Any text either has a count or not; the bounds are ordered."""
    found = counted(text)
    assert found is None or found[0] is None or found[1] is None or found[0] <= found[1]
