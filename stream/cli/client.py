"""Writing to topics from the command line, with every fault of the broker as a StopError."""

from __future__ import annotations

import logging
from asyncio import Future
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError, MessageSizeTooLargeError, RecordTooLargeError

from stream.cli.output import say
from stream.config.settings import Settings
from stream.kafka.admin import require
from stream.kafka.connection import client_options
from stream.model.errors import StopError

# Records on their way at once: enough to fill batches on every partition, few enough to hold in memory.
IN_FLIGHT = 5_000
# A fault that the client mends by itself, as a partition of a new topic that has no leader yet, is over in less; while a broker
# is away the client tries to connect several times a second.
BRIEF_SECONDS = 1.0


class _ClientLines(logging.Handler):
    """One line while the broker does not answer, in the place of the hundreds of the client's own.

    A fault that passes within `BRIEF_SECONDS` is not said.
    """

    def __init__(self, broker: str) -> None:
        super().__init__(logging.WARNING)
        self._broker = broker
        self._failing_since: float | None = None
        self._away = False

    def emit(self, record: logging.LogRecord) -> None:
        """Say that the broker is away, unless that was said or the fault is new."""
        if self._away or record.levelno < logging.ERROR:
            return
        if self._failing_since is None:
            self._failing_since = record.created
        if record.created - self._failing_since >= BRIEF_SECONDS:
            self._away = True
            say(
                f"newswire: the broker at {self._broker} does not answer; trying again until it does ({record.getMessage()})"
            )

    def well(self) -> None:
        """Records have come: say so where the broker was away."""
        self._failing_since = None
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
    with broker_faults(settings), client_told(settings):
        try:
            await producer.start()
            yield sender
            await sender.flush()
        finally:
            await producer.stop()


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
def broker_faults(settings: Settings) -> Iterator[None]:
    """Within the block a fault of the broker, or of the way to it, is a StopError."""
    try:
        yield
    except (KafkaError, OSError, TimeoutError) as error:
        said = str(error) or "no answer in time"
        msg = f"the broker at {settings.broker} failed: {type(error).__name__}: {said}"
        raise StopError(msg) from error
