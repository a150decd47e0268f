"""The demo's day through a real broker and a real worker: sent, and read back until nothing is missing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from typing import Any, Final, TypeAlias

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from stream.config.settings import Settings
from stream.demo.truth import Day
from stream.kafka.connection import client_options
from stream.model.articles import Stream
from stream.model.errors import StopError
from stream.model.verdicts import NEWS

Outputs: TypeAlias = dict[tuple[str, str, bytes], tuple[str, str, dict[str, Any]]]

TOPICS_READ: Final = (
    Stream.JUDGED,
    Stream.COPIES,
    Stream.NOTICES,
    Stream.ENRICHED,
    Stream.CONFLICT,
    Stream.DEADLETTERS,
)
WAIT_SECONDS: Final = 120.0  # for the last record of the day; a worker takes one or two
QUIET_SECONDS: Final = 2.5  # notices and releases have no count to wait for; the clock ticks once a second
POLL_MILLISECONDS: Final = 200


async def run_day(day: Day, settings: Settings, pace: float, told: Callable[[int], None]) -> Outputs:
    """Send the day and read what comes of it.

    Args:
        day: what to send; its times are the records' timestamps.
        settings: of the broker and the topics, which must exist.
        pace: seconds that the whole day takes to send.
        told: called with the count of articles decided, as it grows.

    Raises:
        StopError: something is missing still, long after the last was sent.
    """
    outputs: Outputs = {}
    sending = asyncio.create_task(_send(day, settings, pace))
    try:
        last = time.monotonic()
        async for stream, key, value in _read(settings):
            if stream is not None:
                outputs[stream.value, key, value] = (stream.value, key, orjson.loads(value))
                last = time.monotonic()
                continue
            if sending.done():
                sending.result()
            decided = _decided(outputs)
            told(decided)
            quiet = time.monotonic() - last > QUIET_SECONDS
            if quiet and sending.done() and decided >= len(day.deliveries) and _is_whole(outputs):
                break
    finally:
        sending.cancel()
    return outputs


async def _send(day: Day, settings: Settings, pace: float) -> int:
    producer = AIOKafkaProducer(**client_options(settings), max_request_size=settings.max_record_bytes)
    await producer.start()
    try:
        for delivery in day.deliveries:
            # One key, one partition: the day in its order.
            stamp = int(delivery.at.timestamp() * 1000)
            await producer.send_and_wait(
                settings.topic(Stream.RAW), delivery.value, b"day", timestamp_ms=stamp
            )
            await asyncio.sleep(pace / len(day.deliveries))
    finally:
        await producer.stop()
    return len(day.deliveries)


async def _read(settings: Settings) -> AsyncIterator[tuple[Stream | None, str, bytes]]:
    """Records of the pipeline's ends as they come, and None after every poll; ends after a long silence."""
    names = {settings.topic(stream): stream for stream in TOPICS_READ}
    consumer = AIOKafkaConsumer(
        *names,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        max_partition_fetch_bytes=settings.max_record_bytes,
        **client_options(settings),
    )
    await consumer.start()
    try:
        last = time.monotonic()
        while time.monotonic() - last < WAIT_SECONDS:
            batches = await consumer.getmany(timeout_ms=POLL_MILLISECONDS)
            for records in batches.values():
                last = time.monotonic()
                for record in records:
                    yield names[record.topic], (record.key or b"").decode(), record.value or b"{}"
            yield None, "", b""
    finally:
        await consumer.stop()
    msg = f"nothing came for {WAIT_SECONDS:g} s and the day is not whole"
    raise StopError(msg)


def _decided(outputs: Outputs) -> int:
    """Raw records with a verdict or a dead letter."""
    places = set()
    for stream, _, value in outputs.values():
        if stream in {Stream.JUDGED, Stream.COPIES, Stream.DEADLETTERS}:
            position = value["position"]
            places.add((position["topic"], position["partition"], position["offset"]))
    return len(places)


def _is_whole(outputs: Outputs) -> bool:
    """Whether all that is new is enriched."""
    wanted = {
        value["article_id"]
        for stream, _, value in outputs.values()
        if stream == Stream.JUDGED and value["verdict"] in NEWS and value["embargo"] != "parked"
    }
    return wanted <= {
        value["article_id"] for stream, _, value in outputs.values() if stream == Stream.ENRICHED
    }
