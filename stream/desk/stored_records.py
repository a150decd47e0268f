"""Records as the database holds them, and their texts taken out where a setting says that killed texts are not kept."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

import orjson


def packed(value: bytes) -> bytes:
    """A record's bytes as they are stored."""
    return zlib.compress(value, 6)


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
        for table in ("words", "words_unspaced"):
            connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (found[0],))  # noqa: S608 - our own names
