"""What came in a time is the same added up of sums as counted article by article."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.desk.came_sums import (
    ARTICLE,
    BITS,
    LEVELS,
    QUARTER,
    CameSum,
    CameTally,
    SummedArticle,
    came,
    delay_step,
    last_seen,
)
from stream.desk.desk_database import DeskDatabase
from stream.desk.desk_rows import first_number
from stream.desk.desk_tables import connect, prepared
from stream.model.articles import Stream
from tests.desk.making import arrival, article, copy_of

NOON = 1_773_748_800_000  # 2026-03-17T12:00:00Z
LONGEST = QUARTER << BITS * (LEVELS - 1)

articles = st.builds(
    SummedArticle,
    source=st.sampled_from(["Post", "Herald", "Lantern Wire"]),
    received=st.integers(NOON - 3 * LONGEST, NOON),
    verdict=st.sampled_from(["copy", "original", "update"]),
    agency=st.sampled_from(["", "Lantern Wire", "Corvus"]),
    own_headline=st.integers(0, 1),
    cut=st.integers(0, 3),
    added=st.integers(0, 3),
    delay=st.none() | st.integers(-600, 900_000),
)


def counted(held: list[SummedArticle]) -> dict[str, CameSum]:
    """The sums of articles one by one."""
    found: dict[str, CameSum] = {}
    for each in held:
        found.setdefault(each.source, CameSum()).count(each)
    return found


@given(st.lists(articles, max_size=60), st.data())
def test_any_time_is_added_up_of_its_sums(held: list[SummedArticle], data: st.DataObject) -> None:
    """From any whole quarter to the present, of all sources and of one; articles that are no more are in no sum."""
    gone = data.draw(st.sets(st.sampled_from(range(len(held))))) if held else set()
    since = data.draw(st.integers((NOON - 3 * LONGEST) // QUARTER, NOON // QUARTER)) * QUARTER
    with tempfile.TemporaryDirectory() as name:
        connection = prepared(Path(name) / "desk.sqlite")
        half = len(held) // 2
        for part in (held[:half], held[half:]):
            tally = CameTally()
            for each in part:
                tally.count(each)
            tally.write(connection)
        tally = CameTally()
        for place in gone:
            tally.count(held[place], -1)
        tally.write(connection)
        left = [each for place, each in enumerate(held) if place not in gone]
        inside = [each for each in left if each.received >= since]
        assert counted(inside) == came(connection, since)
        assert counted([each for each in inside if each.source == "Post"]) == came(connection, since, "Post")
        (rows,) = connection.execute("SELECT count(*) FROM came").fetchone()
        assert rows == sum(
            len({(each.received // QUARTER >> BITS * level, each.source) for each in left})
            for level in range(LEVELS)
        )
        connection.close()


def test_a_time_begins_within_its_first_quarter(tmp_path: Path) -> None:
    """There articles are looked at one by one; forgotten ones are in no figure."""
    database = DeskDatabase(tmp_path)
    times = ("2026-03-17T11:46:00Z", "2026-03-17T11:50:00Z", "2026-03-17T12:00:00Z")
    database.apply(
        [
            arrival(Stream.COPIES, copy_of(f"c{number}", "a1", received=time, changes={"delay": 60 * number}))
            for number, time in enumerate(times)
        ]
        + [arrival(Stream.ENRICHED, article("a1"))]
    )
    with connect(database.path) as connection:
        minute = NOON - 12 * 60_000
        assert 2 == came(connection, minute)["Daily Mercury"].articles
        assert 3 == came(connection, minute - 120_000)["Daily Mercury"].articles
        assert {"Daily Mercury": NOON, "Lantern Wire": 1_773_734_400_000} == last_seen(
            connection, ["Daily Mercury", "Lantern Wire", "Nobody"]
        )
    database.forget(minute)
    with connect(database.path) as connection:
        held = [SummedArticle(*row) for row in connection.execute(f"SELECT {ARTICLE} FROM article")]  # noqa: S608 - our own names
        assert 2 == len(held)
        assert counted(held) == came(connection, 0)
        assert (
            0
            == connection.execute(
                "SELECT count(*) FROM article WHERE number < ?", (first_number(minute),)
            ).fetchone()[0]
        )
    database.close()


@pytest.mark.parametrize("seconds", [0, 59, 60, 3_839, 3_840, 7_000, 86_399, 900_000, -60, -5_000])
def test_a_delay_is_counted_to_the_minute_or_a_sixtieth(seconds: int) -> None:
    """What it is counted under is not farther from it than that."""
    minutes = abs(seconds) / 60
    assert abs(abs(int(delay_step(seconds))) - minutes) <= max(1, minutes / 60)
    assert (seconds <= -60) == (int(delay_step(seconds)) < 0)


@given(st.lists(st.integers(0, 63), min_size=1))
def test_the_median_of_counted_delays(minutes: list[int]) -> None:
    """Is that of the delays themselves, where they are counted to the minute."""
    held = CameSum()
    for each in minutes:
        held.count(SummedArticle("Post", NOON, "copy", "", 0, 0, 0, each * 60))
    assert round(median(minutes) * 60) == held.delay
