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
        ("tr", "Refah'ta iki kişi öldü.", "Rafaḩ"),
        ("tr", "Refah'a düzenlenen saldırı sürüyor.", "Rafaḩ"),
        ("uk", "У Запоріжжі троє загинули.", "Zaporizhzhya"),
    ],
)
def test_a_town_at_war_is_found_in_every_case(language: str, text: str, name: str) -> None:
    """A town that another language names is named in this one too, whatever its ending."""
    assert name in [one.name for one in find_places(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("ru", "Ночью Волчанск был обстрелян.", "Vovchansk"),
        ("uk", "Вчора Вовчанськ був обстріляний.", "Vovchansk"),
        ("es", "Anoche Járkov fue bombardeada.", "Kharkiv"),
        ("pt", "Ontem Kharkiv foi bombardeada.", "Kharkiv"),
        ("tr", "Dün Harkiv vuruldu.", "Kharkiv"),
    ],
)
def test_an_adverb_that_opens_a_sentence_is_no_part_of_a_name(language: str, text: str, name: str) -> None:
    """The capital of "yesterday" is that of the sentence: the town behind it is one."""
    assert name in [one.name for one in find_places(text, language)]


def test_a_common_word_without_an_apostrophe_is_no_town() -> None:
    """Turkish "welfare" has the name of a town, and no apostrophe before its endings."""
    assert not find_places("Refah düzeyi arttı.", "tr")
    assert not find_places("Refah Partisi kazandı.", "tr")
