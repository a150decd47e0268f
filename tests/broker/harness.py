"""Sending to and reading from a real broker, for the tests of workers."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from stream.config.settings import Settings
from stream.kafka.connection import client_options
from stream.kafka.embedded_broker import free_port
from stream.model.articles import Stream

WAIT_SECONDS = 60.0  # a bound for what takes a second or two, not a measure


class Emitted(NamedTuple):
    """A record that a worker sent."""

    stream: Stream
    key: bytes
    value: bytes

    @property
    def fields(self) -> dict[str, Any]:
        """The value as JSON."""
        decoded: dict[str, Any] = orjson.loads(self.value)
        return decoded


def article(number: int, **fields: object) -> bytes:
    """A flat article, each with a text of its own."""
    words = " ".join(f"word{number}x{place}" for place in range(60))
    own = {"uri": f"urn:test:{number}", "source": "Testwire", "headline": f"Headline {number}", "body": words}
    return orjson.dumps({**own, **fields})


def with_port(make: Callable[..., Settings], **overrides: Any) -> Settings:
    """Settings with a free web port."""
    return make(web_port=free_port("127.0.0.1"), **overrides)


def send(
    settings: Settings, records: Iterable[bytes | None], *, key: bytes = b"one", at: datetime | None = None
) -> None:
    """Send raw records in order to one partition, all with the timestamp `at`."""

    async def run() -> None:
        producer = AIOKafkaProducer(
            acks="all", max_request_size=settings.max_record_bytes, **client_options(settings)
        )
        await producer.start()
        try:
            stamp = int((at or datetime.now(UTC)).timestamp() * 1000)
            for record in records:
                await producer.send_and_wait(settings.topic(Stream.RAW), record, key, timestamp_ms=stamp)
        finally:
            await producer.stop()

    asyncio.run(run())


def read_until(
    settings: Settings, streams: Iterable[Stream], done: Callable[[list[Emitted]], bool]
) -> list[Emitted]:
    """Every record of these streams, from the beginning until `done` says that they are all."""
    names = {settings.topic(stream): stream for stream in streams}

    async def run() -> list[Emitted]:
        consumer = AIOKafkaConsumer(
            *names,
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=settings.max_record_bytes,
            **client_options(settings),
        )
        await consumer.start()
        found: list[Emitted] = []
        try:
            deadline = time.monotonic() + WAIT_SECONDS
            while not done(found):
                if time.monotonic() > deadline:
                    counts = dict(Counter(record.stream.value for record in found))
                    msg = f"{len(found)} records in {WAIT_SECONDS:g} s, and more are missing: {counts}"
                    raise AssertionError(msg)
                for records in (await consumer.getmany(timeout_ms=200)).values():
                    found += [Emitted(names[r.topic], r.key or b"", r.value or b"") for r in records]
        finally:
            await consumer.stop()
        return found

    return asyncio.run(run())


def decided(found: Iterable[Emitted]) -> set[tuple[str, int, int]]:
    """The raw positions that have a verdict or a dead letter."""
    places = set()
    for record in found:
        if record.stream in {Stream.JUDGED, Stream.COPIES, Stream.DEADLETTERS}:
            position = record.fields["position"]
            places.add((position["topic"], position["partition"], position["offset"]))
    return places


def verdicts(found: Iterable[Emitted]) -> dict[tuple[object, ...], set[str]]:
    """Every verdict given at each raw position that has one."""
    given: dict[tuple[object, ...], set[str]] = {}
    for record in found:
        if record.stream in {Stream.JUDGED, Stream.COPIES}:
            fields = record.fields
            given.setdefault(tuple(fields["position"].values()), set()).add(fields["verdict"])
    return given


def send_batch(settings: Settings, records: Iterable[bytes], codec: str | None) -> None:
    """Send raw records to partition 0 in one batch, compressed with a codec of Kafka's."""

    async def run() -> None:
        producer = AIOKafkaProducer(acks="all", compression_type=codec, **client_options(settings))
        await producer.start()
        try:
            batch = producer.create_batch()
            for record in records:
                assert batch.append(key=None, value=record, timestamp=None) is not None
            batch.close()
            await (await producer.send_batch(batch, settings.topic(Stream.RAW), partition=0))
        finally:
            await producer.stop()

    asyncio.run(run())
