"""The state of one shard: a function of the entries applied, in order, and of nothing else.

Memory grows with the articles in the window and with nothing else: per article its sketch (0.4 KB for 400 words), its
keys in the index (8 to 10 bytes each, about 25), its packed facts (0.25 KB), its names (13 bytes each, about three) and
50 bytes of columns; per story or item of several articles some objects more. The decisions themselves are in the
archive. The time of a decision does not grow with the window, but with what it must name: the versions of its item,
the members of its story, the articles that share text with it (`python -m bench.index` shows both).

What left the window is dropped by whole segments of article time, so once a day for about a fourteenth of the window.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from stream.dedup.archive import Archive, Memory
from stream.dedup.entries import Entries
from stream.dedup.facts import VERDICTS, Act, Facts, Known, Step, moment, step_of
from stream.dedup.index import SketchIndex
from stream.dedup.journal import Entry, Tick
from stream.dedup.lineage import Lineage, Status, Version
from stream.dedup.names import NameTable, hash_of
from stream.dedup.rules import DedupRules
from stream.dedup.story import Stories
from stream.records import Article, Position, Verdict

SEGMENT = timedelta(
    days=1
)  # what expires at once: fine enough for a window of days, coarse enough to be cheap
RECENT = (
    5000  # decisions still given again after they left the window: more than is ever read and not committed
)
MAX_LEAD = timedelta(days=1)  # how far ahead of the log a feed's own time is believed: time zones, not 2099
MANY: Final = 8  # versions from which an item's lineage is kept, not told anew from them

VERSIONS = frozenset(
    {Verdict.ORIGINAL, Verdict.UPDATE, Verdict.CORRECTION, Verdict.REFILE, Verdict.STALE, Verdict.COPY}
)
_DAY: Final = SEGMENT // timedelta(microseconds=1)
_QUIET: Final = frozenset({Verdict.STALE, Verdict.REDELIVERY})


def article_time(article: Article) -> datetime:
    """When an article was made, as far as it can be believed: its own time, but not beyond the log's."""
    created = article.version_created or article.received
    return min(created, article.received + MAX_LEAD)


def version_of(entry: Entry | Known) -> Version:
    """A decided article as a version of its item."""
    return Version(entry.article_id, entry.uri, entry.version, entry.created, entry.digest)


