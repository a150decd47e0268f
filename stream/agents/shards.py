"""The deduplication's state by partition: rebuilt from the table, kept by one row a batch."""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import faust

from stream.agents.archive import RowArchive
from stream.dedup.deliveries import RECENT
from stream.dedup.facts import LONG_AGO, moment
from stream.dedup.journal import Entry, Tick
from stream.dedup.rebuild import take_row
from stream.dedup.rows import decode_row, encode_rows
from stream.dedup.state import State
from stream.errors import NewswireError
from stream.metrics.recovery import StateRecovery
from stream.rules import dedup_rules
from stream.settings import Settings
from stream.transport import Batch

TABLE: Final = "dedup"
ROW_BYTES: Final = 4 * 1024 * 1024  # rows few and big: recovery costs by the row; well below a record's limit


class PartitionLostError(NewswireError):
    """A rebalance gave the partition to another worker in mid-batch: the batch is dropped whole, it will come there."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A row in the table: its key, the number behind its last entry, and until when (article time) it is needed."""

    key: bytes
    end: int
    until: datetime

    def is_done(self, shard: Shard) -> bool:
        """Whether nothing that the shard may still be asked stands in this row."""
        return self.until < shard.state.horizon() and self.end <= shard.next_entry - RECENT


@dataclass(slots=True)
class Shard:
    """One partition's state, the number of its next entry, and its rows, oldest first."""

    partition: int
    state: State
    archive: RowArchive
    next_entry: int = 0
    rows: deque[_Kept] = field(default_factory=deque)


class Shards:
    """The shards that this worker writes. A rebalance drops them all: the table says what they were."""

    def __init__(self, app: faust.App, settings: Settings, recovery: StateRecovery) -> None:
        self._app = app
        self._recovery = recovery
        self._rules = dedup_rules(settings)
        self._shards: dict[int, Shard] = {}
        self._drops = 0
        self._writer = secrets.token_hex(4)
        self._table = app.Table(TABLE, key_type=bytes, value_type=bytes, partitions=settings.partitions)
        app.on_partitions_revoked.connect(self._drop, weak=False)

    async def of(self, partition: int) -> Shard:
        """The shard of a partition, rebuilt from the table's rows at first use after a rebalance."""
        shard = self._shards.get(partition)
        if shard is None:
            drops = self._drops
            shard = await self._rebuild(partition)
            # A rebalance meanwhile: what was read may be another worker's by now, `keep` will tell.
            if drops == self._drops:
                self._shards[partition] = shard
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

    async def keep(self, batch: Batch, shard: Shard, fresh: Iterable[Entry | Tick]) -> None:
        """Write a batch's decisions to the table and wait for the changelog's acknowledgement.

        Raises:
            PartitionLostError: the partition went to another worker meanwhile: it decides now, this one must not
                write.
        """
        entries = list(fresh)
        serial = shard.state.serial - len(entries)
        for data, count, last in encode_rows(entries, ROW_BYTES):
            key = _row_key(shard.partition, shard.next_entry, self._writer)
            shard.next_entry += count
            shard.rows.append(_Kept(key, shard.next_entry, shard.state.stays_until(last)))
            await self._write(batch, key, data)
            shard.archive.written(key, serial, count)
            serial += count
        # A row goes when all of it is out of the window and beyond any re-reading; the numbering hangs on the last.
        while len(shard.rows) > 1 and shard.rows[0].is_done(shard):
            shard.archive.removed()
            await self._write(batch, shard.rows.popleft().key, None)

    async def _write(self, batch: Batch, key: bytes, data: bytes | None) -> None:
        if batch.lost:
            msg = f"partition {batch.tp.partition} of {batch.tp.topic} was taken away in mid-batch"
            raise PartitionLostError(msg)
        # One after the other: the embedded broker tells a wrong end of a log whose last batch holds several records.
        await self._table.send_changelog(batch.tp.partition, key, data)
        if data is None:
            del self._table.data[key]
        else:
            self._table.data[key] = data

    async def _rebuild(self, partition: int) -> Shard:
        archive = RowArchive(self._table.data)
        shard = Shard(partition, State(self._rules, archive), archive)
        prefix = b"%05d/" % partition
        keys = sorted(key for key in self._table.data if key.startswith(prefix))
        if keys:
            shard.state.index.expect(_number(keys[-1]) - _number(keys[0]))
        with self._recovery.of(len(keys)) as row_is_done:
            for key in keys:
                row = decode_row(self._table.data[key])
                archive.written(key, shard.state.serial, len(row))
                take_row(shard.state, row)
                end = _number(key) + len(row)
                shard.next_entry = max(shard.next_entry, end)
                shard.rows.append(_Kept(key, end, shard.state.stays_until(moment(row.until()))))
                row_is_done()
                await asyncio.sleep(0)  # the client's heartbeats must go on
        return shard

    def _drop(self, *_: Any, **__: Any) -> None:
        self._drops += 1
        self._recovery.forget()
        self._shards.clear()


def _row_key(partition: int, number: int, writer: str) -> bytes:
    # The writer's name keeps a late row of a worker that lost the partition from taking the place of another's.
    return b"%05d/%015d/%s" % (partition, number, writer.encode())


def _number(key: bytes) -> int:
    return int(key.split(b"/")[1])
