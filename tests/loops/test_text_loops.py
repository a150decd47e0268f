from __future__ import annotations

import re
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.loops import chosen, plain_texts
from stream.loops.plain_texts import DELETED, SIGNS, TYPOGRAPHY, needle_heads

_TYPESET = st.text(
    st.sampled_from(("a", "B", "9", "_", " ", "-", "\n", "\x00", *DELETED, *TYPOGRAPHY, *SIGNS))
)
_ANY = st.text(st.characters(exclude_categories=[]))
_FEW = st.text(st.sampled_from("abc \u00e9\u0441\U0001f600"), max_size=12)


def _both(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "loop", [getattr(chosen, name), getattr(plain_texts, name)], ids=["compiled", "plain"]
    )


@given(text=_TYPESET | _ANY)
def test_words_of_typeset_text_are_the_same_compiled_and_plain(text: str) -> None:
    """For any text: the same words, or None for what is not ASCII with typography alone."""
    assert chosen.typeset_words(text) == plain_texts.typeset_words(text)


@_both("typeset_words")
def test_typography_parts_words_and_apostrophes_do_not(loop: Any) -> None:
    """Signs of English typesetting are no letters; other letters are not for this loop to say."""
    assert loop("Veldria\u2019s \u201cOld\u00a0Quay\u201d\u2014shut") == (
        ["veldrias", "old", "quay", "shut"],
        ["Veldrias", "Old", "Quay", "shut"],
    )
    assert loop("Caf\u00e9") is None


def test_signs_are_no_letters_and_have_no_small_form() -> None:
    """What parts words in a typeset text parts them in any text, in whatever case."""
    for sign in (*TYPOGRAPHY, *SIGNS):
        assert not sign.isalnum()
        assert sign.casefold() == sign
        assert not unicodedata.combining(sign)


@_both("words_in_text")
@given(text=_ANY | _FEW | _TYPESET)
def test_words_of_any_text_are_those_of_the_pattern(loop: Any, text: str) -> None:
    r"""Compiled and plain find what `\w+` finds, in every script."""
    assert loop(text) == re.findall(r"\w+", text)


@given(text=_ANY | _FEW)
def test_the_characters_beyond_ascii_are_the_same_compiled_and_plain(text: str) -> None:
    """Each once, in the order of their codes, surrogates and what is beyond 65,535 too."""
    found = chosen.beyond_ascii(text)
    assert found == plain_texts.beyond_ascii(text)
    assert set(found) == {each for each in text if ord(each) > 127}
    assert list(found) == sorted(set(found))


@_both("has_needle")
@given(
    text=_FEW,
    needles=st.lists(st.text(st.sampled_from("abc \u00e9\u0441\U0001f600"), min_size=2, max_size=5)),
)
def test_a_needle_is_found_where_it_stands(loop: Any, text: str, needles: list[str]) -> None:
    """Whatever the needles begin with in common, at the end of the text too."""
    assert loop(text, tuple(needles), needle_heads(needles)) == any(each in text for each in needles)


@_both("has_needle")
def test_heads_are_of_their_needles(loop: Any) -> None:
    """Heads of fewer needles would be read beyond their end."""
    with pytest.raises(ValueError, match="heads"):
        loop("abc", ("ab", "bc"), needle_heads(["ab"]))
    with pytest.raises(ValueError, match="two letters"):
        needle_heads(["a"])


@_both("has_needle")
def test_heads_in_a_ring_end(loop: Any) -> None:
    """Chains that were damaged are not followed for ever, nor beyond the needles."""
    heads = needle_heads(["abx", "aby"])
    ring = heads[:-4] + b"\x02\x00\x01\x00"
    assert not loop("abz abz", ("abx", "aby"), ring)
    assert not loop("abz abz", ("abx", "aby"), b"\xff" * len(heads))


@_both("telling_places")
@given(words=st.lists(st.sampled_from(("a", "May", "may", "12", "\u00c9t\u00e9", "the", "ten", ""))))
def test_places_are_those_of_capitals_and_telling_words(loop: Any, words: list[str]) -> None:
    """Digits and other letters tell as capitals do."""
    folded, telling = [word.lower() for word in words], frozenset({"may", "ten"})
    expected = [at for at, word in enumerate(words) if not "a" <= word[:1] <= "z" or folded[at] in telling]
    assert loop(words, folded, telling) == expected


@_both("telling_places")
def test_words_go_side_by_side(loop: Any) -> None:
    """A folded form for each word."""
    with pytest.raises(ValueError, match="side by side"):
        loop(["a"], [], frozenset())
