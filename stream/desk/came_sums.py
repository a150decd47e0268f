"""What came of each source, summed as it comes: the figures of a month are added up of some thousand sums, not of its articles.

A sum is of a source in a quarter of an hour, in eight of them, in eight times eight and so on. A time that reaches up to the
present is at most seven sums of each kind but the longest, and the articles before its first whole quarter.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import orjson

from stream.desk.desk_rows import first_number

QUARTER: Final = 900_000  # milliseconds of the shortest sums: of less than that articles are read one by one
BITS: Final = (
    3  # a sum is eight of the next shorter: fewer kinds would be more sums a page, more kinds more to write
)
LEVELS: Final = 4  # a quarter, 2 h, 16 h, 128 h: 28 days are five of the longest
EXACT_MINUTES: Final = 64  # up to here a delay is counted to the minute
STEP_BITS: Final = 6  # beyond, to the first six bits of its minutes: within 1.6 of 100

COLUMNS: Final = "level INTEGER, at INTEGER, source TEXT, articles INTEGER NOT NULL, copies INTEGER NOT NULL, own_headlines INTEGER NOT NULL, cut INTEGER NOT NULL, added INTEGER NOT NULL, agencies BLOB NOT NULL, delays BLOB NOT NULL, PRIMARY KEY (level, at, source)"
ARTICLE: Final = (
    "source, received, verdict, agency, own_headline, cut, added, delay"  # what of an article is summed
)
_SUMS: Final = "articles, copies, own_headlines, cut, added, agencies, delays"
_KEY: Final = "level = ? AND at = ? AND source = ?"


class SummedArticle(NamedTuple):
    """What of an article is summed, as `ARTICLE` selects it."""

    source: str
    received: int
    verdict: str
    agency: str
    own_headline: int
    cut: int
    added: int
    delay: int | None


@dataclass(slots=True)
class CameSum:
    """Articles of one source, and of its copies their sums: how many of each agency, and how many by their delay (see `delay_step`)."""

    articles: int = 0
    copies: int = 0
    own_headlines: int = 0
    cut: int = 0
    added: int = 0
    agencies: dict[str, int] = field(default_factory=dict)
    delays: dict[str, int] = field(default_factory=dict)

    def count(self, article: SummedArticle, sign: int = 1) -> None:
        """Add an article, or take it out again."""
        self.articles += sign
        if article.verdict != "copy":
            return
        self.copies += sign
        self.own_headlines += sign * article.own_headline
        self.cut += sign * article.cut
        self.added += sign * article.added
        if article.agency:
            _add(self.agencies, {article.agency: sign})
        if article.delay is not None:
            _add(self.delays, {delay_step(article.delay): sign})

    def add(self, other: CameSum) -> None:
        """Add another sum."""
        self.articles += other.articles
        self.copies += other.copies
        self.own_headlines += other.own_headlines
        self.cut += other.cut
        self.added += other.added
        _add(self.agencies, other.agencies)
        _add(self.delays, other.delays)

    def read(self, row: tuple[int, int, int, int, int, bytes, bytes]) -> None:
        """Add a row of the database."""
        self.add(CameSum(*row[:5], orjson.loads(row[5]), orjson.loads(row[6])))

    def row(self) -> tuple[int, int, int, int, int, bytes, bytes]:
        """As the database holds it."""
        return (
            self.articles, self.copies, self.own_headlines, self.cut, self.added, _written(self.agencies), _written(self.delays),
        )  # fmt: skip

    @property
    def delay(self) -> int | None:
        """The median delay in seconds, None where no copy has one."""
        steps = sorted((int(step), count) for step, count in self.delays.items())
        total = sum(count for _, count in steps)
        if not total:
            return None
        middle = [_at(steps, place) for place in ((total - 1) // 2, total // 2)]
        return round(sum(middle) / 2 * 60)


class CameTally:
    """The changes of one transaction, written at its end."""

    def __init__(self) -> None:
        self._changes: dict[tuple[int, str], CameSum] = {}

    def count(self, article: SummedArticle, sign: int = 1) -> None:
        """An article came, or (with -1) is there no more."""
        place = article.received // QUARTER, article.source
        self._changes.setdefault(place, CameSum()).count(article, sign)

    def write(self, connection: sqlite3.Connection) -> None:
        """Change the sums that hold the articles; one without articles goes."""
        changes = self._changes
        for level in range(LEVELS):
            for (at, source), change in sorted(changes.items(), key=lambda item: item[0]):
                _change(connection, (level, at, source), change)
            longer: dict[tuple[int, str], CameSum] = {}
            for (at, source), change in changes.items():
                longer.setdefault((at >> BITS, source), CameSum()).add(change)
            changes = longer


def came(connection: sqlite3.Connection, since: int, source: str = "") -> dict[str, CameSum]:
    """What was received since a time (milliseconds since 1970), of one source or of all."""
    only, given = ("AND source = ?", [source]) if source else ("", [])
    found: dict[str, CameSum] = {}
    at = -(-since // QUARTER)
    rows = connection.execute(
        f"SELECT {ARTICLE} FROM article WHERE number >= ? AND number < ? {only}",  # noqa: S608 - our own names
        [first_number(since), first_number(at * QUARTER), *given],
    )
    for row in rows:
        article = SummedArticle(*row)
        found.setdefault(article.source, CameSum()).count(article)
    for level in range(LEVELS):
        following = -(-at >> BITS) if level + 1 < LEVELS else None
        bound, ends = ("AND at < ?", [following << BITS]) if following is not None else ("", [])
        sums = connection.execute(
            f"SELECT source, {_SUMS} FROM came WHERE level = ? AND at >= ? {bound} {only}",  # noqa: S608 - our own names
            [level, at, *ends, *given],
        )
        for name, *numbers in sums:
            found.setdefault(name, CameSum()).read(tuple(numbers))
        at = following or 0
    return found


def last_seen(connection: sqlite3.Connection, sources: Iterable[str]) -> dict[str, int]:
    """When the last article of each source was received (milliseconds since 1970)."""
    found = connection.execute(
        "SELECT source, received FROM (SELECT value AS name, (SELECT max(number) FROM article WHERE source = value) AS last "
        "FROM json_each(?)) JOIN article ON article.number = last",
        (orjson.dumps(sorted(sources)).decode(),),
    )
    return dict(found.fetchall())


def delay_step(seconds: int) -> str:
    """The minutes under which a delay is counted: its own up to an hour, then the middle of a step of a thirty-second of it or less."""
    minutes = abs(seconds) // 60
    if minutes >= EXACT_MINUTES:
        rest = minutes.bit_length() - STEP_BITS
        minutes = (minutes >> rest << rest) + (1 << rest >> 1)
    return str(-minutes if seconds < 0 else minutes)


def _change(connection: sqlite3.Connection, key: tuple[int, int, str], change: CameSum) -> None:
    found = connection.execute(f"SELECT {_SUMS} FROM came WHERE {_KEY}", key).fetchone()  # noqa: S608 - our own names
    total = CameSum()
    if found is not None:
        total.read(found)
    total.add(change)
    if total.articles:
        connection.execute("INSERT OR REPLACE INTO came VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*key, *total.row()))  # fmt: skip
    else:
        connection.execute(f"DELETE FROM came WHERE {_KEY}", key)  # noqa: S608 - as above


def _add(held: dict[str, int], more: Mapping[str, int]) -> None:
    for name, count in more.items():
        held[name] = held.get(name, 0) + count
        if not held[name]:
            del held[name]


def _written(counts: Mapping[str, int]) -> bytes:
    return orjson.dumps(counts, option=orjson.OPT_SORT_KEYS)


def _at(steps: list[tuple[int, int]], place: int) -> int:
    for step, count in steps:
        place -= count
        if place < 0:
            return step
    return steps[-1][0]
