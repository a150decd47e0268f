"""The content of a thread's record: gathered from the articles of its stories that the deduplication knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from stream.dedup.journal.facts import micros, moment
from stream.dedup.state.state import State
from stream.dedup.state.story_summaries import StorySummaries, StorySummary
from stream.model.articles import Position
from stream.model.thread_records import SourceToll, ThreadNews, ThreadRecord
from stream.threads.story_report import StoryReport, place_key
from stream.threads.thread_bases import ThreadBase
from stream.threads.thread_facts import places_of, tolls_of

ReportedVersions: TypeAlias = Callable[[str], tuple[StoryReport | None, StoryReport | None]]


@dataclass(frozen=True, slots=True)
class Cause:
    """What causes records of threads: a story that comes, with what the state does not know of it yet."""

    story_id: str
    article_id: str
    source: str
    headline: str
    time: datetime
    received: datetime
    position: Position
    language: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class ThreadChange:
    """What changes a thread: a placement, or a version, kill or hold of a story that it has.

    `language` is the state's, and `number` that of the last story placed. `came` are the stories that come with it and `version`
    the version that is not yet in the state; `told_for` is what the record is told for. `withheld` are the items that may not be
    read once it is taken.
    """

    language: str
    number: int
    told_for: Cause
    withheld: set[str]
    came: tuple[Cause, ...] = ()
    version: Cause | None = None


class Headlines:
    """Headlines of articles, read from their decisions once: a thread's best article stays so for many stories.

    Args:
        most: are kept, the newest.
    """

    def __init__(self, most: int = 4096) -> None:
        self._most = most
        self._known: dict[int, str] = {}  # by the serial number of the decision, which never changes

    def of(self, state: State, article_id: str) -> str:
        """The headline of an article within the window, "" of one that is not."""
        number = state.number(article_id)
        if number is None:
            return ""
        serial = int(state.articles.serials.values[number])
        known = self._known.get(serial)
        if known is None:
            known = self._known[serial] = state.decision(number).headline
            if len(self._known) > self._most:
                del self._known[next(iter(self._known))]
        return known


def thread_base(
    state: State,
    change: ThreadChange,
    thread_id: str,
    stories: Sequence[str],
    came: Sequence[str],
    headlines: Headlines,
    summaries: StorySummaries,
) -> ThreadBase:
    """What the record of a thread that goes on says without what the tagger reads.

    Args:
        state: of the deduplication, before the decision that changes the thread.
        change: of the thread.
        thread_id: of the thread.
        stories: ids of its stories, in order of arrival.
        came: those of them that it had not before.
        headlines: of the shard.
        summaries: of the shard's stories.
    """
    new = {cause.story_id: cause for cause in change.came}
    told: dict[str, StorySummary] = {}
    live: list[str] = []
    arrived: set[str] = set()
    for name in stories:
        story = _of_cause(new[name]) if name in new else _known(state, name, change, summaries)
        if story is not None:
            told.setdefault(story.story_id, story)
            arrived |= {story.story_id} if name in came else set()
            live.append(name)
    cause = change.told_for
    best = max(told.values(), key=lambda story: story.articles, default=None)
    first = min((story.first for story in told.values()), default=None)
    last = max((story.last for story in told.values()), default=None)
    sources, before = set[str](), set[str]()
    for name, story in told.items():
        sources |= story.sources
        if name not in arrived:
            before |= story.sources
    record = ThreadRecord(
        thread_id,
        "" if best is None else _headline(state, best, change, headlines),
        "" if best is None else best.article_id,
        None if first is None else moment(first),
        None if last is None else moment(last),
        len(told),
        sum(story.articles for story in told.values()),
        tuple(sorted(sources)),
        (cause.language,),
        ThreadNews(tuple(name for name in told if name in arrived), tuple(sorted(sources - before))),
        cause.received,
        cause.position,
    )
    came = tuple(name for name in live if name in came)
    withheld = tuple(each for story in told.values() for each in story.withheld)
    return ThreadBase(record, change.language, change.number, tuple(live), came, withheld)


def thread_record(base: ThreadBase, versions: ReportedVersions) -> ThreadRecord:
    """The record of a thread: what was so when it last changed, with what the tagger has read in its stories by now.

    What caused it is that change (a story that came, a version, a kill), or a version since that tells something else than the one before; what is
    new is what that brought. So once all is read the record is the same, whatever was read first.

    Args:
        base: of the thread.
        versions: what a story told in its last version that told something, and in the one before.
    """
    last, earlier = dict[str, StoryReport](), dict[str, StoryReport]()
    for name in base.stories:
        told_last = [
            each for each in versions(name) if each is not None and each.article_id not in base.withheld
        ]
        if told_last:
            last[name] = told_last[0]
        if told_last[1:]:
            earlier[name] = told_last[1]
    if not last:
        return base.record
    record = base.record
    behind = place_key(record.received, record.position)
    later = [
        name
        for name, then in earlier.items()
        if last[name].place_key >= behind and _tells_more(last[name], then)
    ]
    if later:
        cause = max(later, key=lambda name: last[name].place_key)
        before = [earlier[name] if name == cause else told for name, told in last.items()]
        told = last[cause]
        record = replace(record, new=ThreadNews(), received=told.received, position=told.position)
    else:
        before = [told for name, told in last.items() if name not in base.came]
    places, tolls = places_of(last.values()), tolls_of(last.values())
    named, said = {place.geonames_id for place in places_of(before)}, {*map(_said, tolls_of(before))}
    new = replace(
        record.new,
        places=tuple(place.geonames_id for place in places if place.geonames_id not in named),
        tolls=tuple(toll for toll in tolls if _said(toll) not in said),
    )
    return replace(record, new=new, places=places, tolls=tolls)


def _tells_more(now: StoryReport, then: StoryReport) -> bool:
    """Whether a version of a story tells a place or a toll that the one before did not tell."""
    named = {place.geonames_id for place in then.places}
    return now.tolls != then.tolls or any(place.geonames_id not in named for place in now.places)


def last_thread_record(thread_id: str, into: str, cause: Cause) -> ThreadRecord:
    """The last record of a thread: it went into another."""
    news = ThreadNews()
    return ThreadRecord(
        thread_id, "", "", None, None, 0, 0, (), (cause.language,), news, cause.received, cause.position, into
    )


def _said(toll: SourceToll) -> tuple[str, str, int | None, int | None, str]:
    """What a source says, whenever it says so."""
    return toll.source, toll.kind, toll.minimum, toll.maximum, toll.qualifier


def _of_cause(cause: Cause) -> StorySummary:
    at = micros(cause.time)
    return StorySummary(cause.story_id, cause.article_id, cause.item, 1, at, at, frozenset((cause.source,)))


def _known(state: State, name: str, change: ThreadChange, summaries: StorySummaries) -> StorySummary | None:
    """A story that the state knows, with the version that is not yet in it."""
    story, version = summaries.of(state, name, change.withheld), change.version
    if version is None or version.story_id not in (name, "" if story is None else story.story_id):
        return story
    if story is None:
        return _of_cause(version)
    at = micros(version.time)
    return replace(
        story,
        article_id=version.article_id if story.item == version.item else story.article_id,
        articles=story.articles + 1,
        first=min(story.first, at),
        last=max(story.last, at),
        sources=story.sources | {version.source},
    )


def _headline(state: State, story: StorySummary, change: ThreadChange, headlines: Headlines) -> str:
    arriving = change.came if change.version is None else (*change.came, change.version)
    for cause in arriving:
        if cause.article_id == story.article_id:
            return cause.headline
    return headlines.of(state, story.article_id)
