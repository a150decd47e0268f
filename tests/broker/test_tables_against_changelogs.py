"""Tables on disk against changelogs on a broker."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

import pytest
from aiokafka import AIOKafkaProducer, TopicPartition, codec

from stream.config.settings import Settings
from stream.doctor import own_tables
from stream.doctor.lines import Rating
from stream.kafka import admin
from stream.kafka.connection import client_options
from stream.model.errors import StopError
from stream.worker.tables.standing import TableState, folders, table_standings, tables_on_disk
from tests.worker.tables.test_standing import written

pytestmark = pytest.mark.broker

LOG = [(b"a", b"1"), (b"b", b"2"), (b"a", None), (b"c", b"3")]


async def logged(
    settings: Settings,
    rows: Mapping[TopicPartition, list[tuple[bytes, bytes | None]]],
    compression: str | None = None,
) -> None:
    """Write rows to changelogs, one after the other as a worker does."""
    producer = AIOKafkaProducer(acks="all", compression_type=compression, **client_options(settings))
    await producer.start()
    try:
        for place, given in rows.items():
            for key, value in given:
                await producer.send_and_wait(place.topic, value, key, place.partition)
    finally:
        await producer.stop()


def test_a_table_is_held_against_its_own_partition_of_its_own_changelog(
    settings: Callable[..., Settings],
) -> None:
    """At the end, in the middle, ahead, of another log, damaged by nothing: all told at once, and by the doctor."""
    own = settings(partitions=4)
    asyncio.run(admin.create_missing(own))
    places = [TopicPartition(own.changelog, number) for number in range(4)]
    versions = TopicPartition(own.versions_changelog, 2)
    asyncio.run(logged(own, {**dict.fromkeys(places[:3], LOG), versions: LOG}))
    dedup = folders(own, "dedup")
    assert [(Rating.OK, "none on this disk yet")] == _told(own)
    written(dedup[0], {b"b": b"2", b"c": b"3"}, 3)
    written(dedup[1], {b"b": b"2"}, 2)
    assert [TableState.FOLLOWS, TableState.FOLLOWS] == [
        each.found for each in asyncio.run(table_standings(own, tables_on_disk(own)))
    ]
    assert [(Rating.OK, "2 on this disk, none ahead of its changelog or of another log")] == _told(own)
    written(dedup[2], {b"b": b"2", b"c": b"3", b"d": b"4"}, 4)
    written(dedup[3], {b"a": b"1"}, 0)
    written(folders(own, "versions")[2], {b"b": b"another"}, 1)
    found = {
        each.table.path.name: (each.found, each.end)
        for each in asyncio.run(table_standings(own, tables_on_disk(own)))
    }
    assert found == {
        "dedup-0.db": (TableState.FOLLOWS, 4),
        "dedup-1.db": (TableState.FOLLOWS, 4),
        "dedup-2.db": (TableState.AHEAD, 4),
        "dedup-3.db": (TableState.AHEAD, 0),
        "versions-2.db": (TableState.OTHER, 4),
    }
    assert [Rating.WARNING] * 3 == [verdict for verdict, _ in _told(own)]


def test_a_changelog_that_cannot_be_read_is_named(
    settings: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With place and codec: no table is put aside for it."""
    own = settings(partitions=1)
    asyncio.run(admin.create_missing(own))
    # Long enough for compression to pay: aiokafka sends a batch as it is where that is no longer.
    asyncio.run(logged(own, {TopicPartition(own.changelog, 0): [(b"a", bytes(10_000))] * 2}, "lz4"))
    written(folders(own, "dedup")[0], {b"a": bytes(10_000)}, 1)
    monkeypatch.setattr(codec, "cramjam", None)
    with pytest.raises(StopError, match=r"offset 1: the batch, compressed with lz4, cannot be read"):
        asyncio.run(table_standings(own, tables_on_disk(own)))


def _told(settings: Settings) -> list[tuple[Rating, str]]:
    return [(line.verdict, line.said) for line in asyncio.run(own_tables.examine_tables(settings))]
