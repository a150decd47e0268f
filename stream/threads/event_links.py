"""Links between threads of two languages: about one event where places, actors, tolls and time agree.

No words are compared, for two languages share none: what the tagger reads is the same in all of them. The shard that a place
belongs to meets all stories which name it first, whatever their language.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from stream.model.thread_records import LeadToll, Linked, ThreadPlace
from stream.threads.report_packing import (
    LANGUAGE,
    brief,
    pack_report,
    packed_language,
    signs_of,
    unpack_report,
)
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
        self._at: dict[
            int, list[bytes]
        ] = {}  # packed, in order; a list takes a tenth of what an empty deque does
        self._linked: dict[tuple[str, str], int] = {}  # a thread and the language of its partner; when
        self._order: deque[bytes] = deque()
        self._made: deque[tuple[int, tuple[str, str]]] = deque()  # when, and the same

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
            there = self._met(place, told, [each for each in before if place in each.meets], made)
            if not there:
                continue
            own = _side([*(each for each in there if each.thread_id == told.thread_id), told])
            others: dict[tuple[str, str], list[StoryReport]] = {}
            for each in there:
                if each.language != told.language:
                    others.setdefault((each.language, each.thread_id), []).append(each)
            for (language, thread_id), stories in others.items():
                agreed = _agreement(own, _side(stories))
                if agreed is None:
                    continue
                signs = len(agreed.tolls) + len(agreed.actors) + len(agreed.places)
                rank = -signs, agreed.hours, thread_id
                if language not in found or rank < found[language][0]:
                    found[language] = rank, agreed
        return tuple(linked for _, (_, linked) in sorted(found.items()))

    def _met(
        self, place: int, told: StoryReport, before: Sequence[StoryReport], made: AbstractSet[tuple[str, str]]
    ) -> list[StoryReport]:
        """What says something of a story at a place: threads of other languages that may agree, and its own; none without those.

        Threads that share neither toll nor actor agree in nothing, and are not unpacked.
        """
        thread, signs, language = int(told.thread_id, 16), signs_of(told), b'%s"' % told.language.encode()
        own: list[bytes] = []
        others: defaultdict[int, list[bytes]] = defaultdict(list)
        theirs: defaultdict[int, int] = defaultdict(int)
        packed_before = map(pack_report, before)
        for packed in (*self._at.get(place, ()), *packed_before):
            _, its_thread, clock, its_signs = brief(packed)
            if clock < told.clock - self._recalled:
                continue
            if its_thread == thread:
                own.append(packed)
                signs |= its_signs
            elif not packed.startswith(language, LANGUAGE):
                others[its_thread].append(packed)
                theirs[its_thread] |= its_signs
        met = [
            packed
            for its_thread, stories in others.items()
            if theirs[its_thread] & signs
            for packed in stories
            if self._may_link(told, its_thread, packed_language(packed), made)
        ]
        return [*map(unpack_report, own), *map(unpack_report, met)] if met else []

    def _may_link(
        self, told: StoryReport, thread: int, language: str, made: AbstractSet[tuple[str, str]]
    ) -> bool:
        keys = (told.thread_id, language), (f"{thread:016x}", told.language)
        return not any(key in self._linked or key in made for key in keys)

    def apply(self, told: StoryReport, packed: bytes = b"") -> None:
        """Take a story and its links; `packed` is the same without these, where it is packed already."""
        self.pass_time(told.clock)
        if not told.meets:
            return
        packed = packed or pack_report(told)
        self._order.append(packed)
        for place in told.meets:
            there = self._at.setdefault(place, [])
            there.append(packed)
            del there[:-MOST_TOLD]
        for key in _pairs(told):
            self._linked[key] = told.clock
            self._made.append((told.clock, key))

    def pass_time(self, clock: int) -> None:
        """Forget what was told before the window."""
        while self._order and brief(self._order[0])[2] < clock - self._recalled:
            packed = self._order.popleft()
            for place in unpack_report(packed).meets:
                there = self._at.get(place)
                if there and there[0] is packed:
                    del there[0]
                if not there:
                    self._at.pop(place, None)
        while self._made and self._made[0][0] < clock - self._window:
            made, key = self._made.popleft()
            if self._linked.get(key) == made:
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
