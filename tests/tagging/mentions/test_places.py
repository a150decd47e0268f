from __future__ import annotations

from collections.abc import Callable

import pytest

from stream.model.tags import Conflict, EntityType, Place
from stream.tagging.lexicon.gazetteer import kilometres


def places(conflict: Conflict) -> list[Place]:
    """The places of a text."""
    return [entity for entity in conflict.entities if isinstance(entity, Place)]


@pytest.mark.parametrize("spelling", ["Albu Kamal", "Abu Kamal", "al-Bukamal", "Al-Bukamal"])
def test_spellings_of_a_town_lead_to_one_point(tag: Callable[..., Conflict], spelling: str) -> None:
    """Alternate names of GeoNames are the same place."""
    (place, _) = places(tag(f"Shells fell in {spelling} in Syria."))
    assert place.latitude is not None
    assert place.longitude is not None
    assert kilometres(place.latitude, place.longitude, 34.45226, 40.91854) < 5
    assert (place.country, place.precision, place.geonames_id) == ("SYR", "point", 174448)


def test_a_name_is_looked_for_in_the_countries_of_the_text(tag: Callable[..., Conflict]) -> None:
    """Tripoli is in Lebanon or Libya by what else is named."""
    assert places(tag("Gunfire in Tripoli, north of Beirut in Lebanon."))[0].country == "LBN"
    assert places(tag("Gunfire in Tripoli, west of Misrata in Libya."))[0].country == "LBY"


def test_a_larger_place_behind_a_comma_decides(tag: Callable[..., Conflict]) -> None:
    """Such as "Paris, Texas" is not in France."""
    assert places(tag("A rally in Paris, Texas, ended."))[0].admin1 == "Texas"
    assert places(tag("A rally in Valencia, Venezuela, ended."))[0].country == "VEN"


def test_a_village_the_gazetteer_lacks_stays_in_its_country(tag: Callable[..., Conflict]) -> None:
    """It lies where the text says, near the town beside it, and has no point of its own; never elsewhere."""
    text = "Troops shelled Mosul in Iraq. Rockets hit the villages of Qerveda and Tolsham, east of the city of Mosul."
    found = {place.text: place for place in places(tag(text))}
    for village in ("Qerveda", "Tolsham"):
        assert (found[village].precision, found[village].geonames_id) == ("described", None)
        assert (found[village].latitude, found[village].country, found[village].near) == (
            None,
            "IRQ",
            "Mosul",
        )


def test_a_village_beside_nothing_known_has_its_country_alone(tag: Callable[..., Conflict]) -> None:
    """No point is made up for it."""
    (village,) = [
        p for p in places(tag("In Iraq, rockets hit the village of Qerveda.")) if p.text == "Qerveda"
    ]
    assert (village.precision, village.country, village.latitude) == ("described", "IRQ", None)


def test_a_village_of_a_famous_name_stays_in_its_country(tag: Callable[..., Conflict]) -> None:
    """Sousa among Syrian villages is not Sousse in Tunisia."""
    text = "In Syria, strikes near Albu Kamal hit the villages of Qerveda and Sousa."
    (sousa,) = [place for place in places(tag(text)) if place.text == "Sousa"]
    assert sousa.country == "SYR"


def test_a_province_is_not_its_capital(tag: Callable[..., Conflict]) -> None:
    """The noun tells the division, and belongs to the mention."""
    (province, _) = places(tag("Clashes in Deir al Zor province in Syria."))
    assert (province.text, province.precision, province.admin1) == (
        "Deir al Zor province",
        "admin1",
        "Deir ez-Zor",
    )


def test_two_towns_with_a_hyphen_are_two(tag: Callable[..., Conflict]) -> None:
    """The Baghdad-Damascus road has two ends."""
    assert [place.text for place in places(tag("They cut the Baghdad-Damascus road."))] == [
        "Baghdad",
        "Damascus",
    ]


def point(place: Place) -> tuple[str, str, str]:
    """Country, division and precision: enough to tell places of one name apart."""
    return place.country, place.admin1, place.precision


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Crowds gathered in New York.", "New York", ("USA", "New York", "point")),
        ("The mayor of Buffalo, New York, resigned.", "New York", ("USA", "New York", "admin1")),
        ("Fires burnt across New Mexico.", "New Mexico", ("USA", "New Mexico", "admin1")),
        ("Floods hit Mexico City.", "Mexico City", ("MEX", "Mexico City", "point")),
        ("Residents of Surrey in Britain slept.", "Surrey", ("GBR", "England", "admin2")),
        ("He was born in Morris County, New Jersey.", "Morris County", ("USA", "New Jersey", "admin2")),
        ("Clashes in Niger State in Nigeria.", "Niger State", ("NGA", "Niger", "admin1")),
        ("LOUISVILLE, KY - A man was held.", "KY", ("USA", "Kentucky", "admin1")),
        ("Rain fell in the Midwest of the United States.", "Midwest", ("USA", "", "region")),
    ],
)
def test_states_counties_and_cities_of_one_name(
    tag: Callable[..., Conflict], text: str, name: str, expected: tuple[str, str, str]
) -> None:
    """The longest known name is found, and the words around it tell the area from its town."""
    found = {place.text: point(place) for place in places(tag(text))}
    assert found[name] == expected


