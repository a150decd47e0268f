from __future__ import annotations

from collections.abc import Callable
from typing import Any

from stream.model.tags import Conflict, EntityType


def test_a_body_reaches_over_its_of_and_for(only: Callable[..., Any]) -> None:
    """The whole name of a body, with what "of" and "for" tie to it."""
    assert (
        only("The Veldan Observatory for Civic Rights spoke.", EntityType.ORGANISATION).text
        == "Veldan Observatory for Civic Rights"
    )


def test_units_are_forces_or_groups_by_their_noun(only: Callable[..., Any]) -> None:
    """A regiment serves a state, a brigade of martyrs does not."""
    assert only("The Ormund Regiment came.", EntityType.STATE_FORCES).text == "Ormund Regiment"
    assert only("The Ormund Martyrs Brigade came.", EntityType.ARMED_GROUP).text == "Ormund Martyrs Brigade"


def test_an_acronym_is_what_stands_before_its_bracket(tag: Callable[..., Conflict]) -> None:
    """From the bracket on the acronym has the type and name of what it stands for."""
    conflict = tag("The Veldan Liberation Front (VLQ) came. Later the VLQ left.")
    assert [(e.text, e.name) for e in conflict.entities if e.type is EntityType.ARMED_GROUP] == [
        ("Veldan Liberation Front", "Veldan Liberation Front"),
        ("VLQ", "Veldan Liberation Front"),
        ("VLQ", "Veldan Liberation Front"),
    ]


def test_a_named_facility(only: Callable[..., Any]) -> None:
    """A name that ends in a building's noun is the building."""
    facility = only("Smoke rose over Tarvik Hospital today.", EntityType.FACILITY)
    assert (facility.text, facility.category) == ("Tarvik Hospital", "hospital")


def test_a_body_may_hold_the_name_of_a_group(tag: Callable[..., Conflict]) -> None:
    """A group's name with its own noun inside a longer name is passed over once, word by word."""
    conflict = tag("The Veldan Council of Islamic State Fighters met.")
    assert [e.text for e in conflict.entities if e.type is EntityType.ORGANISATION] == [
        "Veldan Council of Islamic State Fighters"
    ]
