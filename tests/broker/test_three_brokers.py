"""Three brokers of Apache Kafka: every topic on each, and one that dies takes no article with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiokafka.admin import AIOKafkaAdminClient

from stream.config.settings import Settings
from stream.intake.stage import shard_of
from stream.kafka import admin
from stream.kafka.connection import client_options
from stream.kafka.topics import specs
from stream.model.articles import Stream
from tests.apache_kafka import ApacheKafka
from tests.broker.harness import article, decided, read_until, send, verdicts
from tests.warm_start import running_worker

pytestmark = [pytest.mark.broker, pytest.mark.apache]


@pytest.fixture(scope="module")
def cluster() -> Iterator[ApacheKafka]:
    """Three nodes, all of them up at the start of each test."""
    with ApacheKafka(nodes=3) as kafka:
        yield kafka


@pytest.fixture
def replicated(cluster: ApacheKafka, secured: Callable[..., Settings]) -> Settings:
    """Settings for all three brokers, three replicas of everything, the topics made."""
    own = secured(broker=cluster.url, replication=3, session_timeout=6.0, batch_records=10)
    asyncio.run(admin.create_missing(own))
    return own


def ask(settings: Settings, question: Callable[[AIOKafkaAdminClient], Any]) -> Any:
    """What an admin client answers."""

    async def run() -> Any:
        client = AIOKafkaAdminClient(**client_options(settings))
        await client.start()
        try:
            return await question(client)
        finally:
            await client.close()

    return asyncio.run(run())


def test_every_topic_is_on_three_brokers_and_known_to_each(replicated: Settings) -> None:
    """When `create` returns, each broker by itself names every topic, with three replicas."""
    names = [spec.name for spec in specs(replicated)]
    for address in replicated.broker.split(","):
        one = replicated.model_copy(update={"broker": address})
        assert dict.fromkeys(names, replicated.partitions) == asyncio.run(admin.require(one, names))
    topics = ask(replicated, lambda client: client.describe_topics(names))
    assert {3} == {len(part["replicas"]) for topic in topics for part in topic["partitions"]}
    assert asyncio.run(admin.topics_amiss(replicated)) == []


def leader(settings: Settings) -> int:
    """The node that leads the deduplication's partition of English, which all of these articles go through."""
    (topic,) = ask(settings, lambda client: client.describe_topics([settings.topic(Stream.PREPARED)]))
    shard = shard_of("en", settings.partitions)
    return next(int(part["leader"]) for part in topic["partitions"] if part["partition"] == shard)


def coordinator(settings: Settings) -> int:
    """The node that the worker's group reports to."""
    return int(ask(settings, lambda client: client.find_coordinator(settings.group)))


@pytest.mark.parametrize("role", [leader, coordinator])
def test_a_worker_outlives_a_broker(
    cluster: ApacheKafka, replicated: Settings, role: Callable[[Settings], int], tmp_path: Path
) -> None:
    """While a broker dies and comes back every article gets one verdict, and the worker is still the same process."""
    feed = [article(number) for number in range(300)]
    with running_worker(replicated, tmp_path / "worker.log") as worker:
        send(replicated, feed[:100])
        read_until(replicated, (Stream.JUDGED,), lambda got: len(decided(got)) >= 30)
        victim = role(replicated)
        cluster.kill(victim)
        assert victim not in cluster.pids
        send(replicated, feed[100:200])
        read_until(replicated, (Stream.JUDGED,), lambda got: len(decided(got)) >= 200)
        cluster.start(victim)
        send(replicated, feed[200:])
        found = read_until(replicated, (Stream.JUDGED,), lambda got: len(decided(got)) >= 300)
        assert worker.process.poll() is None
    given = verdicts(found)
    assert len(given) == 300
    assert all(one == {"original"} for one in given.values())
