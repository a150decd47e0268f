"""Links between threads of two languages: about one event where places, actors, tolls and time agree.

No words are compared, for two languages share none: what the tagger reads is the same in all of them. The shard that a place
belongs to meets all stories which name it first, whatever their language.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from stream.model.thread_records import LeadToll, Linked, ThreadPlace
from stream.threads.story_report import StoryReport, number_of

WITHIN: Final = (
    24 * 3600
)  # seconds between the nearest articles of two threads: on the next day it is another attack
SOON: Final = 12 * 3600  # the same of threads that tell no toll
LARGE: Final = (
    10  # a toll that seldom two events of a day have in one place; a smaller one needs a second sign
)
ACTORS: Final = 2  # that say as much as a toll
RECALLED: Final = (
    48 * 3600
)  # how long a story is met: a day, and a day's delay; beyond it would be memory for nothing
MOST_TOLD: Final = 64  # stories of a place, the newest
_HOUR: Final = 3600


@dataclass(frozen=True, slots=True)
class _Side:
    """What the stories of one thread tell together."""

    thread_id: str
    language: str
    first: int
    times: tuple[int, ...]
    places: dict[int, ThreadPlace]
    actors: frozenset[str]
    tolls: dict[str, dict[int, LeadToll]]


class EventLinks:
    """Stories by the places of their events. `judge` reads; only `apply` writes.

    Args:
        window: seconds; links that were made before are forgotten.
    """

    def __init__(self, window: int) -> None:
        self._window = window
        self._recalled = min(window, RECALLED)
        self._at: dict[int, deque[StoryReport]] = {}
        self._linked: dict[tuple[str, str], int] = {}  # a thread and the language of its partner; when
        self._order: deque[StoryReport] = deque()
        self._made: deque[StoryReport] = deque()  # those that made links

    def __len__(self) -> int:
        return len(self._order)

    def judge(self, told: StoryReport, before: Sequence[StoryReport] = ()) -> tuple[Linked, ...]:
        """The links that a story shows: of its thread to one of each other language, which both have none yet.

        Args:
            told: by a story that is not applied yet.
            before: by stories that come before it and are not applied either.
        """
        made = {key for each in before for key in _pairs(each)}
        found: dict[str, tuple[tuple[int, float, str], Linked]] = {}
        for place in told.meets:
            there = [each for each in self._at.get(place, ()) if each.clock >= told.clock - self._recalled]
            there += [each for each in before if place in each.meets]
            own = _side([*(each for each in there if each.thread_id == told.thread_id), told])
            others: dict[tuple[str, str], list[StoryReport]] = {}
            for each in there:
                if each.language != told.language:
                    others.setdefault((each.language, each.thread_id), []).append(each)
            for (language, thread_id), stories in others.items():
                keys = (told.thread_id, language), (thread_id, told.language)
                if any(key in self._linked or key in made for key in keys):
                    continue
                agreed = _agreement(own, _side(stories))
                if agreed is None:
                    continue
                signs = len(agreed.tolls) + len(agreed.actors) + len(agreed.places)
                rank = -signs, agreed.hours, thread_id
                if language not in found or rank < found[language][0]:
                    found[language] = rank, agreed
        return tuple(linked for _, (_, linked) in sorted(found.items()))

    def apply(self, told: StoryReport) -> None:
        """Take a story and its links."""
        self.pass_time(told.clock)
        if not told.meets:
            return
        if told.partners:
            self._made.append(told)
        self._order.append(told)
        for place in told.meets:
            self._at.setdefault(place, deque(maxlen=MOST_TOLD)).append(told)
        self._linked.update(dict.fromkeys(_pairs(told), told.clock))

    def pass_time(self, clock: int) -> None:
        """Forget what was told before the window."""
        while self._order and self._order[0].clock < clock - self._recalled:
            gone = self._order.popleft()
            for place in gone.meets:
                there = self._at.get(place)
                if there and there[0] is gone:
                    there.popleft()
                if not there:
                    self._at.pop(place, None)
        while self._made and self._made[0].clock < clock - self._window:
            gone = self._made.popleft()
            for key in _pairs(gone):
                if self._linked.get(key) == gone.clock:
                    del self._linked[key]


def _pairs(told: StoryReport) -> Iterator[tuple[str, str]]:
    """Each thread of the links that a story made, with the language of its partner."""
    for thread_id, language in told.partners:
        yield told.thread_id, language
        yield thread_id, told.language


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
        min(story.clock for story in stories),
        tuple(story.time for story in stories),
        {place.geonames_id: place for story in stories for place in story.places},
        frozenset(actor for story in stories for actor in story.actors),
        tolls,
    )


def _agreement(one: _Side, other: _Side) -> Linked | None:
    """What two threads agree in, if that is enough to be one event."""
    gap = min(abs(mine - theirs) for mine in one.times for theirs in other.times)
    both = one.tolls.keys() & other.tolls.keys()
    agreed = {kind: one.tolls[kind].keys() & other.tolls[kind].keys() for kind in both}
    if gap > WITHIN or not all(agreed.values()):
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
        tuple(_toll(one, kind, numbers) for kind, numbers in sorted(agreed.items())),
        round(gap / _HOUR, 1),
    )


def _rank(side: _Side) -> tuple[int, str]:
    return side.first, side.thread_id


def _toll(side: _Side, kind: str, numbers: Iterable[int]) -> LeadToll:
    """The largest number of a kind that both tell: the later one of a toll that rises."""
    number = max(numbers)
    return LeadToll(kind, number, number, side.tolls[kind][number].qualifier)
