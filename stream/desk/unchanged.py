"""The ETag of an answer for programs: who has it already is told so, and gets nothing twice."""

from __future__ import annotations

import hashlib
import sqlite3
from importlib.metadata import version
from typing import Final

from starlette.requests import Request

MINUTE: Final = 60_000  # milliseconds; alerts and filters by time change with time alone


def etag_of(connection: sqlite3.Connection, request: Request, person: str, now: int) -> str:
    """A weak ETag of what stands at an address: of the records read, the marks, the minute, the version, and who asks."""
    parts = [version("newswire-stream"), str(request.url), person, str(now // MINUTE)]
    questions = (
        "SELECT stream, partition, next FROM topic ORDER BY stream, partition",
        "SELECT min(number) FROM article",  # each by the index; together they would read every row
        "SELECT max(number) FROM article",
        "SELECT count(*), max(at) FROM marks.mark",
        "SELECT count(*), max(at), sum(until) FROM marks.answer",
    )
    parts += [repr(connection.execute(question).fetchall()) for question in questions]
    return f'W/"{hashlib.blake2b(chr(0).join(parts).encode(), digest_size=12).hexdigest()}"'


def is_known(request: Request, tag: str) -> bool:
    """Whether the asker has what is there (If-None-Match, by weak comparison)."""
    known = request.headers.get("if-none-match", "")
    return known.strip() == "*" or tag.removeprefix("W/") in {
        each.strip().removeprefix("W/") for each in known.split(",")
    }
