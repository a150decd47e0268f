from __future__ import annotations

from datetime import date

import pytest

from stream.model.tags import Event
from stream.tagging.tagger import Tagger

HAPPENED = {"reported", "claimed"}


def certainties(learned: Tagger, text: str) -> list[str]:
    """The certainty of each event of a text."""
    return [
        e.certainty
        for e in learned.tag(text, date=date(2030, 5, 13)).entities
        if isinstance(e, Event) and e.event_type
    ]


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("There were no clashes in Torvik on Sunday.", "denied"),
        ("The rebels did not attack the base.", "denied"),
        ("Neither side shelled the town.", "denied"),
        ("The night passed without any shelling.", "denied"),
        ("The ministry denied that jets had bombed the market.", "denied"),
        ("The army denies shelling the hospital.", "denied"),
        ("Reports of an attack on the airport were false.", "denied"),
        ("The general rejected claims that his men had shelled Torvik.", "denied"),
        ("The rebels never attacked the convoy, the UN said.", "denied"),
        ("Officials fear an attack on the capital.", "feared"),
        ("The embassy warned of possible attacks on hotels.", "feared"),
        ("Residents feared that rebels would attack the town.", "hypothetical"),
        ("Police prevented an attack on the station.", "planned"),
        ("The group vowed to attack the capital.", "planned"),
        ("Troops will attack the town at dawn.", "planned"),
        ("Two men were charged with plotting attacks on barracks.", "planned"),
        ("The cell was planning a suicide bombing.", "planned"),
        ("The president urged rebels not to attack the dam.", "planned"),
        ("If militants attack the dam, the army will strike back.", "hypothetical"),
        ("Unless talks succeed rebels could attack the city.", "hypothetical"),
        ("Marines practised an assault on a mock village.", "hypothetical"),
        ("The drill simulated a missile attack on the port.", "hypothetical"),
        ("The film shows an air raid on the capital.", "hypothetical"),
        ("It is unclear whether rebels attacked the post.", "hypothetical"),
        ("Rebels claimed they had shelled the airport.", "claimed"),
        ("Soldiers allegedly bombarded the village.", "claimed"),
    ],
)
def test_how_sure_the_text_is(learned: Tagger, text: str, certainty: str) -> None:
    """Denied, feared, planned, imagined or claimed: the event says so."""
    assert certainty in certainties(learned, text)
    assert certainty == "claimed" or not HAPPENED.intersection(certainties(learned, text))


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked the base, but no soldiers were hurt.",
        "The army denied responsibility for the attack on the market.",
        "Militants began to attack the town at noon.",
        "Rebels used drones to attack the depot.",
        "No fewer than three rockets hit Torvik; the shelling went on.",
        "Despite fears of an escalation, jets bombed the port.",
        "The minister condemned the bombing, which he had not expected.",
        "Police have not said who carried out the attack.",
        "Gunmen attacked a film crew near Torvik.",
        "Troops shelled the hills after the government threatened sanctions.",
    ],
)
def test_what_did_happen_is_reported(learned: Tagger, text: str) -> None:
    """A negation, fear or plan of something else takes nothing back."""
    assert HAPPENED.intersection(certainties(learned, text))


def test_only_what_is_told_as_having_happened_makes_a_text_relevant(learned: Tagger) -> None:
    """The same attack weighs less when it is denied."""
    told = learned.tag("Rebels attacked the depot.")
    denied = learned.tag("Rebels did not attack the depot.")
    assert denied.score is not None
    assert told.score is not None
    assert denied.score < told.score
