"""How many stories each choice of the wire's filters leaves, counted beside it as the other filters stand."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

import orjson

from stream.desk.desk_queries import Clock
from stream.desk.desk_rows import first_number
from stream.desk.story_facets import FacetSet
from stream.desk.trait_bits import FLAGS, NUMBERS, has_traits, reaches, trait_bit, trait_number
from stream.desk.wire_filters import (
    COUNTED,
    HOURS,
    MARKED,
    MINE,
    NAMED,
    SINCE_CHANGED,
    WHATS,
    Filters,
    condition,
    hours_since,
)

# A story's number, the number of its facets, and its traits (see `trait_bits`).
CountedStory: TypeAlias = tuple[int, int, int]
CHOICES: Final = ("hours", "what", "mine", "ours", "urgency", "killed", "copies")
# What a desk asks for of numbers that may be any; the one that is asked for stands among them.
LEASTS: Final = {"killed": (1, 5, 10, 50, 100), "copies": (0, 1, 2, 5, 10)}
_ALARMED: Final = f"SELECT number FROM story WHERE {NAMED}"  # noqa: S608 - ours


class PassingStories:
    """The newest stories that pass filters, each asked for once.

    Where stories of a country or an outlet are few, the index is read to its end for them: what else is asked of them is told from
    their traits then, and the index is not read again for each filter that is left out.

    Args:
        ask: gives the stories, newest first.
        most: how many it gives at most.
    """

    def __init__(self, ask: Callable[[Filters], Sequence[CountedStory]], most: int) -> None:
        self._ask = ask
        self._most = most
        self._asked: dict[Filters, Sequence[CountedStory]] = {}

    def of(self, filters: Filters) -> Sequence[CountedStory]:
        """Those that pass these."""
        plain = replace(filters, what="", urgency="", killed="", copies="", conflict="", differs="")
        if plain != filters and any(getattr(filters, name) for name in COUNTED):
            every = self._of(plain)
            if len(every) < self._most:
                return [story for story in every if _passes(filters, story[2])]
        return self._of(filters)

    def _of(self, filters: Filters) -> Sequence[CountedStory]:
        if filters not in self._asked:
            self._asked[filters] = self._ask(filters)
        return self._asked[filters]


@dataclass(frozen=True, slots=True)
class ChoiceCounts:
    """Counts the choices over stories that pass.

    `passing` gives the newest stories that pass other filters, newest first; `sets` the values behind numbers of facets; `wrong`
    are the stories with an alert.
    """

    connection: sqlite3.Connection
    clock: Clock
    wrong: Sequence[str]
    passing: Callable[[Filters], Sequence[CountedStory]]
    sets: Callable[[Collection[int]], Mapping[int, FacetSet]]

    def of(self, filters: Filters, found: Sequence[CountedStory]) -> dict[str, list[tuple[str, int]]]:
        """The choices of each filter with their counts, in the order of the page; `found` passes all filters."""
        traits = Counter([story[2] for story in found])
        counted = {}
        for name in CHOICES:
            if getattr(filters, name):
                others = self.passing(filters.without(name))
                counted[name] = self._counts(name, filters, others, Counter([story[2] for story in others]))
            else:
                counted[name] = self._counts(name, filters, found, traits)
        flags = {name: _with(traits, name) for name in FLAGS}
        flags["alert"] = self._among(found, _ALARMED, [orjson.dumps(list(self.wrong)).decode()])
        return counted | {name: [("1", count)] for name, count in flags.items()}

    def _counts(
        self, name: str, filters: Filters, found: Sequence[CountedStory], traits: Mapping[int, int]
    ) -> list[tuple[str, int]]:
        if name == "hours":
            numbers = [-story[0] for story in found]  # the newest first
            since = {each: first_number(hours_since(each, self.clock.now)) for each in HOURS}
            return [(each, bisect_right(numbers, -since[each])) for each in HOURS]
        if name == "mine":
            return self._marks(filters, found)
        if name == "ours":
            ours = self._ours(Counter([story[1] for story in found])) if self.clock.own else 0
            return [("yes", ours), ("no", len(found) - ours)]
        if name == "what":
            return [(each, _with(traits, each)) for each in WHATS]
        return _numbers(name, getattr(filters, name), traits)

    def _ours(self, counts: Mapping[int, int]) -> int:
        place = list(COUNTED).index("outlet")
        sets = self.sets(counts)
        outlets = {number: sets[number][place] for number in counts if number in sets}
        own = {each.lower() for each in self.clock.own}
        names = {each for held in set(outlets.values()) for each in held if each.lower() in own}
        return sum(counts[number] for number, held in outlets.items() if not names.isdisjoint(held))

    def _marks(self, filters: Filters, found: Sequence[CountedStory]) -> list[tuple[str, int]]:
        who = self.clock.who
        if who is None:
            return []
        held = MARKED.format(column="number", bound="")
        read = MARKED.format(column="number", bound=SINCE_CHANGED)
        muted = replace(filters, mine="mute")
        question = condition(muted, self.clock.now, self.wrong, own=self.clock.own, who=who)
        asked = self.connection.execute(
            f"SELECT count(*) FROM {question.source} WHERE {question.where}",  # noqa: S608 - parts of ours
            question.parameters,
        )
        counts = {
            "follow": self._among(found, held, ["follow", who]),
            "unread": len(found) - self._among(found, read, ["read", who]),
            "used": self._among(found, held, ["used", who]),
            "mute": asked.fetchone()[0],
        }
        return [(each, counts[each]) for each in MINE]

    def _among(self, found: Sequence[CountedStory], question: str, given: Sequence[str]) -> int:
        """How many of the stories are among those that a question finds, which are few."""
        named = {place for (place,) in self.connection.execute(question, given)}
        return sum(story[0] in named for story in found) if named else 0


def _with(traits: Mapping[int, int], name: str) -> int:
    bit = trait_bit(name)
    return sum(count for held, count in traits.items() if held & bit)


def _passes(filters: Filters, traits: int) -> bool:
    """As `wire_filters.condition` asks."""
    names = [filters.what] if filters.what else []
    names += [name for name in FLAGS if getattr(filters, name)]
    numbers = {name: int(getattr(filters, name)) for name in NUMBERS if getattr(filters, name)}
    return has_traits(traits, bits=sum(map(trait_bit, names)), numbers=numbers)


def _numbers(name: str, asked: str, traits: Mapping[int, int]) -> list[tuple[str, int]]:
    """Stories of an urgency or higher, with so many killed or more, with more copies than that."""
    held: dict[int, int] = {}
    for story, count in traits.items():
        number = trait_number(story, name)
        if number is not None:
            held[number] = held.get(number, 0) + count
    levels = {*(held if name == "urgency" else LEASTS[name]), *([int(asked)] if asked else [])}
    return [
        (str(level), sum(count for number, count in held.items() if reaches(name, number, level)))
        for level in sorted(levels)
    ]
