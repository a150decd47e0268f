"""The four that `bench.transport` measures, each in a process of its own.

    python -m bench.contenders CONTENDER MODE BROKER SOURCE TARGET MESSAGES

Each reads MESSAGES records of the topic SOURCE in a consumer group of its own; in the mode `send` it sends one record
of the same size to TARGET for each and waits for the acknowledgements, as it would where nothing may be lost. The
clock runs from the first record handed to the user's code until the last one is done and the offsets are committed;
starting, joining the group and stopping are left out. Prints the records a second.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

PENDING: Final = (
    500  # as many records as one of our batches are sent before their acknowledgements are awaited
)
SENT_BATCH_BYTES: Final = (
    1_000_000  # a produce request's part for one partition: just below Kafka's own default
)


class Task(NamedTuple):
    """What to measure."""

    mode: str
    broker: str
    source: str
    target: str
    messages: int

    @property
    def sends(self) -> bool:
        """Whether each record is sent on."""
        return self.mode == "send"

    @property
    def address(self) -> str:
        """The broker as `host:port`."""
        return self.broker.removeprefix("kafka://")


@dataclass(slots=True)
class Clock:
    """Runs from the first record to the last."""

    task: Task
    seen: int = 0
    started: float = field(default=0.0)

    def count(self, records: int) -> bool:
        """Count records that are about to be worked on; True when they are the last."""
        self.seen += records
        self.started = self.started or time.perf_counter()
        return self.seen >= self.task.messages

    def rate(self) -> float:
        """Records a second until now."""
        return self.seen / (time.perf_counter() - self.started)


def ours(task: Task) -> None:
    """Our transport under Faust, sending as `stream.worker.agents.stage_runner` does."""
    from stream.kafka.batches import Batch  # noqa: PLC0415 - only this contender needs it
    from stream.kafka.producer import Outgoing  # noqa: PLC0415 - only this contender needs it
    from stream.kafka.transport import transport_class  # noqa: PLC0415 - only this contender needs it

    app = _faust_app(task, stream_buffer_maxsize=8, producer_max_batch_size=SENT_BATCH_BYTES)
    app.transport = transport_class(500, 4 * 1024 * 1024)(app.conf.broker_consumer, app)

    async def work(batches: Any, clock: Clock) -> None:
        batch: Batch
        async for batch in batches:
            last = clock.count(len(batch.records))
            if task.sends:
                await app.producer.send_all(
                    [Outgoing(task.target, record.key, record.value) for record in batch.records]
                )
            batch.finish()
            if last:
                return

    _run_faust(app, task, work)


def faust(task: Task) -> None:
    """Faust as it comes: one event a record."""
    app = _faust_app(task, producer_max_batch_size=SENT_BATCH_BYTES)
    target = app.topic(task.target, key_serializer="raw", value_serializer="raw")

    async def work(stream: Any, clock: Clock) -> None:
        pending: list[Awaitable[Any]] = []
        async for event in stream.events():
            last = clock.count(1)
            if task.sends:
                pending.append(await target.send(key=event.key, value=event.value))
                if last or len(pending) >= PENDING:
                    await asyncio.gather(*pending)
                    pending.clear()
            if last:
                return

    _run_faust(app, task, work)


def quix(task: Task) -> None:
    """Quix Streams with its defaults: librdkafka, acknowledgements awaited when it commits."""
    from quixstreams import Application  # noqa: PLC0415 - not a dependency of ours
    from quixstreams.checkpointing import Checkpoint  # noqa: PLC0415 - as above

    app: Any = Application(
        broker_address=task.address,
        consumer_group=_group(),
        auto_offset_reset="earliest",
        loglevel="ERROR",
        auto_create_topics=False,
    )
    clock = Clock(task)
    source = app.topic(task.source, key_deserializer="bytes", value_deserializer="bytes")
    frame = app.dataframe(source).update(lambda _: clock.count(1))
    if task.sends:
        frame.to_topic(app.topic(task.target, key_serializer="bytes", value_serializer="bytes"))
    rates: list[float] = []
    checkpoint: Any = Checkpoint
    commit = checkpoint.commit

    def timed_commit(*args: Any, **kwargs: Any) -> None:
        commit(*args, **kwargs)
        rates.append(clock.rate())

    checkpoint.commit = timed_commit
    app.run(count=task.messages, collect=False)
    _report(rates[-1])


def aiokafka(task: Task) -> None:
    """The client alone, without a stream processor."""
    from aiokafka import AIOKafkaConsumer, AIOKafkaProducer  # noqa: PLC0415 - as the others

    async def run() -> None:
        consumer = AIOKafkaConsumer(
            task.source,
            bootstrap_servers=task.address,
            group_id=_group(),
            auto_offset_reset="earliest",
            enable_auto_commit=False,
        )
        producer = AIOKafkaProducer(bootstrap_servers=task.address, max_batch_size=SENT_BATCH_BYTES)
        await consumer.start()
        await producer.start()
        clock = Clock(task)
        last = False
        while not last:
            for records in (await consumer.getmany(timeout_ms=1000, max_records=PENDING)).values():
                last = clock.count(len(records))
                if task.sends:
                    sent = [await producer.send(task.target, one.value, one.key) for one in records]
                    await asyncio.gather(*sent)
        await consumer.commit()
        _report(clock.rate())

    asyncio.run(run())


CONTENDERS: Final[dict[str, Callable[[Task], None]]] = {
    "faust": faust,
    "ours": ours,
    "quix": quix,
    "aiokafka": aiokafka,
}


def _faust_app(task: Task, **options: Any) -> Any:
    import faust as framework  # noqa: PLC0415 - the others need not wait for it

    return framework.App(
        _group(),
        broker=task.broker,
        consumer_auto_offset_reset="earliest",
        key_serializer="raw",
        value_serializer="raw",
        topic_disable_leader=True,
        web_enabled=False,
        broker_session_timeout=10.0,  # joining takes the embedded broker as long as these; not measured
        broker_heartbeat_interval=1.0,
        datadir=tempfile.mkdtemp(prefix="bench-transport-"),
        **options,
    )


def _run_faust(app: Any, task: Task, work: Callable[[Any, Clock], Awaitable[None]]) -> None:
    import faust as framework  # noqa: PLC0415 - as above

    clock = Clock(task)

    @app.agent(app.topic(task.source))  # type: ignore[untyped-decorator] # Faust's, by design
    async def agent(stream: Any) -> None:
        await work(stream, clock)
        await app.consumer.commit()
        _report(clock.rate())

    framework.Worker(app, loglevel="error", redirect_stdouts=False).execute_from_commandline()


def _group() -> str:
    return f"bench-{uuid.uuid4().hex[:8]}"


def _report(rate: float) -> None:
    """Say the rate and end: an orderly stop takes Faust seconds and is not what is measured."""
    print(rate, flush=True)
    os._exit(0)


def main() -> None:
    """Run one contender."""
    logging.disable(logging.WARNING)
    name, mode, broker, source, target, messages = sys.argv[1:]
    CONTENDERS[name](Task(mode, broker, source, target, int(messages)))


if __name__ == "__main__":
    main()
