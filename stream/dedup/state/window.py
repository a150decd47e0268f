"""The window: how far the log has come, the latest article time, and what is forgotten by then.

The log's time is that of its articles alone: a tick releases what waits and moves nothing, so that no worker's clock
bears on an article. Rows of before that (`rows.UNBOUND`) hold ticks of whatever clock a worker had, and articles behind
them that took it over: those count for nothing here, and an article time beyond what the log's time allows is cut.

Articles leave by whole segments of article time, an hour each, so that a pause is that of an hour's articles.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from stream.dedup.journal.facts import moment
from stream.model.clock import MAX_LEAD

SEGMENT: Final = timedelta(
    hours=1
)  # what expires at once: a pause of a tenth of a second at a million articles
LATE_LIFE: Final = timedelta(days=1)  # of an article from before the window: it and its copies still meet
_MICROSECOND: Final = timedelta(microseconds=1)
_SEGMENT: Final = SEGMENT // _MICROSECOND
_LATE: Final = LATE_LIFE // SEGMENT
_LEAD: Final = MAX_LEAD // _MICROSECOND

Times: TypeAlias = NDArray[np.int64]  # microseconds since the year 1, or segments


class Window:
    """Times in microseconds since the year 1, counted in segments of article time.

    Args:
        length: how long an article is kept.
    """

    def __init__(self, length: timedelta) -> None:
        self.clock = 0  # the latest time told, by articles and ticks
        self.log = 0  # the same by articles alone
        self.watermark = 0
        self._unbound = 0  # the latest tick that no log time bounded
        self.oldest = 0  # the first segment that is kept
        self._length = length // _MICROSECOND

    def pass_time(self, clock: int) -> None:
        """Let the log's time come to this, if it was behind."""
        if clock != self._unbound:
            self.log = max(self.log, clock)
            self.clock = max(self.clock, clock)

    def pass_tick(self, clock: int) -> None:
        """Note the time that a tick told: it moves the log's time by nothing."""
        self.clock = max(self.clock, clock)

    def pass_all(
        self, clocks: Times, articles: NDArray[np.bool_], ticks: NDArray[np.bool_], unbound: NDArray[np.bool_]
    ) -> Times:
        """`pass_time` and `pass_tick` for decisions and ticks in order; the log's time behind each of them.

        The clock of an article behind an unbound tick is that tick's, or else its own: it was the maximum of both.
        """
        wrong = np.maximum(np.maximum.accumulate(np.where(unbound, clocks, 0)), self._unbound)
        own = np.where(articles & (clocks != wrong), clocks, 0)
        logs = np.maximum(np.maximum.accumulate(own), self.log)
        self._unbound, self.log = int(wrong[-1]), int(logs[-1])
        self.clock = max(self.clock, self.log, int(clocks[ticks].max(initial=0)))
        return logs

    def believed(self, time: int) -> int:
        """A time as far as the log's time bears it out: no article is from further ahead (`stream.dedup.judging.article_time`)."""
        return min(time, self.log + _LEAD)

    def watch(self, time: int) -> None:
        """Let the latest article time be this, if it was earlier."""
        self.watermark = max(self.watermark, time)

    def segment_of(self, until: int) -> int:
        """The segment that an article leaves with, which came last and is needed until then."""
        return max(until // _SEGMENT, self._due() + _LATE)

    def all_believed(self, times: Times, logs: Times) -> Times:
        """`believed` for decisions and ticks in order, given the log's time behind each."""
        return np.minimum(times, logs + _LEAD)

    def segments_of(self, times: Times, until: Times, articles: NDArray[np.bool_]) -> tuple[Times, Times]:
        """The oldest segment to keep behind each of the decisions and ticks to come, and the segments that they leave with."""
        marks = np.maximum.accumulate(np.where(articles, times, 0))
        due = (np.maximum(marks, max(self.watermark, self._length)) - self._length) // _SEGMENT
        return due, np.maximum(until // _SEGMENT, due + _LATE)

    def move(self) -> bool:
        """Move on to the latest article time; whether anything is left behind."""
        due = self._due()
        if due <= self.oldest:
            return False
        self.oldest = due
        return True

    def horizon(self) -> int:
        """Articles made before this are forgotten."""
        return self.oldest * _SEGMENT

    def stays_until(self, time: datetime) -> datetime:
        """The time that counts for an article of `time` applied now: one from before the window lives a day."""
        return max(time, moment(self.horizon()) + LATE_LIFE)

    def _due(self) -> int:
        return max(self.watermark - self._length, 0) // _SEGMENT
