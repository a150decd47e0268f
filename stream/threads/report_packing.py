"""What stories told, as a state holds it for two weeks: one piece of memory a story, where objects take eight times as much."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, Final

import orjson

from stream.model.articles import Position
from stream.model.thread_records import LeadToll, ThreadPlace
from stream.threads.story_report import StoryReport

# Story, thread, clock, article, time, home, micros, and the position: what is asked for without the rest comes first. Ids are 16
# hex digits.
_HEAD: Final = struct.Struct("<QQqQq?IIqI")
_BRIEF: Final = struct.Struct("<QQq")
LANGUAGE: Final = _HEAD.size + 2  # where it begins, behind a bracket and a quotation mark
_KEPT: Final = (
    512  # stories kept unpacked: those of the places that all news is about are asked for again and again
)


def pack_report(told: StoryReport) -> bytes:
    """What a story told, without its partners."""
    rest: list[Any] = [told.language, told.source, len(told.places)]
    for place in told.places:
        rest += place.geonames_id, place.name, place.country
    rest.append(len(told.tolls))
    for toll in told.tolls:
        rest += toll.kind, toll.minimum, toll.maximum, toll.qualifier
    rest += len(told.actors), *told.actors
    rest += len(told.meets), *told.meets, len(told.elsewhere), *told.elsewhere
    at = told.position
    rest.append(at.topic)
    if told.meets:  # what a notice of a link says of the story; one that meets nowhere is in none
        rest += told.uri, told.version, told.headline
    head = _HEAD.pack(
        int(told.story_id, 16),
        int(told.thread_id, 16),
        told.clock,
        int(told.article_id, 16),
        told.time,
        told.home,
        told.micros,
        at.partition,
        at.offset,
        at.index,
    )
    return head + orjson.dumps(rest)


@lru_cache(maxsize=_KEPT)
def unpack_report(packed: bytes) -> StoryReport:
    """What `pack_report` wrote."""
    story, thread, clock, article, time, home, micros, partition, offset, index = _HEAD.unpack_from(packed)
    rest: Iterator[Any] = iter(orjson.loads(packed[_HEAD.size :]))
    return StoryReport(
        f"{story:016x}",
        f"{thread:016x}",
        next(rest),
        next(rest),
        f"{article:016x}",
        time,
        clock,
        tuple(ThreadPlace(next(rest), next(rest), next(rest)) for _ in range(next(rest))),
        tuple(LeadToll(next(rest), next(rest), next(rest), next(rest)) for _ in range(next(rest))),
        tuple(islice(rest, next(rest))),
        home,
        tuple(islice(rest, next(rest))),
        (),
        tuple(islice(rest, next(rest))),
        micros,
        Position(next(rest), partition, offset, index),
        *rest,
    )


def brief(packed: bytes) -> tuple[int, int]:
    """Of what `pack_report` wrote the number of the story, and the clock."""
    story, _, clock = _BRIEF.unpack_from(packed)
    return story, clock


def packed_language(packed: bytes) -> str:
    """The language of what `pack_report` wrote."""
    return packed[LANGUAGE : packed.index(b'"', LANGUAGE)].decode()
