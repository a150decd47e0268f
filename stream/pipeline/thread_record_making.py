"""The content of a thread's record: gathered from the articles of its stories that the deduplication knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from stream.dedup.journal.facts import Facts, moment
from stream.dedup.journal.lineage import Status
from stream.dedup.state.state import State
from stream.model.articles import Position
from stream.model.thread_records import SourceToll, ThreadNews, ThreadRecord
from stream.threads.story_report import StoryReport
from stream.threads.thread_facts import places_of, tolls_of


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


@dataclass(frozen=True, slots=True)
class StoryReports:
    """What the tagger read in a story, None where nothing: `now`, and as it was `then`, at the thread's last record."""

    now: Callable[[str], StoryReport | None]
    then: Callable[[str], StoryReport | None]


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


@dataclass(frozen=True, slots=True)
class _Story:
    """A story of a thread: its present id, its first article that may be read, and the times and sources of all."""

    story_id: str
    article_id: str
    articles: int
    times: tuple[datetime, ...]
    sources: frozenset[str]


def thread_record(
    state: State,
    thread_id: str,
    stories: Sequence[str],
    came: Sequence[str],
    causes: Sequence[Cause],
    heard: StoryReports,
    headlines: Headlines,
    *,
    comes: bool = True,
) -> ThreadRecord:
    """The record of a thread that goes on.

    Args:
        state: of the deduplication, before the decision that the causes are of.
        thread_id: of the thread.
        stories: ids of its stories, in order of arrival.
        came: those of them that it had not before.
        causes: the stories that come with the decision, the last of them what the record is told for.
        heard: what the tagger read in the stories.
        headlines: of the shard.
        comes: whether the causes bring stories that the state does not know.
    """
    new = {cause.story_id: cause for cause in causes} if comes else {}
    told: dict[str, _Story] = {}
    arrived: set[str] = set()
    now: list[StoryReport] = []
    then: list[StoryReport] = []
    for name in stories:
        story = _of_cause(new[name]) if name in new else _known(state, name)
        if story is not None:
            told.setdefault(story.story_id, story)
            arrived |= {story.story_id} if name in came else set()
            now += _known_of(heard.now(name))
            then += () if name in came else _known_of(heard.then(name))
    cause = causes[-1]
    best = max(told.values(), key=lambda story: story.articles, default=None)
    times = [time for story in told.values() for time in story.times]
    before = {source for name, story in told.items() if name not in arrived for source in story.sources}
    sources = {source for story in told.values() for source in story.sources}
    places, tolls = places_of(now), tolls_of(now)
    named, said = {place.geonames_id for place in places_of(then)}, {*map(_said, tolls_of(then))}
    return ThreadRecord(
        thread_id,
        "" if best is None else _headline(state, best, new, headlines),
        "" if best is None else best.article_id,
        min(times, default=None),
        max(times, default=None),
        len(told),
        sum(story.articles for story in told.values()),
        tuple(sorted(sources)),
        (cause.language,),
        ThreadNews(
            tuple(name for name in told if name in arrived),
            tuple(sorted(sources - before)),
            tuple(place.geonames_id for place in places if place.geonames_id not in named),
            tuple(toll for toll in tolls if _said(toll) not in said),
        ),
        cause.received,
        cause.position,
        "",
        places,
        tolls,
    )


def last_thread_record(thread_id: str, into: str, cause: Cause) -> ThreadRecord:
    """The last record of a thread: it went into another."""
    news = ThreadNews()
    return ThreadRecord(
        thread_id, "", "", None, None, 0, 0, (), (cause.language,), news, cause.received, cause.position, into
    )


def _known_of(told: StoryReport | None) -> Sequence[StoryReport]:
    return () if told is None else (told,)


def _said(toll: SourceToll) -> tuple[str, str, int | None, int | None, str]:
    """What a source says, whenever it says so."""
    return toll.source, toll.kind, toll.minimum, toll.maximum, toll.qualifier


def _of_cause(cause: Cause) -> _Story:
    return _Story(cause.story_id, cause.article_id, 1, (cause.time,), frozenset((cause.source,)))


def _known(state: State, story_id: str) -> _Story | None:
    """What is known of a story; None for one of which nothing that may be read is within the window."""
    number = state.number(story_id)
    if number is None:
        return None
    story = state.stories.of(number)
    facts = [state.articles[each] for each in sorted(story.members)]
    live = [each for each in facts if _is_live(state, each)]
    if not live:
        return None
    return _Story(
        story.story_id,
        live[0].article_id,
        len(live),
        tuple(moment(each.at if each.made is None else each.at + each.made) for each in live),
        frozenset(each.source for each in live),
    )


def _is_live(state: State, facts: Facts) -> bool:
    lineage = state.lineage(facts.resolved)
    return lineage is None or lineage.status is Status.LIVE


def _headline(state: State, story: _Story, new: dict[str, Cause], headlines: Headlines) -> str:
    for cause in new.values():
        if cause.article_id == story.article_id:
            return cause.headline
    return headlines.of(state, story.article_id)
