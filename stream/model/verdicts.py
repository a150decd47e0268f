"""What the deduplication says of an article: verdict, reason, match, changes, origin.

Frozen, slotted, and in the order it is written: the JSON of a record is its dataclass as orjson writes it, with
snake_case names, times in RFC 3339 UTC and `null` for what is not known. `schemas/*.schema.json` hold the same shapes
for people and other languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from stream.model.articles import Article, Credit
from stream.model.thread_records import InThread


class Verdict(StrEnum):
    """What the processor says of an article: exactly one of these, once."""

    ORIGINAL = "original"
    COPY = "copy"
    UPDATE = "update"
    CORRECTION = "correction"
    REFILE = "refile"
    HOLD = "hold"
    KILL = "kill"
    STALE = "stale"
    REDELIVERY = "redelivery"

    __hash__ = str.__hash__  # asked for dozens of times a decision; the enum's own is written in Python


# What brings news: a text that is tagged, placed in a thread and told to whoever holds the version before. All others carry what
# is known, take something back, or come too late. A set and not a property: it is asked for at every step of every article.
NEWS: Final = frozenset({Verdict.ORIGINAL, Verdict.UPDATE, Verdict.CORRECTION, Verdict.REFILE})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict was given: the rule's name, one sentence for a person, and the score where there is one."""

    rule: str
    text: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """The article that a copy carries, and how much of it.

    `shared` counts the words of the shorter text in passages (runs of six words) that both have, `containment` is
    their part of it. `coverage` is the part of the match's words that was kept, `added` the part of the article's own
    that the match lacks.
    """

    article_id: str
    uri: str
    source: str
    version: str
    containment: float
    coverage: float
    added: float
    shared: int


@dataclass(frozen=True, slots=True)
class Related(Match):
    """An article of another story that shares text with one.

    `kind` is `passage` (below the threshold of a copy), `series` (the same words with other numbers, dates or names),
    `container` (a page of several stories that carries the article) or `part` (what such a page carries).
    """

    kind: str = "passage"


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a body, in characters: `body[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """A story that a page of several carries: the article that it has, and where in the page's body it stands."""

    article_id: str
    uri: str
    source: str
    version: str
    passage: Span


@dataclass(frozen=True, slots=True)
class Changes:
    """What a copy changed of the article that it carries (its `match`).

    `headline` says whether it has another headline. `cut` are the paragraphs of the match that it lacks, offsets into
    the match's body; `added` its own paragraphs that the match lacks, offsets into its own. At most 64 of each.
    `delay` is in seconds since the story's original was made, by article time; negative for a copy dated before it.
    """

    headline: bool
    cut: tuple[Span, ...]
    added: tuple[Span, ...]
    delay: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Which agency a text comes from, and how we know; `article_id` is the earliest article of the story.

    `via` are the further hands that the article itself credits, from the agency's on: "Reuters via dpa".
    """

    agency: str
    article_id: str
    uri: str
    source: str
    evidence: tuple[Credit, ...]
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """`newswire.judged` and `newswire.copies`: the article with its verdict.

    `changes` is what a copy changed. `supersedes` is the article id of the version before. `embargo` is "" (none), `parked` (the verdict alone:
    the record's body is empty until release) or `released`. `related` are articles of other stories that share
    text: below the threshold of a copy, or with other numbers, dates or names. `contains` are the stories known that a
    page of several carries. `thread_id` and `thread` are there where threads are on and its story is in one.
    """

    article: Article
    story_id: str
    verdict: Verdict
    reason: Reason
    match: Match | None
    changes: Changes | None
    origin: Origin | None
    supersedes: str | None
    embargo: str
    related: tuple[Related, ...]
    contains: tuple[Part, ...] = ()
    thread_id: str = ""
    thread: InThread | None = None
