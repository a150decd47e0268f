"""What the tagger read in a story, for its thread: places, tolls and actors go back to the shards that keep threads.

`newswire.prepared` carries it, as it carries the time: what a thread knows is a function of its shard's log, as all else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from stream.model.articles import Position
from stream.model.thread_records import LeadToll, ThreadPlace

UNPLACED: Final = Position("", 0, 0)  # of reports that were on their way before they named one


@dataclass(frozen=True, slots=True)
class EventReport:
    """What one version of a story says of its event.

    `places` are those with a GeoNames id that are smaller than a country, most named first; `tolls` what it leads with of
    each kind; `actors` the names of the actors as the tagger's lexicon has them, in any language the same. `home` says that
    the shard which reads it has the story's language; `meets` are those of the places at which this shard looks for the same
    event in other languages. `time` is the article's own, `received` the log's.
    """

    article_id: str
    story_id: str
    thread_id: str
    language: str
    source: str
    uri: str
    version: str
    headline: str
    time: datetime
    received: datetime
    places: tuple[ThreadPlace, ...] = ()
    tolls: tuple[LeadToll, ...] = ()
    actors: tuple[str, ...] = ()
    home: bool = False
    meets: tuple[int, ...] = ()
    elsewhere: tuple[int, ...] = ()
    position: Position = UNPLACED


@dataclass(frozen=True, slots=True)
class EventReports:
    """`newswire.prepared`: some of them, in the order of their articles."""

    reports: tuple[EventReport, ...]
