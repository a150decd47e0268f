"""A worker without Faust's app: our transport, agents and tables, and those parts of Faust that they hang on.

Of Faust runs, as it is: the consumer that ours derives from, its fetcher, the rebalance handlers, the table manager with
its recovery, the RocksDB store (on a simulated database), flow control and its queues. Simulated are the app around
them, the conductor and the streams, which are short here, and the threads, which share one loop.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import weakref
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar, Final

from faust import streams as faust_streams
from faust.app.base import App
from faust.stores import base, rocksdb
from faust.tables.manager import TableManager
from faust.transport.consumer import Fetcher
from faust.types import TP
from mode import Service
from mode.utils.collections import LRUCache
from mode.utils.queues import FlowControlEvent, FlowControlQueue

from stream.config.settings import Settings
from stream.kafka.fetch_thread import ConsumerThread
from stream.kafka.producer import Producer
from stream.model.articles import Stream
from stream.worker.app import BUFFERED_BATCHES, transport_of
from tests.simulation.sim_broker import Broker
from tests.simulation.sim_clients import Mischief, SimConsumer, SimProducer
from tests.simulation.sim_disk import Disk

READ: Final = (Stream.RAW, Stream.PREPARED, Stream.JUDGED)


class Thread(ConsumerThread):
    """The thread around the consumer, in the same loop: its queue of calls is mode's own."""

    def __init__(self, consumer: Any, **kwargs: Any) -> None:
        super().__init__(consumer, thread_loop=asyncio.get_running_loop(), **kwargs)

    async def start(self) -> None:
        """Start the client and the queue."""
        self._thread_started.set()
        self._started.set()
        await self.on_start()
        await self.method_queue.start()

    async def stop(self) -> None:
        """Stop both."""
        if self._started.is_set() and not self._stopped.is_set():
            self._stopped.set()
            await self.on_thread_stop()

    def _create_consumer(self, loop: Any) -> Any:
        _ = loop
        app: Any = self.app  # ours
        return app.new_client()

    def verify_event_path(self, now: float, tp: TP) -> None:
        """Only the log would hear of it."""

    def verify_recovery_event_path(self, now: float, tp: TP) -> None:
        """As above."""


class Signal:
    """`faust.Signal`."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._handlers: list[Callable[..., Any]] = []

    def connect(self, handler: Callable[..., Any], *, weak: bool) -> None:
        """Call a handler at each signal."""
        assert not weak
        self._handlers.append(handler)

    async def send(self, *args: Any) -> None:
        """Call all handlers, in order."""
        for handler in self._handlers:
            done = handler(self._app, *args)
            if isinstance(done, Awaitable):
                await done


class Nothing:
    """Sensors, monitors and the like: whatever is called does nothing."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return lambda *_args, **_kwargs: self


class Event:
    """`faust.Event`."""

    def __init__(self, message: Any) -> None:
        self.message = message
        self.key, self.value = message.key, message.value


class Channel:
    """A topic's queue, as the conductor fills it."""

    def __init__(self, name: str, queue: Any) -> None:
        self.name = name
        self.queue = queue


class ChangelogTopic:
    """`faust.Topic` of a table's changelog."""

    def __init__(self, app: SimApp, name: str) -> None:
        self._app = app
        self.name = name
        self.topics = (name,)

    def get_topic_name(self) -> str:
        """Its name."""
        return self.name

    def clone_using_queue(self, queue: Any) -> Channel:
        """A channel that fills this queue."""
        return Channel(self.name, queue)

    def send_soon(self, *, key: bytes, value: bytes | None, partition: int, **_: Any) -> Awaitable[Any]:
        """Send one row; a future of its place."""
        return asyncio.ensure_future(self._send(key, value, partition))

    async def _send(self, key: bytes, value: bytes | None, partition: int) -> Any:
        client: Any = self._app.producer._ensure_producer()  # noqa: SLF001 - as Faust's topic does
        batch = client.create_batch()
        batch.append(timestamp=None, key=key, value=value, headers=())
        return await (await client.send_batch(batch, self.name, partition=partition))


