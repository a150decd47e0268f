from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from stream.desk.desk_database import DeskDatabase
from stream.desk.desk_marks import FILE, DeskMarks, attach
from stream.desk.desk_tables import connect
from stream.desk.kept_answers import STEP, KeptAnswers
from stream.model.articles import Stream
from tests.desk.making import arrival, article

NOW = 1_773_738_000_000


class Asking:
    """A database that is asked the same over and over, and how often the answer was worked out."""

    def __init__(self, folder: Path, most: int) -> None:
        self.database = DeskDatabase(folder)
        self.marks = DeskMarks(folder / FILE)
        self._kept = KeptAnswers(most)
        self.worked = 0

    def ask(self, asked: str = "stories", now: int = NOW) -> int:
        """The number of stories; each time by a connection of its own, as pages have."""
        connection = connect(self.database.path)
        attach(connection, self.marks.path)
        found = self._kept.of(connection, now, asked, lambda: self._count(connection))
        connection.close()
        return found

    def _count(self, connection: sqlite3.Connection) -> int:
        self.worked += 1
        return int(connection.execute("SELECT count(*) FROM story").fetchone()[0])


@pytest.fixture
def asking(tmp_path: Path) -> Iterator[Asking]:
    """A database without stories."""
    made = Asking(tmp_path, 3)
    yield made
    made.database.close()


def test_an_answer_is_worked_out_once(asking: Asking) -> None:
    """For every page that asks the same in the same seconds."""
    assert [0, 0, 0] == [asking.ask(now=NOW + more) for more in (0, 1, STEP - 1 - NOW % STEP)]
    assert 1 == asking.worked
    asking.ask("another")
    assert 2 == asking.worked


def test_what_came_is_seen_at_once(asking: Asking) -> None:
    """No page shows what stood before the last record; forgetting and a mark are changes, too."""
    assert 0 == asking.ask()
    asking.database.apply([arrival(Stream.ENRICHED, article("a1"))])
    assert 1 == asking.ask()
    asking.marks.mark("s1", "follow", "", NOW, on=True)
    assert 1 == asking.ask()
    assert 3 == asking.worked
    asking.database.forget(NOW + 30 * 86_400_000)
    assert 0 == asking.ask()


def test_a_database_that_was_made_anew_is_another(asking: Asking, tmp_path: Path) -> None:
    """Though as much came to it as to the one before."""
    asking.database.apply([arrival(Stream.ENRICHED, article("a1"))])
    assert 1 == asking.ask()
    other = DeskDatabase(tmp_path / "new")
    other.apply([])
    other.take_the_place_of(asking.database.path)
    assert 0 == asking.ask()
    other.close()


def test_time_goes_on(asking: Asking) -> None:
    """What hangs on it alone is some seconds old at most."""
    asking.ask()
    asking.ask(now=NOW + STEP)
    assert 2 == asking.worked


def test_few_answers_are_kept(asking: Asking) -> None:
    """Memory has a bound."""
    for name in ("one", "two", "three", "four", "four"):
        asking.ask(name)
    assert 4 == asking.worked
    asking.ask("one")
    assert 5 == asking.worked
