"""Conflict tags in French."""

from __future__ import annotations

import pytest

from tests.tagging.languages.told import Count, actors, counts, tagged

CASUALTIES: dict[str, list[Count]] = {
    "Sept civils ont été tués et douze autres blessés dans le bombardement du village de Valcreux.": [
        ("injured", 12, 12),
        ("killed", 7, 7),
    ],
    "Les rebelles ont tué trois bergers.": [("killed", 3, 3)],
    "Au moins 40 personnes ont été tuées.": [("killed", 40, None)],
    "Le bilan est passé de 9 à 14 morts.": [("killed", 14, 14)],
    "Entre 30 et 35 soldats sont morts.": [("killed", 30, 35)],
    "Personne n'a été blessé.": [],
    "Un obus de 152 mm a endommagé la maison numéro 8.": [],
}


@pytest.mark.parametrize("text", CASUALTIES)
def test_casualties(text: str) -> None:
    """Digits and words, bounds and rising tolls; nobody hurt, calibres and numbers of houses are none."""
    assert counts("fr", text) == CASUALTIES[text]


def test_a_group_has_its_name_of_all_languages() -> None:
    """A group written in French has the canonical name."""
    assert "Hezbollah" in [name for _, name, _ in actors("fr", "Le Hezbollah a attaqué le poste.")]


def test_relevance() -> None:
    """War is told from sport."""
    assert tagged(
        "fr", "Les rebelles ont attaqué au mortier les positions de l'armée et tué cinq soldats."
    ).relevant
    assert not tagged("fr", "L'attaquant a marqué deux buts dans les dernières minutes du match.").relevant
