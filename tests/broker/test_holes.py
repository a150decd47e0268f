"""A worker that dies between the changelog and its own disk: its disk has no hole when it comes back."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer
from rocksdict import AccessType, Options, Rdict

from stream.config.settings import Settings
from stream.demo.worker_process import settings_variables
from stream.kafka import admin
from stream.kafka.connection import client_options
from stream.model.articles import Stream
from stream.worker.tables.shard import DEDUP_TABLE, row_keys
from tests.broker.harness import WAIT_SECONDS, article, read_until, send, with_port
from tests.warm_start import running_worker

pytestmark = pytest.mark.broker

SENT = 20
ROW = 2  # of several: what is missing from the disk is neither the first nor the last


def die_at(settings: Settings, log: Path) -> int:
    """Run a worker until it dies before that row is on its disk; how it ended."""
    command = [sys.executable, "-m", "tests.broker.dying_worker", DEDUP_TABLE, str(ROW)]
    with log.open("wb") as out:
        return subprocess.run(
            command,
            env={**os.environ, **settings_variables(settings)},
            stdout=out,
            stderr=subprocess.STDOUT,
            timeout=WAIT_SECONDS,
            check=False,
        ).returncode


def keys_on_disk(settings: Settings) -> list[bytes]:
    """The keys of the table's rows on the worker's disk."""
    (path,) = settings.data_dir.glob(f"**/{DEDUP_TABLE}-0.db")
    database: Any = Rdict(str(path), Options(raw_mode=True), access_type=AccessType.read_only())
    try:
        return list(row_keys(database, 0))
    finally:
        database.close()


def keys_in_changelog(settings: Settings) -> list[bytes]:
    """The keys of the rows in its changelog, each once, in order."""

    async def run() -> list[bytes]:
        consumer = AIOKafkaConsumer(
            settings.changelog, auto_offset_reset="earliest", **client_options(settings)
        )
        await consumer.start()
        try:
            (ends,) = (await consumer.end_offsets(consumer.assignment())).items()
            found: list[bytes] = []
            while await consumer.position(ends[0]) < ends[1]:
                found += [record.key for record in (await consumer.getmany(timeout_ms=500)).get(ends[0], ())]
        finally:
            await consumer.stop()
        return sorted(set(found))

    return asyncio.run(run())


def test_killed_before_its_disk_has_a_row(settings: Callable[..., Settings], tmp_path: Path) -> None:
    """What the changelog has comes to the disk at the next start, though all behind it is there."""
    own = with_port(settings, partitions=1, session_timeout=6.0, batch_records=5)
    asyncio.run(admin.create_missing(own))
    send(own, [article(number) for number in range(SENT)])
    assert die_at(own, tmp_path / "one.log") == -signal.SIGKILL
    with running_worker(own, tmp_path / "two.log"):
        read_until(own, [Stream.JUDGED], lambda got: len({one.key for one in got}) >= SENT)
    kept = keys_in_changelog(own)
    assert len(kept) > ROW + 1
    assert keys_on_disk(own) == kept
