"""The transport on a Kafka protocol: the end and a rebalance in mid-batch, holes, and sending."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic, RecordsToDelete

from stream.config.settings import Settings
from stream.kafka.connection import client_options
from stream.kafka.embedded_broker import EmbeddedBroker
from tests.apache_kafka import ApacheKafka
from tests.warm_start import started

pytestmark = pytest.mark.broker

WAIT_SECONDS = 60.0  # a bound for what takes seconds, not a measure
STOP_SECONDS = 10.0  # what a worker promises after SIGTERM


class Slow:
    """A slow worker's process and what it has said."""

    def __init__(self, settings: Settings, seconds: float, records: int, log: Path) -> None:
        self._log = log
        with log.open("wb") as out:
            given = (settings.broker, settings.group, settings.topic_prefix, str(seconds), str(records))
            self.process = started("tests.broker.slow_worker", [*given, f"{log}.data"], os.environ, out, out)

    def said(self, what: str) -> list[tuple[int, int, int]]:
        """Partition, first and last offset of each such step so far."""
        words = [line.split() for line in self._log.read_text(errors="replace").splitlines()]
        return [(int(w[1]), int(w[2]), int(w[3])) for w in words if len(w) == 4 and w[0] == what]

    def until(self, what: str, count: int = 1) -> list[tuple[int, int, int]]:
        """Wait for so many of such steps."""
        deadline = time.monotonic() + WAIT_SECONDS
        while len(self.said(what)) < count:
            if time.monotonic() > deadline or self.process.poll() is not None:
                msg = (
                    f"not {count} x {what!r}; its log ends:\n{self._log.read_text(errors='replace')[-3000:]}"
                )
                raise AssertionError(msg)
            time.sleep(0.05)
        return self.said(what)

    def stop(self) -> float:
        """SIGTERM; the seconds until it is gone."""
        started = time.monotonic()
        os.kill(self.process.pid, signal.SIGTERM)
        self.process.wait(WAIT_SECONDS)
        took = time.monotonic() - started
        sys.stdout.write(f"gone after {took:.1f} s\n")
        return took


@contextmanager
def slow_worker(settings: Settings, log: Path, *, seconds: float, records: int = 10) -> Iterator[Slow]:
    """A slow worker, killed at the end of the block if it still runs."""
    worker = Slow(settings, seconds, records, log)
    try:
        yield worker
    finally:
        worker.process.kill()
        worker.process.wait()


def fill(settings: Settings, records: int, partitions: int = 1) -> None:
    """Make the topic of the prefix's name and put numbered records on it, the partitions taking turns."""
    asyncio.run(_create(settings, partitions))
    put(settings, records, partitions)


def put(settings: Settings, records: int, partitions: int = 1) -> None:
    """Put numbered records on the topic."""

    async def run() -> None:
        producer = AIOKafkaProducer(**client_options(settings))
        await producer.start()
        try:
            for number in range(records):
                place = number % partitions
                await producer.send_and_wait(settings.topic_prefix, b"%d" % number, b"key", place)
        finally:
            await producer.stop()

    asyncio.run(run())


def put_in_transaction(settings: Settings, records: int) -> None:
    """Put records on the topic in one transaction, whose marker takes the offset behind them."""

    async def run() -> None:
        producer = AIOKafkaProducer(transactional_id=settings.group, **client_options(settings))
        await producer.start()
        try:
            async with producer.transaction():
                for _ in range(records):
                    await producer.send(settings.topic_prefix, b"value", b"key", 0)
        finally:
            await producer.stop()

    asyncio.run(run())


def administer(settings: Settings, work: Callable[[AIOKafkaAdminClient], Awaitable[Any]]) -> None:
    """Have an administrator's client do something."""

    async def run() -> None:
        client = AIOKafkaAdminClient(**client_options(settings))
        await client.start()
        try:
            await work(client)
        finally:
            await client.close()

    asyncio.run(run())


async def _create(settings: Settings, partitions: int) -> None:
    client = AIOKafkaAdminClient(**client_options(settings))
    await client.start()
    try:
        await client.create_topics([NewTopic(settings.topic_prefix, partitions, 1)])
    finally:
        await client.close()


def committed(settings: Settings, partition: int = 0) -> int | None:
    """The group's committed offset."""

    async def run() -> int | None:
        consumer = AIOKafkaConsumer(
            group_id=settings.group, enable_auto_commit=False, **client_options(settings)
        )
        await consumer.start()
        try:
            offset: int | None = await consumer.committed(TopicPartition(settings.topic_prefix, partition))
            return offset
        finally:
            await consumer.stop()

    return asyncio.run(run())


def test_sigterm_finishes_the_batch_under_way(settings: Callable[..., Settings], tmp_path: Path) -> None:
    """The batch in work is finished and committed, none is begun after it, and the worker is gone in time."""
    own = settings()
    fill(own, 40)
    with slow_worker(own, tmp_path / "one", seconds=2.0) as one:
        one.until("took")
        assert one.stop() < STOP_SECONDS
        assert (one.said("took"), one.said("lost")) == ([(0, 0, 9)], [])
    assert committed(own) == 10
    with slow_worker(own, tmp_path / "two", seconds=0.0) as two:
        assert two.until("finished", 3) == [(0, 10, 19), (0, 20, 29), (0, 30, 39)]


