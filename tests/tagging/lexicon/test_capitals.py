from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.tagging.lexicon.capitals import restored
from stream.tagging.lexicon.lexicon import Lexicon
from stream.tagging.lexicon.reading import read_text
from stream.tagging.lexicon.small_words import is_small

LEXICON = Lexicon.load()
TEXTS = [
    "Two soldiers were killed in a clash near San Salvador on 4 May.",
    "The Tarvan Liberation Front (TLF) claimed the attack. TLF rebels fled.",
    "Senator Hugo Tarvel and his guards left Bogota. The president said so.",
    "Turkey and the United Nations asked the UN for help. Who will march in May?",
    "Juan de la Torva went to La Paz on Monday, the 7th day of the strike.",
    "Police said gunmen kidnapped a mayor in Orrin Street.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_names_and_acronyms_alone_keep_their_capitals(lexicon: Lexicon, text: str) -> None:
    """What an English writer would set small is small again."""
    assert restored(read_text(text.upper()), lexicon) == text


@given(st.text(max_size=60))
def test_every_character_stays_where_it_is(text: str) -> None:
    """Only the case of letters changes, whatever stands there."""
    again = restored(read_text(text), LEXICON)
    assert len(again) == len(text)
    assert [a.lower() for a in again] == [b.lower() for b in text]


@pytest.mark.parametrize("word", ["the", "kidnapped", "machineguns", "narcotraffickers", "unidentified"])
def test_words_of_english_are_small(word: str) -> None:
    """In the dictionary or made from one of its words."""
    assert is_small(word)


@pytest.mark.parametrize("word", ["tarvel", "bogota", "fmln", "jose"])
def test_names_are_not(word: str) -> None:
    """No English word, no ending of one."""
    assert not is_small(word)
