"""Conflict tags in Ukrainian."""

from __future__ import annotations

import pytest

from tests.tagging.languages.told import Count, actors, counts, tagged

CASUALTIES: dict[str, list[Count]] = {
    "Унаслідок обстрілу селища Верхній Яр загинули семеро цивільних, ще дванадцять поранено.": [
        ("injured", 12, 12),
        ("killed", 7, 7),
    ],
    "Бойовики вбили трьох пастухів.": [("killed", 3, 3)],
    "Щонайменше 40 людей загинули.": [("killed", 40, None)],
    "Кількість загиблих зросла з 9 до 14.": [("killed", 14, 14)],
    "Ніхто не постраждав.": [],
    "Уламки 152-мм снаряда пошкодили будинок номер 8.": [],
}


@pytest.mark.parametrize("text", CASUALTIES)
def test_casualties(text: str) -> None:
    """Digits and words, bounds and rising tolls; nobody hurt, calibres and numbers of houses are none."""
    assert counts("uk", text) == CASUALTIES[text]


def test_a_group_has_its_name_of_all_languages() -> None:
    """A group written in Ukrainian has the canonical name."""
    assert "Hezbollah" in [name for _, name, _ in actors("uk", "Хезболла обстріляла позиції.")]


def test_relevance() -> None:
    """War is told from sport."""
    assert tagged("uk", "Бойовики обстріляли з мінометів позиції армії, вбито п'ятьох солдатів.").relevant
    assert not tagged(
        "uk", "Нападник збірної забив два голи у ворота суперника на останніх хвилинах матчу."
    ).relevant