def _followed(lineage: Lineage, entry: Known) -> Lineage:
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
    """What a shard knows. `apply` (and `take`, for decisions read from rows) is the only way in; all else reads.

    Args:
        rules: thresholds and the window.
        archive: where the decisions are kept whole.
    """

    def __init__(self, rules: DedupRules, archive: Archive | None = None) -> None:
        self.rules = rules
        self.entries = Entries()
        self.stories = Stories(lambda number: self.entries[number].article_id, self.number)
        self.index = SketchIndex(rules.max_key_stories, self.stories.key_of)
        self.killed: set[str] = set()
        self.serial = 0  # of the next decision
        self.archive: Archive = Memory() if archive is None else archive
        self._clock = self._watermark = 0
        self._window = rules.window // timedelta(microseconds=1)
        self._oldest = 0
        self._names = NameTable()
        self._positions = NameTable()
        self._lineages: dict[str, Lineage] = {}
        self._ticks: deque[tuple[int, int, int]] = deque()
        self._left: deque[tuple[int, int, str]] = deque()
        self._parked: dict[str, int] = {}
        self._waiting: list[tuple[datetime, str]] = []

    # -- reading

    @property
    def clock(self) -> datetime:
        """How far the log has come."""
        return moment(self._clock)

    @property
    def watermark(self) -> datetime:
        """The latest article time."""
        return moment(self._watermark)

    def recall(self, position: Position) -> Entry | Tick | None:
        """The decision already given for a delivery, if there is one."""
        return self._recall(_place(position), position)

    def _recall(self, place: int, position: Position) -> Entry | Tick | None:
        for serial in self._positions.find(place):
            decision = self.archive.get(serial)
            if decision.position == position:
                return decision
        return None

    def lineage(self, identity: str) -> Lineage | None:
        """What is known of an item."""
        lineage = self._lineages.get(identity)
        return lineage if lineage is not None else self._told(identity)

    def alias(self, name: str) -> tuple[str, datetime] | None:
        """The item that goes by another name, and when the name was last used."""
        for number in self._names.find(hash_of(f"n{name}")):
            known = self.entries[number]
            if name in known.aliases:
                item = self.item(known.resolved)
                return known.resolved, max(entry.time for entry in item if name in entry.aliases)
        return None

    def numbers_of(self, identity: str) -> tuple[int, ...]:
        """The numbers of an item's articles, in order of arrival."""
        number = self._last_of(identity)
        return () if number is None else tuple(self._chain(number))[::-1]

    def item(self, identity: str) -> tuple[Known, ...]:
        """What is known of an item's versions, in order of arrival."""
        return tuple(self.entries[number] for number in self.numbers_of(identity))

    def number(self, article_id: str) -> int | None:
        """The number of an article in the window."""
        return self._number(hash_of(f"a{article_id}"), article_id)

    def _number(self, name: int, article_id: str) -> int | None:
        for number in self._names.find(name):
            if self.entries[number].article_id == article_id:
                return number
        return None

    def parked(self, article_id: str) -> Entry | None:
        """The decision on an article whose text waits, or waited, for its embargo."""
        serial = self._parked.get(article_id)
        decision = None if serial is None else self.archive.get(serial)
        return decision if isinstance(decision, Entry) else None

    def due(self, clock: datetime) -> tuple[str, ...]:
        """The parked articles whose embargo has passed by `clock`, in order of time."""
        if not self._waiting or self._waiting[0][0] > clock:
            return ()
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
        return moment(self._oldest * _DAY)

    def stays_until(self, time: datetime) -> datetime:
        """The time that counts for an article of `time` applied now: one from before the window gets a segment's life."""
        return max(time, self.horizon() + SEGMENT)

    # -- writing

    def apply(self, entry: Entry | Tick) -> None:
        """Take one new decision into the state and the archive."""
        self.archive.keep(self.serial, entry)
        step = step_of(entry)
        number = self._take(step, _place(step.act))
        if number is not None:
            self.index.add_keys(((number, step.sketch),))
            self._expire()

    def take(self, steps: Iterable[Step]) -> None:
        """Take decisions that are in the archive already, in their order.

        One given before (two workers may each have written a row around a rebalance, and agree on what both decided)
        changes nothing, but counts.
        """
        fresh: list[tuple[int, bytes]] = []
        for step in steps:
            act, place = step.act, _place(step.act)
            if self._recall(place, Position(act.topic, act.partition, act.offset)) is not None:
                self.serial += 1
                continue
            number = self._take(step, place)
            if number is not None:
                fresh.append((number, step.sketch))
            if self._must_expire():
                self.index.add_keys(fresh)
                fresh.clear()
                self._expire()
        self.index.add_keys(fresh)
        self._expire()

    def _take(self, step: Step, place: int) -> int | None:
        act, facts, serial = step.act, step.facts, self.serial
        self.serial += 1
        self._positions.put(place, serial)
        self._clock = max(self._clock, act.clock)
        self._release(act.releases)
        if facts is None:
            self._ticks.append((act.clock, serial, place))
            return None
        # One from before the window gets a segment's life; the horizon is that of before it came.
        self._watermark = max(self._watermark, facts.time)
        until = max(act.until // _DAY, self._segment_now() + 1)
        number = self.entries.add(step.packed, serial, place, until)
        self._place(number, step, facts)
        self._trace(number, facts)
        if act.parked:
            self._parked[facts.article_id] = serial
            heapq.heappush(self._waiting, (moment(act.parked), facts.article_id))
        return number

    def _segment_now(self) -> int:
        return 0 if self._watermark <= self._window else (self._watermark - self._window) // _DAY

    def _must_expire(self) -> bool:
        return self._segment_now() > self._oldest

    def _expire(self) -> None:
        if self._must_expire():
            self._oldest = self._segment_now()
            self._forget(self.entries.leaving(self._oldest))
        while self._ticks and self._ticks[0][0] < self._oldest * _DAY:
            _, serial, place = self._ticks.popleft()
            self._drop(serial, place)

    def _release(self, articles: Iterable[str]) -> None:
        gone = set(articles)
        if gone and self._waiting:
            self._waiting = [(at, name) for at, name in self._waiting if name not in gone]
            heapq.heapify(self._waiting)

    def _place(self, number: int, step: Step, facts: Facts) -> None:
        act = step.act
        usable = VERDICTS[facts.verdict] in VERSIONS
        story_id = act.story or facts.article_id
        name = hash_of(f"a{facts.article_id}")
        same = self._number(name, facts.article_id)
        story = self.stories.get(story_id) if act.story else self.stories.by_founder(story_id, same)
        named = usable and same is None
        if named:
            self._names.put(name, number)
        if story is not None:
            self.stories.join(number, story)
        elif named and not act.story and not act.moves_origin:
            self.stories.alone(number)
        else:
            story = self.stories.found(number, story_id)
        for merged in act.merges:
            other = self.stories.get(merged)
            if other is not None:
                self.stories.merge(story or self.stories.of(number), other)
        if act.moves_origin and story is not None:
            story.origin = number
        if usable:
            self.index.keep(number, step.sketch, facts.exact)

    def _trace(self, number: int, facts: Facts) -> None:
        identity, verdict = facts.identity, VERDICTS[facts.verdict]
        name = hash_of(f"i{identity}")
        last = self._last_of(identity, name)
        if last is not None:
            self._names.remove(name, last)
            self.entries.before.put(number, last)
        self._names.put(name, number)
        for alias in facts.aliases:
            name = hash_of(f"n{alias}")
            for other in tuple(self._names.find(name)):
                if alias in self.entries[other].aliases:
                    self._names.remove(name, other)
            self._names.put(name, number)
        known = self._lineages.get(identity)
        if known is not None:
            self._know(_followed(known, self.entries[number]))
        elif verdict in (Verdict.KILL, Verdict.HOLD) or (
            last is not None and sum(1 for _ in self._chain(number)) > MANY
        ):
            self._learn(identity)
        if verdict not in _QUIET and (last is not None or facts.article_id in self._parked):
            self._drop_parked(identity)

    def _learn(self, identity: str) -> None:
        lineage = self._told(identity)
        if lineage is not None:
            self._know(lineage)

    def _know(self, lineage: Lineage) -> None:
        identity = lineage.identity
        self._lineages[identity] = lineage
        if lineage.status is Status.KILLED:
            self.killed.add(identity)
        else:
            self.killed.discard(identity)

    def _told(self, identity: str) -> Lineage | None:
        """What is known of an item is what its articles in the window say, so that a rebuilt state knows the same."""
        item = self.item(identity)
        if not item:
            return None
        lineage = Lineage(identity, item[0].source)
        for entry in item:
            lineage = _followed(lineage, entry)
        return lineage

    def _last_of(self, identity: str, name: int | None = None) -> int | None:
        for number in self._names.find(hash_of(f"i{identity}") if name is None else name):
            if self.entries[number].resolved == identity:
                return number
        return None

    def _chain(self, number: int) -> Iterator[int]:
        before = self.entries.before
        while number >= 0:
            yield number
            number = int(before.values[number])

    def _drop_parked(self, identity: str) -> None:
        """Any later word on an item takes what of it still waits: no clock may publish what was killed, held or replaced.

        What was released stays, to be given again on a replay.
        """
        if not self._waiting:
            return
        waiting = {name for _, name in self._waiting}
        lineage = self.lineage(identity)
        articles = {version.article_id for version in lineage.versions} if lineage is not None else set()
        for article_id in articles & waiting:
            del self._parked[article_id]
        self._release(articles)

    def _forget(self, numbers: list[int]) -> None:
        gone = frozenset(numbers)
        items: dict[str, int] = {}
        names: list[tuple[str, str]] = []
        for number in numbers:
            facts = self.entries.facts(number)
            identity = facts.identity
            last = None if identity in items else self._last_of(identity)
            if last is not None:
                items[identity] = last
            self._names.remove(hash_of(f"a{facts.article_id}"), number)
            names += [
                (name, identity) for name in facts.aliases if self._names.remove(hash_of(f"n{name}"), number)
            ]
            serial = int(self.entries.serials.values[number])
            waits = facts.article_id if self._parked.get(facts.article_id) == serial else ""
            self._left.append((serial, int(self.entries.places.values[number]), waits))
            self.stories.forget(number)
        for identity, last in items.items():
            self._relink(identity, last, gone)
        self.index.forget(*numbers)
        self.entries.forget(numbers)
        for identity in items:
            if identity in self._lineages:
                del self._lineages[identity]
                self.killed.discard(identity)
                lineage = self._told(identity)
                if lineage is not None and (
                    lineage.status is not Status.LIVE or lineage.notes or lineage.versions[MANY:]
                ):
                    self._know(lineage)
        for name, identity in names:
            left = [number for number in self.numbers_of(identity) if name in self.entries[number].aliases]
            # Another item may have taken the name over, and be gone itself.
            if left:
                self._names.put(hash_of(f"n{name}"), left[-1])
        while len(self._left) > RECENT:
            serial, place, waits = self._left.popleft()
            self._drop(serial, place)
            if waits and self._parked.get(waits) == serial:
                del self._parked[waits]
        new = self.entries.new_numbers()
        if new is not None:
            for each in (self.entries, self.stories, self.index, self._names):
                each.renumber(new)

    def _relink(self, identity: str, last: int, gone: frozenset[int]) -> None:
        """Take forgotten articles out of an item's chain."""
        chain = list(self._chain(last))
        left = [number for number in chain if number not in gone]
        for number, before in zip(left, [*left[1:], -1], strict=False):
            self.entries.before.put(number, before)
        if not left or left[0] != last:
            self._names.remove(hash_of(f"i{identity}"), last)
            if left:
                self._names.put(hash_of(f"i{identity}"), left[0])

    def _drop(self, serial: int, place: int) -> None:
        self._positions.remove(place, serial)
        self.archive.drop(serial)


def _place(at: Position | Act) -> int:
    return hash_of(f"{at.topic}/{at.partition}/{at.offset}")
