"""Towns of present wars in the cases and with the suffixes of a language."""

from __future__ import annotations

import pytest

from stream.tagging.languages.gazetteer.place_finder import find_places


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("uk", "В Ель-Фашері загинули троє людей.", "El Fasher"),
        ("uk", "Люди тікають з Ель-Фашера.", "El Fasher"),
        ("uk", "Бої за Саракіб тривають.", "Saraqib"),
        ("uk", "У Нусейраті лунають вибухи.", "An Nuşayrāt"),
        ("uk", "Дрон упав під Тархуною.", "Tarhuna"),
        ("ru", "В Дапчи похищены школьницы.", "Dapchi"),
        ("ru", "Бои идут у Эль-Фашера.", "El Fasher"),
        ("fa", "درگیری در شهر ووفچانسک رخ داد.", "Vovchansk"),
        ("fa", "شش نفر در نیکوپل کشته شدند.", "Nikopol"),
        ("ar", "اندلعت اشتباكات في مدينة إيفانو فرانكيفسك.", "Ivano-Frankivsk"),
    ],
)
def test_a_town_at_war_is_found_in_every_case(language: str, text: str, name: str) -> None:
    """A town that another language names is named in this one too, whatever its ending."""
    assert name in [one.name for one in find_places(text, language)]
