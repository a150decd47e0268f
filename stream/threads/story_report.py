"""What a story tells of its event, as the state takes it and as the rows of a shard keep it."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import orjson

from stream.model.articles import Position
from stream.model.event_reports import UNPLACED
from stream.model.thread_records import LeadToll, ThreadPlace

TOLD: Final = (
    128  # the first byte; that of a story which is placed is its version (see `stream.threads.thread_rows`)
)
_FIRST: Final = 13  # fields of those that were written before there were more
_UNTOLD: Final = (), 0, ("", 0, 0, 0), "", "", ""
HEAD: Final = struct.Struct("<B3xI")  # and the bytes that follow


@dataclass(frozen=True, slots=True)
class StoryReport:
    """One report of a story (see `stream.model.event_reports.EventReport`).

    `time` is the article's and `clock` the log's, in seconds since 1970; `micros` belong to the latter. `partners` are the stories
    of other languages that it is linked with by this version, each with the article of theirs that showed it.
    """

    story_id: str
    thread_id: str
    language: str
    source: str
    article_id: str
    time: int
    clock: int
    places: tuple[ThreadPlace, ...]
    tolls: tuple[LeadToll, ...]
    actors: tuple[str, ...]
    home: bool
    meets: tuple[int, ...]
    partners: tuple[tuple[str, str], ...] = ()
    elsewhere: tuple[int, ...] = ()
    micros: int = 0
    position: Position = UNPLACED
    uri: str = ""
    version: str = ""
    headline: str = ""

    @property
    def received(self) -> datetime:
        """When its article was received."""
        return datetime.fromtimestamp(self.clock, UTC) + timedelta(microseconds=self.micros)

    @property
    def version_key(self) -> tuple[int, str]:
        """What puts the versions of a story in order, in whatever order they are read."""
        return self.time, self.article_id

    @property
    def place_key(self) -> tuple[datetime, int, int, int]:
        """What puts articles in the order of the raw topic."""
        return place_key(self.received, self.position)


def place_key(received: datetime, position: Position) -> tuple[datetime, int, int, int]:
    """What puts articles in the order of the raw topic, whatever was read of them first."""
    return received, position.partition, position.offset, position.index


def encode_story_report(told: StoryReport) -> bytes:
    """One of them as bytes."""
    places = [(place.geonames_id, place.name, place.country) for place in told.places]
    tolls = [(toll.kind, toll.minimum, toll.maximum, toll.qualifier) for toll in told.tolls]
    fields = (
        told.story_id,
        told.thread_id,
        told.language,
        told.source,
        told.article_id,
        told.time,
        told.clock,
        places,
        tolls,
        told.actors,
        told.home,
        told.meets,
        told.partners,
        told.elsewhere,
        told.micros,
        (told.position.topic, told.position.partition, told.position.offset, told.position.index),
        told.uri,
        told.version,
        told.headline,
    )
    data = orjson.dumps(fields)
    return HEAD.pack(TOLD, len(data)) + data


def decode_story_report(data: bytes) -> StoryReport:
    """What `encode_story_report` wrote, without its head.

    Raises:
        ValueError: it is damaged (as TypeError is).
    """
    fields = orjson.loads(data)
    story_id, thread_id, language, source, article_id, time, clock = fields[:7]
    places, tolls, actors, home, meets, partners = fields[7:_FIRST]
    elsewhere, micros, position, uri, version, headline = fields[_FIRST:] or _UNTOLD
    return StoryReport(
        story_id,
        thread_id,
        language,
        source,
        article_id,
        time,
        clock,
        tuple(ThreadPlace(*place) for place in places),
        tuple(LeadToll(*toll) for toll in tolls),
        tuple(actors),
        home,
        tuple(meets),
        tuple((story, article) for story, article in partners),
        tuple(elsewhere),
        micros,
        Position(*position),
        uri,
        version,
        headline,
    )


def number_of(toll: LeadToll) -> int | None:
    """The count that readers compare: the lower bound, or the upper where there is no lower."""
    return toll.minimum if toll.minimum is not None else toll.maximum
