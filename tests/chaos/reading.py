"""Reading a run back: every record of every topic as a fact, and the offsets that the group committed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, TopicPartition

from stream.config.settings import Settings
from stream.kafka.connection import client_options
from stream.model.articles import Stream
from tests.chaos.account import SOURCES, Fact, fact

POLL_MILLISECONDS: Final = 500
# Big fetches: the whole run is read back at once.
FETCH_BYTES: Final = 8 * 1024 * 1024


class Reader:
    """The records of a run, read as far as they are there."""

    def __init__(self, settings: Settings, log: Any, group: Any) -> None:
        self._settings = settings
        self._log = log
        self._group = group
        self._streams = {settings.topic(stream): stream for stream in Stream}
        self.facts: list[Fact] = []

    async def read_on(self) -> int:
        """Read what has come since; how many records that was."""
        raw_topic = self._settings.topic(Stream.RAW)
        before = len(self.facts)
        while fetched := await self._log.getmany(timeout_ms=POLL_MILLISECONDS):
            for partition, records in fetched.items():
                stream = self._streams[partition.topic]
                self.facts += [
                    fact(stream, raw_topic, partition.partition, one.offset, one.key, one.value)
                    for one in records
                ]
        return len(self.facts) - before

    async def committed(self) -> dict[tuple[Stream, int], int]:
        """The offsets that the workers' group has committed, by stream and partition."""
        found = {}
        for stream in SOURCES:
            for partition in range(self._settings.partitions):
                offset = await self._group.committed(TopicPartition(self._settings.topic(stream), partition))
                if offset is not None:
                    found[stream, partition] = offset
        return found

    def ends(self) -> dict[tuple[Stream, int], int]:
        """Where the topics that workers read end, as far as they were read here."""
        ends: dict[tuple[Stream, int], int] = {}
        for one in self.facts:
            if one.stream in SOURCES:
                source = (one.stream, one.partition)
                ends[source] = max(ends.get(source, 0), one.offset + 1)
        return ends


@asynccontextmanager
async def reading(settings: Settings) -> AsyncIterator[Reader]:
    """A reader from the beginning of every topic; it joins no group and disturbs no worker."""
    options = {**client_options(settings), "enable_auto_commit": False, "auto_offset_reset": "earliest"}
    log = AIOKafkaConsumer(max_partition_fetch_bytes=FETCH_BYTES, fetch_max_bytes=8 * FETCH_BYTES, **options)
    # Assigned by hand it only asks the group's coordinator for offsets.
    group = AIOKafkaConsumer(group_id=settings.group, **options)
    await log.start()
    try:
        await group.start()
        try:
            every = [
                TopicPartition(settings.topic(stream), partition)
                for stream in Stream
                for partition in range(settings.partitions)
            ]
            log.assign(every)
            group.assign([one for one in every if one.topic in {settings.topic(s) for s in SOURCES}])
            yield Reader(settings, log, group)
        finally:
            await group.stop()
    finally:
        await log.stop()
