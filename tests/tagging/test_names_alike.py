from __future__ import annotations

from datetime import date

import pytest

from stream.model.tags import Actor, Conflict, Entity, Facility, Place
from stream.tagging.tagger import Tagger


def country_of(entity: Entity) -> str:
    """ISO code, "" where it has none."""
    return entity.country if isinstance(entity, Actor | Facility | Place) else ""


def tagged(learned: Tagger, text: str) -> Conflict:
    """A text as shipped."""
    return learned.tag(text, date=date(2030, 5, 13))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Colonel Jordan Miller said the raid failed.", "Jordan"),
        ("Chad Whitlow was killed by gunmen in Lagos.", "Chad"),
        ("Santiago Rueda, a farmer, was shot dead in Cali.", "Santiago"),
        ("General Austin Reyes told reporters that rebels had fled.", "Austin"),
        ("Georgia Meller, 43, was wounded by shelling in Kherson.", "Georgia"),
        ("Milan Horvat died when a mine exploded.", "Milan"),
        ("Sergeant Houston Blake was killed in the ambush.", "Houston"),
        ("Captain Dallas Ortiz led the assault.", "Dallas"),
        ("Israel Gomez said gunmen took his brother.", "Israel"),
        ("Lieutenant Lincoln Adeyemi was wounded.", "Lincoln"),
        ("Trevor London, a nurse, treated the wounded.", "London"),
        ("Dr. Paris Okoye said 12 people were killed.", "Paris"),
    ],
)
def test_people_are_no_places(learned: Tagger, text: str, name: str) -> None:
    """With a title, an age, a trade or a verb beside it a name is a person's."""
    assert [e.text for e in tagged(learned, text).entities if isinstance(e, Place) and name in e.text] == []


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Gunmen attacked the Baghdad Restaurant in Berlin.", "Baghdad", "IRQ"),
        ("A bomb went off outside the Moscow Hotel in Belgrade.", "Moscow", "RUS"),
        ("Shots were fired on Damascus Street in Beirut.", "Damascus", "SYR"),
        ("Two men were stabbed at the Kabul Grill in Hamburg.", "Kabul", "AFG"),
        ("A grenade was thrown into the Istanbul Cafe in Vienna.", "Istanbul", "TUR"),
        ("Police sealed off Baghdad Avenue in Nairobi.", "Baghdad", "IRQ"),
        ("A blast hit the Tehran Bakery in London.", "Tehran", "IRN"),
        ("Gunmen fired at the Delhi Tavern in Dublin.", "Delhi", "IND"),
        ("The bomb exploded in Tripoli Road in London.", "Tripoli", "LBY"),
        ("Attackers stormed the Paris Theatre in Nairobi.", "Paris", "FRA"),
    ],
)
def test_a_house_named_after_a_town_is_not_there(learned: Tagger, text: str, name: str, country: str) -> None:
    """A street, hotel or restaurant stands where the text says."""
    found = [
        e
        for e in tagged(learned, text).entities
        if isinstance(e, Place | Facility) and name in e.text and e.country == country
    ]
    assert found == []


def test_a_house_of_its_own_town_is_there(learned: Tagger) -> None:
    """Where the text names the town too, its house stands in it."""
    (house,) = [
        e
        for e in tagged(learned, "Rockets hit Mosul. The Mosul Hotel burned.").entities
        if isinstance(e, Facility)
    ]
    assert house.country == "IRQ"


@pytest.mark.parametrize(
    "text",
    [
        "The Marburg virus killed nine nurses.",
        "He fought in the Vietnam War.",
        "Lassa fever spread in the camp.",
        "The Geneva Conventions forbid it.",
        "The Oslo Accords are dead, the minister said.",
        "Philadelphia Eagles, no: the Boston Globe reported it.",
        "The Dayton Agreement ended the fighting.",
        "The Minsk Protocol was never kept.",
        "Wycombe Wanderers won.",
        "The Korean War veteran spoke.",
    ],
)
def test_wars_viruses_accords_and_teams_are_no_places(learned: Tagger, text: str) -> None:
    """A noun behind a place's name makes something else of it."""
    assert [
        e.text for e in tagged(learned, text).entities if isinstance(e, Place) and e.latitude is not None
    ] == []


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Gunmen attacked a bank in Santiago de Cuba.", "Santiago de Cuba", "CUB"),
        ("The Lebanese army was fired on in Tripoli.", "Tripoli", "LBN"),
        ("Georgian troops left after shelling in Abkhazia; Georgia called for talks.", "Georgia", "GEO"),
        ("Clashes in Hyderabad, Pakistan, killed four.", "Hyderabad", "PAK"),
        ("Rebels in Venezuela seized a post near Valencia.", "Valencia", "VEN"),
        ("A bomb went off in San Miguel de Tucuman.", "San Miguel de Tucuman", "ARG"),
        ("Rockets were fired at Frankfurt am Main.", "Frankfurt am Main", "DEU"),
        ("Gunmen killed two in Santiago del Estero.", "Santiago del Estero", "ARG"),
        ("Moscow warned Georgia over South Ossetia.", "Georgia", "GEO"),
        ("Police in Cordoba, Argentina, arrested nine.", "Cordoba", "ARG"),
    ],
)
def test_what_stands_beside_a_name_says_which_place_it_is(
    learned: Tagger, text: str, name: str, country: str
) -> None:
    """A particle, a larger place, a people or a neighbour decides."""
    found = [e for e in tagged(learned, text).entities if name in e.text and country_of(e)]
    assert found
    assert {country_of(e) for e in found} == {country}


def test_the_city_is_the_one_named(learned: Tagger) -> None:
    """Such as "the city" says which it stands for, and has no point of its own."""
    conflict = tagged(learned, "Rebels attacked Mosul on Friday. Shelling of the city went on all night.")
    (city,) = [e for e in conflict.entities if isinstance(e, Place) and "city" in e.text]
    assert (city.refers_to, city.latitude) == ("Mosul", None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kenya Airways cancelled its flights.", "Kenya"),
        ("Air France suspended its flights.", "France"),
        ("The Georgia Tech team found the strain.", "Georgia"),
        ("The West Nile virus was found in two horses.", "Nile"),
        ("Chelsea midfielder Milan Torvez caught the flu.", "Chelsea"),
        ("Caroline-Anne Tremble of the agency said so.", "Caroline"),
        ("The patients were named as Juan Pereda and Luis Sotomar.", "Luis Sotomar"),
        ("A spokesman for the California Department of Public Health said so.", "California Department"),
    ],
)
def test_what_health_news_names_is_no_place(learned: Tagger, text: str, name: str) -> None:
    """An airline, a team, a virus, a player, a double given name, a full name: none is on the map."""
    assert [e.text for e in tagged(learned, text).entities if isinstance(e, Place) and name in e.text] == []
