"""Conflict tags in Turkish."""

from __future__ import annotations

import pytest

from tests.tagging.languages.told import Count, actors, counts, tagged

CASUALTIES: dict[str, list[Count]] = {
    "Köyün bombalanmasında 7 sivil öldü, 12 kişi yaralandı.": [("injured", 12, 12), ("killed", 7, 7)],
    "En az 40 kişi öldü.": [("killed", 40, None)],
}


@pytest.mark.parametrize("text", CASUALTIES)
def test_casualties(text: str) -> None:
    """Digits and words, bounds and rising tolls; nobody hurt, calibres and numbers of houses are none."""
    assert counts("tr", text) == CASUALTIES[text]


def test_a_group_has_its_name_of_all_languages() -> None:
    """A group written in Turkish has the canonical name."""
    assert "Hezbollah" in [name for _, name, _ in actors("tr", "Hizbullah karakola saldırdı.")]


def test_relevance() -> None:
    """War is told from sport."""
    assert tagged(
        "tr", "İsyancılar ordunun mevzilerine havan topuyla saldırdı ve beş askeri öldürdü."
    ).relevant
    assert not tagged("tr", "Forvet maçın son dakikalarında iki gol attı.").relevant
