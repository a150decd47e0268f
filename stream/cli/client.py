"""Reading and writing topics from the command line, with every fault of the broker as a StopError."""

from __future__ import annotations

import asyncio
import logging
from asyncio import Future
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError, MessageSizeTooLargeError, RecordTooLargeError

from stream.cli.output import say
from stream.config.settings import Settings
from stream.kafka.admin import require
from stream.kafka.compression import TRIES, note_unreadable
from stream.kafka.connection import client_options
from stream.model.errors import StopError

# Records on their way at once: enough to fill batches on every partition, few enough to hold in memory.
IN_FLIGHT = 5_000
# How long a fetch waits for records before the end is looked at again.
POLL_MILLISECONDS = 200
# A broker that says nothing for this long while there is more to read is one to report: the client itself asks on for ever.
STALL_SECONDS = 30.0


class _ClientLines(logging.Handler):
    """One line while the broker does not answer, in the place of the hundreds of the client's own."""

    def __init__(self, broker: str) -> None:
        super().__init__(logging.WARNING)
        self._broker = broker
        self._away = False

    def emit(self, record: logging.LogRecord) -> None:
        """Say that the broker is away, unless that was said."""
        if not self._away and record.levelno >= logging.ERROR:
            self._away = True
            say(
                f"newswire: the broker at {self._broker} does not answer; trying again until it does ({record.getMessage()})"
            )

    def well(self) -> None:
        """Records have come: say so where the broker was away."""
        if self._away:
            self._away = False
            say(f"newswire: the broker at {self._broker} answers again")


class Sender:
    """Sends records and remembers each until the broker has acknowledged it."""

    def __init__(self, producer: AIOKafkaProducer, limit: int) -> None:
        self._producer = producer
        self._limit = limit
        self._pending: deque[Future[object]] = deque()
        self.acknowledged = 0

    async def send(
        self,
        topic: str,
        value: bytes,
        key: bytes | None,
        *,
        partition: int | None = None,
        timestamp: int | None = None,
        headers: tuple[tuple[str, bytes | None], ...] = (),
    ) -> None:
        """Put one record on its way; waits while too many are.

        Args:
            topic: full name of the topic.
            value: the record's bytes.
            key: its key, None for none.
            partition: None to let the key decide.
            timestamp: milliseconds since 1970, None for now.
            headers: names and values.

        Raises:
            StopError: the record is larger than the settings allow, or an earlier one was not taken.
        """
        try:
            self._pending.append(
                await self._producer.send(
                    topic, value, key, partition, timestamp_ms=timestamp, headers=list(headers)
                )
            )
        except (MessageSizeTooLargeError, RecordTooLargeError) as error:
            msg = (
                f"a record of {len(value)} bytes is larger than NEWSWIRE_MAX_RECORD_BYTES={self._limit}: "
                "raise it (and max.message.bytes of the topic), or leave the record out"
            )
            raise StopError(msg) from error
        while len(self._pending) > IN_FLIGHT:
            await self._acknowledgement()

    async def flush(self) -> None:
        """Wait until every record sent is acknowledged."""
        while self._pending:
            await self._acknowledgement()

    async def _acknowledgement(self) -> None:
        await self._pending.popleft()
        self.acknowledged += 1


@asynccontextmanager
async def sending(settings: Settings, topics: set[str]) -> AsyncIterator[Sender]:
    """A sender to `topics`, which must exist; leaving the block waits for every acknowledgement.

    Raises:
        StopError: the broker is away, a topic is missing, or a record was not taken.
    """
    await require(settings, sorted(topics))
    producer = AIOKafkaProducer(
        client_id="newswire-send",
        acks="all",
        max_request_size=settings.max_record_bytes,
        **client_options(settings),
    )
    sender = Sender(producer, settings.max_record_bytes)
    with _faults(settings), client_told(settings):
        try:
            await producer.start()
            yield sender
            await sender.flush()
        finally:
            await producer.stop()


async def reading(
    settings: Settings,
    topic: str,
    *,
    from_end: bool = False,
    until_end: bool = False,
    stall: float = STALL_SECONDS,
) -> AsyncGenerator[ConsumerRecord[bytes, bytes], None]:
    """The records of a topic, partition by partition in order; no group, nothing is committed.

    Args:
        settings: where the broker is.
        topic: full name; must exist.
        from_end: start with what comes after now.
        until_end: stop at what is the end now.
        stall: seconds without a record after which a read up to the end is given up.

    Raises:
        StopError: the broker is away or falls silent, the topic is missing, or a batch cannot be decompressed.
    """
    counts = await require(settings, [topic])
    consumer: AIOKafkaConsumer = AIOKafkaConsumer(
        client_id="newswire-tail",
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        max_partition_fetch_bytes=settings.max_record_bytes,
        **client_options(settings),
    )
    with _faults(settings), client_told(settings) as told:
        try:
            await consumer.start()
            unreadable = note_unreadable(consumer)
            # Assigned by hand, so without a group: reading never disturbs the workers.
            partitions = [TopicPartition(topic, number) for number in range(counts[topic])]
            consumer.assign(partitions)
            starts = consumer.end_offsets if from_end else consumer.beginning_offsets
            for partition, offset in (await starts(partitions)).items():
                consumer.seek(partition, offset)
            ends: dict[TopicPartition, int] = {}
            clock = asyncio.get_running_loop().time
            heard = clock()
            while not until_end or await _short(consumer, partitions, ends):
                batches = await consumer.getmany(timeout_ms=POLL_MILLISECONDS)
                _note_ends(consumer, partitions, ends)
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
                        if (from_end and there_before) or (until_end and not there_before):
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


@contextmanager
def client_told(settings: Settings) -> Iterator[_ClientLines]:
    """Within the block what the client logs of a broker that is away is one line on stderr."""
    log = logging.getLogger("aiokafka")
    lines = _ClientLines(settings.broker)
    before = log.propagate
    log.addHandler(lines)
    log.propagate = False
    try:
        yield lines
    finally:
        log.propagate = before
        log.removeHandler(lines)


@contextmanager
def _faults(settings: Settings) -> Iterator[None]:
    try:
        yield
    except (KafkaError, OSError, TimeoutError) as error:
        said = str(error) or "no answer in time"
        msg = f"the broker at {settings.broker} failed: {type(error).__name__}: {said}"
        raise StopError(msg) from error
