"""`NEWSWIRE_DESK_KILLED=drop`: of a killed text nothing stays in the desk's database."""

from __future__ import annotations

import zlib
from pathlib import Path

from stream.desk.desk_database import FILE, DeskDatabase
from stream.desk.desk_tables import connect
from stream.model.articles import Stream
from tests.desk.conftest import client
from tests.desk.making import arrival, article, copy_of, notice

BODY = "The annex fell into the quarry at noon."


def texts_in(folder: Path) -> list[bool]:
    """Of each article in the database whether it has its text; then how many are found by a word of it."""
    connection = connect(folder / FILE)
    rows = connection.execute("SELECT record FROM article ORDER BY article_id").fetchall()
    (found,) = connection.execute("SELECT count(*) FROM words WHERE words MATCH 'quarry'").fetchone()
    connection.close()
    return [*(b"quarry" in zlib.decompress(row[0]) for row in rows), found]


def test_a_killed_text_and_its_copies_are_taken_out(tmp_path: Path) -> None:
    """Before or after the kill; the version that was not killed stays, and without the setting all stay."""
    conflict = {
        "relevant": True, "entities": [], "tolls": [],
        "events": [{"event_type": "Battles", "sentence_start": 0, "sentence_end": len(BODY)}],
    }  # fmt: skip
    records = [
        arrival(Stream.ENRICHED, article("a1", body=BODY, conflict=conflict)),
        arrival(Stream.COPIES, copy_of("c1", "a1", body=BODY)),
        arrival(Stream.NOTICES, notice("kill", versions=["a1"])),
        arrival(Stream.COPIES, copy_of("c2", "a1", source="Coast Herald", body=BODY)),
        arrival(Stream.ENRICHED, article("b1", story_id="s2", uri="urn:x:b1", body=BODY)),
    ]
    for drops in (True, False):
        folder = tmp_path / str(drops)
        for order in (records, records[::-1]):
            database = DeskDatabase(folder, drops=drops)
            for each in order:
                database.apply([each])
            database.close()
        assert [not drops, True, not drops, not drops, 1 if drops else 2] == texts_in(folder)
    with client(tmp_path / "True") as pages:
        page = pages.get("/story/s1").text
        assert "this desk keeps no killed text" in page
        assert "quarry" not in page
        assert "quarry" not in pages.get("/stories.geojson?what=kill").text
    with client(tmp_path / "False") as pages:
        assert "quarry" in pages.get("/story/s1").text
