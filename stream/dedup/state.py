"""The state of one shard: a function of the entries applied, in order, and of nothing else."""

from __future__ import annotations

import heapq
from collections import defaultdict, deque
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from stream.dedup.index import SketchIndex
from stream.dedup.journal import Entry, Tick, time_of
from stream.dedup.lineage import Lineage, Status, Version
from stream.dedup.rules import DedupRules
from stream.dedup.sketch import decode_sketch
from stream.dedup.story import Stories
from stream.records import Article, Position, Verdict

SEGMENT = timedelta(
    days=1
)  # what expires at once: fine enough for a window of days, coarse enough to be cheap
LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
RECENT = (
    5000  # decisions still given again after they left the window: more than is ever read and not committed
)
MAX_LEAD = timedelta(days=1)  # how far ahead of the log a feed's own time is believed: time zones, not 2099

VERSIONS = frozenset(
    {Verdict.ORIGINAL, Verdict.UPDATE, Verdict.CORRECTION, Verdict.REFILE, Verdict.STALE, Verdict.COPY}
)


def article_time(article: Article) -> datetime:
    """When an article was made, as far as it can be believed: its own time, but not beyond the log's."""
    created = article.version_created or article.received
    return min(created, article.received + MAX_LEAD)


def version_of(entry: Entry) -> Version:
    """A decided article as a version of its item."""
    return Version(entry.article_id, entry.uri, entry.version, entry.created, entry.digest)


def _followed(lineage: Lineage, entry: Entry) -> Lineage:
    version = version_of(entry)
    if entry.verdict is Verdict.KILL:
        return lineage.with_note(version, Status.KILLED)
    if entry.verdict is Verdict.HOLD:
        return lineage.with_note(version, Status.HELD)
    if entry.verdict is Verdict.REDELIVERY:
        # It stands for what it repeats once that has left the window.
        if lineage.seen(version):
            return lineage
        return lineage.with_usable(version, supersedes=lineage.latest is None)
    return lineage.with_usable(version, supersedes=entry.verdict is not Verdict.STALE)


