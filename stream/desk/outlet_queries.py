"""What the pages of outlets ask of the database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Final

from stream.desk.desk_alerts import Alert
from stream.desk.desk_queries import Clock
from stream.desk.desk_rows import EPOCH_2000, NEW, NUMBER_BITS, first_number
from stream.desk.desk_tables import SEEN, WRONG, WRONG_OF
from stream.desk.outlet_figures import QUIET_FLOOR, FollowedNotice, longest_pause, quiet_since
from stream.desk.outlet_rows import OutletRow
from stream.desk.outlet_states import WORST, OutletState, state_of

MOST_CARRIED: Final = 100  # stories on an outlet's page
MINUTE: Final = 60_000  # milliseconds
HOUR: Final = 60 * MINUTE
HABIT: Final = 3 * 86_400_000  # milliseconds before its last article that a source's habit is taken from


def followed(connection: sqlite3.Connection, since: int, source: str = "") -> list[FollowedNotice]:
    """Each page, of one source or of all, that carried what a kill or correction since a time named, and when it was changed or withdrawn."""
    only, given = ("AND source = ?", [source]) if source else ("", [])
    found = connection.execute(
        f"SELECT source, told, followed FROM followed WHERE told >= ? {only}",  # noqa: S608 - a part of ours
        [since, *given],
    )
    return [FollowedNotice(*row) for row in found]


def carried(
    connection: sqlite3.Connection, source: str, clock: Clock
) -> list[tuple[OutletRow, OutletState, str]]:
    """What an outlet carries, worst first, then the newest, each with its story's headline."""
    names = ", ".join(f"outlet.{each.name}" for each in fields(OutletRow))
    rows: list[tuple[OutletRow, OutletState, str]] = []
    # Each is read by an index of its own, newest first.
    for part, index in ((WRONG, WRONG_OF), (f"NOT ({WRONG})", SEEN)):
        found = connection.execute(
            f"SELECT {names}, story.headline FROM outlet INDEXED BY {index} JOIN story ON story.story = outlet.story "  # noqa: S608 - our own names
            f"WHERE outlet.source = ? AND ({part}) ORDER BY seen DESC LIMIT ?",
            (source, MOST_CARRIED - len(rows)),
        )
        for *row, headline in found:
            made = OutletRow(*row)
            rows.append((made, state_of(made.carried(), clock.now, clock.grace), headline))
    return sorted(rows, key=lambda row: (WORST.index(row[1]), -row[0].seen))


@dataclass(frozen=True, slots=True)
class QuietSource:
    """A source that is silent since a time, and its longest pause before (milliseconds); `gives` where it is an agency."""

    source: str
    since: int
    pause: int
    gives: bool


class QuietWatch:
    """The sources that are quiet, and how long each is silent by habit: worked out once a minute and once an hour at most, of thousands of articles."""

    def __init__(self) -> None:
        self._at = -MINUTE
        self._found: list[QuietSource] = []
        self._paused_at = -HOUR
        self._pauses: dict[str, int | None] = {}

    def sources(self, connection: sqlite3.Connection, clock: Clock) -> list[QuietSource]:
        """Those of the minute, by name."""
        if not 0 <= clock.now - self._at < MINUTE:
            self._found, self._at = quiet_sources(connection, clock.now), clock.now
        return self._found

    def pauses(
        self, connection: sqlite3.Connection, clock: Clock, sources: Iterable[str]
    ) -> dict[str, int | None]:
        """The habit of each source (see `habit`), looked up anew every hour."""
        if not 0 <= clock.now - self._paused_at < HOUR:
            self._pauses, self._paused_at = {}, clock.now
        known = self._pauses
        for source in sources:
            if source not in known:
                known[source] = habit(connection, source)
        return known

    def alerts(self, connection: sqlite3.Connection, clock: Clock) -> list[Alert]:
        """An alert for each agency among them."""
        return [
            Alert(
                "agency quiet", "", f"Nothing from {each.source}", each.source, own=False, since=each.since, noticed=None,
                seen=each.since, url="", text="twice as long as its longest pause of the three days before",
            )
            for each in self.sources(connection, clock)
            if each.gives
        ]  # fmt: skip


def quiet_sources(connection: sqlite3.Connection, now: int) -> list[QuietSource]:
    """The sources that are quiet against their habit, by name; what was heard of lately is not looked at."""
    found = []
    for source, last in _unheard(connection, first_number(now - QUIET_FLOOR)):
        times = _times(connection, source, last)
        since, pause = quiet_since(times, now), longest_pause(times)
        if since is not None and pause is not None:
            ((came, new),) = connection.execute(
                f"SELECT count(*), coalesce(sum(verdict IN ({', '.join('?' * len(NEW))})), 0) FROM article WHERE source = ? AND number >= ?",  # noqa: S608 - question marks
                [*sorted(NEW), source, first_number(since - HABIT)],
            )
            found.append(
                QuietSource(source, since, pause, gives=new * 2 > came)
            )  # more than it takes: an agency
    return found


def habit(connection: sqlite3.Connection, source: str) -> int | None:
    """The longest pause of a source in the three days before its last article, in milliseconds; None where it has no habit."""
    (last,) = connection.execute("SELECT max(number) FROM article WHERE source = ?", (source,)).fetchone()
    return longest_pause(_times(connection, source, last)) if last else None


def _times(connection: sqlite3.Connection, source: str, last: int) -> list[int]:
    """When the articles of a source were received in the days that its habit is taken from, from the index of their numbers alone."""
    found = connection.execute(
        "SELECT (number >> ?) + ? FROM article WHERE source = ? AND number >= ? ORDER BY number",
        (NUMBER_BITS, EPOCH_2000, source, last - (HABIT << NUMBER_BITS)),
    )
    return [received for (received,) in found]


def _unheard(connection: sqlite3.Connection, before: int) -> list[tuple[str, int]]:
    """The sources whose last article's number is below another, by name, with that number; each is looked up, no article is read."""
    found = connection.execute(
        "WITH RECURSIVE named(name) AS (SELECT min(source) FROM article UNION ALL "
        "SELECT (SELECT min(source) FROM article WHERE source > name) FROM named WHERE name IS NOT NULL) "
        "SELECT name, (SELECT max(number) FROM article WHERE source = name) AS heard FROM named WHERE heard < ?",
        (before,),
    )
    return found.fetchall()
