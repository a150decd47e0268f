from __future__ import annotations

from pathlib import Path

import pytest

from stream.config.settings import Settings
from stream.doctor.disk import ARTICLE_BYTES, LEAST_BYTES, Room, disk_line, measure_room, wanted_bytes
from stream.doctor.lines import Rating

GB = 10**9


def test_a_folder_is_measured_and_left_as_it_was(tmp_path: Path) -> None:
    """What is in it counts as the table; nothing is left of the probe."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "000001.sst").write_bytes(bytes(1000))
    room = measure_room(tmp_path / "data")
    assert (1000, "") == (room.used, room.refused)
    assert room.free > 0
    assert ["000001.sst"] == [each.name for each in (tmp_path / "data").iterdir()]


def test_a_folder_that_is_not_there_yet_is_not_made(tmp_path: Path) -> None:
    """The disk that it will be on is looked at."""
    assert "" == measure_room(tmp_path / "a" / "b").refused
    assert [] == list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_says_why() -> None:
    """Even root makes no files in /proc."""
    room = measure_room(Path("/proc/newswire"))
    assert room.refused
    line = disk_line(room, None)
    assert Rating.ERROR is line.verdict
    assert "NEWSWIRE_DATA_DIR=/proc/newswire cannot be written" in line.said


@pytest.mark.parametrize(
    ("free", "used", "wanted", "verdict", "said"),
    [
        (80 * GB, 0, None, Rating.OK, "can be written and has 80 GB free"),
        (80 * GB, 0, 5 * GB, Rating.OK, "has 80 GB free; the window comes to take 5 GB"),
        (2 * GB, 4 * GB, 5 * GB, Rating.OK, "has 2 GB free"),
        (
            2 * GB,
            2 * GB,
            5 * GB,
            Rating.WARNING,
            "has 2 GB free beside a table of 2 GB; at the feed's present rate",
        ),
        (LEAST_BYTES - 1, 0, None, Rating.ERROR, "has 134 MB free, RocksDB alone wants 134 MB"),
    ],
)
def test_room_is_held_against_what_is_wanted(
    free: int, used: int, wanted: int | None, verdict: Rating, said: str
) -> None:
    """What the table has already counts as room for it."""
    line = disk_line(Room(Path("data"), free, used, ""), wanted)
    assert (verdict, True) == (line.verdict, said in line.said), line


def test_a_full_disk_says_so_and_what_is_free() -> None:
    """The system's own words, and that nothing is left; room for the table does not matter then."""
    line = disk_line(Room(Path("data"), 0, 5 * GB, "No space left on device"), GB)
    assert Rating.ERROR is line.verdict
    assert "NEWSWIRE_DATA_DIR=data cannot be written: No space left on device (0 B free)" == line.said


def test_what_is_wanted_follows_from_the_feed_and_the_window() -> None:
    """The raw topic keeps a week: 70 records are ten a day, for fourteen days."""
    assert 140 * ARTICLE_BYTES == wanted_bytes(Settings(window_days=14), 70)
    assert 10 * ARTICLE_BYTES == wanted_bytes(Settings(window_days=1, topic_prefix="desk"), 70)
