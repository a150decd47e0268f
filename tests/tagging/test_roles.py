"""Who did it and to whom, by the structure of the sentence: the kinds of errors that readers of event data report."""

from __future__ import annotations

from datetime import date

import pytest

from stream.model.tags import Actor, Casualty, Conflict, Event, PlacedActor
from stream.tagging.tagger import Tagger


def tagged(learned: Tagger, text: str) -> Conflict:
    """A text as shipped: rules and model."""
    return learned.tag(text, date=date(2030, 5, 13))


def attackers(conflict: Conflict) -> set[str]:
    """Whoever is said to attack: actors of violent events, and mentions of that role."""
    acting = {
        e.actor
        for e in conflict.entities
        if isinstance(e, Event) and e.actor and (e.event_type.startswith(("Battles", "Expl", "Viol")))
    }
    cast = {e.text for e in conflict.entities if isinstance(e, Actor | PlacedActor) and e.role == "attacker"}
    return {name.casefold() for name in acting | cast}


@pytest.mark.parametrize(
    "text",
    [
        "Villagers hid in cellars during the bombardment.",
        "Nurses bandaged the survivors of the air strike.",
        "Farmers buried twelve neighbours after the massacre.",
        "Journalists filmed the clashes from a rooftop.",
        "Aid workers evacuated families before the assault.",
        "Students were writing an exam when the blast tore through the hall.",
        "Residents described the shelling as the worst in months.",
        "Pilgrims were caught in the bombing.",
        "Relatives mourned the victims of the attack.",
        "Firefighters put out the blaze after a missile strike on Torvik.",
        "Marla Quist, 34, lost her sight in the explosion.",
        "Doctors operated on 14 children hurt in the drone strike.",
        "Shopkeepers returned to the market three days after the bombing.",
        "Families living near the base heard the explosions.",
    ],
)
def test_a_bystander_is_no_attacker(learned: Tagger, text: str) -> None:
    """Who flees, treats, buries, films or lives through an attack did not do it."""
    assert attackers(tagged(learned, text)) == set()


@pytest.mark.parametrize(
    ("text", "attacker", "target"),
    [
        ("Troops came under fire from rebels near Torvik.", "rebels", "troops"),
        ("A convoy of peacekeepers was hit by an attack by militants.", "militants", "peacekeepers"),
        ("Police came under attack.", "", "police"),
        ("Villagers were the target of a raid by bandits.", "bandits", "villagers"),
        ("Soldiers were ambushed by insurgents.", "insurgents", "soldiers"),
        ("Civilians have come under attack from militias.", "militias", "civilians"),
        ("Four policemen were wounded in an attack by separatists.", "separatists", "policemen"),
        ("Guards were shot dead by gunmen.", "gunmen", "guards"),
        ("Worshippers were attacked by extremists.", "extremists", "worshippers"),
        ("The soldiers survived an attack by jihadists.", "jihadists", "soldiers"),
    ],
)
def test_who_comes_under_attack_is_no_attacker(
    learned: Tagger, text: str, attacker: str, target: str
) -> None:
    """The passive and its relatives: the subject suffers, and who it comes from attacks."""
    found = attackers(tagged(learned, text))
    assert found == ({attacker} if attacker else set())
    assert target not in found


@pytest.mark.parametrize(
    ("text", "attacker"),
    [
        ("Militants killed nine farmers in Borno.", "militants"),
        ("Rebels shot dead a mayor near Torvik.", "rebels"),
        ("Two nurses were killed by gunmen in Kano.", "gunmen"),
        ("Soldiers shot and killed three protesters.", "soldiers"),
        ("Insurgents wounded seven policemen.", "insurgents"),
        ("Five traders were gunned down by bandits.", "bandits"),
        ("The army killed 40 militants on Sunday.", "army"),
        ("Gunmen on motorbikes killed a tribal elder.", "gunmen"),
        ("Jihadists beheaded two hostages.", "jihadists"),
        ("Bandits have killed at least 20 villagers since Friday.", "bandits"),
        ("A teacher was murdered by separatists.", "separatists"),
        ("Boko Haram killed 12 people.", "boko haram"),
    ],
)
def test_a_killing_is_an_event_with_its_killer(learned: Tagger, text: str, attacker: str) -> None:
    """The plainest attack there is: an event, its actor, and an attacker."""
    conflict = tagged(learned, text)
    actors = {e.actor.removeprefix("the ").casefold() for e in conflict.entities if isinstance(e, Event)}
    assert attacker in actors
    assert attacker in {name.removeprefix("the ") for name in attackers(conflict)}


@pytest.mark.parametrize(
    ("text", "killer"),
    [
        ("Police killed two gunmen.", "police"),
        ("Soldiers wounded a smuggler at the border.", "soldiers"),
        ("Militiamen, some of them teenagers, murdered the mayor.", "militiamen"),
        ("Troops in Torvik, a port on the coast, detained five men.", "troops"),
        ("Rebels from the hills shot dead a priest.", "rebels"),
        ("Officers arrested on Tuesday three suspects.", "officers"),
        ("Security forces killed up to 30 fighters.", "security forces"),
        ("Guards shot a prisoner.", "guards"),
        ("Gunmen kidnapped journalist Orla Venn.", "gunmen"),
        ("Policemen, backed by soldiers, captured the gang's leader.", "policemen"),
    ],
)
def test_the_subject_of_an_active_verb_is_not_its_victim(learned: Tagger, text: str, killer: str) -> None:
    """Who kills, wounds or arrests is not among the casualties."""
    victims = [e.victim.casefold() for e in tagged(learned, text).entities if isinstance(e, Casualty)]
    assert not [victim for victim in victims if killer in victim]


def test_a_casualty_is_the_target_of_its_event(learned: Tagger) -> None:
    """Whom the blast killed it was aimed at, as far as the text tells."""
    conflict = tagged(learned, "A car bombing in Torvik killed nine soldiers.")
    assert [e.target for e in conflict.entities if isinstance(e, Event)] == ["soldiers"]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Rebels launched an attack on the base.", "Rebels"),
        ("Rebels have carried out a wave of attacks on villages.", "Rebels"),
        ("The rebels' attack on the base failed.", "rebels"),
        ("The bombing, which rebels claimed, killed two.", "rebels"),
        ("Rebels claimed responsibility for the bombing.", "Rebels"),
        ("The village was hit by shelling from rebels.", ""),
        ("Soldiers fled after an attack by rebels.", "rebels"),
        ("A bomb planted by rebels killed four people in a market attack.", ""),
    ],
)
def test_a_noun_has_a_doer_by_syntax_alone(learned: Tagger, text: str, actor: str) -> None:
    """By "by", as an owner, or as the subject of a verb of doing; never as whoever stands near."""
    events = [e for e in tagged(learned, text).entities if isinstance(e, Event)]
    found = events[-1].actor.casefold().removeprefix("the ") if events else ""
    assert found in {actor.casefold(), "rebels" if not actor else actor.casefold()}
    assert events


def test_who_denies_a_part_in_an_attack_is_not_its_doer(learned: Tagger) -> None:
    """Denied responsibility leaves the attack without a doer."""
    conflict = tagged(learned, "The army denied carrying out the attack on the market.")
    assert attackers(conflict) == set()
