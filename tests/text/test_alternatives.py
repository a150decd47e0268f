"""Many phrases as one pattern: where it matches is where one of them does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.text.alternatives import alternatives
from stream.text.wall_words import (
    OFFERS,
    READER,
    REPORTS,
    WALL_PHRASES,
    WALL_TERMS,
)

LISTS = {"phrases": WALL_PHRASES, "terms": WALL_TERMS, "reader": READER, "offers": OFFERS, "reports": REPORTS}
PLAIN = {name: re.compile("|".join(phrases)) for name, phrases in LISTS.items()}
TREES = {name: re.compile(alternatives(phrases)) for name, phrases in LISTS.items()}
PIECES = sorted(
    {
        piece
        for phrases in LISTS.values()
        for each in phrases
        for piece in re.split(r"[()?:|\\\[\]*+{}]", each)
    }
)


def starts(pattern: re.Pattern[str], text: str) -> list[int]:
    """Every place of a text at which a pattern matches."""
    return [at for at in range(len(text) + 1) if pattern.match(text, at)]


@pytest.mark.parametrize("name", LISTS)
@given(
    pieces=st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=8),
    gap=st.sampled_from(["", " ", "."]),
)
def test_it_matches_where_the_plain_pattern_does(name: str, pieces: list[str], gap: str) -> None:
    """Texts of pieces of the phrases themselves match at the same places, in every list of a wall's words."""
    text = gap.join(pieces)
    assert starts(TREES[name], text) == starts(PLAIN[name], text)


_ATOMS = st.sampled_from(
    [
        "a",
        "b",
        "ab",
        "é",
        " ",
        r"\b",
        r"\w",
        "[ab]",
        "[^)a]",
        "a?",
        "b+",
        "(?:a|b)",
        "(?:ab|c)?",
        "(?:a|)*",
        r"\|",
        "^",
    ]
)


@given(
    phrases=st.lists(st.lists(_ATOMS, min_size=1, max_size=5).map("".join), min_size=1, max_size=6),
    text=st.text("abcé |)(", max_size=12),
)
def test_any_phrases_may_be_put_together(phrases: list[str], text: str) -> None:
    """Groups, options, classes, edges and bars are kept, whatever they begin with."""
    assert starts(re.compile(alternatives(phrases)), text) == starts(re.compile("|".join(phrases)), text)
