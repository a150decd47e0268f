"""What a story's thread is told of its tags."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stream.model.event_reports import EventReport
from stream.model.tags import Actor, Conflict
from stream.tagging.document.event_report import report_of
from stream.tagging.tagger import Tagger
from tests.instances import IN_THREAD, OTHER, PLAIN

IN_A_THREAD = replace(PLAIN, thread_id=OTHER, thread=IN_THREAD)
OF_ITS_OWN = replace(PLAIN, thread_id=PLAIN.story_id, thread=IN_THREAD)
STRIKE = (
    "A drone strike by the Rapid Support Forces on a market in El Obeid, in Sudan, killed 12 people on Tuesday. "
    "A spokesman for Human Rights Watch said that many had come from Nyala. El Obeid was calm on Wednesday."
)
EL_OBEID = 379003


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """The rules alone."""
    return Tagger.load("rules")


def read(conflict: Conflict) -> EventReport:
    """The report of a story in a thread."""
    found = report_of(OF_ITS_OWN, conflict)
    assert found is not None
    return found


def test_where_how_many_and_who(tagger: Tagger) -> None:
    """The event's place comes first, no country is a place, the toll is the text's, and who only tells of it is no actor."""
    found = read(tagger.tag(STRIKE))
    assert found.places[0].geonames_id == found.meets[0] == EL_OBEID
    assert "Sudan" not in {place.name for place in found.places}
    assert [(toll.kind, toll.minimum, toll.maximum) for toll in found.tolls] == [("killed", 12, 12)]
    assert found.actors == ("Rapid Support Forces",)
    assert (found.thread_id, found.story_id) == (PLAIN.story_id, PLAIN.story_id)
    assert found.position == PLAIN.article.position


def test_the_story_that_a_thread_began_with_speaks_for_it(tagger: Tagger) -> None:
    """Another has its places and tolls told in its thread's record, and meets nowhere."""
    found = report_of(IN_A_THREAD, tagger.tag(STRIKE))
    assert found is not None
    assert (found.thread_id, found.meets) == (OTHER, ())
    assert found.places == read(tagger.tag(STRIKE)).places


def test_what_tells_neither_toll_nor_actor_meets_nowhere(tagger: Tagger) -> None:
    """A place alone agrees with nothing: no shard is asked."""
    conflict = tagger.tag(STRIKE)
    bare = tuple(each for each in conflict.entities if not isinstance(each, Actor))
    found = read(replace(conflict, entities=bare, tolls=()))
    assert found.places[0].geonames_id == EL_OBEID
    assert found.meets == ()


def test_of_many_actors_the_most_named(tagger: Tagger) -> None:
    """A text that names more than eight tells of more than one event: those named most say whose it is."""
    conflict = tagger.tag(STRIKE)
    actor = next(each for each in conflict.entities if isinstance(each, Actor) and each.name)
    named = [replace(actor, name=f"Front {letter}") for letter in "ABCDEFGHIJ"]
    found = read(replace(conflict, entities=(*conflict.entities, *named, named[-1])))
    assert len(found.actors) == 8
    assert "Front J" in found.actors


def test_what_is_about_no_conflict_meets_nowhere(tagger: Tagger) -> None:
    """Its thread has its places, but nothing is looked for in other languages: two trade fairs in one town are no event."""
    found = read(
        tagger.tag("The trade fair in El Obeid opens on Monday with stands of ninety makers of cloth.")
    )
    assert found.places[0].geonames_id == EL_OBEID
    assert found.meets == ()


def test_no_thread_and_nothing_told(tagger: Tagger) -> None:
    """Without a thread there is nobody to tell, and without places and tolls nothing."""
    assert report_of(PLAIN, tagger.tag(STRIKE)) is None
    assert report_of(IN_A_THREAD, tagger.tag("Shares rose on Monday.")) is None
