"""The consumer of the transport around a seek and a stopped flow, on a Kafka of one partition in memory."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from types import SimpleNamespace
from typing import Any

import faust
import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.structs import TopicPartition
from faust.types import TP

from stream.kafka.batches import Batch
from stream.kafka.compression import TRIES, Unreadable
from stream.kafka.consumer import Consumer
from stream.kafka.dispatch import MOST_IN_HAND
from stream.kafka.fetch_thread import FETCH_WAIT_MS
from stream.kafka.transport import transport_class
from stream.model.errors import StopError

PARTITION = TP("newswire.raw", 0)
LOG = [
    SimpleNamespace(offset=offset, value=b"v", key=None, timestamp=0, timestamp_type=0) for offset in range(8)
]


class Kafka:
    """In the place of Faust's consumer thread: a log, where it is committed, and where the next fetch reads."""

    beacon = None  # Faust's tree of services, in which this is none

    def __init__(self, committed: int | None) -> None:
        self.committed = committed
        self.as_committed: Callable[[TP], Awaitable[int | None]] = self._committed
        self.position = committed or 0
        self.assigned = True
        self.refuses = False
        self.end_known = self.end = len(LOG)  # to the last fetch, to the broker
        self.fetched: Callable[[], None] = lambda: None
        self.unreadable: dict[TP, Unreadable] = {}

    def assignment(self) -> set[TP]:
        """The one partition."""
        return {PARTITION} if self.assigned else set()

    def highwater(self, _: TP) -> int:
        """The end of the log; refused as aiokafka does."""
        assert self.assigned, "Partition is not assigned"
        return self.end_known

    async def highwaters(self, *partitions: TP) -> Mapping[TP, int]:
        """The end of the log as the broker knows it."""
        return dict.fromkeys(partitions, self.end)

    async def earliest_offsets(self, *partitions: TP) -> Mapping[TP, int]:
        """The log is whole."""
        return dict.fromkeys(partitions, 0)

    async def _committed(self, _: TP) -> int | None:
        return self.committed

    async def seek_to_committed(self) -> Mapping[TP, int | None]:
        """As aiokafka: where nothing is committed it stays where it is."""
        assert self.assigned, "No partitions are currently assigned"
        self.position = self.committed or self.position
        return {PARTITION: self.committed}

    def seek(self, _: TP, __: int) -> None:
        """What Faust calls from the worker's thread, while aiokafka's is at work on the same records."""
        msg = "a seek from another thread than aiokafka's"
        raise AssertionError(msg)

    async def commit(self, offsets: Mapping[TP, int]) -> bool:
        """Commit; a group that went on without us refuses."""
        if not self.refuses:
            self.committed = offsets[PARTITION]
        return not self.refuses

    async def seek_wait(self, offsets: Mapping[TP, int]) -> None:
        """Read there next."""
        self.position = offsets[PARTITION]

    async def getmany(self, _: set[TP], __: float) -> Mapping[TP, list[Any]]:
        """All that is left, and whatever happens while it is on its way."""
        records, self.position = LOG[self.position :], len(LOG)
        self.fetched()
        return {TopicPartition(*PARTITION): records}  # equal to Faust's, and not taken for it


def on(kafka: Kafka) -> type[Consumer]:
    """The consumer on such a Kafka."""

    class InMemory(Consumer):
        def _new_consumer_thread(self) -> Any:
            return kafka

        async def committed(self, tp: TP) -> int | None:
            return await kafka.as_committed(tp)

    return InMemory


def thread_of(consumer: Consumer) -> Any:
    """The thread that a consumer of Kafka's own has."""
    return Consumer._new_consumer_thread(consumer)  # noqa: SLF001 - Faust makes it when it starts


@pytest.fixture
def consumer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Kafka], Consumer]:
    """Make a consumer of batches of two on such a Kafka, with its partition active."""

    def make(kafka: Kafka) -> Consumer:
        app = faust.App("test", broker="kafka://127.0.0.1:1", loop=asyncio.get_running_loop())
        app.transport = transport_class(2, 1000, consumer=on(kafka))(app.conf.broker_consumer, app)
        monkeypatch.setattr(app.topics, "acks_enabled_for", lambda _: True)
        made = app.consumer
        assert isinstance(made, Consumer)
        monkeypatch.setattr(
            made, "_active_partitions", {PARTITION}
        )  # Faust's own: what a rebalance leaves there
        return made

    return make


