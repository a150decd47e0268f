"""What an outlet did in a time: how much of it is copied, how late, how much it cut, how it followed corrections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

QUIET_LEAST: Final = 10  # articles from which a source has a habit
QUIET_SPAN: Final = (
    86_400_000  # milliseconds that they must reach over: without a night seen, nothing is known of nights
)
QUIET_TIMES: Final = 2  # as long as its longest pause: a feed that pauses at night does so every night
QUIET_FLOOR: Final = 30 * 60_000  # milliseconds; no editor minds less


@dataclass(frozen=True, slots=True)
class CameSum:
    """Articles of a source in a time that are copies of one agency, or are none (`copy` false).

    `own_headlines`, `cut` and `added` are sums over them, `last` when the last one came (milliseconds since 1970).
    """

    source: str
    copy: bool
    agency: str
    articles: int
    own_headlines: int
    cut: int
    added: int
    last: int


@dataclass(frozen=True, slots=True)
class FollowedNotice:
    """A correction or kill of a text that a source carried: when it was told, when the source changed its page, None if not."""

    source: str
    told: int
    followed: int | None


@dataclass(frozen=True, slots=True)
class OutletFigures:
    """A source's line.

    `delay` is the median in seconds, `changed` the part of copies with a headline of their own, `cut` and `added` the mean of
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
    came: Iterable[CameSum],
    delays: Mapping[str, Sequence[int]],
    followed: Iterable[FollowedNotice],
    wrong: Mapping[str, int],
) -> list[OutletFigures]:
    """A line a source: those that carry something wrong first, then by articles.

    Args:
        came: the articles of the time.
        delays: of each source the seconds by which its copies came after what they copy.
        followed: the corrections and kills of the time by source.
        wrong: what each source carries now that is killed, held or corrected.
    """
    by_source: dict[str, list[CameSum]] = {name: [] for name in wrong}
    for each in came:
        by_source.setdefault(each.source, []).append(each)
    told: dict[str, list[FollowedNotice]] = {}
    for answer in followed:
        told.setdefault(answer.source, []).append(answer)
    lines = [
        _line(name, held, delays.get(name, ()), told.get(name, ()), wrong.get(name, 0))
        for name, held in by_source.items()
    ]
    return sorted(lines, key=lambda line: (-line.wrong, -line.articles, line.source))


def quiet_since(received: Sequence[int], now: int) -> int | None:
    """When a source fell quiet against its own habit (milliseconds since 1970), None where it did not, or has no habit.

    Quiet is longer than half an hour, and twice as long as the longest pause between the given articles, oldest first, which reach over
    a day.
    """
    if len(received) < QUIET_LEAST or received[-1] - received[0] < QUIET_SPAN:
        return None
    longest = max(after - before for before, after in pairwise(received))
    since = received[-1]
    return since if now - since > max(QUIET_TIMES * longest, QUIET_FLOOR) else None


def _line(
    name: str, held: Sequence[CameSum], delays: Sequence[int], told: Sequence[FollowedNotice], wrong: int
) -> OutletFigures:
    copies = [each for each in held if each.copy]
    count = sum(each.articles for each in copies)
    agencies = {each.agency: each.articles for each in copies if each.agency}
    waits = [(each.followed - each.told) // 1000 for each in told if each.followed is not None]
    return OutletFigures(
        source=name,
        articles=sum(each.articles for each in held),
        copies=count,
        agencies=tuple(sorted(agencies.items(), key=lambda item: (-item[1], item[0]))),
        delay=round(median(delays)) if delays else None,
        changed=sum(each.own_headlines for each in copies) / count if count else None,
        cut=sum(each.cut for each in copies) / count if count else None,
        added=sum(each.added for each in copies) / count if count else None,
        told=len(told),
        followed=len(waits),
        follow_delay=round(median(waits)) if waits else None,
        last=max((each.last for each in held), default=0),
        wrong=wrong,
    )
