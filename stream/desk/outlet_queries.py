"""What the pages of outlets ask of the database."""

from __future__ import annotations

import sqlite3
from dataclasses import fields
from typing import Final

import orjson

from stream.desk.desk_alerts import Alert
from stream.desk.desk_queries import Clock
from stream.desk.desk_rows import first_number
from stream.desk.desk_tables import WRONG
from stream.desk.outlet_figures import FollowedNotice, SourceArticle, is_agency, quiet_since
from stream.desk.outlet_rows import OutletRow
from stream.desk.outlet_states import WORST, OutletState, state_of

MOST_ARTICLES: Final = 200_000  # read for the figures of a time
MOST_CARRIED: Final = 100  # stories on an outlet's page
MINUTE: Final = 60_000  # milliseconds
HABIT: Final = 3 * 86_400_000  # milliseconds that a source's habit is taken from


def came(connection: sqlite3.Connection, since: int, source: str = "") -> list[SourceArticle]:
    """Articles received since a time (milliseconds since 1970), oldest first; of one source, or of all."""
    only, given = ("AND source = ?", [source]) if source else ("", [])
    found = connection.execute(
        "SELECT source, received, verdict, agency, delay, own_headline, cut, added FROM article "  # noqa: S608 - parts of ours
        f"WHERE number >= ? {only} ORDER BY number DESC LIMIT ?",
        [first_number(since), *given, MOST_ARTICLES],
    )
    return [SourceArticle(*row) for row in found][::-1]


def followed(connection: sqlite3.Connection, since: int, source: str = "") -> list[FollowedNotice]:
    """Each page, of one source or of all, that carried what a kill or correction since a time named, and when it was changed or withdrawn."""
    # Not by the index of sources (hence the sign): a story has few articles, a source thousands.
    only, given = ("AND +source = ?", [source]) if source else ("", [])
    found: list[FollowedNotice] = []
    notices = connection.execute(
        "SELECT kind, story, received, article_id, versions FROM notice "
        "WHERE received >= ? AND kind IN ('kill', 'correction') AND NOT late AND NOT ambiguous",
        (since,),
    ).fetchall()
    for kind, story, told, article_id, versions in notices:
        names = [name for name in orjson.loads(versions) if kind == "kill" or name != article_id]
        questions = ", ".join("?" * len(names))
        pages = connection.execute(
            "SELECT DISTINCT source, uri FROM article WHERE story IN "  # noqa: S608 - question marks
            "(SELECT story FROM alias WHERE root = (SELECT root FROM alias WHERE story = ?)) "
            f"AND carries IN ({questions}) AND received <= ? {only}",
            [story, *names, told, *given],
        ).fetchall()
        for name, uri in pages:
            (changed,) = connection.execute(
                f"SELECT min(received) FROM article WHERE uri = ? AND +source = ? AND received > ? AND carries NOT IN ({questions})",  # noqa: S608 - question marks
                [uri, name, told, *names],
            ).fetchone()
            (withdrawn,) = connection.execute(
                "SELECT min(received) FROM notice WHERE uri = ? AND source = ? AND kind = 'kill' AND received > ?",
                (uri, name, told),
            ).fetchone()
            times = [each for each in (changed, withdrawn) if each is not None]
            found.append(FollowedNotice(name, told, min(times, default=None)))
    return found


def carried(
    connection: sqlite3.Connection, source: str, clock: Clock
) -> list[tuple[OutletRow, OutletState, str]]:
    """What an outlet carries, worst first, then the newest, each with its story's headline."""
    names = ", ".join(f"outlet.{each.name}" for each in fields(OutletRow))
    rows: list[tuple[OutletRow, OutletState, str]] = []
    for part in (WRONG, f"NOT ({WRONG})"):  # each is read by an index of its own, newest first
        found = connection.execute(
            f"SELECT {names}, story.headline FROM outlet JOIN story ON story.story = outlet.story "  # noqa: S608 - our own names
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
    """An alert for each agency whose feed is quiet against its habit."""
    by_source: dict[str, list[SourceArticle]] = {}
    for each in came(connection, clock.now - HABIT):
        by_source.setdefault(each.source, []).append(each)
    found = []
    for source, held in sorted(by_source.items()):
        since = quiet_since([each.received for each in held], clock.now) if is_agency(held) else None
        if since is not None:
            found.append(
                Alert(
                    "agency quiet", "", f"Nothing from {source}", source, own=False, since=since, noticed=None, seen=since,
                    url="", text="twice as long as its longest pause of the last three days",
                )
            )  # fmt: skip
    return found