class Store(rocksdb.Store):
    """Faust's store on a simulated disk."""

    def __init__(self, app: Any, table: Any) -> None:
        base.SerializedStore.__init__(
            self,
            "rocksdb://",
            app,
            table,
            key_type=bytes,
            value_type=bytes,
            key_serializer="raw",
            value_serializer="raw",
        )
        self.url /= self.table_name
        self.use_rocksdict = True
        self._dbs = {}
        self._key_index = LRUCache(limit=1000)
        self.db_lock = asyncio.Lock()
        self.rebalance_ack = False

    def _open_for_partition(self, partition: int) -> Any:
        app: Any = self.app  # ours
        return app.disk.open(self.partition_path(partition))

    @property
    def path(self) -> Path:
        """Where the databases are."""
        return Path("tables")


class Table:
    """`faust.Table`, as far as the tables of a worker and the recovery use it."""

    recovery_buffer_size: ClassVar[int] = 1000
    standby_buffer_size: ClassVar[int] = 1000

    def __init__(self, app: SimApp, name: str, changelog: str) -> None:
        self.app = app
        self.name = name
        self.is_global = self.use_partitioner = False
        self.changelog_topic = ChangelogTopic(app, changelog)
        self.changelog_topic_name = changelog
        self.data = Store(app, self)

    async def maybe_start(self) -> None:
        """Nothing to start."""

    async def stop(self) -> None:
        """Let the databases go."""
        self.data._dbs.clear()  # noqa: SLF001 - as the store's own `stop`, which collects garbage besides

    async def on_rebalance(self, *given: Any) -> None:
        """Open the databases of what is ours now."""
        await self.data.on_rebalance(*given)

    def persisted_offset(self, tp: TP) -> int | None:
        """How far the disk has come."""
        return self.data.persisted_offset(tp)

    async def on_changelog_event(self, event: Any) -> None:
        """Nothing beside the store."""

    async def on_recovery_completed(self, *given: Any) -> None:
        """As above."""

    def apply_changelog_batch(self, events: Any) -> None:
        """Rows of the changelog, onto the disk."""
        self.data.apply_changelog_batch(events, None, None)  # type: ignore[arg-type] # it takes bytes as they are


class Conductor:
    """`faust.transport.conductor.Conductor`: from the fetcher to the queues."""

    def __init__(self, app: SimApp) -> None:
        self._app = app
        self._channels: dict[str, Channel] = {}
        self._acking = frozenset(app.settings.topic(stream) for stream in READ)

    def add(self, channel: Channel) -> None:
        """Fill a queue with what comes of its topic."""
        self._channels[channel.name] = channel

    def acks_enabled_for(self, topic: str) -> bool:
        """Whether agents read a topic."""
        return topic in self._acking

    async def maybe_wait_for_subscriptions(self) -> None:
        """They stand from the beginning."""

    async def on_partitions_assigned(self, assigned: Any) -> None:
        """Nothing to compile."""

    async def on_message(self, message: Any) -> None:
        """As Faust's, with one channel a topic."""
        app = self._app
        await app.flow_control.acquire()
        event, queue, tp = Event(message), self._channels[message.topic].queue, message.tp
        if self.acks_enabled_for(message.topic):
            app.consumer.track_message(message)
        if queue.full():
            await queue.put(event)
            return
        queue.put_nowait_enhanced(
            event,
            on_pressure_high=lambda: app.consumer.on_buffer_full(tp),
            on_pressure_drop=lambda: app.consumer.on_buffer_drop(tp),
        )


