"""What a newsroom may set of threads, and the thresholds that were measured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class ThreadRules:
    """When a story is in a thread, and when threads split and merge.

    The thresholds are chosen on the one half of a labelled set by event (`newswire eval threads --half`), the other half
    is scored alone.

    Args:
        window: a story counts as known for so long after its own time.
        join: the least mean likeness of a story to the stories of a thread that it joins, and of two threads that merge.
        learning: a story joins only by up to twice that until the feed has begun more threads than so many: what all of its
            news has in common counts as rare until then.
        half_life: a thread that is so far from a story in time is half as near to it.
        split: two groups of stories are two threads if what they share, terms that most of both have left out, is less
            than this part of what the looser of them has in common; with two stories in the smaller group, which may
            be alike by chance.
        split_step: so much more for each further story of the smaller group.
        split_most: never more than this.
        split_apart: so much more for groups that lie a `half_life` or more apart in time, in proportion for less.
    """

    window: timedelta = timedelta(days=14)
    join: float = 0.17
    learning: int = 6
    half_life: timedelta = timedelta(days=3)
    split: float = 0.24
    split_step: float = 0.04
    split_most: float = 0.45
    split_apart: float = 0.3

    def least_likeness(self, begun: int) -> float:
        """The mean likeness above which a story joins a thread, when so many threads of the window have begun."""
        return self.join * (1.0 + self.learning / (self.learning + begun))

    def least_ratio(self, smaller: int, gap: int) -> float:
        """The ratio below which two groups are two threads.

        Args:
            smaller: stories of the smaller group.
            gap: seconds between the two, 0 where they overlap.
        """
        by_count = min(self.split + self.split_step * (smaller - 2), self.split_most)
        return by_count + self.split_apart * min(gap / self.half_life.total_seconds(), 1.0)
