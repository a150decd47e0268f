"""What running workers say of themselves on their web ports."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import pytest

from stream.config.settings import Settings
from stream.demo.worker_process import Running, settings_variables
from stream.kafka import admin
from stream.kafka.embedded_broker import EmbeddedBroker, free_port
from stream.model.articles import Stream
from tests.broker.harness import WAIT_SECONDS, article, decided, read_until, send
from tests.warm_start import ran, running_worker

pytestmark = pytest.mark.broker

LANGUAGES = ("en", "fr", "de", "es", "ar", "ru", "zh", "pt")


class Answer(NamedTuple):
    """What a probe answered."""

    status: int
    body: dict[str, Any]


def probe(worker: Running, path: str) -> Answer:
    """Ask a worker; unlike `Running.get`, whatever the status."""
    try:
        with urllib.request.urlopen(worker.address + path, timeout=10) as answer:  # noqa: S310 - loopback, our own
            return Answer(answer.status, orjson.loads(answer.read()))
    except urllib.error.HTTPError as answer:
        return Answer(answer.code, orjson.loads(answer.read()))


def probe_until(worker: Running, done: Callable[[Answer], bool]) -> Answer:
    """Ask `/readyz` until it answers so; bounded."""
    deadline = time.monotonic() + WAIT_SECONDS
    while not done(answer := probe(worker, "/readyz")):
        assert time.monotonic() < deadline, answer
        time.sleep(0.05)
    return answer


@pytest.fixture
def make(embedded: str, tmp_path: Path) -> Callable[[str], Settings]:
    """Settings of a worker by its name: a group of two, each with a port and a disk of its own."""
    name = f"test-{uuid.uuid4().hex[:8]}"

    def settings(worker: str) -> Settings:
        return Settings(
            broker=embedded,
            topic_prefix=name,
            group=name,
            partitions=2,
            session_timeout=3.0,
            data_dir=tmp_path / worker,
            web_port=free_port(),
        )

    return settings


@pytest.mark.alone
def test_the_other_worker_is_unready_until_it_has_the_partitions_of_the_dead(
    make: Callable[[str], Settings], tmp_path: Path
) -> None:
    """Killing one of two: the other says that a rebalance is under way, recovers the table, and is ready with all."""
    one, two = make("one"), make("two")
    asyncio.run(admin.create_missing(one))
    raw = one.topic(Stream.RAW)
    with (
        running_worker(one, tmp_path / "one.log") as survivor,
        running_worker(two, tmp_path / "two.log") as victim,
    ):
        shared = probe_until(
            survivor, lambda said: said.status == 200 and len(said.body["partitions"][raw]) == 1
        )
        assert shared.body["missing"] == []
        send(one, [article(number, language=code) for number, code in enumerate(LANGUAGES)])
        read_until(one, (Stream.JUDGED, Stream.DEADLETTERS), lambda got: len(decided(got)) == len(LANGUAGES))
        os.kill(victim.process.pid, signal.SIGKILL)
        unready = probe_until(survivor, lambda said: said.status == 503)
        assert unready.body["ready"] is False
        assert "a rebalance is under way" in unready.body["missing"]
        alive = probe(survivor, "/healthz")
        assert (alive.status, alive.body["alive"], alive.body["missing"]) == (200, True, [])
        again = probe_until(survivor, lambda said: said.status == 200)
        assert again.body["partitions"][raw] == [0, 1]
        recovery = again.body["recovery"]
        assert (recovery["done"], recovery["remaining"]) == (True, 0)
        # Every language's decisions stand in the changelog, whoever made them: both partitions had to be read.
        assert {one.changelog, one.versions_changelog} == set(recovery["changelogs"])
        read = recovery["changelogs"][one.changelog]
        assert {"0", "1"} == set(read)
        assert all(each["end"] >= 0 for each in read.values())


@pytest.mark.alone
def test_an_outage_of_the_broker_makes_a_worker_unready_and_no_less_alive(
    make: Callable[[str], Settings], tmp_path: Path
) -> None:
    """A broker that answers nothing is no reason to restart workers; when it answers again they are ready again."""
    with EmbeddedBroker() as broker:
        own = make("one").model_copy(update={"broker": broker.url, "session_timeout": 60.0})
        asyncio.run(admin.create_missing(own))
        with running_worker(own, tmp_path / "worker.log") as worker:
            assert broker.pid is not None
            os.kill(broker.pid, signal.SIGSTOP)
            try:
                unready = probe_until(worker, lambda said: said.status == 503)
                alive = probe(worker, "/healthz")
            finally:
                os.kill(broker.pid, signal.SIGCONT)
            assert [True] == [
                "the broker has not answered the producer" in each for each in unready.body["missing"]
            ]
            assert (alive.status, alive.body["missing"]) == (200, [])
            probe_until(worker, lambda said: said.status == 200)


def test_a_second_worker_on_a_taken_port_says_so(make: Callable[[str], Settings]) -> None:
    """One line and exit 1, before it joins the group: no rebalance for the worker that is at work."""
    own = make("one")
    with socket.create_server((own.web_host, own.web_port)):
        ended = ran("stream", "worker", environment={**os.environ, **settings_variables(own)}, timeout=60)
    assert (ended.returncode, ended.stdout) == (1, b"")
    (line,) = ended.stderr.decode().splitlines()
    assert f"NEWSWIRE_WEB_PORT={own.web_port}: Address already in use" in line
