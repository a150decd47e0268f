"""Reading `newswire.conflict` beside the notices: up to its end, and knowing whether the tagging is that far."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError

from stream.config.settings import Settings
from stream.kafka.admin import require
from stream.kafka.connection import client_options
from stream.model.articles import Stream
from stream.model.errors import RejectedError, StopError
from stream.notify.story_tags import StoryTags

_log = logging.getLogger(__name__)

POLL_MILLISECONDS: Final = 200
# A worker sends the records of a batch together, a notice and the article for the tagging in either order.
TOGETHER_SECONDS: Final = 0.5
# A worker commits every few seconds. Longer than this the tagging is behind, and a notice does not wait for it.
SETTLE_SECONDS: Final = 15.0


class TagReader:
    """The tags of stories as far as they are told; one for all targets of a process.

    Args:
        reader: a consumer without a group.
        watcher: one with the workers' group, that never joins it.
        tags: what was read.
        settings: names of the topics.
        counts: partitions by topic.
    """

    def __init__(
        self,
        reader: AIOKafkaConsumer,
        watcher: AIOKafkaConsumer,
        settings: Settings,
        counts: dict[str, int],
    ) -> None:
        conflict, judged = settings.topic(Stream.CONFLICT), settings.topic(Stream.JUDGED)
        self.tags = StoryTags()
        self._reader = reader
        self._watcher = watcher
        self._conflict = [TopicPartition(conflict, number) for number in range(counts[conflict])]
        self._judged = [TopicPartition(judged, number) for number in range(counts[judged])]
        self._turn = asyncio.Lock()

    async def start(self) -> None:
        """Begin at the beginning of the topic."""
        self._reader.assign(self._conflict)
        self._watcher.assign(self._judged)
        await self._reader.seek_to_beginning(*self._conflict)

    async def catch_up(self) -> None:
        """Take in what is on the topic now. The embedded broker tells an end that may be some records too early."""
        async with self._turn:
            ends = await self._reader.end_offsets(self._conflict)
            while await self._short(ends):
                batches = await self._reader.getmany(timeout_ms=POLL_MILLISECONDS)
                for record in (record for records in batches.values() for record in records):
                    self._take(record)

    def _take(self, record: ConsumerRecord[bytes, bytes]) -> None:
        try:
            self.tags.observe(record.value or b"")
        except RejectedError as error:
            told = {"topic": record.topic, "partition": record.partition, "offset": record.offset}
            way_out = "another version of newswire wrote it: run notify in the version of the workers"
            _log.error("tags cannot be read", extra={**told, "why": error.reason, "way_out": way_out})

    async def _short(self, ends: dict[TopicPartition, int]) -> bool:
        """Whether any partition is still to be read up to its end."""
        for partition, end in ends.items():
            if await self._reader.position(partition) < end:
                return True
        return False

    async def settle(self, seconds: float = SETTLE_SECONDS) -> bool:
        """Wait until the workers have tagged what is judged now, and take it in; False where they are behind."""
        await asyncio.sleep(TOGETHER_SECONDS)
        ends = await self._watcher.end_offsets(self._judged)
        clock = asyncio.get_running_loop().time
        until = clock() + seconds
        while not (tagged := await self._tagged(ends)) and clock() < until:  # noqa: ASYNC110 - a broker sends no event
            await asyncio.sleep(TOGETHER_SECONDS)
        await self.catch_up()
        return tagged

    async def _tagged(self, ends: dict[TopicPartition, int]) -> bool:
        for partition, end in ends.items():
            if (await self._watcher.committed(partition) or 0) < end:
                return False
        return True


@asynccontextmanager
async def reading_tags(settings: Settings) -> AsyncIterator[TagReader]:
    """A reader of the tags.

    Raises:
        StopError: a topic is missing, or the broker is away.
    """
    counts = await require(settings, [settings.topic(Stream.CONFLICT), settings.topic(Stream.JUDGED)])
    options = {
        "client_id": "newswire-notify-tags",
        "enable_auto_commit": False,
        "max_partition_fetch_bytes": settings.max_record_bytes,
        "auto_offset_reset": "earliest",
        **client_options(settings),
    }
    reader, watcher = AIOKafkaConsumer(**options), AIOKafkaConsumer(group_id=settings.group, **options)
    try:
        await reader.start()
        await watcher.start()
        made = TagReader(reader, watcher, settings, counts)
        await made.start()
        yield made
    except (KafkaError, OSError) as error:
        msg = f"the broker at {settings.broker} failed: {type(error).__name__}: {error}"
        raise StopError(msg) from error
    finally:
        await reader.stop()
        await watcher.stop()
