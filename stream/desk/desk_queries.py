"""The questions of the pages to the database; each takes a connection that changes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import orjson

from stream.desk.desk_alerts import Alert, alerts_of, ambiguous
from stream.desk.desk_rows import DeskArticle, DeskNotice, is_waiting
from stream.desk.desk_tables import WRONG, columns_of
from stream.desk.outlet_rows import OutletRow
from stream.desk.outlet_states import WORST, OutletState, state_of
from stream.desk.stored_records import record_of
from stream.desk.story_rows import StoryRow
from stream.desk.story_versions import versions_of

PAGE: Final = 50  # rows of a page

MOST_EXPORTED: Final = 100_000

ListedRow = TypeVar("ListedRow", DeskArticle, DeskNotice, StoryRow, OutletRow)


@dataclass(frozen=True, slots=True)
class Clock:
    """What states are counted with: the present in milliseconds since 1970, the grace in milliseconds, the own outlets.

    `who` is the person whose marks count; None where no marks are at hand.
    """

    now: int
    grace: int
    own: tuple[str, ...] = ()
    who: str | None = None


@dataclass(frozen=True, slots=True)
class StoryOutlet:
    """An outlet of a story with its state as of now."""

    row: OutletRow
    state: OutletState


@dataclass(frozen=True, slots=True)
class DeskStory:
    """A story, whole: versions oldest first, outlets worst first, notices in the order of the log."""

    row: StoryRow
    articles: tuple[DeskArticle, ...]
    versions: tuple[DeskArticle, ...]
    outlets: tuple[StoryOutlet, ...]
    notices: tuple[DeskNotice, ...]
    alerts: tuple[Alert, ...]


def open_alerts(connection: sqlite3.Connection, clock: Clock) -> list[Alert]:
    """All that is open, worst and own first."""
    outlets: dict[str, list[OutletRow]] = {}
    for each in rows_where(connection, OutletRow, "outlet", WRONG, ()):
        outlets.setdefault(each.story, []).append(each)
    notices: dict[str, list[DeskNotice]] = {}
    for said in rows_where(connection, DeskNotice, "notice", "ambiguous", ()):
        notices.setdefault(root_of(connection, said.story) or said.story, []).append(said)
    doubtful = connection.execute("SELECT story FROM story WHERE toll_fell OR unknown")
    names = {*outlets, *notices, *(name for (name,) in doubtful)}
    listed = orjson.dumps(sorted(names)).decode()
    found: list[Alert] = []
    for row in rows_where(
        connection, StoryRow, "story", "story IN (SELECT value FROM json_each(?))", (listed,)
    ):
        found += alerts_of(row, outlets.get(row.story, ()), clock.now, clock.grace, clock.own)
        found += ambiguous(row, notices.get(row.story, ()))
    return sorted(found, key=lambda alert: alert.rank)


def waiting_texts(connection: sqlite3.Connection, now: int) -> list[tuple[str, int]]:
    """Whose texts are under an embargo, and until when (milliseconds since 1970): the first to end first, the newest version of each."""
    found = connection.execute(
        "SELECT agency, source, until, max(received) FROM article WHERE embargo = 'parked' AND until > ? AND verdict != 'copy' "
        "AND NOT EXISTS (SELECT 1 FROM notice WHERE notice.uri = article.uri AND notice.source = article.source "
        "AND notice.kind IN ('kill', 'hold') AND notice.received >= article.received) GROUP BY source, uri ORDER BY until, source",
        (now,),
    )
    return [(agency or source, until) for agency, source, until, _ in found]


def in_thread(connection: sqlite3.Connection, row: StoryRow) -> list[StoryRow]:
    """The other stories of a story's thread, last change first."""
    if not row.thread:
        return []
    where = "thread = ? AND story != ? ORDER BY number DESC LIMIT ?"
    return rows_where(connection, StoryRow, "story", where, [row.thread, row.story, PAGE])


def root_of(connection: sqlite3.Connection, name: str) -> str | None:
    """The story that an id, a uri or an address names: of a story (one merged away too) or of an article."""
    for question in (
        "SELECT root FROM alias WHERE story = ?",
        "SELECT alias.root FROM article JOIN alias ON alias.story = article.story WHERE article_id = ?",
        "SELECT alias.root FROM article JOIN alias ON alias.story = article.story WHERE uri = ? LIMIT 1",
        "SELECT alias.root FROM article JOIN alias ON alias.story = article.story WHERE url = ? LIMIT 1",
        "SELECT alias.root FROM notice JOIN alias ON alias.story = notice.story WHERE uri = ? LIMIT 1",
    ):
        found = connection.execute(question, (name,)).fetchone()
        if found is not None:
            return str(found[0])
    return None


def story(connection: sqlite3.Connection, name: str, clock: Clock) -> DeskStory | None:
    """A story by its own id."""
    found = rows_where(connection, StoryRow, "story", "story = ?", [name])
    if not found:
        return None
    same = "story IN (SELECT story FROM alias WHERE root = ?)"
    articles = rows_where(connection, DeskArticle, "article", f"{same} ORDER BY number", [name])
    articles = [each for each in articles if not is_waiting(each)]
    notices = rows_where(connection, DeskNotice, "notice", f"{same} ORDER BY received, position", [name])
    rows = rows_where(connection, OutletRow, "outlet", "story = ?", [name])
    outlets = [StoryOutlet(row, state_of(row.carried(), clock.now, clock.grace)) for row in rows]
    outlets.sort(key=lambda each: (WORST.index(each.state), each.row.source, each.row.uri))
    alerts = alerts_of(found[0], rows, clock.now, clock.grace, clock.own) + ambiguous(found[0], notices)
    return DeskStory(
        found[0],
        tuple(articles),
        tuple(versions_of(articles, notices)),
        tuple(outlets),
        tuple(notices),
        tuple(alerts),
    )


def article_record(connection: sqlite3.Connection, article_id: str) -> Mapping[str, Any] | None:
    """An article's record as it was read, None where there is none."""
    found = connection.execute("SELECT record FROM article WHERE article_id = ?", (article_id,)).fetchone()
    return record_of(found[0]) if found else None


def newest(connection: sqlite3.Connection) -> int | None:
    """When the newest article was received, in milliseconds since 1970."""
    found = connection.execute("SELECT received FROM article ORDER BY number DESC LIMIT 1").fetchone()
    return int(found[0]) if found else None


def oldest(connection: sqlite3.Connection) -> int | None:
    """When the oldest article was received, in milliseconds since 1970."""
    found = connection.execute("SELECT received FROM article ORDER BY number LIMIT 1").fetchone()
    return int(found[0]) if found else None


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows the tables hold, and the size of the database in bytes."""
    found = {
        name: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - our own names
        for name, table in (("stories", "story"), ("articles", "article"), ("notices", "notice"))
    }
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    return {**found, "bytes": pages * size}


def rows_where(
    connection: sqlite3.Connection, kind: type[ListedRow], table: str, where: str, parameters: Sequence[Any]
) -> list[ListedRow]:
    """The rows of a table that a condition holds for."""
    found = connection.execute(f"SELECT {columns_of(kind)} FROM {table} WHERE {where}", parameters)  # noqa: S608 - our own names
    return [kind(*row) for row in found]
