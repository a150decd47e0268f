"""The state of one shard: a function of the decisions applied, in order, and of nothing else.

Memory grows with the articles in the window and with nothing else: per article its outline (0.24 KB for 400 words), its
keys in the index (8.5 to 11 bytes each, about 25), its packed facts (0.15 to 0.2 KB), its names (15 bytes each, about
three) and 60 bytes of columns; per story or item of several articles some objects more: 0.9 to 0.95 KB in all. The
decisions themselves are in the archive. The time of a decision does not grow with the window, but with what it must
name: the versions of its item, the members of its story, the articles that share text with it (`python -m bench.index`
shows both).

What left the window is dropped by whole segments of article time, an hour each.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from stream.dedup.index.index import SketchIndex
from stream.dedup.journal.archive import Archive, Memory
from stream.dedup.journal.decision import Decision, Tick, delivery_of
from stream.dedup.journal.facts import Act, Facts, Step, moment
from stream.dedup.journal.lineage import Lineage
from stream.dedup.journal.packing import step_of
from stream.dedup.state.deliveries import RECENT, Deliveries, place_of
from stream.dedup.state.embargoes import Embargoes
from stream.dedup.state.items import Items
from stream.dedup.state.stories import Stories
from stream.dedup.state.window import Window
from stream.dedup.state.window_articles import SLACK, WindowArticles
from stream.dedup.thresholds import DedupRules
from stream.model.articles import Position
from stream.model.verdicts import Verdict

VERSIONS = frozenset(
    {Verdict.ORIGINAL, Verdict.UPDATE, Verdict.CORRECTION, Verdict.REFILE, Verdict.STALE, Verdict.COPY}
)
_QUIET: Final = frozenset({Verdict.STALE, Verdict.REDELIVERY})


class State:
    """What a shard knows. Only `apply` changes it (and, in a rebuild, the methods that `stream.dedup.state.rebuild` calls); all others read.

    Args:
        rules: thresholds and the window.
        archive: where the decisions are kept whole.
        recent: decisions still given again after they left the window.
        slack: how many forgotten articles there are at least before the rest is numbered anew.
    """

    def __init__(
        self, rules: DedupRules, archive: Archive | None = None, recent: int = RECENT, slack: int = SLACK
    ) -> None:
        self.rules = rules
        self.articles = WindowArticles(slack)
        self.stories = Stories(self.articles.article_id, self.number)
        self.index = SketchIndex(rules.max_key_stories, self.stories.key_of)
        self.items = Items(self.articles)
        self.embargoes = Embargoes()
        self.deliveries = Deliveries(Memory() if archive is None else archive, recent)
        self.window = Window(rules.window)
        self._clock = 0, moment(0)
        self._log_time = 0, moment(0)

    # -- reading

    @property
    def serial(self) -> int:
        """How many decisions there were."""
        return self.deliveries.serial

    @property
    def archive(self) -> Archive:
        """Where the decisions are kept whole."""
        return self.deliveries.archive

    @property
    def clock(self) -> datetime:
        """The latest time told, by articles or by ticks."""
        at = self.window.clock
        if self._clock[0] != at:
            self._clock = at, moment(at)
        return self._clock[1]

    @property
    def log_time(self) -> datetime:
        """How far the log has come: the latest time at which an article was received. No tick moves it."""
        at = self.window.log
        if self._log_time[0] != at:
            self._log_time = at, moment(at)
        return self._log_time[1]

    @property
    def watermark(self) -> datetime:
        """The latest article time."""
        return moment(self.window.watermark)

    @property
    def killed(self) -> set[str]:
        """The items under a kill."""
        return self.items.killed

    @property
    def withheld(self) -> set[str]:
        """The items under a kill or a hold."""
        return self.items.withheld

    def recall(self, position: Position) -> tuple[Decision | Tick, ...]:
        """The decisions already given for what stood at a position; `delivery_of` says which of them is of which article."""
        return self.deliveries.recall(place_of(position), position)

    def was_given(self, serial: int, place: int, article_id: str) -> bool:
        """Whether a decision in the archive was given before, by another number than its own.

        `place` is the hash of its position, `article_id` "" for a tick. The archive is asked only where that cannot be
        told without: after a topic was made anew each article of it stands where another stood.
        """
        others = [other for other in self.deliveries.find(place) if self._may_be_of(other, article_id)]
        if not others:
            return False
        delivery = delivery_of(self.archive.get(serial))
        return any(delivery_of(self.archive.get(other)) == delivery for other in others)

    def lineage(self, identity: str) -> Lineage | None:
        """What is known of an item."""
        return self.items.lineage(identity)

    def alias(self, name: str) -> tuple[str, datetime] | None:
        """The item that went by another name last, and when the name was last used."""
        return self.items.alias(name)

    def aliases(self, name: str) -> tuple[tuple[str, datetime], ...]:
        """The items that go by another name, the last to use it last, and when each last did."""
        return self.items.aliases(name)

    def numbers_of(self, identity: str) -> tuple[int, ...]:
        """The numbers of an item's articles, in order of arrival."""
        return self.items.numbers(identity)

    def item(self, identity: str) -> tuple[Facts, ...]:
        """What is known of an item's versions, in order of arrival."""
        return self.items.articles(identity)

    def number(self, article_id: str) -> int | None:
        """The number of an article in the window."""
        return self.items.number(article_id)

    def decision(self, number: int) -> Decision:
        """The decision on an article in the window, whole, from the archive."""
        decision = self.archive.get(int(self.articles.serials.values[number]))
        if isinstance(decision, Decision):
            return decision
        msg = f"the decision on article {self.articles.article_id(number)} is a tick's"
        raise TypeError(msg)

    def parked(self, article_id: str) -> Decision | None:
        """The decision on an article whose text waits, or waited, for its embargo."""
        serial = self.embargoes.serial(article_id)
        decision = None if serial is None else self.archive.get(serial)
        return decision if isinstance(decision, Decision) else None

    def due(self, clock: datetime) -> tuple[str, ...]:
        """The parked articles whose embargo has passed by `clock`, in order of time."""
        return self.embargoes.due(clock)

    def next_release(self) -> datetime | None:
        """When the next embargo ends."""
        return self.embargoes.next()

    def horizon(self) -> datetime:
        """Articles made before this are forgotten: the start of the oldest segment in the window."""
        return moment(self.window.horizon())

    def stays_until(self, time: datetime) -> datetime:
        """The time that counts for an article of `time` applied now."""
        return self.window.stays_until(time)

    # -- writing

    def apply(self, decision: Decision | Tick, packed: Step | None = None) -> None:
        """Take one new decision into the state and the archive; `packed` is what `step_of` makes of it, if known."""
        self.archive.append(self.serial, decision)
        step = step_of(decision) if packed is None else packed
        act, facts, place = step.act, step.facts, step.names.place
        serial = self.deliveries.count(place)
        if facts is None:
            self.window.pass_tick(act.clock)
            self.build_tick(act, serial, place)
            return
        self.window.pass_time(act.clock)
        self.window.watch(self.window.believed(facts.at))
        number = self.articles.add(step.packed, serial, place, self.window.segment_of(act.until))
        self.build_article(number, serial, step)
        self.index.add_key(number, step.sketch)
        self.expire()

    # -- as a rebuild writes (see `stream.dedup.state.rebuild`)

    def reserve(self, decisions: int) -> None:
        """Make room for so many decisions to come."""
        for part in (self.index, self.items, self.deliveries):
            part.reserve(decisions)

    def build_tick(self, act: Act, serial: int, place: int, *, unbound: bool = False) -> None:
        """Take a tick that has its serial; the clock of an unbound one is first bounded by what the log says (`Window.believed`)."""
        self.embargoes.release(act.releases)
        clock = self.window.believed(act.clock) if unbound else act.clock
        self.deliveries.ticked(clock, serial, place)

    def build_article(self, number: int, serial: int, step: Step) -> None:
        """Take a decision on an article that has its serial and number; its keys come later."""
        act, facts = step.act, step.facts
        if facts is None:
            return
        if act.releases:
            self.embargoes.release(act.releases)
        self._place(number, step, facts)
        followed = self.items.add(number, facts, step.names)
        if facts.verdict not in _QUIET and (followed or facts.article_id in self.embargoes):
            self._drop_parked(facts.resolved)
        if act.parked:
            self.embargoes.park(facts.article_id, serial, moment(act.parked))

    def remembers(self, article_id: str) -> bool:
        """Whether a story or a parked text has an article's id, even if the article itself was forgotten."""
        return article_id in self.embargoes or self.stories.is_stored(article_id)

    def expire(self) -> None:
        """Forget what the window has left behind."""
        if self.window.move():
            self._forget(self.articles.leaving(self.window.oldest))
        self.deliveries.expire_ticks(self.window.horizon())

    # -- within

    def _may_be_of(self, serial: int, article_id: str) -> bool:
        number = self.articles.numbered(serial)
        return number is None or self.articles.article_id(number) == article_id

    def _place(self, number: int, step: Step, facts: Facts) -> None:
        act = step.act
        usable = facts.verdict in VERSIONS
        story_id = act.story or facts.article_id
        name = step.names.article
        same = self.items.number(facts.article_id, name)
        story = self.stories.get(story_id) if act.story else self.stories.by_founder(story_id, same)
        named = usable and same is None
        if named:
            self.items.name(number, name)
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
            self.index.append(number, step.sketch, facts.exact)

    def _drop_parked(self, identity: str) -> None:
        """Drop the waiting versions of an item when a later article of it comes: no clock may publish what was killed, held or replaced."""
        if self.embargoes.next() is not None:
            self.embargoes.drop(map(self.articles.article_id, self.numbers_of(identity)))

    def _forget(self, numbers: list[int]) -> None:
        leaving = [(number, self.articles.facts(number)) for number in numbers]
        self.items.forget(leaving)
        for number, facts in leaving:
            serial, place = (
                int(self.articles.serials.values[number]),
                int(self.articles.places.values[number]),
            )
            parked = facts.article_id if self.embargoes.serial(facts.article_id) == serial else ""
            self.deliveries.leave(serial, place, parked)
            self.stories.forget(number)
        self.index.forget(*numbers)
        self.articles.forget(numbers)
        for serial, article_id in self.deliveries.expire_left():
            self.embargoes.forget(article_id, serial)
        new = self.articles.new_numbers()
        if new is not None:
            for each in (self.articles, self.stories, self.index, self.items):
                each.renumber(new)
