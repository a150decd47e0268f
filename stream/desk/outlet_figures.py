"""What an outlet did in a time: how much of it is copied, how late, how much it cut, how it followed corrections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from stream.desk.came_sums import CameSum

QUIET_LEAST: Final = 10  # articles from which a source has a habit
QUIET_SPAN: Final = (
    86_400_000  # milliseconds that they must reach over: without a night seen, nothing is known of nights
)
QUIET_TIMES: Final = 2  # as long as its longest pause: a feed that pauses at night does so every night
QUIET_FLOOR: Final = 30 * 60_000  # milliseconds; no editor minds less


@dataclass(frozen=True, slots=True)
class FollowedNotice:
    """A correction or kill of a text that a source carried: when it was told, when the source changed its page, None if not."""

    source: str
    told: int
    followed: int | None


@dataclass(frozen=True, slots=True)
class OutletFigures:
    """A source's line.

    `delay` is the median in seconds (see `came_sums`), `changed` the part of copies with a headline of their own, `cut` and `added` the mean of
    paragraphs, `follow_delay` the median in seconds of the corrections and kills that it followed.
    """

    source: str
    articles: int
    copies: int
    agencies: tuple[tuple[str, int], ...]
    delay: int | None
    changed: float | None
    cut: float | None
    added: float | None
    told: int
    followed: int
    follow_delay: int | None
    last: int
    wrong: int

    @property
    def part(self) -> float:
        """The part of its articles that are copies."""
        return self.copies / self.articles if self.articles else 0.0


def figures(
    came: Mapping[str, CameSum],
    last: Mapping[str, int],
    followed: Iterable[FollowedNotice],
    wrong: Mapping[str, int],
    quiet: Iterable[str] = (),
) -> list[OutletFigures]:
    """A line a source: those that carry something wrong first, then by articles; one that is quiet has a line though nothing came from it.

    Args:
        came: the articles of the time by source.
        last: when each source was seen last.
        followed: the corrections and kills of the time by source.
        wrong: what each source carries now that is killed, held or corrected.
        quiet: the sources that are quiet against their habit.
    """
    told: dict[str, list[FollowedNotice]] = {}
    for answer in followed:
        told.setdefault(answer.source, []).append(answer)
    lines = [
        _line(name, came.get(name, CameSum()), last.get(name, 0), told.get(name, ()), wrong.get(name, 0))
        for name in dict.fromkeys([*wrong, *came, *quiet])
    ]
    return sorted(lines, key=lambda line: (-line.wrong, -line.articles, line.source))


def quiet_since(received: Sequence[int], now: int) -> int | None:
    """When a source fell quiet against its own habit (milliseconds since 1970), None where it did not, or has no habit.

    Quiet is longer than half an hour, and twice as long as the longest pause between the given articles, oldest first, which reach over
    a day.
    """
    longest = longest_pause(received)
    if longest is None:
        return None
    since = received[-1]
    return since if now - since > max(QUIET_TIMES * longest, QUIET_FLOOR) else None


def longest_pause(received: Sequence[int]) -> int | None:
    """A source's habit: the longest pause between its articles, oldest first (milliseconds); None where too few are given, or of less than a day."""
    if len(received) < QUIET_LEAST or received[-1] - received[0] < QUIET_SPAN:
        return None
    return max(after - before for before, after in pairwise(received))


def _line(name: str, held: CameSum, last: int, told: Sequence[FollowedNotice], wrong: int) -> OutletFigures:
    count = held.copies
    waits = [(each.followed - each.told) // 1000 for each in told if each.followed is not None]
    return OutletFigures(
        source=name,
        articles=held.articles,
        copies=count,
        agencies=tuple(sorted(held.agencies.items(), key=lambda item: (-item[1], item[0]))),
        delay=held.delay,
        changed=held.own_headlines / count if count else None,
        cut=held.cut / count if count else None,
        added=held.added / count if count else None,
        told=len(told),
        followed=len(waits),
        follow_delay=round(median(waits)) if waits else None,
        last=last,
        wrong=wrong,
    )
