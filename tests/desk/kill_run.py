"""The desk killed at random while records come, and its database held against one rebuilt: `python -m tests.desk.kill_run --kills 20`."""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from stream.cli.client import sending
from stream.config.settings import Settings
from stream.desk.desk_database import DeskDatabase, TopicRecord
from stream.desk.topic_reader import TopicReader
from stream.desk.topic_standing import ReaderStanding
from stream.kafka.admin import create_missing
from stream.kafka.embedded_broker import EmbeddedBroker
from stream.model.articles import Stream
from tests.desk.making import arrival, article, copy_of, notice
from tests.desk.test_desk_database import content

LONGEST_LIFE = 1.5  # seconds that a desk lives at most, from when its pages are there
PAUSE = 0.004  # seconds between two stories' records: some hundred records a second
CATCH_UP = 120.0  # seconds, a bound
FIRST = datetime(2026, 3, 17, 6, tzinfo=UTC)  # of the stories; each record has a second of its own


@dataclass(frozen=True, slots=True)
class Account:
    """What came of a run: desks killed, records sent, rows that the two databases do not share, by table."""

    kills: int
    seed: int
    sent: int
    read: int
    differing: dict[str, int]


def story(number: int) -> list[TopicRecord]:
    """The records of one story: an article, its copies, and of every fifth a kill."""
    own = f"s{number}"
    at = [f"{FIRST + timedelta(seconds=4 * number + step):%Y-%m-%dT%H:%M:%SZ}" for step in range(4)]
    found = [
        arrival(Stream.ENRICHED, article(f"a{number}", story_id=own, received=at[0])),
        arrival(Stream.COPIES, copy_of(f"c{number}", f"a{number}", story_id=own, received=at[1])),
        arrival(
            Stream.COPIES,
            copy_of(f"d{number}", f"a{number}", story_id=own, source="Coast Herald", received=at[2]),
        ),
    ]
    if number % 5 == 0:
        killed = notice("kill", versions=[f"a{number}"], story_id=own, received=at[3])
        found.append(arrival(Stream.NOTICES, killed))
    return found


class Load:
    """Sends stories in a thread until it is told to stop."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._over = threading.Event()
        self.sent = 0
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()))

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def end(self) -> None:
        """Stop, when all is acknowledged."""
        self._over.set()
        self._thread.join()

    async def _run(self) -> None:
        topics = {self._settings.topic(stream) for stream in (Stream.ENRICHED, Stream.COPIES, Stream.NOTICES)}
        number = 0
        async with sending(self._settings, topics) as sender:
            while not self._over.is_set():
                for each in story(number):
                    await sender.send(self._settings.topic(each.stream), each.value, f"s{number}".encode())
                    self.sent += 1
                number += 1
                await asyncio.sleep(PAUSE)


def kill_one(settings: Settings, life: float) -> None:
    """Start a desk, and kill it when its pages have been there for so long."""
    told = {f"NEWSWIRE_{name.upper()}": str(getattr(settings, name)) for name in settings.model_fields_set}
    command = [sys.executable, "-m", "stream", "desk", "--port", "0"]
    with subprocess.Popen(command, env={**os.environ, **told}, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("Desk"):
                break
        time.sleep(life)
        assert process.poll() is None, "the desk ended by itself"
        process.kill()


async def caught_up(settings: Settings, folder: Path, sent: int) -> int:
    """Read a database up to the end of its topics; the records that it stands behind."""
    database = DeskDatabase(folder)
    reading = asyncio.create_task(TopicReader(settings, database, ReaderStanding()).run())
    try:
        async with asyncio.timeout(CATCH_UP):
            while sum(database.offsets().values()) < sent:  # noqa: ASYNC110 - the reader has no event of its own
                await asyncio.sleep(0.05)
    finally:
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
    read = sum(database.offsets().values())
    database.close()
    return read


def run(kills: int, seed: int, settings: Settings, folder: Path) -> Account:
    """Kill a desk so often under load, and compare."""
    chance = random.Random(seed)  # noqa: S311 - a schedule, no secret
    killed = settings.model_copy(update={"desk_dir": folder / "killed"})
    asyncio.run(create_missing(killed))
    load = Load(killed)
    load.start()
    try:
        for _ in range(kills):
            kill_one(killed, chance.uniform(0.0, LONGEST_LIFE))
    finally:
        load.end()
    read = asyncio.run(caught_up(killed, folder / "killed", load.sent))
    rebuilt = folder / "rebuilt"
    asyncio.run(caught_up(killed, rebuilt, load.sent))
    one, other = (content(path / "desk.sqlite") for path in (folder / "killed", rebuilt))
    differing = {
        table: len(set(map(repr, one[table])) ^ set(map(repr, other[table])))
        for table in one
        if one[table] != other[table]
    }
    return Account(kills, seed, load.sent, read, differing)


def main() -> int:
    """Run it once on a broker of its own; one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with EmbeddedBroker() as broker, TemporaryDirectory() as folder:
        settings = Settings(broker=broker.url, partitions=2, desk_dir=Path(folder) / "killed")
        found = run(asked.kills, asked.seed, settings, Path(folder))
    print(orjson.dumps(found).decode())  # noqa: T201 - what it is run for
    return 1 if found.differing or found.read != found.sent else 0


if __name__ == "__main__":
    sys.exit(main())
