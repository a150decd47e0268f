"""Tolls in the many ways that wire copy tells them: lists, idioms of death, numerals, and who only did it."""

from __future__ import annotations

from datetime import date

import pytest

from stream.model.tags import Casualty
from stream.tagging.tagger import Tagger


def tolls(learned: Tagger, text: str) -> dict[str, int | None]:
    """The lower bound of each toll, the upper where there is none."""
    found = learned.tag(text, date=date(2030, 5, 13)).tolls
    return {one.kind: one.minimum if one.minimum is not None else one.maximum for one in found}


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Three policemen, two soldiers and a civilian were killed in the blast.", 6),
        ("Four traders, three drivers, two guards and a porter were killed.", 10),
        ("The bomb killed nine soldiers as well as three children.", 12),
        ("Ten soldiers were killed along with 14 militants in the battle.", 24),
        ("A blast killed two children together with their teacher.", 3),
        ("Both pilots and a passenger were killed when the helicopter was shot down.", 3),
        ("Both men were killed.", 2),
        ("A rocket killed an elderly couple and their grandson.", 3),
        ("Bandits killed a village chief, his two sons and a guard.", 4),
        ("The dead were four women, two men and a baby.", 7),
        ("Nine soldiers, three officers and six privates, were killed.", 9),
        ("Twelve people, four women and eight men, died in the raid.", 12),
        ("A colonel and 12 of his men were killed in the ambush.", 13),
        ("Fourteen people (nine civilians and five soldiers) were killed.", 14),
        ("The attack killed three guards plus two passers-by.", 5),
        ("Gunmen killed a constable, a tea seller and four shoppers.", 6),
        ("A rocket killed a widow and her three grandchildren.", 4),
        ("Bandits killed the village head and five of his guards.", 6),
        ("Twin girls and their aunt were killed by a shell.", 3),
        ("The blast killed the twins and their father.", 3),
        ("The dead included a nurse and two guards.", 3),
    ],
)
def test_a_list_of_victims_adds_up(learned: Tagger, text: str, killed: int) -> None:
    """Those whom "and", "along with", "as well as" or a comma join are one toll; an apposition between commas is none more."""
    assert tolls(learned, text) == {"killed": killed}


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Two brothers aged nine and 11 were killed by a landmine.", 2),
        ("Three girls aged between six and 11 were killed by a shell.", 3),
        ("A mortar shell killed a mother of four.", 1),
    ],
)
def test_ages_and_children_who_live_are_no_victims(learned: Tagger, text: str, killed: int) -> None:
    """Numbers behind "aged", and those whose mother somebody is, count no dead."""
    assert tolls(learned, text) == {"killed": killed}


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Troops eliminated 20 militants in the operation.", 20),
        ("The group said it had liquidated two informers.", 2),
        ("Four men were hanged by the militia.", 4),
        ("Five protesters succumbed to gunshot wounds after soldiers opened fire.", 5),
        ("The raid cost 30 fighters their lives.", 30),
        ("Twenty civilians paid with their lives for the assault.", 20),
        ("Militants slit the throats of four shepherds.", 4),
        ("Four guards were found with their throats slit.", 4),
        ("The blast was fatal for six soldiers.", 6),
        ("The bombing proved deadly for 11 shoppers.", 11),
        ("A sniper picked off three soldiers.", 3),
        ("Snipers took out six fighters.", 6),
        ("Nineteen soldiers fell in the battle for the hill.", 19),
        ("The number of dead rose to 44.", 44),
    ],
)
def test_idioms_of_death_are_tolls(learned: Tagger, text: str, killed: int) -> None:
    """Death is told in many words, as verbs, phrases and figures that rise."""
    assert tolls(learned, text) == {"killed": killed}


@pytest.mark.parametrize(
    "text",
    [
        "The firm eliminated 300 jobs.",
        "France eliminated Spain in the semi-final.",
        "Four trains were blown up by rebels.",
    ],
)
def test_what_is_no_people_does_not_die(learned: Tagger, text: str) -> None:
    """A count of things has no toll, whatever the verb."""
    assert tolls(learned, text) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A couple of dozen soldiers were killed in the raid.", {"killed": 24}),
        ("More than 2.5 lakh people were displaced by the fighting.", {"displaced": 250_000}),
        ("One and a half million people have been displaced by the war.", {"displaced": 1_500_000}),
        ("The war has displaced 1.4m people.", {"displaced": 1_400_000}),
        ("Two score rebels were killed.", {"killed": 40}),
        ("Nearly 3,50,000 villagers were displaced.", {"displaced": 350_000}),
        ("A couple of soldiers were killed.", {"killed": 2}),
    ],
)
def test_numerals_of_all_wires(learned: Tagger, text: str, found: dict[str, int]) -> None:
    """Numbers in words and figures, with the scales of every English."""
    assert tolls(learned, text) == found


@pytest.mark.parametrize(
    ("text", "victim"),
    [
        ("Troops have captured three militants.", "troops"),
        ("Police have shot dead a bomber.", "police"),
        ("Rangers have since killed three poachers.", "rangers"),
        ("The guards had wounded an intruder.", "guards"),
        ("Two gunmen shot dead a cleric in Quetta before fleeing.", "gunmen"),
        ("Marines on patrol in Kunar wounded two insurgents.", "marines"),
    ],
)
def test_who_has_done_it_is_no_victim(learned: Tagger, text: str, victim: str) -> None:
    """A perfect with an object is active: its subject does not suffer it."""
    entities = learned.tag(text, date=date(2030, 5, 13)).entities
    assert not [one for one in entities if isinstance(one, Casualty) and victim in one.victim.casefold()]


@pytest.mark.parametrize(
    "text",
    [
        "The spokesman called reports of 30 deaths propaganda.",
        "The ministry contradicted the rebels' statement that six of its men were killed.",
        "There is no truth in the claim that 14 soldiers were killed.",
        "Had the bomb gone off, 100 people would have died.",
        "Nobody was killed when a rocket hit an empty house.",
        "He was charged with plotting to kill 20 officers.",
        "Hospital staff denied that five children had died in the bombing.",
        "A spokesman said accounts of 25 dead were exaggerated and nobody had died.",
    ],
)
def test_what_is_denied_or_imagined_is_no_toll(learned: Tagger, text: str) -> None:
    """A toll that its sentence takes back, plans or imagines is none."""
    assert tolls(learned, text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "At least 20 people were wounded, including six who were seriously injured.",
        "Twenty people were injured, of whom 17 were hospitalised.",
    ],
)
def test_a_degree_is_no_count_of_its_own(learned: Tagger, text: str) -> None:
    """Those of whom only is said how badly they were hurt are counted with the others."""
    entities = learned.tag(text, date=date(2030, 5, 13)).entities
    assert [one.minimum for one in entities if isinstance(one, Casualty)] == [20]


def test_who_is_shot_and_not_dead_is_hurt(learned: Tagger) -> None:
    """A passive of shooting with its place or number tells of an injury, and of a death where one follows."""
    assert tolls(learned, "Judge Harker was shot three times in the head.") == {"injured": 1}
    assert tolls(learned, "Judge Harker was shot in the head and died in hospital.") == {"killed": 1}