class SimApp(Service):
    """`faust.App` of one worker.

    Args:
        conf: Faust's own settings.
        settings: ours.
        broker: what it talks to.
        disk: what it keeps.
        name: of the worker.
        mischief: of its fetches.
        on_send: called before a send, with the topic; it may freeze.
        on_answer: called when the broker has answered a send, with the topic; it may kill.
    """

    logger = logging.getLogger("sim")
    client_only = producer_only = in_transaction = False
    tracer = _rebalancing_span = None

    _on_partitions_revoked = App._on_partitions_revoked  # noqa: SLF001 - Faust's own, which we are after
    _on_partitions_assigned = App._on_partitions_assigned  # noqa: SLF001 - as above
    _consumer_wait_empty = App._consumer_wait_empty  # noqa: SLF001 - as above
    _stop_consumer = App._stop_consumer  # noqa: SLF001 - as above
    _stop_fetcher = App._stop_fetcher  # noqa: SLF001 - as above
    _producer_flush = App._producer_flush  # noqa: SLF001 - as above
    _update_assignment = App._update_assignment  # noqa: SLF001 - as above

    def __init__(
        self,
        conf: Any,
        settings: Settings,
        broker: Broker,
        disk: Disk,
        name: str,
        mischief: Mischief,
        on_send: Callable[[str], None],
        on_answer: Callable[[str], None],
    ) -> None:
        super().__init__()
        self.conf, self.settings, self.broker, self.disk = conf, settings, broker, disk
        self._name, self._mischief = name, mischief
        self._on_send, self._on_answer = on_send, on_answer
        self.sensors = self.monitor = Nothing()
        self.serializers = _Raw()
        self.on_partitions_revoked, self.on_partitions_assigned = Signal(self), Signal(self)
        self.on_before_shutdown, self.on_rebalance_complete = Signal(self), Signal(self)
        self.on_produce_message = Signal(self)
        self.flow_control = FlowControlEvent()
        self.in_recovery = self.rebalancing = self.unassigned = False
        self.consumer_generation_id = 0
        self._assignment: set[TP] | None = None
        self._agents: list[tuple[str, int, Callable[..., Awaitable[None]]]] = []
        self._working: list[asyncio.Future[Any]] = []
        self._timers: list[tuple[float, Callable[[], Awaitable[None]]]] = []
        self._attachments = SimpleNamespace(publish_for_tp_offset=_nothing_attached)
        self.agents = SimpleNamespace(on_rebalance=_nothing_to_do)
        self.assignor = SimpleNamespace(
            assigned_actives=lambda: {TP(*tp) for tp in self._client.assignment()}, assigned_standbys=set
        )
        self.topics = Conductor(self)
        this: Any = self  # in the place of Faust's own
        self.tables = TableManager(this, beacon=self.beacon)
        transport: Any = SimTransport(self)
        self.transport = transport
        self._producer = self.producer = SimulatedProducer(transport, beacon=self.beacon)
        self._client: Any = None
        self.consumer: Any = None

    def new_client(self) -> SimConsumer:
        """The client of the thread."""
        topics = [self.settings.topic(stream) for stream in READ]
        topics += [table.changelog_topic_name for table in self.tables.values()]
        client = self._client = SimConsumer(self.broker, self._name, topics, self._mischief)
        return client

    @property
    def _consumer(self) -> Any:
        """Where Faust keeps it until it is there."""
        return self.consumer

    # What agents and tables are wired by.

    def topic(self, name: str) -> str:
        """A topic is its name."""
        return name

    def agent(self, topic: str, *, name: str, concurrency: int = 1) -> Callable[[Any], Any]:
        """Wire an agent."""
        _ = name

        def wire(work: Any) -> Any:
            self._agents.append((topic, concurrency, work))
            return work

        return wire

    def timer(self, *, interval: float) -> Callable[[Any], Any]:  # type: ignore[override] # the app's, and not the service's
        """Wire a timer."""

        def wire(work: Any) -> Any:
            self._timers.append((interval, work))
            return work

        return wire

    def Table(self, name: str, **_: Any) -> Table:  # noqa: N802 - Faust's name
        """A table."""
        changelog = self.settings.changelog if name == "dedup" else self.settings.versions_changelog
        table = Table(self, name, changelog)
        tables: Any = self.tables
        tables.add(table)
        return table

    # What Faust asks of the app.

    def FlowControlQueue(self, maxsize: int | None = None, **kwargs: Any) -> Any:  # noqa: N802 - Faust's name
        """A queue that a rebalance empties."""
        kwargs.pop("clear_on_resume", None)
        return FlowControlQueue(
            maxsize or BUFFERED_BATCHES, flow_control=self.flow_control, clear_on_resume=True, **kwargs
        )

    def on_rebalance_start(self) -> None:
        """As Faust's."""
        self.rebalancing = True
        self.tables.on_rebalance_start()

    def on_rebalance_return(self) -> None:
        """Only sensors would hear of it."""

    def on_rebalance_end(self) -> None:
        """As Faust's."""
        self.rebalancing = False

    def _on_rebalance_when_stopped(self) -> None: ...

    def _start_span_from_rebalancing(self, name: str) -> Any:
        _ = name
        return contextlib.nullcontext()

    # Its life.

    async def on_start(self) -> None:
        """Start as Faust does: the producer, the consumer, agents, then tables, which start the recovery."""
        loop = asyncio.get_running_loop()
        this: Any = self  # in the place of Faust's own
        await self.producer.start()
        consumer_class = transport_of(self.settings).Consumer
        self.consumer = type("Simulated", (InOneLoop, consumer_class), {"__module__": __name__})(
            self.transport,
            callback=self.topics.on_message,
            on_partitions_revoked=this._on_partitions_revoked,  # noqa: SLF001 - our own
            on_partitions_assigned=this._on_partitions_assigned,  # noqa: SLF001 - as above
            loop=loop,
            beacon=self.beacon,
        )
        self._fetcher = Fetcher(this, loop=loop, beacon=self.consumer.beacon)
        await self.consumer.start()
        for topic, concurrency, work in self._agents:
            channel = Channel(topic, self.FlowControlQueue(BUFFERED_BATCHES))
            self.topics.add(channel)
            for _ in range(concurrency):
                self._working.append(self.add_future(work(self._stream(channel.queue))))
        await self.tables.start()
        await self.consumer.subscribe(self._client._topics)  # noqa: SLF001 - as the conductor does
        for interval, work in self._timers:
            self.add_future(self._run_timer(interval, work))

    async def _run_timer(self, interval: float, work: Callable[[], Awaitable[None]]) -> None:
        await self.tables.recovery.completed.wait()
        while not self.should_stop:
            await asyncio.sleep(interval)
            await work()

    async def _stream(self, queue: Any) -> AsyncIterator[Any]:
        while True:
            event = await queue.get()
            faust_streams._current_event.set(weakref.ref(event))  # noqa: SLF001 - what the store asks for
            try:
                yield event.value
            finally:
                self.consumer.ack(event.message)

    async def on_stop(self) -> None:
        """End as Faust does: first what flows, then what was started last."""
        this: Any = self
        await this._stop_consumer()  # noqa: SLF001 - as above
        await self.on_before_shutdown.send()
        await self.tables.stop()
        for task in self._working:
            task.cancel()
        await asyncio.gather(*self._working, return_exceptions=True)
        if self.consumer is not None:
            await self.consumer.stop()
        await self.producer.stop()


class SimulatedProducer(Producer):
    """Our producer on a simulated client."""

    def _new_producer(self, transactional_id: str | None = None) -> Any:
        _ = transactional_id
        app: Any = self.app  # ours
        return SimProducer(app.broker, app._on_send, app._on_answer)  # noqa: SLF001 - as above


class _Raw:
    """Faust's serialisers, where all is bytes already."""

    def dumps_key(self, _type: Any, key: Any, **_: Any) -> Any:
        return key

    dumps_value = loads_key = loads_value = dumps_key


async def _nothing_attached(*_: Any) -> list[Any]:
    return []


async def _nothing_to_do(*_: Any) -> None: ...


class InOneLoop:
    """What makes our consumer one with its thread in the same loop."""

    def _new_consumer_thread(self: Any) -> ConsumerThread:
        return Thread(self, loop=self.loop, beacon=self.beacon)


class SimTransport:
    """The transport, as far as consumer and producer ask for it."""

    def __init__(self, app: SimApp) -> None:
        self.app = app
        self._topic_waiters: dict[str, Any] = {}

    def create_transaction_manager(self, **_: Any) -> None:
        """There are no transactions."""
