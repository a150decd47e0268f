"""Reading the output topics into the desk's database: no consumer group, and offsets in the transaction of their rows."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError

from stream.config.settings import Settings
from stream.desk.desk_database import FILE, DeskDatabase, TopicRecord
from stream.desk.desk_rows import TOPICS
from stream.desk.stored_records import record_digest
from stream.desk.topic_offsets import made_anew
from stream.desk.topic_standing import ReaderStanding
from stream.kafka.admin import require
from stream.kafka.connection import client_options
from stream.model.articles import Stream
from stream.model.errors import StopError

_log = logging.getLogger(__name__)

POLL_MILLISECONDS: Final = 200  # from an acknowledged record to its row; a page asks no more often
# Of a transaction: a second of one core at worst. What is worked out of a story is worked out once for all of its records in it.
BATCH_RECORDS: Final = 1_000
AGAIN_SECONDS: Final = 5.0  # between two tries at a broker that is away
FORGET_SECONDS: Final = 60.0  # between two steps of forgetting
ANYTHING: Final = "database"  # told to open pages as if it were a story: whatever they show may have changed
_DAY: Final = 86_400_000  # milliseconds


class TopicReader:
    """Reads until cancelled; a broker that is away is tried again, and every page says so meanwhile.

    Args:
        settings: where the broker is, and how long an article is kept.
        database: where the rows go.
        standing: what the pages are told.
        changed: called with the ids of the stories that a batch changed.
    """

    def __init__(
        self,
        settings: Settings,
        database: DeskDatabase,
        standing: ReaderStanding,
        changed: Callable[[Sequence[str]], None] = lambda _: None,
    ) -> None:
        self._settings = settings
        self._database = database
        self._standing = standing
        self._changed = changed
        self._forgot = 0.0
        # Of each partition the time of its last record read, by the broker, in milliseconds since 1970.
        self._read_to: dict[TopicPartition, int] = {}
        self._next: dict[TopicPartition, int] = {}

    async def run(self) -> None:
        """Read for ever."""
        while True:
            try:
                await self._read()
            except (StopError, KafkaError, OSError) as error:
                if not self._standing.problem:
                    self._standing.problem_since = int(time.time() * 1000)
                    _log.warning("no topic can be read", extra={"why": str(error) or type(error).__name__})
                self._standing.reading = False
                self._standing.problem = f"No connection to Kafka ({error or type(error).__name__})"
                await asyncio.sleep(AGAIN_SECONDS)

    async def _read(self) -> None:
        names = {self._settings.topic(stream): stream for stream in TOPICS}
        partitions = await require(self._settings, list(names))
        consumer = AIOKafkaConsumer(
            client_id="newswire-desk",
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=self._settings.max_record_bytes,
            **client_options(self._settings),
        )
        await consumer.start()
        self._next = {}
        try:
            places = [TopicPartition(name, number) for name in names for number in range(partitions[name])]
            consumer.assign(places)
            ends = await self._seek(consumer, places, names)
            self._standing.problem = ""
            while True:
                found = await consumer.getmany(timeout_ms=POLL_MILLISECONDS, max_records=BATCH_RECORDS)
                arrivals = [
                    TopicRecord(names[place.topic], record.value or b"", place.partition, record.offset)
                    for place, records in found.items()
                    for record in records
                ]
                if arrivals:
                    applied = await asyncio.to_thread(self._database.apply, arrivals)
                    for place, records in found.items():
                        if records:
                            self._note_read(consumer, place, records)
                    self._standing.records += len(arrivals)
                    self._standing.unreadable += applied.unreadable
                    self._changed(applied.stories)
                await self._note_behind(consumer, places, names)
                self._standing.reading = True
                if self._standing.rebuilding and await _is_at(consumer, ends):
                    await asyncio.to_thread(self._database.take_the_place_of, self._settings.desk_dir / FILE)
                    self._standing.rebuilding = False
                    self._changed([ANYTHING])
                await self._forget()
        finally:
            await consumer.stop()

    async def _seek(
        self, consumer: AIOKafkaConsumer, places: Sequence[TopicPartition], names: Mapping[str, Stream]
    ) -> Mapping[TopicPartition, int]:
        """To where the database stands; where a topic is no longer that topic, to its start. The ends of the partitions."""
        stored, last = self._database.offsets(), self._database.last_records()
        starts = await consumer.beginning_offsets(list(places))
        ends: dict[TopicPartition, int] = await consumer.end_offsets(list(places))
        for place in places:
            partition = names[place.topic].value, place.partition
            following, start = stored.get(partition), starts[place]
            if following is not None and following > start:
                there = await _record_before(consumer, place, following)
                known = last.get(partition)
                another = bool(
                    there and known and known[0] == following - 1 and record_digest(there) != known[1]
                )
                # A record that is not there says nothing of a topic that goes on behind it.
                if another or (there is None and following > ends[place]):
                    self._say_anew(place, ends[place], following, another=another)
                    await asyncio.to_thread(self._database.reset, *partition)
                    following = None
            consumer.seek(place, start if following is None else max(start, following))
        return ends

    def _say_anew(self, place: TopicPartition, end: int, following: int, *, another: bool) -> None:
        note = made_anew(f"{place.topic}/{place.partition}", end, following, another=another)
        self._standing.notes.append(note)
        _log.warning(note)

    def _note_read(
        self, consumer: AIOKafkaConsumer, place: TopicPartition, records: Sequence[ConsumerRecord]
    ) -> None:
        """How far a partition is read; one that begins anew under the reader is said to."""
        following = self._next.get(place, 0)
        if records[0].offset < following:
            self._say_anew(place, consumer.highwater(place) or 0, following, another=False)
        self._next[place] = records[-1].offset + 1
        self._read_to[place] = records[-1].timestamp

    async def _note_behind(
        self, consumer: AIOKafkaConsumer, places: Sequence[TopicPartition], names: Mapping[str, Stream]
    ) -> None:
        behind: dict[str, int] = {}
        times: list[int] = []
        for place in places:
            end = consumer.highwater(place)
            waiting = max(end - await consumer.position(place), 0) if end is not None else 0
            if waiting:
                name = names[place.topic].value
                behind[name] = behind.get(name, 0) + waiting
                # Of a partition of which nothing was read yet, since it was seen to wait.
                times.append(self._read_to.setdefault(place, int(time.time() * 1000)))
        self._standing.behind = behind
        self._standing.shown_until = min(times, default=0)

    async def _forget(self) -> None:
        if time.monotonic() - self._forgot < FORGET_SECONDS:
            return
        self._forgot = time.monotonic()
        await asyncio.to_thread(self._forget_step)

    def _forget_step(self) -> None:
        # Counted from the newest article, so that an old feed that is sent again is kept.
        present = min(time.time() * 1000, self._database.newest())
        self._database.forget(int(present - self._settings.desk_days * _DAY))


async def _is_at(consumer: AIOKafkaConsumer, ends: Mapping[TopicPartition, int]) -> bool:
    """Whether all partitions are read as far as they went when reading began."""
    for place, end in ends.items():
        if await consumer.position(place) < end:
            return False
    return True


async def _record_before(consumer: AIOKafkaConsumer, place: TopicPartition, offset: int) -> bytes | None:
    """The record before an offset, None where there is none (the embedded broker tells an end that may be some records too early)."""
    consumer.seek(place, offset - 1)
    found = await consumer.getmany(place, timeout_ms=1000, max_records=1)
    return next(
        (
            record.value or b""
            for records in found.values()
            for record in records
            if record.offset == offset - 1
        ),
        None,
    )
