from __future__ import annotations

from collections.abc import Callable

import pytest

from stream.model.tags import Actor, Casualty, Conflict, Event


def attribution(conflict: Conflict) -> str:
    """Who says what the text tells: of its one casualty or event."""
    (found,) = {e.attribution for e in conflict.entities if isinstance(e, Casualty | Event)}
    return found


def roles(conflict: Conflict) -> dict[str, str]:
    """Role of each actor by its text."""
    return {e.text: e.role for e in conflict.entities if isinstance(e, Actor)}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The blast killed 12 people, the Sahel Observatory said.", "Sahel Observatory"),
        ("According to the Nigerian army, 12 villagers died.", "Nigerian army"),
        ("Twelve villagers died, according to residents.", "residents"),
        ('"It killed six people," said Dask Ormund, a farmer.', "Dask Ormund"),
        ("Medics said the blast killed three nurses.", "Medics"),
        ("The blast killed 12 people, a war monitor and relatives said.", "war monitor and relatives"),
        ("The blast killed 12 people.", ""),
    ],
)
def test_who_says_so(tag: Callable[..., Conflict], text: str, source: str) -> None:
    """Before and behind the verb of speech, after "according to", named or only described."""
    assert attribution(tag(text)) == source


def test_a_pronoun_is_whoever_spoke_before(tag: Callable[..., Conflict]) -> None:
    """Such as "he said" of the sentence after."""
    conflict = tag("Gen. Dask Ormund said the road was open. The mine killed 12 people, he said.")
    assert attribution(conflict) == "Dask Ormund"


def test_claiming_an_attack_is_no_way_of_speaking(tag: Callable[..., Conflict]) -> None:
    """Who claims responsibility did it."""
    conflict = tag("A car bombing killed 12 people and Boko Haram claimed responsibility.")
    assert attribution(conflict) == ""


def test_who_reports_is_no_party(tag: Callable[..., Conflict]) -> None:
    """A monitor that tells of an attack is a reporter, one who speaks is a speaker."""
    told = tag(
        "Human Rights Watch said that Boko Haram attacked villagers, and Gen. Dask Ormund confirmed it."
    )
    assert roles(told) == {
        "Human Rights Watch": "reporter",
        "Boko Haram": "attacker",
        "villagers": "victim",
        "Dask Ormund": "speaker",
    }
    assert roles(tag("Gen. Dask Ormund said that rebels shelled the town.")) == {
        "Dask Ormund": "speaker",
        "rebels": "attacker",
    }


def test_a_speaker_may_speak_of_his_own_deeds(tag: Callable[..., Conflict]) -> None:
    """Such as "the army said it had shelled ..."."""
    conflict = tag("The Nigerian army said it had shelled the town.")
    assert [e.actor for e in conflict.entities if isinstance(e, Event)] == ["Nigerian army"]


def test_a_body_that_is_told_reports(tag: Callable[..., Conflict]) -> None:
    """Such as "a commander told Reuters"."""
    assert roles(tag("A doctor told Reuters that shells hit the clinic."))["Reuters"] == "reporter"
