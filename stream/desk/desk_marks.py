"""What people said on the desk: stories used, followed, muted, read; alerts answered. In a file of its own, which no topic brings back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from stream.desk.desk_alerts import KINDS, Alert
from stream.desk.desk_tables import connect

FILE: Final = "marks.sqlite"
MARKS: Final = ("used", "follow", "mute", "read")
SHARED: Final = frozenset(
    {"used"}
)  # what one person does is done for the desk; the others are each person's own
DECISIONS: Final = {"told": "told them", "wait": "wait", "none": "no matter"}
WAIT: Final = 3_600_000  # milliseconds that an alert waits unless another time is chosen
LONGEST_WAIT: Final = (
    28 * 86_400_000
)  # milliseconds: as long as a topic's records are kept; later there is nothing to come back
KEPT: Final = 366 * 86_400_000  # milliseconds that a mark is kept


@dataclass(frozen=True, slots=True)
class StoryMark:
    """A mark on a story, by whom and when (milliseconds since 1970)."""

    kind: str
    who: str
    at: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody decided of an alert; `until` is when it comes back.

    `kind` is what it was then, and `told` when that was told (see `Alert.told`), None where that is not known.
    """

    kind: str
    decision: str
    person: str
    at: int
    until: int | None
    told: int | None = None

    def holds(self, alert: Alert, now: int) -> bool:
        """Whether the alert stays closed: it is no worse than it was, nothing was told of it anew, and the time is not over."""
        worse = KINDS.index(alert.kind) < KINDS.index(self.kind) if self.kind in KINDS else True
        anew = self.told is not None and alert.told > self.told
        return not worse and not anew and (self.until is None or now < self.until)


class DeskMarks:
    """The file of marks.

    Args:
        path: of the file; made where it is missing.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with closing(self._writing()) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            for statement in _TABLES:
                connection.execute(statement)
            if "told" not in {row[1] for row in connection.execute("PRAGMA table_info(answer)")}:
                connection.execute("ALTER TABLE answer ADD COLUMN told INTEGER")

    def mark(self, story: str, kind: str, who: str, at: int, *, on: bool | None) -> bool:
        """Set a mark or take it away; None turns it round. Whether it stands now."""
        who_owns = "" if kind in SHARED else who
        with closing(self._writing()) as connection:
            given = (story, kind, who_owns)
            stands = connection.execute(
                "SELECT 1 FROM mark WHERE story = ? AND kind = ? AND owner = ?", given
            ).fetchone()
            wanted = stands is None if on is None else on
            if wanted:
                connection.execute("INSERT OR REPLACE INTO mark VALUES (?, ?, ?, ?, ?)", (*given, who, at))
            else:
                connection.execute("DELETE FROM mark WHERE story = ? AND kind = ? AND owner = ?", given)
            connection.execute("DELETE FROM mark WHERE at < ?", (at - KEPT,))
        return wanted

    def answer(self, alert: tuple[str, str, str], answer: Answer | None) -> None:
        """Answer an alert, named by its story, source and uri; None opens it again."""
        with closing(self._writing()) as connection:
            if answer is None:
                connection.execute("DELETE FROM answer WHERE story = ? AND source = ? AND uri = ?", alert)
            else:
                row = (
                    *alert,
                    answer.kind,
                    answer.decision,
                    answer.person,
                    answer.at,
                    answer.until,
                    answer.told,
                )
                connection.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def _writing(self) -> sqlite3.Connection:
        return connect(self.path, writing=True)


def attach(connection: sqlite3.Connection, path: Path) -> None:
    """Let a reading connection see the marks, as `marks.mark` and `marks.answer`."""
    connection.execute("ATTACH DATABASE ? AS marks", (str(path),))


def story_marks(
    connection: sqlite3.Connection, stories: Sequence[str], who: str
) -> Mapping[str, Mapping[str, StoryMark | None]]:
    """The marks on stories, by story and kind, None where there is none: the shared ones and a person's own; those on a story merged away too."""
    questions = ", ".join("?" * len(stories))
    found = connection.execute(
        "SELECT alias.root, mark.kind, mark.who, mark.at FROM alias JOIN marks.mark AS mark ON mark.story = alias.story "  # noqa: S608 - question marks
        f"WHERE alias.root IN ({questions}) AND mark.owner IN ('', ?) ORDER BY mark.at",
        [*stories, who],
    )
    marks: dict[str, dict[str, StoryMark | None]] = {story: dict.fromkeys(MARKS) for story in stories}
    for root, kind, by, at in found:
        marks[root][kind] = StoryMark(kind, by, at)
    return marks


def answered(
    connection: sqlite3.Connection, alerts: Iterable[Alert], now: int
) -> tuple[list[Alert], list[tuple[Alert, Answer]]]:
    """The alerts that are open, and those that somebody closed, with the answer."""
    found = connection.execute(
        "SELECT coalesce(alias.root, answer.story), source, uri, kind, decision, person, at, until, told FROM marks.answer AS answer "
        "LEFT JOIN alias ON alias.story = answer.story ORDER BY at"
    )
    answers = {(story, source, uri): Answer(*rest) for story, source, uri, *rest in found}
    open_, closed = [], []
    for alert in alerts:
        answer = answers.get((alert.story, alert.who, alert.uri))
        if answer is not None and answer.holds(alert, now):
            closed.append((alert, answer))
        else:
            open_.append(alert)
    return open_, closed


_TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS mark (story TEXT, kind TEXT, owner TEXT, who TEXT, at INTEGER, PRIMARY KEY (story, kind, owner))",
    "CREATE TABLE IF NOT EXISTS answer (story TEXT, source TEXT, uri TEXT, kind TEXT, decision TEXT, person TEXT, at INTEGER, until INTEGER, told INTEGER, PRIMARY KEY (story, source, uri))",
)
