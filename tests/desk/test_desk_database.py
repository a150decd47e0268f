from __future__ import annotations

import random
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stream.desk import desk_database
from stream.desk.desk_database import DeskDatabase, TopicRecord
from stream.desk.desk_rows import milliseconds, row_number
from stream.desk.desk_tables import connect
from stream.model.articles import Stream
from tests.desk.conftest import client
from tests.desk.making import arrival, article, copy_of, notice

TABLES = (
    "article",
    "came",
    "followed",
    "notice",
    "story",
    "outlet",
    "merge",
    "alias",
    "event",
    "facet",
    "thread_move",
    "words",
    "words_unspaced",
)


def content(path: Path) -> dict[str, list[Any]]:
    """All rows of all tables but the offsets, in one order."""
    connection = connect(path)
    found = {}
    for name in TABLES:
        number = "rowid, " if name.startswith("words") else ""
        rows = connection.execute(f"SELECT {number}* FROM {name}").fetchall()  # noqa: S608 - our own names
        found[name] = sorted(rows, key=repr)
    connection.close()
    return found


def built(arrivals: list[TopicRecord], sizes: int = 50) -> dict[str, list[Any]]:
    """What the database holds after records in batches of a size."""
    with tempfile.TemporaryDirectory() as name:
        database = DeskDatabase(Path(name))
        for at in range(0, len(arrivals), sizes):
            database.apply(arrivals[at : at + sizes])
        found = content(database.path)
        database.close()
    return found


def moved(thread: str, stories: list[str], received: str) -> dict[str, Any]:
    """A notice of threads."""
    return notice(
        "thread_merge",
        story_id=stories[0],
        thread_id=thread,
        from_thread="t0",
        stories=stories,
        received=received,
    )


def test_articles_of_one_millisecond_are_all_kept() -> None:
    """Whose ids share the bits that a row's number has of them, too."""
    numbers: dict[int, str] = {}
    one = next(
        (numbers[number], name)
        for name in (f"n{count}" for count in range(100_000))
        if numbers.setdefault(number := row_number(1_773_700_000_000, name), name) != name
    )
    feed = [
        arrival(Stream.ENRICHED, article(name, received="2026-03-16T22:26:40Z"), offset)
        for offset, name in enumerate(one)
    ]
    for arrivals in (feed, feed[::-1], feed * 2):
        found = built(arrivals)
        assert sorted(one) == sorted(row[0] for row in found["article"])
        assert len(found["words"]) == len(one)


class TestThreads:
    """A story is in the thread that was told last."""

    def thread_of(self, path: Path) -> dict[str, str]:
        """The thread of each story."""
        connection = connect(path)
        found = dict(connection.execute("SELECT story, thread FROM story").fetchall())
        connection.close()
        return found

    def test_a_notice_moves_stories_until_an_article_says_otherwise(self, tmp_path: Path) -> None:
        """And makes no story of its own where none is known."""
        database = DeskDatabase(tmp_path)
        database.apply(
            [
                arrival(Stream.ENRICHED, article("a1", thread_id="t1")),
                arrival(Stream.ENRICHED, article("a2", story_id="s2", thread_id="t2")),
                arrival(Stream.NOTICES, moved("t2", ["s1", "s9"], "2026-03-17T08:30:00Z")),
            ]
        )
        assert {"s1": "t2", "s2": "t2"} == self.thread_of(database.path)
        later = article(
            "a3", verdict="update", thread_id="t3", received="2026-03-17T09:00:00Z", headline="Later"
        )
        database.apply([arrival(Stream.ENRICHED, later)])
        database.close()
        assert {"s1": "t3", "s2": "t2"} == self.thread_of(database.path)

    def test_the_wire_and_a_story_lead_to_the_others(self, tmp_path: Path) -> None:
        """With their number; the wire of a thread has its stories alone."""
        database = DeskDatabase(tmp_path)
        database.apply(
            [
                arrival(
                    Stream.ENRICHED, article(f"a{n}", story_id=f"s{n}", thread_id="t1" if n < 3 else f"t{n}")
                )
                for n in range(5)
            ]
        )
        database.close()
        pages = client(tmp_path)
        assert 3 == pages.get("/").text.count(">thread of 3</a>")
        assert 3 == pages.get("/?thread=t1").text.count('<li class="row')
        page = pages.get("/story/s1").text
        assert [True, True, False] == [f'href="/story/{name}"' in page for name in ("s0", "s2", "s3")]


