"""Sending many records at once: a few Kafka batches a partition, one acknowledgement each.

Faust sends record by record, with a future and a look at the cluster for each; that is most of what a stage's
sending costs (`bench/transport.py`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from aiokafka.partitioner import DefaultPartitioner
from faust.transport.drivers import aiokafka as driver

# A batch is one record to the broker's size check: below the 1,048,588 bytes that Kafka takes unless told otherwise.
SENT_BATCH_BYTES: Final = 1_000_000


class Outgoing(NamedTuple):
    """A record to send; where no partition is named, its key decides as everywhere in Kafka."""

    topic: str
    key: bytes | None
    value: bytes | None
    partition: int | None = None


class Producer(driver.Producer):
    """Faust's producer, and `send_all` beside its `send`."""

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
        if batches[-1].append(timestamp=None, key=record.key, value=record.value) is None:
            batches.append(client.create_batch())
            batches[-1].append(timestamp=None, key=record.key, value=record.value)
    for batch in batches:
        batch.close()  # else another sender's records could join it and be acknowledged with it
    return batches
