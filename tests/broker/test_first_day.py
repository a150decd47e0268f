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

from stream import admin
from stream.broker import free_port
from stream.demo.worker import environment
from stream.settings import Settings

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
    asyncio.run(admin.create(own))
    told = environment(own)
    return {key: told[key] for key in ("NEWSWIRE_BROKER", "NEWSWIRE_TOPIC_PREFIX", "NEWSWIRE_GROUP")}


def test_a_worker_with_default_settings_starts_in_an_empty_folder(
    variables: dict[str, str], tmp_path: Path
) -> None:
    """The data folder of the settings is made, with all that leads to it."""
    folder = tmp_path / "clone"
    folder.mkdir()
    with worker(folder, variables, "--web-port", str(free_port())) as event:
        event("ready")
    assert (folder / "var" / "newswire" / "v1" / "tables").is_dir()


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
