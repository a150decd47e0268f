"""What a search finds."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from stream.desk.desk_queries import PAGE
from stream.desk.search_query import SearchQuery

SEARCH_SECONDS: Final = 2.0  # then a search is given up, and the page says so

RANKED: Final = 2_000  # hits, the newest: each is read to be ranked, and a page may take a tenth of a second

OPEN_MARK, CLOSE_MARK = "\x02", "\x03"  # round a hit: no article has them (SQLite's own functions set them)

_STEPS: Final = 10_000  # of SQLite's machine between two looks at the clock


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that a search found; headline and snippet hold the marks round what was found."""

    article_id: str
    story: str
    number: int
    received: int
    headline: str
    snippet: str
    source: str
    place: str
    language: str
    status: str


@dataclass(frozen=True, slots=True)
class HitPage:
    """A page of hits; `problem` says why it is not whole, `ranked` of how many of the newest these are the best, 0 of all."""

    hits: tuple[Hit, ...]
    following: int | None
    problem: str = ""
    ranked: int = 0


def search(
    connection: sqlite3.Connection,
    query: SearchQuery,
    before: int | None = None,
    most: int = PAGE,
    *,
    ranked: bool = False,
    most_ranked: int = RANKED,
    seconds: float = SEARCH_SECONDS,
) -> HitPage:
    """Articles that a query finds, newest first, or the newest by rank; given up after so many seconds, and that is said."""
    if not query.match:
        return HitPage((), None, query.problem)
    table = "words_unspaced" if query.unspaced else "words"
    order = "rank" if ranked else f"{table}.rowid DESC"
    oldest = f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?"  # noqa: S608 - as below
    bound = "" if before is None or ranked else f" AND {table}.rowid < {int(before)}"
    question = (
        f"SELECT article.article_id, alias.root, article.number, article.received, lit, snipped, "  # noqa: S608 - our own names
        f"article.source, article.place, article.language, story.status "
        f"FROM (SELECT rowid AS found, highlight({table}, 0, ?, ?) AS lit, snippet({table}, 1, ?, ?, ' … ', 28) AS snipped, {'rank' if ranked else '0'} AS ranked "
        f"FROM {table} WHERE {table} MATCH ? AND {table}.rowid > ?{bound} ORDER BY {order} LIMIT ?) "
        "JOIN article ON article.number = found "
        "JOIN alias ON alias.story = article.story JOIN story ON story.story = alias.root "
        f"ORDER BY {'ranked' if ranked else 'found DESC'}"
    )
    marks = (OPEN_MARK, CLOSE_MARK, OPEN_MARK, CLOSE_MARK)
    try:
        with _within(connection, seconds):
            last = connection.execute(oldest, (query.match, most_ranked)).fetchone() if ranked else None
            after = last[0] if last else -1
            rows = connection.execute(question, (*marks, query.match, after, most + 1)).fetchall()
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            return HitPage(
                (),
                None,
                f"This search took more than {seconds:g} seconds and was given up: add a word.",
            )
        return HitPage((), None, f"This cannot be searched: {error}.")
    hits = tuple(Hit(*row) for row in rows[:most])
    following = hits[-1].number if len(rows) > most and not ranked else None
    return HitPage(hits, following, query.problem, most_ranked if last else 0)


@contextmanager
def _within(connection: sqlite3.Connection, seconds: float) -> Iterator[None]:
    until = time.monotonic() + seconds
    connection.set_progress_handler(lambda: int(time.monotonic() > until), _STEPS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)
