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

    `rule` is `first` (no known story is like its own), `joined` (its mean likeness to the stories of the thread is high enough),
    `closer` (two threads are alike, and it shares with this one what the other lacks), or `story` (it is a copy or later version of
    a story of the thread). `terms` are the words that it shares with the nearest stories, the weightiest first; `hours` is the time
    to the thread's nearest story; `stories` is how many stories of the thread were known.
    """

    rule: str
    terms: tuple[str, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    hours: float = 0.0
    stories: int = 0


@dataclass(frozen=True, slots=True)
class InThread:
    """How like an article is to its thread (0 to 1; 1 to its own story), and why it is there."""

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
    """The toll of a kind that a source gives, from its latest article in the thread with one: that article and its time."""

    source: str = ""
    article_id: str = ""
    time: datetime | None = None


@dataclass(frozen=True, slots=True)
class ThreadNews:
    """What the article that caused a record brought to the thread.

    The ids of the stories that came to it, sources that no other story has, the GeoNames ids of places that no other story names,
    and tolls that are new from their source or differ from what it gave before.
    """

    stories: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    tolls: tuple[SourceToll, ...] = ()


@dataclass(frozen=True, slots=True)
class ThreadRecord:
    """`newswire.threads`: a thread of two stories or more.

    A new record is sent whenever a story joins or leaves the thread, threads merge, or places or tolls change.

    `headline` is that of the first article, `article_id`, of the story with the most articles (the earliest of equals); it is ""
    under an embargo. `first` and `last` are times of articles. `story_count` and `article_count` count what is in the window, of
    the newest 256 stories; copies and later versions count as articles, those of killed and held items do not.
    `places` are at most twelve, those that most stories name first. `tolls` are what each source gives for each kind. Both come
    from the tagger, which reads a story after its verdict, so the record is sent again with them; the last record is the same in
    whatever order stories were tagged. A thread that was merged into another has only `merged_into`, and no later record.
    `received` and `position` are those of the article that caused the record: the last story that came, or a later version
    with a place or toll that the version before did not have.
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

    `thread_id` is the thread that is known longer, in `language`; `other_id` is the other, in `other_language`. `places` and
    `actors` are named by both, `tolls` have the same number in both; `hours` is the time between their nearest articles.
    """

    thread_id: str
    language: str
    other_id: str
    other_language: str
    places: tuple[ThreadPlace, ...]
    actors: tuple[str, ...]
    tolls: tuple[LeadToll, ...]
    hours: float
