"""The driver: a broker, workers that die, a feed that does not stop; then quiet, and the account."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import time
import uuid
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from stream.config.settings import Settings
from stream.kafka import admin
from stream.kafka.connection import client_options
from stream.model.articles import Stream
from tests.chaos.account import Report, account, contradictions
from tests.chaos.brokers import Faults, running_broker
from tests.chaos.corpus import EMBARGO_SECONDS, Planted, feed
from tests.chaos.reading import Reader, reading
from tests.chaos.workers import WORKER, Kills, Worker

# Small batches: many are under way at once and a kill falls between them.
BATCH_RECORDS: Final = 20
SESSION_SECONDS: Final = 6.0  # the least that Apache Kafka allows
QUIET_SECONDS: Final = 3.0
OVERDUE_SECONDS: Final = EMBARGO_SECONDS[1] + 5.0  # nothing comes any more, the last embargo included
SETTLE_SECONDS: Final = 240.0  # a bound for the workers to catch up, not a measure
BURST_SECONDS: Final = 0.1  # the feed is sent in bursts of so much of it
# The broker's first fault comes after so many kills, then one after each so many.
FIRST_FAULT: Final = 2
KILLS_A_FAULT: Final = 10
STEADY_SECONDS: Final = 12.0  # a session's timeout and a start: then all workers work
RETRY_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is to do. `command` starts a worker, `rate` is articles a second, `threads` whether these are on."""

    kills: int
    seed: int
    broker: str
    workers: int = 2
    rate: float = 40.0
    command: tuple[str, ...] = WORKER
    settle_seconds: float = SETTLE_SECONDS
    threads: bool = True


def command_of(sabotage: str | None) -> tuple[str, ...]:
    """The module that is a worker with its arguments, whole or without the guard of that name in `tests.chaos.sabotage`."""
    return WORKER if sabotage is None else ("tests.chaos.sabotaged_worker", sabotage)


def run(plan: Plan, folder: Path, say: Callable[[str], None]) -> Report:
    """Run it in `folder` (data, logs) and give the account."""
    started = time.monotonic()
    # While no broker listens, aiokafka asks for it without a pause and says so each time.
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    with running_broker(plan.broker, folder / "broker") as (address, faults):
        name = f"chaos-{uuid.uuid4().hex[:8]}"
        settings = Settings(
            broker=address,
            topic_prefix=name,
            group=name,
            data_dir=folder,
            session_timeout=SESSION_SECONDS,
            batch_records=BATCH_RECORDS,
            threads=plan.threads,
        )
        return asyncio.run(_run(plan, settings, folder, faults, started, say))


async def _run(
    plan: Plan, settings: Settings, folder: Path, faults: Faults, started: float, say: Callable[[str], None]
) -> Report:
    await admin.create_missing(settings)
    kills = Kills(plan.kills)
    workers = [Worker(number, settings, folder, plan.command, say) for number in range(plan.workers)]
    records = feed(plan.seed, datetime.now(UTC), plan.rate)
    async with _in_background(_send(settings, records, plan.rate)):
        suffering = _suffer(faults, kills, say)
        async with _in_background(suffering):
            await asyncio.gather(*(worker.live(plan.seed, kills) for worker in workers))
    async with contextlib.AsyncExitStack() as stack:
        for worker in workers:
            await stack.enter_async_context(_in_background(worker.stay()))
        async with reading(settings) as reader:
            return await _settled(reader, plan, kills, started, say)


async def _settled(
    reader: Reader, plan: Plan, kills: Kills, started: float, say: Callable[[str], None]
) -> Report:
    """Read until all is decided and committed and nothing more comes, or the bound is hit."""
    quiet_since, bound = time.monotonic(), time.monotonic() + plan.settle_seconds
    while True:
        if await reader.read_on():
            quiet_since = time.monotonic()
        committed = await reader.committed()
        report = account(reader.facts, committed, kills=kills.given, seconds=time.monotonic() - started)
        quiet = time.monotonic() - quiet_since
        # What is missing may still come while the clock releases embargoes.
        settled = committed == reader.ends() and quiet >= (OVERDUE_SECONDS if report.lost else QUIET_SECONDS)
        if not settled and time.monotonic() <= bound:
            continue
        if not settled:
            say(f"not settled within {plan.settle_seconds:g} s: committed {committed}, ends {reader.ends()}")
        for line in contradictions(reader.facts):
            say(line)
        return report


async def _send(settings: Settings, records: Iterator[Planted], rate: float) -> None:
    """Send for ever at the rate; what the broker did not take is sent again, perhaps twice."""
    producer = AIOKafkaProducer(acks="all", **client_options(settings))
    await producer.start()
    try:
        while True:
            waiting = [next(records) for _ in range(max(1, round(rate * BURST_SECONDS)))]
            pause = asyncio.create_task(asyncio.sleep(BURST_SECONDS))
            while waiting:
                waiting = await _unsent(producer, settings.topic(Stream.RAW), waiting)
            await pause
    finally:
        await producer.stop()


async def _unsent(producer: AIOKafkaProducer, topic: str, records: list[Planted]) -> list[Planted]:
    """Send records; those that were not acknowledged, in order."""
    try:
        pending = [await producer.send(topic, one.value, one.key) for one in records]
    except KafkaError:
        await asyncio.sleep(RETRY_SECONDS)
        return records
    said = await asyncio.gather(*pending, return_exceptions=True)
    return [one for one, answer in zip(records, said, strict=True) if isinstance(answer, BaseException)]


async def _suffer(faults: Faults, kills: Kills, say: Callable[[str], None]) -> None:
    """Give the broker its faults in turn: every other time all workers live through it, else they die as ever."""
    for number, (name, give) in enumerate(itertools.cycle(faults)):
        await kills.reached(FIRST_FAULT + number * KILLS_A_FAULT)
        lived_through = number % 2 == 0
        async with kills.held() if lived_through else contextlib.nullcontext():
            await asyncio.sleep(STEADY_SECONDS if lived_through else 0.0)
            say(f"broker {name}{', all workers alive' if lived_through else ''}")
            giving = asyncio.create_task(asyncio.to_thread(give))
            try:
                await asyncio.shield(giving)
            except asyncio.CancelledError:
                await giving  # not left half way: a paused broker must go on
                raise
            say("broker back")
            await asyncio.sleep(STEADY_SECONDS if lived_through else 0.0)


@contextlib.asynccontextmanager
async def _in_background(work: Coroutine[None, None, None]) -> AsyncIterator[asyncio.Task[None]]:
    """Do something for the length of the block; what it raised is raised at the end."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
