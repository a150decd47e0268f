"""What a tagger tells of made-up events: places, tolls and actors, the same for all stories of a thread but for their tolls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from stream.model.articles import Position
from stream.model.thread_records import LeadToll, ThreadNews, ThreadPlace, ThreadRecord
from stream.threads.placement import Placement
from stream.threads.story_report import StoryReport
from stream.threads.thread_bases import ThreadBase

_PLACES: Final = 5_000  # that news of two weeks names; a tenth of them have half of it
_ACTORS: Final = 300
_SOURCES: Final = 60
_MEETING: Final = 2  # places of a story at which its event is looked for in other languages
_ABROAD: Final = 50  # with one of so many stories one of another language is met here, at a tenth of those that tell something
_BITS: Final = 64
_SPREAD: Final = 0x9E3779B97F4A7C15  # an odd number without a pattern: the ids of made-up stories rise by one


def base_of(placement: Placement, thread_id: str, stories: Sequence[str], headline: str) -> ThreadBase:
    """What the record of a thread says without what is told, as a shard keeps it."""
    event = int(thread_id, 16) * _SPREAD % 2**_BITS
    count = len(stories)
    sources = tuple(f"Source of the wire {each % _SOURCES}" for each in range(event, event + min(count, 8)))
    received = datetime.fromtimestamp(placement.clock, UTC)
    came = (placement.story_id,) if placement.story_id in stories else ()
    record = ThreadRecord(
        thread_id, headline, stories[0], received, received, count, 2 * count, sources, (placement.language,),
        ThreadNews(came, sources[-1:]), received, Position("newswire.prepared", 0, placement.number),
    )  # fmt: skip
    return ThreadBase(record, placement.language, placement.number, tuple(stories), came)


def telling(placement: Placement, number: int) -> Iterator[StoryReport]:
    """What is told with a story: its own report, and now and then one of another shard's language.

    Args:
        placement: of the story.
        number: of the story in the stream.
    """
    event = int(placement.final_thread, 16) * _SPREAD % 2**_BITS
    places = tuple(_place(event >> shift) for shift in (0, 8, 16)[: 1 + event % 3])
    tolls = (
        LeadToll("killed", 1 + event % 40 + number % 3, None, "at least"),
        LeadToll("injured", 3 + event % 61, None),
    )
    actors = tuple(f"Front of the {each % _ACTORS}th of March" for each in (event, event >> 20))
    speaks = (
        placement.final_thread == placement.story_id
    )  # the story that began the thread, for it in other languages
    told = StoryReport(
        placement.story_id,
        placement.final_thread,
        placement.language,
        f"Source of the wire {event % _SOURCES}",
        placement.story_id,
        placement.time,
        placement.clock,
        places,
        tolls[: event % 7 % 3],
        actors[: event % 11 % 3],
        home=True,
        meets=tuple(place.geonames_id for place in places[:_MEETING]) if speaks else (),
    )
    yield told
    if number % _ABROAD == 0:
        thread = f"{int(told.thread_id, 16) ^ 2 ** (_BITS - 1):016x}"
        yield StoryReport(
            thread, thread, "fr", told.source, thread, told.time, told.clock, places, told.tolls, told.actors,
            home=False, meets=tuple(place.geonames_id for place in places[:_MEETING]),
        )  # fmt: skip


def _place(drawn: int) -> ThreadPlace:
    share = (drawn >> 8) % 10_000 / 10_000
    number = int(_PLACES * share**3)
    return ThreadPlace(10_000_000 + number, f"Place of name {number}", "ARM")
