"""Whatever a producer compresses with is read; and what cannot be read stops a worker where it stands."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition

from stream.config.settings import Settings
from stream.kafka import admin
from stream.kafka.compression import CODECS
from stream.kafka.connection import client_options
from stream.kafka.embedded_broker import free_port
from stream.model.articles import Stream
from tests.broker.harness import article, decided, read_until, send, send_batch, verdicts, with_port
from tests.warm_start import running_worker

pytestmark = pytest.mark.broker

ENDS = (Stream.JUDGED, Stream.COPIES, Stream.DEADLETTERS)


def test_batches_of_every_codec_are_read(settings: Callable[..., Settings], tmp_path: Path) -> None:
    """As aiokafka's producer makes them: each article gets its verdict, and none is a dead letter."""
    own = with_port(settings)
    asyncio.run(admin.create_missing(own))
    with running_worker(own, tmp_path / "worker.log") as worker:
        for number, codec in enumerate((None, *CODECS.values())):
            send_batch(own, [article(number), article(10 + number)], codec)
        found = read_until(own, ENDS, lambda got: len(decided(got)) >= 10)
        assert worker.process.poll() is None
    assert len(verdicts(found)) == 10


def test_a_codec_that_is_missing_stops_a_worker_behind_all_before_it(embedded: str, tmp_path: Path) -> None:
    """Named with place and codec, at every start, and nothing of it is acknowledged; with the library it is read."""
    name = f"test-{uuid.uuid4().hex[:8]}"
    own = Settings(
        broker=embedded,
        topic_prefix=name,
        group=name,
        data_dir=tmp_path / "data",
        web_port=free_port(),
        partitions=1,
    )
    asyncio.run(admin.create_missing(own))
    send(own, [article(0), article(1), article(2)])
    for start in ("first", "second"):
        with running_worker(own, tmp_path / start, "tests.broker.codecless_worker") as worker:
            if start == "first":
                send_batch(own, [article(3), article(4)], "lz4")
            assert worker.process.wait(60) == 1
        said = (tmp_path / start).read_text()
        assert (
            f"partition 0 of {own.topic(Stream.RAW)}, offsets 3 to 4: the batch, compressed with lz4, "
            in said
        )
        assert f"--group {name} --topic {name}.raw:0 --reset-offsets --to-offset 5 --execute" in said
        assert asyncio.run(_committed(own)) == 3
    with running_worker(own, tmp_path / "third"):
        found = read_until(own, ENDS, lambda got: len(decided(got)) >= 5)
    assert len(verdicts(found)) == 5


async def _committed(settings: Settings) -> int | None:
    place = TopicPartition(settings.topic(Stream.RAW), 0)
    consumer = AIOKafkaConsumer(group_id=settings.group, enable_auto_commit=False, **client_options(settings))
    await consumer.start()
    try:
        consumer.assign([place])
        committed: int | None = await consumer.committed(place)
    finally:
        await consumer.stop()
    return committed
