"""Kinds of weapons and platforms that military news names: families, abbreviations, calibres, plurals."""

from __future__ import annotations

import pytest

from stream.model.tags import EntityType
from stream.tagging.tagger import Tagger

WEAPONS = [
    ("Troops found two ATGMs in the cellar.", "ATGMs"),
    (
        "The convoy struck a vehicle-borne improvised explosive device.",
        "vehicle-borne improvised explosive device",
    ),
    ("Three SVBIEDs were destroyed west of the town.", "SVBIEDs"),
    ("Rebels fired shoulder-fired missiles at the jet.", "shoulder-fired missiles"),
    ("The depot held MANPADS.", "MANPADS"),
    ("They seized a recoilless rifle.", "recoilless rifle"),
    ("The army used precision-guided munitions.", "precision-guided munitions"),
    ("Police found sticks of dynamite.", "sticks of dynamite"),
    ("The cache held anti-tank mines.", "anti-tank mines"),
    ("The wounded had been hit by live ammunition.", "live ammunition"),
    ("Guards carried heavy machineguns.", "heavy machineguns"),
    ("The unit lost its artillery pieces.", "artillery pieces"),
]
PLATFORMS = [
    ("Tornado GR4s struck the compound.", "Tornado GR4s"),
    ("Rebels shot down a MiG-23.", "MiG-23"),
    ("An MQ-9 Reaper circled over the town.", "MQ-9 Reaper"),
    ("Two infantry combat vehicles were hit.", "infantry combat vehicles"),
    ("A guided-missile destroyer left the port.", "guided-missile destroyer"),
    ("A surveillance plane was sent.", "surveillance plane"),
    ("Chinooks flew the wounded out.", "Chinooks"),
    ("The patrol vessel sank.", "patrol vessel"),
]


@pytest.mark.parametrize(("text", "arms"), WEAPONS)
def test_weapons_are_known_by_their_kind(tagger: Tagger, text: str, arms: str) -> None:
    """The whole term is one weapon."""
    assert [e.text for e in tagger.tag(text).entities if e.type is EntityType.WEAPON] == [arms]


@pytest.mark.parametrize(("text", "arms"), PLATFORMS)
def test_platforms_are_known_by_their_type(tagger: Tagger, text: str, arms: str) -> None:
    """The whole designation is one platform."""
    assert [e.text for e in tagger.tag(text).entities if e.type is EntityType.PLATFORM] == [arms]
