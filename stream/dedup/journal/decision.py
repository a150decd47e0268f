"""A decision as it is kept: enough to give it again byte for byte, and for the state to be rebuilt from it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime
from operator import attrgetter
from typing import Final, TypeVar

from stream.dedup.journal.lineage import Status
from stream.model.articles import Position, Prepared
from stream.model.notices import Notice
from stream.model.thread_records import Threaded, ThreadRecord
from stream.model.verdicts import Changes, Match, Origin, Part, Reason, Related, Verdict

# Kinds of related articles: what an article carries of its own, and the page that carries it.
PART: Final = "part"
CONTAINER: Final = "container"


@dataclass(frozen=True, slots=True)
class NoticeText:
    """What a kill, hold or correction says of itself, for the notices that name it later."""

    slugline: str
    language: str
    ednote: str
    body: str


@dataclass(
    slots=True
)  # nothing writes to one, but to freeze each of its fields takes a twentieth of the decision's time
class Decision:
    """One decision.

    The facts of the article that later decisions need, the decision itself, and the notices it caused. `resolved`
    is the identity of the item it was found to belong to, `aliases` further names of that item, `carries` the
    article whose text it carries. `time` is article time (see `stream.dedup.judging.article_time`). `releases` are the parked articles
    whose embargo had passed by then; `parked` the article itself while it waits. `headline` and `said` are what later
    notices repeat, empty under an embargo.
    `container` says that it is a page of several stories, `contains` which of them are known. `threads` are the threads found
    with it: of the article, and of those that it releases; `thread_records` what is told of threads since.
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
    exact: str
    verdict: Verdict
    reason: Reason
    story_id: str
    match: Match | None
    changes: Changes | None
    origin: Origin | None
    supersedes: str | None
    embargo: str
    related: tuple[Related, ...]
    carries: str
    lifts: Status | None
    merges: tuple[str, ...]
    moves_origin: bool
    notices: tuple[Notice, ...]
    releases: tuple[str, ...]
    parked: Prepared | None
    sketch: str = ""
    container: bool = False
    contains: tuple[Part, ...] = ()
    headline: str = ""
    said: NoticeText | None = None
    threads: tuple[Threaded, ...] = ()
    thread_records: tuple[ThreadRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Tick:
    """A clock record and what it released; `position` is its own place in the prepared topic.

    One with a `fault` stands for a record that judging failed on, and releases nothing: read again after a crash, with a
    state that has gone on, the record has the same dead letter, not a verdict beside it. `fault` is its exception's type
    and place, `article_id` the article's ("" where the record was a clock record).
    """

    position: Position
    clock: datetime
    notices: tuple[Notice, ...]
    releases: tuple[str, ...]
    fault: str = ""
    article_id: str = ""
    threads: tuple[Threaded, ...] = ()
    thread_records: tuple[ThreadRecord, ...] = ()


# A decision's fields up to the notices, and from there to the threads, which come last.
_NAMES: Final = tuple(each.name for each in fields(Decision))
_BEFORE_NOTICES: Final = attrgetter(*_NAMES[: _NAMES.index("notices")])
_BEHIND_NOTICES: Final = attrgetter(*_NAMES[_NAMES.index("notices") + 1 : _NAMES.index("threads")])

D = TypeVar("D", bound=Decision | Tick)


def with_threads(
    decided: D, threads: tuple[Threaded, ...], notices: tuple[Notice, ...], records: tuple[ThreadRecord, ...]
) -> D:
    """A decision or tick with the threads that were found for it, all its notices, and what is told of threads.

    `dataclasses.replace` takes three times as long of a decision's forty fields, and each article has one.
    """
    if isinstance(decided, Decision):
        values = (*_BEFORE_NOTICES(decided), notices, *_BEHIND_NOTICES(decided), threads, records)
        return type(decided)(*values)
    return replace(decided, threads=threads, notices=notices, thread_records=records)


def delivery_of(decision: Decision | Tick) -> tuple[Position, str]:
    """What a decision was given for: where the record stood, and the id of the article that stood there.

    The id is "" for a tick, but for one that stands for an article that failed. Where alone does not tell: in a topic that
    was made anew another article stands there. Of a tick it has to do, for its clock is judged, too; one that is taken for
    an earlier one is followed by the next within a second.
    """
    return decision.position, decision.article_id


def names_pages(decision: Decision) -> bool:
    """Whether a decision names a page that carries the article, or parts that the article carries."""
    return bool(decision.contains) or any(each.kind in (PART, CONTAINER) for each in decision.related)


def time_of(decision: Decision | Tick) -> datetime:
    """When the window closes on a decision: from article time, or the embargo's end if later; for a tick the clock."""
    if isinstance(decision, Tick):
        return decision.clock
    if decision.parked is None:
        return decision.time
    return max(decision.time, decision.parked.article.embargoed_until or decision.time)
