from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from stream.model.tags import Conflict, EntityType

Found = Callable[[str, EntityType], list[str]]


@pytest.mark.parametrize(
    "name",
    ["Islamic State", "Daesh", "ISIL", "IS", "Hezbollah", "Hizbullah", "Boko Haram", "al-Shabaab", "M23"],
)
def test_named_armed_groups(only: Callable[..., Any], name: str) -> None:
    """Armed groups are found under every name in use and carry one canonical name."""
    group = only(f"Convoys of {name} left at dawn.", EntityType.ARMED_GROUP)
    assert (group.text, group.generic, bool(group.name)) == (name, False, True)


def test_names_of_one_group_share_a_canonical_name(tag: Callable[..., Conflict]) -> None:
    """Daesh is Islamic State."""
    names = {
        e.name
        for e in tag("Daesh, also ISIL, also Islamic State, left.").entities
        if e.type is EntityType.ARMED_GROUP
    }
    assert names == {"Islamic State"}


@pytest.mark.parametrize(
    "phrase",
    [
        "Iraqi and Afghan Shi'ite militias",
        "Iranian-backed militias",
        "US-led forces".replace("US-led forces", "Turkish-backed rebels"),
        "rebels",
        "suspected separatist gunmen",
        "ultra-hardline militants",
    ],
)
def test_groups_described(only: Callable[..., Any], phrase: str) -> None:
    """A noun phrase is one mention from its first modifier to its head."""
    group = only(f"On the ridge {phrase} waited.", EntityType.ARMED_GROUP)
    assert (group.text, group.generic) == (phrase, True)


def test_a_phrase_has_the_country_of_its_people(only: Callable[..., Any]) -> None:
    """Such as "Iraqi militias" are of Iraq, "Iranian-backed militias" not of Iran."""
    assert only("There Iraqi militias waited.", EntityType.ARMED_GROUP).country == "IRQ"
    assert only("There Iranian-backed militias waited.", EntityType.ARMED_GROUP).country == ""


@pytest.mark.parametrize(
    "phrase",
    ["Syrian army", "Ukrainian troops", "U.S. special forces", "Kenyan police", "Nigerian air force"],
)
def test_state_forces(only: Callable[..., Any], phrase: str) -> None:
    """A nation and a word of arms in its service."""
    forces = only(f"On Friday the {phrase} moved in.", EntityType.STATE_FORCES)
    assert (forces.text, forces.generic, len(forces.country)) == (phrase, False, 3)


def test_rebel_forces_are_no_state_s(texts: Found) -> None:
    """What stands before "forces" decides whose they are."""
    assert texts("The rebel forces moved in.", EntityType.ARMED_GROUP) == ["rebel forces"]
    assert texts("The rebel forces moved in.", EntityType.STATE_FORCES) == []


@pytest.mark.parametrize(
    ("text", "phrase", "country"),
    [
        ("The Malian government spoke.", "Malian government", "MLI"),
        ("The government of Mali spoke.", "government of Mali", "MLI"),
        ("The Pentagon spoke.", "Pentagon", "USA"),
        ("Strikes conducted by Russia went on.", "Russia", "RUS"),
        ("Russia has stepped up its strikes.", "Russia", "RUS"),
    ],
)
def test_governments(only: Callable[..., Any], text: str, phrase: str, country: str) -> None:
    """A government by its name, by its nation, or as a country that acts."""
    government = only(text, EntityType.GOVERNMENT)
    assert (government.text, government.country) == (phrase, country)


def test_a_country_where_things_happen_is_a_place(texts: Found) -> None:
    """The preposition makes it a place, not an actor."""
    assert texts("Fighting in Syria has spread to Lebanon.", EntityType.GOVERNMENT) == []
    assert texts("Fighting in Syria has spread to Lebanon.", EntityType.PLACE) == ["Syria", "Lebanon"]


@pytest.mark.parametrize("agency", ["Reuters", "AFP", "Associated Press", "Xinhua"])
def test_agencies_are_organisations(only: Callable[..., Any], agency: str) -> None:
    """Whoever tells the story is no party to it."""
    assert only(f"A commander told {agency} so.", EntityType.ORGANISATION).text == agency


def test_a_group_takes_its_own_fighters(texts: Found) -> None:
    """Such as "Islamic State militants" is one mention, of the group."""
    assert texts("Islamic State militants left.", EntityType.ARMED_GROUP) == ["Islamic State"]


def test_peoples_alone_are_nationalities(texts: Found) -> None:
    """A people without a head is a nationality; within a phrase it is part of it."""
    assert texts("The Lebanese and the Kurds agreed.", EntityType.NATIONALITY) == ["Lebanese", "Kurds"]
    assert texts("The Lebanese army agreed.", EntityType.NATIONALITY) == []


def test_forces_as_a_verb_are_nobody(texts: Found) -> None:
    """Such as "forces" without anything of its own before it is a verb."""
    assert texts("Hunger forces them out.", EntityType.STATE_FORCES) == []


@pytest.mark.parametrize("phrase", ["government forces", "security forces", "special forces"])
def test_forces_with_a_word_of_their_own_are_actors(texts: Found, phrase: str) -> None:
    """A head of two words has its own before "forces", which alone is a verb as often as a noun."""
    assert texts(f"The town was shelled by {phrase} at dawn.", EntityType.STATE_FORCES) == [phrase]
