"""A Kafka transport for Faust that hands a stream batches, and commits exactly what was finished.

Stock Faust spends most of a message's time on bookkeeping of its own and acknowledges a message whose agent raised.
Here a stream receives one event per `Batch` of consecutive records of one partition, and the committed offset moves
over a batch when its agent called `Batch.finish()`, in order, and over nothing else.

Topics that are not acknowledged (changelogs) pass through as Faust has them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from faust.transport.drivers import aiokafka as driver
from faust.types import TP, ConsumerMessage, Message
from mode.utils.futures import notify

DEFAULT_RECORDS: Final = 500  # past this the time per record no longer falls (bench/transport.py)
DEFAULT_BYTES: Final = 4 * 1024 * 1024


@dataclass(slots=True, eq=False)
class Batch:
    """Consecutive records of one partition, as aiokafka's `ConsumerRecord`s; what a stream's event holds.

    `finish()` says that every output is acknowledged: only then may the batch be committed.
    """

    tp: TP
    records: Sequence[Any]
    finished: bool = field(default=False, init=False)

    @property
    def first(self) -> int:
        """Offset of the first record."""
        return int(self.records[0].offset)

    @property
    def last(self) -> int:
        """Offset of the last record."""
        return int(self.records[-1].offset)

    def finish(self) -> None:
        """Say that this batch is done: its outputs are acknowledged, its offsets may be committed."""
        self.finished = True


def cut(records: Sequence[Any], most_records: int, most_bytes: int) -> Iterator[Sequence[Any]]:
    """Consecutive runs of at most so many records and bytes; a single larger record is a run of its own."""
    start = size = 0
    for at, record in enumerate(records):
        weight = len(record.value or b"") + len(record.key or b"")
        if at > start and (at - start >= most_records or size + weight > most_bytes):
            yield records[start:at]
            start, size = at, 0
        size += weight
    if start < len(records):
        yield records[start:]


class Ledger:
    """What was handed out of one partition and what of it is done.

    `expected` is the offset that must come next, None when nothing is known yet.
    """

    def __init__(self, expected: int | None) -> None:
        self.expected = expected
        self._asked_again: tuple[int, int] | None = None
        self._out: deque[Batch] = deque()

    def admit(self, records: Sequence[Any]) -> Sequence[Any] | None:
        """The records that are next in line, or None when `expected` must be asked for again.

        Records that were handed out before are left out. A hole is asked for once more: when Kafka leaves out the
        same offsets again they are its own (compaction, transaction markers), else they were lost on our way.
        """
        if self.expected is None or not records:
            return records
        fresh = (
            records
            if records[0].offset >= self.expected
            else [r for r in records if r.offset >= self.expected]
        )
        if not fresh or fresh[0].offset == self.expected:
            return fresh
        hole = (self.expected, int(fresh[0].offset))
        if hole == self._asked_again:
            return fresh
        self._asked_again = hole
        return None

    def hand_out(self, batch: Batch) -> None:
        """Note a batch as under way."""
        self._out.append(batch)
        self.expected = batch.last + 1

    def settle(self) -> int | None:
        """The offset to commit: behind the last batch of the finished run, None when nothing new is finished."""
        offset = None
        while self._out and self._out[0].finished:
            offset = self._out.popleft().last + 1
        return offset

    @property
    def under_way(self) -> int:
        """How many batches are handed out and not yet settled."""
        return len(self._out)


class Consumer(driver.Consumer):
    """Faust's consumer with batches and ledgers in the place of messages and acked offsets."""

    batch_records: ClassVar[int] = DEFAULT_RECORDS
    batch_bytes: ClassVar[int] = DEFAULT_BYTES

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ledgers: dict[TP, Ledger] = {}

    def _is_batched(self, tp: TP) -> bool:
        return self.app.topics.acks_enabled_for(tp.topic)

    async def getmany(self, timeout: float) -> AsyncIterator[tuple[TP, Message]]:  # noqa: ASYNC109 - Faust's own signature
        """Fetch, and hand out in batches, the partitions taking turns."""
        records, active = await self._wait_next_records(timeout)
        if records is None or self.should_stop:
            return
        if not self.flow_active:
            await self.perform_seek()
            return
        generation = self.app.consumer_generation_id
        for tp, fetched in records.items():
            self.app.monitor.track_tp_end_offset(tp, self.highwater(tp))
            if not self._is_batched(tp):
                for record in fetched:
                    yield tp, self._to_message(tp, record)
                continue
            wanted = active is None or tp in active or tp in self._buffered_partitions
            ledger = self._ledgers.setdefault(tp, Ledger(self._committed_offset[tp]))
            fresh = ledger.admit(fetched) if wanted else None
            if fresh is None:
                await self._ask_again(tp, ledger)
                continue
            for run in cut(fresh, self.batch_records, self.batch_bytes):
                # What is not handed out now is asked for again: the ledger still expects it.
                if not self._may_hand_out(generation):
                    return
                batch = Batch(tp, run)
                ledger.hand_out(batch)
                yield tp, self._batch_message(batch)

    def _may_hand_out(self, generation: int) -> bool:
        return self.flow_active and self.app.consumer_generation_id == generation

    async def _ask_again(self, tp: TP, ledger: Ledger) -> None:
        if ledger.expected is not None and tp in self.assignment():
            self.log.info("%s: asking again from offset %s", tp, ledger.expected)
            await self._seek(tp, ledger.expected)

    def _batch_message(self, batch: Batch) -> ConsumerMessage:
        last = batch.records[-1]
        value: Any = batch  # Faust passes it through, and the raw codec leaves it as it is
        return ConsumerMessage(
            batch.tp.topic,
            batch.tp.partition,
            batch.last,
            last.timestamp / 1000.0,
            last.timestamp_type,
            None,
            None,
            value,
            None,
            None,
            None,
            batch.tp,
            generation_id=self.app.consumer_generation_id,
        )

    def ack(self, message: Message) -> bool:
        """A stream is through with an event. Whether its batch may be committed, the batch itself says."""
        value: Any = message.value
        if not isinstance(value, Batch):
            return super().ack(message)
        message.acked = True
        self._unacked_messages.discard(message)
        notify(self._waiting_for_ack)
        return True

    def _filter_tps_with_pending_acks(self, topics: Any = None) -> Iterator[TP]:
        return (tp for tp in self._ledgers if topics is None or tp in topics or tp.topic in topics)

    def _new_offset(self, tp: TP) -> int | None:
        ledger = self._ledgers.get(tp)
        return None if ledger is None else ledger.settle()

    async def _add_gap(self, tp: TP, offset_from: int, offset_to: int) -> None:
        """Ledgers know gaps; Faust's interval tree would take every batch for one."""

    async def perform_seek(self) -> None:
        """Go back to what was committed: batches under way are forgotten and will come again."""
        await super().perform_seek()
        self._ledgers.clear()

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """Forget what was handed out of partitions that another worker has now."""
        for tp in revoked:
            self._ledgers.pop(tp, None)
        await super().on_partitions_revoked(revoked)

    def lag(self) -> Iterable[tuple[TP, int]]:
        """Records not yet handed out, by partition, as far as the last fetch knew."""
        for tp, ledger in self._ledgers.items():
            high = self.highwater(tp)
            if ledger.expected is not None:
                yield tp, max((high or 0) - ledger.expected, 0)


class Transport(driver.Transport):
    """The transport to give to `faust.App.transport`."""

    Consumer: ClassVar[type[Consumer]] = Consumer


def transport_class(batch_records: int, batch_bytes: int) -> type[Transport]:
    """The transport with its bounds; Faust makes the consumer itself, so the bounds travel on the class."""
    consumer = type(
        "BoundConsumer", (Consumer,), {"batch_records": batch_records, "batch_bytes": batch_bytes}
    )
    return type("BoundTransport", (Transport,), {"Consumer": consumer})
