"""Stories as wholes: of what may be read of one, the first article, the count, the times and the sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stream.dedup.journal.facts import Facts
from stream.dedup.state.state import State
from stream.model.verdicts import Verdict

KEPT: Final = (
    1 << 14
)  # stories summed up of late: those of the threads that go on, which are asked for with each article


@dataclass(frozen=True, slots=True)
class StorySummary:
    """What may be read of a story: neither an article of an item that is held or killed, nor one that carries such a text.

    `article_id` is the newest version of the item that came first, and `item` that item. `first` and `last` are article times, as
    created where that is told, in microseconds since the year 1. `withheld` are the ids of the articles that may not be read.
    """

    story_id: str
    article_id: str
    item: str
    articles: int
    first: int
    last: int
    sources: frozenset[str]
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum with what it was made of: members by number, the serial of the latest, and their items."""

    members: bytes
    serial: int
    items: frozenset[str]
    withheld: frozenset[str]
    summary: StorySummary | None


class StorySummaries:
    """Sums of the stories of one state, made once for as long as a story has the same members, none of them newly held or killed.

    Args:
        most: are kept.
    """

    def __init__(self, most: int = KEPT) -> None:
        self._most = most
        self._known: dict[str, _Sum] = {}  # by the name that was asked for

    def of(self, state: State, article_id: str, withheld: set[str]) -> StorySummary | None:
        """The story of an article; None where nothing that may be read is within the window.

        Args:
            state: that knows the story.
            article_id: of one of its articles.
            withheld: the items under a kill or a hold.
        """
        number = state.number(article_id)
        if number is None:
            return None
        story = state.stories.of(number)
        members = story.members.tobytes()
        # Articles may be numbered anew: the same numbers are the same articles where the latest has the same serial.
        serial = int(state.articles.serials.values[max(story.members)])
        known = self._known.get(article_id)
        if (
            known is not None
            and known.serial == serial
            and known.members == members
            and _met(withheld, known.items) == known.withheld
        ):
            return known.summary
        facts = [state.articles[each] for each in sorted(story.members)]
        carried = [_carried(state, each) for each in facts]
        items = frozenset((*(each.resolved for each in facts), *carried))
        met = _met(withheld, items)
        live = [each for each, item in zip(facts, carried, strict=True) if not met & {each.resolved, item}]
        summary = _summary(story.story_id, facts, live)
        if len(self._known) >= self._most:
            self._known.clear()
        self._known[article_id] = _Sum(members, serial, items, met, summary)
        return summary


_NONE: Final[frozenset[str]] = frozenset()


def _met(withheld: set[str], items: frozenset[str]) -> frozenset[str]:
    return _NONE if items.isdisjoint(withheld) else items & withheld


def _carried(state: State, facts: Facts) -> str:
    """The item whose text an article carries, its own where that has left the window."""
    number = state.number(facts.other_text) if facts.other_text else None
    return facts.resolved if number is None else state.articles.identity(number)


def _summary(story_id: str, facts: list[Facts], live: list[Facts]) -> StorySummary | None:
    if not live:
        return None
    times = [_time(each) for each in live]
    lead = [each for each in live if each.resolved == live[0].resolved and each.verdict is not Verdict.STALE]
    newest = max(lead or live[:1], key=_time)
    return StorySummary(
        story_id,
        newest.article_id,
        newest.resolved,
        len(live),
        min(times),
        max(times),
        frozenset(each.source for each in live),
        tuple(each.article_id for each in facts if each not in live),
    )


def _time(facts: Facts) -> int:
    return facts.at if facts.made is None else facts.at + facts.made
