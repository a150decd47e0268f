"""The tables of the desk's database, and connections to it."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from stream.desk import came_sums
from stream.desk.desk_rows import DeskArticle, DeskNotice, ThreadMove
from stream.desk.event_rows import EventRow
from stream.desk.followed_pages import FollowedRow
from stream.desk.outlet_rows import OutletRow
from stream.desk.story_rows import StoryRow
from stream.desk.wire_filters import COUNTED_STORIES

_log = logging.getLogger(__name__)

SCHEMA: Final = 8  # of the tables; another one is made anew from the topics

# An article with its record is two to three thousand bytes: of the usual 4,096 a third would stay empty.
PAGE_BYTES: Final = 8_192
EVENTS_OF: Final = "event_of"  # of a story by its number, what filters and the map ask of its events
WRONG_OF: Final = (
    "outlet_wrong_of"  # of an outlet, what it carries that something is said of, by when it was seen
)
SEEN: Final = "outlet_source"  # of an outlet, all that it carries, by when it was seen
# Of an outlet's row: something is said of what it carries.
WRONG: Final = "killed NOT NULL OR held NOT NULL OR corrected NOT NULL OR late OR early NOT NULL"
BUSY_MILLISECONDS: Final = 5_000  # a reader waits so long for the writer's checkpoint


def connect(path: Path, *, writing: bool = False) -> sqlite3.Connection:
    """A connection to the database; without `writing` one that changes nothing."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    if not writing:
        connection.execute("PRAGMA query_only = 1")
    return connection


def prepared(path: Path) -> sqlite3.Connection:
    """The writer's connection, with all tables there; a file with tables of another version is made anew."""
    connection = connect(path, writing=True)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version not in {0, SCHEMA}:
        connection.close()
        _log.warning(
            "the desk's database is of another version: it is made anew and filled from the topics, as far back as they go",
            extra={"path": str(path), "found": version, "version": SCHEMA},
        )
        for ending in ("", "-wal", "-shm"):
            Path(f"{path}{ending}").unlink(missing_ok=True)
        connection = connect(path, writing=True)
    run = connection.execute
    run(f"PRAGMA page_size = {PAGE_BYTES}")  # of a new file
    run("PRAGMA auto_vacuum = INCREMENTAL")
    run("PRAGMA journal_mode = WAL")
    run("PRAGMA synchronous = NORMAL")  # after a power cut the last records are read again from the topics
    with transaction(connection):
        for statement in TABLES:
            run(statement)
        run(f"PRAGMA user_version = {SCHEMA}")
    return connection


def put_in_place(connection: sqlite3.Connection, made: Path, place: Path) -> None:
    """Put a database that was made elsewhere in another's place and close its connection; who reads the other reads it to its end."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    for ending in ("-wal", "-shm"):
        Path(f"{place}{ending}").unlink(missing_ok=True)
    made.replace(place)
    with suppress(OSError):  # it holds something else, too
        made.parent.rmdir()


class transaction:  # noqa: N801 - used as a statement
    """All or nothing; readers see that something changed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, *rest: object) -> None:
        if kind is None:
            self._connection.execute("UPDATE change SET number = number + 1")
        self._connection.execute("COMMIT" if kind is None else "ROLLBACK")


@cache
def questions_of(kind: type[Any]) -> str:
    """A question mark for each column of a row."""
    return ", ".join("?" * len(fields(kind)))


def values_of(row: object) -> tuple[Any, ...]:
    """A row's columns, in their order; `astuple` copies each value and takes a quarter of the time of reading."""
    found: tuple[Any, ...] = _getter(type(row))(row)  # type: ignore[arg-type] # every class is hashable
    return found


@cache
def _getter(kind: type[Any]) -> Callable[[Any], Any]:
    return attrgetter(*(each.name for each in fields(kind)))


def _columns(kind: type[Any], primary: str) -> str:
    kinds = {
        "str": "TEXT NOT NULL",
        "int": "INTEGER NOT NULL",
        "int | None": "INTEGER",
        "float | None": "REAL",
    }
    lines = []
    for each in fields(kind):
        written = f"{each.name} {kinds[str(each.type)]}"
        lines.append(f"{written} PRIMARY KEY" if each.name == primary else written)
    return ", ".join(lines)


def columns_of(kind: type[Any]) -> str:
    """The columns of a row, in their order."""
    return _joined(kind)  # type: ignore[arg-type] # every class is hashable


@cache
def _joined(kind: type[Any]) -> str:
    return ", ".join(each.name for each in fields(kind))


_WORDS: Final = "headline, body, slug, place, source"

