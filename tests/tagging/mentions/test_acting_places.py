from __future__ import annotations

from collections.abc import Callable

import pytest

from stream.model.tags import Actor, Conflict, EntityType, Event, Place
from stream.tagging.tagger import Tagger


def places(conflict: Conflict) -> list[Place]:
    """The places of a text."""
    return [entity for entity in conflict.entities if isinstance(entity, Place)]


def test_a_country_that_acts_is_a_place_too(tag: Callable[..., Conflict]) -> None:
    """The same words, with the country's point, and marked as an actor's."""
    conflict = tag("Russia said on Monday that it had signed a treaty.")
    (place,) = places(conflict)
    assert ("Russia", "RUS", "country", True) == (place.text, place.country, place.precision, place.acting)
    assert place.latitude is not None
    assert any(isinstance(e, Actor) and e.type is EntityType.GOVERNMENT for e in conflict.entities)


def test_an_article_is_no_part_of_the_place(tag: Callable[..., Conflict]) -> None:
    """The place of "the United States" is named without it."""
    (place,) = places(tag("The United States has rejected the offer."))
    assert place.text.removeprefix("The ") == "United States"


def test_a_country_where_something_is_does_not_act(tag: Callable[..., Conflict]) -> None:
    """It is a place alone."""
    (place,) = places(tag("A factory opened in Russia."))
    assert not place.acting


@pytest.mark.parametrize("text", ["Kenyan officials said so.", "Turkish troops withdrew."])
def test_a_people_is_no_place(learned: Tagger, text: str) -> None:
    """Nor is a body that bears a country's name."""
    assert not places(learned.tag(text))


def test_nothing_happens_in_a_country_for_its_acting(tag: Callable[..., Conflict]) -> None:
    """Events take their place from places alone."""
    conflict = tag("Russia has shelled a village. Four people were killed.")
    assert {event.place for event in conflict.entities if isinstance(event, Event)} <= {
        "",
        "a village",
        "village",
    }


def test_the_acronym_of_a_country_is_its_name(learned: Tagger) -> None:
    """Though it is an adjective too."""
    (place,) = places(learned.tag("The offer was rejected by the US."))
    assert ("US", "USA", True) == (place.text, place.country, place.acting)


def test_forces_are_called_after_a_place(learned: Tagger) -> None:
    """The place of "Toronto police" is Toronto, and nothing is said to have happened there."""
    conflict = learned.tag("Toronto police arrested a man. The case was heard in Toronto, Canada.")
    first = places(conflict)[0]
    assert ("Toronto", "CAN", True) == (first.text, first.country, first.acting)
