"""How long records take at a steady rate, raw record sent to output read, and whether that rises.

    python -m bench.latency [--rate 500] [--seconds 60] [--workers 2] [--slices 5] [--broker URL] [--logs FOLDER]

Starts the embedded broker unless one is named, and workers of its own. The feed is made up, of a wire's lengths and
shares (`bench/wire.py`), and goes out evenly; a kill of a recent article goes out twice a second. The time of an output
runs from the raw record's Kafka timestamp, set when it is handed to the producer (which waits 5 ms for more), until it
is read here, so both clients of the bench, and the broker, are in it: what they take of the processors stands below.
The rows are slices of the run by the time of sending: a worker that does not keep up shows as times that rise. The first
notice of each kill counts.

The embedded broker takes more processor time as its log grows (from 0.2 to 0.65 of a core in three minutes at 200/s), and
so do the times: for runs of minutes name a Kafka by --broker.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
import uuid
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from bench.usage import cpu_seconds
from bench.wire import Wire
from stream.config.settings import Settings
from stream.demo.worker_process import Running, running_worker
from stream.kafka import admin
from stream.kafka.connection import client_options
from stream.kafka.embedded_broker import EmbeddedBroker, free_port
from stream.model.articles import Stream
from stream.model.errors import StopError

KILLS_A_SECOND = 2
FETCH_WAIT_MS = 100
QUIET_SECONDS = 5.0  # nothing read for so long after the last record went out: all that comes has come
SETTLE_SECONDS = 60.0  # and no longer than this
STREAMS = (Stream.ENRICHED, Stream.COPIES, Stream.NOTICES)
PARTS = (0.5, 0.99)


@dataclass(slots=True)
class Run:
    """What came of one run: when it began (seconds since 1970), and of each stream (sent, seconds) of every output.

    `busy` is each worker's share of a core, `own_busy` the bench's, `broker_busy` that of a broker that was watched.
    """

    began: float = 0.0
    sent: int = 0
    kills: int = 0
    seconds: float = 0.0
    arrived: float = 0.0  # when the last output was read, on the monotonic clock
    outputs: dict[Stream, list[tuple[float, float]]] = field(
        default_factory=lambda: {stream: [] for stream in STREAMS}
    )
    busy: list[float] = field(default_factory=list)
    own_busy: float = 0.0
    broker_busy: float | None = None


def main() -> None:
    """Run and print the percentiles."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rate", type=float, default=500)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--slices", type=int, default=5)
    parser.add_argument("--broker", default="")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--logs", type=Path, help="where what the workers say is kept")
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        logs: Path = given.logs or folder
        logs.mkdir(parents=True, exist_ok=True)
        embedded = None if given.broker else stack.enter_context(EmbeddedBroker())
        url = given.broker if embedded is None else embedded.url
        name = f"latency-{uuid.uuid4().hex[:6]}"
        settings = Settings(broker=url, group=name, topic_prefix=name)
        asyncio.run(admin.create_missing(settings))
        workers = {}
        for number in range(given.workers):
            own = settings.model_copy(
                update={"data_dir": folder / str(number), "web_port": free_port("127.0.0.1")}
            )
            log = logs / f"{number}.log"
            workers[log] = stack.enter_context(running_worker(own, log))
        broker = None if embedded is None else embedded.pid
        report(measured(settings, workers, given.rate, given.seconds, Wire(given.seed), broker), given.slices)


def measured(
    settings: Settings,
    workers: Mapping[Path, Running],
    rate: float,
    seconds: float,
    wire: Wire,
    broker: int | None = None,
) -> Run:
    """One run of a feed through workers that are ready, each under the file of its log; `broker` is a process to watch.

    Raises:
        StopError: one of them ended, with the last lines of its log.
    """
    pids = [worker.process.pid for worker in workers.values()]
    pids += [] if broker is None else [broker]
    before, own_before = [cpu_seconds(pid) for pid in pids], time.process_time()
    run = asyncio.run(_measure(settings, rate, seconds, wire))
    for log, worker in workers.items():
        if worker.process.poll() is not None:  # has_ended
            lines = log.read_text().splitlines()[-15:]
            msg = "\n".join(["a worker ended; its log ends:", *lines])
            raise StopError(msg)
    busy = [(cpu_seconds(pid) - used) / run.seconds for pid, used in zip(pids, before, strict=True)]
    run.busy, run.broker_busy = busy[: len(workers)], None if broker is None else busy[-1]
    run.own_busy = (time.process_time() - own_before) / run.seconds
    return run


