"""The tables at the end of the demo, made for a terminal of a hundred columns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from stream.demo.check import Report
from stream.demo.report import ConflictRow, CopyMark, ReportedStory

SHOWN_MISMATCHES = 40

_NOTICE_STYLE = {"kill": "bold red", "hold": "yellow", "release": "green", "correction": "magenta"}


def render_report(report: Report) -> RenderableType:
    """Everything that the demo shows once the day is over."""
    return Group(*_parts(report))


def _parts(report: Report) -> Iterator[RenderableType]:
    yield stories_table(report)
    yield ""
    yield conflict_table(report)
    yield ""
    yield notices_table(report)
    yield ""
    yield verdicts_table(report)
    yield ""
    yield end_line(report)


def stories_table(report: Report) -> Table:
    """Stories with agency, later versions, and the delay to each copy."""
    table = _table("Stories and their copies")
    table.add_column("first", no_wrap=True, width=5)
    table.add_column("story", ratio=11)
    table.add_column("copies", justify="right", no_wrap=True, width=6)
    table.add_column("median", justify="right", no_wrap=True, width=6)
    table.add_column("delay to each copy", ratio=9)
    for row in report.stories:
        middle = row.median_delay
        table.add_row(
            row.first,
            _story_cell(row),
            str(len(row.copies) or "-"),
            "" if middle is None else shown_delay(middle),
            _copies_cell(row.copies),
        )
    return table


def _table(title: str) -> Table:
    return Table(
        title=title,
        title_justify="left",
        title_style="bold",
        expand=True,
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )


def _story_cell(row: ReportedStory) -> Text:
    cell = Text(row.headline, style="bold")
    cell.append(f"\n{row.agency}", style="not bold cyan")
    if row.versions[1:]:
        cell.append(f": {', '.join(row.versions)}", style="not bold dim")
    return cell


def _copies_cell(copies: tuple[CopyMark, ...]) -> Text:
    cell = Text()
    for at, copy in enumerate(copies):
        cell.append(", " if at else "", style="dim")
        cell.append(copy.outlet)
        cell.append(f"+{shown_delay(copy.delay)}", style="green")
    return cell


def shown_delay(delay: timedelta) -> str:
    """A delay in a narrow column: `45s`, `12m`, `3h05`."""
    seconds = int(delay.total_seconds())
    if seconds < 60:
        return f"{seconds}s"
    minutes = seconds // 60
    return f"{minutes}m" if minutes < 60 else f"{minutes // 60}h{minutes % 60:02d}"


def conflict_table(report: Report) -> Table:
    """Conflict events with place and casualties."""
    table = _table("Armed conflict")
    table.add_column("story", ratio=6)
    table.add_column("place", ratio=4)
    table.add_column("casualties", ratio=3)
    table.add_column("event, actors, arms", ratio=6)
    for row in report.conflicts:
        headline = Text(row.headline, style="bold")
        if row.withdrawn:
            headline.append("\nwithdrawn by a kill", style="not bold red")
        table.add_row(headline, _place_cell(row), "\n".join(row.casualties), _what_cell(row))
    return table


def _place_cell(row: ConflictRow) -> Text:
    cell = Text(", ".join(part for part in (row.place, row.country) if part))
    if row.latitude is not None and row.longitude is not None:
        cell.append(f"\n{row.latitude:.2f}, {row.longitude:.2f}", style="green")
    return cell


def _what_cell(row: ConflictRow) -> Text:
    cell = Text("; ".join(row.events))
    for words, style in ((row.actors, "cyan"), (row.arms, "magenta")):
        if words:
            cell.append(("\n" if cell else "") + ", ".join(words), style=style)
    return cell


def notices_table(report: Report) -> Table:
    """Notices to those who already hold something."""
    table = _table("Notices")
    table.add_column("time", no_wrap=True, width=5)
    table.add_column("notice", no_wrap=True, width=10)
    table.add_column("about", ratio=6)
    table.add_column("copies named", ratio=4)
    for row in report.notices:
        kind = Text(row.kind, style=_NOTICE_STYLE.get(row.kind, ""))
        table.add_row(row.time, kind, f"{row.headline} ({row.source})", ", ".join(row.copies))
    return table


def verdicts_table(report: Report) -> Table:
    """Counts by verdict, planted and found."""
    table = Table(title="Verdicts", title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    table.add_column("verdict")
    table.add_column("planted", justify="right")
    table.add_column("found", justify="right")
    for row in report.verdicts:
        style = "" if row.planted == row.found else "bold red"
        table.add_row(row.verdict, str(row.planted), str(row.found), style=style)
    planted, found = (sum(getattr(row, name) for row in report.verdicts) for name in ("planted", "found"))
    table.add_section()
    table.add_row("deliveries", str(planted), str(found))
    return table


def end_line(report: Report) -> Text:
    """The result: all as planted, or every difference."""
    copies = sum(len(row.copies) for row in report.stories)
    if report.matches:
        return Text(
            f"{report.deliveries} deliveries, {len(report.stories)} stories, {copies} copies: all as planted.",
            style="bold green",
        )
    count = len(report.mismatches)
    text = Text(
        f"{count} {'difference' if count == 1 else 'differences'} from the truth planted:", style="bold red"
    )
    for line in report.mismatches[:SHOWN_MISMATCHES]:
        text.append(f"\n  {line}", style="not bold")
    if count > SHOWN_MISMATCHES:
        text.append(f"\n  and {count - SHOWN_MISMATCHES} more", style="not bold")
    return text
