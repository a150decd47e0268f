"""Stories as wholes: of what may be read of one, the first article, the count, the times and the sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stream.dedup.journal.facts import Facts
from stream.dedup.state.state import State

KEPT: Final = (
    1 << 14
)  # stories summed up of late: those of the threads that go on, which are asked for with each article


@dataclass(frozen=True, slots=True)
class StorySummary:
    """What may be read of a story; `first` and `last` are article times, as created where that is told, in microseconds since the year 1."""

    story_id: str
    article_id: str
    articles: int
    first: int
    last: int
    sources: frozenset[str]


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

    def of(self, state: State, article_id: str) -> StorySummary | None:
        """The story of an article; None where nothing that may be read is within the window."""
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
            and _withheld(state, known.items) == known.withheld
        ):
            return known.summary
        facts = [state.articles[each] for each in sorted(story.members)]
        items = frozenset(each.resolved for each in facts)
        withheld = _withheld(state, items)
        summary = _summary(story.story_id, [each for each in facts if each.resolved not in withheld])
        if len(self._known) >= self._most:
            self._known.clear()
        self._known[article_id] = _Sum(members, serial, items, withheld, summary)
        return summary


_NONE: Final[frozenset[str]] = frozenset()


def _withheld(state: State, items: frozenset[str]) -> frozenset[str]:
    withheld = state.withheld
    return _NONE if withheld.isdisjoint(items) else items & withheld


def _summary(story_id: str, live: list[Facts]) -> StorySummary | None:
    if not live:
        return None
    times = [each.at if each.made is None else each.at + each.made for each in live]
    sources = frozenset(each.source for each in live)
    return StorySummary(story_id, live[0].article_id, len(live), min(times), max(times), sources)
