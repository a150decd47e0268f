"""The thresholds of copy detection, as one value that is passed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class DedupRules:
    """Where copies begin and stories end; the settings of the same names say why."""

    window: timedelta = timedelta(days=14)
    # Of labelled news the one that errs least (newswire eval dedup; see stream.dedup.index.passages).
    containment: float = 0.7
    related: float = 0.1
    min_shared: int = 20
    max_key_stories: int = 64
    threads: bool = False  # whether stories are put in threads with their verdict
