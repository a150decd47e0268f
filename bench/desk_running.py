"""The desk as a process beside a broker: how fast it answers with and without a feed, and what it takes of memory and the wire."""

from __future__ import annotations

import asyncio
import http.client
import random
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlsplit

import aiohttp

from bench.desk_feed import DeskFeed
from bench.desk_window import Watching, first_view, watching
from bench.usage import cpu_seconds, peak_mb
from stream.cli.client import Sender, sending
from stream.config.settings import Settings
from stream.demo.worker_process import Running, settings_variables, started_worker, wait_until_ready
from stream.desk.desk_database import FILE
from stream.desk.desk_rows import TOPICS
from stream.desk.desk_tables import connect
from stream.kafka.admin import create_missing
from stream.kafka.embedded_broker import EmbeddedBroker, free_port

RATE: Final = 50  # articles a second
EVERY: Final = 0.5  # seconds between two versions of the row that is watched
READERS: Final = 50
ROUNDS: Final = 5  # of all addresses while nothing comes
PAUSE: Final = 0.05  # between two pages under a feed: a desk of people, no flood
SETTLE: Final = 10.0  # seconds for what was sent last to come
PLAIN: Final = (
    "/", "/?hours=24", "/?hours=6&conflict=1", "/?conflict=1&killed=13", "/?country=IRQ", "/?what=kill", "/?what=update",
    "/?agency=Agency%202", "/?outlet=Outlet%207", "/?alert=1", "/?differs=1", "/?event=Battles", "/?copies=20", "/?mine=unread",
    "/?country=IRQ&killed=5", "/?box=40,30,50,40", "/alerts", "/map?deaths=1", "/map?deaths=1&country=IRQ", "/map?box=40,30,50,40", "/map?victim=child", "/map?hours=24", "/map?conflict=1&deaths=1&hours=72", "/map", "/outlets", "/outlets?hours=72", "/outlets?hours=672",
    "/outlet/Outlet%201", "/outlet/Outlet%201?hours=672", "/outlet/Agency%200", "/outlet/Agency%200?hours=672",
    "/search?q=city", "/search?q=hospital+bridge", "/search?q=%22the+last%22", "/search?q=hosp*", "/search?q=con*",
    "/search?q=city+-bridge&order=rank", "/search?q=the&order=rank", "/search?q=source:agency&order=rank",
    "/search?q=governmentalor", "/about",
)  # fmt: skip


@dataclass(slots=True)
class Measured:
    """Seconds of each address while nothing comes (the median), those of the desk's processor among them (the least and the first, too), and what was found with a feed.

    The first is without what pages keep for each other (`stream/desk/kept_answers.py`).
    """

    first: Mapping[str, float] = field(default_factory=dict)
    least: Mapping[str, float] = field(default_factory=dict)
    worked: Mapping[str, float] = field(default_factory=dict)
    quiet: Mapping[str, float] = field(default_factory=dict)
    busy: Mapping[str, float] = field(default_factory=dict)
    busy_p99: float = 0.0
    busy_core: float = 0.0
    shown_half: float = 0.0
    shown_p99: float = 0.0
    memory_mb: float = 0.0
    first_view_kb: float = 0.0
    map_kb: float = 0.0
    behind: int = 0


def measured(folder: Path, seconds: float, told: Callable[[Measured], None]) -> Measured:
    """Run the desk on a database, then a feed beside it; `told` is called between the two."""
    found = Measured()
    with ExitStack() as stack:
        broker = stack.enter_context(EmbeddedBroker())
        settings = Settings(
            broker=broker.url, desk_dir=folder, desk_port=free_port("127.0.0.1"), web_port=free_port("127.0.0.1"),
            topic_prefix=f"desk-{time.time_ns():x}", desk_own=("Outlet 3",),
        )  # fmt: skip
        asyncio.run(create_missing(settings))
        _forget_offsets(folder)
        address = f"http://127.0.0.1:{settings.desk_port}"
        log = folder / "desk.log"
        command, given = [sys.executable, "-m", "stream", "desk"], settings_variables(settings)
        desk = stack.enter_context(started_worker(command, given, address, log))
        wait_until_ready(desk, log)
        pages = [*PLAIN, *_stories(folder)]
        quiet: dict[str, list[float]] = {}
        worked: dict[str, list[float]] = {}
        for page in pages * ROUNDS:
            before = cpu_seconds(desk.process.pid)
            _ask(address, [page], quiet)
            worked.setdefault(page, []).append(cpu_seconds(desk.process.pid) - before)
        found.quiet = {page: statistics.median(times) for page, times in quiet.items()}
        found.worked = {page: statistics.median(times) for page, times in worked.items()}
        found.first = {page: times[0] for page, times in worked.items()}
        found.least = {page: min(times) for page, times in worked.items()}
        told(found)
        found.first_view_kb, found.map_kb = first_view(address, "/"), first_view(address, "/map?conflict=1")
        with _feeding(settings) as feed:
            _busy(desk, pages, seconds, found)
            with watching(address, feed.story) as window:
                time.sleep(seconds)
                feed.shown = window.seen()
            times = _delays(feed)
            found.shown_half, found.shown_p99 = _part(times, 0.5), _part(times, 0.99)
            asyncio.run(_read(address, seconds, _stories(folder)))
            found.memory_mb = peak_mb(desk.process.pid)
        time.sleep(SETTLE)
        found.behind = _behind(desk)
    return found


