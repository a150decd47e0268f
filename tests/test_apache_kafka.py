from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from dataclasses import astuple

import pytest

from stream.config.settings import Settings
from stream.kafka import admin
from stream.kafka.embedded_broker import _speaks_kafka
from stream.model.errors import StopError
from tests.apache_kafka import PORTS, ApacheKafka, free_ports

pytestmark = [pytest.mark.broker, pytest.mark.apache]


@pytest.fixture(scope="module")
def kafka() -> Iterator[ApacheKafka]:
    """One node that these tests may hurt; each leaves it up."""
    with ApacheKafka() as one:
        yield one


def answers(kafka: ApacheKafka) -> bool:
    """Whether its plain listener speaks."""
    host, _, port = kafka.url.removeprefix("kafka://").rpartition(":")
    return _speaks_kafka(host, int(port))


@pytest.mark.parametrize("end", [ApacheKafka.kill, ApacheKafka.stop])
def test_a_node_that_ended_comes_back_with_its_data(
    kafka: ApacheKafka, end: Callable[[ApacheKafka, int], None]
) -> None:
    """Killed or stopped in order: the process is gone, and the next one knows the topics on the same port."""
    name = f"after-{getattr(end, '__name__', '')}"
    own = Settings(broker=kafka.url, topic_prefix=name, group=name)
    asyncio.run(admin.create_missing(own))
    pid, url = kafka.pids[1], kafka.url
    end(kafka, 1)
    assert kafka.pids == {}
    assert not answers(kafka)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    kafka.start(1)
    assert url == kafka.url
    assert pid != kafka.pids[1]
    assert asyncio.run(admin.topics_amiss(own)) == []


def test_a_paused_node_is_there_and_silent(kafka: ApacheKafka) -> None:
    """Its port takes connections and answers nothing, until it goes on where it was."""
    pids = kafka.pids
    kafka.pause(1)
    assert not answers(kafka)
    assert pids == kafka.pids
    kafka.resume(1)
    assert answers(kafka)


def test_a_paused_node_can_be_stopped(kafka: ApacheKafka) -> None:
    """A test that fails while its node is paused leaves nothing behind."""
    kafka.pause(1)
    kafka.stop(1)
    assert kafka.pids == {}
    kafka.start(1)
    assert answers(kafka)


def test_leaving_the_block_ends_every_process_and_removes_the_data() -> None:
    """Even when the block fails; a node that does not start is quoted, and leaves nothing either."""
    pids: dict[int, int] = {}
    kafka = ApacheKafka()

    def fail() -> None:
        with kafka:
            pids.update(kafka.pids)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with pytest.raises(ProcessLookupError):
        os.kill(pids[1], 0)
    assert not kafka.log(1).exists()
    broken = ApacheKafka(options={"num.io.threads": "none"})
    with pytest.raises(StopError, match=r"num\.io\.threads"):
        broken.__enter__()
    assert broken.pids == {}


def test_ports_are_different_and_not_for_outgoing_connections() -> None:
    """Three nodes need fifteen, from below the range that Linux hands out to clients."""
    numbers = [port for ports in free_ports(3) for port in astuple(ports)]
    assert len(numbers) == len(set(numbers)) == 15
    assert set(numbers) <= set(PORTS)
