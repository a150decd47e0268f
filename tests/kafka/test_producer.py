"""Sending in batches, on a client that takes them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import faust
import pytest
from aiokafka.errors import KafkaError
from aiokafka.partitioner import DefaultPartitioner
from aiokafka.producer.message_accumulator import BatchBuilder
from hypothesis import given
from hypothesis import strategies as st

from stream.kafka.producer import Outgoing, Producer

PARTITIONS = 3


class Batch:
    """A batch of the client: so many records at most, and what was put into it."""

    def __init__(self, room: int) -> None:
        self._room = room
        self.records: list[tuple[bytes | None, bytes | None]] = []
        self.headers: list[list[tuple[str, bytes]]] = []
        self.closed = False

    def append(
        self,
        *,
        timestamp: int | None,
        key: bytes | None,
        value: bytes | None,
        headers: list[tuple[str, bytes]],
    ) -> object | None:
        """As aiokafka: None when it is full."""
        assert timestamp is None
        assert not self.closed
        if len(self.records) == self._room:
            return None
        self.records.append((key, value))
        self.headers.append(headers)
        return object()

    def close(self) -> None:
        """Take no more."""
        self.closed = True


class Client:
    """In the place of aiokafka's producer: keeps what was sent; some partitions refuse."""

    def __init__(self, room: int, refuse: Iterable[int] = ()) -> None:
        self._room = room
        self._refuse = set(refuse)
        self.sent: list[tuple[str, int, Batch]] = []
        self.acknowledged = 0

    async def partitions_for(self, _: str) -> set[int]:
        """All topics have as many."""
        return set(range(PARTITIONS))

    def create_batch(self) -> Batch:
        """An empty one."""
        return Batch(self._room)

    async def send_batch(self, batch: Batch, topic: str, *, partition: int) -> asyncio.Future[None]:
        """Take a batch; acknowledged later."""
        assert batch.closed
        self.sent.append((topic, partition, batch))
        answer = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_soon(self._answer, answer, partition)
        return answer

    def _answer(self, answer: asyncio.Future[None], partition: int) -> None:
        if partition in self._refuse:
            answer.set_exception(KafkaError(f"partition {partition}"))
        else:
            self.acknowledged += 1
            answer.set_result(None)


def send(client: Client, records: list[Outgoing]) -> None:
    """Send through a producer of this client."""

    async def run() -> None:
        app = faust.App("test", broker="kafka://127.0.0.1:1", loop=asyncio.get_running_loop())
        producer = Producer(app.transport)
        made: Any = client
        producer._producer = made  # noqa: SLF001 - Faust makes it at the start
        await producer.send_all(records)

    asyncio.run(run())


OUTGOING = st.builds(
    Outgoing,
    topic=st.sampled_from(["a", "b"]),
    key=st.binary(min_size=1, max_size=4),
    value=st.none() | st.binary(max_size=4),
    partition=st.none() | st.integers(0, PARTITIONS - 1),
)


@given(st.lists(OUTGOING, max_size=30), st.integers(1, 4))
def test_each_partition_gets_its_records_in_order(records: list[Outgoing], room: int) -> None:
    """Whatever the batches, each record is sent once, to its partition or its key's, in order, and acknowledged."""
    client = Client(room)
    send(client, records)
    expected: dict[tuple[str, int], list[tuple[bytes | None, bytes | None]]] = {}
    places = list(range(PARTITIONS))
    for record in records:
        named = record.partition
        partition = DefaultPartitioner()(record.key, places, places) if named is None else named
        expected.setdefault((record.topic, partition), []).append((record.key, record.value))
    actual: dict[tuple[str, int], list[tuple[bytes | None, bytes | None]]] = {}
    for topic, partition, batch in client.sent:
        assert 1 <= len(batch.records) <= room
        actual.setdefault((topic, partition), []).extend(batch.records)
    assert expected == actual
    assert len(client.sent) == client.acknowledged


def test_a_refusal_is_raised_when_all_have_answered() -> None:
    """One refused batch fails the whole, and only after the others have their answer."""
    client = Client(1, refuse=[1])
    with pytest.raises(KafkaError, match="partition 1"):
        send(client, [Outgoing("a", b"k", b"v", place) for place in (0, 1, 2, 2)])
    assert client.acknowledged == 3


def test_a_record_larger_than_a_batch_goes_alone() -> None:
    """The client's own builder takes any first record, however large: what is too large the broker says."""
    builder = BatchBuilder(100, 0)
    assert builder.append(timestamp=None, key=b"k", value=b"v" * 1000) is not None
    assert builder.append(timestamp=None, key=b"k", value=b"v") is None


def test_headers_go_with_their_records() -> None:
    """Each record its own, also the first of a batch that follows a full one."""
    client = Client(room=1)
    send(client, [Outgoing("wire", b"k", b"1", 0, (("verdict", b"copy"),)), Outgoing("wire", b"k", b"2", 0)])
    assert [batch.headers for _, _, batch in client.sent] == [[[("verdict", b"copy")]], [[]]]
