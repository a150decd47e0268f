"""What a newsroom waits for goes first: a kill does not wait for tags."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import orjson
import pytest
from aiokafka import AIOKafkaProducer

from stream.config.settings import Settings
from stream.kafka import admin
from stream.kafka.connection import client_options
from stream.model.articles import Stream
from tests.broker.harness import Emitted, article, read_until, send, with_port
from tests.warm_start import running_worker

pytestmark = pytest.mark.broker

PILE = 450  # articles, one batch: nine seconds of a slow tagger
KILLS = 6
BYTES = 1_000_000  # below what a broker takes in one batch


def send_at_once(settings: Settings, records: Sequence[bytes]) -> None:
    """Send raw records so that they come to each stage in one batch."""

    async def run() -> None:
        producer = AIOKafkaProducer(max_batch_size=BYTES, max_request_size=BYTES, **client_options(settings))
        await producer.start()
        try:
            topic = settings.topic(Stream.RAW)
            await asyncio.gather(*[await producer.send(topic, record, partition=0) for record in records])
        finally:
            await producer.stop()

    asyncio.run(run())


def test_kills_behind_a_pile_to_be_tagged_do_not_wait_for_it(
    settings: Callable[..., Settings], tmp_path: Path
) -> None:
    """Sent one on the notice of the other, kills pass while a batch of articles is tagged that came before them.

    Were the batch tagged in one go, one or two might overtake it on its way, and all others would wait for it.
    """
    own = with_port(settings, partitions=1, tagger="rules")
    asyncio.run(admin.create_missing(own))
    with running_worker(own, tmp_path / "worker.log", "tests.broker.slow_tagger"):
        send_at_once(own, [article(number) for number in range(PILE)])
        for number in range(KILLS):
            kill = {
                "uri": f"urn:test:{number}",
                "source": "Testwire",
                "version": "2",
                "pubstatus": "canceled",
            }
            send(own, [orjson.dumps(kill)])
            found = read_until(own, (Stream.NOTICES, Stream.ENRICHED), partial(noticed, kills=number + 1))
    assert [] == [record for record in found if record.stream is Stream.ENRICHED]


def noticed(found: list[Emitted], kills: int) -> bool:
    """Whether there are notices of so many kills."""
    return sum(record.stream is Stream.NOTICES for record in found) >= kills
