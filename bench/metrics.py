"""What scraping costs: a worker's pace with and without a scrape every few seconds, and how long a scrape takes.

    python -m bench.metrics [--articles 6000] [--rounds 4] [--interval 5]

A backlog waits in an embedded broker of its own; a worker works it off, scraped or not, in turn. The pace is articles a
second of the worker's CPU time: that of the clock measures the neighbours as well, and stands beside it. Scrapes come
from another process, as Prometheus' do, and fifty times as often: each costs the same, and the cost of one in five
seconds drowns in the noise of any machine. The loss is divided by fifty again. At last an idle worker is scraped many
times over, for the CPU time of one.

The bars: at most 2 % of the pace, and an answer within a second while the worker is busy.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from stream.config.settings import Settings
from stream.demo.worker_process import Running, running_worker
from stream.kafka import admin
from stream.kafka.connection import client_options
from stream.kafka.embedded_broker import EmbeddedBroker, free_port
from stream.model.articles import Stream

COST_BAR: Final = 0.02
ANSWER_BAR: Final = 1.0
WORDS: Final = 300  # of an article, a usual length on a wire
VOCABULARY: Final = 20_000
SOURCES: Final = 50  # with series of their own: a large newsroom's list
GIVE_UP_SECONDS: Final = 600.0
LOOK_MILLISECONDS: Final = 250
OFTENER: Final = (
    50  # one run's pace differs from the next's by a fifth; a fiftieth of that is well below the bar
)
WARM_PART: Final = (
    10  # the first tenth is not measured: caches fill, the lexicon is touched for the first time
)
IDLE_SCRAPES: Final = 100
# In a process of its own, so that neither side waits for the other's interpreter.
SCRAPER: Final = """
import sys, time, urllib.request
while True:
    began = time.perf_counter()
    body = urllib.request.urlopen(sys.argv[1] + "/metrics", timeout=60).read()
    took = time.perf_counter() - began
    print(took, len(body), flush=True)
    time.sleep(max(float(sys.argv[2]) - took, 0))
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """A backlog worked off: articles a second of CPU time and of the clock, the seconds of each scrape, and its bytes."""

    by_cpu: float
    by_clock: float
    scrapes: tuple[float, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Mark:
    """So many articles had come out: the CPU seconds of the worker, and the clock."""

    articles: int
    cpu: float
    clock: float


def main() -> int:
    """Measure in turn and print; the exit code says whether the bars are reached."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=6000)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--interval", type=float, default=5.0)
    given = parser.parse_args()
    plain: list[Measured] = []
    scraped: list[Measured] = []
    for number in range(given.rounds):
        # Each goes first in turn: what the machine does besides rises and falls.
        for into, interval in ((plain, 0.0), (scraped, given.interval / OFTENER))[:: 1 if number % 2 else -1]:
            into.append(_measure(given.articles, interval))
            how = f"scraped every {interval:g} s" if interval else "not scraped"
            print(f"round {number + 1}, {how}: {into[-1].by_cpu:,.0f} articles a second of CPU", flush=True)
    waits = [wait for each in scraped for wait in each.scrapes]
    pairs = list(zip(scraped, plain, strict=True))
    one = _cpu_of_a_scrape()
    print(f"{'':<18}{'a second of CPU':>16}{'of the clock':>14}   (articles, median of {given.rounds})")
    for name, runs in (("not scraped", plain), (f"every {given.interval / OFTENER:g} s", scraped)):
        cpu, clock = (statistics.median(getattr(each, by) for each in runs) for by in ("by_cpu", "by_clock"))
        print(f"{name:<18}{cpu:>16,.0f}{clock:>14,.0f}")
    print(f"scraped / not, by CPU, round by round: {_list(a.by_cpu / b.by_cpu for a, b in pairs)}")
    print(
        f"{len(waits)} scrapes of a busy worker ({max(each.size for each in scraped):,} bytes): "
        f"median {statistics.median(waits):.3f} s, longest {max(waits):.3f} s"
    )
    print(
        f"one scrape takes {one * 1000:.1f} ms of CPU: every {given.interval:g} s that is {one / given.interval:.2%} of a core"
    )
    lost = (1 - statistics.median(a.by_cpu / b.by_cpu for a, b in pairs)) / OFTENER
    every = f"every {given.interval:g} s"
    bars = {
        f"scraping {every} takes at most {COST_BAR:.0%} of the pace ({lost:.2%})": lost <= COST_BAR,
        f"a busy worker answers within {ANSWER_BAR:g} s": max(waits) <= ANSWER_BAR,
    }
    for wanted, reached in bars.items():
        print(f"  {'reached' if reached else 'MISSED'}: {wanted}")
    return int(not all(bars.values()))


@contextmanager
def _worker(articles: int) -> Iterator[tuple[Settings, Running]]:
    """A worker that is ready, with a backlog before it."""
    with EmbeddedBroker() as broker, tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            broker=broker.url,
            data_dir=Path(folder) / "data",
            web_port=free_port("127.0.0.1"),
            metric_sources=tuple(f"Source {number}" for number in range(SOURCES)),
        )
        asyncio.run(admin.create_missing(settings))
        asyncio.run(_fill(settings, articles))
        with running_worker(settings, Path(folder) / "worker.log") as worker:
            yield settings, worker


def _measure(articles: int, interval: float) -> Measured:
    with _worker(articles) as (settings, worker), tempfile.TemporaryFile("w+") as said:
        command = [sys.executable, "-c", SCRAPER, worker.address, str(interval)]
        scraper = subprocess.Popen(command, stdout=said) if interval else None  # noqa: S603 - our own
        try:
            first, last = asyncio.run(_watch(settings, worker, (articles // WARM_PART, articles)))
        finally:
            if scraper is not None:
                scraper.kill()
                scraper.wait()
        said.seek(0)
        found = [line.split() for line in said.read().splitlines()]
    done = last.articles - first.articles
    scrapes = tuple(float(took) for took, _ in found)
    size = max((int(size) for _, size in found), default=0)
    return Measured(done / (last.cpu - first.cpu), done / (last.clock - first.clock), scrapes, size)


def _cpu_of_a_scrape() -> float:
    """CPU seconds that one scrape takes of a worker with nothing else to do; what it does anyway is taken off."""
    with _worker(200) as (settings, worker):
        asyncio.run(_watch(settings, worker, (200,)))
        before, began = _cpu(worker), time.monotonic()
        for _ in range(IDLE_SCRAPES):
            worker.get("/metrics")
        between, elapsed = _cpu(worker), time.monotonic() - began
        time.sleep(elapsed)
        return max(between - before - (_cpu(worker) - between), 0.0) / IDLE_SCRAPES


async def _fill(settings: Settings, articles: int) -> None:
    rng = random.Random(1)  # noqa: S311 - a feed to repeat, no secret
    producer = AIOKafkaProducer(**client_options(settings), max_batch_size=1_000_000, linger_ms=20)
    await producer.start()
    try:
        for number in range(articles):
            uri, text = f"urn:bench:{number}", " ".join(f"w{rng.randrange(VOCABULARY)}" for _ in range(WORDS))
            value = {
                "uri": uri,
                "source": f"Source {number % SOURCES}",
                "headline": f"Bench {number}",
                "body": text,
            }
            await producer.send(settings.topic(Stream.RAW), orjson.dumps(value), uri.encode())
        await producer.flush()
    finally:
        await producer.stop()


async def _watch(settings: Settings, worker: Running, marks: Sequence[int]) -> list[Mark]:
    """When so many articles had come out, and what that took: every one is new, so every one is enriched."""
    consumer = AIOKafkaConsumer(
        settings.topic(Stream.ENRICHED), auto_offset_reset="earliest", **client_options(settings)
    )
    await consumer.start()
    found, marked = 0, []
    try:
        deadline = time.monotonic() + GIVE_UP_SECONDS
        for mark in marks:
            while found < mark:
                records = await consumer.getmany(timeout_ms=LOOK_MILLISECONDS)
                found += sum(map(len, records.values()))
                if time.monotonic() > deadline:
                    msg = f"{found} of {mark} articles in {GIVE_UP_SECONDS:g} s"
                    raise SystemExit(msg)
            marked.append(Mark(found, _cpu(worker), time.monotonic()))
    finally:
        await consumer.stop()
    return marked


def _cpu(worker: Running) -> float:
    """CPU seconds that the worker's process has taken so far (Linux)."""
    fields = Path(f"/proc/{worker.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _list(ratios: Iterator[float]) -> str:
    return ", ".join(f"{ratio:.3f}" for ratio in ratios)


if __name__ == "__main__":
    sys.exit(main())
