from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from stream.model.tags import Actor, Conflict, Event


def event(conflict: Conflict) -> Event:
    """The one event of a text."""
    (found,) = [entity for entity in conflict.entities if isinstance(entity, Event)]
    return found


@pytest.mark.parametrize(
    ("text", "trigger", "sub_type", "plover"),
    [
        ("An air strike hit Mosul.", "air strike", "Air/drone strike", "ASSAULT"),
        ("Troops shelled the town.", "shelled", "Shelling/artillery/missile attack", "ASSAULT"),
        ("A suicide bombing shook Kabul.", "suicide bombing", "Suicide bomb", "ASSAULT"),
        ("A car bombing shook Kabul.", "car bombing", "Remote explosive/landmine/IED", "ASSAULT"),
        ("A drone struck the depot.", "struck", "Air/drone strike", "ASSAULT"),
        ("Rebels fired two missiles at the port.", "fired", "Shelling/artillery/missile attack", "ASSAULT"),
        ("Rebels clashed with soldiers.", "clashed", "Armed clash", "ASSAULT"),
        ("Rebels were forced to retreat.", "forced to retreat", "Armed clash", "RETREAT"),
        ("Rebels captured the town.", "captured", "Non-state actor overtakes territory", "ASSAULT"),
        ("The Syrian army recaptured the town.", "recaptured", "Government regains territory", "ASSAULT"),
        ("Gunmen attacked villagers.", "attacked", "Attack", "ASSAULT"),
        ("Gunmen kidnapped villagers.", "kidnapped", "Abduction/forced disappearance", "ASSAULT"),
        ("A truce was agreed.", "truce", "Agreement", "AGREE"),
        ("Police fired tear gas.", "fired tear gas", "Protest with intervention", "COERCE"),
        ("Crowds rioted.", "rioted", "Violent demonstration", "PROTEST"),
        ("Soldiers looted shops.", "looted", "Looting/property destruction", "COERCE"),
    ],
)
def test_events_by_acled_and_plover(
    tag: Callable[..., Conflict], text: str, trigger: str, sub_type: str, plover: str
) -> None:
    """The trigger, the sub-event type of ACLED and the category of PLOVER."""
    found = event(tag(text))
    assert (found.text, found.sub_event_type, found.plover) == (trigger, sub_type, plover)


def test_who_did_it_to_whom_where_and_when(tag: Callable[..., Conflict]) -> None:
    """Active: the actor stands before, the target behind."""
    found = event(tag("Boko Haram attacked soldiers near Maiduguri in Nigeria on Friday."))
    assert (found.actor, found.target, found.place, found.date) == (
        "Boko Haram",
        "soldiers",
        "Maiduguri",
        "2030-05-10",
    )


def test_passive_turns_the_roles(tag: Callable[..., Conflict]) -> None:
    """Passive: "by" names the actor."""
    found = event(tag("Soldiers were ambushed by Boko Haram."))
    assert (found.actor, found.target) == ("Boko Haram", "Soldiers")


def test_a_nation_before_a_noun_did_it(tag: Callable[..., Conflict]) -> None:
    """Such as "Russian bombardment" is Russia's."""
    assert event(tag("Heavy Russian bombardment went on.")).actor == "Russia"


def test_a_pronoun_takes_the_actor_of_the_sentence_before(tag: Callable[..., Conflict]) -> None:
    """Such as "It said the capture of ..." is of whoever spoke last."""
    found = event(tag("The Syrian army made a statement. It hailed the capture of Palmyra."))
    assert (found.actor, found.sub_event_type) == ("Syrian army", "Government regains territory")


@pytest.mark.parametrize(
    "text",
    [
        "Railway workers went on strike over pay.",
        "He suffered a heart attack.",
        "She captured the mood.",
        "He was fired on Friday.",
    ],
)
def test_what_only_sounds_like_an_event(tag: Callable[..., Conflict], text: str) -> None:
    """Wages, hearts and moods."""
    assert [e for e in tag(text).entities if isinstance(e, Event)] == []


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        ("The attack on villagers was blamed on Boko Haram.", "Boko Haram", "villagers"),
        ("Officials blamed Boko Haram for the attack.", "Boko Haram", ""),
        ("The bombing was carried out by Boko Haram.", "Boko Haram", ""),
        ("The shelling of the town was claimed by Boko Haram.", "Boko Haram", ""),
        ("Militias routed in last stronghold", "", "Militias"),
        ("Boko Haram took the town after soldiers were ambushed.", "Boko Haram", "soldiers"),
        ("Jets believed to be Russian bombed the town.", "Russia", ""),
        ("Boko Haram began attacks with rockets from the hills.", "Boko Haram", ""),
    ],
)
def test_claims_blame_and_headlines(tag: Callable[..., Conflict], text: str, actor: str, target: str) -> None:
    """What is blamed on, claimed by, carried out by or believed to be of somebody; the passive of headlines."""
    found = [e for e in tag(text).entities if isinstance(e, Event)][-1]
    assert (found.actor, found.target) == (actor, target)


def test_one_who_is_forced_to_retreat_acts(tag: Callable[..., Conflict]) -> None:
    """Who retreats is the actor of it, and nobody its target."""
    found = event(tag("Rebels were forced to retreat."))
    assert (found.actor, found.target) == ("Rebels", "")


def test_both_sides_of_a_clash_attack(tag: Callable[..., Conflict]) -> None:
    """Neither is only a victim."""
    conflict = tag("Rebels clashed with soldiers.")
    assert [e.role for e in conflict.entities if isinstance(e, Actor)] == ["attacker", "attacker"]


@pytest.mark.parametrize(
    "text",
    [
        "Thousands marked 30 years since gunmen massacred 800 villagers in Torvik.",
        "The attack came two decades ago.",
        "It was the worst bombing in years.",
        "Rebels attacked the town three months later.",
        "The shelling began last month and went on for weeks.",
        "Gunmen stormed the post in the early hours.",
        "The siege lasted 40 days.",
        "Clashes broke out on Friday night.",
        "Militants attacked the base in 2019.",
        "A bomb exploded on March 3.",
        "The raid followed months of fighting.",
    ],
)
def test_the_date_of_an_event_is_iso_or_empty(tag: Callable[..., Conflict], text: str) -> None:
    """A day, month or year; spans without a calendar date are none."""
    dates = [e.date for e in tag(text).entities if isinstance(e, Event)]
    assert dates
    assert all(re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", date) for date in dates)


@pytest.mark.parametrize(
    "text",
    [
        "Norwegian air strikes hit Mosul. Norwegian air strikes hit Homs. An air strike hit Hama.",
        "Norwegian air strikes hit Mosul. Swedish air strikes hit Homs. An air strike hit Hama.",
        "An air strike hit Hama. Norwegian air strikes hit Mosul. Norwegian air strikes hit Homs.",
    ],
)
def test_a_strike_has_no_doer_from_another_sentence(tag: Callable[..., Conflict], text: str) -> None:
    """Who flies the other strikes of a text is not said to have flown the one that names nobody."""
    told = tag(text)
    assert [one.actor for one in told.events if "An " in text[one.sentence_start : one.sentence_end]] == [""]
