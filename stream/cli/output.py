"""What every command prints and where: data on stdout, words on stderr, colours and bars for terminals alone."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

import click
import orjson

from stream.cli.surroundings import surroundings


class Bar(Protocol):
    """Receives progress."""

    def advance(self, amount: int) -> None:
        """Add to what is done."""


class _NoBar:
    def advance(self, amount: int) -> None:
        pass


def say(text: str) -> None:
    """A message for a person, on stderr, so that pipes get data alone."""
    click.echo(text, err=True)


def print_json(value: Any) -> None:
    """One line of JSON on stdout."""
    click.echo(orjson.dumps(value, option=orjson.OPT_UTC_Z | orjson.OPT_NAIVE_UTC))


def print_line(text: str) -> None:
    """One line of data on stdout, with nothing in it that could steer a terminal: texts come from outside."""
    click.echo(without_terminal_controls(text))


def without_terminal_controls(text: str) -> str:
    """`text` on one line, control characters written out as JSON does."""
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text)


def print_folded(text: str, indent: int, *, begun: int = 0) -> None:
    """`print_line`, folded at words where a terminal is narrower, the further lines indented.

    Args:
        text: what is printed.
        indent: columns before each further line, and before the first unless `begun`.
        begun: columns of the line that are there already.
    """
    width = surroundings().columns()
    line = without_terminal_controls(text)
    lines = [line] if width is None else textwrap.wrap(line, max(width - indent, 20), break_long_words=False)
    for at, part in enumerate(lines or [""]):
        click.echo((" " * indent if at or not begun else "") + part)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table for people on stdout; as wide as its text where nobody looks at a terminal."""
    from rich import box  # noqa: PLC0415 - rich is slow to load and most commands print no table
    from rich.console import Console  # noqa: PLC0415 - as above
    from rich.table import Table  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415 - as above

    console = Console(file=sys.stdout)
    if not console.is_terminal:
        for row in rows:
            click.echo("\t".join(without_terminal_controls(cell) for cell in row))
        return
    table = Table(*columns, box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*(Text(without_terminal_controls(cell)) for cell in row))
    console.print(table)


@contextmanager
def progress(label: str, total: int | None) -> Iterator[Bar]:
    """A bar on stderr while the block runs, when a person watches; `total` None where the end is not known."""
    if not sys.stderr.isatty():
        yield _NoBar()
        return
    from rich.console import Console  # noqa: PLC0415 - as in print_table
    from rich.progress import Progress  # noqa: PLC0415 - as above

    with Progress(console=Console(file=sys.stderr), transient=True) as bars:
        task = bars.add_task(label, total=total)
        yield _RichBar(bars, task)


class _RichBar:
    def __init__(self, bars: Any, task: Any) -> None:
        self._bars = bars
        self._task = task

    def advance(self, amount: int) -> None:
        self._bars.advance(self._task, amount)
