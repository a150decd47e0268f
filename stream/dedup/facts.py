"""What the state keeps of a decision in memory, packed: the facts that later decisions need, and no more.

An article's facts are a JSON array of 200 to 250 bytes; what a decision does besides (its `act`) is not kept at all
once it is applied, and the decision itself stays in its row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

import orjson

from stream.dedup.journal import Entry, Tick, time_of
from stream.dedup.sketch import decode_bytes
from stream.records import Position, Verdict

LONG_AGO: Final = datetime(1, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)
# Codes in rows: only ever added to.
VERDICTS: Final = (
    Verdict.ORIGINAL,
    Verdict.COPY,
    Verdict.UPDATE,
    Verdict.CORRECTION,
    Verdict.REFILE,
    Verdict.HOLD,
    Verdict.KILL,
    Verdict.STALE,
    Verdict.REDELIVERY,
)
_CODES: Final = {verdict: code for code, verdict in enumerate(VERDICTS)}


class Facts(NamedTuple):
    """The packed facts, in the order they are written, defaults at the end left out.

    Times are microseconds, `time` since the year 1, `created` since `time`.

    `resolved` is empty when it is the uri, `carries` when the article carries its own text.
    """

    verdict: int
    time: int
    created: int | None
    article_id: str
    uri: str
    resolved: str
    source: str
    version: str
    digest: str
    exact: str
    url: str
    carries: str = ""
    aliases: tuple[str, ...] = ()
    agency: str | None = None
    trace: str | None = None

    @property
    def identity(self) -> str:
        """The item that the article was found to belong to."""
        return self.resolved or self.uri


class Act(NamedTuple):
    """What a decision does to the state besides adding its facts; `until` is `time_of`, `story` empty for the article's id.

    `parked` is the end of the embargo that it waits for, 0 when it does not.
    """

    topic: str
    partition: int
    offset: int
    clock: int
    until: int
    releases: tuple[str, ...]
    story: str = ""
    merges: tuple[str, ...] = ()
    moves_origin: bool = False
    parked: int = 0


_REQUIRED: Final = len(Facts._fields) - len(Facts._field_defaults)
_DEFAULTS: Final = (*(None,) * _REQUIRED, *Facts._field_defaults.values())


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an article in the window; the names are those of `Entry`.

    `agency` is that of its origin ("" for none), `trace` the words of the first evidence, None without any.
    """

    article_id: str
    uri: str
    resolved: str
    source: str
    version: str
    created: datetime | None
    time: datetime
    digest: str
    exact: str
    url: str
    verdict: Verdict
    carries: str
    aliases: tuple[str, ...]
    agency: str | None
    trace: str | None


class Step(NamedTuple):
    """A decision as the state takes it; ticks have no facts."""

    act: Act
    facts: Facts | None = None
    packed: bytes = b""
    sketch: bytes = b""


def micros(time: datetime) -> int:
    """A time as microseconds since the year 1."""
    return (time - LONG_AGO) // MICROSECOND


def moment(at: int) -> datetime:
    """The time that `micros` packed."""
    return LONG_AGO + timedelta(microseconds=at)


def name_of(position: Position) -> str:
    """A position as a name for the table of names."""
    return f"{position.topic}/{position.partition}/{position.offset}"


def step_of(entry: Entry | Tick) -> Step:
    """A decision packed."""
    at, clock, until = entry.position, micros(entry.clock), micros(time_of(entry))
    if isinstance(entry, Tick):
        return Step(Act(at.topic, at.partition, at.offset, clock, until, entry.releases))
    embargo = entry.parked.article.embargoed_until if entry.parked is not None else None
    story = "" if entry.story_id == entry.article_id else entry.story_id
    act = Act(
        at.topic,
        at.partition,
        at.offset,
        clock,
        until,
        entry.releases,
        story,
        entry.merges,
        entry.moves_origin,
        0 if embargo is None else micros(embargo),
    )
    origin = entry.origin
    time = micros(entry.time)
    facts = Facts(
        _CODES[entry.verdict],
        time,
        None if entry.created is None else micros(entry.created) - time,
        entry.article_id,
        entry.uri,
        "" if entry.resolved == entry.uri else entry.resolved,
        entry.source,
        entry.version,
        entry.digest,
        entry.exact,
        entry.url,
        "" if entry.carries == entry.article_id else entry.carries,
        entry.aliases,
        None if origin is None else origin.agency,
        origin.evidence[0].text if origin is not None and origin.evidence else None,
    )
    written = list(facts)
    while len(written) > _REQUIRED and written[-1] == _DEFAULTS[len(written) - 1]:
        written.pop()
    return Step(act, facts, orjson.dumps(written), decode_bytes(entry.sketch))


def known(packed: bytes | memoryview) -> Known:
    """The facts unpacked."""
    return as_known(Facts(*orjson.loads(packed)))


def as_known(facts: Facts) -> Known:
    """The facts as later decisions read them."""
    return Known(
        facts.article_id,
        facts.uri,
        facts.identity,
        facts.source,
        facts.version,
        None if facts.created is None else moment(facts.time + facts.created),
        moment(facts.time),
        facts.digest,
        facts.exact,
        facts.url,
        VERDICTS[facts.verdict],
        facts.carries or facts.article_id,
        tuple(facts.aliases),
        facts.agency,
        facts.trace,
    )


def from_json(act: list[Any], facts: bytes, sketch: bytes) -> Step:
    """A step as rows hold it."""
    return Step(Act(*act), Facts(*orjson.loads(facts)) if facts else None, facts, sketch)