async def handed_out(consumer: Consumer) -> list[int]:
    """The first offsets of the batches of one fetch."""
    return [batch_of(message).first async for _, message in consumer.getmany(1.0)]


def batch_of(message: Any) -> Batch:
    """What a message of ours holds."""
    assert isinstance(message.value, Batch)
    return message.value


@pytest.mark.parametrize(("committed", "expected"), [(None, [0, 2, 4, 6]), (4, [4, 6])])
def test_what_comes_while_the_flow_is_stopped_comes_again(
    consumer: Callable[[Kafka], Consumer], committed: int | None, expected: list[int]
) -> None:
    """A rebalance that starts as a fetch returns loses none of it, whether or not anything was committed before."""

    async def run() -> list[int]:
        kafka = Kafka(committed)
        made = consumer(kafka)
        kafka.fetched = made.stop_flow
        assert await handed_out(made) == []
        kafka.fetched = lambda: None
        made.resume_flow()
        return await handed_out(made)

    assert expected == asyncio.run(run())


@pytest.mark.parametrize(("committed", "expected"), [(None, [0, 2, 4, 6]), (4, [4, 6])])
def test_what_stood_in_a_queue_that_is_resumed_comes_again(
    consumer: Callable[[Kafka], Consumer], committed: int | None, expected: list[int]
) -> None:
    """Faust empties the agents' queues when a recovery ends: what was handed out before is handed out anew."""

    async def run() -> None:
        made = consumer(Kafka(committed))
        await made.perform_seek()
        stale = [batch_of(message) async for _, message in made.getmany(1.0)]
        made.resume_flow()
        assert [batch.lost for batch in stale] == [True] * len(expected)
        assert await handed_out(made) == expected

    asyncio.run(run())