@dataclass(slots=True)
class _Feed:
    story: str
    acknowledged: dict[int, float] = field(default_factory=dict)
    shown: Watching = field(default_factory=dict)
    ended: threading.Event = field(default_factory=threading.Event)


@contextmanager
def _feeding(settings: Settings) -> Iterator[_Feed]:
    """A feed in a thread of its own for the length of the block."""
    feed = _Feed(f"watched{time.time_ns():x}")
    thread = threading.Thread(target=lambda: asyncio.run(_feed(settings, feed)))
    thread.start()
    try:
        yield feed
    finally:
        feed.ended.set()
        thread.join()


async def _feed(settings: Settings, feed: _Feed) -> None:
    made = DeskFeed(2, f"f{time.time_ns():x}-")
    topics = {settings.topic(stream) for stream in TOPICS}
    async with sending(settings, topics) as sender:
        began, count, number = time.monotonic(), 0, 0
        while not feed.ended.is_set():
            now = time.monotonic() - began
            while count < now * RATE:
                for each in made.next(time.time()):
                    await sender.send(settings.topic(each.stream), each.value, b"")
                count += 1
            if now >= number * EVERY:
                each = made.update(feed.story, number, time.time())
                await sender.send(settings.topic(each.stream), each.value, feed.story.encode())
                await _acknowledged(sender, feed, number)
                number += 1
            await asyncio.sleep(0.01)


async def _acknowledged(sender: Sender, feed: _Feed, number: int) -> None:
    await sender.flush()
    feed.acknowledged[number] = time.time()


def _delays(feed: _Feed) -> list[float]:
    """From each version's acknowledgement to the first row that shows it or a later one."""
    times = []
    seen = sorted(feed.shown.items())
    first, last = seen[0][0], seen[-1][0]
    for number, at in feed.acknowledged.items():
        if first < number <= last:
            times.append(max(next(when for shown, when in seen if shown >= number) - at, 0.0))
    return times


def _busy(desk: Running, pages: Sequence[str], seconds: float, found: Measured) -> None:
    times: dict[str, list[float]] = {}
    before, began = cpu_seconds(desk.process.pid), time.monotonic()
    order = random.Random(3)  # noqa: S311 - an order to repeat
    while time.monotonic() - began < seconds:
        _ask(desk.address, order.sample(pages, len(pages)), times, PAUSE)
    found.busy_core = (cpu_seconds(desk.process.pid) - before) / (time.monotonic() - began)
    found.busy = {page: max(each) for page, each in times.items()}
    found.busy_p99 = _part([each for held in times.values() for each in held], 0.99)


def _ask(address: str, pages: Sequence[str], times: dict[str, list[float]], pause: float = 0.0) -> None:
    with closing(http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)) as connection:
        for page in pages:
            started = time.perf_counter()
            connection.request("GET", page, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            answer.read()
            times.setdefault(page, []).append(time.perf_counter() - started)
            if answer.status != http.client.OK:
                msg = f"{page}: {answer.status}"
                raise RuntimeError(msg)
            time.sleep(pause)


async def _read(address: str, seconds: float, stories: Sequence[str]) -> None:
    """Fifty open pages, each of which asks for its rows whenever something changed."""
    shown = ",".join(story.removeprefix("/story/") for story in stories)
    asked = {"wire": "1", "newest": "1", "shown": shown}
    connector, bound = aiohttp.TCPConnector(limit=0), aiohttp.ClientTimeout(total=None)
    async with aiohttp.ClientSession(address, connector=connector, timeout=bound) as client:

        async def one(number: int) -> None:
            await asyncio.sleep(number * 0.02)
            await _body(client, "/", {})
            async with client.get("/live") as events:
                async for line in events.content:
                    if line.startswith(b"data:"):
                        await _body(client, "/live/state", asked)

        readers = [asyncio.create_task(one(number)) for number in range(READERS)]
        await asyncio.sleep(seconds)
        for each in readers:
            each.cancel()
        ended = await asyncio.gather(*readers, return_exceptions=True)
    failed = [each for each in ended if isinstance(each, Exception)]
    if failed:
        raise failed[0]


async def _body(client: aiohttp.ClientSession, path: str, asked: Mapping[str, str]) -> None:
    async with client.get(path, params=asked) as answer:
        await answer.read()


def _stories(folder: Path) -> list[str]:
    """Stories of every size: those with the most copies, killed ones, and some others."""
    with closing(connect(folder / FILE)) as connection:
        names: list[tuple[Any]] = []
        for order in (
            "ORDER BY copies DESC LIMIT 3",
            "WHERE status = 'killed' LIMIT 3",
            "ORDER BY number DESC LIMIT 20",
        ):
            names += connection.execute(f"SELECT story FROM story {order}").fetchall()  # noqa: S608 - ours
    return [f"/story/{quote(name, safe='')}" for (name,) in names]


def _forget_offsets(folder: Path) -> None:
    """The topics of this run begin at their start."""
    with closing(connect(folder / FILE, writing=True)) as connection:
        connection.execute("DELETE FROM topic")


def _behind(desk: Running) -> int:
    said = desk.get("/metrics").decode()
    return sum(
        int(float(line.rsplit(" ", 1)[1]))
        for line in said.splitlines()
        if line.startswith("newswire_desk_behind_records")
    )


def _part(times: Sequence[float], part: float) -> float:
    ordered = sorted(times)
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)]
