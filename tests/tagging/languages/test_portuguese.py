"""Conflict tags in Portuguese."""

from __future__ import annotations

import pytest

from tests.tagging.languages.told import Count, actors, counts, tagged

CASUALTIES: dict[str, list[Count]] = {
    "Sete civis morreram e doze ficaram feridos no bombardeio da aldeia de Vale Fundo.": [
        ("injured", 12, 12),
        ("killed", 7, 7),
    ],
    "Os rebeldes mataram três pastores.": [("killed", 3, 3)],
    "Pelo menos 40 pessoas morreram.": [("killed", 40, None)],
    "O número de mortos subiu de 9 para 14.": [("killed", 14, 14)],
    "Entre 30 e 35 soldados morreram.": [("killed", 30, 35)],
    "Ninguém ficou ferido.": [],
    "Um obus de 152 mm danificou a casa número 8.": [],
}


@pytest.mark.parametrize("text", CASUALTIES)
def test_casualties(text: str) -> None:
    """Digits and words, bounds and rising tolls; nobody hurt, calibres and numbers of houses are none."""
    assert counts("pt", text) == CASUALTIES[text]


def test_a_group_has_its_name_of_all_languages() -> None:
    """A group written in Portuguese has the canonical name."""
    assert "Hezbollah" in [name for _, name, _ in actors("pt", "O Hezbollah atacou o posto.")]


def test_relevance() -> None:
    """War is told from sport."""
    assert tagged(
        "pt", "Os rebeldes atacaram com morteiros as posições do exército e mataram cinco soldados."
    ).relevant
    assert not tagged("pt", "O atacante marcou dois gols nos últimos minutos da partida.").relevant
