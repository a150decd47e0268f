"""Conflict tags in Spanish."""

from __future__ import annotations

import pytest

from tests.tagging.languages.told import Count, actors, counts, tagged

CASUALTIES: dict[str, list[Count]] = {
    "Siete civiles murieron y doce resultaron heridos en el bombardeo de la aldea de Vallehondo.": [
        ("injured", 12, 12),
        ("killed", 7, 7),
    ],
    "Los guerrilleros mataron a tres pastores.": [("killed", 3, 3)],
    "Al menos 40 personas murieron.": [("killed", 40, None)],
    "El número de muertos subió de 9 a 14.": [("killed", 14, 14)],
    "Entre 30 y 35 soldados murieron.": [("killed", 30, 35)],
    "Nadie resultó herido.": [],
    "Un obús de 152 mm dañó la casa número 8.": [],
}


@pytest.mark.parametrize("text", CASUALTIES)
def test_casualties(text: str) -> None:
    """Digits and words, bounds and rising tolls; nobody hurt, calibres and numbers of houses are none."""
    assert counts("es", text) == CASUALTIES[text]


def test_a_group_has_its_name_of_all_languages() -> None:
    """A group written in Spanish has the canonical name."""
    assert "Islamic State" in [name for _, name, _ in actors("es", "El Estado Islámico atacó el puesto.")]


def test_relevance() -> None:
    """War is told from sport."""
    assert tagged(
        "es", "Los guerrilleros atacaron con morteros las posiciones del ejército y mataron a cinco soldados."
    ).relevant
    assert not tagged("es", "El delantero marcó dos goles en los últimos minutos del partido.").relevant
