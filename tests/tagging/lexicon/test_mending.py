from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.model.tags import Actor, Conflict, Event
from stream.tagging.lexicon import mending
from stream.tagging.lexicon.mending import mended
from stream.tagging.tagger import Tagger

CLEAN = (
    "Gunmen attacked a village in Colombia on Friday; the bomb killed twelve soldiers and wounded 1,200 people near Aleppo, "
    "officials said."
)


def tagged(learned: Tagger, text: str) -> Conflict:
    """A text as shipped."""
    return learned.tag(text, date=date(2030, 5, 13))


def without_places(conflict: Conflict) -> list[object]:
    """The entities but for where they stand and how they are spelled there."""
    return [replace(entity, start=0, end=0, text="") for entity in conflict.entities]


@pytest.mark.parametrize(
    "damaged",
    [
        CLEAN.replace("attacked", "at\u00adtacked").replace("soldiers", "sol\u00addiers"),
        CLEAN.replace("killed", "kil\u200bled").replace("Colombia", "Colo\u200bmbia"),
        CLEAN.replace("wounded", "woun\u2060ded"),
        CLEAN.replace("attacked", "at-\ntacked").replace("soldiers", "sol-\ndiers"),
        CLEAN.replace("village", "vil-\r\nlage"),
        CLEAN.replace(" killed", "\nkilled").replace(" people", "\npeople"),
        CLEAN.replace(" twelve", " \n twelve"),
        CLEAN.replace("officials", "o\ufb03cials"),
        "\ufeff" + CLEAN,
        CLEAN.replace("near", "\u200enear\u200f"),
        CLEAN.replace("wounded", "wounded\u00ad"),
        CLEAN.replace("Gunmen", "Gun-\nmen"),
        CLEAN.replace("killed", "kil\u00ad\nled").replace("Aleppo", "Alep\u00ad\r\npo"),
    ],
)
def test_damage_changes_no_meaning(learned: Tagger, damaged: str) -> None:
    """Soft hyphens, zero-width characters and broken lines: the tags are those of the clean text, at the offsets of this."""
    conflict, clean = tagged(learned, damaged), tagged(learned, CLEAN)
    assert without_places(conflict) == without_places(clean)
    assert conflict.tolls == clean.tolls
    assert [damaged[e.start : e.end] for e in conflict.entities] == [e.text for e in conflict.entities]


def test_an_accent_of_its_own_is_on_its_letter(learned: Tagger) -> None:
    """Decomposed letters are read as composed ones, and the offsets hold the accent."""
    text = "Gunmen killed two people in Bogota\u0301, police said."
    found = [e.text for e in tagged(learned, text).entities if "Bogot" in e.text and not isinstance(e, Event)]
    assert "Bogota\u0301" in found


def test_a_hyphen_of_the_word_stays(learned: Tagger) -> None:
    """Such as "Iranian-backed" broken at its own hyphen."""
    conflict = tagged(learned, "Iranian-\nbacked militias attacked the base.")
    assert "Iranian-\nbacked militias" in [e.text for e in conflict.entities if isinstance(e, Actor)]
    assert "Iranian-backed militias" in [e.actor for e in conflict.entities if isinstance(e, Event)]


def test_what_is_whole_is_left_alone() -> None:
    """A text without damage is itself, and costs nothing."""
    assert mended(CLEAN, lambda _: True) == (CLEAN, None)
    assert mended("A list:\n\nOne\nTwo", lambda _: True)[1] is None


@given(st.text(alphabet="ab-\n \u00ad\u200b\u0301\ufb01.,A1"))
def test_every_character_has_its_place(text: str) -> None:
    """Offsets rise, lie in the text, and end with it; the letters are those of the text."""
    plain, offsets = mended(text, lambda word: len(word) % 2 == 0)
    if offsets is None:
        assert plain == text
        return
    assert len(offsets) == len(plain) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)
    assert (
        [char for char in plain if char in "abA1"] == [char for char in text if char in "abA1"]
        or "\u0301" in text
        or "\ufb01" in text
    )


DAMAGE = st.lists(
    st.sampled_from(
        [
            "\n",
            "\r\n",
            " ",
            "\t",
            "\u00a0",
            "-",
            "\u2010",
            ",",
            "'",
            "a",
            "abc",
            "Abc",
            "1",
            "(",
            ".",
            "\u00ad",
            "\u00e9",
        ]
    ),
    max_size=60,
).map("".join)


@given(DAMAGE)
def test_pieces_are_those_that_the_pattern_finds_in_the_whole_text(text: str) -> None:
    """Looking at the ends of lines alone leaves nothing out and adds nothing, whatever stands around them."""
    found = [(match.span(), match.lastgroup) for match in mending.PIECE.finditer(text)]
    assert found == [(match.span(), match.lastgroup) for match in mending.pieces_of(text)]