def report(run: Run, slices: int) -> None:
    """Print a run: what went out and came, what it took of the processors, and the percentiles of each slice."""
    cores = ", ".join(f"{each:.2f}" for each in run.busy)
    print(
        f"{run.sent:,} articles at {run.sent / run.seconds:,.0f}/s beside {run.kills} kills; "
        f"{len(run.outputs[Stream.NOTICES])} notices came"
    )
    broker = "" if run.broker_busy is None else f", the broker {run.broker_busy:.2f}"
    print(
        f"workers {cores} of a core, the bench {run.own_busy:.2f}{broker}; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    _table(run, slices)


def _table(run: Run, slices: int) -> None:
    """A row a slice and one for all: count, p50 and p99 in milliseconds of each stream."""
    print(
        "sent at (s)   " + "".join(f"{stream.value:>10}{'p50':>8}{'p99':>8}" for stream in STREAMS) + "   ms"
    )
    length = run.seconds / slices
    bounds = [(at * length, (at + 1) * length) for at in range(slices)] if slices > 1 else []
    for start, end in [*bounds, (0.0, run.seconds)]:
        cells = ""
        for stream in STREAMS:
            times = sorted(
                took for at, took in run.outputs[stream] if start <= max(at - run.began, 0.0) < end
            )
            parts = [times[min(int(part * len(times)), len(times) - 1)] * 1000 for part in PARTS if times]
            cells += f"{len(times):>10}" + "".join(f"{part:>8,.0f}" for part in parts or ())
            cells += " " * 16 if not parts else ""
        print(f"{start:5.0f} to {end:<5.0f}{cells}", flush=True)


async def _measure(settings: Settings, rate: float, seconds: float, wire: Wire) -> Run:
    run = Run()
    consumer = AIOKafkaConsumer(
        *(settings.topic(stream) for stream in STREAMS),
        auto_offset_reset="earliest",
        fetch_max_wait_ms=FETCH_WAIT_MS,  # the embedded broker looks for new records at half of it
        **client_options(settings),
    )
    producer = AIOKafkaProducer(**client_options(settings), linger_ms=5)
    await consumer.start()
    await producer.start()
    topics = {settings.topic(stream): stream for stream in STREAMS}
    reading = asyncio.create_task(_read(consumer, topics, run))
    try:
        await _feed(producer, settings.topic(Stream.RAW), rate, seconds, wire, run)
        end = time.monotonic() + SETTLE_SECONDS
        run.arrived = time.monotonic()
        while time.monotonic() < min(run.arrived + QUIET_SECONDS, end):  # noqa: ASYNC110 - a bound, not an event
            await asyncio.sleep(0.2)
    finally:
        reading.cancel()
        await producer.stop()
        await consumer.stop()
    return run


async def _read(consumer: AIOKafkaConsumer, topics: dict[str, Stream], run: Run) -> None:
    killed: set[str] = set()
    async for record in consumer:
        now = time.time()
        stream, output = topics[record.topic], orjson.loads(record.value)
        if stream is Stream.NOTICES:
            if output["kind"] != "kill" or output["uri"] in killed:
                continue
            killed.add(output["uri"])
        sent = datetime.fromisoformat(output["received"]).timestamp()
        run.outputs[stream].append((sent, now - sent))
        run.arrived = time.monotonic()


async def _feed(
    producer: AIOKafkaProducer, topic: str, rate: float, seconds: float, wire: Wire, run: Run
) -> None:
    run.began, begin = time.time(), time.monotonic()
    for number in range(int(rate * seconds)):
        late = number / rate - (time.monotonic() - begin)
        if late > 0:
            await asyncio.sleep(late)
        article = wire.next()
        await producer.send(topic, article.value, article.key)
        run.sent += 1
        if run.kills < number / rate * KILLS_A_SECOND - 1:
            kill = wire.kill()
            await producer.send(topic, kill.value, kill.key)
            run.kills += 1
    await producer.flush()
    run.seconds = time.monotonic() - begin


if __name__ == "__main__":
    main()
