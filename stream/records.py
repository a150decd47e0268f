"""Every record that crosses a topic, in one place: frozen, slotted, and in the order it is written.

The JSON of a record is its dataclass as orjson writes it: snake_case names, times in RFC 3339 UTC, `null`
for what is not known. `schemas/*.schema.json` hold the same shapes for people and other languages.
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
    DEADLETTERS = "deadletters"


class PubStatus(StrEnum):
    """Publication status after the spellings of the wild are folded (`cancelled`, `embargoed`, ...)."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


class Verdict(StrEnum):
    """What the processor says of an article: exactly one of these, once."""

    ORIGINAL = "original"
    COPY = "copy"
    UPDATE = "update"
    CORRECTION = "correction"
    REFILE = "refile"
    HOLD = "hold"
    KILL = "kill"
    STALE = "stale"
    REDELIVERY = "redelivery"

    __hash__ = str.__hash__  # asked for dozens of times a decision; the enum's own is written in Python


class Signal(StrEnum):
    """What an article's own marks say of its lineage (headline, slugline, editor's note, status)."""

    UPDATE = "update"
    CORRECTION = "correction"
    REFILE = "refile"
    REPEAT = "repeat"
    HOLD = "hold"
    KILL = "kill"


class NoticeKind(StrEnum):
    """Kinds of notice to those who already hold something."""

    KILL = "kill"
    HOLD = "hold"
    RELEASE = "release"
    CORRECTION = "correction"
    MERGE = "merge"
    ORIGIN = "origin"


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
    deliveries of the same content, `sketch` is base64 (see `stream.dedup.sketch`),
    `tokens` the count of words sketched, `exact` the hash of headline and text for articles too short for a
    sketch ("" otherwise), `slug` the slugline without its lead and writethru marks. `home` is false on the extra deliveries of a kill or hold to the other shards.
    `container` says that it is a page of several stories by its own form.
    `headline_key` is the key of the headline within its source, `mentions` what a kill, hold or correction says it means (see
    `stream.intake.mentions`).
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


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict was given: the rule's name, one sentence for a person, and the score where there is one."""

    rule: str
    text: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """The article that a copy carries, and how much of it.

    `shared` counts the words of the shorter text in passages (runs of six words) that both have, `containment` is
    their part of it. `coverage` is the part of the match's words that was kept, `added` the part of the article's own
    that the match lacks.
    """

    article_id: str
    uri: str
    source: str
    version: str
    containment: float
    coverage: float
    added: float
    shared: int


