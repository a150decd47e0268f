"""Lines that a wire wrapped, and lines that are meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.text.wrapping import is_tabular, paragraphs, unwrapped
from tests.intake.formats.making import STORY, wrapped

WORDS = st.lists(
    st.sampled_from(["ferry", "a", "harbour", "Esk", "talks", "resume", "on", "Wednesday", "night-rate"]),
    min_size=1,
    max_size=120,
)


@given(st.lists(WORDS, min_size=1, max_size=5), st.integers(50, 100))
def test_wrapping_and_joining_gives_the_text_back(story: list[list[str]], width: int) -> None:
    """Whatever the words and the width: paragraphs come out as they went in."""
    text = "\n\n".join(f"{' '.join(words)}." for words in story)
    lines = wrapped(text, width).replace("\r\n", "\n")
    assert "".join(paragraphs(lines).split()) == "".join(text.split())
    assert paragraphs(lines).count("\n\n") == len(story) - 1


def test_a_blank_line_and_an_indent_part_paragraphs() -> None:
    """Both are what wires do; an indent that all lines have is none."""
    assert paragraphs(wrapped(STORY).replace("\r\n", "\n")) == STORY
    assert paragraphs("   one\n   two") == "one\ntwo"
    assert paragraphs("one\n\n\n\ntwo") == "one\n\ntwo"


@pytest.mark.parametrize(
    "lines",
    [
        ["Esk United      3    1", "Kesh Rovers     2    2"],
        ["Esk .......... 3", "Kesh ......... 2"],
        [
            "Ferries:",
            "- the morning boat that goes at seven from Port Esk to the other bank",
            "- the night boat",
        ],
        ["Roses are red", "violets are blue"],
        ["x" * 130, "y" * 130],
    ],
)
def test_tables_lists_verse_and_long_lines_stay(lines: list[str]) -> None:
    """Only what was wrapped is joined."""
    assert unwrapped(lines) == lines


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("The crews of the ferries walked out over a self-", "styled committee.", "The crews of the ferries walked out over a self-styled committee."),
        ("Die Besatzungen der Fähren streiken gegen die Bundes-", "und Landesregierung.", "Die Besatzungen der Fähren streiken gegen die Bundes- und Landesregierung."),
    ],
)  # fmt: skip
def test_a_hyphen_at_the_end_of_a_line_keeps_its_word_together(first: str, second: str, joined: str) -> None:
    """But not before an "and" that shares the second half."""
    assert unwrapped([first, second]) == [joined]


def test_columns_are_told_from_prose() -> None:
    """By runs of blanks, tabs or dots."""
    assert is_tabular("Esk\t3\t1")
    assert is_tabular("Esk        3")
    assert not is_tabular("He waited ... and left.  Then he came back.")
