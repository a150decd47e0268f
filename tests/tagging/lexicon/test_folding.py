from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.tagging.lexicon.folding import fold, key, key_hash, loose_key


@given(st.text())
def test_folding_moves_no_character(text: str) -> None:
    """The folded copy has the length of the text, whatever is in it, so that offsets hold in both."""
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    """A folded text is its own folded copy."""
    assert fold(fold(text)) == fold(text)


def test_accents_quotes_and_dashes_go() -> None:
    """Spellings of one name fold to one form."""
    assert fold("Ālbū\u2011Kamāl Shi\u2019ite “Łódź”") == "albu kamal shi'ite  lodz "


@pytest.mark.parametrize("spelling", ["Deir ez-Zor", "Deir al Zor", "Deir az-Zor"])
def test_a_key_knows_one_arabic_article(spelling: str) -> None:
    """`ez`, `az` and `al` are one article."""
    assert key(fold(spelling)) == "deir al zor"


@pytest.mark.parametrize("spelling", ["Sousa", "As Susah", "Sūsa", "Soosah"])
def test_a_loose_key_joins_romanisations(spelling: str) -> None:
    """Romanised spellings of one Arabic name meet in the loose key."""
    assert loose_key(key(fold(spelling))) == "~susa"


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_every_key_has_a_hash_of_forty_bits(name: str) -> None:
    """Lone surrogates hash as all else does."""
    assert 0 <= key_hash(name) < 1 << 40
