"""Reading README.md and docs/ as a test does: its tables, its fenced blocks, and what the code says they should hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from stream.cli.main import LazyGroup, cli
from stream.config.settings import Settings
from stream.kafka.topics import DAY, TopicSpec, specs

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
REFERENCE = (ROOT / "docs" / "reference.md").read_text()
LIBRARY = (ROOT / "docs" / "library.md").read_text()


def fenced(language: str, text: str = README) -> list[str]:
    """The contents of every fenced block of a language (`python`, `console`), in order, dedented as they stand."""
    blocks = re.findall(rf"^```{re.escape(language)}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    return list(blocks)


def commands(text: str = README) -> list[str]:
    """Every command line of the `console` blocks: what stands after `$ `, continued lines joined, comments off."""
    lines = [line for block in fenced("console", text) for line in re.sub(r"\\\n\s*", "", block).splitlines()]
    return [line[2:].partition("  #")[0].strip() for line in lines if line.startswith("$ ")]


def table(heading: str, text: str = README) -> list[tuple[str, ...]]:
    """The rows of the table below a heading, without its head; cells stripped, code marks kept."""
    _, found, rest = text.partition(f"\n## {heading}\n")
    assert found, heading
    lines = rest.partition("\n## ")[0].splitlines()
    rows = [line for line in lines if line.startswith("|")]
    return [tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]) for row in rows[2:]]


def settings_rows() -> list[tuple[str, str, str]]:
    """Each setting as the README shows it: variable, default, description."""
    return [
        (f"`NEWSWIRE_{name.upper()}`", _code(value), Settings.model_fields[name].description or "")
        for name, value in Settings.model_construct().shown().items()
    ]


def topic_rows() -> list[tuple[str, str, str]]:
    """Each topic as the README shows it: name, cleanup, retention."""
    return [(f"`{spec.name}`", spec.cleanup, _kept(spec)) for spec in specs(Settings.model_construct())]


def leaf_commands(group: click.Group = cli, path: str = "newswire") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by its full name."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        if isinstance(command, click.Group) and not isinstance(command, LazyGroup):
            yield from leaf_commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def _code(value: Any) -> str:
    text = ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"`{text.lower() if isinstance(value, bool) else text}`" if text else ""


def _kept(spec: TopicSpec) -> str:
    if spec.retention < 0:
        return "for ever"
    days = spec.retention // DAY
    return f"{days} day" if days == 1 else f"{days} days"
