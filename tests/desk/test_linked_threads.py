"""Threads of other languages on a story's page."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from stream.desk.desk_database import DeskDatabase
from stream.desk.desk_queries import rows_where
from stream.desk.desk_tables import connect
from stream.desk.story_rows import StoryRow
from stream.desk.thread_queries import LinkedThread, linked_threads
from stream.model.articles import Stream
from tests.desk.conftest import client
from tests.desk.making import arrival, article, notice

LINK = notice(
    "thread_link",
    text="Two threads are about one event: t1 in the language en and t2 in fr.",
    linked={
        "thread_id": "t1",
        "language": "en",
        "other_id": "t2",
        "other_language": "fr",
        "places": [{"geonames_id": 379003, "name": "El Obeid", "country": "SDN", "stories": 1}],
        "actors": ["Rapid Support Forces"],
        "tolls": [{"kind": "killed", "minimum": 12, "maximum": None, "qualifier": "at least"}],
        "hours": 0.5,
    },
)
AGREES = ("El Obeid", "Rapid Support Forces", "12 killed")


def day(folder: Path) -> DeskDatabase:
    """A story in English and one in French of one event, one of another, and a link to a thread that is not here."""
    database = DeskDatabase(folder)
    elsewhere = {**LINK, "text": "t1 and t9", "linked": {**LINK["linked"], "other_id": "t9"}}
    database.apply(
        [
            arrival(Stream.ENRICHED, article("a1", thread_id="t1", headline="Market is hit")),
            arrival(
                Stream.ENRICHED,
                article("a2", story_id="s2", thread_id="t2", language="fr", headline="Un marché touché"),
            ),
            arrival(Stream.ENRICHED, article("a3", story_id="s3", thread_id="t3")),
            arrival(Stream.NOTICES, LINK),
            arrival(Stream.NOTICES, elsewhere),
        ]
    )
    database.close()
    return database


def test_both_sides_of_a_link_know_the_other(tmp_path: Path) -> None:
    """Whichever story showed it; what is not here is left out, and who has no link has none."""
    connection = connect(day(tmp_path).path)
    found = {
        row.story: linked_threads(connection, row)
        for row in rows_where(connection, StoryRow, "story", "1", ())
    }
    assert found == {
        "s1": [LinkedThread("t2", "fr", "Un marché touché", AGREES)],
        "s2": [LinkedThread("t1", "en", "Market is hit", AGREES)],
        "s3": [],
    }


def test_the_page_leads_to_the_other_language(tmp_path: Path) -> None:
    """With what both agree in; the link is no event of the story's own, and stands in no timeline."""
    day(tmp_path)
    pages: TestClient = client(tmp_path)
    page = pages.get("/story/s1").text
    assert '<a href="/?thread=t2" lang="fr" dir="auto">Un marché touché</a>' in page
    assert "agrees in El Obeid, Rapid Support Forces, 12 killed" in page
    assert "Two threads are about one event" not in page
    assert "In other languages" not in pages.get("/story/s3").text
