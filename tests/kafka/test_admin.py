from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from stream.config.settings import Settings
from stream.kafka.admin import create_missing, require, topics_amiss, verify
from stream.kafka.connection import client_options
from stream.kafka.embedded_broker import free_port
from stream.kafka.topic_findings import Severity
from stream.kafka.topics import specs
from stream.model.errors import StopError


@pytest.mark.broker
class TestOnABroker:
    """The same on a broker."""

    def test_creates_every_topic_once_as_specified(self, settings: Callable[..., Settings]) -> None:
        """The first run makes all, the second none, and the check finds nothing, configuration included."""
        own = settings(partitions=3)
        expected = [spec.name for spec in specs(own)]
        assert expected == asyncio.run(create_missing(own))
        assert asyncio.run(create_missing(own)) == []
        assert asyncio.run(topics_amiss(own)) == []
        asyncio.run(verify(own))

    def test_verify_names_every_wrong_topic_and_both_ways_out(
        self, settings: Callable[..., Settings]
    ) -> None:
        """A topic that something else made with its own count of partitions stops a worker, as does a missing one."""
        own = settings()
        asyncio.run(_make(own, NewTopic(specs(own)[0].name, 3, 1)))
        with pytest.raises(StopError) as caught:
            asyncio.run(verify(own))
        lines = str(caught.value).splitlines()
        assert len(specs(own)) == len(lines)
        expected = (
            f"topic {own.topic_prefix}.raw has 3 partitions, settings say 4: set NEWSWIRE_PARTITIONS=3 if all"
        )
        assert lines[0].startswith(expected)
        assert lines[1] == f"topic {own.topic_prefix}.prepared is missing: run `newswire topics create`"

    def test_asking_about_a_topic_does_not_make_it(self, settings: Callable[..., Settings]) -> None:
        """Brokers create what is asked for by name: checking must leave no trace."""
        own = settings()
        for _ in range(2):
            assert len(specs(own)) == len(asyncio.run(topics_amiss(own)))
            with pytest.raises(StopError, match=r"no topic .*: run `newswire topics create`"):
                asyncio.run(require(own, [specs(own)[0].name]))

    def test_a_topic_with_other_retention_is_a_warning_alone(self, settings: Callable[..., Settings]) -> None:
        """The worker starts, the check tells."""
        own = settings()
        raw = specs(own)[0]
        asyncio.run(_make(own, NewTopic(raw.name, 4, 1, topic_configs={**raw.config(), "retention.ms": "5"})))
        asyncio.run(create_missing(own))
        asyncio.run(verify(own))
        (finding,) = asyncio.run(topics_amiss(own))
        assert finding.severity is Severity.WARNING
        assert finding.problem == f"has retention.ms=5, wanted {raw.retention}"

    def test_require_tells_the_counts_of_partitions(self, settings: Callable[..., Settings]) -> None:
        """What a reader without a group needs to know."""
        own = settings(partitions=2)
        asyncio.run(create_missing(own))
        name = specs(own)[0].name
        assert asyncio.run(require(own, [name])) == {name: 2}


def test_no_broker_is_a_stop_with_the_way_out() -> None:
    """Every request starts with reaching the broker."""
    with pytest.raises(StopError, match="start one with `newswire broker` or set NEWSWIRE_BROKER"):
        asyncio.run(create_missing(Settings(broker=f"127.0.0.1:{free_port()}")))


async def _make(settings: Settings, topic: NewTopic) -> None:
    admin = AIOKafkaAdminClient(**client_options(settings))
    await admin.start()
    try:
        await admin.create_topics([topic])
        while topic.name not in await admin.list_topics():
            pass  # the controller has made it, the broker is still to hear of it
    finally:
        await admin.close()
