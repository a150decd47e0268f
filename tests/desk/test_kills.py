from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from stream.config.settings import Settings
from stream.desk.desk_database import DeskDatabase, TopicRecord
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
