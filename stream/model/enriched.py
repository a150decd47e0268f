"""The records that carry conflict tags: an enriched article, the brief of a relevant one, and what an update changed.

As in `stream.model.tags`: the JSON of a record is its dataclass as orjson writes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stream.model.articles import Position
from stream.model.tags import Conflict
from stream.model.verdicts import Judged, Verdict


@dataclass(frozen=True, slots=True)
class TollChange:
    """A toll that changed between two versions; None where a version gives none."""

    kind: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """How a version differs from the one that it replaces (`supersedes`, an article id); `text` is for people."""

    supersedes: str
    tolls: tuple[TollChange, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Enriched:
    """`newswire.enriched`: a judged article that is no copy, with its conflict tags.

    `change` tells what an update changed; None where nothing was replaced or the version before is not known.
    """

    judged: Judged
    conflict: Conflict
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class ConflictBrief:
    """`newswire.conflict`: the relevant articles alone, by story, without their text."""

    story_id: str
    article_id: str
    uri: str
    version: str
    source: str
    verdict: Verdict
    headline: str
    located: str
    version_created: datetime | None
    conflict: Conflict
    position: Position
    change: Change | None = None
