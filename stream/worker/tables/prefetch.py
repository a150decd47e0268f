"""The shards on a worker's own disk, rebuilt in a thread while the worker still starts and joins its group.

Which partitions it will be given it does not know yet: those that its disk has are the likely ones, the one last written
first. To read a shard ahead is to rebuild it from its rows. When the partition is assigned, the rows are compared: the
shard is used where the database is in the state in which it was read, or where its rows are those that were read (but
for some of the oldest, which nothing asks for any more) and later ones. In any other case the shard is rebuilt.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

from rocksdict import AccessType, Options, Rdict

from stream.config.settings import Settings
from stream.dedup.thresholds import DedupRules
from stream.worker.tables.shard import DEDUP_TABLE, Shard, batched, last_key_in, uncollected
from stream.worker.tables.standing import folders

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PrefetchedShard:
    """A shard read ahead, and how many changes its database had seen by then."""

    shard: Shard
    changes: int

    def is_of(self, database: Any) -> bool:
        """Whether nothing has changed in the database since."""
        return bool(database.latest_sequence_number() == self.changes)

    def up_to_date(self, keys: Sequence[bytes] | None, rows: Mapping[bytes, bytes]) -> Shard | None:
        """The shard, to go on with the table's rows, if it was built from the same ones; `keys` only if any changed."""
        shard = self.shard
        if keys is not None:
            read = [row.key for row in shard.rows]
            kept = [key for key in keys if read and key <= read[-1]]
            if not kept or kept != read[-len(kept) :]:
                _log.info("rows are not those read ahead", extra={"partition": shard.partition})
                return None
            for _ in range(len(read) - len(kept)):
                shard.rows.popleft()
                shard.archive.removed()
        shard.archive.read_from(rows)
        _log.info("rows read ahead", extra={"partition": shard.partition, "rows": len(shard.rows)})
        return shard


def databases(settings: Settings) -> dict[int, Path]:
    """Where Faust keeps the table of each partition, known before Faust has started."""
    return folders(settings, DEDUP_TABLE)


def _open(path: Path) -> Any:
    return Rdict(str(path), Options(raw_mode=True), access_type=AccessType.read_only())


class ReadingAhead:
    """The thread and what it has read; until it is started there is neither. `opened` opens a database to read."""

    def __init__(self, rules: DedupRules, opened: Callable[[Path], Any] = _open) -> None:
        self._rules = rules
        self._opened = opened
        self._paths: dict[int, Path] = {}
        self._read: dict[int, PrefetchedShard] = {}
        self._ended: dict[int, threading.Event] = {}
        self._wanted: frozenset[int] | None = None
        self._thread: threading.Thread | None = None

    def start(self, databases: Mapping[int, Path]) -> None:
        """Begin, given where the database of each partition would be."""
        there = {partition: path for partition, path in databases.items() if path.is_dir()}
        likely = sorted(there, key=lambda partition: there[partition].stat().st_mtime, reverse=True)
        todo = self._expect({partition: there[partition] for partition in likely})
        self._thread = threading.Thread(target=self._run, args=(todo,), name="reading-ahead", daemon=True)
        self._thread.start()

    def read(self, databases: Mapping[int, Path]) -> None:
        """Read these, one after the other, before it returns: without a thread."""
        self._run(self._expect(databases))

    def _expect(self, databases: Mapping[int, Path]) -> tuple[tuple[int, threading.Event], ...]:
        self._paths = dict(databases)
        self._ended = {partition: threading.Event() for partition in databases}
        return tuple(self._ended.items())

    def stop(self) -> None:
        """Read no more, and wait until the thread is at its end: it takes a few rows more at the most."""
        self.want(())
        if self._thread is not None:
            self._thread.join()
        self._read.clear()

    def want(self, partitions: Iterable[int]) -> None:
        """Leave all other partitions alone from now on."""
        self._wanted = frozenset(partitions)
        for partition in tuple(self._read):
            if partition not in self._wanted:
                self._read.pop(partition, None)

    async def pop(self, partition: int, path: Path) -> PrefetchedShard | None:
        """What was read ahead of a partition in this database, once; waits for the thread where it is still at it."""
        ended = self._ended.pop(partition, None)
        if ended is None or self._paths[partition] != path:
            return None
        await asyncio.to_thread(ended.wait)
        return self._read.pop(partition, None)

    def _run(self, todo: Iterable[tuple[int, threading.Event]]) -> None:
        for partition, ended in todo:
            try:
                with uncollected():
                    ahead = self._rebuilt(partition, self._paths[partition])
                if ahead is not None:
                    self._read[partition] = ahead
            except Exception as error:  # noqa: BLE001 - whatever is wrong with it, the rebuild proper will say or mend it
                _log.info("not read ahead", extra={"partition": partition, "error": str(error)})
            finally:
                ended.set()

    def _rebuilt(self, partition: int, path: Path) -> PrefetchedShard | None:
        database = self._opened(path)
        try:
            changes = database.latest_sequence_number()
            shard = Shard(partition, self._rules, database)
            last, prefix = last_key_in(database, partition), b"%05d/" % partition
            rows = takewhile(lambda row: row[0].startswith(prefix), database.items(from_key=prefix))
            for some in batched(rows):
                if self._wanted is not None and partition not in self._wanted:
                    return None
                if not shard.rows and last is not None:
                    shard.reserve(some[0][0], last)
                shard.build(some)
        finally:
            database.close()
        return PrefetchedShard(shard, changes)
