"""When each copy of a story appears and which version it carries: the usual course, and the planted exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from stream.demo.newsrooms import OUTLETS, Outlet
from stream.demo.story_files import PlannedStory, StoryVersion

LAST_MINUTE = 23 * 60 + 50
FASTEST, SLOWEST = 3, 600
"""Minutes until a copy appears: of outlets with a live feed, and of one that publishes in the evening."""
AFTER_KILL = 2
"""Copies that still appear after a kill: their outlets read no notices."""
SEEN_FOR = 5
"""Minutes a new version has been out before an outlet works from it."""

LATER = frozenset({"update", "correction", "refile"})
TEXT = LATER | {"first"}


@dataclass(frozen=True, slots=True)
class Reprint:
    """A copy to be: who publishes it, in which minute, from which version.

    `early` means before the agency's own text, `whole` that nothing is cut; `half` is 1 or 2 of a divided text.
    """

    outlet: Outlet
    at: int
    version: StoryVersion
    half: int = 0
    early: bool = False
    whole: bool = False


def reprints(story: PlannedStory, rng: Random) -> list[Reprint]:
    """The copies of a story in the order of their time."""
    pool = [outlet for outlet in OUTLETS.values() if story.language in outlet.languages]
    cast = rng.sample(pool, min(story.copies, len(pool)))
    cast += [rng.choice(cast) for _ in range(story.copies - len(cast))]
    start = max(story.versions[0].at, story.embargo or 0)
    killed = story.killed_at()
    end = min(LAST_MINUTE, start + SLOWEST) if killed is None else killed - 1
    taken_up = [start, *(version.at for version in story.versions if version.kind in LATER)]
    times = sorted(_delayed(rng.choice(taken_up), end, rng) for _ in cast)
    if killed is not None:
        late = [killed + rng.randint(6, 90) for _ in times[-AFTER_KILL:]]
        times = [*times[:-AFTER_KILL], *sorted(late)]
    copies = [Reprint(outlet, at, _carried(story, at)) for outlet, at in zip(cast, times, strict=True)]
    first = story.versions[0]
    if story.plot == "halves":
        copies[0] = Reprint(copies[0].outlet, start - 25, first, half=1, early=True, whole=True)
        copies[1] = Reprint(copies[1].outlet, start - 14, first, half=2, early=True, whole=True)
    if story.plot == "outlet_first":
        copies[0] = Reprint(copies[0].outlet, start - 34, first, early=True, whole=True)
    if story.plot == "late_wrong":
        # The first version, published long after its correction.
        copies[-1] = Reprint(copies[-1].outlet, start + SLOWEST, first, whole=True)
    return sorted(copies, key=lambda copy: copy.at)


def _delayed(start: int, end: int, rng: Random) -> int:
    # Most copies are quick and a few very late: uniform in the logarithm of the delay.
    slowest = max(FASTEST + 1, end - start)
    return start + int(FASTEST * (slowest / FASTEST) ** rng.random())


def _carried(story: PlannedStory, at: int) -> StoryVersion:
    known = [version for version in story.versions if version.kind in TEXT and version.at + SEEN_FOR <= at]
    return max(known, key=lambda version: int(version.version), default=story.versions[0])
