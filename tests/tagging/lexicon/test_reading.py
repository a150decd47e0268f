from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.tagging.lexicon.reading import read_text


@given(st.text())
def test_words_stand_in_order_and_sentences_cover_them(text: str) -> None:
    """Words do not overlap, and every word is in exactly one sentence."""
    reading = read_text(text)
    assert all(end <= start for end, start in zip(reading.ends, reading.starts[1:], strict=False))
    assert [word for first, stop in reading.sentences for word in range(first, stop)] == list(
        range(len(reading.words))
    )
    assert len(reading.sentence_of) == len(reading.gaps) == len(reading.words)


def test_abbreviations_end_no_sentence() -> None:
    """Titles, initials and "U.S." are no stops; a stop before a capital is one."""
    reading = read_text("Gen. A. Dorn of the U.S. Army spoke. Rain fell at 3.5 metres.\n\nIt ended")
    assert [reading.span(first, stop - 1) for first, stop in reading.sentences] == [
        "Gen. A. Dorn of the U.S. Army spoke",
        "Rain fell at 3.5 metres",
        "It ended",
    ]


def test_a_possessive_is_a_word_of_its_own() -> None:
    """So that "Syria's" is Syria, while "Shi'ite" stays one word."""
    assert read_text("Syria\u2019s Shi\u2019ite d'Arc").words == ["syria", "'s", "shi'ite", "d'arc"]


@pytest.mark.parametrize(
    ("text", "upper"),
    [
        ("REBELS ATTACKED THE NORTHERN VILLAGES AGAIN WITH ARTILLERY FIRE AT DAWN TODAY", True),
        ("Rebels attacked the northern villages again with artillery fire at dawn today", False),
    ],
)
def test_a_text_in_capitals_is_known(text: str, upper: bool) -> None:
    """Telex style is told from the share of words in capitals."""
    assert read_text(text).upper is upper


def test_a_sentence_without_end_is_cut() -> None:
    """Windows over sentences stay bounded on a text without a stop."""
    assert max(stop - first for first, stop in read_text("word " * 5000).sentences) <= 120
