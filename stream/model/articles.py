"""Articles as every stage knows them: the topics, where a record stands, one version of one item, and what intake hands on.

Frozen, slotted, and in the order it is written: the JSON of a record is its dataclass as orjson writes it, with
snake_case names, times in RFC 3339 UTC and `null` for what is not known. `schemas/*.schema.json` hold the same shapes
for people and other languages.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Stream(StrEnum):
    """The topics of the pipeline, by the last part of their name (`newswire.<name>`)."""

    RAW = "raw"
    PREPARED = "prepared"
    JUDGED = "judged"
    COPIES = "copies"
    NOTICES = "notices"
    ENRICHED = "enriched"
    CONFLICT = "conflict"
    THREADS = "threads"
    DEADLETTERS = "deadletters"


class PubStatus(StrEnum):
    """Publication status after the spellings of the wild are folded (`cancelled`, `embargoed`, ...)."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


class Signal(StrEnum):
    """What an article's own marks say of its lineage (headline, slugline, editor's note, status)."""

    UPDATE = "update"
    CORRECTION = "correction"
    REFILE = "refile"
    REPEAT = "repeat"
    HOLD = "hold"
    KILL = "kill"


@dataclass(frozen=True, slots=True)
class Position:
    """Where an article stands in Kafka; the identity of a delivery.

    `index` is its place among the items of its record: a message may hold several.
    """

    topic: str
    partition: int
    offset: int
    index: int = 0

    def __str__(self) -> str:
        """As in keys and messages: `topic/partition/offset`, and the index of a second or later item."""
        place = f"{self.topic}/{self.partition}/{self.offset}"
        return f"{place}/{self.index}" if self.index else place


@dataclass(frozen=True, slots=True)
class Credit:
    """A trace of an agency in an article: what it names, which kind of trace, and the words themselves.

    `evidence` is one of `credit_line`, `parenthesis`, `dateline`, `told`, `sign_off`, `byline`, `copyright`, and
    `earliest` for a copy that credits nobody itself: what its story's first article shows.
    """

    agency: str
    evidence: str
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one item from one source, as every later record repeats it.

    `body` is the text as it came: every offset in every record refers to it. `version` is a string, as in
    ninjs; "" when the feed gave none. `extra` keeps the fields we do not know. `received` is the raw record's
    Kafka timestamp, the log's own clock; 1970 where it has none that can be believed. `replaces` are the ids of earlier
    versions that were sent under other ids, `threads` what the leads of a story refer to together.
    """

    article_id: str
    uri: str
    source: str
    version: str
    version_created: datetime | None
    pubstatus: PubStatus
    language: str
    headline: str
    byline: str
    located: str
    slugline: str
    ednote: str
    urgency: int | None
    embargoed_until: datetime | None
    copyright_holder: str
    url: str
    body: str
    alt_ids: tuple[str, ...]
    evolved_from: tuple[str, ...]
    signals: tuple[Signal, ...]
    credits: tuple[Credit, ...]
    received: datetime
    position: Position
    extra: dict[str, Any] = field(default_factory=dict)
    replaces: tuple[str, ...] = ()
    threads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """`newswire.prepared`: an article with what the deduplication needs and nobody else.

    `identity` is the lineage key (the uri, scoped by source where the uri is not global), `digest` tells two
    deliveries of the same content, `sketch` is base64 (see `stream.text.sketch`),
    `tokens` the count of words sketched, `exact` the hash of headline and text for articles too short for a
    sketch ("" otherwise), `slug` the slugline without its lead and writethru marks. `home` is false on the extra deliveries of a kill or hold to the other shards.
    `container` says that it is a page of several stories by its own form.
    `doubtful` says that its headline has the mark of a kill that may be news as well (see `stream.dedup.judging.kill_marks`).
    `headline_key` is the key of the headline within its source, `mentions` what a kill, hold or correction says it means (see
    `stream.intake.lineage.named_items`).
    """

    article: Article
    identity: str
    digest: str
    sketch: str
    tokens: int
    exact: str
    slug: str = ""
    home: bool = True
    headline_key: str = ""
    mentions: tuple[str, ...] = ()
    container: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class ClockTick:
    """`newswire.prepared` also carries the time: released embargoes are a function of the log, as all else."""

    clock: datetime
