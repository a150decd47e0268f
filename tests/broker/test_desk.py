"""The desk reads its topics from a broker, and goes on where it stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from stream.cli.client import sending
from stream.config.settings import Settings
from stream.desk.desk_database import FILE, DeskDatabase, TopicRecord
from stream.desk.desk_tables import connect
from stream.desk.topic_reader import ANYTHING, TopicReader
from stream.desk.topic_standing import ReaderStanding
from stream.kafka.admin import create_missing
from stream.model.articles import Stream
from tests.broker.harness import WAIT_SECONDS
from tests.desk.making import arrival, article, copy_of, notice

pytestmark = [pytest.mark.broker]

RECORDS = [
    arrival(Stream.ENRICHED, article("a1")),
    arrival(Stream.COPIES, copy_of("c1", "a1")),
    arrival(Stream.NOTICES, notice("kill", versions=["a1"])),
]


async def send(settings: Settings, arrivals: list[TopicRecord]) -> None:
    """Send records to the topics that they belong to."""
    async with sending(settings, {settings.topic(each.stream) for each in arrivals}) as sender:
        for each in arrivals:
            await sender.send(settings.topic(each.stream), each.value, b"s1")


async def read_until(settings: Settings, folder: Path, count: int) -> tuple[list[str], ReaderStanding]:
    """Read the topics until so many records came, and stop in whatever is being done; the stories that changed."""
    database = DeskDatabase(folder)
    standing, changed = ReaderStanding(), list[str]()
    reading = asyncio.create_task(TopicReader(settings, database, standing, changed.extend).run())
    async with asyncio.timeout(WAIT_SECONDS):
        while standing.records < count:  # noqa: ASYNC110 - the reader has no event of its own
            await asyncio.sleep(0.02)
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)
    database.close()
    return changed, standing


def test_a_desk_goes_on_where_it_stopped(settings: Callable[..., Settings], tmp_path: Path) -> None:
    """What was read is not read again, what came meanwhile is, and the story shows both."""
    own = settings(partitions=2)

    async def run() -> tuple[list[str], ReaderStanding]:
        await create_missing(own)
        await send(own, RECORDS)
        await read_until(own, tmp_path, len(RECORDS))
        await send(own, [arrival(Stream.COPIES, copy_of("c2", "a1", source="Coast Herald"))])
        return await read_until(own, tmp_path, 1)

    changed, standing = asyncio.run(run())
    assert (["s1"], 1, []) == (changed, standing.records, standing.notes)
    row = connect(DeskDatabase(tmp_path).path).execute("SELECT what, copies FROM story").fetchall()
    assert [("KILL", 2)] == row


def test_a_topic_that_was_made_anew_is_read_from_its_start(
    settings: Callable[..., Settings], tmp_path: Path
) -> None:
    """Its end lies before what was read: the desk says so, and shows what is there."""
    own = settings(partitions=1)

    async def run() -> tuple[list[str], ReaderStanding]:
        await create_missing(own)
        await send(own, RECORDS)
        database = DeskDatabase(tmp_path)
        database.apply([arrival(Stream.ENRICHED, article("old", story_id="s9"), 500)])
        database.close()
        return await read_until(own, tmp_path, len(RECORDS))

    _, standing = asyncio.run(run())
    assert ["was made anew" in note for note in standing.notes] == [True]


def test_a_topic_that_was_made_anew_and_went_on_is_told_by_its_last_record(
    settings: Callable[..., Settings], tmp_path: Path
) -> None:
    """It has more records by now than were read of the old one: another record stands where the last one was."""
    own = settings(partitions=1)

    async def run() -> tuple[list[str], ReaderStanding]:
        await create_missing(own)
        await send(own, [*RECORDS, arrival(Stream.ENRICHED, article("a2", uri="urn:x:a1", verdict="update"))])
        database = DeskDatabase(tmp_path)
        database.apply([arrival(Stream.ENRICHED, article("old", story_id="s9"), 0)])
        database.close()
        return await read_until(own, tmp_path, len(RECORDS) + 1)

    _, standing = asyncio.run(run())
    assert ["has another record at 0" in note for note in standing.notes] == [True]
    assert "1 part of a topic was made anew" in " ".join(standing.lines("10:02"))
    names = (
        connect(DeskDatabase(tmp_path).path).execute("SELECT article_id FROM article ORDER BY 1").fetchall()
    )
    assert [("a1",), ("a2",), ("c1",), ("old",)] == names


def test_a_broker_that_is_away_is_said_and_tried_again(tmp_path: Path) -> None:
    """The pages stay, and tell that they are not the present."""
    database, standing = DeskDatabase(tmp_path), ReaderStanding()

    async def run() -> None:
        reading = asyncio.create_task(
            TopicReader(Settings(broker="kafka://127.0.0.1:1"), database, standing).run()
        )
        async with asyncio.timeout(WAIT_SECONDS):
            while not standing.problem:  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.02)
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)

    asyncio.run(run())
    assert "No connection to Kafka" in standing.lines("10:02")[0]
    assert "newest shown 10:02" in standing.lines("10:02")[0]


def test_a_rebuild_shows_the_old_database_until_the_new_one_has_caught_up(
    settings: Callable[..., Settings], tmp_path: Path
) -> None:
    """It says so with how far it is; then the new one is in its place, and goes on there."""
    own = settings(partitions=2, desk_dir=tmp_path)
    shown = DeskDatabase(tmp_path)
    shown.apply([arrival(Stream.ENRICHED, article("old", story_id="s9"))])
    shown.close()
    database, standing = DeskDatabase(tmp_path / "new"), ReaderStanding(rebuilding=True)
    changed: list[str] = []

    def stories() -> list[str]:
        connection = connect(tmp_path / FILE)
        found = [name for (name,) in connection.execute("SELECT story FROM story")]
        connection.close()
        return found

    async def run() -> None:
        await create_missing(own)
        await send(own, RECORDS)
        assert ["s9"] == stories()
        assert "0 records read, 0 to go. Until then this is the old one" in standing.lines("10:02")[0]
        reading = asyncio.create_task(TopicReader(own, database, standing, changed.extend).run())
        async with asyncio.timeout(WAIT_SECONDS):
            while standing.rebuilding:  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.02)
            assert ["s1"] == stories()
            await send(own, [arrival(Stream.ENRICHED, article("b1", story_id="s2", uri="urn:x:b1"))])
            while "s2" not in changed:  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.02)
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)

    asyncio.run(run())
    database.close()
    assert (["s1", "s2"], [], ANYTHING in changed) == (sorted(stories()), standing.lines("10:02"), True)
    assert not (tmp_path / "new").exists()
