"""A worker that comes back to its own disk: what it reads ahead in a thread while it joins its group."""

from __future__ import annotations

import asyncio
import os
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from rocksdict import AccessType, Options, Rdict

from stream.config.settings import Settings
from stream.kafka import admin
from stream.model.articles import Stream
from stream.model.verdicts import Verdict
from stream.worker.tables.shard import row_keys
from tests.broker.harness import article, decided, read_until, send, verdicts, with_port
from tests.warm_start import running_worker

pytestmark = pytest.mark.broker

ENDS = (Stream.JUDGED, Stream.COPIES, Stream.NOTICES, Stream.DEADLETTERS)
SENT = 40  # to each of the two workers


def rows_on_disk(data_dir: Path) -> int:
    """How many rows the deduplication's table has on a worker's disk."""
    (path,) = data_dir.glob("**/dedup-0.db")
    database: Any = Rdict(str(path), Options(raw_mode=True), access_type=AccessType.read_only())
    try:
        return len(list(row_keys(database, 0)))
    finally:
        database.close()


def rows_read_ahead(log: Path) -> list[int]:
    """What a worker's log says of rows read ahead."""
    lines = [orjson.loads(line) for line in log.read_bytes().splitlines() if line.startswith(b"{")]
    return [line["rows"] for line in lines if line["event"] == "rows read ahead"]


def test_worker_goes_on_with_what_it_read_ahead_of_its_own_disk(
    settings: Callable[..., Settings], tmp_path: Path
) -> None:
    """After kill -9 a worker takes every row of its disk from the thread, and gives the verdicts of one that never died."""
    own = with_port(settings, partitions=1, session_timeout=6.0, batch_records=7, log_format="json")
    asyncio.run(admin.create_missing(own))
    with running_worker(own, tmp_path / "one.log") as worker:
        send(own, [article(number) for number in range(SENT)])
        read_until(own, ENDS, lambda got: len(decided(got)) >= SENT)
        os.kill(worker.process.pid, signal.SIGKILL)
        worker.process.wait()
    rows = rows_on_disk(own.data_dir)
    with running_worker(own, tmp_path / "two.log"):
        send(own, [article(number, uri=f"urn:copy:{number}", source="Paper") for number in range(SENT)])
        found = read_until(own, ENDS, lambda got: len(decided(got)) >= 2 * SENT)
    given = verdicts(found)
    assert rows > 1
    assert [rows] == rows_read_ahead(tmp_path / "two.log")
    assert all(len(one) == 1 for one in given.values())
    assert Counter(verdict for one in given.values() for verdict in one) == {
        Verdict.ORIGINAL: SENT,
        Verdict.COPY: SENT,
    }
