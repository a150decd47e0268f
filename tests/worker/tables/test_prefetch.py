from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rocksdict import Options, Rdict

from stream.config.settings import Settings
from stream.dedup.journal.rows import encode_rows
from stream.dedup.stage import dedup
from stream.dedup.state.state import State
from stream.dedup.thresholds import DedupRules
from stream.model.outputs import Output
from stream.worker.app import create_app
from stream.worker.tables.prefetch import PrefetchedShard, ReadingAhead, databases
from stream.worker.tables.shard import DEDUP_TABLE, Shard, row_key, row_keys
from tests.dedup.harness import article
from tests.dedup.test_stage import log
from tests.dedup.texts import BRIDGE, HARVEST, STRIKE

PARTITION = 3
FEED = [
    article("urn:gull:1", source="Gull", body=BRIDGE),
    article("urn:harrow:1", source="Harrow", body=HARVEST),
    article("urn:lark:1", source="Lark", body=BRIDGE),
    article("urn:gull:1", source="Gull", version="2", body=HARVEST),
]
LATER = [
    article("urn:mole:1", source="Mole", body=STRIKE),
    article("urn:mole:2", source="Mole", body=HARVEST),
]


def opened(path: Path) -> Any:
    """The database of a partition, as Faust opens it."""
    return Rdict(str(path), Options(raw_mode=True))


def filled(path: Path) -> State:
    """A database with a row for each article of the feed; the state that decided them."""
    state, database = State(DedupRules()), opened(path)
    database.put(b"__faust\0offset__", b"4")
    for at, record in enumerate(log(FEED, frozenset())):
        ((data, _, _),) = encode_rows(dedup(state, (record,)).fresh, 10**6)
        database.put(row_key(PARTITION, at, "writer"), data)
    database.close()
    return state


def read(path: Path) -> PrefetchedShard | None:
    """What is read ahead of the one partition."""
    ahead = ReadingAhead(DedupRules())
    ahead.start({PARTITION: path, 4: path.with_name("missing.db")})
    return asyncio.run(ahead.pop(PARTITION, path))


def outputs(state: State) -> list[Output]:
    """What a state says of what comes later."""
    return dedup(state, log([*FEED, *LATER], frozenset())[len(FEED) :]).outputs


def test_what_was_read_ahead_decides_as_what_it_was_read_from(tmp_path: Path) -> None:
    """With the database as it was, the shard goes on where the worker before stopped."""
    live = filled(tmp_path / "3.db")
    ahead = read(tmp_path / "3.db")
    database = opened(tmp_path / "3.db")
    assert ahead is not None
    assert ahead.is_of(database)
    shard = ahead.up_to_date(None, database)
    assert shard is not None
    assert (len(FEED), len(FEED)) == (len(shard.rows), shard.next_decision)
    assert outputs(live) == outputs(shard.state)


def append(database: Any, keys: list[bytes]) -> None:
    """A later row."""
    database.put(row_key(PARTITION, len(keys), "writer"), database[keys[-1]])


def drop_first(database: Any, keys: list[bytes]) -> None:
    """The oldest row goes, as rows do when the window has passed over them."""
    database.delete(keys[0])


def drop_last(database: Any, keys: list[bytes]) -> None:
    """A row that was read is no longer there."""
    database.delete(keys[-1])


def squeeze_in(database: Any, keys: list[bytes]) -> None:
    """Another writer's row came in among those that were read."""
    database.put(row_key(PARTITION, 1, "zebra"), database[keys[1]])


def rename(database: Any, keys: list[bytes]) -> None:
    """Another writer's row stands in the place of one that was read."""
    database.put(row_key(PARTITION, 1, "zebra"), database[keys[1]])
    database.delete(keys[1])


@pytest.mark.parametrize(
    ("change", "held"),
    [(append, 4), (drop_first, 3), (drop_last, None), (squeeze_in, None), (rename, None)],
)
def test_only_the_same_rows_are_trusted(
    tmp_path: Path, change: Callable[[Any, list[bytes]], None], held: int | None
) -> None:
    """Rows that came behind and old ones that went are no harm; with any other change all is rebuilt."""
    filled(tmp_path / "3.db")
    ahead = read(tmp_path / "3.db")
    database = opened(tmp_path / "3.db")
    change(database, list(row_keys(database, PARTITION)))
    assert ahead is not None
    assert not ahead.is_of(database)
    shard = ahead.up_to_date(list(row_keys(database, PARTITION)), database)
    assert held == (None if shard is None else len(shard.rows))


def test_a_broken_database_is_left_to_the_rebuild(tmp_path: Path) -> None:
    """Nothing is read ahead of what cannot be read, nor of what is not there; nobody waits for it."""
    (tmp_path / "3.db").mkdir()
    (tmp_path / "3.db" / "CURRENT").write_text("nothing\n")
    assert read(tmp_path / "3.db") is None


def test_what_is_not_wanted_is_not_read(tmp_path: Path) -> None:
    """Once the worker knows its partitions, the others are left alone, those that were read too."""
    filled(tmp_path / "3.db")
    ahead = ReadingAhead(DedupRules())
    ahead.want([7])
    ahead.start({PARTITION: tmp_path / "3.db"})
    assert asyncio.run(ahead.pop(PARTITION, tmp_path / "3.db")) is None


def test_a_shard_is_taken_once(tmp_path: Path) -> None:
    """After the partition has gone and come back, its rows may be others: it is rebuilt."""
    filled(tmp_path / "3.db")
    ahead = ReadingAhead(DedupRules())
    ahead.start({PARTITION: tmp_path / "3.db"})
    assert isinstance(asyncio.run(ahead.pop(PARTITION, tmp_path / "3.db")), PrefetchedShard)
    assert asyncio.run(ahead.pop(PARTITION, tmp_path / "3.db")) is None


def test_shard_reads_decisions_where_the_table_is(tmp_path: Path) -> None:
    """Behind the handing over, decisions come from the table's own data: the other database is closed."""
    live = filled(tmp_path / "3.db")
    ahead = read(tmp_path / "3.db")
    database = opened(tmp_path / "3.db")
    assert ahead is not None
    shard = ahead.up_to_date(None, database)
    assert isinstance(shard, Shard)
    decisions = [live.archive.get(serial) for serial in range(live.serial)]
    assert decisions == [one for decision in decisions for one in shard.state.recall(decision.position)]


def test_another_database_is_not_taken_for_it(tmp_path: Path) -> None:
    """What was read elsewhere than where the table is now says nothing of it."""
    filled(tmp_path / "3.db")
    ahead = ReadingAhead(DedupRules())
    ahead.start({PARTITION: tmp_path / "3.db"})
    assert asyncio.run(ahead.pop(PARTITION, tmp_path / "other" / "3.db")) is None


def test_databases_are_where_faust_has_them(tmp_path: Path) -> None:
    """They are named before Faust is there, and are those that it opens then."""
    own = Settings(data_dir=tmp_path, partitions=3)
    table: Any = create_app(own).tables[DEDUP_TABLE]
    assert databases(own) == {partition: table.data.partition_path(partition) for partition in range(3)}


def test_stopped_it_has_nothing_and_no_thread(tmp_path: Path) -> None:
    """A worker that ends meanwhile leaves no thread behind in the database, and what it read is dropped."""
    filled(tmp_path / "3.db")
    ahead = ReadingAhead(DedupRules())
    ahead.start({PARTITION: tmp_path / "3.db"})
    ahead.stop()
    assert "reading-ahead" not in {thread.name for thread in threading.enumerate()}
    assert asyncio.run(ahead.pop(PARTITION, tmp_path / "3.db")) is None
