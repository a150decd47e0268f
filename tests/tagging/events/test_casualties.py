from __future__ import annotations

from collections.abc import Callable

import pytest

from stream.model.tags import Casualty, Conflict

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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen murdered six priests and two maids.", [(6, "priests"), (2, "maids")]),
        ("Six priests and their two maids were murdered.", [(6, "priests"), (2, "maids")]),
        ("Two soldiers, a nurse and four farmers died.", [(2, "soldiers"), (1, "nurse"), (4, "farmers")]),
    ],
)
def test_what_is_joined_shares_its_verb(
    tag: Callable[..., Conflict], text: str, expected: list[tuple[int, str]]
) -> None:
    """Groups joined by "and" or a comma, before and behind the verb."""
    assert [(minimum, victim) for _, _, minimum, _, victim in told(tag(text))] == expected


@pytest.mark.parametrize(
    "text",
    [
        "No one was killed.",
        "Neither the judge nor his driver was injured.",
        "The group threatened to kill 10 judges.",
        "It would have killed 12 people.",
        "Gunmen shot 65-year-old men in films.",
        "On several occasions soldiers captured towns.",
    ],
)
def test_what_did_not_happen(tag: Callable[..., Conflict], text: str) -> None:
    """Denied, threatened or only thought of; an age and a number of times are no victims."""
    assert told(tag(text)) == []


@pytest.mark.parametrize(
    ("text", "victim"),
    [
        ("The murder of presidential candidate Dask Ormund shook the country.", "Dask Ormund"),
        ("Gunmen killed a provincial judge.", "provincial judge"),
        ("His driver was killed.", "driver"),
    ],
)
def test_one_named_or_described(tag: Callable[..., Conflict], text: str, victim: str) -> None:
    """Behind titles, an article or an owner: one person."""
    assert [(kind, minimum, who) for _, kind, minimum, _, who in told(tag(text))] == [("killed", 1, victim)]


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
