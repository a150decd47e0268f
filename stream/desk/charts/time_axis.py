"""A straight axis of time: where a moment stands, where the ticks are, and how a delay is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR
# Between two ticks: what a clock and a calendar divide by.
_STEPS: Final = tuple(
    unit * many
    for unit, counts in ((_MINUTE, (1, 5, 10, 30)), (_HOUR, (1, 3, 6, 12)), (_DAY, (1, 2, 7, 14, 28)))
    for many in counts
)
_LABEL: Final = 24  # pixels: half of a label with its day, less the margin
MOST_TICKS: Final = 8  # at 800 pixels a label of 60 has air


@dataclass(frozen=True, slots=True)
class AxisMark:
    """A mark on the axis: its place in pixels, and the time in words (UTC).

    `anchor` is SVG's: a label near an end of the axis stands inside it.
    """

    x: float
    label: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Times from `first` to `last` on `left` to `right`, in pixels."""

    first: datetime
    last: datetime
    left: float
    right: float

    def x(self, at: datetime) -> float:
        """Where a moment stands; at the left where there is only one."""
        whole = (self.last - self.first).total_seconds()
        part = (at - self.first).total_seconds() / whole if whole > 0 else 0.0
        return round(self.left + part * (self.right - self.left), 1)

    def ticks(self) -> tuple[AxisMark, ...]:
        """At most `MOST_TICKS` whole minutes, hours or days; the date is said where it changes."""
        whole = (self.last - self.first).total_seconds()
        step = next((one for one in _STEPS if whole / one <= MOST_TICKS - 1), None)
        if step is None:
            step = _STEPS[-1] * (int(whole / (_STEPS[-1] * (MOST_TICKS - 1))) + 1)
        midnight = self.first.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        number = -(-(self.first - midnight).total_seconds() // step)
        found: list[AxisMark] = []
        day = ""
        while (at := midnight + timedelta(seconds=number * step)) <= self.last:
            own = f"{at.day} {at:%b}"
            hour = f"{at:%H:%M}"
            x = self.x(at)
            anchor = "start" if x - self.left < _LABEL else "end" if self.right - x < _LABEL else "middle"
            found.append(
                AxisMark(x, own if step >= _DAY else hour if own == day else f"{own} {hour}", anchor)
            )
            day = own
            number += 1
        return tuple(found)


def axis_over(times: list[datetime], left: float, right: float) -> TimeAxis:
    """An axis from the first to the last of some times (at least one)."""
    return TimeAxis(min(times), max(times), left, right)


def delay_since(since: datetime, at: datetime) -> str:
    """How long after something: "+12 min", "+4 h 23", "+2 d 3 h"; with a minus sign before it."""
    seconds = (at - since).total_seconds()
    minutes = int(abs(seconds) // _MINUTE)  # whole ones, as the clock and the table of outlets tell
    sign = "\u2212" if seconds < 0 and minutes else "+"
    if minutes < 60:
        return f"{sign}{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return f"{sign}{hours} h {rest:02}"
    days, left = divmod(hours, 24)
    return f"{sign}{days} d {left} h" if left else f"{sign}{days} d"
