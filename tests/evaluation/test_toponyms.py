from __future__ import annotations

from stream.evaluation.scoring import Document
from stream.evaluation.toponyms import score
from stream.records import Conflict, Entity, EntityType, Place

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
    (row,) = section.rows
    assert (2, 2, 0.5, 0.5) == (row.gold, row.found, row.precision, row.recall)
    assert ("q elsewhere 'Lower Harrow' Lower Harrow ", "q missed 'Lower Harrow'") == section.errors
    (row,) = score("trnews", [GOLD], [Conflict(True, 1.0, (), (place(0, 6, None, None),))]).rows
    assert (2, 0, 0.0) == (row.gold, row.found, row.f1)
