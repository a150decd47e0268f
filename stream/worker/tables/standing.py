"""Compares the tables on a worker's own disk with their changelogs, and puts aside those that do not belong to them any more.

A table on disk is what its changelog came to, up to an offset that Faust keeps in it: recovery reads on from there. Where
the changelog was made anew since (a broker that holds all in memory, a topic deleted, another broker or group with the
same data folder), or lost its end, the table holds what no log says. Faust stops at one that is ahead of its changelog,
at every start; one that is not ahead, of a log that has grown again, it would take for true.

Whether it is the same log is seen at the offset itself: the record there must be the row that the table has. Where
compaction has taken that record away nothing can be said, and the table is kept.
"""

from __future__ import annotations

import asyncio
import fcntl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain, count
from pathlib import Path
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError
from rocksdict import AccessType, Options, Rdict

from stream.config.settings import Settings
from stream.kafka.compression import TRIES as UNREADABLE_TRIES
from stream.kafka.compression import note_unreadable
from stream.kafka.connection import client_options
from stream.model.errors import StopError

TABLE_NAMES: Final = ("dedup", "versions")  # what the agents name them
OFFSET_KEY: Final = b"__faust\0offset__"  # where Faust keeps how far a table has come
ASIDE: Final = ".aside-"  # between a table's name and when it was put aside
# A row is at most a few megabytes, and the broker has just answered: whoever waits longer reports it.
READ_SECONDS: Final = 15.0
TRIES: Final = 3


class TableState(StrEnum):
    """How a table stands; of one that is untold it is not known whether it follows."""

    FOLLOWS = "follows"
    AHEAD = "ahead"
    OTHER = "other"
    DAMAGED = "damaged"
    UNTOLD = "untold"


