"""An event that stories of several languages tell is one row."""

from __future__ import annotations

from pathlib import Path

from stream.desk.charts.event_map import Harmed, MapEvent
from stream.desk.desk_tables import connect
from stream.desk.event_tellings import told_once
from tests.desk.test_linked_threads import day


def event(
    story: str, deaths: int, *, at: tuple[float, float] | None = (30.2, 13.2), date: str = ""
) -> MapEvent:
    """An event of a story at a place or at none."""
    east, north = at or (None, None)
    harmed = (Harmed("killed", deaths, deaths, "", "people"),) if deaths else ()
    return MapEvent(
        story, f"a-{story}", "Lantern Wire", "Headline", "Battles", "", "", "", date, "", "reported", "", "El Obeid",
        "point" if at else "unresolved", "SDN", "", 379003 if at == (30.2, 13.2) else None, north, east, "", harmed,
    )  # fmt: skip


def told(folder: Path, *events: MapEvent) -> list[tuple[str, str, int]]:
    """Of each row the story, the day, and how many tell it."""
    connection = connect(day(folder).path)
    found = told_once(connection, events)
    connection.close()
    return [(each.event.story_id, each.event.date, each.stories) for each in found]


def test_linked_stories_tell_one_event_where_as_many_suffered(tmp_path: Path) -> None:
    """The one with a place and a day stands for all, in the place of the first."""
    found = told(tmp_path, event("s1", 12, at=None), event("s3", 12), event("s2", 12, date="2026-03-17"))
    assert found == [("s2", "2026-03-17", 2), ("s3", "", 1)]


def test_another_toll_another_place_or_no_toll_is_another_event(tmp_path: Path) -> None:
    """Linked stories tell more than what they share."""
    events = event("s1", 12), event("s2", 9), event("s2", 12, at=(32.5, 15.5)), event("s1", 0), event("s2", 0)
    assert [1] * 5 == [stories for _, _, stories in told(tmp_path, *events)]
