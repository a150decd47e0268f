"""A Kafka consumer for Faust that hands a stream batches, and commits exactly what was finished (`commits`).

Stock Faust spends most of a message's time on bookkeeping of its own and acknowledges a message whose agent raised.
Here a stream receives one event per `Batch` of consecutive records of one partition, and the committed offset moves
over a batch when its agent called `Batch.finish()`, in order, and over nothing else.

Topics that are not acknowledged (changelogs) pass through as Faust has them. The app's `stream_wait_empty` must be on:
it makes Faust call `Consumer.wait_empty` before a rebalance or the end, which here is bounded.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from aiokafka.errors import IllegalStateError
from faust.types import TP, Message
from mode import Service
from mode.utils.futures import notify

from stream.kafka.admission import Admission, Era
from stream.kafka.alignment import DEFAULT_WAIT, Aligned, Patience
from stream.kafka.batches import DEFAULT_BYTES, DEFAULT_RECORDS, Bounds, message_of
from stream.kafka.commits import CommittingConsumer
from stream.kafka.compression import TRIES
from stream.kafka.dispatch import Dispatch
from stream.kafka.fetch_thread import ConsumerThread
from stream.kafka.lag import STEP_SECONDS, Lag
from stream.kafka.pace import NEVER
from stream.model.errors import StopError


@dataclass(frozen=True, slots=True)
class _Fetch:
    """A fetch under way: the future of its answer, and the era in which it was sent."""

    era: Era
    answer: asyncio.Future[tuple[Any, set[TP] | None]]


class Consumer(CommittingConsumer):
    """Faust's consumer with batches and ledgers in the place of messages and acked offsets."""

    _thread: ConsumerThread
    batch_records: ClassVar[int] = DEFAULT_RECORDS
    batch_bytes: ClassVar[int] = DEFAULT_BYTES
    batch_wait: ClassVar[float] = 0.0
    aligned: ClassVar[frozenset[str]] = frozenset()
    align_wait: ClassVar[float] = DEFAULT_WAIT
    pipelined: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lag = Lag(self)
        aligned = Aligned(self.aligned, self.ours, self.lag.all_fetched, Patience(self.align_wait))
        bounds = Bounds(self.batch_records, self.batch_bytes, self.batch_wait)
        self._dispatch = Dispatch(bounds, self._ledgers, aligned, self.pipelined)
        self._admission = Admission(self, self._ledgers)
        self._fresh_starts = 0  # how often everything handed out was forgotten
        self._reassigning = False  # partitions were revoked, and the new ones are not known yet
        self._room = asyncio.Event()
        self._fetch: _Fetch | None = None  # under way
        self.polled: float | None = None  # when records were last asked for, on the monotonic clock

    def _new_consumer_thread(self) -> ConsumerThread:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    async def getmany(self, timeout: float) -> AsyncIterator[tuple[TP, Message]]:  # noqa: ASYNC109 - Faust's own signature
        """Fetch, and hand out in batches, the partitions taking turns."""
        await self._admission.return_to_dropped()
        await self._stop_at_unreadable()
        fetch = await self._fetch_or_wake(timeout)
        if fetch is not None:
            records, active = fetch.answer.result()
            if records is None or self.should_stop:
                return
            if not self.flow_active:
                await self._seek_back()
                return
            async for tp, message in self._enter(records, active, fetch.era):
                yield tp, message
        async for tp, message in self._hand_out():
            yield tp, message

    async def _fetch_or_wake(self, timeout: float) -> _Fetch | None:  # noqa: ASYNC109 - as above
        """Wait for a fetch to be answered, but no longer than until a batch can be handed out: then None."""
        if self._fetch is None:
            # The era is noted before the fetch: an answer that comes after a rebalance is dropped, as its era is over.
            self.polled = time.monotonic()
            self._pause_the_full()
            answer = asyncio.ensure_future(self._wait_next_records(timeout))
            self._fetch = _Fetch(self.era, answer)
        fetch, self._through = self._fetch, self.loop.create_future()
        now = time.monotonic()
        # An agent that gets through with a batch wakes us up: `_through`.
        due = self._dispatch.due(now) if self.may_hand_out(self.era) else NEVER
        waits: set[asyncio.Future[Any]] = {fetch.answer, self._through}
        try:
            await asyncio.wait(
                waits,
                timeout=max(0.0, min(timeout, due - now)),
                return_when=asyncio.FIRST_COMPLETED,
            )
        except asyncio.CancelledError:
            self._end_fetch()
            raise
        if not fetch.answer.done():
            return None
        self._fetch = None
        return fetch

    def _end_fetch(self) -> None:
        if self._fetch is not None:
            self._fetch.answer.cancel()
            self._fetch = None

    async def on_stop(self) -> None:
        """Nothing waits for a fetch any more."""
        self._end_fetch()
        await super().on_stop()

    def _pause_the_full(self) -> None:
        """Stop fetching from a partition of which a whole batch waits here already, so that memory is bounded."""
        for tp, ledger in self._ledgers.items():
            if self._dispatch.is_full(ledger):
                self.on_buffer_full(tp)
            else:
                self.on_buffer_drop(tp)

    async def _enter(
        self, records: Mapping[TP, Sequence[Any]], active: AbstractSet[TP] | None, era: Era
    ) -> AsyncIterator[tuple[TP, Message]]:
        """Enter fetched records into the ledgers; records of partitions without a ledger pass through."""
        for place, fetched in records.items():
            tp = TP(*place)  # aiokafka's own type is equal to Faust's, but Faust does not accept it
            end = self.log_end(tp)
            if end is not None:
                self.app.monitor.track_tp_end_offset(tp, end)
            if not self.app.topics.acks_enabled_for(tp.topic):
                for record in fetched:
                    yield tp, self._to_message(tp, record)
            elif active is None or tp in active or tp in self._buffered_partitions:
                await self._admission.append(tp, fetched, era)
            else:
                self._admission.drop(tp)

    async def _hand_out(self) -> AsyncIterator[tuple[TP, Message]]:
        for batch in self._dispatch.batches(time.monotonic(), partial(self.may_hand_out, self.era)):
            self._read_offset[batch.tp] = None  # Faust's loop would drop what comes again after a seek
            yield batch.tp, message_of(batch, self.app.consumer_generation_id)
        self._pause_the_full()

    @property
    def era(self) -> Era:
        """The present era: what was fetched in an earlier one is dropped."""
        return self.app.consumer_generation_id, self._fresh_starts

    def may_hand_out(self, era: Era) -> bool:
        """Whether agents may be given what was fetched in that era."""
        # In recovery a table is not what the records expect it to be; its end seeks back to what is committed.
        return self.flow_active and not self.app.in_recovery and self.era == era

    async def _wait_next_records(self, timeout: float) -> tuple[Any, set[TP] | None]:  # noqa: ASYNC109 - as above
        """Wait until a queue has room. Faust sleeps a whole second when every queue is full."""
        if self.flow_active and self._buffered_partitions and not self._get_active_partitions():
            self._room.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(timeout):
                    await self._room.wait()
            return {}, self._get_active_partitions()
        return await super()._wait_next_records(timeout)

    def on_buffer_drop(self, tp: TP) -> None:
        """An agent's queue has room again."""
        super().on_buffer_drop(tp)
        self._room.set()

    async def stop_worker(self, error: StopError) -> None:
        """End the worker; does not return."""
        await self.app.crash(error)
        await asyncio.Event().wait()  # the end of the fetcher: it must fetch nothing more

    async def _stop_at_unreadable(self) -> None:
        """Stop at a batch that cannot be decompressed, once all before it is finished and committed; the message says how to skip it."""
        for tp, found in tuple(self._thread.unreadable.items()):
            read = self.app.topics.acks_enabled_for(tp.topic)
            if (
                tp not in self.assignment()
                or found.tries < TRIES
                or (read and not await self._admission.done_before(tp, found.offset))
            ):
                continue
            if read:
                await self._commit_now()
            said = found.said(tp.topic, tp.partition)
            way_out = found.way_out(tp.topic, tp.partition, self.app.conf.id if read else "")
            await self.stop_worker(StopError(f"{said}. {way_out}"))

    async def _seek_back(self) -> None:
        try:
            await self.perform_seek()
        except IllegalStateError:
            self.log.info("The rebalance under way took partitions away: the next assignment seeks")

    async def perform_seek(self) -> None:
        """Go back to what was committed: batches under way are forgotten and will come again.

        Raises:
            IllegalStateError: a rebalance took all partitions away meanwhile.
        """
        try:
            await super().perform_seek()
        except AssertionError as error:
            # How aiokafka says that there is nothing to seek, which would end the worker: Faust knows the other error.
            if self.assignment():
                raise
            raise IllegalStateError(str(error)) from error
        self._forget(tuple(self._ledgers))
        if self.app.conf.consumer_auto_offset_reset != "earliest":
            return
        # Without a committed offset aiokafka stays where the last fetch ended, even if its records were dropped.
        uncommitted = [
            tp
            for tp in self.assignment()
            if self._committed_offset[tp] is None and self.app.topics.acks_enabled_for(tp.topic)
        ]
        if uncommitted:
            # In aiokafka's own thread: Faust's `seek` would drop fetched records while that thread reads them.
            await self.seek_wait(await self.earliest_offsets(*uncommitted))

    def resume_flow(self) -> None:
        """Go on. Faust resumes the agents' queues just before, and empties them doing so: what stood there comes again.

        At the end of a recovery records are handed out already while the committed offsets are sought: a batch that
        no agent had taken yet would be under way for ever.

        A recovery whose last answer comes late ends while the next rebalance has begun. What would flow then belongs to
        others, and what the tables hold, too: the recovery that follows resumes.
        """
        if self._reassigning:
            self.log.info("A rebalance is under way: the flow stays stopped until its recovery ends")
            return
        self._forget(tuple(tp for tp, ledger in self._ledgers.items() if ledger.under_way))
        super().resume_flow()
        notify(self._through)

    async def on_partitions_assigned(self, assigned: set[TP], generation_id: int = 0) -> None:
        """Find out how long the logs of new partitions are."""
        self._reassigning = False
        await super().on_partitions_assigned(assigned, generation_id)
        self.lag.begin_anew()

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """Forget what was handed out of partitions that another worker has now."""
        self._reassigning = True
        await super().on_partitions_revoked(revoked)
        self._buffered_partitions.difference_update(revoked)
        self._forget(revoked)

    def _forget(self, partitions: Iterable[TP]) -> None:
        self._fresh_starts += 1
        for tp in partitions:
            # A fetch that fell between the seek and here was entered into the ledger that goes now.
            self._admission.drop(tp)
            self._read_offset[tp] = None
            ledger = self._ledgers.pop(tp, None)
            if ledger is not None:
                ledger.lose()
            self.on_buffer_drop(tp)  # what filled it is gone

    def went_on(self, topic: str) -> float:
        """When an agent last reported progress on a batch of this topic, on the monotonic clock."""
        return self._dispatch.went_on(topic)

    def oldest(self, topic: str) -> float | None:
        """When the oldest fetched and unfinished record of a topic was written, in seconds since 1970."""
        return self._dispatch.oldest(topic)

    @Service.task
    async def _look_at_log_ends(self) -> None:
        while not self.should_stop:
            await self.sleep(STEP_SECONDS)
            if not self.should_stop:
                await self.lag.look_when_due()
