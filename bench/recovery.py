"""How long a worker takes to be ready again, from an empty disk and from its own.

    python -m bench.recovery [--broker URL] [--articles N] [--rows FOLDER]

A synthetic feed (see `bench.feed`) is judged, and its decisions are written to the changelog as a worker writes them,
500 a row. Then a worker starts: first with an empty data folder, so that Faust reads the whole changelog, then again
with the folder that this left. The clock runs from the start of the process to the first verdict on one of the articles
that come in meanwhile, one a second, so that the rebuild of the shard is in it (the group has forgotten the worker
before by then); the time of the rebuild alone, in this process, stands beside
it. --rows keeps the rows in a folder, or takes them from there: making them takes far longer than all the rest.
Without --broker the embedded broker is started. The bars are for a million articles: 60 seconds from an empty disk,
20 from its own.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from bench.feed import Feed
from bench.table import Folder, WritingArchive
from stream.config.settings import Settings
from stream.dedup.judging.judge import judge
from stream.dedup.state.state import State
from stream.dedup.thresholds import DedupRules
from stream.demo.worker_process import running_worker
from stream.kafka import admin
from stream.kafka.connection import client_options
from stream.kafka.embedded_broker import EmbeddedBroker, free_port
from stream.model.articles import Stream
from stream.worker.tables.shard import Shard, batched, uncollected

BARS: Final = {"from an empty disk": 60.0, "from its own disk": 20.0}


def main() -> int:
    """Measure and print; the exit code says whether the bars are reached."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--broker", help="of a running Kafka, as kafka://host:port; else the embedded one")
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--rows", type=Path, help="a folder to keep the rows in, or to take them from")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, _broker(options.broker) as broker:
        rows = options.rows or Path(folder) / "rows"
        if not rows.is_dir():
            _write(rows, options.articles)
        keys = sorted(rows.iterdir())
        size = sum(path.stat().st_size for path in keys)
        print(
            f"{options.articles:,} articles in {len(keys):,} rows, {size / options.articles:,.0f} bytes each"
        )
        print(f"{'rebuild alone':<22}{_rebuild(keys):>8.1f} s", flush=True)
        name = f"bench-{uuid.uuid4().hex[:8]}"
        settings = Settings(
            broker=broker,
            topic_prefix=name,
            group=name,
            partitions=1,
            data_dir=Path(folder) / "data",
            web_port=free_port("127.0.0.1"),
            clock="log",
        )
        asyncio.run(_preload(settings, keys))
        missed = 0
        for number, (what, most) in enumerate(BARS.items()):
            took = _first_verdict(settings, number, Path(folder) / "worker.log")
            reached = took <= most
            missed += not reached
            print(
                f"{what:<22}{took:>8.1f} s   {'reached' if reached else 'MISSED'}: <= {most:.0f} s",
                flush=True,
            )
    return missed


@contextmanager
def _broker(address: str | None) -> Iterator[str]:
    if address:
        yield address
        return
    with EmbeddedBroker() as broker:
        yield broker.url


def _write(folder: Path, articles: int) -> None:
    """Judge a feed and write its rows, a file each."""
    archive = WritingArchive(Folder(folder))
    state = State(DedupRules(), archive)
    for prepared in Feed(articles):
        state.apply(judge(state, prepared))
    archive.flush()


def _rebuild(rows: list[Path]) -> float:
    table = {b"00000/%s/bench" % path.name.encode(): path.read_bytes() for path in rows}
    started = time.perf_counter()
    shard = Shard(0, DedupRules(), table)
    shard.reserve(min(table), max(table))
    with uncollected():
        for some in batched(table.items()):
            shard.build(some)
    return time.perf_counter() - started


async def _preload(settings: Settings, rows: list[Path]) -> None:
    await admin.create_missing(settings)
    producer = AIOKafkaProducer(**client_options(settings), max_request_size=settings.max_record_bytes)
    await producer.start()
    try:
        for path in rows:
            key = b"00000/%s/bench" % path.name.encode()
            await producer.send_and_wait(settings.changelog, path.read_bytes(), key, partition=0)
    finally:
        await producer.stop()


def _first_verdict(settings: Settings, number: int, log: Path) -> float:
    """Seconds from the start of a worker to its first verdict."""
    if number:
        time.sleep(settings.session_timeout + 1)  # until the group has forgotten the worker before
    started = time.perf_counter()
    with running_worker(settings, log):
        asyncio.run(_await_verdict(settings, number))
        return time.perf_counter() - started


async def _await_verdict(settings: Settings, number: int) -> None:
    """Send an article a second, as a feed does not stop for a worker, until the first has its verdict."""
    consumer = AIOKafkaConsumer(
        settings.topic(Stream.JUDGED), auto_offset_reset="earliest", **client_options(settings)
    )
    producer = AIOKafkaProducer(**client_options(settings))
    await consumer.start()
    await producer.start()
    sending = asyncio.create_task(_send(producer, settings.topic(Stream.RAW), number))
    try:
        async for record in consumer:
            if orjson.loads(record.value)["uri"].startswith(f"urn:bench:{number}:"):
                return
    finally:
        sending.cancel()
        await producer.stop()
        await consumer.stop()


async def _send(producer: AIOKafkaProducer, topic: str, number: int) -> None:
    for count in itertools.count():
        words = " ".join(f"word{number}x{count}x{place}" for place in range(60))
        uri = f"urn:bench:{number}:{count}"
        fields = {"uri": uri, "source": "Bench", "headline": "A headline", "body": words}
        await producer.send_and_wait(topic, orjson.dumps(fields))
        await asyncio.sleep(1.0)


if __name__ == "__main__":
    sys.exit(main())
