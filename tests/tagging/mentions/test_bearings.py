from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.model.tags import Casualty, Conflict, Event, Place
from stream.tagging.lexicon.gazetteer import kilometres
from stream.tagging.mentions.bearings import destination
from stream.tagging.tagger import Tagger

MOSUL = (36.34, 43.13)


def tagged(learned: Tagger, text: str) -> Conflict:
    """A text as shipped."""
    return learned.tag(text, date=date(2030, 5, 13))


@pytest.mark.parametrize(
    ("text", "distance", "north", "east"),
    [
        ("Shells hit a farm 30 km north of Mosul.", 30, 1, 0),
        ("A bus was bombed 25 miles south of Mosul.", 40, -1, 0),
        ("Rebels seized a post some 60 kilometres west of Mosul.", 60, 0, -1),
        ("A mine exploded about 15km east of Mosul.", 15, 0, 1),
        ("The raid took place 50 kilometers (31 miles) north of Mosul.", 50, 1, 0),
        ("Militants attacked a convoy 20 km south-east of Mosul.", 20, -1, 1),
        ("A jet crashed 80 km to the west of Mosul.", 80, 0, -1),
        ("Two soldiers were killed forty kilometres north-west of Mosul.", 40, 1, -1),
        ("Troops are dug in 12.5 km northeast of the city of Mosul.", 12.5, 1, 1),
        ("Gunmen killed four people ten miles southwest of Mosul.", 16, -1, -1),
    ],
)
def test_distance_and_bearing_are_applied(
    learned: Tagger, text: str, distance: float, north: int, east: int
) -> None:
    """The point is where they lead, its precision says that it is described, and `near` names the town."""
    (place,) = [e for e in tagged(learned, text).entities if isinstance(e, Place) and "Mosul" in e.text]
    assert place.precision == "described"
    assert place.near == "Mosul"
    assert place.latitude is not None
    assert place.longitude is not None
    assert abs(kilometres(place.latitude, place.longitude, *MOSUL) - distance) < 4
    assert north == 0 or (place.latitude - MOSUL[0]) * north > 0
    assert east == 0 or (place.longitude - MOSUL[1]) * east > 0


@pytest.mark.parametrize(
    "text",
    [
        "Militants attacked a village 45 kilometres from Mosul.",
        "The camp lies roughly 20 miles outside Mosul.",
        "A convoy was ambushed 30 km from the town of Mosul.",
    ],
)
def test_a_distance_alone_is_near(learned: Tagger, text: str) -> None:
    """Without a bearing the point is the town's, and the precision says that it is not there."""
    (place,) = [e for e in tagged(learned, text).entities if isinstance(e, Place) and "Mosul" in e.text]
    assert (place.precision, place.near, place.geonames_id) == ("described", "Mosul", None)


@pytest.mark.parametrize(
    "text", ["Fighting went on in Mosul.", "Troops marched 30 km to Mosul from Baghdad."]
)
def test_a_town_itself_is_a_point(learned: Tagger, text: str) -> None:
    """Where nothing measures from it, a town is where it is."""
    (place,) = [e for e in tagged(learned, text).entities if isinstance(e, Place) and "Mosul" in e.text]
    assert place.precision in {"point", "described"}
    assert place.precision == "point" or "30 km" in place.text


@given(st.floats(-80, 80), st.floats(-179, 179), st.floats(0, 900), st.floats(0, 359))
def test_a_destination_is_as_far_as_told(
    latitude: float, longitude: float, distance: float, degrees: float
) -> None:
    """Whatever the direction, and over the date line."""
    there = destination(latitude, longitude, distance, degrees)
    assert -90 <= there[0] <= 90
    assert -180 <= there[1] <= 180
    assert abs(kilometres(latitude, longitude, *there) - distance) < 0.5


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A strike on Timbuktu, Mali, killed nine soldiers.", "Timbuktu"),
        ("A bomb killed six people in Quetta, the capital of Balochistan.", "Quetta"),
        ("Militants attacked a base in Maiduguri, Borno state, killing four.", "Maiduguri"),
        ("In Bangor, Maine, gunmen killed two people.", "Bangor"),
        ("Shelling killed five people in Kherson, southern Ukraine.", "Kherson"),
        ("Twelve people died when rockets hit Idlib, Syria.", "Idlib"),
        ("A blast in Kandahar, in Afghanistan, killed eight.", "Kandahar"),
        ("Gunmen shot dead three men in Acapulco, in the Mexican state of Guerrero.", "Acapulco"),
        ("Mosul, Iraq: a car bomb killed nine people.", "Mosul"),
        ("Police said a grenade killed two in Mogadishu, Somalia.", "Mogadishu"),
    ],
)
def test_of_a_town_and_its_region_the_town_is_where_it_happened(
    learned: Tagger, text: str, place: str
) -> None:
    """Else the map puts the dead in the middle of the country."""
    places = [e.place for e in tagged(learned, text).entities if isinstance(e, Casualty)]
    assert places
    assert all(place in told for told in places)


def test_where_a_source_is_based_nothing_happened(learned: Tagger) -> None:
    """A London-based monitor reports; the attack is elsewhere."""
    conflict = tagged(learned, "Militant attacks cost nine lives, the London-based monitor said.")
    assert {e.place for e in conflict.entities if isinstance(e, Casualty | Event)} == {""}
