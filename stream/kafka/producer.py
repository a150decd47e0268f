"""Sending many records at once: a few Kafka batches a partition, one acknowledgement each.

Faust sends record by record, with a future and a look at the cluster for each; that is most of what a stage's
sending costs (`bench/transport.py`).
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from aiokafka.errors import KafkaError
from aiokafka.partitioner import DefaultPartitioner
from aiokafka.protocol.metadata import MetadataRequest
from faust.transport.drivers import aiokafka as driver
from mode import Service

# A batch is one record to the broker's size check: below the 1,048,588 bytes that Kafka takes unless told otherwise.
SENT_BATCH_BYTES: Final = 1_000_000
# How often the broker is asked whether it is there, and how long it is given: a few bytes against an outage that
# shows in seconds, on a feed that may send nothing for minutes.
ASK_SECONDS: Final = 5.0


class Outgoing(NamedTuple):
    """A record to send; where no partition is named, its key decides as everywhere in Kafka."""

    topic: str
    key: bytes | None
    value: bytes | None
    partition: int | None = None
    headers: tuple[tuple[str, bytes], ...] = ()


class Producer(driver.Producer):
    """Faust's producer, and `send_all` beside its `send`; it notes when the broker last answered it."""

    logger = driver.Producer.logger  # Faust's messages stay under Faust's logger
    answered: float | None = None  # on the monotonic clock; None before the first answer

    @Service.task
    async def _ask(self) -> None:
        while not self.should_stop:
            client = self._ensure_producer().client
            await asyncio.gather(*(self._greet(client, broker.nodeId) for broker in client.cluster.brokers()))
            await self.sleep(ASK_SECONDS)

    async def _greet(self, client: Any, node: int) -> None:
        # What fails here fails in the next send too, and there it is an error.
        with contextlib.suppress(KafkaError, OSError, TimeoutError):
            async with asyncio.timeout(ASK_SECONDS):
                await client.send(node, MetadataRequest([]))
            self.answered = time.monotonic()

    async def send_all(self, records: Iterable[Outgoing]) -> None:
        """Send records and wait until every one is acknowledged; those of one partition keep their order.

        Raises:
            aiokafka.errors.KafkaError: the broker did not take one. Others may be written: send all of them again.
        """
        client = self._ensure_producer()
        places: dict[tuple[str, int], list[Outgoing]] = {}
        choices: dict[str, list[int]] = {}
        for record in records:
            partition = record.partition
            if partition is None:
                if record.topic not in choices:
                    choices[record.topic] = sorted(await client.partitions_for(record.topic))
                choice = choices[record.topic]
                partition = DefaultPartitioner()(record.key, choice, choice)
            places.setdefault((record.topic, partition), []).append(record)
        waits = [_send_to(client, *place, each) for place, each in places.items()]
        # All are waited for before the first error is raised: none is left to fail unseen.
        for outcome in await asyncio.gather(*waits, return_exceptions=True):
            if isinstance(outcome, BaseException):
                raise outcome


async def _send_to(client: Any, topic: str, partition: int, records: Sequence[Outgoing]) -> None:
    sent = [await client.send_batch(batch, topic, partition=partition) for batch in _batches(client, records)]
    for acknowledged in sent:
        await acknowledged


def _batches(client: Any, records: Sequence[Outgoing]) -> list[Any]:
    batches = [client.create_batch()]
    for record in records:
        if not _appended(batches[-1], record):
            batches.append(client.create_batch())
            _appended(batches[-1], record)
    for batch in batches:
        batch.close()  # else another sender's records could join it and be acknowledged with it
    return batches


def _appended(batch: Any, record: Outgoing) -> bool:
    """Whether a record found room in a batch."""
    taken = batch.append(timestamp=None, key=record.key, value=record.value, headers=list(record.headers))
    return taken is not None
