"""The tables on a worker's disk: found, judged against a log, put aside."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import TopicPartition
from faust.stores.rocksdb import Store
from rocksdict import Options, Rdict

from stream.config.settings import Settings
from stream.doctor import own_tables
from stream.doctor.lines import Rating
from stream.worker.app import create_app
from stream.worker.tables import editions, shard
from stream.worker.tables.standing import (
    OF_NO_USE,
    OFFSET_KEY,
    TABLE_NAMES,
    OnDisk,
    TableStanding,
    TableState,
    aside,
    folders,
    put_aside,
    table_state,
    tables_on_disk,
)

NOW = datetime(2026, 3, 17, 8, 15, tzinfo=UTC)
ROWS = {b"00000/000000000000000/aa": b"first", b"00000/000000000000004/aa": b"second"}
HOLDS_IT_OPEN = "import sys\nfrom rocksdict import *\nheld = Rdict(sys.argv[1], Options(raw_mode=True))\nprint(flush=True)\ninput()"


def written(path: Path, rows: dict[bytes, bytes], offset: int | None) -> None:
    """A table as Faust keeps it: rows, and the offset that it has come to."""
    path.parent.mkdir(parents=True, exist_ok=True)
    database: Any = Rdict(str(path), Options(raw_mode=True))
    for key, value in rows.items():
        database[key] = value
    if offset is not None:
        database[OFFSET_KEY] = str(offset).encode()
    database.close()


@pytest.fixture
def own(tmp_path: Path) -> Settings:
    """Settings with a data folder of their own."""
    return Settings(data_dir=tmp_path / "data", partitions=2)


def test_names_and_places_are_those_of_the_agents_and_of_faust(own: Settings) -> None:
    """They are asked for before there is a Faust to ask."""
    own.data_dir.mkdir()
    app: Any = create_app(own)
    assert Store.offset_key == OFFSET_KEY
    assert (shard.DEDUP_TABLE, editions.VERSIONS_TABLE) == TABLE_NAMES
    for table in TABLE_NAMES:
        paths = {partition: app.tables[table].data.partition_path(partition) for partition in range(2)}
        assert paths == folders(own, table)


def test_each_table_on_the_disk_is_found_with_how_far_it_has_come(own: Settings) -> None:
    """Of both tables; an empty folder is none, and one of more partitions than there are is nobody's."""
    dedup, versions = folders(own, "dedup"), folders(own, "versions")
    assert [] == tables_on_disk(own)
    written(dedup[0], ROWS, 1)
    written(versions[1], {}, None)
    dedup[1].mkdir()
    written(dedup[0].with_name("dedup-2.db"), ROWS, 1)
    assert [
        OnDisk(dedup[0], TopicPartition(own.changelog, 0), 1),
        OnDisk(versions[1], TopicPartition(own.versions_changelog, 1), None),
    ] == tables_on_disk(own)


@pytest.mark.parametrize(
    ("end", "record", "found"),
    [
        (0, None, TableState.AHEAD),
        (1, None, TableState.AHEAD),
        (2, (1, b"00000/000000000000004/aa", b"second"), TableState.FOLLOWS),
        (9, (1, b"00000/000000000000004/aa", b"second"), TableState.FOLLOWS),
        (9, (1, b"00000/000000000000001/bb", None), TableState.FOLLOWS),
        (2, (1, b"00000/000000000000004/aa", b"changed"), TableState.OTHER),
        (2, (1, b"00000/000000000000004/bb", b"second"), TableState.OTHER),
        (2, (1, b"00000/000000000000004/aa", None), TableState.OTHER),
        (9, (7, b"00000/000000000000009/aa", b"later"), TableState.UNTOLD),
    ],
)
def test_a_table_follows_the_log_that_has_its_row_at_its_offset(
    own: Settings, end: int, record: tuple[int, bytes, bytes | None] | None, found: TableState
) -> None:
    """A removal is a row that it has not; a log that ends at the table's offset or before is another, or lost its end."""
    written(folders(own, "dedup")[0], ROWS, 1)
    (table,) = tables_on_disk(own)
    told = (
        None
        if record is None
        else SimpleNamespace(**dict(zip(("offset", "key", "value"), record, strict=True)))
    )
    standing = table_state(table, end, told)
    assert TableStanding(table, found, end) == standing
    assert standing.said()


