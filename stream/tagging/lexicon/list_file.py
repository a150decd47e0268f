"""Files of lists: under each `[heading]` words with space between them, on as many lines as they need; `#` begins a comment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def list_lines(path: Path) -> Iterator[tuple[str, str]]:
    """(heading, line) of every line, and (heading, "") for the heading itself."""
    heading = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
            yield heading, ""
        elif line and not line.startswith("#"):
            yield heading, line


def read_lists(path: Path) -> dict[str, tuple[str, ...]]:
    """The words under each heading, in their order; of a heading that comes twice both."""
    lists: dict[str, list[str]] = {}
    for heading, line in list_lines(path):
        lists.setdefault(heading, []).extend(line.split())
    return {heading: tuple(listed) for heading, listed in lists.items()}
