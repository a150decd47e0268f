"""Records as the database holds them, their words for searches, and their texts taken out where a setting says that killed texts are not kept."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from typing import Any, Final

import orjson

from stream.desk.desk_rows import DeskArticle

LEVEL: Final = 4  # of zlib: the next ones take a fifth longer for one part in a hundred, and it is a sixth of the time of reading
# Scripts without spaces between words: their words are found by three characters in a row.
UNSPACED: Final = frozenset({"zh", "ja", "th", "lo", "km", "my"})


def packed(value: bytes) -> bytes:
    """A record's bytes as they are stored."""
    return zlib.compress(value, LEVEL)


def record_digest(value: bytes) -> str:
    """What tells a record from any other at the same place of a topic."""
    return hashlib.blake2b(value, digest_size=12).hexdigest()


def record_of(stored: bytes) -> Mapping[str, Any]:
    """A stored record, whole."""
    found: Mapping[str, Any] = orjson.loads(zlib.decompress(stored))
    return found


def drop_texts(connection: sqlite3.Connection, names: Iterable[str]) -> None:
    """Take the texts of articles out of the database, with their words and all that quotes them; the rows stay."""
    for name in names:
        found = connection.execute(
            "SELECT number, record FROM article WHERE article_id = ?", (name,)
        ).fetchone()
        record = record_of(found[1]) if found else {}
        if not record.get("body"):
            continue
        conflict = record.get("conflict")
        bare = {**conflict, "entities": [], "events": []} if conflict else conflict
        kept = orjson.dumps({**record, "body": "", **({"conflict": bare} if "conflict" in record else {})})
        connection.execute("UPDATE article SET record = ? WHERE article_id = ?", (packed(kept), name))
        forget_words(connection, found[0])


def index_words(connection: sqlite3.Connection, row: DeskArticle, body: str) -> None:
    """Searches find an article by its words."""
    table = "words_unspaced" if row.language in UNSPACED else "words"
    connection.execute(
        f"INSERT INTO {table} (rowid, headline, body, slug, place, source) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608 - our own names
        (row.number, row.headline, body, row.slug, f"{row.place} {row.located}", row.source),
    )


def forget_words(connection: sqlite3.Connection, number: int) -> None:
    """No search finds the article of a number any more."""
    for table in ("words", "words_unspaced"):
        connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (number,))  # noqa: S608 - our own names