def test_sigterm_drops_a_batch_that_takes_too_long(settings: Callable[..., Settings], tmp_path: Path) -> None:
    """A batch that does not end in time is dropped whole: not committed, and the next worker reads all of it."""
    own = settings()
    fill(own, 20)
    with slow_worker(own, tmp_path / "one", seconds=600.0) as one:
        one.until("took")
        assert one.stop() < STOP_SECONDS
        assert one.said("finished") == []
    assert committed(own) in {None, -1}
    with slow_worker(own, tmp_path / "two", seconds=0.0) as two:
        assert two.until("finished", 2) == [(0, 0, 9), (0, 10, 19)]


def test_sigterm_ends_a_worker_whose_stage_blocks(settings: Callable[..., Settings], tmp_path: Path) -> None:
    """Even where the event loop hears of no signal the worker is gone in time, and has acknowledged nothing."""
    own = settings()
    fill(own, 10)
    with slow_worker(own, tmp_path / "one", seconds=-600.0) as one:
        one.until("took")
        assert one.stop() < STOP_SECONDS
        assert one.process.returncode == 1
    assert committed(own) in {None, -1}


def test_sigterm_ends_a_worker_whose_broker_hangs(tmp_path: Path) -> None:
    """A broker that answers nothing any more keeps no worker."""
    with EmbeddedBroker() as broker:
        own = Settings(broker=broker.url, topic_prefix="hang", group="hang", data_dir=tmp_path)
        fill(own, 10)
        with slow_worker(own, tmp_path / "one", seconds=0.5) as one:
            one.until("took")
            assert broker.pid is not None
            os.kill(broker.pid, signal.SIGSTOP)
            try:
                assert one.stop() < STOP_SECONDS
            finally:
                os.kill(broker.pid, signal.SIGCONT)


def test_rebalance_finishes_the_batch_under_way(settings: Callable[..., Settings], tmp_path: Path) -> None:
    """A worker that joins in mid-batch gets what comes behind that batch; no record is worked on twice or not at all."""
    own = settings()
    fill(own, 80, partitions=2)
    with (
        slow_worker(own, tmp_path / "one", seconds=1.0) as one,
        slow_worker(own, tmp_path / "two", seconds=1.0) as two,
    ):
        for worker in (one, two):
            worker.until("finished")
        deadline = time.monotonic() + WAIT_SECONDS
        while len(done := sorted([*one.said("finished"), *two.said("finished")])) < 8:
            assert time.monotonic() < deadline, done
            time.sleep(0.05)
        assert one.stop() < STOP_SECONDS
        assert two.stop() < STOP_SECONDS
    expected = [(partition, first, first + 9) for partition in (0, 1) for first in (0, 10, 20, 30)]
    assert expected == sorted([*one.said("finished"), *two.said("finished")])
    assert (40, 40) == (committed(own, 0), committed(own, 1))


def read_all(settings: Settings, log: Path, batches: int) -> None:
    """Have a worker read so many batches, commit them and end."""
    with slow_worker(settings, log, seconds=0.0) as worker:
        worker.until("finished", batches)
        worker.stop()


def refusal(settings: Settings, log: Path) -> str:
    """What a worker says that ends by itself, having worked on nothing."""
    with slow_worker(settings, log, seconds=0.0) as worker:
        assert worker.process.wait(WAIT_SECONDS) != 0
        assert worker.said("took") == []
    return log.read_text()


@pytest.mark.apache
def test_transaction_markers_are_no_gap(
    secured: Callable[..., Settings], apache: ApacheKafka, tmp_path: Path
) -> None:
    """The offsets that Kafka's own markers take are passed over, within a fetch, between two and between two workers."""
    own = secured(broker=apache.url)
    fill(own, 0)
    put_in_transaction(own, 10)
    put_in_transaction(own, 10)
    with slow_worker(own, tmp_path / "one", seconds=0.0) as one:
        one.until("finished", 2)
        put_in_transaction(own, 10)
        assert one.until("finished", 3) == [(0, 0, 9), (0, 11, 20), (0, 22, 31)]
        one.stop()
    assert committed(own) == 32
    put_in_transaction(own, 10)
    with slow_worker(own, tmp_path / "two", seconds=0.0) as two:
        assert two.until("finished") == [(0, 33, 42)]


@pytest.mark.apache
def test_records_deleted_unread_stop_the_worker(
    secured: Callable[..., Settings], apache: ApacheKafka, tmp_path: Path
) -> None:
    """Where retention took records before they were read, the worker says which and acknowledges nothing."""
    own = secured(broker=apache.url)
    fill(own, 20)
    read_all(own, tmp_path / "one", 2)
    put(own, 20)
    place = TopicPartition(own.topic_prefix, 0)
    administer(own, lambda client: client.delete_records({place: RecordsToDelete(before_offset=30)}))
    assert "offsets 20 to 29 were deleted before they were read" in refusal(own, tmp_path / "two")
    assert committed(own) == 20


@pytest.mark.apache
def test_log_that_ends_before_what_was_read_stops_the_worker(
    secured: Callable[..., Settings], apache: ApacheKafka, tmp_path: Path
) -> None:
    """Where a broker lost the end of the log, what is there is not taken for read: the worker stops and says so."""
    own = secured(broker=apache.url)
    fill(own, 20)

    async def commit_behind_the_end() -> None:
        consumer = AIOKafkaConsumer(group_id=own.group, enable_auto_commit=False, **client_options(own))
        await consumer.start()
        consumer.assign([TopicPartition(own.topic_prefix, 0)])
        await consumer.commit({TopicPartition(own.topic_prefix, 0): 50})
        await consumer.stop()

    asyncio.run(commit_behind_the_end())
    assert "read up to offset 49, but the log ends at 20" in refusal(own, tmp_path / "one")
    assert committed(own) == 50
