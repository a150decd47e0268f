"""Charts as SVG in HTML, with the same in a table or list under them: they print, and need no script.

No style stands inside the markup (the pages' policy forbids it): classes are in `static/charts.css`. The drawing is hidden from
screen readers and from the Tab key, for all that it shows is in the list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from stream.desk.charts.time_axis import TimeAxis, axis_over
from stream.desk.charts.timeline import WIDTH, Timeline
from stream.desk.charts.toll_steps import KindToll, StepLine, TollStep

HEIGHT: Final = 120  # pixels of one kind's panel
_LEFT: Final = 48  # room for a number of six digits
_RIGHT: Final = 40
_TOP: Final = 16
_BOTTOM: Final = 22
_TEMPLATES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class _Panel:
    """One kind's chart: `line` and `bands` are SVG path data, `dots` where the versions stand."""

    kind: str
    fell: bool
    line: str
    bands: tuple[str, ...]
    dots: tuple[tuple[float, float, TollStep], ...]
    levels: tuple[tuple[float, str], ...]
    steps: tuple[TollStep, ...]


def draw_timeline(found: Timeline) -> Markup:
    """The timeline with its list; marks link to `#ARTICLE` on the same page."""
    return Markup(_TEMPLATES.get_template("timeline.html.jinja").render(timeline=found, width=WIDTH))  # noqa: S704 - rendered with autoescape


def draw_tolls(lines: Sequence[StepLine]) -> Markup:
    """A panel and a table for each kind; "" where no version tells a toll."""
    if not lines:
        return Markup("")
    axis = axis_over([step.at for line in lines for step in line.steps], _LEFT, WIDTH - _RIGHT)
    panels = [_panel(line, axis) for line in lines]
    return Markup(  # noqa: S704 - rendered with autoescape
        _TEMPLATES.get_template("tolls.html.jinja").render(
            panels=panels, axis=axis, width=WIDTH, height=HEIGHT, left=_LEFT, bottom=HEIGHT - _BOTTOM
        )
    )


def _panel(line: StepLine, axis: TimeAxis) -> _Panel:
    top = max(_high(step.toll) for step in line.steps if step.toll is not None)
    scale = (HEIGHT - _TOP - _BOTTOM) / max(top, 1)

    def y(number: int) -> float:
        return round(HEIGHT - _BOTTOM - number * scale, 1)

    path: list[str] = []
    bands: list[str] = []
    dots: list[tuple[float, float, TollStep]] = []
    drawn = False
    for number, step in enumerate(line.steps):
        if step.toll is None:
            drawn = False
            continue
        x = axis.x(step.at)
        end = axis.x(line.steps[number + 1].at) if number + 1 < len(line.steps) else WIDTH - _RIGHT / 2
        level = y(step.toll.number)
        path.append(f"{'V' if drawn else f'M{x} '}{level}H{end}")
        drawn = True
        dots.append((x, level, step))
        low, high = _low(step.toll), _high(step.toll)
        if low != high:
            bands.append(f"M{x} {y(low)}H{end}V{y(high)}H{x}Z")
    levels = ((y(0), "0"), (y(top), str(top)))
    return _Panel(line.kind, line.fell, "".join(path), tuple(bands), tuple(dots), levels, line.steps)


def _low(toll: KindToll) -> int:
    """Of "up to 20" the band goes down to none; of "at least 12" it has no upper end, and is a line."""
    return 0 if toll.minimum is None else toll.minimum


def _high(toll: KindToll) -> int:
    return toll.number if toll.maximum is None else toll.maximum