def test_a_log_that_has_grown_meanwhile_is_no_other_one(
    consumer: Callable[[Kafka], Consumer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine stood still with a fetch in hand, and others committed beyond its end: the log is asked, and the worker goes on."""

    async def stop(error: StopError) -> None:
        raise error

    async def run() -> list[int]:
        kafka = Kafka(len(LOG) + 2)
        kafka.position, kafka.end = 0, len(LOG) + 2
        made = consumer(kafka)
        monkeypatch.setattr(made.app, "crash", stop)
        made.resume_flow()
        return await handed_out(made)

    assert asyncio.run(run()) == []


def test_a_log_that_ends_before_what_was_read_ends_the_worker(
    consumer: Callable[[Kafka], Consumer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the broker, too, says that the log ends before: the topic was made anew."""
    stops: list[StopError] = []

    async def run() -> None:
        kafka = Kafka(len(LOG) + 2)
        kafka.position = 0
        made = consumer(kafka)
        crashed = asyncio.Event()

        async def crash(error: StopError) -> None:
            stops.append(error)
            crashed.set()

        monkeypatch.setattr(made.app, "crash", crash)
        made.resume_flow()
        asked = asyncio.create_task(handed_out(made))
        await crashed.wait()
        asked.cancel()

    asyncio.run(run())
    assert [
        f"read up to offset {len(LOG) + 1}, but the log ends at {len(LOG)}" in str(error) for error in stops
    ] == [True]


def test_a_seek_with_nothing_assigned_ends_no_worker(consumer: Callable[[Kafka], Consumer]) -> None:
    """A rebalance that leaves a worker without partitions as a fetch returns: the next assignment seeks."""

    async def run() -> None:
        kafka = Kafka(4)
        made = consumer(kafka)

        def taken_away() -> None:
            made.stop_flow()
            kafka.assigned = False

        kafka.fetched = taken_away
        assert await handed_out(made) == []

    asyncio.run(run())


def test_what_is_committed_counts_though_it_was_not_known_yet(
    consumer: Callable[[Kafka], Consumer],
) -> None:
    """A fetch whose committed offset is still asked for when the seek is done comes again, from where the seek went."""

    async def run() -> list[int]:
        kafka = Kafka(4)
        made = consumer(kafka)

        async def unknown_while_seeking(_: TP) -> int | None:
            await made.perform_seek()
            return None

        kafka.as_committed = unknown_while_seeking
        assert await handed_out(made) == []
        return await handed_out(made)

    assert asyncio.run(run()) == [4, 6]


@pytest.mark.parametrize(("committed", "expected"), [(None, [0, 2, 4, 6]), (4, [4, 6])])
def test_the_broker_is_asked_for_what_is_committed_while_nobody_knows(
    consumer: Callable[[Kafka], Consumer], committed: int | None, expected: list[int]
) -> None:
    """Between the end of a recovery and its seek Faust knows of no committed offset: the log is not read from its start."""

    async def run() -> list[int]:
        return await handed_out(consumer(Kafka(committed)))

    assert asyncio.run(run()) == expected


def test_a_seek_in_mid_fetch_starts_over(consumer: Callable[[Kafka], Consumer]) -> None:
    """Batches of before a seek neither go on being handed out, nor hide those that come again, nor are committed."""

    async def run() -> None:
        kafka = Kafka(None)
        made = consumer(kafka)
        fetch = made.getmany(1.0)
        _, stale = await anext(fetch)
        await made.perform_seek()
        batch_of(stale).finish()
        # Faust notes what a stream took when the stream took it, and would drop what is older.
        made._read_offset[PARTITION] = stale.offset + 100  # noqa: SLF001 - as Faust's loop does
        assert [message async for _, message in fetch] == []
        async for _, message in made.getmany(1.0):
            assert made._read_offset[PARTITION] is None  # noqa: SLF001 - what Faust's loop goes by
            assert made._new_offset(PARTITION) is None  # noqa: SLF001 - what Faust would commit
            if batch_of(message).last == len(LOG) - 1:
                break
        assert batch_of(message).first == 6

    asyncio.run(run())


def test_a_fetch_dropped_behind_a_seek_comes_again(consumer: Callable[[Kafka], Consumer]) -> None:
    """The first fetch after a recovery may return before the recovery is noted: it comes again without a new record."""

    async def run() -> None:
        kafka = Kafka(2)
        made = consumer(kafka)
        await made.perform_seek()
        kafka.fetched = lambda: made._forget((PARTITION,))  # noqa: SLF001 - the end of Faust's seek, come late
        assert await handed_out(made) == []
        kafka.fetched = lambda: None
        assert await handed_out(made) == [2, 4, 6]

    asyncio.run(run())


def test_a_true_gap_stops_the_worker(
    consumer: Callable[[Kafka], Consumer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Records deleted before they were read crash the app, and nothing behind them is handed out."""

    async def run() -> None:
        kafka = Kafka(None)
        made = consumer(kafka)
        monkeypatch.setitem(made._committed_offset, PARTITION, 2)  # noqa: SLF001 - as after a seek to it
        kafka.position = 5
        monkeypatch.setattr(kafka, "earliest_offsets", _log_starts_at_5)
        monkeypatch.setattr(kafka, "seek_wait", _seek_to_the_start(kafka))
        crashed = asyncio.Event()
        reasons: list[BaseException] = []

        async def crash(reason: BaseException) -> None:
            reasons.append(reason)
            crashed.set()

        monkeypatch.setattr(made.app, "crash", crash)
        assert await handed_out(made) == []  # the hole is asked for once more
        second = asyncio.create_task(handed_out(made))
        await crashed.wait()
        assert not second.done()
        second.cancel()
        (reason,) = reasons
        assert isinstance(reason, StopError)
        assert "offsets 2 to 4 were deleted" in str(reason)

    asyncio.run(run())


def test_an_unreadable_batch_stops_the_worker_once_all_before_it_is_finished_and_committed(
    consumer: Callable[[Kafka], Consumer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its way out sets the group's offset behind the batch: what stands before it would be skipped with it."""

    async def run() -> None:
        kafka = Kafka(4)
        made = consumer(kafka)
        await made.perform_seek()
        done: list[object] = []

        crashed = asyncio.Event()

        async def crash(reason: BaseException) -> None:
            done.extend((kafka.committed, reason))
            crashed.set()

        monkeypatch.setattr(made.app, "crash", crash)
        monkeypatch.setattr(made.app, "_producer", SimpleNamespace(flush=partial(asyncio.sleep, 0)))
        batches = [batch_of(message) async for _, message in made.getmany(1.0)]
        kafka.unreadable = {PARTITION: Unreadable(8, 10, "lz4", "DecompressionError", TRIES)}
        for batch in batches:
            assert await handed_out(made) == []
            assert done == []
            batch.finish()
        kafka.unreadable = {PARTITION: Unreadable(8, 10, "lz4", "DecompressionError", TRIES - 1)}
        assert await handed_out(made) == []  # it is tried again first
        kafka.unreadable = {PARTITION: Unreadable(8, 10, "lz4", "DecompressionError", TRIES)}
        last = asyncio.create_task(handed_out(made))
        await crashed.wait()
        last.cancel()
        assert done[0] == 8
        assert str(done[1]).startswith(
            "partition 0 of newswire.raw, offsets 8 to 9: the batch, compressed with lz4,"
        )

    asyncio.run(run())


async def _log_starts_at_5(*partitions: TP) -> Mapping[TP, int]:
    return dict.fromkeys(partitions, 5)


def _seek_to_the_start(kafka: Kafka) -> Callable[[Mapping[TP, int]], Awaitable[None]]:
    async def seek_wait(_: Mapping[TP, int]) -> None:
        kafka.position = 5  # as aiokafka, whose reset goes where the log begins

    return seek_wait


def test_nothing_is_handed_out_in_mid_recovery(
    consumer: Callable[[Kafka], Consumer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch that a fetch of before the rebalance still brings waits for the table, and is there after the seek."""

    async def run() -> None:
        made = consumer(Kafka(None))
        monkeypatch.setattr(made.app, "in_recovery", True)
        assert await handed_out(made) == []
        monkeypatch.setattr(made.app, "in_recovery", False)
        await made.perform_seek()
        assert await handed_out(made) == [0, 2, 4, 6]

    asyncio.run(run())


def test_an_answer_that_a_rebalance_overtook_is_no_fault(consumer: Callable[[Kafka], Consumer]) -> None:
    """The partition went to another worker while its records were on their way: they are its own, and nothing fails."""

    async def run() -> None:
        kafka = Kafka(None)
        made = consumer(kafka)
        kafka.fetched = partial(setattr, kafka, "assigned", False)
        await handed_out(made)
        assert {behind.records for behind in made.lag.behind().values()} <= {0}

    asyncio.run(run())


async def messages_of(consumer: Consumer) -> list[Any]:
    """What one call for records hands out."""
    return [message async for _, message in consumer.getmany(60.0)]


def answered_once(kafka: Kafka, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every fetch but the next one wait for ever."""
    answer = kafka.getmany

    async def getmany(partitions: set[TP], seconds: float) -> Mapping[TP, list[Any]]:
        if kafka.position >= len(LOG):
            await asyncio.Event().wait()
        return await answer(partitions, seconds)

    monkeypatch.setattr(kafka, "getmany", getmany)


def test_what_fills_no_batch_is_handed_out_when_the_agent_is_through(
    consumer: Callable[[Kafka], Consumer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not before, and then without waiting for the fetch that is under way."""

    async def run() -> None:
        kafka = Kafka(5)
        answered_once(kafka, monkeypatch)
        made = consumer(kafka)
        await made.perform_seek()
        [message] = await messages_of(made)
        assert (5, 6) == (batch_of(message).first, batch_of(message).last)
        asking = asyncio.create_task(messages_of(made))
        await asyncio.sleep(0)
        assert not asking.done()
        batch_of(message).finish()
        made.ack(message)
        found = await asking
        while not found:
            found = await messages_of(made)
        assert [7] == [batch_of(each).first for each in found]

    asyncio.run(asyncio.wait_for(run(), 60.0))


def test_an_agent_gets_no_more_than_its_queue_has_room_for(
    consumer: Callable[[Kafka], Consumer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it has no room for waits here, and nothing more is fetched of it: other topics go on meanwhile."""

    async def run() -> None:
        long = [SimpleNamespace(**{**vars(LOG[0]), "offset": offset}) for offset in range(4 * MOST_IN_HAND)]
        monkeypatch.setattr(f"{__name__}.LOG", long)
        kafka = Kafka(None)
        answered_once(kafka, monkeypatch)
        made = consumer(kafka)
        await made.perform_seek()
        messages, handed = await messages_of(made), []
        assert MOST_IN_HAND == len(messages)
        assert PARTITION in made._buffered_partitions  # noqa: SLF001 - what Faust fetches nothing of
        while messages:
            handed.append(batch_of(messages[0]).first)
            batch_of(messages[0]).finish()
            made.ack(messages.pop(0))
            assert sum(batch_of(message).under_way for message in messages) <= MOST_IN_HAND
            if len(handed) + len(messages) < len(long) / 2:
                messages += await messages_of(made)
        assert list(range(0, len(long), 2)) == handed
        assert PARTITION not in made._buffered_partitions  # noqa: SLF001 - as above

    asyncio.run(asyncio.wait_for(run(), 60.0))


def test_what_is_forgotten_no_longer_holds_up_its_partition(
    consumer: Callable[[Kafka], Consumer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A partition whose fetching was paused is fetched again after a seek; one that was taken away is not."""

    async def run() -> None:
        long = [SimpleNamespace(**{**vars(LOG[0]), "offset": offset}) for offset in range(4 * MOST_IN_HAND)]
        monkeypatch.setattr(f"{__name__}.LOG", long)
        kafka = Kafka(None)
        made = consumer(kafka)
        await made.perform_seek()
        first = await handed_out(made)
        await made.perform_seek()
        assert first == await handed_out(made)
        await made.on_partitions_revoked({PARTITION})
        assert not made._buffered_partitions | made._active_partitions  # noqa: SLF001 - what Faust fetches of, and not

    asyncio.run(asyncio.wait_for(run(), 60.0))


def test_batches_that_end_while_the_flow_is_stopped_are_not_lost(
    consumer: Callable[[Kafka], Consumer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before a rebalance agents finish what they have: to be woken by that is no reason to go back to what is committed."""

    async def run() -> None:
        kafka = Kafka(4)
        answered_once(kafka, monkeypatch)
        made = consumer(kafka)
        await made.perform_seek()
        first, second = await messages_of(made)
        made.stop_flow()
        asking = asyncio.create_task(messages_of(made))
        await asyncio.sleep(0)
        batch_of(first).finish()
        made.ack(first)
        assert [] == await asking
        assert batch_of(second).under_way

    asyncio.run(asyncio.wait_for(run(), 60.0))


def test_consumer_knows_the_oldest_record_that_is_not_finished(
    consumer: Callable[[Kafka], Consumer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of one topic, over its partitions: how far an agent is behind; None where nothing waits for it."""

    async def run() -> list[float | None]:
        monkeypatch.setattr(
            f"{__name__}.LOG",
            [SimpleNamespace(**{**vars(each), "timestamp": each.offset * 1000}) for each in LOG],
        )
        made = consumer(Kafka(4))
        await made.perform_seek()
        seen = [made.oldest(PARTITION.topic)]
        first, second = await messages_of(made)
        seen += [made.oldest(PARTITION.topic), made.oldest("newswire.judged")]
        batch_of(first).finish()
        seen.append(made.oldest(PARTITION.topic))
        batch_of(second).finish()
        return [*seen, made.oldest(PARTITION.topic)]

    assert [None, 4.0, None, 6.0, None] == asyncio.run(run())


@pytest.mark.parametrize(
    ("went_on", "finished", "said"),
    [
        (None, False, ["stream", "commit"]),
        (-400.0, False, ["stream", "commit"]),
        (-1.0, False, []),
        (-1.0, True, ["commit"]),
    ],
)
def test_a_batch_that_gives_way_has_not_stalled(
    consumer: Callable[[Kafka], Consumer],
    monkeypatch: pytest.MonkeyPatch,
    went_on: float | None,
    finished: bool,
    said: list[str],
) -> None:
    """Faust's errors about a stream that stands still are left out where its agent was seen at work, and there alone.

    What is finished and not committed is an error of the commits, however busy the agent is.
    """

    async def run() -> list[str]:
        made = consumer(Kafka(4))
        await made.perform_seek()
        first, second = await messages_of(made)
        if went_on is not None:
            batch_of(second).went_on = time.monotonic() + went_on
        if finished:
            batch_of(first).finish()
        thread = thread_of(made)
        heard: list[str] = []
        monkeypatch.setattr(thread.log, "error", lambda message, *_: heard.append(message))
        thread._log_slow_processing_stream("stream", PARTITION, "long ago")  # noqa: SLF001 - what Faust calls
        thread._log_slow_processing_commit("commit", PARTITION, "long ago")  # noqa: SLF001 - as above
        return [message.split()[0] for message in heard]

    assert said == asyncio.run(run())


def test_a_partition_whose_position_is_not_known_is_no_fault(
    consumer: Callable[[Kafka], Consumer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Faust looks whether partitions go on, also while one waits to be told where it is read, and one that is gone."""

    async def run() -> list[str]:
        thread = thread_of(consumer(Kafka(None)))
        client: Any = AIOKafkaConsumer(bootstrap_servers="127.0.0.1:1", group_id=None)
        client.assign([TopicPartition(*PARTITION)])
        client._fetcher = SimpleNamespace(_subscriptions=client._subscription)  # noqa: SLF001 - made at its start
        client._closed = True  # noqa: SLF001 - it was never started, and need not be stopped
        monkeypatch.setattr(thread, "_consumer", client)
        thread.time_started = time.monotonic()
        state = client._subscription.subscription.assignment.state_value(TopicPartition(*PARTITION))  # noqa: SLF001 - as Faust reads it
        state.timestamp, state.highwater = time.monotonic() * 1000, 7
        heard: list[str] = []
        monkeypatch.setattr(thread.log, "error", lambda message, *_: heard.append(message))
        for tp in (PARTITION, TP("newswire.raw", 1)):
            thread.verify_event_path(time.monotonic(), tp)
        state.reset_to(3)
        thread.verify_event_path(time.monotonic() + 10_000, PARTITION)
        return heard

    assert len(asyncio.run(run())) == 1


def test_fetches_wait_for_as_long_as_we_say(consumer: Callable[[Kafka], Consumer]) -> None:
    """A worker's client has our bound, not the second and a half that Faust has written into its own."""

    async def run() -> int:
        made = consumer(Kafka(None))
        transport: Any = made.transport
        client = thread_of(made)._create_worker_consumer(transport)  # noqa: SLF001 - as Faust calls it
        waits: int = client._fetch_max_wait_ms  # noqa: SLF001 - as its fetcher reads it
        return waits

    assert FETCH_WAIT_MS == asyncio.run(run())


@pytest.mark.parametrize("refused", [False, True])
def test_what_the_group_refused_is_not_committed(
    consumer: Callable[[Kafka], Consumer], monkeypatch: pytest.MonkeyPatch, refused: bool
) -> None:
    """Offsets that the group did not take from a worker it had given up are read again, and committed then."""

    async def run() -> int | None:
        kafka = Kafka(None)
        made = consumer(kafka)
        flush = SimpleNamespace(flush=partial(asyncio.sleep, 0))
        monkeypatch.setattr(made.app, "_producer", flush)
        for batch in [batch_of(message) async for _, message in made.getmany(1.0)]:
            batch.finish()
        kafka.refuses = refused
        await made.commit()
        return await made.known_committed(PARTITION)

    assert asyncio.run(run()) == (None if refused else len(LOG))


def test_a_late_end_of_a_recovery_resumes_nothing_in_the_next_rebalance(
    consumer: Callable[[Kafka], Consumer],
) -> None:
    """Between the partitions that were taken away and the new ones nothing is handed out, whoever says that it may."""

    async def run() -> tuple[list[int], list[int]]:
        made = consumer(Kafka(None))
        made._on_partitions_revoked = made._on_partitions_assigned = nothing_to_do  # noqa: SLF001 - the app's part
        await made.on_partitions_revoked({PARTITION})
        made.stop_flow()
        made.resume_flow()  # the recovery before
        stopped = made.flow_active
        await made.on_partitions_assigned({PARTITION}, 2)
        made.resume_flow()
        return [int(stopped)], [int(made.flow_active)]

    assert asyncio.run(run()) == ([0], [1])


async def nothing_to_do(*_: Any) -> None:
    """What the app does when partitions move."""