def test_a_table_at_its_first_row_is_ahead_of_an_empty_log(own: Settings) -> None:
    """Faust's own check takes an offset of 0 for none, and so the rows of another log for its own."""
    written(folders(own, "dedup")[0], ROWS, 0)
    (table,) = tables_on_disk(own)
    assert TableState.AHEAD is table_state(table, 0, None).found


def test_what_has_come_nowhere_follows_any_log(own: Settings) -> None:
    """It is read from the beginning."""
    written(folders(own, "dedup")[0], {}, None)
    (table,) = tables_on_disk(own)
    assert TableState.FOLLOWS is table_state(table, 0, None).found


def test_one_that_went_on_meanwhile_follows(own: Settings) -> None:
    """A worker is at work on it: what it was looked at for is no longer so."""
    written(folders(own, "dedup")[0], ROWS, 1)
    (table,) = tables_on_disk(own)
    written(table.path, {}, 2)
    assert (
        TableState.FOLLOWS
        is table_state(table, 9, SimpleNamespace(offset=1, key=b"gone", value=b"by now")).found
    )


def test_a_damaged_one_is_of_no_use(own: Settings) -> None:
    """RocksDB would refuse it at every start, and the changelog has all of it."""
    written(folders(own, "versions")[0], ROWS, 1)
    (path,) = folders(own, "versions")[0].glob("MANIFEST-*")
    path.write_bytes(b"\xff" * 200)
    (table,) = tables_on_disk(own)
    assert TableState.DAMAGED is table_state(table, 2, None).found
    assert TableState.DAMAGED in OF_NO_USE


def test_put_aside_it_keeps_its_rows_under_another_name_and_leaves_its_place(own: Settings) -> None:
    """Two in the same second have two names."""
    path = folders(own, "dedup")[0]
    for _ in range(2):
        written(path, ROWS, 1)
        (table,) = tables_on_disk(own)
        new = put_aside(TableStanding(table, TableState.AHEAD, 0), NOW)
        assert new is not None
        assert not path.exists()
        database: Any = Rdict(str(new), Options(raw_mode=True))
        assert ROWS.items() <= dict(database.items()).items()
        database.close()
    assert ["dedup-0.db.aside-20260317T081500Z", "dedup-0.db.aside-20260317T081500Z-2"] == [
        each.name for each in aside(own)
    ]
    assert [] == tables_on_disk(own)


def test_one_that_a_worker_has_open_is_left_alone(own: Settings) -> None:
    """Two workers may share a data folder, each at its partitions."""
    path = folders(own, "dedup")[0]
    written(path, ROWS, 1)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS_IT_OPEN, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        (table,) = tables_on_disk(own)
        assert put_aside(TableStanding(table, TableState.AHEAD, 0), NOW) is None
        assert path.is_dir()
        other.communicate("\n")
    assert put_aside(TableStanding(table, TableState.AHEAD, 0), NOW) is not None


def test_the_doctor_names_each_that_a_worker_would_put_aside(own: Settings) -> None:
    """With both offsets; a worker can run, so it is no error. What was put aside before is counted."""
    table = OnDisk(folders(own, "dedup")[0], TopicPartition(own.changelog, 0), 41)
    (line,) = own_tables.own_tables_line(
        [TableStanding(table, TableState.FOLLOWS, 42), TableStanding(table, TableState.AHEAD, 7)], 0
    )
    assert Rating.WARNING is line.verdict
    said = f"{table.path}: it has come to offset 41, and newswire-dedup-changelog 0 ends before 7"
    assert said == line.said
    assert "puts it aside and rebuilds it" in line.way_out
    (line,) = own_tables.own_tables_line([TableStanding(table, TableState.FOLLOWS, 42)], 3)
    assert (Rating.OK, True) == (line.verdict, line.said.endswith("; 3 put aside before may be deleted"))
