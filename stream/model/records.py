"""A record of a topic between the stages, as a stage reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stream.model.articles import Position


@dataclass(frozen=True, slots=True)
class Record:
    """A record of the prepared or the judged topic: where it stands, its bytes, and when the broker appended it if it stamps that."""

    position: Position
    value: bytes
    appended: datetime | None = None
