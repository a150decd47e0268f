from __future__ import annotations

from collections.abc import Callable

import pytest

from stream.records import Casualty, Conflict

Told = tuple[str, str, int | None, int | None, str]


def told(conflict: Conflict) -> list[Told]:
    """(text, kind, minimum, maximum, victim) of every casualty."""
    return [
        (e.text, e.kind, e.minimum, e.maximum, e.victim) for e in conflict.entities if isinstance(e, Casualty)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The blast killed 12 soldiers.", ("12 soldiers", "killed", 12, 12, "soldiers")),
        ("The raid killed dozens of civilians.", ("dozens of civilians", "killed", 24, None, "civilians")),
        ("It said it had killed many militants.", ("many militants", "killed", None, None, "militants")),
        ("At least 30 people were killed.", ("At least 30 people", "killed", 30, None, "people")),
        (
            "There at least 50 villagers — mostly women — killed since Friday lay in rows.",
            ("at least 50 villagers", "killed", 50, None, "villagers"),
        ),
        (
            "Hundreds of families who fled the town came.",
            ("Hundreds of families", "displaced", 200, None, "families"),
        ),
        ("Up to 40 rebels surrendered.", ("Up to 40 rebels", "surrendered", None, 40, "rebels")),
        ("The death toll rose to 45.", ("45", "killed", 45, 45, "people")),
        ("The deaths of six nurses were mourned.", ("six nurses", "killed", 6, 6, "nurses")),
        ("Gunmen abducted 20 students.", ("20 students", "captured", 20, 20, "students")),
        ("Three sailors are missing.", ("Three sailors", "missing", 3, 3, "sailors")),
        ("A policeman was wounded.", ("A policeman", "injured", 1, 1, "policeman")),
        ("The mine left 7 people dead.", ("7 people", "killed", 7, 7, "people")),
        ("Between 10 and 15 miners died.", ("Between 10 and 15 miners", "killed", 10, 15, "miners")),
    ],
)
def test_counts_of_people(tag: Callable[..., Conflict], text: str, expected: Told) -> None:
    """Active, passive and nominal; each with kind, bounds and victim."""
    assert told(tag(text)) == [expected]


def test_an_elliptic_count_inherits_its_victims(tag: Callable[..., Conflict]) -> None:
    """Such as "scores surrendered" are of those named before it."""
    found = told(tag("The army said it killed 12 militants while scores surrendered."))
    assert found == [
        ("12 militants", "killed", 12, 12, "militants"),
        ("scores surrendered", "surrendered", 40, None, "militants"),
    ]


def test_killed_and_wounded_in_one_sentence(tag: Callable[..., Conflict]) -> None:
    """Each count goes to its own verb."""
    found = told(tag("The bomb killed 12 people and wounded 30 others."))
    assert [(kind, minimum) for _, kind, minimum, _, _ in found] == [("killed", 12), ("injured", 30)]


def test_a_named_victim_counts_one(tag: Callable[..., Conflict]) -> None:
    """A person who is killed is one person."""
    assert told(tag("Gen. Dask Ormund was assassinated in the capital.")) == [
        ("Dask Ormund", "killed", 1, 1, "Dask Ormund")
    ]


def test_the_killers_are_no_victims(tag: Callable[..., Conflict]) -> None:
    """Who stands before an active verb did it."""
    assert [victim for *_, victim in told(tag("Five gunmen killed 12 villagers."))] == ["villagers"]


@pytest.mark.parametrize(
    "text",
    [
        "The army captured the city.",
        "Turkish-backed fighters seized Mosul.",
        "Hundreds of civilians were targeted as they fled.",
        "Prices rose 12 percent.",
        "Ten ministers met for 3 days.",
        "Militias who captured the town a few days earlier left.",
    ],
)
def test_other_counts_are_no_casualties(tag: Callable[..., Conflict], text: str) -> None:
    """Towns taken, percentages, days and those only shot at."""
    assert told(tag(text)) == []


def test_the_place_of_the_sentence(tag: Callable[..., Conflict]) -> None:
    """A casualty names the nearest place of its sentence."""
    (casualty,) = [e for e in tag("A blast in Mosul killed 12 people.").entities if isinstance(e, Casualty)]
    assert casualty.place == "Mosul"