class State:
    """What a shard knows. `apply` is the only way in; everything else reads."""

    def __init__(self, rules: DedupRules) -> None:
        self.rules = rules
        self.stories = Stories()
        self.index = SketchIndex(rules.max_key_stories, lambda number: self.stories.of(number).story_id)
        self.entries: dict[int, Entry] = {}
        self.clock = LONG_AGO
        self.watermark = LONG_AGO
        self.killed: set[str] = set()
        self._count = 0
        self._numbers: dict[str, int] = {}
        self._lineages: dict[str, Lineage] = {}
        self._items: defaultdict[str, list[int]] = defaultdict(list)
        self._aliases: dict[str, str] = {}
        self._names: dict[str, set[str]] = {}
        self._ticks: deque[Tick] = deque()
        self._decided: dict[Position, Entry | Tick] = {}
        self._left: deque[Entry] = deque()
        self._segments: defaultdict[int, list[int]] = defaultdict(list)
        self._parked: dict[str, Entry] = {}
        self._waiting: list[tuple[datetime, str]] = []

    # -- reading

    def recall(self, position: Position) -> Entry | Tick | None:
        """The decision already given for a delivery, if there is one."""
        return self._decided.get(position)

    def lineage(self, identity: str) -> Lineage | None:
        """What is known of an item."""
        return self._lineages.get(identity)

    def alias(self, name: str) -> tuple[str, datetime] | None:
        """The item that goes by another name, and when the name was last used."""
        identity = self._aliases.get(name)
        if identity is None:
            return None
        return identity, max(entry.time for entry in self.item(identity) if name in entry.aliases)

    def numbers_of(self, identity: str) -> tuple[int, ...]:
        """The numbers of an item's articles, in order of arrival."""
        return tuple(self._items.get(identity, ()))

    def item(self, identity: str) -> tuple[Entry, ...]:
        """The decisions about an item's versions, in order of arrival."""
        return tuple(self.entries[number] for number in self._items.get(identity, ()))

    def number(self, article_id: str) -> int | None:
        """The number of an article in the window."""
        return self._numbers.get(article_id)

    def parked(self, article_id: str) -> Entry | None:
        """The decision on an article whose text waits, or waited, for its embargo."""
        return self._parked.get(article_id)

    def due(self, clock: datetime) -> tuple[str, ...]:
        """The parked articles whose embargo has passed by `clock`, in order of time."""
        return tuple(
            article_id
            for at, article_id in sorted(self._waiting)
            if at <= clock and article_id in self._parked
        )

    def next_release(self) -> datetime | None:
        """When the next embargo ends."""
        return self._waiting[0][0] if self._waiting else None

    def horizon(self) -> datetime:
        """Articles made before this are forgotten: the start of the oldest segment in the window."""
        age = self.watermark - LONG_AGO
        if age <= self.rules.window:
            return LONG_AGO
        return LONG_AGO + (age - self.rules.window) // SEGMENT * SEGMENT

    def stays_until(self, time: datetime) -> datetime:
        """The time that counts for an article of `time` applied now: one from before the window gets a segment's life."""
        return max(time, self.horizon() + SEGMENT)

    # -- writing

    def apply(self, entry: Entry | Tick) -> None:
        """Take one decision into the state."""
        self._decided[entry.position] = entry
        self.clock = max(self.clock, entry.clock)
        self._release(entry.releases)
        if isinstance(entry, Tick):
            self._ticks.append(entry)
            return
        number = self._count
        self._count += 1
        self.entries[number] = entry
        self._place(number, entry)
        self._trace(number, entry)
        if entry.parked is not None and entry.parked.article.embargoed_until is not None:
            self._parked[entry.article_id] = entry
            heapq.heappush(self._waiting, (entry.parked.article.embargoed_until, entry.article_id))
        self.watermark = max(self.watermark, entry.time)
        self._segments[_segment(self.stays_until(time_of(entry)))].append(number)
        oldest = _segment(self.horizon())
        for segment in sorted(segment for segment in self._segments if segment < oldest):
            self._forget(self._segments.pop(segment))
        while self._ticks and self._ticks[0].clock < self.horizon():
            self._decided.pop(self._ticks.popleft().position, None)

    def _release(self, articles: Iterable[str]) -> None:
        gone = set(articles)
        if gone:
            self._waiting = [(at, name) for at, name in self._waiting if name not in gone]
            heapq.heapify(self._waiting)

    def _place(self, number: int, entry: Entry) -> None:
        story = self.stories.get(entry.story_id)
        if story is None:
            story = self.stories.found(number, entry.story_id)
        else:
            self.stories.join(number, story)
        for merged in entry.merges:
            other = self.stories.get(merged)
            if other is not None:
                self.stories.merge(story, other)
        if entry.moves_origin:
            story.origin = number
        if entry.verdict in VERSIONS:
            self._numbers.setdefault(entry.article_id, number)
            self.index.add(number, decode_sketch(entry.sketch), entry.exact)

    def _trace(self, number: int, entry: Entry) -> None:
        identity = entry.resolved
        self._know(_followed(self._lineages.get(identity) or Lineage(identity, entry.source), entry))
        self._items[identity].append(number)
        self._names.setdefault(identity, set()).update(entry.aliases)
        self._aliases.update(dict.fromkeys(entry.aliases, identity))
        if entry.verdict not in (Verdict.STALE, Verdict.REDELIVERY):
            self._drop_parked(identity)

    def _know(self, lineage: Lineage) -> None:
        self._lineages[lineage.identity] = lineage
        if lineage.status is Status.KILLED:
            self.killed.add(lineage.identity)
        else:
            self.killed.discard(lineage.identity)

    def _drop_parked(self, identity: str) -> None:
        """Any later word on an item takes what of it still waits: no clock may publish what was killed, held or replaced.

        What was released stays, to be given again on a replay.
        """
        lineage = self._lineages.get(identity)
        articles = {version.article_id for version in lineage.versions} if lineage is not None else set()
        for article_id in articles & {name for _, name in self._waiting}:
            del self._parked[article_id]
        self._release(articles)

    def _forget(self, numbers: Iterable[int]) -> None:
        items = set()
        for number in numbers:
            entry = self.entries.pop(number)
            self.index.forget(number)
            self.stories.forget(number)
            self._left.append(entry)
            if self._numbers.get(entry.article_id) == number:
                del self._numbers[entry.article_id]
            self._items[entry.resolved].remove(number)
            items.add(entry.resolved)
        for identity in items:
            self._retrace(identity)
        while len(self._left) > RECENT:
            entry = self._left.popleft()
            del self._decided[entry.position]
            if self._parked.get(entry.article_id) is entry:
                del self._parked[entry.article_id]

    def _retrace(self, identity: str) -> None:
        """What is known of an item is what its articles in the window say, so that a rebuilt state knows the same."""
        left = self.item(identity)
        names = {name for entry in left for name in entry.aliases}
        for name in self._names.pop(identity) - names:
            # Another item may have taken the name over, and be gone itself.
            if self._aliases.get(name) == identity:
                del self._aliases[name]
        if left:
            self._names[identity] = names
            lineage = Lineage(identity, left[0].source)
            for entry in left:
                lineage = _followed(lineage, entry)
            self._know(lineage)
        else:
            del self._items[identity]
            del self._lineages[identity]
            self.killed.discard(identity)


def _segment(time: datetime) -> int:
    return (time - LONG_AGO) // SEGMENT
