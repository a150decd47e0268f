"""What a story tells of its event, as the state takes it and as the rows of a shard keep it."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

import orjson

from stream.model.thread_records import LeadToll, ThreadPlace

TOLD: Final = (
    128  # the first byte; that of a story which is placed is its version (see `stream.threads.thread_rows`)
)
HEAD: Final = struct.Struct("<B3xI")  # and the bytes that follow


@dataclass(frozen=True, slots=True)
class StoryReport:
    """One report of a story (see `stream.model.event_reports.EventReport`).

    `time` is the article's and `clock` the log's, in seconds since 1970. `partners` are the threads that its thread is linked
    with by it, each with its language.
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
    )
    data = orjson.dumps(fields)
    return HEAD.pack(TOLD, len(data)) + data


def decode_story_report(data: bytes) -> StoryReport:
    """What `encode_story_report` wrote, without its head.

    Raises:
        ValueError: it is damaged (as TypeError is).
    """
    *ids, time, clock, places, tolls, actors, home, meets, partners = orjson.loads(data)
    story_id, thread_id, language, source, article_id = ids
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
        tuple((thread, other) for thread, other in partners),
    )


def number_of(toll: LeadToll) -> int | None:
    """The count that readers compare: the lower bound, or the upper where there is no lower."""
    return toll.minimum if toll.minimum is not None else toll.maximum
