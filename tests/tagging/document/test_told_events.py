from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from stream.model.codec import brief_tags
from stream.model.tags import Conflict, EventSummary

TEXT = "Rebels shelled Idlib on Monday, killing two soldiers and five civilians. The army said so. Talks ended in Oslo."


def event(conflict: Conflict, word: str) -> EventSummary:
    """The event that a word tells."""
    (found,) = (one for one in conflict.events if one.text == word)
    return found


def test_an_event_needs_no_entities_to_be_read(tag: Callable[..., Conflict]) -> None:
    """Who, where on the map, when, how many, and the words and sentence that tell it."""
    told = event(tag(TEXT, date=date(2026, 3, 12)), "shelled")
    assert ("Rebels", "2026-03-09", "reported") == (told.actor, told.date, told.certainty)
    assert told.place is not None
    assert ("Idlib", "SYR") == (told.place.name, told.place.country)
    assert told.place.latitude is not None
    assert {(one.kind, one.minimum, one.victim) for one in told.casualties} == {
        ("killed", 2, "soldiers"),
        ("killed", 5, "civilians"),
    }
    assert TEXT[told.start : told.end] == "shelled"
    assert TEXT[told.sentence_start : told.sentence_end].endswith("civilians")


def test_every_event_of_the_entities_is_listed_once_in_order(tag: Callable[..., Conflict]) -> None:
    """None is lost, none is doubled."""
    conflict = tag(TEXT)
    assert [(e.start, e.end) for e in conflict.entities if e.type == "EVENT"] == [
        (e.start, e.end) for e in conflict.events
    ]


def test_the_hurt_of_the_next_sentence_belong_to_the_event_before(tag: Callable[..., Conflict]) -> None:
    """A sentence that tells only of the hurt goes on with what hurt them; nobody is hurt by talks."""
    conflict = tag("A bomb exploded in a market in Kano. Nine people were killed. Talks began in Abuja.")
    assert [(one.kind, one.minimum) for one in event(conflict, "bomb exploded").casualties] == [("killed", 9)]


def test_nobody_is_hurt_by_what_did_not_happen(tag: Callable[..., Conflict]) -> None:
    """A denied attack has no casualties."""
    conflict = tag("The army denied that it had shelled Idlib. Two people were killed.")
    assert [one.casualties for one in conflict.events if one.certainty == "denied"] == [()]


def test_offsets_are_those_of_the_text_as_it_came(tag: Callable[..., Conflict]) -> None:
    """Broken lines and capitals change no offset."""
    text = "REBELS OF THE ORRIN BRIGADE SHEL\u00adLED IDLIB ON MONDAY, KILLING TWO SOLDIERS, THE SYRIAN ARMY SAID."
    told = tag(text).events[0]
    assert text[told.start : told.end] == told.text == "SHEL\u00adLED"
    assert text[told.sentence_start : told.sentence_end] == text[:-1]


def test_empty_fields_are_left_out(tag: Callable[..., Conflict]) -> None:
    """Of entities, events and tolls; the date of an event and the bounds of a count are always there."""
    written = brief_tags(tag(TEXT))
    for part in ("entities", "events", "tolls"):
        for one in written[part]:
            empty = {
                name for name, value in one.items() if value is None or value is False or value in ("", [])
            }
            assert empty <= {"date", "minimum", "maximum"}
    assert all("date" in one for one in written["events"])


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("A blast killed 12 people. The death toll rose to 45 by evening, rescuers said.", 45),
        ("A blast killed 12 people. An earlier attack killed 60.", 12),
    ],
)
def test_the_largest_figure_told_as_that_of_all_is_the_toll(
    tag: Callable[..., Conflict], text: str, killed: int
) -> None:
    """Other dead do not count."""
    assert [(toll.kind, toll.minimum) for toll in tag(text).tolls] == [("killed", killed)]
