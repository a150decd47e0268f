"""A feed that waits on a broker drained by one contender: a fresh broker, a fresh process, pinned to one core.

The clock runs from the first record worked on until the last output is acknowledged; starting is left out. Of a worker
both ends are read from its log and its processor time from the operating system; the others tell their own
(`bench/peers.py`). Afterwards the topics are read: a worker that left something has not done the job.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import time
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from bench.batch_lines import Progress
from bench.builds import WORKER_LOG, Build, surroundings
from bench.comparison import Drained
from bench.usage import Cores, Meter, peak_mb, pinned
from bench.wire import Sent
from stream.config.settings import Settings
from stream.demo.worker_process import Running
from stream.kafka import admin
from stream.kafka.connection import client_options
from stream.kafka.embedded_broker import LOOPBACK, EmbeddedBroker, free_port
from stream.model.articles import Stream
from stream.model.errors import StopError

POLL_SECONDS: Final = 0.1
QUIET_SECONDS: Final = 1.0  # without a batch before the topics are read, and without a record while they are
STUCK_SECONDS: Final = 120.0  # a worker that has done nothing for so long hangs
PEER_SECONDS: Final = 3600.0  # and so does a contender that needs longer
# A relay does so little with a feed of a few hundred records that its time would be that of its start.
RELAYED_RECORDS: Final = 10_000


def drain_worker(build: Build, feed: Sequence[Sent], cores: Cores, folder: Path) -> Drained:
    """By a worker of a build; its log stays in the folder.

    Raises:
        StopError: it ended, hung or left something.
    """
    with ExitStack() as stack:
        stack.enter_context(pinned(cores.others))
        settings = stack.enter_context(_loaded_broker(feed, build))
        variables = surroundings(settings.broker, settings.group, "log")
        with pinned(cores.measured):
            worker = stack.enter_context(build.started(variables, folder, free_port(LOOPBACK)))
        meter = stack.enter_context(Meter(worker.process.pid))
        progress = Progress(folder / WORKER_LOG)
        sent = _until_done(worker, progress, len(feed), settings)
        peak = peak_mb(worker.process.pid)
        began, ended = progress.span()
    return Drained(len(feed), ended - began, meter.at(ended) - meter.at(began), peak, sent)


def drain_peer(name: str, feed: Sequence[Sent], cores: Cores, python: Path, sources: Path) -> Drained:
    """By a contender of `bench/peers.py`, run by a Python that has what it needs; `sources` is whose `stream` it finds.

    Raises:
        StopError: it failed, with the last lines that it said.
    """
    repeats = -(-RELAYED_RECORDS // len(feed)) if name.startswith("relay") else 1
    records = [record for _ in range(repeats) for record in feed]
    with pinned(cores.others), _loaded_broker(records) as settings, pinned(cores.measured):
        broker = settings.broker.removeprefix("kafka://")
        script = Path(__file__).with_name("peers.py")
        ended = subprocess.run(  # noqa: S603 - our own script
            [str(python), "-P", str(script), name, broker, settings.topic_prefix, str(len(records))],
            env={**surroundings(settings.broker, settings.group), "PYTHONPATH": str(sources)},
            capture_output=True,
            text=True,
            timeout=PEER_SECONDS,
            check=False,
        )
    if ended.returncode or not ended.stdout.strip():
        msg = f"{name} ended with {ended.returncode}: {ended.stderr[-2000:]}"
        raise StopError(msg)
    return Drained(len(records), **json.loads(ended.stdout.splitlines()[-1]))


def lacks(python: Path, modules: Iterable[str]) -> list[str]:
    """The modules that a Python does not have; names that end in `*` stand for all that begin so."""
    code = (
        "import importlib.util, pkgutil, sys\n"
        "known = {each.name for each in pkgutil.iter_modules()}\n"
        "for name in sys.argv[1:]:\n"
        "    if not any(each.startswith(name[:-1]) if name.endswith('*') else each == name for each in known):\n"
        "        print(name)"
    )
    found = subprocess.run(  # noqa: S603 - our own lines
        [str(python), "-c", code, *modules], capture_output=True, text=True, check=True
    )
    return found.stdout.split()


@contextmanager
def _loaded_broker(feed: Sequence[Sent], build: Build | None = None) -> Iterator[Settings]:
    """A broker that holds the feed, with the topics that a build makes, or this one."""
    with EmbeddedBroker() as broker:
        prefix = f"bench-{uuid.uuid4().hex[:6]}"
        settings = Settings(broker=broker.url, group=prefix, topic_prefix=prefix)
        if build is None:
            asyncio.run(admin.create_missing(settings))
        else:
            create_topics(build, surroundings(settings.broker, prefix))
        asyncio.run(_preload(settings, feed))
        yield settings


def create_topics(build: Build, variables: Mapping[str, str]) -> None:
    """Make the topics by the build's own command: it knows which ones it needs, and how."""
    ended = subprocess.run(  # noqa: S603 - the build that the user names
        [str(build.command), "topics", "create"], env=variables, capture_output=True, text=True, check=False
    )
    if ended.returncode:
        msg = f"{build.name}: newswire topics create ended with {ended.returncode}: {ended.stderr[-2000:]}"
        raise StopError(msg)


async def _preload(settings: Settings, feed: Sequence[Sent]) -> None:
    producer = AIOKafkaProducer(**client_options(settings), max_batch_size=1_000_000, linger_ms=5)
    await producer.start()
    try:
        waiting = [await producer.send(settings.topic(Stream.RAW), each.value, each.key) for each in feed]
        await asyncio.gather(*waiting)
    finally:
        await producer.stop()


def _until_done(worker: Running, progress: Progress, articles: int, settings: Settings) -> dict[str, int]:
    """Wait until a worker has done all that it was given and all that came of it; what it sent, by stream."""
    last = time.monotonic()
    while True:
        time.sleep(POLL_SECONDS)
        if worker.process.poll() is not None:
            raise StopError(_said("the worker ended", progress))
        if progress.read_on():
            last = time.monotonic()
        quiet = time.monotonic() - last
        done = progress.records()
        if done["intake"] >= articles and quiet > QUIET_SECONDS:
            sent = asyncio.run(_counted(settings))
            progress.read_on()
            done = progress.records()
            if (done["dedup"], done["tag"]) == (sent["prepared"], sent["judged"]):
                return dict(sent)
        if quiet > STUCK_SECONDS:
            raise StopError(_said(f"the worker does nothing more; done: {dict(done)}", progress))


async def _counted(settings: Settings) -> Counter[str]:
    """The records on every topic but the raw one, read until nothing more comes."""
    streams = {settings.topic(stream): stream.value for stream in Stream if stream is not Stream.RAW}
    consumer = AIOKafkaConsumer(
        *streams, **client_options(settings), auto_offset_reset="earliest", fetch_max_bytes=50_000_000
    )
    counts: Counter[str] = Counter(dict.fromkeys(streams.values(), 0))
    await consumer.start()
    try:
        last = time.monotonic()
        while time.monotonic() - last < QUIET_SECONDS:
            for tp, records in (await consumer.getmany(timeout_ms=200, max_records=5000)).items():
                counts[streams[tp.topic]] += len(records)
                last = time.monotonic()
    finally:
        await consumer.stop()
    return counts


def _said(what: str, progress: Progress) -> str:
    lines = progress.log.read_text(errors="replace").splitlines()[-15:]
    return "\n".join([f"{what}; its log ends:", *lines])