class TestEveryInterleaving:
    """Topics overtake each other, and a worker that is started again sends a batch twice."""

    @settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(seed=st.integers(0, 2**32), size=st.sampled_from([40, 400]))
    def test_the_day_gives_the_same_database(
        self, arrivals: tuple[TopicRecord, ...], day_folder: Path, seed: int, size: int
    ) -> None:
        """In any order, with a third of the records twice, in batches of any size."""
        mixed = [*arrivals, *arrivals[seed % 3 :: 3]]
        random.Random(seed).shuffle(mixed)  # noqa: S311 - an order, no secret
        assert content(day_folder / desk_database.FILE) == built(mixed, size)

    @settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_merges_and_moved_origins_too(self, data: st.DataObject) -> None:
        """A merge before its stories, an origin that moves, a kill before its original, two records of one article."""
        origin = {"article_id": "a2", "uri": "urn:x:a2", "agency": "Corvus"}
        records = [
            arrival(Stream.ENRICHED, article("a1", source="Coast Herald", received="2026-03-17T07:00:00Z")),
            arrival(
                Stream.COPIES, copy_of("a2", "a1", source="Corvus Press", received="2026-03-17T08:00:00Z")
            ),
            arrival(Stream.ENRICHED, article("a3", story_id="s2", received="2026-03-17T06:00:00Z")),
            arrival(
                Stream.ENRICHED,
                article("a3", story_id="s2", embargo="released", headline="Released", thread_id="t1"),
            ),
            # The same article as another outlet's copy, hours later: its sums are elsewhere.
            arrival(
                Stream.COPIES,
                copy_of(
                    "a3", "a1", embargo="released", received="2026-03-17T22:00:00Z", changes={"delay": 7200}
                ),
            ),
            arrival(Stream.NOTICES, notice("merge", merged=["s2"])),
            arrival(Stream.NOTICES, notice("merge", story_id="s3", merged=["s1"])),
            arrival(Stream.NOTICES, notice("origin", origin=origin)),
            arrival(Stream.NOTICES, moved("t2", ["s1", "s2"], "2026-03-17T08:30:00Z")),
            arrival(Stream.NOTICES, moved("t1", ["s2"], "2026-03-17T08:40:00Z")),
            arrival(Stream.NOTICES, notice("kill", versions=["a2"], received="2026-03-17T05:00:00Z")),
            # A page that carried what a correction named has its next version in another story, and is taken back in a third.
            arrival(Stream.NOTICES, notice("correction", versions=["a1"], received="2026-03-17T10:00:00Z")),
            arrival(Stream.COPIES, copy_of("c1", "a1", uri="urn:x:page", received="2026-03-17T09:00:00Z")),
            arrival(
                Stream.ENRICHED,
                article(
                    "c2",
                    story_id="s7",
                    source="Daily Mercury",
                    uri="urn:x:page",
                    received="2026-03-17T12:00:00Z",
                ),
            ),
            arrival(
                Stream.NOTICES,
                notice(
                    "kill",
                    story_id="s8",
                    source="Daily Mercury",
                    uri="urn:x:page",
                    received="2026-03-17T11:00:00Z",
                ),
            ),
        ]
        order = data.draw(
            st.permutations([*records, *data.draw(st.lists(st.sampled_from(records), max_size=4))])
        )
        assert built(records, 1) == built(list(order), data.draw(st.integers(1, 9)))


