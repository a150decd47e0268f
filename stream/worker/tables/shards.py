"""The deduplication's state by partition: rebuilt from the table, kept by one row a batch."""

from __future__ import annotations

import asyncio
import secrets
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

import faust
from faust.types import TP

from stream.config.settings import Settings
from stream.dedup.journal.decision import Decision, Tick
from stream.dedup.journal.facts import LONG_AGO, Step
from stream.dedup.journal.packing import step_of
from stream.dedup.journal.rows import encode_rows
from stream.kafka.batches import Batch
from stream.pipeline.core_rules import dedup_rules
from stream.pipeline.story_threads import last_stories
from stream.worker.metrics.recovery import StateRecovery
from stream.worker.tables.changelog import write_row
from stream.worker.tables.prefetch import ReadingAhead
from stream.worker.tables.shard import (
    DEDUP_TABLE,
    Shard,
    TableRow,
    batched,
    row_key,
    row_keys,
    uncollected,
)
from stream.worker.ticking import Waiting

ROW_BYTES: Final = 4 * 1024 * 1024  # rows few and big: recovery costs by the row; well below a record's limit


class Shards:
    """The shards that this worker writes. A rebalance drops them all; they are rebuilt from the table.

    Args:
        ahead: what was read of them before the app was there.
        row_bytes: about the most bytes of a row.
        pause: lets all else go on for so many seconds, between the rows of a rebuild.
    """

    def __init__(
        self,
        app: faust.App,
        settings: Settings,
        recovery: StateRecovery,
        ahead: ReadingAhead | None = None,
        row_bytes: int = ROW_BYTES,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._app = app
        self._recovery = recovery
        self._row_bytes, self._pause = row_bytes, pause
        self._rules = dedup_rules(settings)
        self._partitions = settings.partitions
        self._changelog = settings.changelog
        self._shards: dict[int, Shard] = {}
        self._drops = 0
        self._one_by_one: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._writer = secrets.token_hex(4)
        self._table = app.Table(DEDUP_TABLE, key_type=bytes, value_type=bytes, partitions=settings.partitions)
        self._ahead = ahead or ReadingAhead(self._rules)
        app.on_partitions_assigned.connect(self._want, weak=False)
        app.on_before_shutdown.connect(self._want, weak=False)
        app.on_partitions_revoked.connect(self._drop_all, weak=False)

    async def of(self, partition: int) -> Shard:
        """The shard of a partition, rebuilt from the table's rows at first use after a rebalance."""
        # Of two rebuilds at once the later one would take the place of a shard that has decided since.
        async with self._one_by_one[partition]:
            shard = self._shards.get(partition)
            if shard is None:
                drops = self._drops
                shard = await self._rebuild(partition)
                # A rebalance meanwhile: what was read may be another worker's by now, `keep` will tell.
                if drops == self._drops:
                    self._shards[partition] = shard
            return shard

    async def bring_back(self, partitions: Iterable[int]) -> None:
        """Rebuild the shards of these partitions that are not there: an embargo ends where no record comes, too.

        Only where the table is recovered and no rebalance is under way.
        """
        for partition in partitions:
            if partition not in self._shards:
                await self.of(partition)

    @contextmanager
    def deciding(self, shard: Shard) -> Iterator[None]:
        """The time from the first decision on a batch to the acknowledgement of its last row.

        Within it the shard's state is ahead of the table. Whatever else than its end ends it, a lost batch or any
        fault, drops the shard: the batch comes again, and what was decided without a row must not be taken for kept.
        """
        try:
            yield
        except BaseException:
            self.drop(shard)
            raise

    def drop(self, shard: Shard) -> None:
        """Drop a shard; it is rebuilt from the table's rows when it is next asked for."""
        if self._shards.get(shard.partition) is shard:
            del self._shards[shard.partition]

    def __iter__(self) -> Iterator[Shard]:
        return iter(tuple(self._shards.values()))

    def clock(self) -> datetime:
        """How far the log has come: the latest log time of any shard of this worker."""
        return max((shard.state.log_time for shard in self), default=LONG_AGO)

    def waiting(self) -> Iterator[Waiting]:
        """The partitions in which an article waits for the end of its embargo."""
        for shard in self:
            until = shard.state.next_release()
            if until is not None:
                yield Waiting(shard.partition, until, shard.state.log_time)

    async def append(
        self,
        batch: Batch,
        shard: Shard,
        decisions: Sequence[Decision | Tick],
        steps: Sequence[Step] | None = None,
    ) -> None:
        """Write a batch's decisions to the table and wait for the changelog's acknowledgement; only while `deciding`.

        `steps` are the same decisions packed, where they are.

        Raises:
            PartitionLostError: the partition went to another worker meanwhile: it decides now, this one must not
                write.
        """
        serial = shard.state.serial - len(decisions)
        steps = list(map(step_of, decisions)) if steps is None else steps
        done = 0
        for data, count, last in encode_rows(decisions, self._row_bytes, steps):
            key = row_key(shard.partition, shard.next_decision, self._writer)
            shard.next_decision += count
            stories = last_stories(step.beside for step in steps[done : done + count])
            shard.rows.append(TableRow(key, shard.next_decision, shard.state.stays_until(last), stories))
            done += count
            await write_row(self._table, batch, key, data)
            shard.archive.written(key, serial, count)
            serial += count
        # A row goes when all of it is out of the window and beyond any re-reading; the numbering hangs on the last.
        while len(shard.rows) > 1 and shard.is_done(shard.rows[0]):
            shard.archive.removed()
            await write_row(self._table, batch, shard.rows.popleft().key, None)

    async def _rebuild(self, partition: int) -> Shard:
        store: Any = self._table.data
        database = store._db_for_partition(partition)  # noqa: SLF001 - the store itself walks through all partitions
        ahead = await self._ahead.pop(partition, store.partition_path(partition))
        keys = None if ahead is not None and ahead.is_of(database) else list(row_keys(database, partition))
        shard = None if ahead is None else ahead.up_to_date(keys, self._table.data)
        if shard is None:
            shard = Shard(partition, self._rules, self._table.data)
            if keys:
                shard.reserve(keys[0], keys[-1])
        done = len(shard.rows)
        last = shard.rows[-1].key if done else b""
        new = [key for key in keys or () if key > last]
        with uncollected(), self._recovery.of(done + len(new)) as row_is_done:
            for _ in range(done):
                row_is_done()
            for rows in batched((key, database[key]) for key in new):
                shard.build(rows)
                for _ in rows:
                    row_is_done()
                await self._pause(0.0)  # the client's heartbeats must go on
        return shard

    def _want(self, *given: Any, **__: Any) -> None:
        # The app, then the partitions assigned; at the end of the worker the app alone: nothing is wanted any more.
        assigned: Iterable[TP] = given[1] if len(given) > 1 else ()
        self._ahead.want(tp.partition for tp in assigned if tp.topic == self._changelog)

    def _drop_all(self, *_: Any, **__: Any) -> None:
        self._drops += 1
        self._recovery.forget()
        self._shards.clear()
