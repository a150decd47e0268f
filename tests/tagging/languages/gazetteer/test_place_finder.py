"""Places in ten languages: forms, refusals, resolution, offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.model.errors import StopError
from stream.tagging.languages.gazetteer.name_index import indexed, name_index
from stream.tagging.languages.gazetteer.place_finder import find_places
from stream.tagging.languages.packaged_names import packaged_names

KHARKIV, ALEPPO, KYIV = 706483, 170063, 703448


def _ids(text: str, language: str) -> set[int]:
    return {place.geonameid for place in find_places(text, language)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Tres soldados murieron cerca de Járkov."),
        ("fr", "Trois soldats ont été tués près de Kharkiv."),
        ("de", "Drei Soldaten starben in Charkiw."),
        ("pt", "Três soldados morreram em Kharkiv."),
        ("ru", "Трое солдат погибли под Харьковом."),
        ("uk", "Троє солдатів загинули у Харкові."),
        ("ar", "مقتل ثلاثة جنود في خاركيف"),
        ("zh", "三名士兵在哈尔科夫市阵亡。"),
        ("tr", "Harkiv'de üç asker öldü."),
    ],
)
def test_a_town_has_one_id_in_every_language(language: str, text: str) -> None:
    """The same town named in another language, case or script comes to the same GeoNames id."""
    assert KHARKIV in _ids(text, language)


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("ru", "Взрыв в Нижнем Новгороде.", "Nizhniy Novgorod"),
        ("ru", "Бои идут в Киевской области.", "Kyivska oblast"),
        ("uk", "Вибухи у Кривому Розі.", "Kryvyy Rih"),
        ("ar", "وصل الوفد بالقاهرة", "Cairo"),
        ("ar", "وحلب", "Aleppo"),
        ("de", "Der Regen kam nach Berlins Norden.", "Berlin"),
        ("fr", "La route va aux États-Unis.", "United States"),
        ("zh", "烏克蘭軍隊。", "Ukraine"),
    ],
)
def test_forms_of_a_name_are_known(language: str, text: str, name: str) -> None:
    """Cases, clitics, genitives, contractions and traditional characters lead to the name."""
    assert name in {place.name for place in find_places(text, language)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Усі пішли додому."),
        ("de", "Dem Rest habe ich nichts zu sagen."),
        ("es", "La Universidad de Sevilla convoca becas."),
        ("es", "El alcalde, Francisco León, no habló."),
        ("fr", "Le procureur, Alain Nice, a parlé."),
        ("pt", "O Santos venceu por dois golos."),
    ],
)
def test_words_persons_and_bodies_are_no_places(language: str, text: str) -> None:
    """A capital at the start, a surname, a club or a university is refused by what stands around it."""
    assert not find_places(text, language)


def test_the_country_of_the_text_decides_between_namesakes() -> None:
    """Triest stays; Tripoli is in Lebanon where the text speaks of Lebanon alone."""
    lebanon = find_places("Combats au Liban : des tirs à Tripoli, près de Beyrouth.", "fr")
    libya = find_places("Combats en Libye : des tirs à Tripoli, près de Misrata.", "fr")
    assert {place.country for place in lebanon if place.precision == "town"} == {"LBN"}
    assert {place.country for place in libya if place.precision == "town"} == {"LBY"}


@pytest.mark.parametrize("language", sorted(indexed()))
def test_nothing_is_found_where_nothing_is_written(language: str) -> None:
    """Empty text and text without letters have no places."""
    assert find_places("", language) == find_places(" \n12:30 — … ", language) == ()


@given(
    st.sampled_from(sorted(indexed())),
    st.lists(
        st.sampled_from(
            [
                "в Харькове",
                "Київ",
                "وبغداد",
                "上海市",
                "l'Ukraine",
                "São Paulo",
                "İstanbul'da",
                "🚀",
                "\u0301",
                "'",
                "-",
                "«ß»",
                "A\u0308",
                "x",
            ]
        )
    ).map(" ".join)
    | st.text(max_size=60),
)
def test_offsets_are_of_the_text_and_in_order(language: str, text: str) -> None:
    """Found places lie inside the text, are not empty and do not overlap, in any language and any script."""
    end = 0
    for place in find_places(text, language):
        assert end <= place.start < place.end <= len(text)
        end = place.end


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("es", "Hubo combates en el pueblo de Xolotepequil.", "Xolotepequil"),
        ("ru", "Бои идут у села Верхнекрутоярье.", "Верхнекрутоярье"),
    ],
)
def test_a_village_that_no_table_has_is_unresolved(language: str, text: str, name: str) -> None:
    """A capitalised name behind a class word is told without a point, and says so."""
    (place,) = find_places(text, language)
    assert (place.name, place.precision, place.geonameid, place.lat) == (name, "unresolved", 0, None)


def test_an_unknown_language_says_which_are_known() -> None:
    """A language without an index of names has no places; who asks for its index reads which languages have one."""
    assert find_places("東京", "ja") == ()
    with pytest.raises(StopError, match=r"'ja' has no gazetteer\. Known: ar, de, es"):
        name_index("ja")


@pytest.mark.parametrize(
    ("language", "text", "identifier"),
    [
        ("zh", "贾巴利亚发生激战。", 281129),
        ("zh", "军方称，部队周日控制了恰索夫亚尔。", 710915),
        ("ar", "أعلن الجيش أنه سيطر على توريتسك يوم الأحد.", 709354),
        ("ar", "اندلعت اشتباكات في بيني.", 219057),
        ("pt", "Houve combates em Belém, na Cisjordânia.", 284315),
    ],
)
def test_small_towns_of_present_wars_are_known(language: str, text: str, identifier: int) -> None:
    """A town that news of war names is told without a word like "city" beside it, however few live there."""
    assert identifier in _ids(text, language)


def test_a_preposition_is_no_title() -> None:
    """The Arabic for "on" is spelled like the name Ali, and what was taken stands behind it."""
    assert ALEPPO in _ids("سيطر الجيش على حلب أمس.", "ar")


def test_a_common_word_is_no_town_because_one_is_noted() -> None:
    """An adjective that is also a town of war stays an adjective."""
    assert not find_places("استمر الجدل الحاد القائم حول السياسة.", "ar")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Der Mann wurde in der Teplitzer Straße und in der Donatusstraße gesehen.", ["Teplitzer Straße", "Donatusstraße"]),
        ("Auf der Bundesstraße staute es sich.", []),
        ("Gegen Martin Halle gewann sie.", []),
    ],
)  # fmt: skip
def test_german_streets_and_persons(text: str, names: list[str]) -> None:
    """A street by the ending of its name is told without a point, a sort of street and a person with a town's name are none."""
    assert [place.name for place in find_places(text, "de")] == names


def test_adjectives_of_towns_and_countries() -> None:
    """A town's adjective is a place where something happens, a country's one says whose somebody is."""
    found = packaged_names("Взрыв в харьковском магазине, пишет румынское агентство.", "ru")
    assert [(one.country, one.acting) for one in found] == [("UKR", False), ("ROU", True)]
