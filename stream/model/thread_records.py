"""What records say of a thread: which one an article is in, and why.

Frozen, slotted, and in the order it is written: the JSON of a record is its dataclass as orjson writes it, with
snake_case names. `schemas/*.schema.json` hold the same shapes for people and other languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from stream.model.articles import Position

RULES: Final = ("first", "joined", "closer", "story")  # see `ThreadEvidence`


@dataclass(frozen=True, slots=True)
class Nearest:
    """A story of the thread that is among the nearest, and how like it is: a cosine of weighted terms, 0 to 1."""

    story_id: str
    likeness: float


@dataclass(frozen=True, slots=True)
class ThreadEvidence:
    """Why an article is in its thread.

    `rule` is `first` (nothing known is like its story), `joined` (like the stories of the thread in the mean), `closer`
    (two threads are alike, and this one has in common with it what the other lacks), or `story` (a copy or later version of
    a story that is there). `terms` are the words that it shares with the nearest stories, the weightiest first; `hours` how
    far the thread's nearest story is in time; `stories` how many of the thread were known.
    """

    rule: str
    terms: tuple[str, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    hours: float = 0.0
    stories: int = 0


@dataclass(frozen=True, slots=True)
class InThread:
    """How near an article is to its thread (0 to 1; 1 beside its own story), and why it is there."""

    score: float
    evidence: ThreadEvidence


@dataclass(frozen=True, slots=True)
class Threaded:
    """The thread that a decision found for an article."""

    article_id: str
    thread_id: str
    thread: InThread


@dataclass(frozen=True, slots=True)
class ThreadPlace:
    """A place smaller than a country, and how many stories of the thread name it; `country` is ISO 3166 alpha-3."""

    geonames_id: int
    name: str
    country: str = ""
    stories: int = 1


@dataclass(frozen=True, slots=True)
class LeadToll:
    """A toll as a text leads with it: `minimum` to `maximum` of a kind, `qualifier` what bends it ("at least")."""

    kind: str
    minimum: int | None
    maximum: int | None
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class SourceToll(LeadToll):
    """What a source says of a kind in its latest article of the thread that says something of it: that article, of that time."""

    source: str = ""
    article_id: str = ""
    time: datetime | None = None


@dataclass(frozen=True, slots=True)
class ThreadNews:
    """What the article that caused a record brought to the thread.

    The ids of the stories that came to it, sources of them alone, the GeoNames ids of places that no other story names,
    and tolls that their source does not tell in another, or told otherwise before.
    """

    stories: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    tolls: tuple[SourceToll, ...] = ()


@dataclass(frozen=True, slots=True)
class ThreadRecord:
    """`newswire.threads`: a thread of two stories or more.

    It is told whenever a story comes to it or leaves it, threads merge, or its places or tolls change.

    `headline` is that of the first article, `article_id`, of the story that most articles carry, of equal ones the earliest;
    "" where that is under embargo. `first` and `last` are times of articles, `story_count` and `article_count` how many of them are
    within the window (of the newest 256 stories), copies and later versions among the articles; those of killed and held items are left out.
    `places` are those that most stories name first, at most twelve, and `tolls` what each source says of each kind: both are of the
    tagger, which reads a story after its verdict, so the record is told again with them: the last one is the same
    whatever was read first. A thread that went into another says so in `merged_into`, and has nothing else: there is no later record of it. `received` and
    `position` are those of the article that caused the record: the last story that came, or a later version of one that tells
    a place or a toll that the one before did not.
    """

    thread_id: str
    headline: str
    article_id: str
    first: datetime | None
    last: datetime | None
    story_count: int
    article_count: int
    sources: tuple[str, ...]
    languages: tuple[str, ...]
    new: ThreadNews
    received: datetime
    position: Position
    merged_into: str = ""
    places: tuple[ThreadPlace, ...] = ()
    tolls: tuple[SourceToll, ...] = ()


@dataclass(frozen=True, slots=True)
class Linked:
    """Two threads of two languages that are about one event, and what they agree in.

    `thread_id` is the one of the language `language` that is known longer, `other_id` that of `other_language`. `places`
    are named by both, `actors` too, `tolls` told by both in the same number; `hours` lie between their nearest articles.
    """

    thread_id: str
    language: str
    other_id: str
    other_language: str
    places: tuple[ThreadPlace, ...]
    actors: tuple[str, ...]
    tolls: tuple[LeadToll, ...]
    hours: float
