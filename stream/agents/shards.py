"""The deduplication's state by partition: rebuilt from the table, kept by one row a batch."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import faust
from faust.types import TP

from stream.dedup.journal import Entry, Row, Tick, decode_row, encode_rows, time_of
from stream.dedup.state import LONG_AGO, State
from stream.errors import NewswireError
from stream.records import Stream
from stream.rules import dedup_rules
from stream.settings import Settings

TABLE: Final = "dedup"
ROW_BYTES: Final = 4 * 1024 * 1024  # rows few and big: recovery costs by the row; well below a record's limit


class PartitionLostError(NewswireError):
    """A rebalance gave the partition to another worker in mid-batch: the batch is dropped whole, it will come there."""


@dataclass(slots=True)
class Shard:
    """One partition's state, the number of its next entry, and its rows with the time of their last article."""

    partition: int
    state: State
    next_entry: int = 0
    rows: deque[tuple[bytes, datetime]] = field(default_factory=deque)


class Shards:
    """The shards that this worker writes. A rebalance drops them all: the table says what they were."""

    def __init__(self, app: faust.App, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._rules = dedup_rules(settings)
        self._shards: dict[int, Shard] = {}
        self._table = app.Table(TABLE, key_type=bytes, value_type=bytes, partitions=settings.partitions)
        app.on_partitions_revoked.connect(self._drop, weak=False)

    def of(self, partition: int) -> Shard:
        """The shard of a partition, rebuilt from the table's rows at first use after a rebalance."""
        shard = self._shards.get(partition)
        if shard is None:
            shard = self._shards[partition] = self._rebuild(partition)
        return shard

    def __iter__(self) -> Iterator[Shard]:
        return iter(tuple(self._shards.values()))

    def clock(self) -> datetime:
        """How far the log has come: the latest time that any shard of this worker was told."""
        return max((shard.state.clock for shard in self), default=LONG_AGO)

    def due(self, now: datetime) -> Iterable[int]:
        """The partitions in which an embargo has passed."""
        for shard in self:
            at = shard.state.next_release()
            if at is not None and at <= now:
                yield shard.partition

    async def keep(self, shard: Shard, fresh: Iterable[Entry | Tick]) -> None:
        """Write a batch's decisions to the table and wait for the changelog's acknowledgement.

        Raises:
            PartitionLostError: the partition went to another worker meanwhile: it decides now, this one must not
                write.
        """
        entries = list(fresh)
        if entries and not self._owns(shard.partition):
            msg = f"partition {shard.partition} of {self._settings.topic(Stream.PREPARED)} was taken away in mid-batch"
            raise PartitionLostError(msg)
        for data, count, last in encode_rows(entries, ROW_BYTES):
            key = _row_key(shard.partition, shard.next_entry)
            shard.rows.append((key, last))
            shard.next_entry += count
            await self._write(shard.partition, key, data)
        # A row goes when all of it is out of the window; the last one stays, the numbering hangs on it.
        while len(shard.rows) > 1 and shard.rows[0][1] < shard.state.horizon():
            await self._write(shard.partition, shard.rows.popleft()[0], None)

    async def _write(self, partition: int, key: bytes, data: bytes | None) -> None:
        # One after the other: the embedded broker tells a wrong end of a log whose last batch holds several records.
        await self._table.send_changelog(partition, key, data)
        if data is None:
            del self._table.data[key]
        else:
            self._table.data[key] = data

    def _rebuild(self, partition: int) -> Shard:
        shard = Shard(partition, State(self._rules))
        prefix = _row_key(partition, 0)[: -len(_number(0))]
        rows = sorted((key, value) for key, value in self._table.data.items() if key.startswith(prefix))
        for key, value in rows:
            row: Row = decode_row(value)
            for entry in row.entries:
                shard.state.apply(entry)
            shard.rows.append((key, max(time_of(entry) for entry in row.entries)))
            shard.next_entry = int(key[len(prefix) :]) + len(row.entries)
        return shard

    def _owns(self, partition: int) -> bool:
        return TP(self._settings.topic(Stream.PREPARED), partition) in self._app.consumer.assignment()

    def _drop(self, *_: Any, **__: Any) -> None:
        self._shards.clear()


def _row_key(partition: int, number: int) -> bytes:
    return b"%05d/" % partition + _number(number)


def _number(number: int) -> bytes:
    return b"%015d" % number
