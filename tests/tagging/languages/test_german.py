"""Conflict tags in German."""

from __future__ import annotations

import pytest

from tests.tagging.languages.told import Count, actors, counts, tagged

CASUALTIES: dict[str, list[Count]] = {
    "Sieben Zivilisten wurden getötet und zwölf weitere verletzt, als das Dorf Tiefental beschossen wurde.": [
        ("injured", 12, 12),
        ("killed", 7, 7),
    ],
    "Rebellen töteten drei Hirten.": [("killed", 3, 3)],
    "Mindestens 40 Menschen kamen ums Leben.": [("killed", 40, None)],
    "Die Zahl der Toten stieg von 9 auf 14.": [("killed", 14, 14)],
    "Zwischen 30 und 35 Soldaten starben.": [("killed", 30, 35)],
    "Niemand wurde verletzt.": [],
    "Eine 152-mm-Granate beschädigte das Haus Nummer 8.": [],
}


@pytest.mark.parametrize("text", CASUALTIES)
def test_casualties(text: str) -> None:
    """Digits and words, bounds and rising tolls; nobody hurt, calibres and numbers of houses are none."""
    assert counts("de", text) == CASUALTIES[text]


def test_a_group_has_its_name_of_all_languages() -> None:
    """A group written in German has the canonical name."""
    assert "Hezbollah" in [name for _, name, _ in actors("de", "Die Hisbollah griff den Posten an.")]


def test_relevance() -> None:
    """War is told from sport."""
    assert tagged(
        "de", "Rebellen griffen mit Mörsern Stellungen der Armee an und töteten fünf Soldaten."
    ).relevant
    assert not tagged("de", "Der Stürmer schoss in den letzten Minuten des Spiels zwei Tore.").relevant
