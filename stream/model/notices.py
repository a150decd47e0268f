"""Notices to those who already hold something.

Frozen, slotted, and in the order it is written: the JSON of a record is its dataclass as orjson writes it, with
snake_case names, times in RFC 3339 UTC and `null` for what is not known. `schemas/*.schema.json` hold the same shapes
for people and other languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from stream.model.articles import Position
from stream.model.thread_records import Linked
from stream.model.verdicts import Origin, Span


class NoticeKind(StrEnum):
    """Kinds of notice to those who already hold something."""

    KILL = "kill"
    HOLD = "hold"
    RELEASE = "release"
    CORRECTION = "correction"
    MERGE = "merge"
    ORIGIN = "origin"
    THREAD_MERGE = "thread_merge"
    THREAD_SPLIT = "thread_split"
    THREAD_LINK = "thread_link"


# Of threads, not of a text: nobody who holds one has anything to take back.
OF_THREADS: Final = frozenset({NoticeKind.THREAD_MERGE, NoticeKind.THREAD_SPLIT, NoticeKind.THREAD_LINK})


@dataclass(frozen=True, slots=True)
class KnownCopy:
    """A copy named in a notice: `version` is that of the text that it carries, `own_version` that of its own item.

    `headline` is "" while it is under embargo.
    `passage` is set on a page of several stories: that part of its body alone carries the text.
    """

    article_id: str
    uri: str
    source: str
    url: str
    version: str
    own_version: str = ""
    headline: str = ""
    version_created: datetime | None = None
    passage: Span | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """`newswire.notices`: news about what was already sent.

    `uri` and `version` are of the article that caused it, and so are `headline`, `slugline`, `version_created`,
    `language`, `ednote` and, of a kill or hold, its text (`body`, at most 4,000 characters); while it is under embargo they
    are empty. `versions` are the article ids of the lineage that it concerns, `copies` the copies known, each by its
    present version, `merged` the story ids that `story_id` takes in. `late` says that the copies came after the kill, hold
    or correction. An `ambiguous` kill or hold could mean several items: `copies` names those, and nothing is suppressed.
    Of a thread's notice `stories` are in the thread `thread_id` from now on and were in `from_thread`; `story_id` is the
    story by which that showed. A `thread_link` moves nothing: `linked` says which threads of two languages are about one event,
    and why.
    """

    kind: NoticeKind
    story_id: str
    article_id: str
    uri: str
    version: str
    source: str
    text: str
    versions: tuple[str, ...]
    copies: tuple[KnownCopy, ...]
    merged: tuple[str, ...]
    origin: Origin | None
    received: datetime
    position: Position
    headline: str = ""
    slugline: str = ""
    version_created: datetime | None = None
    language: str = ""
    ednote: str = ""
    body: str = ""
    late: bool = False
    ambiguous: bool = False
    thread_id: str = ""
    from_thread: str = ""
    stories: tuple[str, ...] = ()
    linked: Linked | None = None
