"""A newcomer's first day: a worker with the default settings in a folder of its own, which was empty."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest

from stream.config.settings import Settings
from stream.demo.worker_process import settings_variables
from stream.kafka import admin
from stream.kafka.embedded_broker import free_port
from stream.model.articles import Stream
from tests.broker.harness import article, read_until

pytestmark = pytest.mark.broker

WAIT_SECONDS = 90.0  # a bound, as for every worker that is waited for


@contextmanager
def worker(folder: Path, variables: dict[str, str], *arguments: str) -> Iterator[Callable[[str], Any]]:
    """A worker started in a folder; what is given waits for an event of its log and gives that line."""
    log = folder.with_suffix(".log")
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "stream", "worker", *arguments],
            cwd=folder,
            env={**os.environ, **variables, "NEWSWIRE_LOG_FORMAT": "json"},
            stderr=out,
        )

    def event(name: str) -> Any:
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline:
            ended = process.poll() is not None
            for line in log.read_bytes().splitlines():
                if line.startswith(b"{") and (told := orjson.loads(line))["event"] == name:
                    return told
            assert not ended, log.read_text()
            time.sleep(0.1)
        raise AssertionError(log.read_text())

    try:
        yield event
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def variables(embedded: str) -> dict[str, str]:
    """The environment of a newcomer: topics of its own on the shared broker, and nothing else that was set."""
    name = f"test-{uuid.uuid4().hex[:8]}"
    own = Settings(broker=embedded, topic_prefix=name, group=name)
    asyncio.run(admin.create_missing(own))
    told = settings_variables(own)
    return {key: told[key] for key in ("NEWSWIRE_BROKER", "NEWSWIRE_TOPIC_PREFIX", "NEWSWIRE_GROUP")}


def newswire(folder: Path, variables: dict[str, str], *arguments: str) -> bytes:
    """What a command prints that ends well."""
    command = [sys.executable, "-m", "stream", *arguments]
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **variables}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def broker(folder: Path, port: int) -> Iterator[None]:
    """`newswire broker` until the end of the block; what it held is gone then."""
    command = [sys.executable, "-m", "stream", "broker", "--port", str(port)]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline(), "it says its address once it is up"
            yield
        finally:
            process.terminate()


def test_two_days_of_a_newcomer(tmp_path: Path) -> None:
    """In an empty folder, with the default settings, as the README says; all stopped, and the same on the next day.

    The broker has forgotten all, the folder has not. The worker says what it did about the old tables: they are still there,
    under another name. Its verdicts are those of a first day.
    """
    folder = tmp_path / "clone"
    folder.mkdir()
    (folder / "feed.jsonl").write_bytes(b"\n".join(article(number, language="en") for number in range(3)))
    port = free_port()
    variables = {"NEWSWIRE_BROKER": f"kafka://127.0.0.1:{port}"}
    own = Settings(broker=variables["NEWSWIRE_BROKER"])
    tables = folder / "var" / "newswire" / "v1" / "tables"
    for day in ("first", "second"):
        with broker(folder, port):
            newswire(folder, variables, "topics", "create")
            with worker(folder, variables, "--web-port", str(free_port())) as event:
                event("ready")
                newswire(folder, variables, "send", "feed.jsonl")
                read_until(own, [Stream.ENRICHED], lambda got: len(got) >= 3)
                if day == "second":
                    told = event("table put aside, to be rebuilt from its changelog")
            printed = newswire(folder, variables, "tail", "enriched", "--until-end", "--json").splitlines()
            assert ["original"] * 3 == [orjson.loads(line)["value"]["verdict"] for line in printed]
    assert told["why"].endswith(" is empty")
    assert (folder / told["old"]).parent == (folder / told["new"]).parent == tables
    assert (folder / told["new"]).is_dir()


def test_a_worker_with_web_port_0_takes_a_free_one_and_says_which(
    variables: dict[str, str], tmp_path: Path
) -> None:
    """Its first line tells the address that it answers on."""
    folder = tmp_path / "clone"
    (folder / "var").mkdir(parents=True)
    with worker(folder, {**variables, "NEWSWIRE_WEB_PORT": "0"}) as event:
        address = event("starting")["web"]
        assert [address] == event("ready")["web"]
        with urllib.request.urlopen(f"{address}healthz", timeout=10) as answer:  # noqa: S310 - our own loopback
            assert orjson.loads(answer.read())["alive"] is True
