from __future__ import annotations

import pytest

from stream.evaluation.scoring import Document
from stream.evaluation.toponyms import score
from stream.model.tags import Actor, Conflict, Entity, EntityType, Place, PlacedActor

GOLD: Document = {
    "id": "q",
    "text": "Quenby and Lower Harrow in the Marches",
    "entities": [
        {"start": 0, "end": 6, "text": "Quenby", "lat": 10.0, "lon": 10.0},
        {"start": 11, "end": 23, "text": "Lower Harrow", "lat": "20", "lon": "20"},
        {"start": 31, "end": 38, "text": "Marches"},
    ],
}


def place(start: int, end: int, latitude: float | None, longitude: float | None) -> Entity:
    """A place found."""
    text = GOLD["text"][start:end]
    return Place(EntityType.PLACE, start, end, text, text, latitude=latitude, longitude=longitude)


def test_within_161_km_is_right_and_all_labelled_places_count() -> None:
    """110 km off is right, 220 km off is elsewhere, without coordinates is not found.

    A label without coordinates is left out of both sides.
    """
    found = (place(0, 6, 11.0, 10.0), place(11, 23, 22.0, 20.0), place(31, 38, 5.0, 5.0))
    section = score("trnews", [GOLD], [Conflict(True, 1.0, (), found)])
    row = section.rows[0]
    assert (2, 2, 0.5, 0.5) == (row.gold, row.found, row.precision, row.recall)
    assert (
        "q elsewhere 'Lower Harrow' Lower Harrow ",
        "q missed 'Lower Harrow' PLACE 'Lower Harrow'",
    ) == section.errors
    row = score("trnews", [GOLD], [Conflict(True, 1.0, (), (place(0, 6, None, None),))]).rows[0]
    assert (2, 0, 0.0) == (row.gold, row.found, row.f1)


def test_the_place_in_an_actor_s_name_counts_in_the_first_row_alone() -> None:
    """The corpora label "Quenby" in "Quenby said", which is an actor here; it is no PLACE, and not found as one."""
    actor = PlacedActor(EntityType.GOVERNMENT, 0, 6, "Quenby", "Quenby", "", False, "", "", 10.0, 10.0)
    all_located, places, _ = score("trnews", [GOLD], [Conflict(True, 1.0, (), (actor,))]).rows
    assert (0.5, 0) == (all_located.recall, all_located.found)
    assert places.recall == 0.0


@pytest.mark.parametrize(("longitude", "recall"), [(-80.0, 0.0), (43.5, 1.0)])
def test_a_country_is_right_anywhere_in_it(longitude: float, recall: float) -> None:
    """Its point may be 161 km off; but the state of the name is not the country."""
    text = "Georgia"
    gold = {"start": 0, "end": 7, "text": text, "lat": "39", "lon": str(longitude)}
    found = Place(EntityType.PLACE, 0, 7, text, text, 42.0, 43.5, "GEO", precision="country")
    doc: Document = {"id": "q", "text": text, "entities": [gold]}
    assert score("trnews", [doc], [Conflict(True, 1.0, (), (found,))]).rows[0].recall == recall


def test_a_people_is_its_country() -> None:
    """A corpus that labels demonyms as places finds them as actors of the country, with coordinates or without."""
    gold = {"start": 0, "end": 6, "text": "Syrian", "lat": "35", "lon": "38"}
    doc: Document = {"id": "q", "text": "Syrian", "entities": [gold]}
    for code, recall in (("SYR", 1.0), ("IRQ", 0.0)):
        actor = Actor(EntityType.NATIONALITY, 0, 6, "Syrian", "Syria", code)
        row = score("trnews", [doc], [Conflict(True, 1.0, (), (actor,))]).rows[0]
        assert row.recall == recall


def test_places_are_judged_by_distance_and_false_ones_counted() -> None:
    """A PLACE on no label is false, whatever its name; a country's own point is as far off as it is."""
    text = "Georgia and Nowhere at noon"
    gold = {"start": 0, "end": 7, "text": "Georgia", "lat": "42", "lon": "43.5"}
    georgia = Place(EntityType.PLACE, 0, 7, "Georgia", "Georgia", 42.0, 47.5, "GEO", precision="country")
    nowhere = Place(EntityType.PLACE, 12, 19, "Nowhere", "Nowhere", 1.0, 1.0)
    doc: Document = {"id": "q", "text": text, "entities": [gold]}
    located, places, on_label = score("trnews", [doc], [Conflict(True, 1.0, (), (georgia, nowhere))]).rows
    assert (1.0, 0.0) == (located.recall, places.recall)
    assert places.false_rate == 200.0
    assert 320 < (places.median_km or 0) < 340
    assert (1, 0) == (on_label.gold, on_label.found)
