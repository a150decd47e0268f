"""What thread records need of a story's report, packed: most of the memory of a story that tells something is this."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

import orjson

from stream.model.articles import Position
from stream.model.thread_records import LeadToll, ThreadPlace
from stream.threads.story_report import StoryReport

# Story, clock, article, time, micros, and the position. Ids are 16 hex digits.
_HEAD: Final = struct.Struct("<QqQqIIqI")
_BRIEF: Final = struct.Struct("<Qq")
# Stories kept unpacked: those of the threads that news goes on about are asked for with every story that joins them.
_KEPT: Final = 1024


def bare_report(told: StoryReport) -> StoryReport:
    """A report with what thread records need alone: no thread, language, actors and links, and nothing for notices."""
    return replace(
        told,
        thread_id="",
        language="",
        actors=(),
        home=True,
        meets=(),
        partners=(),
        elsewhere=(),
        uri="",
        version="",
        headline="",
    )


def pack_bare(told: StoryReport) -> bytes:
    """What `bare_report` leaves of a report."""
    rest: list[Any] = [told.source, told.position.topic, len(told.places)]
    for place in told.places:
        rest += place.geonames_id, place.name, place.country
    for toll in told.tolls:
        rest += toll.kind, toll.minimum, toll.maximum, toll.qualifier
    at = told.position
    head = _HEAD.pack(
        int(told.story_id, 16),
        told.clock,
        int(told.article_id, 16),
        told.time,
        told.micros,
        at.partition,
        at.offset,
        at.index,
    )
    return head + orjson.dumps(rest)


@lru_cache(maxsize=_KEPT)
def unpack_bare(packed: bytes) -> StoryReport:
    """What `pack_bare` wrote, as `bare_report` gives it."""
    story, clock, article, time, micros, partition, offset, index = _HEAD.unpack_from(packed)
    rest: Iterator[Any] = iter(orjson.loads(packed[_HEAD.size :]))
    source, topic, places = next(rest), next(rest), next(rest)
    return StoryReport(
        f"{story:016x}",
        "",
        "",
        source,
        f"{article:016x}",
        time,
        clock,
        tuple([ThreadPlace(next(rest), next(rest), next(rest)) for _ in range(places)]),
        tuple([LeadToll(kind, next(rest), next(rest), next(rest)) for kind in rest]),
        (),
        home=True,
        meets=(),
        micros=micros,
        position=Position(topic, partition, offset, index),
    )


def story_and_clock(packed: bytes) -> tuple[int, int]:
    """Of what `pack_bare` wrote the number of the story, and the clock."""
    story, clock = _BRIEF.unpack_from(packed)
    return story, clock
