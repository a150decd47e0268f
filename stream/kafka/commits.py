"""Commits offsets: the committed offset passes only batches that their agents have finished, in order."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping
from typing import Any, Final

from faust.types import TP, Message
from mode.utils.futures import notify

from stream.kafka.batches import Batch
from stream.kafka.ledger import Ledger
from stream.kafka.log_bounds import BoundedConsumer

# How long a rebalance or the end waits for the batches under way. A worker must be gone 10 s after SIGTERM, of which
# Faust itself takes up to four (a second each for the fetcher, the last tasks and the loop, and leaving the group).
FINISH_SECONDS: Final = 5.0
COMMIT_SECONDS: Final = 1.0  # the last commit's own bound, should the broker not answer


class CommittingConsumer(BoundedConsumer):
    """Faust's consumer with ledgers in the place of acked offsets: one for each partition that agents read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ledgers: dict[TP, Ledger] = {}
        self._through: asyncio.Future[None] | None = None  # resolves when an agent has finished with a batch
        self._finish_by: float | None = None

    def ledger(self, tp: TP) -> Ledger | None:
        """The ledger of a partition, None if nothing was fetched from it yet."""
        return self._ledgers.get(tp)

    async def committed(self, tp: TP) -> int | None:
        """The offset that the group has committed for a partition, asked from the broker."""
        client = self._thread._ensure_consumer()  # noqa: SLF001 - as Faust's own calls do
        offset: int | None = await self._thread.call_thread(client.committed, tp)
        return offset

    async def known_committed(self, tp: TP) -> int | None:
        """The committed offset of a partition, None if there is none."""
        # Until the seek at the end of a recovery Faust knows of no offset, although the broker may have one.
        offset = self._committed_offset[tp]
        return await self.committed(tp) if offset is None else offset

    def ack(self, message: Message) -> bool:
        """Note that a stream has finished with an event. The batch itself says whether it may be committed."""
        value: Any = message.value
        if not isinstance(value, Batch):
            return super().ack(message)
        message.acked = True
        self._unacked_messages.discard(message)
        notify(self._waiting_for_ack)
        notify(self._through)
        return True

    async def wait_empty(self) -> None:
        """Give the batches that agents work on a bounded time, drop those that are not done then, and commit.

        Faust calls this before a rebalance and before the end, when it has stopped the flow and emptied the queues.
        """
        now = time.monotonic()
        if (
            self._finish_by is None or not self.app.should_stop
        ):  # the end calls twice and is given the time once
            self._finish_by = now + FINISH_SECONDS
        while not self.app.crashed and self._in_work() and now < self._finish_by:
            self._waiting_for_ack = self.loop.create_future()
            await asyncio.wait({self._waiting_for_ack}, timeout=self._finish_by - now)
            now = time.monotonic()
        self._waiting_for_ack = None
        for ledger in self._ledgers.values():
            ledger.lose()
        try:
            await asyncio.wait_for(self._commit_now(), COMMIT_SECONDS)
        except TimeoutError:
            self.log.warning("The last commit was not answered: finished batches will be read again")

    def _in_work(self) -> bool:
        # Batches that a stream has taken from its queue; the others were dropped with the queue.
        values: list[Any] = [message.value for message in self._unacked_messages if not message.acked]
        return any(isinstance(value, Batch) and value.under_way for value in values)

    async def _commit_now(self) -> None:
        # A commit under way was put together before these batches ended, and Faust would make no further one.
        await self.maybe_wait_for_commit_to_finish()
        await self.commit_and_end_transactions()

    async def _commit_offsets(self, offsets: Mapping[TP, int], start_new_transaction: bool = True) -> bool:
        """Commit as Faust does, but do not note offsets as committed if the group has refused them."""
        before = {tp: self._committed_offset[tp] for tp in offsets}
        committed = bool(await super()._commit_offsets(offsets, start_new_transaction))
        if not committed:
            # Otherwise the next batches would follow them, and nobody would ever commit the batches before.
            self._committed_offset.update(
                {tp: before[tp] for tp, offset in offsets.items() if self._committed_offset[tp] == offset}
            )
        return committed

    def _filter_tps_with_pending_acks(self, topics: Any = None) -> Iterator[TP]:
        return (tp for tp in self._ledgers if topics is None or tp in topics or tp.topic in topics)

    def _new_offset(self, tp: TP) -> int | None:
        # Faust's compiled streams note every event here, and nothing else takes it away.
        self._acked.pop(tp, None)
        self._acked_index.pop(tp, None)
        ledger = self._ledgers.get(tp)
        return None if ledger is None else ledger.settle()

    async def _add_gap(self, tp: TP, offset_from: int, offset_to: int) -> None:
        """Ledgers know the gaps of a log; Faust's interval tree would count every batch as a gap."""
