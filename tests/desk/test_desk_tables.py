from __future__ import annotations

import sqlite3
from dataclasses import astuple
from pathlib import Path

import pytest

from stream.desk.desk_database import DeskDatabase
from stream.desk.desk_tables import (
    PAGE_BYTES,
    SCHEMA,
    WRONG,
    columns_of,
    connect,
    prepared,
    transaction,
    values_of,
)
from stream.desk.outlet_rows import OutletRow
from stream.model.articles import Stream
from tests.desk.making import arrival, article, story


def test_tables_of_another_version_are_made_anew(tmp_path: Path) -> None:
    """All that is in them can be read from the topics again."""
    database = DeskDatabase(tmp_path)
    database.apply([arrival(Stream.ENRICHED, article("a1"))])
    connection = connect(database.path, writing=True)
    connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    connection.close()
    database.close()
    assert {} == DeskDatabase(tmp_path).offsets()


def test_a_connection_that_reads_changes_nothing(tmp_path: Path) -> None:
    """Pages are made over it."""
    prepared(tmp_path / "desk.sqlite").close()
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connect(tmp_path / "desk.sqlite").execute("DELETE FROM topic")


def test_a_transaction_is_whole_or_not_at_all(tmp_path: Path) -> None:
    """Rows of a batch that fails are not kept."""
    connection = prepared(tmp_path / "desk.sqlite")
    with pytest.raises(sqlite3.IntegrityError), transaction(connection):
        connection.executemany("INSERT INTO alias VALUES (?, ?)", [("s1", "s1"), ("s2", None)])
    assert [] == connection.execute("SELECT * FROM alias").fetchall()


def test_a_row_is_its_columns_in_their_order() -> None:
    """Nothing is left out, and no value is another one's."""
    row = story((Stream.ENRICHED, article("a1"))).row
    assert astuple(row) == values_of(row)


@pytest.mark.parametrize(
    ("question", "index"),
    [
        (f"SELECT {columns_of(OutletRow)} FROM outlet WHERE {WRONG}", "outlet_wrong"),  # noqa: S608 - our own names
        (
            "SELECT number FROM event WHERE longitude BETWEEN 1 AND 2 AND latitude BETWEEN 1 AND 2",
            "event_placed",
        ),
        ("SELECT certainty FROM event WHERE number = 1 AND deaths = 1 AND instr(victims, '|x|')", "event_of"),
        ("SELECT source, told, followed FROM followed WHERE told >= 1", "followed_told"),
    ],
)
def test_what_a_page_asks_of_many_rows_stands_in_an_index(tmp_path: Path, question: str, index: str) -> None:
    """The rows themselves are scattered over a file of gigabytes."""
    connection = prepared(tmp_path / "desk.sqlite")
    (plan,) = connection.execute(f"EXPLAIN QUERY PLAN {question}")
    assert f"COVERING INDEX {index}" in plan[3]
    assert (PAGE_BYTES,) == connection.execute("PRAGMA page_size").fetchone()
    connection.close()
