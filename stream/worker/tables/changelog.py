"""Writing a row of a table: to the changelog, then to the worker's own disk, and then how far that disk has come.

Faust notes on the disk how far it has come as soon as the changelog has a row, before the row itself is there: a worker
killed between the two never reads that row again, and its disk has a hole. Here a kill leaves the disk at most behind
the changelog, which a recovery mends.

A worker that others have given up, and that does not know it yet (a machine that stood still), writes behind rows that it
never read. So a disk moves on by one offset at a time: what stands between is read by the next recovery.
"""

from __future__ import annotations

from typing import Any

from faust.types import TP
from faust.types.tables import TableT

from stream.kafka.batches import Batch
from stream.model.errors import NewswireError


class PartitionLostError(NewswireError):
    """A rebalance gave the partition to another worker in mid-batch: the batch is dropped whole, it will come there."""


async def write_row(table: TableT[bytes, bytes], batch: Batch, key: bytes, data: bytes | None) -> None:
    """Write a row that a batch of the table's partition led to, or remove one, and wait for the acknowledgement.

    Raises:
        PartitionLostError: the partition went to another worker meanwhile: it decides now, this one must not write.
    """
    _require_ours(batch)
    # Not the table's own `send_changelog`, which notes the offset. One after the other: the embedded broker tells a
    # wrong end of a log whose last batch holds several records.
    sent = await table.changelog_topic.send_soon(
        key=key,
        value=data,
        partition=batch.tp.partition,
        key_serializer="raw",
        value_serializer="raw",
        eager_partitioning=True,
    )
    # Another worker may have written rows before this one, which this disk lacks: it must not say that it is past them.
    _require_ours(batch)
    store: Any = table.data
    if data is None:
        store.pop(key, None)
    else:
        store[key] = data
    place = TP(sent.topic, sent.partition)
    before = store.persisted_offset(place)
    if sent.offset == (0 if before is None else before + 1):
        store.set_persisted_offset(place, sent.offset)


def _require_ours(batch: Batch) -> None:
    if batch.lost:
        msg = f"partition {batch.tp.partition} of {batch.tp.topic} was taken away in mid-batch"
        raise PartitionLostError(msg)
