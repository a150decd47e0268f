"""Needles are taken from phrases so that a text without any of them has no match of the phrases."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.intake.lineage.embargo_words import ORDER_PHRASES
from stream.text.link_words import READ_ON
from stream.text.needles import Needles, needles_of
from stream.text.wall_words import OTHER_WALL_HINTS, WALL_HINTS, WALL_PHRASES, WALL_TERMS

LISTS = {"orders": ORDER_PHRASES, "phrases": WALL_PHRASES, "terms": WALL_TERMS, "links": READ_ON}
OF = {name: needles_of(phrases) for name, phrases in LISTS.items()}


@pytest.mark.parametrize("name", LISTS)
@given(st.data())
def test_what_a_phrase_matches_has_a_needle(name: str, data: st.DataObject) -> None:
    """Any text that any of the lists' phrases matches, made from the phrase itself."""
    phrase = data.draw(st.sampled_from(LISTS[name]))
    text = data.draw(st.from_regex(phrase))
    assert OF[name].are_in(text)


@pytest.mark.parametrize("name", LISTS)
@given(st.data())
def test_case_makes_no_difference_where_it_makes_none_to_the_pattern(name: str, data: st.DataObject) -> None:
    """Capitals, and letters of other scripts that count as letters of ASCII."""
    phrase = data.draw(st.sampled_from(LISTS[name]))
    text = data.draw(st.from_regex(re.compile(phrase, re.IGNORECASE)))
    assert OF[name].may_be_in(text)
    assert not Needles(("like",)).may_be_in("lake")
    assert Needles(("like",)).may_be_in("l\u0130ke")


@pytest.mark.parametrize(
    ("phrase", "needles"),
    [
        ("log ?in now", ("in now",)),
        (r"\bcookies?\b", ("cookie",)),
        ("(?:the|our) newsletter", ("the newsletter", "our newsletter")),
        ("we (?:use|have) it", ("we use it", "we have it")),
        ("ab+cde", ("cde",)),
        (r"error [45]\d\d", ("error ",)),
        (r"on [^.]{0,120000} off", (" off",)),
    ],
)
def test_needles_are_the_longest_that_every_match_has(phrase: str, needles: tuple[str, ...]) -> None:
    """Of what may be absent or repeated nothing is taken; alternatives count where what is beside them is short."""
    found = needles_of([phrase])
    assert all(found.are_in(each) for each in needles)
    assert not found.are_in("ab ac ad")


def test_a_phrase_without_two_letters_in_a_row_has_none() -> None:
    """It could not be told by looking."""
    with pytest.raises(ValueError, match="two letters"):
        needles_of([r"a\d?b"])


@pytest.mark.parametrize("hints", [WALL_HINTS, OTHER_WALL_HINTS])
def test_strings_are_found_as_they_are(hints: tuple[str, ...]) -> None:
    """Each hint is found, with whatever signs it has."""
    needles = Needles(hints)
    assert all(needles.are_in(f"x {hint} y") for hint in hints)
    assert not needles.are_in("the harvest was good")