TABLES: Final = (
    f"CREATE TABLE IF NOT EXISTS article ({_columns(DeskArticle, 'article_id')}, record BLOB NOT NULL)",
    "CREATE INDEX IF NOT EXISTS article_story ON article (story)",
    "CREATE UNIQUE INDEX IF NOT EXISTS article_number ON article (number)",
    # What the figures of outlets begin with, before their first whole quarter of an hour (see `came_sums`).
    "CREATE INDEX IF NOT EXISTS article_came ON article (number, source, received, verdict, agency, delay, own_headline, cut, added)",
    f"CREATE TABLE IF NOT EXISTS came ({came_sums.COLUMNS}) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS article_source ON article (source, number)",
    "CREATE INDEX IF NOT EXISTS article_uri ON article (uri)",
    "CREATE INDEX IF NOT EXISTS article_waiting ON article (until) WHERE embargo = 'parked'",
    "CREATE INDEX IF NOT EXISTS article_url ON article (url)",
    f"CREATE TABLE IF NOT EXISTS notice ({_columns(DeskNotice, 'digest')}, record BLOB NOT NULL)",
    "CREATE INDEX IF NOT EXISTS notice_story ON notice (story)",
    "CREATE INDEX IF NOT EXISTS notice_received ON notice (received)",
    "CREATE INDEX IF NOT EXISTS notice_uri ON notice (uri)",
    f"CREATE TABLE IF NOT EXISTS followed ({_columns(FollowedRow, '')}, PRIMARY KEY (story, digest, source, uri))",
    "CREATE INDEX IF NOT EXISTS followed_told ON followed (told, source, followed)",
    "CREATE INDEX IF NOT EXISTS followed_page ON followed (uri, source)",
    f"CREATE TABLE IF NOT EXISTS story ({_columns(StoryRow, 'story')})",
    f"CREATE TABLE IF NOT EXISTS thread_move ({_columns(ThreadMove, '')}, PRIMARY KEY (story, digest))",
    "CREATE INDEX IF NOT EXISTS story_thread ON story (thread, number)",
    # All that is counted of a story and that filters ask of it, and the same by each value that it is counted under: what few
    # stories pass is found without reading the others.
    f"CREATE INDEX IF NOT EXISTS {COUNTED_STORIES} ON story (number, facets, traits)",
    "CREATE TABLE IF NOT EXISTS facet (value TEXT, number INTEGER, facets INTEGER NOT NULL, traits INTEGER NOT NULL, PRIMARY KEY (value, number)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS story_status ON story (status, number) WHERE status != ''",
    "CREATE INDEX IF NOT EXISTS story_facets ON story (facets)",
    "CREATE INDEX IF NOT EXISTS story_doubtful ON story (story) WHERE toll_fell OR unknown",
    "CREATE INDEX IF NOT EXISTS notice_links ON notice (digest) WHERE kind = 'thread_link'",
    "CREATE INDEX IF NOT EXISTS notice_ambiguous ON notice (story) WHERE ambiguous",
    f"CREATE TABLE IF NOT EXISTS outlet ({_columns(OutletRow, '')}, PRIMARY KEY (story, source, uri))",
    f"CREATE INDEX IF NOT EXISTS {WRONG_OF} ON outlet (source, seen) WHERE {WRONG}",
    # Every page says how many alerts are open: what they are made of stands together.
    f"CREATE INDEX IF NOT EXISTS outlet_wrong ON outlet ({columns_of(OutletRow)}) WHERE {WRONG}",
    f"CREATE TABLE IF NOT EXISTS event ({_columns(EventRow, '')}, PRIMARY KEY (story, place))",
    f"CREATE INDEX IF NOT EXISTS {EVENTS_OF} ON event (number, place, certainty, deaths, victims, longitude, latitude)",
    "CREATE INDEX IF NOT EXISTS event_placed ON event (longitude, latitude, number, certainty, deaths, victims)",
    f"CREATE INDEX IF NOT EXISTS {SEEN} ON outlet (source, seen)",
    # Another number after every transaction, in a file of its own numbers: what was worked out before holds while it is the same.
    "CREATE TABLE IF NOT EXISTS change (number INTEGER NOT NULL)",
    "INSERT INTO change SELECT abs(random() >> 16) WHERE NOT EXISTS (SELECT 1 FROM change)",
    "CREATE TABLE IF NOT EXISTS merge (merged TEXT NOT NULL, into_ TEXT NOT NULL, PRIMARY KEY (merged, into_))",
    "CREATE INDEX IF NOT EXISTS merge_into ON merge (into_)",
    "CREATE TABLE IF NOT EXISTS alias (story TEXT PRIMARY KEY, root TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS alias_root ON alias (root)",
    "CREATE TABLE IF NOT EXISTS topic (stream TEXT, partition INTEGER, next INTEGER, PRIMARY KEY (stream, partition))",
    # The last record read of each partition: a topic that was made anew has another one at its offset.
    "CREATE TABLE IF NOT EXISTS topic_last (stream TEXT, partition INTEGER, at INTEGER, digest TEXT, PRIMARY KEY (stream, partition))",
    f"CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5({_WORDS}, tokenize = 'unicode61 remove_diacritics 2')",
    f"CREATE VIRTUAL TABLE IF NOT EXISTS words_unspaced USING fts5({_WORDS}, tokenize = 'trigram')",
)
