"""A Kafka transport for Faust that hands a stream batches, and commits exactly what was finished.

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
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import count
from typing import Any, ClassVar, Final, cast

from aiokafka.errors import IllegalStateError
from faust.transport.drivers import aiokafka as driver
from faust.types import TP, ConsumerMessage, Message
from mode import Service
from mode.utils.futures import notify

from stream.kafka.batches import (
    DEFAULT_BYTES,
    DEFAULT_RECORDS,
    Batch,
    Bounds,
    Ledger,
    cut,
    require_kept,
    require_reached,
)
from stream.kafka.compression import TRIES, Unreadable, note_unreadable
from stream.kafka.lag import STEP_SECONDS, Lag
from stream.kafka.pace import NEVER, Pace
from stream.kafka.producer import Producer
from stream.model.errors import StopError

__all__ = ["Batch", "Consumer", "Ledger", "Transport", "cut", "transport_class"]

# How long a rebalance or the end waits for the batches under way. A worker must be gone 10 s after SIGTERM, of which
# Faust itself takes up to four (a second each for the fetcher, the last tasks and the loop, and leaving the group).
FINISH_SECONDS: Final = 5.0
# How long a fetch may wait for records. What is not asked for by one waits until it is answered; and a broker that does
# not wake up for a record, but looks again at half that time (the embedded one), adds a quarter of it to every hop.
FETCH_WAIT_MS: Final = 100
# Batches that an agent has in its queue and its hands: some, for it never to stand still while there is work. What an
# agent's queue in Faust has no room for holds up the fetches of all topics, a kill's among them: it never comes to that.
MOST_IN_HAND: Final = 4
COMMIT_SECONDS: Final = 1.0  # the last commit's own bound, should the broker not answer


class ConsumerThread(driver.AIOKafkaConsumerThread):
    """Faust's thread around an aiokafka consumer, whose fetches wait for less, and end before what cannot be read.

    `unreadable` says where that is; another thread may look at it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unreadable: dict[TP, Unreadable] = {}

    logger = driver.AIOKafkaConsumerThread.logger  # what it says is Faust's news, not ours

    def _create_worker_consumer(self, transport: Any) -> Any:
        consumer = super()._create_worker_consumer(transport)
        consumer._fetch_max_wait_ms = FETCH_WAIT_MS  # noqa: SLF001 - Faust has no setting for it, and takes 1500
        return consumer

    async def _fetch_records(self, consumer: Any, *args: Any, **kwargs: Any) -> Any:
        self.unreadable = note_unreadable(consumer)
        return await super()._fetch_records(consumer, *args, **kwargs)

    def _log_slow_processing_stream(self, msg: str, *args: Any) -> None:
        tp: TP = args[0]
        if not self._goes_on(tp, self.tp_stream_timeout_secs):
            super()._log_slow_processing_stream(msg, *args)

    def _log_slow_processing_commit(self, msg: str, *args: Any) -> None:
        tp: TP = args[0]
        ledger = self._ours.ledger(tp)
        to_commit = ledger is not None and ledger.to_commit
        if to_commit or not self._goes_on(tp, self.tp_commit_timeout_secs):
            super()._log_slow_processing_commit(msg, *args)

    def _goes_on(self, tp: TP, seconds: float) -> bool:
        """Whether an agent that gives way to others was seen at work in the last so many seconds: slow by intent."""
        return time.monotonic() - self._ours.went_on(tp.topic) < seconds

    @property
    def _ours(self) -> Consumer:
        return cast("Consumer", self.consumer)


@dataclass(frozen=True, slots=True)
class _Fetch:
    """A fetch under way: what it is answered with, and the era in which it was sent."""

    era: tuple[int, int]
    answer: asyncio.Future[tuple[Any, set[TP] | None]]


