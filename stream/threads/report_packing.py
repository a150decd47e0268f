"""What stories told, as a state holds it for two weeks: one piece of memory a story, where objects take eight times as much."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, Final
from zlib import crc32

import orjson

from stream.model.articles import Position
from stream.model.thread_records import LeadToll, ThreadPlace
from stream.threads.story_report import StoryReport, number_of

# Story, thread, clock, signs, article, time, home: what is asked for without the rest comes first. Ids are 16 hex digits.
_HEAD: Final = struct.Struct("<QQqQQq?")
_BRIEF: Final = struct.Struct("<QQqQ")
LANGUAGE: Final = _HEAD.size + 2  # where it begins, behind a bracket and a quotation mark
_SIGNS: Final = 64  # bits
_KEPT: Final = (
    512  # stories kept unpacked: those of the places that all news is about are asked for again and again
)


def pack(told: StoryReport) -> bytes:
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
    rest += told.micros, at.topic, at.partition, at.offset, at.index
    if told.meets:  # what a notice of a link says of the story; one that meets nowhere is in none
        rest += told.uri, told.version, told.headline
    ids = int(told.story_id, 16), int(told.thread_id, 16)
    article = int(told.article_id, 16)
    return _HEAD.pack(*ids, told.clock, signs_of(told), article, told.time, told.home) + orjson.dumps(rest)


@lru_cache(maxsize=_KEPT)
def unpack(packed: bytes) -> StoryReport:
    """What `pack` wrote."""
    story, thread, clock, _, article, time, home = _HEAD.unpack_from(packed)
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
        next(rest),
        Position(next(rest), next(rest), next(rest), next(rest)),
        *rest,
    )


def brief(packed: bytes) -> tuple[int, int, int, int]:
    """Of what `pack` wrote the numbers of story and thread, the clock, and `signs_of`."""
    story, thread, clock, signs = _BRIEF.unpack_from(packed)
    return story, thread, clock, signs


def language_of(packed: bytes) -> str:
    """The language of what `pack` wrote."""
    return packed[LANGUAGE : packed.index(b'"', LANGUAGE)].decode()


def signs_of(told: StoryReport) -> int:
    """A bit for each toll and each actor: two stories that have one of them in common share a bit, others seldom do."""
    signs = 0
    for toll in told.tolls:
        signs |= 1 << crc32(b"%s %d" % (toll.kind.encode(), number_of(toll) or 0)) % _SIGNS
    for actor in told.actors:
        signs |= 1 << crc32(actor.encode()) % _SIGNS
    return signs
