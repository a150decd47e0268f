"""The desk's database: SQLite in a folder, made of the output topics' records alone, with their offsets in the same transaction."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeVar

import orjson

from stream.desk.came_sums import ARTICLE, CameTally, SummedArticle
from stream.desk.counted_stories import FacetRow, change_facets, facet_rows, with_facets
from stream.desk.desk_rows import (
    WAITING,
    DeskArticle,
    DeskNotice,
    ThreadMove,
    first_number,
    is_waiting,
    row_of,
)
from stream.desk.desk_tables import columns_of, prepared, put_in_place, questions_of, transaction, values_of
from stream.desk.event_rows import EventRow, event_rows
from stream.desk.followed_pages import FollowedRow, followed_rows, waiting_stories
from stream.desk.outlet_rows import OutletRow
from stream.desk.stored_records import drop_texts, forget_words, index_words, packed, record_of
from stream.desk.story_rows import StoryRow, build
from stream.desk.topic_offsets import forget_offsets, last_records_of, note_offsets, offsets_of
from stream.model.articles import Stream
from stream.model.errors import RejectedError, StopError

FILE: Final = "desk.sqlite"
STEP: Final = 500  # articles of one step of forgetting, so that nobody waits for it
FoundRow = TypeVar("FoundRow", DeskArticle, DeskNotice, ThreadMove, StoryRow, OutletRow)


@dataclass(frozen=True, slots=True)
class TopicRecord:
    """A record as it came: of which stream, its bytes, and where it stands on the topic."""

    stream: Stream
    value: bytes
    partition: int = 0
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Applied:
    """What a batch did: the stories that changed, and how many records could not be read."""

    stories: tuple[str, ...]
    unreadable: int


class DeskDatabase:
    """The writer's side; there is one in a process, and its calls come one after the other.

    Args:
        folder: where the file lies; made where it is missing.
        drops: whether texts that are killed are not kept.

    Raises:
        StopError: the folder cannot be written, or this SQLite has no FTS5.
    """

    def __init__(self, folder: Path, *, drops: bool = False) -> None:
        self._drops = drops
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.path = folder / FILE
            # Who reads topics is cancelled while a thread still asks or writes: the file is closed behind that, never under
            # it, where SQLite would crash.
            self._busy = threading.Lock()
            self._connection = prepared(self.path)
        except (OSError, sqlite3.OperationalError) as error:
            msg = f"the desk's database in {folder}: {error}. Name a folder that can be written with NEWSWIRE_DESK_DIR, and a Python whose SQLite has FTS5."
            raise StopError(msg) from error

    def close(self) -> None:
        """Close the file."""
        with self._busy:
            self._connection.close()

    def take_the_place_of(self, other: Path) -> None:
        """Put this database in another's place, and go on there."""
        with self._busy:
            put_in_place(self._connection, self.path, other)
            self.path = other
            self._connection = prepared(other)

    def offsets(self) -> dict[tuple[str, int], int]:
        """The next offset to read, by stream and partition."""
        with self._busy:
            return offsets_of(self._connection)

    def last_records(self) -> dict[tuple[str, int], tuple[int, str]]:
        """The offset and the digest (`record_digest`) of the last record read, by stream and partition."""
        with self._busy:
            return last_records_of(self._connection)

    def apply(self, arrivals: Sequence[TopicRecord]) -> Applied:
        """Take records in, and note how far their topics are read, both or neither."""
        touched: set[str] = set()
        unreadable = 0
        came = CameTally()
        with self._busy, transaction(self._connection):
            for each in arrivals:
                try:
                    touched |= self._take(each, came)
                except RejectedError:
                    unreadable += 1
            came.write(self._connection)
            stories = self._rebuild(touched)
            read = (((each.stream.value, each.partition), each.offset, each.value) for each in arrivals)
            note_offsets(self._connection, read)
        return Applied(stories, unreadable)

    def reset(self, stream: str, partition: int) -> None:
        """Read a partition from its start again: the topic was made anew."""
        with self._busy, transaction(self._connection):
            forget_offsets(self._connection, (stream, partition))

    def newest(self) -> int:
        """When the newest article was received, in milliseconds since 1970; 0 without any."""
        with self._busy:
            found = self._connection.execute(
                "SELECT received FROM article ORDER BY number DESC LIMIT 1"
            ).fetchone()
        return int(found[0]) if found else 0

    def forget(self, before: int) -> int:
        """Forget articles and notices received before a time (milliseconds since 1970), at most a step; how many articles."""
        with self._busy:
            with transaction(self._connection):
                found = self._connection.execute(
                    f"SELECT article_id, story, number, {ARTICLE} FROM article WHERE number < ? ORDER BY number LIMIT ?",  # noqa: S608 - our own names
                    (first_number(before), STEP),
                ).fetchall()
                came = CameTally()
                for _, _, _, *summed in found:
                    came.count(SummedArticle(*summed), -1)
                came.write(self._connection)
                notices = self._connection.execute(
                    "SELECT digest, story FROM notice WHERE received < ? LIMIT ?", (before, STEP)
                ).fetchall()
                self._connection.executemany(
                    "DELETE FROM article WHERE article_id = ?", [(each[0],) for each in found]
                )
                for each in found:
                    forget_words(self._connection, each[2])
                self._connection.executemany(
                    "DELETE FROM notice WHERE digest = ?", [(name,) for name, _ in notices]
                )
                self._connection.execute("DELETE FROM thread_move WHERE received < ?", (before,))
                self._rebuild({each[1] for each in found} | {story for _, story in notices})
            self._connection.execute(f"PRAGMA incremental_vacuum({STEP})")
        return len(found)

    def _take(self, arrival: TopicRecord, came: CameTally) -> set[str]:
        judged = arrival.stream is Stream.JUDGED
        if judged and WAITING not in arrival.value:
            return set()
        row = row_of(arrival.stream, arrival.value)
        if judged and not (isinstance(row, DeskArticle) and is_waiting(row)):
            return set()
        if isinstance(row, tuple):
            self._connection.executemany(
                f"INSERT OR IGNORE INTO thread_move VALUES ({questions_of(ThreadMove)})",  # noqa: S608 - question marks
                [values_of(each) for each in row],
            )
            return {each.story for each in row}
        stored = packed(arrival.value)
        if isinstance(row, DeskNotice):
            self._connection.execute(
                f"INSERT OR IGNORE INTO notice VALUES ({questions_of(DeskNotice)}, ?)",  # noqa: S608 - question marks
                (*values_of(row), stored),
            )
            merged = [(str(each), row.story) for each in orjson.loads(row.merged)]
            self._connection.executemany("INSERT OR IGNORE INTO merge VALUES (?, ?)", merged)
            return {row.story} | waiting_stories(self._connection, row.source, row.uri)
        known = self._connection.execute(
            f"SELECT embargo, digest, story, number, {ARTICLE} FROM article WHERE article_id = ?",  # noqa: S608 - our own names
            (row.article_id,),
        ).fetchone()
        # Of several records of one article the released one holds, then any one of them, always the same.
        if known is not None and known[:2] >= (row.embargo, row.digest):
            return set()
        if known is not None:
            forget_words(self._connection, known[3])
            came.count(SummedArticle(*known[4:]), -1)
        came.count(SummedArticle(row.source, row.received, row.verdict, row.agency, row.own_headline, row.cut, row.added, row.delay))  # fmt: skip
        number = self._free_number("article", "article_id", row.article_id, row.number)
        row = row if number == row.number else replace(row, number=number)
        self._connection.execute(
            f"INSERT OR REPLACE INTO article VALUES ({questions_of(DeskArticle)}, ?)",  # noqa: S608 - question marks
            (*values_of(row), stored),
        )
        if row.fresh:
            index_words(self._connection, row, orjson.loads(arrival.value)["body"])
        touched = {row.story} | waiting_stories(self._connection, row.source, row.uri)
        return touched | ({known[2]} if known else set())

    def _free_number(self, table: str, key: str, name: str, number: int) -> int:
        """The row's number, or the next one that no other row has: ids of one millisecond may share their first bits."""
        taken = f"SELECT 1 FROM {table} WHERE number = ? AND {key} != ?"  # noqa: S608 - our own names
        while self._connection.execute(taken, (number, name)).fetchone():
            number += 1
        return number

    def _rebuild(self, touched: set[str]) -> tuple[str, ...]:
        done: set[str] = set()
        roots = []
        for name in sorted(touched):
            if name in done:
                continue
            names = self._together(name)
            done |= names
            roots.append(self._rebuild_one(names))
        return tuple(roots)

    def _rebuild_one(self, names: set[str]) -> str:
        ordered = sorted(names)
        run = self._connection.execute
        questions = ", ".join("?" * len(ordered))
        merged = {
            name
            for (name,) in run(f"SELECT merged FROM merge WHERE merged IN ({questions})", ordered)  # noqa: S608 - question marks
        }
        root = min((name for name in ordered if name not in merged), default=ordered[0])
        articles = self._select(DeskArticle, "article", questions, ordered)
        notices = self._select(DeskNotice, "notice", questions, ordered)
        before = [
            key for row in self._select(StoryRow, "story", questions, ordered) for key in facet_rows(row)
        ]
        for table in ("story", "outlet", "event", "followed"):
            run(f"DELETE FROM {table} WHERE story IN ({questions})", ordered)  # noqa: S608 - as above
        run(f"DELETE FROM alias WHERE story IN ({questions})", ordered)  # noqa: S608 - as above
        moves = self._select(ThreadMove, "thread_move", questions, ordered)
        built = build(root, articles, notices, moves)
        facets: list[FacetRow] = []
        if built is not None:
            if self._drops:
                drop_texts(self._connection, built.killed)
            row = replace(built.row, number=self._free_number("story", "story", root, built.row.number))
            events = self._events_of(root, row)
            row, facets = with_facets(row, events)
            run(f"INSERT INTO story VALUES ({questions_of(StoryRow)})", values_of(row))  # noqa: S608 - as above
            self._connection.executemany(
                f"INSERT OR REPLACE INTO outlet VALUES ({questions_of(OutletRow)})",  # noqa: S608 - as above
                [values_of(each) for each in built.outlets],
            )
            self._connection.executemany(
                f"INSERT INTO event VALUES ({questions_of(EventRow)})",  # noqa: S608 - as above
                [values_of(each) for each in events],
            )
            self._connection.executemany(
                f"INSERT INTO followed VALUES ({questions_of(FollowedRow)})",  # noqa: S608 - as above
                [values_of(each) for each in followed_rows(self._connection, root, articles, notices)],
            )
            self._connection.executemany(
                "INSERT INTO alias VALUES (?, ?)", [(each, root) for each in ordered]
            )
        change_facets(self._connection, before, facets)
        return root

    def _events_of(self, root: str, row: StoryRow) -> list[EventRow]:
        """The events that the head tells; of a head that no tagger saw none."""
        if row.relevant is None:
            return []
        found = self._connection.execute(
            "SELECT record FROM article WHERE article_id = ?", (row.head,)
        ).fetchone()
        return event_rows(root, row.number, record_of(found[0])) if found else []

    def _select(
        self, kind: type[FoundRow], table: str, questions: str, names: Sequence[str]
    ) -> list[FoundRow]:
        found = self._connection.execute(
            f"SELECT {columns_of(kind)} FROM {table} WHERE story IN ({questions})",  # noqa: S608 - our own names
            names,
        )
        return [kind(*row) for row in found]

    def _together(self, name: str) -> set[str]:
        """All story ids that merges bind to one."""
        found, open_ = {name}, [name]
        while open_:
            at = open_.pop()
            rows = self._connection.execute(
                "SELECT into_ FROM merge WHERE merged = ? UNION SELECT merged FROM merge WHERE into_ = ?",
                (at, at),
            )
            for (other,) in rows.fetchall():
                if other not in found:
                    found.add(other)
                    open_.append(other)
        return found
