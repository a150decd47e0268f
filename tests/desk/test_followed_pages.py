"""When a page followed a kill or a correction of what it carried."""

from __future__ import annotations

from pathlib import Path

import pytest

from stream.desk.desk_database import DeskDatabase, TopicRecord
from stream.desk.desk_tables import connect
from stream.desk.outlet_figures import FollowedNotice
from stream.desk.outlet_queries import followed
from stream.model.articles import Stream
from tests.desk.making import arrival, article, copy_of, notice

TOLD = 1_773_738_000_000  # 2026-03-17T09:00:00Z
PAGE = {"source": "Daily Mercury", "uri": "https://mercury.example/1"}
FIRST = [
    arrival(Stream.ENRICHED, article("a1")),
    arrival(Stream.COPIES, copy_of("c1", "a1", **PAGE, received="2026-03-17T08:30:00Z")),
]


def found(folder: Path, records: list[TopicRecord]) -> list[FollowedNotice]:
    """What is told after records that come one by one."""
    database = DeskDatabase(folder)
    for each in records:
        database.apply([each])
    connection = connect(database.path)
    rows = followed(connection, TOLD)
    assert rows == followed(connection, TOLD, "Daily Mercury")
    assert [] == followed(connection, TOLD + 1)
    connection.close()
    database.close()
    return rows


def test_a_page_that_still_carries_it_has_not_followed(tmp_path: Path) -> None:
    """Nor does its being seen again with the same text say so."""
    again = copy_of("c2", "a1", **PAGE, version="2", received="2026-03-17T09:30:00Z")
    records = [
        *FIRST,
        arrival(Stream.NOTICES, notice("kill", versions=["a1"])),
        arrival(Stream.COPIES, again),
    ]
    assert [FollowedNotice("Daily Mercury", TOLD, None)] == found(tmp_path, records)


@pytest.mark.parametrize(
    "later",
    [
        arrival(Stream.COPIES, copy_of("c2", "a2", **PAGE, received="2026-03-17T09:30:00Z")),
        arrival(Stream.ENRICHED, article("c2", **PAGE, story_id="s2", received="2026-03-17T09:30:00Z")),
        arrival(Stream.NOTICES, notice("kill", **PAGE, story_id="s3", received="2026-03-17T09:30:00Z")),
    ],
    ids=["another version", "another story", "withdrawn"],
)
def test_a_page_that_changed_has_followed(tmp_path: Path, later: TopicRecord) -> None:
    """Whether what it has now came before or after the notice, and of whatever story that is."""
    told = arrival(Stream.NOTICES, notice("kill", versions=["a1"]))
    for place, records in enumerate(([*FIRST, told, later], [*FIRST, later, told], [later, told, *FIRST])):
        rows = found(tmp_path / str(place), records)
        assert [FollowedNotice("Daily Mercury", TOLD, TOLD + 30 * 60_000)] == rows


def test_who_came_after_the_notice_had_nothing_to_follow(tmp_path: Path) -> None:
    """That is a late copy; what is doubtful, and what a correction itself brings, is nothing to follow either."""
    records = [
        arrival(Stream.ENRICHED, article("a1")),
        arrival(Stream.COPIES, copy_of("c1", "a1", **PAGE, received="2026-03-17T09:30:00Z")),
        arrival(Stream.NOTICES, notice("kill", versions=["a1"])),
        arrival(Stream.COPIES, copy_of("c3", "a1", source="Coast Herald", received="2026-03-17T08:30:00Z")),
        arrival(Stream.NOTICES, notice("hold", versions=["a1"], article_id="n2")),
        arrival(Stream.NOTICES, notice("correction", versions=["a1"], article_id="a1")),
        arrival(Stream.NOTICES, notice("kill", versions=["a1"], ambiguous=True)),
    ]
    database = DeskDatabase(tmp_path)
    database.apply(records)
    connection = connect(database.path)
    assert [FollowedNotice("Coast Herald", TOLD, None)] == followed(connection, TOLD)
    connection.close()
    database.close()
