"""The words that tell of people hurt, and what denies them."""

from __future__ import annotations

import pytest

from stream.tagging.languages.harm_words import find_tellings
from stream.tagging.languages.language_data import load_language
from stream.tagging.languages.sense_map import read_senses


def _kinds(language: str, text: str) -> list[str]:
    senses = read_senses(text, load_language(language))
    return list(dict.fromkeys(one.kind for one in find_tellings(senses, 0, len(senses.words.forms))))


@pytest.mark.parametrize(
    ("language", "text", "kinds"),
    [
        ("es", "tres muertos y cinco heridos", ["killed", "injured"]),
        ("es", "no murieron soldados", []),
        ("ru", "убиты трое, пятеро ранены", ["killed", "injured"]),
        ("de", "niemand wurde verletzt", []),
        ("fr", "aucun soldat tué", []),
        ("zh", "三人死亡,无人受伤", ["killed"]),
        ("zh", "无人机炸死一名司机", ["killed"]),
    ],
)
def test_what_is_denied_tells_nothing(language: str, text: str, kinds: list[str]) -> None:
    """A negation, or a word for nobody in the clause of a telling word, takes it away; another clause keeps its own."""
    assert _kinds(language, text) == kinds