def test_a_name_may_change_its_sense_behind_a_comma(tag: Callable[..., Conflict]) -> None:
    """Two Springfields of one text are two towns; a bare one is the last."""
    text = "He lives in Springfield, Ill., and she in Springfield, Mass. Springfield slept."
    found = [place.admin1 for place in places(tag(text)) if place.text == "Springfield"]
    assert found == ["Illinois", "Massachusetts", "Massachusetts"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Police in Atlanta, Georgia, said nothing.", "USA"),
        ("Floods hit Savannah and Atlanta, and the rest of Georgia.", "USA"),
        ("Troops of Russia left Gori in Georgia.", "GEO"),
        ("Rain fell in Georgia.", "GEO"),
    ],
)
def test_georgia_is_known_by_its_company(tag: Callable[..., Conflict], text: str, country: str) -> None:
    """The state among towns of its country, else the country of the name."""
    (georgia,) = [place for place in places(tag(text)) if place.text == "Georgia"]
    assert georgia.country == country


def test_world_cities_need_no_country(tag: Callable[..., Conflict]) -> None:
    """A text on the United States may speak of Paris and Rome, and of Paris, Texas, where Texas is near."""
    text = "In the United States, in Chicago, officials said she flew from Paris to Rome."
    found = {place.text: place.country for place in places(tag(text))}
    assert (found["Paris"], found["Rome"]) == ("FRA", "ITA")
    near = {
        place.text: point(place)
        for place in places(tag("Fires spread from Dallas to Sherman, Texas, and to Paris."))
    }
    assert near["Paris"][:2] == ("USA", "Texas")


@pytest.mark.parametrize(
    "text", ["Mr. Houston left.", "George Washington slept.", "Shells fell on Aleppo Avenue."]
)
def test_names_of_persons_and_streets_are_no_places(tag: Callable[..., Conflict], text: str) -> None:
    """A title, a given name or a street's noun beside it says so."""
    assert places(tag(text)) == []


def test_a_place_once_is_a_place_again(tag: Callable[..., Conflict]) -> None:
    """What no cue tells at its second mention, the first has told; a longer name of capitals is none of it."""
    text = "In Torrington, Connecticut, rain fell. Torrington shops shut. The Torrington Quenby Trio sang."
    found = [place.admin1 for place in places(tag(text)) if place.text == "Torrington"]
    assert found == ["Connecticut", "Connecticut"]


def test_a_surname_of_the_text_is_no_town(
    tag: Callable[..., Conflict], texts: Callable[..., list[str]]
) -> None:
    """Somebody's name comes before a small town's, unless the words around tell of a town."""
    text = "Officials said Christopher Steele left. They wrote to Steele."
    assert places(tag(text)) == []
    assert texts(text, EntityType.PERSON)[-1] == "Steele"
    told = "Officials said Christopher Steele left for the town of Steele in Alabama."
    assert [place.text for place in places(tag(told))] == ["Steele", "Alabama"]


def test_small_directions_belong_to_a_region_s_name(tag: Callable[..., Conflict]) -> None:
    """As wires write it: "southeast Asia", "sub-Saharan Africa"."""
    found = [place.name for place in places(tag("Rains in southeast Asia and in sub-Saharan Africa."))]
    assert found == ["Southeast Asia", "Sub-Saharan Africa"]


def test_a_dateline_in_capitals_is_a_place(tag: Callable[..., Conflict]) -> None:
    """The town before the dash, although nothing else calls it one."""
    (place,) = places(tag("AMMAN — Rain fell."))
    assert (place.text, place.country) == ("AMMAN", "JOR")


def test_regions_and_countries_have_a_middle_point(tag: Callable[..., Conflict]) -> None:
    """Their precision says that the point is no town."""
    found = {
        place.text: (place.precision, place.country)
        for place in places(tag("From Niger to the Middle East and Crimea."))
    }
    assert found == {"Niger": ("country", "NER"), "Middle East": ("region", ""), "Crimea": ("region", "UKR")}


@pytest.mark.parametrize(
    "text", ["Reading is fun.", "Nice weather came.", "She met Paris Dorneval, 22, there.", "Of Mice and Men"]
)
def test_words_and_persons_are_no_towns(tag: Callable[..., Conflict], text: str) -> None:
    """Towns named like words or persons need more than a capital."""
    assert places(tag(text)) == []


def test_where_the_story_was_filed_helps(tagger_places: Callable[[str, str], list[Place]]) -> None:
    """The located field votes as a dateline does."""
    assert tagger_places("Police closed the road in Valencia.", "Caracas")[0].country == "VEN"
    assert tagger_places("Police closed the road in Valencia.", "Madrid")[0].country == "ESP"


@pytest.fixture
def tagger_places(tag: Callable[..., Conflict]) -> Callable[[str, str], list[Place]]:
    """Places of a text filed somewhere."""
    return lambda text, located: places(tag(text, located=located))


def test_a_town_is_not_believed_on_its_own_word_alone(
    tagger_places: Callable[[str, str], list[Place]],
) -> None:
    """Of a name with one place on the map, a small one in a country that nothing else speaks of, no place is made."""
    places = tagger_places("Police in London and Leeds said so. A man in Piccadilly saw it in Britain.", "")
    assert "AUS" not in {place.country for place in places}


def test_a_bare_direction_is_no_province_of_another_country(
    tagger_places: Callable[[str, str], list[Place]],
) -> None:
    """Western lies in Sri Lanka where the text speaks of it."""
    places = tagger_places(
        "Rains fell in Kenya. Officials in Nairobi spoke of Western, Nyanza and Mombasa.", ""
    )
    assert "LKA" not in {place.country for place in places}