@dataclass(frozen=True, slots=True)
class Related(Match):
    """An article of another story that shares text with one.

    `kind` is `passage` (below the threshold of a copy), `series` (the same words with other numbers, dates or names),
    `container` (a page of several stories that carries the article) or `part` (what such a page carries).
    """

    kind: str = "passage"


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a body, in characters: `body[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """A story that a page of several carries: the article that it has, and where in the page's body it stands."""

    article_id: str
    uri: str
    source: str
    version: str
    passage: Span


@dataclass(frozen=True, slots=True)
class Changes:
    """What a copy changed of the article that it carries (its `match`).

    `headline` says whether it has another headline. `cut` are the paragraphs of the match that it lacks, offsets into
    the match's body; `added` its own paragraphs that the match lacks, offsets into its own. At most 64 of each.
    `delay` is in seconds since the story's original was made, by article time; negative for a copy dated before it.
    """

    headline: bool
    cut: tuple[Span, ...]
    added: tuple[Span, ...]
    delay: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Which agency a text comes from, and how we know; `article_id` is the earliest article of the story.

    `via` are the further hands that the article itself credits, from the agency's on: "Reuters via dpa".
    """

    agency: str
    article_id: str
    uri: str
    source: str
    evidence: tuple[Credit, ...]
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """`newswire.judged` and `newswire.copies`: the article with its verdict.

    `changes` is what a copy changed. `supersedes` is the article id of the version before. `embargo` is "" (none), `parked` (the verdict alone:
    the record's body is empty until release) or `released`. `related` are articles of other stories that share
    text: below the threshold of a copy, or with other numbers, dates or names. `contains` are the stories known that a
    page of several carries.
    """

    article: Article
    story_id: str
    verdict: Verdict
    reason: Reason
    match: Match | None
    changes: Changes | None
    origin: Origin | None
    supersedes: str | None
    embargo: str
    related: tuple[Related, ...]
    contains: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownCopy:
    """A copy named in a notice: `version` is that of the text that it carries, `own_version` that of its own item.

    `headline` is "" while it is under embargo.
    `passage` is set on a page of several stories: that part of its body alone carries the text.
    """

    article_id: str
    uri: str
    source: str
    url: str
    version: str
    own_version: str = ""
    headline: str = ""
    version_created: datetime | None = None
    passage: Span | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """`newswire.notices`: news about what was already sent.

    `uri` and `version` are of the article that caused it, and so are `headline`, `slugline`, `version_created`,
    `language`, `ednote` and, of a kill or hold, its text (`body`, at most 4,000 characters); while it is under embargo they
    are empty. `versions` are the article ids of the lineage that it concerns, `copies` the copies known, each by its
    present version, `merged` the story ids that `story_id` takes in. `late` says that the copies came after the kill, hold
    or correction. An `ambiguous` kill or hold could mean several items: `copies` names those, and nothing is suppressed.
    """

    kind: NoticeKind
    story_id: str
    article_id: str
    uri: str
    version: str
    source: str
    text: str
    versions: tuple[str, ...]
    copies: tuple[KnownCopy, ...]
    merged: tuple[str, ...]
    origin: Origin | None
    received: datetime
    position: Position
    headline: str = ""
    slugline: str = ""
    version_created: datetime | None = None
    language: str = ""
    ednote: str = ""
    body: str = ""
    late: bool = False
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class ClockTick:
    """`newswire.prepared` also carries the time: released embargoes are a function of the log, as all else."""

    clock: datetime


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """`newswire.deadletters`: what a stage could not take, or failed on, with the bytes whole (`value`, `key`: base64)."""

    stage: str
    reason: str
    field: str
    message: str
    position: Position
    received: datetime
    key: str | None
    value: str | None
    headers: tuple[tuple[str, str | None], ...]


class EntityType(StrEnum):
    """The types of the conflict tagger."""

    ARMED_GROUP = "ARMED_GROUP"
    STATE_FORCES = "STATE_FORCES"
    GOVERNMENT = "GOVERNMENT"
    ORGANISATION = "ORGANISATION"
    CIVILIANS = "CIVILIANS"
    PERSON = "PERSON"
    NATIONALITY = "NATIONALITY"
    PLACE = "PLACE"
    FACILITY = "FACILITY"
    WEAPON = "WEAPON"
    PLATFORM = "PLATFORM"
    DATE = "DATE"
    CASUALTY = "CASUALTY"
    EVENT = "EVENT"


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention: `text == body[start:end]`, in characters. `name` is the canonical form, "" if none is known."""

    type: EntityType
    start: int
    end: int
    text: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Actor(Entity):
    """ARMED_GROUP, STATE_FORCES, GOVERNMENT, ORGANISATION, CIVILIANS, PERSON or NATIONALITY.

    `country` is ISO 3166 alpha-3 or "". `generic` marks a description ("rebels", "Iraqi militias") rather than a
    name. `role` is what this mention does in what is told: `attacker`, `victim`, `reporter` (a body or witnesses that
    tell of it), `speaker` (a person or party that says it), "" none of these. `refers_to` is set on a pronoun or a
    bare noun ("they", "the group"): who is meant, by name or as first described.
    """

    country: str = ""
    generic: bool = False
    role: str = ""
    refers_to: str = ""


@dataclass(frozen=True, slots=True)
class PlacedActor(Actor):
    """An actor whose name holds a place ("Turkish officials", "Aleppo Council"): its namesake or seat, located as a `Place` is.

    It says whom the actor belongs to, never where something happened: a map of events leaves these out.
    """

    latitude: float | None = None
    longitude: float | None = None
    admin1: str = ""
    geonames_id: int | None = None
    precision: str = "country"


@dataclass(frozen=True, slots=True)
class Place(Entity):
    """PLACE. `precision`: `point` (a town), `admin2`, `admin1`, `country`, `region`, `described`, or `unresolved`.

    `described` is near, not at: `near` is the place beside which the text tells of it. The point is where distance and
    bearing lead ("30 km north of Mosul"), that of `near` where only a distance is told, and null where neither is.
    `refers_to` is the place that "the city" or "the province" stands for.

    Latitude and longitude are WGS84 degrees; `country` ISO 3166 alpha-3; `admin1` the GeoNames name.
    """

    latitude: float | None = None
    longitude: float | None = None
    country: str = ""
    admin1: str = ""
    geonames_id: int | None = None
    precision: str = "unresolved"
    near: str = ""
    refers_to: str = ""


@dataclass(frozen=True, slots=True)
class Arms(Entity):
    """WEAPON or PLATFORM; `category` is its class (`rocket`, `aircraft`, `bridge`, ...)."""

    category: str = ""


@dataclass(frozen=True, slots=True)
class Facility(Arms):
    """FACILITY. Located as a `Place` is: by the place in its name ("Aleppo airport"), or the one said to hold it."""

    latitude: float | None = None
    longitude: float | None = None
    country: str = ""
    admin1: str = ""
    geonames_id: int | None = None
    precision: str = "unresolved"


@dataclass(frozen=True, slots=True)
class DateMention(Entity):
    """DATE. `value` is ISO 8601 (a day, month or year) counted from the dateline, "" if it cannot be."""

    value: str = ""


@dataclass(frozen=True, slots=True)
class Casualty(Entity):
    """CASUALTY. `kind`: killed, injured, missing, captured, surrendered, displaced.

    `minimum` and `maximum` are counts of people (null where the text gives no bound), `qualifier` the words that
    bend the number ("at least", "dozens"), `victim` who, `place` where, as named in the text. `attribution` is who
    says so, "" where the sentence names nobody. `cumulative` marks a running toll ("since 2011"), not one incident.
    `certainty` is as in `Event`; what is denied, planned or only imagined is no casualty.
    """

    kind: str = "killed"
    minimum: int | None = None
    maximum: int | None = None
    qualifier: str = ""
    victim: str = ""
    place: str = ""
    attribution: str = ""
    cumulative: bool = False
    certainty: str = "reported"


@dataclass(frozen=True, slots=True)
class Event(Entity):
    """EVENT. ACLED event and sub-event type, PLOVER category (2021), and who did it to whom, where and when.

    What ACLED does not code (talks, demands, threats, sanctions) has a PLOVER category alone.
    `attribution` is who says so, "" where the sentence names nobody. `certainty` is how sure the text is of it: `reported`,
    `claimed`, `denied`, `feared`, `planned` or `hypothetical` (a condition, a drill, a film); only the first two happened.
    `date` is ISO 8601 (a day, month or year), "" where the text does not tell.
    """

    event_type: str = ""
    sub_event_type: str = ""
    plover: str = ""
    actor: str = ""
    target: str = ""
    place: str = ""
    date: str = ""
    attribution: str = ""
    certainty: str = "reported"


@dataclass(frozen=True, slots=True)
class TollPart:
    """Those of one description in a toll that the text counts by description: `minimum` to `maximum` of `victim`."""

    victim: str
    minimum: int | None
    maximum: int | None


@dataclass(frozen=True, slots=True)
class Toll:
    """What a text leads with of one kind of casualty (see `Casualty`): all victims of the incident.

    "Two soldiers and five civilians were killed" is a toll of seven with two `parts`; parts are empty where one count tells
    all.
    """

    kind: str
    minimum: int | None
    maximum: int | None
    qualifier: str
    parts: tuple[TollPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """What the tagger says of a text: offsets refer to the text given; entities are in order of start.

    `score` is 0 to 1, from 0.5 on a text is `relevant`. `tolls` are one a kind. `language` is the one that the text is
    in (BCP 47 primary subtag, `und` where it cannot be told): in one that the tagger does not read, nothing is found,
    and `relevant` and `score` are None, for nobody has looked.
    """

    relevant: bool | None
    score: float | None
    media_topics: tuple[str, ...]
    entities: tuple[Entity, ...]
    tolls: tuple[Toll, ...] = ()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class TollChange:
    """A toll that changed between two versions; None where a version gives none."""

    kind: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """How a version differs from the one that it replaces (`supersedes`, an article id); `text` is for people."""

    supersedes: str
    tolls: tuple[TollChange, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Enriched:
    """`newswire.enriched`: a judged article that is no copy, with its conflict tags.

    `change` tells what an update changed; None where nothing was replaced or the version before is not known.
    """

    judged: Judged
    conflict: Conflict
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class ConflictBrief:
    """`newswire.conflict`: the relevant articles alone, by story, without their text."""

    story_id: str
    article_id: str
    uri: str
    version: str
    source: str
    verdict: Verdict
    headline: str
    located: str
    version_created: datetime | None
    conflict: Conflict
    position: Position
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """One record to send: to which stream, under which key.

    `partition` is set where the shard decides it; `received` is the raw record's timestamp, for the latency.
    """

    stream: Stream
    key: bytes
    value: bytes
    partition: int | None = None
    received: datetime | None = None
