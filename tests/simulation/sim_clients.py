"""aiokafka's two client objects as Faust and the transport see them, on the simulated broker.

The consumer does what aiokafka's does at the same calls: positions that a seek moves, answers to fetches that a seek or
a rebalance overtook and that are dropped, an offset out of range that leads to the log's start. Beyond that it hands
out records twice, out of order or without their beginning: what aiokafka and Faust did at one time or another.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from types import SimpleNamespace
from typing import Any, Final, NamedTuple

from aiokafka import TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError, OffsetOutOfRangeError

from tests.simulation.sim_broker import Appended, Broker, Place

HEARTBEAT_SECONDS: Final = 0.5
FETCHED_RECORDS: Final = 8  # of one answer: small, so that a schedule has many of them
FETCHED_ROWS: Final = 2  # the same of a changelog: a recovery takes several
SLOW_FETCH_SECONDS: Final = (0.1, 2.5)
BATCH_RECORDS: Final = 4  # of one batch that a producer sends


@dataclass(slots=True, eq=False)
class Position:
    """Where the consumer is in one partition, and what it has fetched beyond that."""

    offset: int | None = None
    highwater: int | None = None
    fetched: list[Appended] = field(default_factory=list)
    drained: asyncio.Event = field(default_factory=asyncio.Event)


class Mischief(NamedTuple):
    """How often a fetch is handed out twice, without its beginning, or its end before its beginning, or comes late."""

    twice: float = 0.0
    beheaded: float = 0.0
    swapped: float = 0.0
    slow: float = 0.0


class SimConsumer:
    """`aiokafka.AIOKafkaConsumer`.

    Args:
        broker: where it reads.
        name: of the member.
        topics: that the group's partitions are of, by their full names.
        mischief: what it does beyond aiokafka.
    """

    def __init__(self, broker: Broker, name: str, topics: Sequence[str], mischief: Mischief) -> None:
        self._broker = broker
        self._name = name
        self._topics = topics
        self._mischief = mischief
        self._beheaded: set[tuple[TopicPartition, int]] = set()
        self._positions: dict[TopicPartition, Position] = {}
        self._listener: Any = None
        self._tasks: list[asyncio.Task[None]] = []
        self._news = asyncio.Event()
        self._closed = False
        self._commits = 0
        self._max_poll_records = None
        self._coordinator: Any = SimpleNamespace(generation=-1)
        self._fetcher = self
        self._subscriptions = self
        self._records: OrderedDict[Any, Any] = OrderedDict()  # where unreadable batches would be noted

    async def start(self) -> None:
        """Nothing to connect to."""

    async def stop(self) -> None:
        """Leave the group."""
        if self._closed:
            return
        self._closed = True
        for task in self._tasks:
            task.cancel()
        if self._listener is not None:
            await self._broker.ask(lambda: self._broker.leave(self._name), 0.0, of_group=True)

    def subscribe(self, topics: Iterable[str], listener: Any) -> None:
        """Join the group."""
        assert set(topics) == set(self._topics)
        self._listener = listener
        self._tasks = [asyncio.get_running_loop().create_task(self._membership())]

    async def _membership(self) -> None:
        broker, own = self._broker, self._coordinator
        while not self._closed:
            beats = asyncio.ensure_future(self._beat(own.generation))
            await self._listener.on_partitions_revoked(set(self._positions))
            beats.cancel()
            try:
                joined: Any = await broker.ask(lambda: broker.join(self._name), 60.0, of_group=True)
            except KafkaError:
                continue
            generation, numbers = joined  # what the future came to that `join` answers with
            own.generation = generation
            self._positions = {
                TopicPartition(topic, number): Position() for number in numbers for topic in self._topics
            }
            self._tasks = [task for task in self._tasks if not task.done()]
            self._tasks += [
                asyncio.get_running_loop().create_task(self._fetching(tp, position))
                for tp, position in self._positions.items()
            ]
            beats = asyncio.ensure_future(self._beat(generation))
            await self._listener.on_partitions_assigned(set(self._positions))
            await beats

    async def _beat(self, generation: int) -> None:
        """Heartbeats of a generation, until the member must join anew."""
        while not self._closed:
            try:
                beat = partial(self._broker.beat, self._name, generation)
                if await self._broker.ask(beat, 60.0, of_group=True):
                    return
            except KafkaError:
                return
            await asyncio.sleep(HEARTBEAT_SECONDS)

    # Positions.

    def assignment(self) -> set[TopicPartition]:
        """The partitions that are ours, as far as we know."""
        return set(self._positions)

    def _position(self, tp: Any) -> Position:
        position = self._positions.get(TopicPartition(*tp))
        if position is None:
            msg = f"{tp} is not assigned"
            raise IllegalStateError(msg)
        return position

    def seek(self, tp: Any, offset: int) -> None:
        """Fetch from there next."""
        position = self._position(tp)
        position.offset, position.fetched = offset, []
        position.drained.set()

    async def seek_to_committed(self) -> dict[TopicPartition, int | None]:
        """Fetch from what is committed next, as aiokafka does: where nothing is, from where it was."""
        partitions = list(self._positions)
        assert partitions, "No partitions are currently assigned"
        offsets: dict[TopicPartition, int | None] = {}
        for tp in partitions:
            offsets[tp] = offset = await self.committed(tp)
            if offset and offset > 0:
                self.seek(tp, offset)
        return offsets

    async def position(self, tp: Any) -> int:
        """Where it reads next, once that is known."""
        while (offset := self._position(tp).offset) is None:  # noqa: ASYNC110 - aiokafka looks from time to time, too
            await asyncio.sleep(0.01)
        return offset

    async def committed(self, tp: Any) -> int | None:
        """What the group has committed."""
        place = (tp[0], tp[1])
        return await self._broker.ask(lambda: self._broker.committed.get(place), 60.0, of_group=True)

    async def commit(self, offsets: Mapping[TopicPartition, Any]) -> None:
        """Commit as a member of the generation that it knows of.

        Raises:
            CommitFailedError: the group went on without it.
        """
        generation = self._coordinator.generation
        places: dict[Place, int] = {(tp.topic, tp.partition): each.offset for tp, each in offsets.items()}
        if not all(TopicPartition(*place) in self._positions for place in places):
            msg = f"one of {places} is not assigned"
            raise IllegalStateError(msg)
        self._commits += 1
        commit = partial(self._broker.commit, self._name, generation, places, self._commits)
        await self._broker.ask(commit, 60.0, of_group=True)

    async def beginning_offsets(self, partitions: Iterable[Any]) -> dict[Any, int]:
        """Where the logs begin."""
        return await self._broker.ask(
            lambda: {tp: self._broker.log((tp[0], tp[1])).start for tp in partitions}, 60.0
        )

    async def end_offsets(self, partitions: Iterable[Any]) -> dict[Any, int]:
        """Where the logs end."""
        return await self._broker.ask(
            lambda: {tp: self._broker.log((tp[0], tp[1])).end for tp in partitions}, 60.0
        )

    def highwater(self, tp: Any) -> int | None:
        """The end of a log as the last fetch knew it."""
        position = self._positions.get(TopicPartition(*tp))
        assert position is not None, "Partition is not assigned"
        return position.highwater

    # Fetches.

    async def _fetching(self, tp: TopicPartition, position: Position) -> None:
        while not self._closed and self._positions.get(tp) is position:
            if position.fetched:
                position.drained.clear()
                await position.drained.wait()
            else:
                await self._fetch(tp, position)

    async def _fetch(self, tp: TopicPartition, position: Position) -> None:
        broker, place = self._broker, (tp.topic, tp.partition)
        asked: int | None = None
        try:
            if position.offset is None:
                offset = await self.committed(tp)
                if offset is None:
                    offset = (await self.beginning_offsets([tp]))[tp]
                if position.offset is None:
                    position.offset = offset
                return
            asked = position.offset
            most = FETCHED_RECORDS if self._is_read(tp) else FETCHED_ROWS
            records, end = await broker.ask(partial(broker.fetch, place, asked, most), 0.0)
            if records and broker.rng.random() < self._mischief.slow:
                broker.faults["slow-fetch"] += 1
                await asyncio.sleep(broker.rng.uniform(*SLOW_FETCH_SECONDS))
            if self._positions.get(tp) is position and position.offset == asked:
                position.fetched, position.highwater = records, end
                if records:
                    self._news.set()
        except OffsetOutOfRangeError:
            if position.offset == asked:
                position.offset = (await self.beginning_offsets([tp]))[tp]
        except KafkaError:
            return

    @contextmanager
    def fetch_context(self) -> Iterator[None]:
        """While one waits for records."""
        yield

    async def fetched_records(
        self,
        partitions: Iterable[Any],
        timeout: float,  # noqa: ASYNC109 - aiokafka's own signature
        max_records: int | None = None,
    ) -> dict[TopicPartition, list[Appended]]:
        """What was fetched of these partitions, once there is some."""
        _ = max_records
        wanted = [TopicPartition(*tp) for tp in sorted(partitions)]
        end = self._broker.loop.now + timeout
        while True:
            found = {
                tp: self._hand_out(tp, position)
                for tp in wanted
                if (position := self._positions.get(tp)) is not None and position.fetched
            }
            if found or self._broker.loop.now >= end:
                return found
            self._news.clear()
            try:
                async with asyncio.timeout_at(end):
                    await self._news.wait()
            except TimeoutError:
                return {}

    def _hand_out(self, tp: TopicPartition, position: Position) -> list[Appended]:
        records, position.fetched = position.fetched, []
        rng, mischief, faults = self._broker.rng, self._mischief, self._broker.faults
        chance = rng.random()
        position.offset = records[-1].offset + 1
        position.drained.set()
        if chance < mischief.twice:
            faults["fetched-twice"] += 1
            position.offset = records[0].offset
        elif self._is_read(tp) and len(records) > 1:
            # Never twice with the same end of the hole: what Kafka itself leaves out comes back so.
            rest = records[rng.randrange(1, len(records)) :]
            chance -= mischief.twice
            if (tp, rest[0].offset) in self._beheaded or chance >= mischief.beheaded + mischief.swapped:
                return records
            self._beheaded.add((tp, rest[0].offset))
            if chance < mischief.beheaded:
                faults["beheaded-fetch"] += 1
            else:
                faults["swapped-fetch"] += 1
                position.offset = records[0].offset
            return rest
        return records

    def _is_read(self, tp: TopicPartition) -> bool:
        """Whether agents read a topic: a recovery takes what it gets of a changelog, and no ledger stands before it."""
        return not tp.topic.endswith("-changelog")


class SimProducer:
    """`aiokafka.AIOKafkaProducer`: one batch of a partition at a time, in order, sent again until it is answered."""

    def __init__(
        self, broker: Broker, on_send: Callable[[str], None], on_answer: Callable[[str], None]
    ) -> None:
        self._broker = broker
        self._on_send = on_send
        self._on_answer = on_answer
        self._last: dict[Place, asyncio.Future[Any]] = {}
        self.client = SimpleNamespace(cluster=SimpleNamespace(brokers=list))

    async def start(self) -> None:
        """Nothing to connect to."""

    async def stop(self) -> None:
        """Wait for what is under way."""
        await self.flush()

    async def flush(self) -> None:
        """Wait for what is under way."""
        for sent in tuple(self._last.values()):
            await asyncio.wait([sent])

    async def partitions_for(self, topic: str) -> set[int]:
        """The numbers of a topic's partitions."""
        _ = topic
        return set(range(self._broker.partitions))

    def create_batch(self) -> SimBatch:
        """An empty batch."""
        return SimBatch()

    async def send_batch(self, batch: SimBatch, topic: str, *, partition: int) -> asyncio.Future[Any]:
        """Send a batch; a future of its last record's place."""
        place = (topic, partition)
        self._on_send(topic)
        before = self._last.get(place)
        sent = asyncio.get_running_loop().create_task(self._send(place, tuple(batch.records), before))
        self._last[place] = sent
        return sent

    async def _send(self, place: Place, records: Sequence[Any], before: asyncio.Future[Any] | None) -> Any:
        if before is not None and not before.done():
            await asyncio.wait([before])
        if not records:
            return None
        offset = await self._broker.ask(lambda: self._broker.append(place, records))
        self._on_answer(place[0])
        return SimpleNamespace(topic=place[0], partition=place[1], offset=offset)


class SimBatch:
    """A batch that a producer builds."""

    def __init__(self) -> None:
        self.records: list[tuple[bytes | None, bytes | None, Any]] = []

    def append(
        self, *, timestamp: None, key: bytes | None, value: bytes | None, headers: Any
    ) -> object | None:
        """Add a record; None where there is no room."""
        _ = timestamp
        if len(self.records) >= BATCH_RECORDS:
            return None
        self.records.append((key, value, headers))
        return self

    def close(self) -> None:
        """Take no more."""


__all__ = ["CommitFailedError", "Mischief", "SimConsumer", "SimProducer"]
