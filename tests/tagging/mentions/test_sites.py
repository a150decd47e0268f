from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from stream.model.tags import Actor, Conflict, EntityType, Facility, Place, PlacedActor
from stream.tagging.lexicon.matcher import match
from stream.tagging.lexicon.reading import read_text
from stream.tagging.mentions.resolution import resolve
from stream.tagging.mentions.sites import find_sites
from stream.tagging.sheet import Mention, Sheet
from stream.tagging.tagger import Tagger


@pytest.mark.parametrize(
    ("text", "kind", "country", "admin1", "precision"),
    [
        ("Russia said it would withdraw.", EntityType.GOVERNMENT, "RUS", "", "country"),
        ("Turkish officials met.", EntityType.GOVERNMENT, "TUR", "", "country"),
        ("The Aleppo Relief Council met.", EntityType.ORGANISATION, "SYR", "Aleppo", "point"),
        ("The Quenby Bank of Malta paid.", EntityType.ORGANISATION, "MLT", "", "country"),
    ],
)
def test_an_actor_stands_where_its_name_says(
    only: Callable[[str, EntityType], Any],
    text: str,
    kind: EntityType,
    country: str,
    admin1: str,
    precision: str,
) -> None:
    """A country that acts, a people, a body named after a town or a country."""
    actor = only(text, kind)
    assert isinstance(actor, PlacedActor)
    assert (actor.country, actor.admin1, actor.precision) == (country, admin1, precision)
    assert actor.latitude is not None


def test_an_actor_without_a_place_in_its_name_has_none(only: Callable[[str, EntityType], Any]) -> None:
    """What is said beside it tells where something happened, not whom it belongs to."""
    actor = only("Gunmen attacked a post near Mosul in Iraq.", EntityType.ARMED_GROUP)
    assert type(actor) is Actor


def test_a_person_has_the_country_of_the_office_not_of_the_name(tagger: Tagger) -> None:
    """The words before the office tell whom it serves; nobody called Paris is of France."""
    sheet = Sheet(
        reading := read_text("U.S. Agriculture Secretary Mike Vance met Ada Paris Quenby."),
        tagger.lexicon,
        match(reading, tagger.lexicon),
    )
    secretary, other = Mention(EntityType.PERSON, 0, 4), Mention(EntityType.PERSON, 6, 8)
    sheet.claim(secretary)
    sheet.claim(other)
    find_sites(sheet, resolve(sheet, ""))
    assert (secretary.country, other.country) == ("USA", "")


def test_a_facility_lies_by_its_name_or_near_the_place_beside_it(tag: Callable[..., Conflict]) -> None:
    """Near, not at: the precision says which."""
    text = "Shells hit Aleppo Hospital and Qerveda Hospital. In Homs, south of Aleppo in Syria, nobody slept."
    found = {e.text: e for e in tag(text).entities if isinstance(e, Facility | Place)}
    named, beside = found["Aleppo Hospital"], found["Qerveda Hospital"]
    assert (named.admin1, named.precision) == ("Aleppo", "point")
    assert (beside.precision, beside.geonames_id) == ("described", None)
    assert beside.country == "SYR"


def test_a_facility_in_a_text_without_places_is_nowhere(only: Callable[[str, EntityType], Any]) -> None:
    """No point is made up for it."""
    facility = only("Shells hit Qerveda Hospital.", EntityType.FACILITY)
    assert (facility.latitude, facility.country, facility.precision) == (None, "", "unresolved")
