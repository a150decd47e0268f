"""A feed's wrong label parts no copy from its original: the text decides where it plainly is in another language."""

from __future__ import annotations

import pytest

from stream.text.language import language_of
from tests.dedup.cases.answers import wrong
from tests.dedup.cases.test_spellings_of_a_text import GREEK, POLISH, SERBIAN_LATIN, TURKISH
from tests.dedup.cases.wire import TEXTS as WIRE
from tests.dedup.cases.wire import page, wire
from tests.dedup.harness import Desk, article
from tests.dedup.texts import BRIDGE
from tests.intake.scripts import STORY

TEXTS = {
    **{language: STORY[language] for language in ("fr", "de", "ru", "ar", "he", "ko", "zh")},
    "pl": POLISH,
    "tr": TURKISH,
    "el": GREEK,
    "sr": SERBIAN_LATIN,
    "en": BRIDGE,
    "es": (
        "El consejo de Port Esk decidió el martes cerrar el viejo puente sobre el Kesh hasta fin de año. Los ingenieros "
        "habían encontrado grietas en tres de los siete pilares, dijo una portavoz. Los comerciantes del mercado temen "
        "perder la mitad de sus ventas, y la compañía de transbordadores promete dos viajes más al día."
    ),
    "uk": (
        "Рада Порт-Еска вирішила у вівторок закрити старий міст через Кеш до кінця року. Інженери знайшли тріщини у "
        "трьох із семи опор, сказала речниця. Торговці ринку бояться втратити половину виторгу, а поромна компанія "
        "обіцяє ще два рейси на день і знижку для школярів з північного берега."
    ),
}


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("label", ["en-US", "en", "de", "es", "fr", "ru", "nl"])
def test_a_wrong_label_hides_no_copy(language: str, label: str) -> None:
    """Whichever of the two comes first, and with the languages on partitions of their own."""
    right, wrong = (
        article(body=TEXTS[language], language=language),
        article("urn:gull:1", source="Gull", body=TEXTS[language], language=label, headline=""),
    )
    for feed in ((right, wrong), (wrong, right)):
        assert ["original", "copy"] == Desk(partitions=8).tell(*feed).verdicts


@pytest.mark.parametrize(
    "text", ["Reuters", "Vive la France!", "12 4 77", "Al-Ahram 1, Le Monde 2, El País 3"]
)
def test_too_little_text_denies_no_label(text: str) -> None:
    """A name, a title, a table: the feed is believed."""
    assert "en" == language_of("en", "", text)


def test_languages_that_are_alike_are_as_the_feed_says() -> None:
    """Danish and Norwegian, Czech and Slovak: there the feed knows better than any detector."""
    danish = (
        "Rådet i Port Esk besluttede tirsdag at lukke den gamle bro over Kesh til årets udgang. Ingeniører havde fundet "
        "revner i tre af de syv piller, sagde en talskvinde. Handlende på torvet venter halvt salg indtil videre."
    )
    assert "no" == language_of("no", "", danish)
    assert "da" == language_of("en", "", danish)


def test_a_quote_is_no_article() -> None:
    """A text a third of which is a quote in another language stays in its own."""
    assert "fr" == language_of("fr", "", f"{STORY['fr']} {BRIDGE[:150]}")


@pytest.mark.parametrize("language", ["fr", "de", "es"])
@pytest.mark.parametrize("label", ["xx", "en-US", "", "und", "x-default", "English", "Deutsch", "unknown"])
def test_a_label_that_names_no_language_counts_as_none(language: str, label: str) -> None:
    """What software writes for want of a language."""
    one = wire("one", 8, "Un titre", WIRE[language], language=language)
    other = page("Orb", 9, "Un autre", WIRE[language], language=label)
    assert [] == wrong([one, other], {"verdicts": ["original", "copy"], "match": {1: 0}})


def test_a_kill_of_a_mislabelled_story_finds_its_copies() -> None:
    """Whatever language either is said to be in."""
    one = wire("one", 8, "Un titre", WIRE["fr"], language="en")
    other = page("Orb", 9, "Un autre", WIRE["fr"], language="fr")
    kill = wire("one", 10, "KILL", version="2", pubstatus="canceled", language="en")
    assert [] == wrong([one, other, kill], {"named": {2: [1]}})


def test_chinese_and_japanese_are_told_by_their_kana() -> None:
    """A text without any is no Japanese, whatever it is called; one that is half kana is no Chinese."""
    chinese, japanese = STORY["zh"], STORY["ja"]
    assert ("zh", "ja") == (language_of("ja", "", chinese), language_of("zh", "", japanese))
    assert ("zh", "ja") == (language_of("zh", "", chinese), language_of("ja", "", japanese))
    assert "ja" == language_of("ja", "", "首相会見")