class TestOffsets:
    """How far a topic is read stands in the transaction of its rows."""

    def test_rows_and_offsets_are_written_together(self, tmp_path: Path) -> None:
        """The next start goes on behind the last record of each partition."""
        database = DeskDatabase(tmp_path)
        database.apply(
            [arrival(Stream.ENRICHED, article("a1"), 4), arrival(Stream.NOTICES, notice("hold"), 8)]
        )
        database.close()
        assert {("enriched", 0): 5, ("notices", 0): 9} == DeskDatabase(tmp_path).offsets()

    def test_a_batch_that_fails_leaves_nothing(self, tmp_path: Path) -> None:
        """Neither rows nor offsets: it is read again."""
        database = DeskDatabase(tmp_path)
        with pytest.raises(AttributeError):
            database.apply([arrival(Stream.ENRICHED, article("a1")), None])  # type: ignore[list-item] # a fault of ours
        assert {} == database.offsets()
        assert [] == content(database.path)["article"]

    def test_what_is_no_record_is_counted_and_passed(self, tmp_path: Path) -> None:
        """The desk does not stop at a record of another version of this program; it says that there was one."""
        database = DeskDatabase(tmp_path)
        records = [TopicRecord(Stream.ENRICHED, b"{", 0, 0), TopicRecord(Stream.COPIES, b'{"uri":1}', 0, 0)]
        applied = database.apply([*records, arrival(Stream.ENRICHED, article("a1"), 1)])
        assert (2, ("s1",)) == (applied.unreadable, applied.stories)


def test_what_is_too_old_is_forgotten(tmp_path: Path) -> None:
    """By the time that the feed received it, with its words; a story without articles and notices is gone."""
    database = DeskDatabase(tmp_path)
    old = article("a1", received="2026-01-01T00:00:00Z")
    database.apply([arrival(Stream.ENRICHED, old), arrival(Stream.ENRICHED, article("a2", story_id="s2"))])
    assert 1 == database.forget(1_772_000_000_000)
    rows = content(database.path)
    assert [1, 1, 1] == [len(rows[name]) for name in ("article", "story", "words")]


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_left_after_forgetting_is_as_read_anew(data: st.DataObject) -> None:
    """The sums of what came and the pages that followed are those of the records that are kept, forgotten at whatever minute."""
    records = []
    for hour in range(6, 12):
        own = {"story_id": f"s{hour}", "received": f"2026-03-17T{hour:02d}:00:00Z"}
        page = {"story_id": f"s{hour}", "uri": f"urn:x:page{hour % 3}"}
        records += [
            (Stream.ENRICHED, article(f"a{hour}", **own)),
            (Stream.COPIES, copy_of(f"c{hour}", f"a{hour}", **page, received=f"2026-03-17T{hour:02d}:10:00Z")),
            (Stream.NOTICES, notice("correction", versions=[f"a{hour}"], **{**own, "received": f"2026-03-17T{hour:02d}:20:00Z"})),
        ]  # fmt: skip
    minute = data.draw(st.integers(0, 6 * 60))
    before = 1_773_727_200_000 + minute * 60_000  # counted from 06:00
    kept = [each for each in records if milliseconds(each[1]["received"]) >= before]
    order = data.draw(st.permutations(records))
    with tempfile.TemporaryDirectory() as name:
        database = DeskDatabase(Path(name))
        for stream, record in order:
            database.apply([arrival(stream, record)])
        database.forget(before)
        left = content(database.path)
        database.close()
    anew = built([arrival(*each) for each in kept])
    assert [anew[name] for name in ("came", "followed")] == [left[name] for name in ("came", "followed")]


@pytest.mark.parametrize(
    "ask",
    [
        DeskDatabase.newest,
        DeskDatabase.offsets,
        DeskDatabase.last_records,
        lambda each: each.forget(0),
        lambda each: each.apply([]),
    ],
    ids=["newest", "offsets", "last records", "forget", "apply"],
)
def test_nothing_is_asked_while_the_file_is_closed(
    ask: Callable[[DeskDatabase], Any], tmp_path: Path
) -> None:
    """A reader's thread that goes on after the reader was cancelled waits for who has the file: SQLite crashes if it does not."""
    database = DeskDatabase(tmp_path)
    ended = threading.Event()

    def run() -> None:
        ask(database)
        ended.set()

    thread = threading.Thread(target=run)
    with database._busy:  # noqa: SLF001 - what is held while the file is closed
        thread.start()
        assert not ended.wait(0.2)
    thread.join()
    assert ended.is_set()
    database.close()
