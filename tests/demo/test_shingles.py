"""The yardstick of the day."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stream.demo.shingles import shingles, versions_carried
from tests.demo.sharing import containment

WORDS = "one two three four five six seven eight nine ten"


def test_a_shingle_is_five_words_without_punctuation() -> None:
    """Case, quotes and hyphens do not count."""
    assert shingles(['"One, two three-four FIVE six']) == {
        ("one", "two", "three", "four", "five"),
        ("two", "three", "four", "five", "six"),
    }


def test_an_abridged_text_is_contained_whole() -> None:
    """The smaller of two texts is the measure."""
    assert containment([WORDS], ["one two three four five six"]) == 1.0
    assert containment([WORDS], ["ten nine eight seven six five"]) == 0.0


@given(st.lists(st.sampled_from("abcdef"), max_size=30), st.lists(st.sampled_from("abcdef"), max_size=30))
def test_containment_is_symmetric_and_bounded(one: list[str], other: list[str]) -> None:
    """0 to 1, whichever text comes first; nothing is divided by nought."""
    share = containment([" ".join(one)], [" ".join(other)])

    assert share == containment([" ".join(other)], [" ".join(one)])
    assert 0.0 <= share <= 1.0


def test_versions_that_a_sketch_cannot_tell_apart_are_all_allowed() -> None:
    """A copy that cut what is new may be of either; one that has plenty of it may not."""
    old = [f"w{n}" for n in range(60)]
    new = old + [f"n{n}" for n in range(60)]
    versions = {"1": [" ".join(old)], "2": [" ".join(new)]}

    assert versions_carried([" ".join(old)], versions) == ("1", "2")
    assert versions_carried([" ".join(new)], versions) == ("2",)
