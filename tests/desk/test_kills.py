from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from stream.config.settings import Settings
from stream.desk.desk_database import DeskDatabase, TopicRecord
from stream.desk.desk_tables import connect
from tests.desk.kill_run import run, story
from tests.desk.test_desk_database import content


@pytest.mark.broker
@pytest.mark.alone
@pytest.mark.once
def test_a_desk_that_is_killed_is_as_one_rebuilt(embedded: str, tmp_path: Path) -> None:
    """Row for row, with nothing missing and nothing twice; `python -m tests.desk.kill_run --kills 20` is the long one."""
    settings = Settings(
        broker=embedded, topic_prefix="killed-desk", partitions=2, desk_dir=tmp_path / "killed"
    )
    found = run(2, 7, settings, tmp_path)
    assert found.sent == found.read > 0
    assert found.differing == {}


def numbered(records: Sequence[TopicRecord]) -> list[TopicRecord]:
    """With the offsets that they have on their topics."""
    ends: dict[str, int] = {}
    found = []
    for each in records:
        at = ends.get(each.stream.value, 0)
        ends[each.stream.value] = at + 1
        found.append(replace(each, offset=at))
    return found


IN_ONE = numbered([each for number in (0, 5) for each in story(number)])  # both are killed
BATCHES = [[each] for each in IN_ONE]


class Killing(Sequence[TopicRecord]):
    """Records of one batch; the process is killed when one of them is taken."""

    def __init__(self, records: Sequence[TopicRecord], at: int) -> None:
        self._records = records
        self._at = at

    def __getitem__(self, at: int) -> TopicRecord:  # type: ignore[override] # no slices
        if at == self._at:
            os.kill(os.getpid(), signal.SIGKILL)
        return self._records[at]

    def __len__(self) -> int:
        return len(self._records)


def applied_until(folder: str, done: int, within: int | None) -> None:
    """What a desk does until it is killed: so many transactions, then none, or the records of another one up to `within`."""
    database = DeskDatabase(Path(folder))
    for batch in BATCHES[:done]:
        database.apply(batch)
    if within is not None:
        database.apply(Killing(IN_ONE[done:], within))
    os.kill(os.getpid(), signal.SIGKILL)


GAPS = [(done, None) for done in range(len(BATCHES) + 1)] + [(0, 0), (0, 5), (3, 1), (3, len(IN_ONE) - 4)]


@pytest.mark.parametrize(("done", "within"), GAPS)
def test_a_kill_at_any_gap_loses_and_doubles_nothing(tmp_path: Path, done: int, within: int | None) -> None:
    """After any transaction, before the first, and inside of one: what is read on from the offsets gives the same database."""
    process = multiprocessing.get_context("spawn").Process(
        target=applied_until, args=(str(tmp_path / "killed"), done, within)
    )
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    database = DeskDatabase(tmp_path / "killed")
    following = database.offsets()
    assert sum(following.values()) == done
    database.apply(
        [each for each in IN_ONE if each.offset >= following.get((each.stream.value, each.partition), 0)]
    )
    database.close()
    whole = DeskDatabase(tmp_path / "whole")
    whole.apply(IN_ONE)
    whole.close()
    assert content(database.path) == content(whole.path)
    assert database_offsets(database.path) == database_offsets(whole.path)


def database_offsets(path: Path) -> list[list[tuple[object, ...]]]:
    """How far a database's topics are read, and the last record of each."""
    with closing(connect(path)) as connection:
        return [
            connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608 - our own names
            for table in ("topic", "topic_last")
        ]


def test_a_database_is_closed_behind_what_is_being_written(tmp_path: Path) -> None:
    """A reader that is cancelled leaves its thread writing: what that began is there whole, and nothing is pulled from under it."""
    database, begun = DeskDatabase(tmp_path), threading.Event()
    records = [each for number in range(30) for each in story(number)]

    class Slow(Sequence[TopicRecord]):
        """Tells when its first record is taken."""

        def __getitem__(self, at: int) -> TopicRecord:  # type: ignore[override] # no slices
            begun.set()
            return records[at]

        def __len__(self) -> int:
            return len(records)

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(database.apply, Slow())
        assert begun.wait(60)
        database.close()
        assert len(writing.result().stories) == 30
    assert len(content(database.path)["story"]) == 30