OF_NO_USE: Final = frozenset({TableState.AHEAD, TableState.OTHER, TableState.DAMAGED})


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A partition of a table: its folder, its changelog, the offset that it has come to (None: nowhere), and faults."""

    path: Path
    changelog: TopicPartition
    offset: int | None
    damage: str = ""


@dataclass(frozen=True, slots=True)
class TableStanding:
    """How a table on disk stands to its changelog, which ends before `end`."""

    table: OnDisk
    found: TableState
    end: int

    def said(self) -> str:
        """It in words, for a person."""
        topic, partition = self.table.changelog
        log = f"{topic} {partition}"
        match self.found:
            case TableState.AHEAD:
                ends = f"ends before {self.end}" if self.end else "is empty"
                return f"it has come to offset {self.table.offset}, and {log} {ends}"
            case TableState.OTHER:
                return f"the record at offset {self.table.offset} of {log} is not the row that it has"
            case TableState.DAMAGED:
                return f"it cannot be opened: {self.table.damage}"
            case TableState.UNTOLD:
                return f"the record at offset {self.table.offset} of {log} is compacted away: taken for the same log"
        return f"it follows {log}"


def folders(settings: Settings, table: str) -> dict[int, Path]:
    """Where Faust keeps the table of each partition, known before Faust has started."""
    folder = settings.data_dir / "v1" / "tables"
    return {partition: folder / f"{table}-{partition}.db" for partition in range(settings.partitions)}


def tables_on_disk(settings: Settings) -> list[OnDisk]:
    """Every table on this disk; it is read only, and a worker may be at work on it."""
    found = []
    for table, changelog in zip(TABLE_NAMES, (settings.changelog, settings.versions_changelog), strict=True):
        for partition, path in folders(settings, table).items():
            if (path / "CURRENT").exists():  # else RocksDB makes it
                found.append(_looked_at(path, TopicPartition(changelog, partition)))
    return found


async def table_standings(settings: Settings, tables: list[OnDisk]) -> list[TableStanding]:
    """Hold tables against their changelogs, which must exist. The tables are looked at first: a worker goes on writing.

    Raises:
        StopError: the broker went away, or does not answer, or a batch of a changelog cannot be decompressed.
    """
    if not any(table.offset is not None for table in tables):
        return [table_state(table, 0, None) for table in tables]
    consumer: Any = AIOKafkaConsumer(
        client_id="newswire-standing",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=settings.max_record_bytes,
        **client_options(settings),
    )
    try:
        await consumer.start()
        ends = await consumer.end_offsets([table.changelog for table in tables])
        wanted = {
            table.changelog: table.offset
            for table in tables
            if table.offset is not None and table.offset < ends[table.changelog]
        }
        records = await _first_records(consumer, wanted)
    except (KafkaError, OSError, TimeoutError) as error:
        said = str(error) or f"no answer within {READ_SECONDS:g} s"
        msg = f"the broker at {settings.broker} did not tell the ends of the changelogs: {type(error).__name__}: {said}"
        raise StopError(msg) from error
    finally:
        await consumer.stop()
    return [table_state(table, ends[table.changelog], records.get(table.changelog)) for table in tables]


def put_aside(standing: TableStanding, now: datetime) -> Path | None:
    """Rename a table that no longer follows, so that it is rebuilt from its changelog; the new path.

    None, and nothing is done, where a worker is at work on it.

    Raises:
        StopError: it cannot be renamed.
    """
    path = standing.table.path
    try:
        with _locked(path) as ours:
            return path.rename(_free_name(path, now)) if ours else None
    except OSError as error:
        msg = (
            f"{path} must be put aside ({standing.said()}), and cannot be renamed: {error.strerror}. "
            "Let this user write NEWSWIRE_DATA_DIR, or name another: the table is rebuilt from its changelog."
        )
        raise StopError(msg) from error


def aside(settings: Settings) -> list[Path]:
    """The tables that were put aside in the data folder."""
    return sorted((settings.data_dir / "v1" / "tables").glob(f"*.db{ASIDE}*"))


def _free_name(path: Path, now: datetime) -> Path:
    base = path.with_name(f"{path.name}{ASIDE}{now:%Y%m%dT%H%M%SZ}")
    names = chain((base,), (base.with_name(f"{base.name}-{number}") for number in count(2)))
    return next(name for name in names if not name.exists())


def _looked_at(path: Path, changelog: TopicPartition) -> OnDisk:
    for tries_left in reversed(range(TRIES)):
        try:
            with _opened(path) as database:
                offset = database.get(OFFSET_KEY)
        except Exception as error:
            if tries_left:  # a worker at work on it may be taking files away
                continue
            if "Corruption" in str(error):
                return OnDisk(path, changelog, None, str(error))
            # A missing permission or a failing disk: a rebuild does not mend it.
            msg = f"{path} cannot be read: {error}. See that this user may read NEWSWIRE_DATA_DIR, or name another."
            raise StopError(msg) from error
        break
    return OnDisk(path, changelog, None if offset is None else int(offset))


def table_state(table: OnDisk, end: int, record: Any) -> TableStanding:
    """How a table stands to a log that ends before `end`, given the log's first record from the table's offset on."""
    if table.damage:
        return TableStanding(table, TableState.DAMAGED, end)
    if table.offset is None:
        return TableStanding(table, TableState.FOLLOWS, end)
    if table.offset >= end:
        return TableStanding(table, TableState.AHEAD, end)
    if record is None or record.offset != table.offset:
        return TableStanding(table, TableState.UNTOLD, end)
    with _opened(table.path) as database:
        same = database.get(record.key) == record.value
        moved = (
            database.get(OFFSET_KEY) != str(table.offset).encode()
        )  # a worker is at work on it: so it follows
    return TableStanding(table, TableState.FOLLOWS if same or moved else TableState.OTHER, end)


async def _first_records(consumer: Any, wanted: Mapping[TopicPartition, int]) -> dict[TopicPartition, Any]:
    """The first record from an offset on, by partition; every log goes on beyond it."""
    found: dict[TopicPartition, Any] = {}
    if not wanted:
        return found
    consumer.assign(list(wanted))
    for place, offset in wanted.items():
        consumer.seek(place, offset)
    unreadable = note_unreadable(consumer)
    async with asyncio.timeout(READ_SECONDS):
        while missing := [place for place in wanted if place not in found]:
            got = await consumer.getmany(*missing, timeout_ms=200, max_records=1)
            found |= {place: records[0] for place, records in got.items() if records}
            consumer.pause(*got)
            for (topic, partition), each in unreadable.items():
                if each.tries >= UNREADABLE_TRIES:
                    msg = f"{each.said(topic, partition)}. {each.way_out(topic, partition, '')}"
                    raise StopError(msg)
    return found


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    database: Any = Rdict(str(path), Options(raw_mode=True), access_type=AccessType.read_only())
    try:
        yield database
    finally:
        database.close()


@contextmanager
def _locked(path: Path) -> Iterator[bool]:
    """Hold RocksDB's own lock on a table; False where another process has it."""
    with (path / "LOCK").open("a") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            ours = False
        else:
            ours = True
        yield ours
