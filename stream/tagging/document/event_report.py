"""What a story's thread is told of its tags: where, how many, and who."""

from __future__ import annotations

from collections import Counter
from typing import Final

from stream.model.event_reports import EventReport
from stream.model.tags import Actor, Conflict, EntityType, Place
from stream.model.thread_records import LeadToll, ThreadPlace
from stream.model.verdicts import Judged

# Places that tell an event from another: a country is in most news of it.
_SMALL: Final = frozenset({"point", "admin2", "admin1"})
_MOST_PLACES: Final = 8  # what a long text names beyond is background
_MOST_ACTORS: Final = 8  # the most named: a text that names more tells of more than one event
_MEETING: Final = (
    2  # places at which the same event is looked for in other languages: taggers weigh them differently
)
# Who acts; a state is in most news of it, and who tells of an event tells of all.
_ACTING: Final = frozenset(
    {EntityType.ARMED_GROUP, EntityType.STATE_FORCES, EntityType.ORGANISATION, EntityType.PERSON}
)
_TELLING: Final = frozenset({"speaker", "reporter"})


def report_of(judged: Judged, conflict: Conflict) -> EventReport | None:
    """The report of a story that is in a thread; None for one that is in none, and for tags that tell neither place nor toll."""
    if not judged.thread_id:
        return None
    article = judged.article
    named = Counter(
        (entity.geonames_id, entity.name, entity.country)
        for entity in conflict.entities
        if isinstance(entity, Place)
        and entity.geonames_id is not None
        and entity.precision in _SMALL
        and not entity.acting
    )
    of_events = [event.place.geonames_id for event in conflict.events if event.place is not None]
    ranked = sorted(
        named,
        key=lambda place: (
            of_events.index(place[0]) if place[0] in of_events else len(of_events),
            -named[place],
        ),
    )[:_MOST_PLACES]
    places = tuple(ThreadPlace(number, name, country) for number, name, country in ranked if number)
    tolls = tuple(LeadToll(toll.kind, toll.minimum, toll.maximum, toll.qualifier) for toll in conflict.tolls)
    if not places and not tolls:
        return None
    actors = Counter(
        entity.name
        for entity in conflict.entities
        if isinstance(entity, Actor)
        and entity.type in _ACTING
        and entity.name
        and not entity.generic
        and entity.role not in _TELLING
    )
    leading = sorted(actors, key=lambda name: (-actors[name], name))[:_MOST_ACTORS]
    return EventReport(
        article.article_id,
        judged.story_id,
        judged.thread_id,
        article.language,
        article.source,
        article.uri,
        article.version,
        article.headline,
        article.version_created or article.received,
        article.received,
        places,
        tolls,
        tuple(sorted(leading)),
        meets=_meeting(judged, conflict, places) if tolls or leading else (),
        position=article.position,
    )


def _meeting(judged: Judged, conflict: Conflict, places: tuple[ThreadPlace, ...]) -> tuple[int, ...]:
    """Where the same event is looked for in other languages, for the story that its thread began with, which speaks for it.

    Its versions come in the order of their verdicts, as those of several stories do not. One that tells neither toll nor actor
    agrees with none.
    """
    if not conflict.relevant or judged.story_id != judged.thread_id:
        return ()
    return tuple(place.geonames_id for place in places[:_MEETING])
