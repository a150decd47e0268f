"""A day that lies in several partitions when the worker comes: its verdicts are those of the day in order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer

from stream.cli.raw_records import article_key, record_fields
from stream.config.settings import Settings
from stream.demo.check import check_outputs
from stream.demo.day import build_day
from stream.demo.newsrooms import AGENCY_NAMES
from stream.demo.truth import PlantedArticle
from stream.kafka import admin
from stream.kafka.connection import client_options
from stream.model.articles import Stream
from tests.broker.harness import decided, read_until, with_port
from tests.warm_start import running_worker

pytestmark = pytest.mark.broker

ENDS = (Stream.JUDGED, Stream.COPIES, Stream.NOTICES, Stream.DEADLETTERS)


def send_at_once(settings: Settings, deliveries: Sequence[PlantedArticle]) -> set[int]:
    """Send all, each under its item's uri and with the time at which it came; the partitions that they lie in."""

    async def run() -> set[int]:
        topic = settings.topic(Stream.RAW)
        async with AIOKafkaProducer(
            max_request_size=settings.max_record_bytes, **client_options(settings)
        ) as to:
            waits = []
            for each in deliveries:
                key, stamp = article_key(record_fields(each.value), "uri"), int(each.at.timestamp() * 1000)
                waits.append(await to.send(topic, each.value, key, timestamp_ms=stamp))
            return {(await wait).partition for wait in waits}

    return asyncio.run(run())


def test_a_day_sent_at_once_over_four_partitions_has_the_verdicts_of_the_day(
    settings: Callable[..., Settings], tmp_path: Path
) -> None:
    """Every verdict, story, match and notice is as planted, as if the day had come in its order through one partition."""
    day = build_day()
    own = with_port(settings, partitions=4, clock="log", agencies=AGENCY_NAMES, tagger="rules")
    asyncio.run(admin.create_missing(own))
    assert {0, 1, 2, 3} == send_at_once(own, day.deliveries)
    with running_worker(own, tmp_path / "worker.log"):
        found = read_until(own, ENDS, lambda got: len(decided(got)) >= len(day.deliveries))
    rows = [(each.stream.value, each.key.decode(), each.fields) for each in found]
    report = check_outputs(day, rows, tagged=False)
    assert report.mismatches == ()
