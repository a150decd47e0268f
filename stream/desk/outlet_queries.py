"""What the pages of outlets ask of the database."""

from __future__ import annotations

import sqlite3
from dataclasses import fields
from typing import Final

from stream.desk.desk_alerts import Alert
from stream.desk.desk_queries import Clock
from stream.desk.desk_rows import NEW, first_number
from stream.desk.desk_tables import SEEN, WRONG, WRONG_OF
from stream.desk.outlet_figures import QUIET_FLOOR, FollowedNotice, quiet_since
from stream.desk.outlet_rows import OutletRow
from stream.desk.outlet_states import WORST, OutletState, state_of

MOST_CARRIED: Final = 100  # stories on an outlet's page
MINUTE: Final = 60_000  # milliseconds
HABIT: Final = 3 * 86_400_000  # milliseconds that a source's habit is taken from


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


class QuietWatch:
    """The alerts of quiet agencies, worked out once a minute at most: a habit is taken from thousands of articles."""

    def __init__(self) -> None:
        self._at = -MINUTE
        self._found: list[Alert] = []

    def alerts(self, connection: sqlite3.Connection, clock: Clock) -> list[Alert]:
        """Those of the minute."""
        if not 0 <= clock.now - self._at < MINUTE:
            self._found, self._at = quiet_agencies(connection, clock), clock.now
        return self._found


def quiet_agencies(connection: sqlite3.Connection, clock: Clock) -> list[Alert]:
    """An alert for each agency whose feed is quiet against its habit; what was heard of lately is not looked at."""
    found = []
    for source in _unheard(
        connection, first_number(clock.now - HABIT), first_number(clock.now - QUIET_FLOOR)
    ):
        rows = connection.execute(
            "SELECT received, verdict FROM article WHERE source = ? AND number >= ? ORDER BY number",
            (source, first_number(clock.now - HABIT)),
        ).fetchall()
        gives = sum(verdict in NEW for _, verdict in rows) * 2 > len(rows)  # more than it takes: an agency
        since = quiet_since([received for received, _ in rows], clock.now) if gives else None
        if since is not None:
            found.append(
                Alert(
                    "agency quiet", "", f"Nothing from {source}", source, own=False, since=since, noticed=None, seen=since,
                    url="", text="twice as long as its longest pause of the last three days",
                )
            )  # fmt: skip
    return found


def _unheard(connection: sqlite3.Connection, first: int, last: int) -> list[str]:
    """The sources whose last article's number is between two, by name; each is looked up, no article is read."""
    found = connection.execute(
        "WITH RECURSIVE named(name) AS (SELECT min(source) FROM article UNION ALL "
        "SELECT (SELECT min(source) FROM article WHERE source > name) FROM named WHERE name IS NOT NULL) "
        "SELECT name, (SELECT max(number) FROM article WHERE source = name) AS heard FROM named WHERE heard BETWEEN ? AND ?",
        (first, last),
    )
    return [name for name, _ in found]
