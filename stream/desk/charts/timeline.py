"""What happened to a story, on one axis: its versions above, its copies below, what was taken back through both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from stream.desk.charts.time_axis import TimeAxis, axis_over, delay_since

WIDTH: Final = 800
MARGIN: Final = 24
NEAR: Final = 14  # pixels between two marks of one lane: a mark of 10 and some air
LANES: Final = 6  # of copies; what finds no room is on the last, over another, and in the list anyway
LANE: Final = 16
ABOVE: Final = 56  # pixels for the versions and the names of the lines
THROUGH: Final = frozenset({"kill", "hold", "correction", "release"})  # notices that are drawn as lines
SHAPES: Final = {
    "original": "circle",
    "update": "square",
    "correction": "diamond",
    "refile": "triangle",
    "copy": "dot",
}


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """A version, a copy or a notice.

    `kind` is `version`, `copy` or `notice`; `name` the verdict or the notice's kind; `reason` the sentence that explains it;
    `carries` the version of the text that a copy has, "" otherwise. `killed` marks a version or copy whose text was killed.
    """

    kind: str
    name: str
    article_id: str
    version: str
    who: str
    at: datetime
    reason: str
    carries: str = ""
    killed: bool = False


@dataclass(frozen=True, slots=True)
class TimelineMark:
    """A happening as it is drawn: `x`, `y` in pixels, `shape` of `SHAPES`."""

    x: float
    y: float
    shape: str
    happening: TimelineItem


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A kill, hold, correction or release: a line through versions and copies at `x`, its name at `y`."""

    x: float
    y: float
    happening: TimelineItem


@dataclass(frozen=True, slots=True)
class ListedHappening:
    """A line of the list under the drawing; `delay` counts from the first version."""

    delay: str
    happening: TimelineItem


@dataclass(frozen=True, slots=True)
class Timeline:
    """The drawing and its list, both in order of time. `middle` is the line between versions and copies."""

    axis: TimeAxis
    middle: float
    height: float
    marks: tuple[TimelineMark, ...]
    lines: tuple[NoticeLine, ...]
    listed: tuple[ListedHappening, ...]

    @property
    def said(self) -> str:
        """The drawing in a sentence, for those who cannot see it."""
        versions = sum(mark.happening.kind == "version" for mark in self.marks)
        copies = len(self.marks) - versions
        taken = ", ".join(f"{line.happening.name} {line.happening.at:%H:%M}" for line in self.lines)
        counts = f"{versions} {'version' if versions == 1 else 'versions'} and {copies} {'copy' if copies == 1 else 'copies'}"
        return f"{counts}{'; ' + taken if taken else ''}. Listed below."


def timeline(happenings: Iterable[TimelineItem]) -> Timeline | None:
    """The timeline of a story; None of nothing. The same happening twice counts once."""
    ordered = sorted(
        dict.fromkeys(happenings), key=lambda one: (one.at, one.kind != "version", one.name, one.article_id)
    )
    if not ordered:
        return None
    axis = axis_over([one.at for one in ordered], MARGIN, WIDTH - MARGIN)
    since = next((one.at for one in ordered if one.kind == "version"), ordered[0].at)
    ends = [float("-inf")] * LANES
    versions_end, raised = float("-inf"), False
    names_end = [float("-inf")] * 2
    marks, lines = [], []
    for one in ordered:
        x = axis.x(one.at)
        if one.kind == "notice":
            if one.name in THROUGH:
                row = next((number for number, end in enumerate(names_end) if x - end >= 64), 1)
                names_end[row] = x
                lines.append(NoticeLine(x, 10 + 12 * row, one))
            continue
        if one.kind == "version":
            raised = x - versions_end < NEAR and not raised
            versions_end = x
            marks.append(
                TimelineMark(x, ABOVE - 12 - (NEAR if raised else 0), SHAPES.get(one.name, "circle"), one)
            )
            continue
        lane = next((number for number, end in enumerate(ends) if x - end >= NEAR), LANES - 1)
        ends[lane] = x
        marks.append(TimelineMark(x, ABOVE + 12 + LANE * lane, SHAPES["copy"], one))
    used = max((lane for lane, end in enumerate(ends) if end > float("-inf")), default=0) + 1
    listed = tuple(ListedHappening(delay_since(since, one.at), one) for one in ordered)
    return Timeline(axis, ABOVE, ABOVE + 12 + LANE * used + 20, tuple(marks), tuple(lines), listed)
