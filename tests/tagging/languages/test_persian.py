"""Conflict tags in Persian."""

from __future__ import annotations

import pytest

from tests.tagging.languages.told import Count, actors, counts, tagged

CASUALTIES: dict[str, list[Count]] = {
    "در گلوله\u200cباران روستا ۷ غیرنظامی کشته و ۱۲ نفر زخمی شدند.": [("injured", 12, 12), ("killed", 7, 7)],
    "دست\u200cکم ۴۰ نفر کشته شدند.": [("killed", 40, None)],
}


@pytest.mark.parametrize("text", CASUALTIES)
def test_casualties(text: str) -> None:
    """Digits and words, bounds and rising tolls; nobody hurt, calibres and numbers of houses are none."""
    assert counts("fa", text) == CASUALTIES[text]


def test_a_group_has_its_name_of_all_languages() -> None:
    """A group written in Persian has the canonical name."""
    assert "Hezbollah" in [name for _, name, _ in actors("fa", "حزب\u200cالله به پاسگاه حمله کرد.")]


def test_relevance() -> None:
    """War is told from sport."""
    assert tagged("fa", "شورشیان با خمپاره به مواضع ارتش حمله کردند و پنج سرباز را کشتند.").relevant
    assert not tagged("fa", "مهاجم تیم در دقایق پایانی مسابقه دو گل زد.").relevant
