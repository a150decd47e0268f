"""How far each partition is read, and the last record read of it: noted in the transaction of the records' rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TypeAlias

from stream.desk.stored_records import record_digest

Partition: TypeAlias = tuple[str, int]  # the stream's name and the partition's number


def offsets_of(connection: sqlite3.Connection) -> dict[Partition, int]:
    """The next offset to read of each partition."""
    rows = connection.execute("SELECT stream, partition, next FROM topic")
    return {(stream, partition): following for stream, partition, following in rows}


def last_records_of(connection: sqlite3.Connection) -> dict[Partition, tuple[int, str]]:
    """The offset and the digest (`record_digest`) of the last record read of each partition."""
    rows = connection.execute("SELECT stream, partition, at, digest FROM topic_last")
    return {(stream, partition): (at, digest) for stream, partition, at, digest in rows}


def note_offsets(connection: sqlite3.Connection, read: Iterable[tuple[Partition, int, bytes]]) -> None:
    """Note records as read: partition, offset, value of each."""
    last: dict[Partition, tuple[int, bytes]] = {}
    for place, offset, value in read:
        if place not in last or offset >= last[place][0]:
            last[place] = offset, value
    connection.executemany(
        "INSERT OR REPLACE INTO topic VALUES (?, ?, ?)",
        [(*place, offset + 1) for place, (offset, _) in last.items()],
    )
    connection.executemany(
        "INSERT OR REPLACE INTO topic_last VALUES (?, ?, ?, ?)",
        [(*place, offset, record_digest(value)) for place, (offset, value) in last.items()],
    )


def forget_offsets(connection: sqlite3.Connection, partition: Partition) -> None:
    """Read a partition from its start again."""
    connection.execute("DELETE FROM topic WHERE stream = ? AND partition = ?", partition)
    connection.execute("DELETE FROM topic_last WHERE stream = ? AND partition = ?", partition)


def made_anew(name: str, end: int, following: int, *, another: bool) -> str:
    """What is said of a topic that was made anew; `end` is where it ends, `following` what was to be read next, `another` whether another record stands before that."""
    told = (
        f"has another record at {following - 1} than the one that was read there"
        if another
        else f"ends at {end}, before the {following} that was read here"
    )
    return (
        f"{name} {told}: the topic was made anew, and is read from its start. What was read of the old one is kept until it is "
        "too old; `newswire desk --rebuild` leaves it out."
    )
