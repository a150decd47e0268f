from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing

import pytest
from aiokafka import AIOKafkaConsumer, codec

from stream.cli.client import sending
from stream.cli.topic_reading import reading
from stream.config.settings import Settings
from stream.kafka.admin import create_missing
from stream.model.errors import StopError
from tests.broker.harness import send_batch

pytestmark = pytest.mark.broker


async def _read(settings: Settings, stall: float = 30.0) -> list[tuple[int, int, bytes | None]]:
    async with aclosing(
        reading(settings, f"{settings.topic_prefix}.raw", until_end=True, stall=stall)
    ) as records:
        return [(record.partition, record.offset, record.value) async for record in records]


def test_leaving_the_block_waits_for_every_acknowledgement(settings: Callable[..., Settings]) -> None:
    """What was sent is there to be read, more than is ever in flight included."""
    own = settings(partitions=1)
    count = 6_000

    async def send() -> int:
        await create_missing(own)
        async with sending(own, {f"{own.topic_prefix}.raw"}) as sender:
            for number in range(count):
                await sender.send(f"{own.topic_prefix}.raw", b"%d" % number, None)
        return sender.acknowledged

    assert asyncio.run(send()) == count
    assert [(0, number, b"%d" % number) for number in range(count)] == asyncio.run(_read(own))


def test_an_empty_topic_ends_at_once(settings: Callable[..., Settings]) -> None:
    """Nothing to read is no fault."""
    own = settings()
    asyncio.run(create_missing(own))
    assert asyncio.run(_read(own)) == []


def test_a_broker_that_falls_silent_is_given_up(
    settings: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A read up to the end never waits for ever, whatever the client does."""
    own = settings()
    asyncio.run(create_missing(own))
    monkeypatch.setattr(AIOKafkaConsumer, "highwater", lambda _self, _partition: None)
    with pytest.raises(StopError, match=r"has said nothing for 0\.3 s"):
        asyncio.run(_read(own, stall=0.3))


def test_a_batch_that_cannot_be_decompressed_is_named(
    settings: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands before it is read; then a message with place and codec, as a worker gives it."""
    own = settings(partitions=1)
    asyncio.run(create_missing(own))
    send_batch(own, [b"one", b"two"], None)
    send_batch(own, [b"three"], "zstd")
    monkeypatch.setattr(codec, "cramjam", None)
    read: list[bytes | None] = []

    async def run() -> None:
        async with aclosing(reading(own, f"{own.topic_prefix}.raw", until_end=True)) as records:
            async for record in records:
                read.append(record.value)  # noqa: PERF401 - what is read before the fault counts

    with pytest.raises(StopError, match=r"offset 2: the batch, compressed with zstd, cannot be read"):
        asyncio.run(run())
    assert [b"one", b"two"] == read
