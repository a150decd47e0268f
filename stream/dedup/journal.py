"""What a shard remembers of each decision: enough to give it again, and to be rebuilt from nothing else.

A row of the table holds the entries of one batch. The state of a shard is a function of its rows in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from stream import codec
from stream.dedup.lineage import Status
from stream.records import Match, Notice, Origin, Position, Prepared, Reason, Verdict


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision.

    The facts of the article that later decisions need, the decision itself, and the notices it caused. `resolved`
    is the identity of the item it was found to belong to, `aliases` further names of that item, `carries` the
    article whose text it carries. `time` is article time (see `article_time`). `releases` are the parked articles
    whose embargo had passed by then; `parked` the article itself while it waits.
    """

    position: Position
    home: bool
    article_id: str
    identity: str
    resolved: str
    aliases: tuple[str, ...]
    uri: str
    source: str
    url: str
    version: str
    created: datetime | None
    time: datetime
    clock: datetime
    digest: str
    sketch: str
    exact: str
    verdict: Verdict
    reason: Reason
    story_id: str
    match: Match | None
    origin: Origin | None
    supersedes: str | None
    embargo: str
    related: tuple[Match, ...]
    carries: str
    lifts: Status | None
    merges: tuple[str, ...]
    moves_origin: bool
    notices: tuple[Notice, ...]
    releases: tuple[str, ...]
    parked: Prepared | None


@dataclass(frozen=True, slots=True)
class Tick:
    """A clock record and what it released; `position` is its own place in the prepared topic."""

    position: Position
    clock: datetime
    notices: tuple[Notice, ...]
    releases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """The entries of one batch, in order."""

    entries: tuple[Entry | Tick, ...]


def encode_rows(entries: Iterable[Entry | Tick], limit: int) -> Iterator[tuple[bytes, int, datetime]]:
    """The entries as rows of at most `limit` bytes each (a larger entry is a row of its own), in order.

    Yields:
        The bytes, how many entries they hold, and the time of the latest of them.
    """
    chunk: list[bytes] = []
    latest: list[datetime] = []
    size = 0
    for entry in entries:
        data = codec.encode(entry)
        if chunk and size + len(data) > limit:
            yield _row(chunk), len(chunk), max(latest)
            chunk, latest, size = [], [], 0
        chunk.append(data)
        latest.append(time_of(entry))
        size += len(data) + 1
    if chunk:
        yield _row(chunk), len(chunk), max(latest)


def time_of(entry: Entry | Tick) -> datetime:
    """When the window closes on an entry: from article time, or the embargo's end if later; for a tick the clock."""
    if isinstance(entry, Tick):
        return entry.clock
    embargo = entry.parked.article.embargoed_until if entry.parked is not None else None
    return max(entry.time, embargo or entry.time)


def _row(chunk: list[bytes]) -> bytes:
    return b'{"entries":[' + b",".join(chunk) + b"]}"


def decode_row(data: bytes) -> Row:
    """A row as it was written.

    Raises:
        RejectedError: the bytes are no row (a changelog of another version of this program).
    """
    return codec.decode(Row, data)
