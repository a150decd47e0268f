"""One partition's state with the rows that it came from."""

from __future__ import annotations

import gc
import logging
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from stream.dedup.journal.facts import micros, moment
from stream.dedup.journal.row_archive import RowArchive
from stream.dedup.journal.rows import VERSION, decode_row, row_version
from stream.dedup.state.deliveries import RECENT
from stream.dedup.state.rebuild import build_from_rows
from stream.dedup.state.state import State
from stream.dedup.thresholds import DedupRules
from stream.model.clock import MAX_LEAD
from stream.pipeline.story_threads import following

_log = logging.getLogger(__name__)

DEDUP_TABLE: Final = "dedup"
# A rebuild that takes many rows at once is quicker, but holds the event loop for longer: for a fifth of a second.
TAKEN_ROWS: Final = 16
TAKEN_BYTES: Final = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row in the table: its key, the number behind its last decision, and until when (article time) it is needed."""

    key: bytes
    end: int
    until: datetime
    stories: tuple[tuple[str, int], ...] = ()  # the last in it that is in a thread, of each language


class Shard:
    """One partition's state, the number of its next decision, and its rows, oldest first.

    Args:
        rows: the table's data, from which decisions are read again.
    """

    def __init__(self, partition: int, rules: DedupRules, rows: Mapping[bytes, bytes]) -> None:
        self.partition = partition
        self.archive = RowArchive(rows)
        self.state = State(rules, self.archive)
        self.threads = following(rules)
        self.next_decision = 0
        self.rows: deque[TableRow] = deque()
        self._told = False  # that there are older rows

    def reserve(self, first: bytes, last: bytes) -> None:
        """Make room for the decisions of the rows from one key to another."""
        self.state.reserve(_number(last) - _number(first))

    def build(self, rows: Sequence[tuple[bytes, bytes]]) -> None:
        """Take the next rows of the table, several at once: each its key and its data."""
        taken, serial = [], self.state.serial
        older = sorted({row_version(data) for _, data in rows} - {VERSION})
        for key, data in rows:
            row = decode_row(data)
            self.archive.written(key, serial, len(row))
            serial += len(row)
            taken.append(row)
        if older and not self._told:
            self._told = True
            _log.info(
                "the table has rows of an older version: each is read as one of the present version, and stays as it is "
                "until the window has passed",
                extra={"partition": self.partition, "versions": older, "version": VERSION},
            )
        build_from_rows(self.state, taken)
        for (key, _), row in zip(rows, taken, strict=True):
            end = _number(key) + len(row)
            self.next_decision = max(self.next_decision, end)
            until = row.until(micros(self.state.log_time + MAX_LEAD))
            stories = self.threads.build(row.beside) if self.threads is not None else ()
            self.rows.append(TableRow(key, end, self.state.stays_until(moment(until)), stories))

    def is_done(self, row: TableRow) -> bool:
        """Whether nothing that may still be asked stands in a row."""
        if row.until >= self.state.horizon() or row.end > self.next_decision - RECENT:
            return False
        return self.threads is None or self.threads.is_done(row.stories)


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause Python's collector of cycles during a rebuild, which makes a million objects and no garbage; it would take a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def batched(rows: Iterable[tuple[bytes, bytes]]) -> Iterator[list[tuple[bytes, bytes]]]:
    """Rows, each its key and its data, by as many as a rebuild takes at once."""
    some: list[tuple[bytes, bytes]] = []
    size = 0
    for row in rows:
        some.append(row)
        size += len(row[1])
        if len(some) >= TAKEN_ROWS or size >= TAKEN_BYTES:
            yield some
            some, size = [], 0
    if some:
        yield some


def row_key(partition: int, number: int, writer: str) -> bytes:
    """The key of a row: rows are taken in the order of their keys.

    The writer's name keeps a late row of a worker that lost the partition from taking the place of another's.
    """
    return b"%05d/%015d/%s" % (partition, number, writer.encode())


def row_keys(database: Any, partition: int) -> Iterator[bytes]:
    """The keys of a partition's rows in its database, in order; Faust keeps an offset of its own there."""
    prefix = b"%05d/" % partition
    for key in database.keys(from_key=prefix):
        if not key.startswith(prefix):
            return
        yield key


def last_key_in(database: Any, partition: int) -> bytes | None:
    """The last of those keys."""
    prefix = b"%05d/" % partition
    key: bytes | None = next(iter(database.keys(backwards=True, from_key=prefix + b"~")), None)
    return key if key is not None and key.startswith(prefix) else None


def _number(key: bytes) -> int:
    return int(key.split(b"/")[1])
