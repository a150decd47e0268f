"""Links between threads of two languages: about one event where places, actors, tolls and time agree.

No words are compared, for two languages share none: what the tagger reads is the same in all of them. The shard that a place
belongs to meets all threads which name it first, whatever their language.

A thread speaks by the story that it began with. The versions of a story are read in their order, but of two stories now
one first and now the other. So what is decided of two stories hangs on their versions alone: a link is told for so many
of one and so many of the other as agree, where no fewer of both did. Whatever is read first, the same links are told.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, NamedTuple
from zlib import crc32

from stream.model.thread_records import LeadToll, Linked, ThreadPlace
from stream.threads.report_packing import brief, pack_report, packed_language, unpack_report
from stream.threads.story_report import StoryReport, number_of

WITHIN: Final = (
    24 * 3600
)  # seconds between the nearest articles of two threads: on the next day it is another attack
SOON: Final = 12 * 3600  # the same of threads that tell no toll
LARGE: Final = (
    10  # a toll that seldom two events of a day have in one place; a smaller one needs a second sign
)
ACTORS: Final = 2  # that say as much as a toll
SPOKEN: Final = (
    24 * 3600
)  # how long a story speaks for its thread from its first report on, and how far apart two begin that are linked
ANEW: Final = 2 * SPOKEN  # a story that tells something so late speaks of another day
# How long a story is held: as long as one that is linked with it may speak, and a day that its reports may be late by, which
# is as long as any judged record waits for the tagger.
HELD: Final = 3 * SPOKEN
_HOUR: Final = 3600


@dataclass(frozen=True, slots=True)
class _Side:
    """What the versions of a story tell together."""

    thread_id: str
    language: str
    first: int
    times: tuple[int, ...]
    places: dict[int, ThreadPlace]
    actors: frozenset[str]
    tolls: dict[str, dict[int, LeadToll]]
    here: frozenset[int]
    anywhere: frozenset[int]


class StoryLink(NamedTuple):
    """A link that a report shows: with which story, by which of its articles, and the later of the two reports."""

    story_id: str
    article_id: str
    linked: Linked
    cause: StoryReport


class EventLinks:
    """Stories by the places of their events. `judge` reads; only `apply` writes."""

    def __init__(self) -> None:
        self._versions: dict[int, list[bytes]] = {}  # of a story, packed, in order
        # Stories by what they are found by, most by nothing else: a tuple of one takes half of a list's memory.
        self._at: dict[int, tuple[int, ...]] = {}
        self._least: dict[tuple[int, int], int] = {}  # of two linked stories: the version of the second
        self._partners: dict[int, list[int]] = {}  # of a story that is linked
        self._order: deque[int] = deque()

    def __len__(self) -> int:
        return len(self._versions)

    def judge(self, told: StoryReport, before: Sequence[StoryReport] = ()) -> tuple[StoryLink, ...]:
        """The links that a version of a story shows, by story.

        Args:
            told: by a version that is not applied yet.
            before: by versions that come before it and are not applied either.
        """
        if not told.meets:
            return ()
        earlier = self._heard(told.story_id, before)
        mine = _with(earlier, told)
        if mine is earlier:
            return ()
        own = _side(mine)
        found = {f"{name:016x}" for sign in _signs(own) for name in self._at.get(sign, ())}
        found.update(each.story_id for each in before if each.meets)
        links = []
        for story_id in sorted(found - {told.story_id}):
            if not self._may_link(mine[0], story_id):
                continue
            theirs = self._heard(story_id, before)
            if theirs[0].language == told.language or abs(theirs[0].clock - mine[0].clock) > SPOKEN:
                continue
            for at in range(len(theirs) if len(mine) == 1 else self._least_of(told, theirs, before)):
                agreed = _agreement(own, _side(theirs[: at + 1]))
                if agreed is not None:
                    cause = max(told, theirs[at], key=lambda each: each.place_key)
                    links.append(StoryLink(story_id, theirs[at].article_id, agreed, cause))
                    break
        return tuple(links)

    def _may_link(self, first: StoryReport, story_id: str) -> bool:
        """Whether a story is of another language and began near in time, by its first report alone."""
        versions = self._versions.get(int(story_id, 16))
        if versions is None:
            return True
        near = abs(brief(versions[0])[1] - first.clock) <= SPOKEN
        return near and packed_language(versions[0]) != first.language

    def _heard(self, story_id: str, before: Sequence[StoryReport] = ()) -> list[StoryReport]:
        """The versions of a story by which it speaks, in order."""
        versions = [*map(unpack_report, self._versions.get(int(story_id, 16), ()))]
        for each in before:
            if each.story_id == story_id and each.meets:
                versions = _with(versions, each)
        return versions

    def _least_of(
        self, told: StoryReport, theirs: Sequence[StoryReport], before: Sequence[StoryReport]
    ) -> int:
        """How many versions of another story are too few for a link that is told already."""
        other = theirs[0].story_id
        least = self._least.get((int(told.story_id, 16), int(other, 16)), len(theirs))
        for each in before:
            for story, article in each.partners:
                if (each.story_id, story) == (told.story_id, other):
                    least = min(least, _place_of(theirs, article))
                elif (each.story_id, story) == (other, told.story_id):
                    least = min(least, _place_of(theirs, each.article_id))
        return least

    def apply(self, told: StoryReport) -> None:
        """Take a version of a story and its links."""
        self.pass_time(told.clock)
        if not told.meets:
            return
        earlier = self._heard(told.story_id)
        mine = _with(earlier, told)
        if mine is earlier:
            return
        name = int(told.story_id, 16)
        if len(mine) == 1:
            self._drop(name)
            self._order.append(name)
        self._versions.setdefault(name, []).append(pack_report(told))
        for sign in _signs(_side(mine)):
            there = self._at.get(sign, ())
            if name not in there:
                self._at[sign] = (*there, name)
        for story_id, article_id in told.partners:
            self._link(name, len(mine) - 1, story_id, article_id)

    def _link(self, name: int, version: int, story_id: str, article_id: str) -> None:
        other = int(story_id, 16)
        theirs = self._heard(story_id) if other in self._versions else []
        at = _place_of(theirs, article_id)
        if at == len(theirs):
            return
        for pair, number in (((name, other), at), ((other, name), version)):
            self._least[pair] = min(number, self._least.get(pair, number))
            self._partners.setdefault(pair[0], []).append(pair[1])

    def pass_time(self, clock: int) -> None:
        """Forget what was told too long ago."""
        while self._order:
            versions = self._versions.get(self._order[0])
            if versions is not None and brief(versions[0])[1] >= clock - HELD:
                break
            self._drop(self._order.popleft())

    def _drop(self, name: int) -> None:
        versions = self._versions.pop(name, None)
        if versions is None:
            return
        for sign in _signs(_side([*map(unpack_report, versions)])):
            there = tuple([other for other in self._at.get(sign, ()) if other != name])
            if there:
                self._at[sign] = there
            else:
                self._at.pop(sign, None)
        for other in self._partners.pop(name, ()):
            self._least.pop((name, other), None)
            self._least.pop((other, name), None)


def _with(versions: list[StoryReport], told: StoryReport) -> list[StoryReport]:
    """The versions by which a story speaks with one more; the very same where that says nothing any more."""
    if any(each.article_id == told.article_id for each in versions):
        return versions
    late = told.clock - versions[0].clock if versions else 0
    if late > ANEW:
        return [told]
    return versions if late > SPOKEN else [*versions, told]


def _place_of(versions: Sequence[StoryReport], article_id: str) -> int:
    """Which of some versions an article is; their number where it is none of them."""
    return next((at for at, each in enumerate(versions) if each.article_id == article_id), len(versions))


def _signs(side: _Side) -> Iterator[int]:
    """What a story is found by: two that agree have one of these in common."""
    said = [f"{kind} {number}" for kind, numbers in side.tolls.items() for number in numbers]
    said += map(" & ".join, combinations(sorted(side.actors), ACTORS))
    for place in sorted(side.here):
        for each in said:
            yield crc32(f"{place} {each}".encode())


def _side(stories: list[StoryReport]) -> _Side:
    tolls: dict[str, dict[int, LeadToll]] = {}
    for story in stories:
        for toll in story.tolls:
            number = number_of(toll)
            if number is not None:
                tolls.setdefault(toll.kind, {})[number] = toll
    return _Side(
        stories[0].thread_id,
        stories[0].language,
        stories[0].clock,
        tuple(story.time for story in stories),
        {place.geonames_id: place for story in stories for place in story.places},
        frozenset(actor for story in stories for actor in story.actors),
        tolls,
        frozenset(place for story in stories for place in story.meets),
        frozenset(place for story in stories for place in (*story.meets, *story.elsewhere)),
    )


def _agreement(one: _Side, other: _Side) -> Linked | None:
    """What two threads agree in, if that is enough to be one event."""
    gap = min(abs(mine - theirs) for mine in one.times for theirs in other.times)
    both = one.tolls.keys() & other.tolls.keys()
    agreed = {kind: one.tolls[kind].keys() & other.tolls[kind].keys() for kind in both}
    if gap > WITHIN or not all(agreed.values()) or not _meet(one, other):
        return None
    actors = one.actors & other.actors
    places = one.places.keys() & other.places.keys()
    largest = max((max(numbers) for numbers in agreed.values()), default=0)
    second = len(agreed) > 1 or bool(actors) or len(places) > 1
    if not ((agreed and (largest >= LARGE or second)) or (len(actors) >= ACTORS and gap <= SOON)):
        return None
    older, younger = (one, other) if _rank(one) <= _rank(other) else (other, one)
    return Linked(
        older.thread_id,
        older.language,
        younger.thread_id,
        younger.language,
        tuple(older.places[place] for place in sorted(places)),
        tuple(sorted(actors)),
        tuple(_toll(older, kind, numbers) for kind, numbers in sorted(agreed.items())),
        round(gap / _HOUR, 1),
    )


def _meet(one: _Side, other: _Side) -> bool:
    """Whether two threads meet at a place, and in this shard: of several shards it is that of the first place of both."""
    both = one.anywhere & other.anywhere
    return bool(both) and min(both) in one.here


def _rank(side: _Side) -> tuple[int, str]:
    return side.first, side.thread_id


def _toll(side: _Side, kind: str, numbers: Iterable[int]) -> LeadToll:
    """The largest number of a kind that both tell: the later one of a toll that rises."""
    number = max(numbers)
    return LeadToll(kind, number, number, side.tolls[kind][number].qualifier)
