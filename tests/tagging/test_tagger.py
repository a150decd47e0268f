from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.model.codec import encode
from stream.model.tags import Casualty, Conflict, EntityType, Event, Place
from stream.tagging.tagger import Tagger

STORY = """KAPELLEN — Northern Dawn rebels on Monday retook the town of Gao in Mali, their last base in the country, after \
Wagner-backed militias who had entered it a few days earlier were ambushed and forced to withdraw, elders said.

The Malian army had on Thursday declared victory, claiming it had killed many rebels while scores surrendered.

On Sunday, jets believed to be Russian bombed Gao, with at least 40 civilians — mostly women and children — killed since \
Friday last week, the Sahel Observatory for Human Rights told Reuters. Hundreds of families who fled Gao found refuge in \
the villages of Tolvesh and Qerim, east of the town. Russia has stepped up its strikes across Gao region, said Issoufou ag \
Tarvik, a tribal leader.
"""
_TELLING = (
    "killed 12 soldiers in Gao , Mali . at least dozens of rebels were Gen. al - Syrian army and the villages of U.S. 's "
    "on Friday last week \n\n \u2014 ( SDF ) by Russia has IS Paris Texas May 2020 surrendered shelled province"
)
_WORDS = st.sampled_from(re.split(" ", _TELLING))


@settings(deadline=None)
@given(
    text=st.one_of(st.text(), st.lists(_WORDS).map(" ".join)),
    headline=st.text(max_size=40),
    day=st.one_of(st.none(), st.dates()),
    located=st.text(max_size=20),
)
def test_every_entity_is_its_text(
    learned: Tagger, text: str, headline: str, day: date | None, located: str
) -> None:
    """Whatever the text: no error, offsets that hold, entities in order of start, a score between 0 and 1."""
    conflict = learned.tag(text, headline=headline, date=day, located=located)
    assert [entity.text for entity in conflict.entities] == [
        text[entity.start : entity.end] for entity in conflict.entities
    ]
    assert all(entity.start < entity.end for entity in conflict.entities)
    assert [entity.start for entity in conflict.entities] == sorted(
        entity.start for entity in conflict.entities
    )
    assert conflict.score is None or 0 <= conflict.score <= 1
    assert all(topic.startswith("medtop:") for topic in conflict.media_topics)


@settings(deadline=None, max_examples=40)
@given(st.lists(_WORDS).map(" ".join))
def test_tagging_is_a_function_of_the_text(learned: Tagger, text: str) -> None:
    """The same text gives the same bytes: a replay writes what the first run wrote."""
    assert encode(learned.tag(text)) == encode(learned.tag(text))


@pytest.mark.parametrize(
    "part",
    [STORY, "killed 12 ", "Aa ", "\x00(", "of A, ", "rebels and ", "U.S.", "1,", "the a an ", "Ab-", "he "],
)
def test_work_grows_with_the_text_alone(learned: Tagger, part: str) -> None:
    """Four times the text calls at most five times as many functions, whatever it repeats: nothing is quadratic."""
    copies = max(1, 4000 // len(part))

    def calls(text: str) -> int:
        count = 0

        def counted(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(counted)
        try:
            learned.tag(text)
        finally:
            sys.setprofile(None)
        return count

    calls(part * copies)  # what is remembered of places and letters is not counted
    assert calls(part * copies * 4) <= 5 * calls(part * copies)


def test_the_model_adds_bounds_and_people_to_the_rules(learned: Tagger) -> None:
    """What the rules do not know by name or noun: articles belong to the phrase, and roles are persons."""
    found = {
        (e.text, e.type)
        for e in learned.tag("The Foreign Secretary met the Syrian opposition in Geneva.").entities
    }
    assert found >= {
        ("The Foreign Secretary", EntityType.PERSON),
        ("the Syrian opposition", EntityType.ORGANISATION),
        ("Geneva", EntityType.PLACE),
    }


def test_a_text_in_capitals_is_read_as_if_it_were_not(learned: Tagger) -> None:
    """Names, groups, places and counts are those of the text in small letters, with the words as they came."""
    text = "Rebels of the Orrin Brigade shelled Aleppo on Monday, the Syrian army said. Twelve soldiers were killed."
    small, capitals = learned.tag(text), learned.tag(text.upper())
    assert [(e.type, e.start, e.end) for e in small.entities] == [
        (e.type, e.start, e.end) for e in capitals.entities
    ]
    assert all(e.text == text.upper()[e.start : e.end] for e in capitals.entities)
    assert small.tolls == capitals.tolls


def test_a_whole_story(tag: Callable[..., Conflict]) -> None:
    """A story of the usual make: parties, places, dates, counts and events, each with what is known of it."""
    conflict = tag(STORY)
    by_type: dict[EntityType, list[Any]] = {}
    for entity in conflict.entities:
        by_type.setdefault(entity.type, []).append(entity)
    assert conflict.relevant
    assert "medtop:20000056" in conflict.media_topics
    assert [e.text for e in by_type[EntityType.STATE_FORCES]] == ["Malian army"]
    assert "Wagner-backed militias" in [e.text for e in by_type[EntityType.ARMED_GROUP]]
    assert [(e.text, e.country) for e in by_type[EntityType.GOVERNMENT]] == [("Russia", "RUS")]
    assert [e.text for e in by_type[EntityType.ORGANISATION]] == [
        "Sahel Observatory for Human Rights",
        "Reuters",
    ]
    assert [e.text for e in by_type[EntityType.PERSON]] == ["Issoufou ag Tarvik"]
    assert {(e.text, e.country) for e in conflict.entities if isinstance(e, Place)} >= {
        ("Gao", "MLI"),
        ("Tolvesh", "MLI"),
        ("Qerim", "MLI"),
    }
    assert [(e.kind, e.minimum, e.victim) for e in conflict.entities if isinstance(e, Casualty)] == [
        ("killed", None, "rebels"),
        ("surrendered", 40, "rebels"),
        ("killed", 40, "civilians"),
        ("displaced", 200, "families"),
    ]
    assert ("Friday last week", "2030-05-10") in [(e.text, e.value) for e in by_type[EntityType.DATE]]
    assert {"Non-state actor overtakes territory", "Armed clash", "Air/drone strike"} <= {
        e.sub_event_type for e in conflict.entities if isinstance(e, Event)
    }
