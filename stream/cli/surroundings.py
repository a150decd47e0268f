"""What a command reaches outside itself: topics, the terminal, the tagger. A test gives its own by click's context."""

from __future__ import annotations

import shutil
import sys
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import click

if TYPE_CHECKING:  # loaded where it is used: a command that reads no topic starts without the client
    from stream.config.settings import Settings
    from stream.tagging.stage import Tagging


class TopicReading(Protocol):
    """How topics are read: as `stream.cli.topic_reading.reading` does."""

    def __call__(self, settings: Settings, topic: str, *, until_end: bool) -> AsyncGenerator[Any, None]:
        """The records of a topic."""


class Loading(Protocol):
    """How the tagger is loaded: as `stream.pipeline.core_rules.load_tagger` does."""

    def __call__(self, settings: Settings) -> Tagging:
        """The tagger that the settings name."""


def _columns() -> int | None:
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _tagger(settings: Settings) -> Tagging:
    from stream.pipeline.core_rules import load_tagger  # noqa: PLC0415 - the tagger takes half a second to load

    return load_tagger(settings)


class Columns(Protocol):
    """How wide the terminal is."""

    def __call__(self) -> int | None:
        """Columns of the terminal that stdout is, None where it is none: nothing is cut or folded for a pipe."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The ways out of a command; each default is the real one, and no `reading` is that of the broker."""

    reading: TopicReading | None = None
    columns: Columns = field(default=_columns)
    tagger: Loading = field(default=_tagger)


def surroundings() -> Surroundings:
    """Those of the command that runs: as given to it, else the real ones."""
    context = click.get_current_context(silent=True)
    given = None if context is None else context.find_object(Surroundings)
    return given or Surroundings()
