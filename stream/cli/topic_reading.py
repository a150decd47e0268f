"""Reading topics from the command line: where to start, up to where, and with every fault of the broker as a StopError."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from stream.cli.client import broker_faults, client_told
from stream.config.settings import Settings
from stream.kafka.admin import require
from stream.kafka.compression import TRIES, note_unreadable
from stream.kafka.connection import client_options
from stream.model.errors import StopError
from stream.model.plurals import counted

# How long a fetch waits for records before the end is looked at again.
POLL_MILLISECONDS: Final = 200
# A broker that says nothing for this long while there is more to read is one to report: the client itself would ask without end.
STALL_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True)
class Beginning:
    """Start with the oldest record that is kept."""


@dataclass(frozen=True, slots=True)
class AfterNow:
    """Start with what comes after now."""


@dataclass(frozen=True, slots=True)
class Since:
    """Start with the first record of each partition that is stamped with this time or a later one."""

    time: datetime


@dataclass(frozen=True, slots=True)
class Before:
    """Start so many offsets before the end of each partition, or with the oldest record."""

    offsets: int


@dataclass(frozen=True, slots=True)
class FromOffsets:
    """Start at these offsets, by partition; where one is gone, with the oldest record. Others from their beginning."""

    offsets: Mapping[int, int]


Start: TypeAlias = Beginning | AfterNow | Since | Before | FromOffsets


async def reading(
    settings: Settings,
    topic: str,
    *,
    start: Start = Beginning(),
    until_end: bool = False,
    partitions: Collection[int] | None = None,
    stall: float = STALL_SECONDS,
) -> AsyncGenerator[ConsumerRecord[bytes, bytes], None]:
    """The records of a topic, partition by partition in order; no group, nothing is committed.

    Args:
        settings: where the broker is.
        topic: full name; must exist.
        start: where to start in each partition.
        until_end: stop at what is the end now.
        partitions: their numbers, None for all.
        stall: seconds without a record after which a read up to the end is given up.

    Raises:
        StopError: the broker is away or falls silent, the topic or a partition is missing, or a batch cannot be decompressed.
    """
    count = (await require(settings, [topic]))[topic]
    for number in partitions or ():
        if number >= count:
            msg = f"no partition {number} in {topic}: it has {counted(count, 'partition')}, from 0 to {count - 1}"
            raise StopError(msg)
    consumer: AIOKafkaConsumer = AIOKafkaConsumer(
        client_id="newswire-tail",
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        max_partition_fetch_bytes=settings.max_record_bytes,
        **client_options(settings),
    )
    with broker_faults(settings), client_told(settings) as told:
        try:
            await consumer.start()
            unreadable = note_unreadable(consumer)
            # Assigned by hand, so without a group: reading never disturbs the workers.
            chosen = [TopicPartition(topic, number) for number in sorted(partitions or range(count))]
            consumer.assign(chosen)
            for partition, offset in (await _starts(consumer, chosen, start)).items():
                consumer.seek(partition, offset)
            ends: dict[TopicPartition, int] = {}
            clock = asyncio.get_running_loop().time
            heard = clock()
            while not until_end or await _short(consumer, chosen, ends):
                batches = await consumer.getmany(timeout_ms=POLL_MILLISECONDS)
                _note_ends(consumer, chosen, ends)
                if batches:
                    heard = clock()
                    told.well()
                for partition, found in unreadable.items() if not batches else ():
                    if found.tries >= TRIES:
                        place = partition.topic, partition.partition
                        msg = f"{found.said(*place)}. {found.way_out(*place, '')}"
                        raise StopError(msg)
                if until_end and clock() - heard > stall:
                    msg = f"the broker at {settings.broker} has said nothing for {stall:g} s: is it up?"
                    raise StopError(msg)
                for partition, records in batches.items():
                    for record in records:
                        there_before = record.offset < ends[partition]
                        if (isinstance(start, AfterNow) and there_before) or (until_end and not there_before):
                            continue
                        yield record
        finally:
            await consumer.stop()


def _note_ends(
    consumer: AIOKafkaConsumer, partitions: list[TopicPartition], ends: dict[TopicPartition, int]
) -> None:
    """Take the first end that a fetch told of each partition.

    Not from `end_offsets`: Tansu answers there with the first offset of the last batch plus one.
    """
    for partition in partitions:
        end = consumer.highwater(partition)
        if end is not None:
            ends.setdefault(partition, end)


async def _short(
    consumer: AIOKafkaConsumer, partitions: list[TopicPartition], ends: dict[TopicPartition, int]
) -> bool:
    """Whether any partition is still to be read up to its end."""
    for partition in partitions:
        if partition not in ends or await consumer.position(partition) < ends[partition]:
            return True
    return False


async def _starts(
    consumer: AIOKafkaConsumer, chosen: list[TopicPartition], start: Start
) -> dict[TopicPartition, int]:
    """The offset that each partition is read from."""
    first: dict[TopicPartition, int] = await consumer.beginning_offsets(chosen)
    match start:
        case Beginning():
            return first
        case FromOffsets(offsets):
            return {each: max(offsets.get(each.partition, 0), first[each]) for each in chosen}
    ends: dict[TopicPartition, int] = await consumer.end_offsets(chosen)
    match start:
        case Since(time):
            stamp = int(time.timestamp() * 1000)
            found = await consumer.offsets_for_times(dict.fromkeys(chosen, stamp))
            # None where every record is older. Tansu's end is before the last records' (see `_note_ends`), and those
            # that are too old are left out by whoever asked.
            return {
                each: ends[each] if (place := found.get(each)) is None else place.offset for each in chosen
            }
        case Before(back):
            return {each: max(ends[each] - back, first[each]) for each in chosen}
        case _:
            return ends
