"""Arms as the subject of a verb, and behind its "by": events with what struck, never with a bystander as the doer."""

from __future__ import annotations

import pytest

from stream.model.tags import Conflict
from stream.tagging.tagger import Tagger

SHELL, IED, AIR = (
    "Shelling/artillery/missile attack",
    "Remote explosive/landmine/IED",
    "Air/drone strike",
)


def told(conflict: Conflict) -> list[tuple[str, str, str]]:
    """Sub-event type, doer and sufferer of each event."""
    return [(event.sub_event_type, event.actor, event.target) for event in conflict.events]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("A mortar shell hit a house on Monday.", [(SHELL, "", "house")]),
        ("Police said a mortar shell hit a house on Monday.", [(SHELL, "", "house")]),
        ("Their lorry was hit by a missile on Monday.", [(SHELL, "", "")]),
        ("The convoy was hit by a roadside bomb planted by insurgents.", [(IED, "insurgents", "")]),
        ("Rockets fired by Hamas landed in a field.", [(SHELL, "Hamas", "")]),
        ("Rebel rockets slammed into a school in Orrin.", [(SHELL, "Rebel", "")]),
        ("Soldiers fled after a shell struck their trench.", [(SHELL, "", "their trench")]),
        ("A landmine killed two farmers near Mosul.", [(IED, "", "farmers")]),
        ("A drone fell on a kindergarten, wounding two.", [(AIR, "", "kindergarten")]),
    ],
)
def test_what_arms_strike_is_an_event(learned: Tagger, text: str, events: list[tuple[str, str, str]]) -> None:
    """Its type is the weapon's, its doer whoever sent it, its target what it strikes."""
    assert events == told(learned.tag(text, language="en"))


@pytest.mark.parametrize(
    "text",
    [
        "The plane landed in Kabul.",
        "The helicopter crashed into a hillside in bad weather.",
        "The album hit the shops on Friday and rockets landed it at the top of the charts.",
        "The storm hit the coast on Monday.",
        "The bomb squad hit a pothole.",
        "The firm was hit by a bombshell lawsuit.",
    ],
)
def test_a_verb_of_striking_alone_is_none(learned: Tagger, text: str) -> None:
    """Craft land, storms hit coasts, and a squad is no weapon."""
    assert [] == told(learned.tag(text, language="en"))


def test_nobody_else_of_the_sentence_kills_what_a_bomb_kills(learned: Tagger) -> None:
    """The government that pays is no killer."""
    (event,) = learned.tag("The government paid up after the car bomb killed nine.", language="en").events
    assert (IED, "", 9) == (event.sub_event_type, event.actor, event.casualties[0].minimum)


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("A drone strike blamed on Ukraine set fire to an oil depot.", "Ukraine"),
        ("An attack attributed to Russia damaged a warehouse in Leipzig.", "Russia"),
    ],
)
def test_whom_it_is_laid_on_did_it_and_did_not_suffer_it(learned: Tagger, text: str, doer: str) -> None:
    """A country behind "blamed on" is the doer."""
    first = learned.tag(text, language="en").events[0]
    assert (doer, "") == (first.actor, first.target)


@pytest.mark.parametrize(
    "text",
    [
        "The government gave money to the families of those killed in the attack.",
        "Villagers buried 14 people killed in Sunday's raid.",
    ],
)
def test_who_stands_by_is_not_who_was_killed_in_it(learned: Tagger, text: str) -> None:
    """A participle belongs to what stands before it, not to the subject of the sentence."""
    conflict = learned.tag(text, language="en")
    assert {"government", "Villagers"}.isdisjoint(event.target for event in conflict.events)


def test_money_is_nobody_killed(learned: Tagger) -> None:
    """A sum behind a verb of killing is no count of people."""
    assert () == learned.tag("The bank killed two lakh rupees worth of loans.", language="en").tolls
