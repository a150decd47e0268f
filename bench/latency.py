"""How long a kill takes to its notice while articles flow: raw record sent to notice read, end to end.

    python -m bench.latency [--rate 500] [--seconds 60] [--workers 2] [--broker URL]

Starts the embedded broker unless one is named, and workers of its own. Articles are fictional, of a wire's length; one
in three repeats an earlier one, and a kill of a recent article goes out twice a second. A kill's time runs from before
it is handed to the producer (which waits 5 ms for more) until its notice is read, so both clients of the bench, and the
broker, are in it: what they take of the processors stands below. The first notice of each kill counts.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from stream import admin
from stream.broker import EmbeddedBroker, free_port
from stream.connection import client_options
from stream.demo.worker import running_worker
from stream.records import Stream
from stream.settings import Settings

KILLS_A_SECOND = 2
WORDS = 300  # of an article, a usual length on a wire
VOCABULARY = 20_000
FETCH_WAIT_MS = 20
SETTLE_SECONDS = 15.0  # for the last notices


def main() -> None:
    """Run and print the percentiles."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rate", type=int, default=500)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--broker", default="")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = given.broker or stack.enter_context(EmbeddedBroker()).url
        name = f"latency-{int(time.time())}"
        settings = Settings(broker=url, group=name, topic_prefix=name)
        asyncio.run(admin.create(settings))
        for number in range(given.workers):
            own = settings.model_copy(
                update={"data_dir": folder / str(number), "web_port": free_port("127.0.0.1")}
            )
            stack.enter_context(running_worker(own, folder / f"{number}.log"))
        rng = random.Random(given.seed)  # noqa: S311 - a feed to repeat, no secret
        began, used = time.perf_counter(), time.process_time()
        waits, sent, kills = asyncio.run(_measure(settings, given.rate, given.seconds, rng))
        busy = (time.process_time() - used) / (time.perf_counter() - began)
    print(
        f"{sent:,} articles at {sent / given.seconds:,.0f}/s beside {kills} kills; {len(waits)} notices came"
    )
    print(f"the bench itself took {busy:.2f} of a core; {_load()}")
    if not waits:
        return
    waits.sort()
    for part in (0.5, 0.9, 0.99, 1.0):
        print(f"p{part * 100:<4.0f}{waits[min(int(part * len(waits)), len(waits) - 1)]:8.3f} s")


def _load() -> str:
    """How busy the machine is, for whoever compares two runs."""
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"


async def _measure(
    settings: Settings, rate: int, seconds: int, rng: random.Random
) -> tuple[list[float], int, int]:
    started: dict[str, float] = {}
    waits: list[float] = []
    consumer = AIOKafkaConsumer(
        settings.topic(Stream.NOTICES),
        auto_offset_reset="earliest",
        fetch_max_wait_ms=FETCH_WAIT_MS,  # the embedded broker looks for new records at half of it
        **client_options(settings),
    )
    producer = AIOKafkaProducer(**client_options(settings), linger_ms=5)
    await consumer.start()
    await producer.start()
    reading = asyncio.create_task(_read(consumer, started, waits))
    try:
        sent = await _feed(producer, settings.topic(Stream.RAW), rate, seconds, rng, started)
        end = time.monotonic() + SETTLE_SECONDS
        while len(waits) < len(started) and time.monotonic() < end:  # noqa: ASYNC110 - a bound, not an event
            await asyncio.sleep(0.2)
    finally:
        reading.cancel()
        await producer.stop()
        await consumer.stop()
    return waits, sent, len(started)


async def _read(consumer: AIOKafkaConsumer, started: dict[str, float], waits: list[float]) -> None:
    done: set[str] = set()
    async for record in consumer:
        notice = orjson.loads(record.value)
        if notice["kind"] == "kill" and notice["uri"] in started and notice["uri"] not in done:
            done.add(notice["uri"])
            waits.append(time.time() - started[notice["uri"]])


async def _feed(
    producer: AIOKafkaProducer,
    topic: str,
    rate: int,
    seconds: int,
    rng: random.Random,
    started: dict[str, float],
) -> int:
    bodies: list[str] = []
    begin = time.monotonic()
    for number in range(rate * seconds):
        late = number / rate - (time.monotonic() - begin)
        if late > 0:
            await asyncio.sleep(late)
        copied = bool(bodies) and rng.random() < 1 / 3
        body = (
            rng.choice(bodies) if copied else " ".join(f"w{rng.randrange(VOCABULARY)}" for _ in range(WORDS))
        )
        bodies = [*bodies[-200:], body]
        uri = f"urn:bench:{number}"
        article = {
            "uri": uri,
            "source": f"Source {number % 20}",
            "version": "1",
            "headline": "Bench",
            "body": body,
        }
        await producer.send(topic, orjson.dumps(article), uri.encode())
        if number and number % (rate // KILLS_A_SECOND) == 0:
            victim = f"urn:bench:{number - rng.randrange(1, rate)}" if number > rate else uri
            kill = {"uri": victim, "source": "Source 0", "version": "2", "pubstatus": "canceled"}
            started[victim] = time.time()
            await producer.send(topic, orjson.dumps(kill), victim.encode())
    return rate * seconds


if __name__ == "__main__":
    main()