class Consumer(driver.Consumer):
    """Faust's consumer with batches and ledgers in the place of messages and acked offsets."""

    _thread: ConsumerThread
    batch_records: ClassVar[int] = DEFAULT_RECORDS
    batch_bytes: ClassVar[int] = DEFAULT_BYTES
    batch_wait: ClassVar[float] = 0.0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._bounds = Bounds(self.batch_records, self.batch_bytes, self.batch_wait)
        self._ledgers: dict[TP, Ledger] = {}
        self._dropped: set[TP] = set()  # fetched and not taken in: their position is ahead of the ledger
        self.lag = Lag(self)
        self._fresh_starts = 0  # how often everything handed out was forgotten
        self._room = asyncio.Event()
        self._paces: defaultdict[str, Pace] = defaultdict(Pace)
        self._turns = count(1)
        self._handed: dict[TP, int] = {}  # at which turn a partition was last handed something
        self._fetch: _Fetch | None = None  # under way
        self._through: asyncio.Future[None] | None = None  # waits for an agent to be through with a batch
        self._finish_by: float | None = None
        self.polled: float | None = None  # when records were last asked for, on the monotonic clock

    def _new_consumer_thread(self) -> ConsumerThread:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    async def getmany(self, timeout: float) -> AsyncIterator[tuple[TP, Message]]:  # noqa: ASYNC109 - Faust's own signature
        """Fetch, and hand out in batches, the partitions taking turns."""
        await self._return_to_dropped()
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
            # The era before the fetch: an answer that a rebalance overtook belongs to nobody.
            self.polled = time.monotonic()
            self._pause_the_full()
            answer = asyncio.ensure_future(self._wait_next_records(timeout))
            self._fetch = _Fetch(self._era(), answer)
        fetch, self._through = self._fetch, self.loop.create_future()
        now = time.monotonic()
        due = self._due(now)
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

    def _due(self, now: float) -> float:
        """When something can be handed out, as far as that is known now; an agent that gets through tells."""
        if not self._may_hand_out(self._era()):
            return NEVER
        in_hand = self._in_hand()
        free = self._free_at(in_hand, now)
        dues = [
            now if ledger.is_full(self._bounds) else ledger.due(self._bounds, free[tp.topic])
            for tp, ledger in self._ledgers.items()
            if in_hand[tp.topic] < MOST_IN_HAND
        ]
        return min(dues, default=NEVER)

    def _end_fetch(self) -> None:
        if self._fetch is not None:
            self._fetch.answer.cancel()
            self._fetch = None

    async def on_stop(self) -> None:
        """Nothing waits for a fetch any more."""
        self._end_fetch()
        await super().on_stop()

    def _free_at(self, in_hand: Mapping[str, int], now: float) -> dict[str, float]:
        """From when on each topic's agent takes a batch that is not full."""
        return {
            topic: self._paces[topic].look(now, in_hand=batches > 0) for topic, batches in in_hand.items()
        }

    def _in_hand(self) -> Counter[str]:
        """How many batches each topic's agent has."""
        batches: Counter[str] = Counter()
        for tp, ledger in self._ledgers.items():
            batches[tp.topic] += ledger.in_hand
        return batches

    def _pause_the_full(self) -> None:
        """Fetch nothing more of a partition of which a whole batch waits here already: memory has an end."""
        for tp, ledger in self._ledgers.items():
            if ledger.is_full(self._bounds):
                self.on_buffer_full(tp)
            else:
                self.on_buffer_drop(tp)

    async def _enter(
        self, records: Mapping[TP, Sequence[Any]], active: AbstractSet[TP] | None, era: tuple[int, int]
    ) -> AsyncIterator[tuple[TP, Message]]:
        """Enter what was fetched into the ledgers; what has none passes through."""
        for place, fetched in records.items():
            tp = TP(*place)  # aiokafka's own is equal to it, and Faust refuses it all the same
            end = self.log_end(tp)
            if end is not None:
                self.app.monitor.track_tp_end_offset(tp, end)
            if not self.app.topics.acks_enabled_for(tp.topic):
                for record in fetched:
                    yield tp, self._to_message(tp, record)
            elif active is None or tp in active or tp in self._buffered_partitions:
                await self._take_in(tp, fetched, era)
            else:
                self._dropped.add(tp)

    async def _hand_out(self) -> AsyncIterator[tuple[TP, Message]]:
        """What is due or full, as far as the agents have room; who was given something last comes last."""
        era, now = self._era(), time.monotonic()
        in_hand = self._in_hand()
        free_at = self._free_at(in_hand, now)
        for tp, ledger in sorted(self._ledgers.items(), key=lambda item: self._handed.get(item[0], 0)):
            free = free_at[tp.topic]
            while (
                self._may_hand_out(era)
                and in_hand[tp.topic] < MOST_IN_HAND
                and (run := ledger.ready(now, self._bounds, free)) is not None
            ):
                free = NEVER  # what is left and fills no batch is gathered while the agent works on this one
                batch = Batch(tp, run)
                ledger.hand_out(batch)
                in_hand[tp.topic] += 1
                self._handed[tp] = next(self._turns)
                self._paces[tp.topic].handed_out(now)
                self._read_offset[tp] = None  # Faust's loop would drop what comes again after a seek
                yield tp, self._batch_message(batch)
        self._pause_the_full()

    def _era(self) -> tuple[int, int]:
        return self.app.consumer_generation_id, self._fresh_starts

    def _may_hand_out(self, era: tuple[int, int]) -> bool:
        # In recovery a table is not what the records expect it to be; its end seeks back to what is committed.
        return self.flow_active and not self.app.in_recovery and self._era() == era

    async def _wait_next_records(self, timeout: float) -> tuple[Any, set[TP] | None]:  # noqa: ASYNC109 - as above
        """As Faust, which sleeps a whole second when every queue is full: here until one has room."""
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

    async def _take_in(self, tp: TP, fetched: Sequence[Any], era: tuple[int, int]) -> None:
        """Enter fetched records into the partition's ledger, or have them asked for again, or stop on a true gap."""
        if not fetched:
            return
        if not self._may_hand_out(era):
            # Fetched behind the seek that ended a recovery, perhaps: nothing but a seek brings them again, and where
            # no more records come no hole would ever tell.
            self._dropped.add(tp)
            return
        ledger = await self._ledger_of(tp, fetched)
        if not self._may_hand_out(era):
            # The committed offset was still being sought: "nothing is committed" was not an answer.
            self._dropped.add(tp)
            return
        fresh = ledger.admit(fetched)
        if fresh is None:
            self._ledgers[tp] = ledger
            await self._ask_again(tp, ledger)
            return
        try:
            hole = ledger.hole_before(fresh)
            if hole is not None:
                require_kept(tp, hole, await self._log_start(tp))
            elif not fresh and ledger.expected is not None and (end := self.log_end(tp)) is not None:
                require_reached(tp, ledger.expected, end)
        except StopError as error:
            await self._stop(error)
        if self._may_hand_out(era):
            self._ledgers[tp] = ledger
            ledger.hold(fresh, time.monotonic())

    async def _stop(self, error: StopError) -> None:
        await self.app.crash(error)
        await asyncio.Event().wait()  # the end of the fetcher: it must fetch nothing more

    async def _stop_at_unreadable(self) -> None:
        """End where a batch cannot be decompressed, once all before it is finished and committed: the way out skips it."""
        for tp, found in tuple(self._thread.unreadable.items()):
            read = self.app.topics.acks_enabled_for(tp.topic)
            if (
                tp not in self.assignment()
                or found.tries < TRIES
                or (read and not await self._done_before(tp, found))
            ):
                continue
            if read:
                await self._commit_now()
            said = found.said(tp.topic, tp.partition)
            way_out = found.way_out(tp.topic, tp.partition, self.app.conf.id if read else "")
            await self._stop(StopError(f"{said}. {way_out}"))

    async def _done_before(self, tp: TP, found: Unreadable) -> bool:
        if not self.flow_active or self.app.in_recovery or tp in self._dropped:
            return False
        ledger = self._ledgers.get(tp)
        if ledger is not None:
            return ledger.idle and (ledger.expected or 0) >= found.offset
        committed = await self._known_committed(tp)
        return (await self._log_start(tp) if committed is None else committed) >= found.offset

    async def _return_to_dropped(self) -> None:
        """Seek back to where the ledgers are, where fetched records were not taken in."""
        era = self._era()
        if not self._dropped or not self._may_hand_out(era):
            return
        for tp in tuple(self._dropped):
            if tp in self.assignment():
                ledger = self._ledgers.get(tp)
                offset = ledger.expected if ledger is not None else await self._known_committed(tp)
                if offset is None:
                    offset = await self._log_start(tp)
                self.log.info("%s: back to offset %s, what followed was dropped", tp, offset)
                try:
                    await self.seek_wait({tp: offset})
                except IllegalStateError:
                    self.log.info("%s: no longer ours", tp)
            if self._era() != era:  # a seek of Faust's own came between: look again where we are
                return
            self._dropped.discard(tp)

    async def _ledger_of(self, tp: TP, fetched: Sequence[Any]) -> Ledger:
        ledger = self._ledgers.get(tp)
        if ledger is not None:
            return ledger
        expected = await self._known_committed(tp)
        if expected is None and self.app.conf.consumer_auto_offset_reset == "earliest":
            # Nothing was committed: without the log's start, an answer from before a rebalance would pass for it.
            expected = min(await self._log_start(tp), fetched[0].offset)
        return Ledger(expected)

    async def _known_committed(self, tp: TP) -> int | None:
        # Until the seek that ends a recovery is done Faust knows of none: that is not to say that there is none.
        offset = self._committed_offset[tp]
        return await self.committed(tp) if offset is None else offset

    def log_end(self, tp: TP) -> int | None:
        """The end of a partition's log as the last fetch of it knew it."""
        try:
            end: int | None = self.highwater(tp)
        except (AssertionError, AttributeError):
            return None  # how aiokafka says that a rebalance, in a thread of its own, took the partition away
        return end

    async def _log_start(self, tp: TP) -> int:
        return int((await self.earliest_offsets(tp))[tp])

    async def _ask_again(self, tp: TP, ledger: Ledger) -> None:
        if ledger.expected is None:
            return
        self.log.info("%s: asking again from offset %s", tp, ledger.expected)
        try:
            await self.seek_wait({tp: ledger.expected})
        except IllegalStateError:
            self.log.info("%s: no longer ours", tp)

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
        # Those that a stream has taken from its queue; the others were dropped with the queue.
        values: list[Any] = [message.value for message in self._unacked_messages if not message.acked]
        return any(isinstance(value, Batch) and value.under_way for value in values)

    async def _commit_now(self) -> None:
        # One that is being made was put together before, and Faust's commit would leave it at that.
        await self.maybe_wait_for_commit_to_finish()
        await self.commit_and_end_transactions()

    def _filter_tps_with_pending_acks(self, topics: Any = None) -> Iterator[TP]:
        return (tp for tp in self._ledgers if topics is None or tp in topics or tp.topic in topics)

    def _new_offset(self, tp: TP) -> int | None:
        # Faust's compiled streams note every event here, and nothing else takes it away.
        self._acked.pop(tp, None)
        self._acked_index.pop(tp, None)
        ledger = self._ledgers.get(tp)
        return None if ledger is None else ledger.settle()

    async def _add_gap(self, tp: TP, offset_from: int, offset_to: int) -> None:
        """Ledgers know gaps; Faust's interval tree would take every batch for one."""

    async def _seek_back(self) -> None:
        try:
            await self.perform_seek()
        except IllegalStateError:
            self.log.info("The rebalance under way took partitions away: the next assignment seeks")

    async def perform_seek(self) -> None:
        """Go back to what was committed: batches under way are forgotten and will come again."""
        await super().perform_seek()
        self._forget(tuple(self._ledgers))
        if self.app.conf.consumer_auto_offset_reset != "earliest":
            return
        # Where nothing is committed aiokafka stays where the last fetch ended, whatever became of what it brought.
        uncommitted = [
            tp
            for tp in self.assignment()
            if self._committed_offset[tp] is None and self.app.topics.acks_enabled_for(tp.topic)
        ]
        if uncommitted:
            # In aiokafka's own thread: Faust's `seek` would take fetched records away under its hands.
            await self.seek_wait(await self.earliest_offsets(*uncommitted))

    def resume_flow(self) -> None:
        """Go on. Faust resumes the agents' queues just before, and empties them doing so: what stood there comes again.

        At the end of a recovery records are handed out already while the committed offsets are sought: a batch that
        no agent had taken yet would be under way for ever.
        """
        self._forget(tuple(tp for tp, ledger in self._ledgers.items() if ledger.under_way))
        super().resume_flow()
        notify(self._through)

    async def on_partitions_assigned(self, assigned: set[TP], generation_id: int = 0) -> None:
        """Find out how long the logs of new partitions are."""
        await super().on_partitions_assigned(assigned, generation_id)
        self.lag.begin_anew()

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """Forget what was handed out of partitions that another worker has now."""
        await super().on_partitions_revoked(revoked)
        self._buffered_partitions.difference_update(revoked)
        self._forget(revoked)

    def _forget(self, partitions: Iterable[TP]) -> None:
        self._fresh_starts += 1
        for tp in partitions:
            # A fetch that fell between the seek and here was entered into the ledger that goes now.
            self._dropped.add(tp)
            self._read_offset[tp] = None
            ledger = self._ledgers.pop(tp, None)
            if ledger is not None:
                ledger.lose()
            self.on_buffer_drop(tp)  # what filled it is gone

    def went_on(self, topic: str) -> float:
        """When an agent last said that it goes on with a batch of this topic, on the monotonic clock."""
        return max(
            (ledger.went_on for tp, ledger in self._ledgers.items() if tp.topic == topic),
            default=float("-inf"),
        )

    def oldest(self, topic: str) -> float | None:
        """When the oldest record was written that was fetched of a topic and is not finished, in seconds since 1970."""
        since = (ledger.behind(0).since for tp, ledger in self._ledgers.items() if tp.topic == topic)
        return min((each for each in since if each is not None), default=None)

    def ledger(self, tp: TP) -> Ledger | None:
        """What was fetched of a partition, None when nothing was yet."""
        return self._ledgers.get(tp)

    async def committed(self, tp: TP) -> int | None:
        """What the group has committed of a partition, as the broker knows it."""
        client = self._thread._ensure_consumer()  # noqa: SLF001 - as Faust's own calls do
        offset: int | None = await self._thread.call_thread(client.committed, tp)
        return offset

    @Service.task
    async def _look_at_log_ends(self) -> None:
        while not self.should_stop:
            await self.sleep(STEP_SECONDS)
            if not self.should_stop:
                await self.lag.look_when_due()


class Transport(driver.Transport):
    """The transport to give to `faust.App.transport`."""

    Consumer: ClassVar[type[Consumer]] = Consumer
    Producer: ClassVar[type[Producer]] = Producer


def transport_class(batch_records: int, batch_bytes: int, batch_wait: float = 0.0) -> type[Transport]:
    """The transport with its bounds; Faust makes the consumer itself, so the bounds travel on the class."""
    # Their loggers are named by the module, which a class made at run time would not know.
    here = {"__module__": __name__}
    bounds = {"batch_records": batch_records, "batch_bytes": batch_bytes, "batch_wait": batch_wait, **here}
    return type(
        "BoundTransport", (Transport,), {**here, "Consumer": type("BoundConsumer", (Consumer,), bounds)}
    )
