"""Which events are on the map, and as what."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.desk.charts.event_map import Harmed, event_map, events_of, feature, marks_geojson

BODY = "PORT ESK, March 17 (Lantern) - Fighters shelled Kesh on Tuesday, killing at least 12 people."


def record(*events: dict[str, Any]) -> dict[str, Any]:
    """An enriched record with these events."""
    return {
        "story_id": "c3a1870be94d526f", "article_id": "c3a1870be94d526f", "source": "Lantern Wire", "headline": "Shelling",
        "body": BODY, "located": "PORT ESK", "conflict": {"events": list(events)},
    }  # fmt: skip


def told(**place: Any) -> dict[str, Any]:
    """An event as the tagger writes it, at a place."""
    return {
        "start": 40, "end": 47, "text": "shelled", "sentence_start": 31, "sentence_end": len(BODY), "event_type": "Explosions/Remote violence",
        "sub_event_type": "Shelling/artillery/missile attack", "actor": "Fighters", "target": "Kesh", "date": "2026-03-17",
        "place": {"text": "Kesh", **place} if place else None,
        "casualties": [{"kind": "killed", "minimum": 12, "maximum": None, "qualifier": "at least"}],
    }  # fmt: skip


TOWN = {"name": "Kesh", "latitude": 12.5, "longitude": 41.25, "precision": "point", "geonames_id": 7}


@pytest.mark.parametrize(
    ("precision", "shape"),
    [
        ("point", "solid"),
        ("described", "dashed"),
        ("admin2", "square"),
        ("admin1", "square"),
        ("country", "square"),
    ],
)
def test_what_a_point_is_decides_its_shape(precision: str, shape: str) -> None:
    """A province is never drawn as if it were a town."""
    (mark,) = event_map(events_of(record(told(**{**TOWN, "precision": precision})))).marks
    assert (mark.shape, mark.longitude, mark.latitude) == (shape, 41.25, 12.5)


def test_an_event_without_a_place_is_counted_and_never_at_the_dateline() -> None:
    """Not even where the dateline is all the text has of places."""
    found = event_map(
        events_of(record(told(), told(precision="unresolved"), told(near="Kesh", precision="described")))
    )
    assert found.marks == ()
    assert found.below == "3 events are on no map."
    assert [feature(each)["geometry"] for each in found.unplaced] == [None] * 3


def test_the_same_place_is_one_mark_with_a_count() -> None:
    """Of two stories too; a place near the town is another mark."""
    near = {**TOWN, "precision": "described", "near": "Kesh", "geonames_id": None}
    found = event_map([*events_of(record(told(**TOWN), told(**near))), *events_of(record(told(**TOWN)))])
    assert [(mark.place, len(mark.events)) for mark in found.marks] == [("Kesh", 2), ("near Kesh", 1)]
    assert [one["properties"]["count"] for one in marks_geojson(found)["features"]] == [2, 1]


@pytest.mark.parametrize("certainty", ["denied", "feared", "planned", "hypothetical"])
def test_what_did_not_happen_is_on_no_map(certainty: str) -> None:
    """It is in the export, with its certainty."""
    events = events_of(record({**told(**TOWN), "certainty": certainty}))
    assert event_map(events).marks == ()
    assert event_map(events).unhappened == 1
    assert feature(events[0])["properties"]["certainty"] == certainty


def test_the_export_has_what_a_researcher_counts() -> None:
    """Sentence, sources, precision and the bounds of the toll."""
    properties = feature(events_of(record(told(**TOWN)))[0])["properties"]
    assert properties["sentence"] == BODY[31:]
    assert (properties["killed_minimum"], properties["killed_maximum"]) == (12, None)
    assert (properties["precision"], properties["source"]) == ("point", "Lantern Wire")


def test_a_toll_reads_as_one_says_it() -> None:
    """Bounds as a span, one number where they are one."""
    assert Harmed("killed", 12, None, "at least").words == "at least 12 killed"
    assert Harmed("killed", 3, 5).words == "3\u20135 killed"
    assert Harmed("injured", 4, 4).words == "4 injured"
    assert Harmed("injured", None, None, "dozens").words == "dozens injured"


@given(
    st.lists(
        st.tuples(
            st.floats() | st.none(), st.floats() | st.none(), st.sampled_from(["point", "described", "country", "unresolved", "new"]), st.sampled_from(["reported", "denied"])
        ),
        max_size=12,
    )
)  # fmt: skip
def test_every_event_is_counted_once(places: list[tuple[float | None, float | None, str, str]]) -> None:
    """On a mark, below the map, or as one that did not happen; what is written is JSON whose points are on the earth."""
    one = events_of(record(told(**TOWN)))[0]
    events = [
        replace(
            one,
            latitude=latitude,
            longitude=longitude,
            precision=precision,
            certainty=certainty,
            geonames_id=None,
        )
        for latitude, longitude, precision, certainty in places
    ]
    found = event_map(events)
    assert sum(len(mark.events) for mark in found.marks) + len(found.unplaced) + found.unhappened == len(
        events
    )
    written: dict[str, Any] = orjson.loads(orjson.dumps(marks_geojson(found)))
    for one in written["features"]:
        longitude, latitude = one["geometry"]["coordinates"]
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90
    assert max(Counter(mark.key for mark in found.marks).values(), default=1) == 1
