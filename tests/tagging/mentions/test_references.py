from __future__ import annotations

import pytest

from stream.model.tags import Actor
from stream.tagging.tagger import Tagger


def meant(tagger: Tagger, text: str) -> list[tuple[str, str, str]]:
    """(text, type, who is meant) of everything that points to somebody."""
    return [
        (e.text, e.type.value, e.refers_to)
        for e in tagger.tag(text).entities
        if isinstance(e, Actor) and e.refers_to
    ]


def test_a_personal_pronoun_is_the_person_before(tagger: Tagger) -> None:
    """By full name, in the same sentence or one of the next few."""
    text = "Gen. Orlan Tevik left. The bridge fell. He said he was safe."
    assert [("He", "PERSON", "Orlan Tevik"), ("he", "PERSON", "Orlan Tevik")] == meant(tagger, text)


def test_a_speaker_may_be_named_behind_the_words(tagger: Tagger) -> None:
    """The first person is whoever is quoted."""
    assert [("I", "PERSON", "Orlan Tevik")] == meant(tagger, "\u201cI saw it,\u201d said Gen. Orlan Tevik.")


def test_a_pronoun_for_nobody_is_no_mention(tagger: Tagger) -> None:
    """An analyst has no use for it."""
    assert [] == [e for e in tagger.tag("He left. She stayed.").entities if isinstance(e, Actor)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hezbollah fired first. Later the militants withdrew.", [("militants", "Hezbollah")]),
        (
            "The Orrin Brigade met Hezbollah. Then the rebels of the south came.",
            [("rebels", "Orrin Brigade")],
        ),
        ("Hezbollah fired first. Later armed militants withdrew.", []),
        ("Later the militants withdrew. Hezbollah stayed.", []),
    ],
)
def test_the_militants_are_the_group_named_before(
    tagger: Tagger, text: str, expected: list[tuple[str, str]]
) -> None:
    """A bare noun behind "the" points to the subject of the nearest sentence that names one of its kind."""
    assert expected == [(text, name) for text, _, name in meant(tagger, text)]


def test_the_group_may_lie_some_sentences_back_and_no_farther(tagger: Tagger) -> None:
    """Beyond a dozen sentences it is anybody's."""
    filler = "Rain fell. "
    assert [("militants", "ARMED_GROUP", "Hezbollah")] == meant(
        tagger, f"Hezbollah fired. {filler * 8}The militants left."
    )
    assert [] == meant(tagger, f"Hezbollah fired. {filler * 15}The militants left.")


def test_the_militants_are_those_whose_name_had_the_word(learned: Tagger) -> None:
    """A group called militants once is "the militants", whoever was named since."""
    text = (
        "Islamic State militants retook the town. Hezbollah lost ten men. "
        "The militants' control of the town cut a highway."
    )
    assert ("The militants", "ARMED_GROUP", "Islamic State") in meant(learned, text)


def test_the_regime_is_that_of_the_country_where_the_story_plays(learned: Tagger) -> None:
    """Not of the country whose government was named last, where another is spoken of far more."""
    text = (
        "Syrian rebels took the town in northern Syria. Syrian troops fled. Shelling went on across Syria. "
        "The Jordanian government closed the border. Losses of fighters supporting the regime were heavy."
    )
    assert ("the regime", "GOVERNMENT", "Syria") in meant(learned, text)
