"""A text in a language that the tagger does not read is not tagged as if it were English, and says so."""

from __future__ import annotations

from typing import Any

import pytest

from stream.model.tags import Conflict
from stream.tagging.tagger import LANGUAGES, Tagger
from tests.intake.scripts import STORY

AMBUSHES = {
    "es": "Hombres armados mataron el lunes a doce soldados en una emboscada cerca de Corinto, Colombia, y hubo siete heridos.",
    "fr": "Trente autres soldats ont \u00e9t\u00e9 tu\u00e9s lundi dans une embuscade pr\u00e8s de Gao, selon l'arm\u00e9e malienne.",
    "de": "Sieben Zivilisten starben am Montag, als Rebellen den Markt von Goma beschossen, teilte die Armee mit.",
    "it": "Almeno dodici soldati sono stati uccisi luned\u00ec in un agguato vicino a Corinto, ha detto l'esercito.",
    "pt": "Pelo menos doze soldados foram mortos na segunda-feira numa emboscada perto de Pemba, disse o ex\u00e9rcito.",
    "tr": "Pazartesi g\u00fcn\u00fc d\u00fczenlenen sald\u0131r\u0131da on iki asker \u00f6ld\u00fc, yedi asker yaraland\u0131.",
    "ru": "\u0412 \u043f\u043e\u043d\u0435\u0434\u0435\u043b\u044c\u043d\u0438\u043a \u043f\u0440\u0438 \u043e\u0431\u0441\u0442\u0440\u0435\u043b\u0435 "
    "\u043f\u043e\u0433\u0438\u0431\u043b\u0438 \u0441\u0435\u043c\u044c \u043c\u0438\u0440\u043d\u044b\u0445 \u0436\u0438\u0442\u0435\u043b\u0435\u0439.",
}
ENGLISH = "Rebels shelled the town of Mosul on Tuesday, killing 12 people, the ministry said."


def silent(found: Conflict) -> bool:
    """Nothing is said of a text, not even that it is about something else."""
    told = (found.relevant, found.score, found.unrest, found.unrest_score)
    return told == (None, None, None, None) and (found.media_topics, found.entities, found.tolls) == (
        (),
        (),
        (),
    )


@pytest.mark.parametrize("language", AMBUSHES)
@pytest.mark.parametrize("named", [True, False])
def test_a_text_in_another_language(tagger: Tagger, learned: Tagger, language: str, *, named: bool) -> None:
    """The language, whether the feed names it or not; of one that nobody reads no entities and no verdict."""
    for one in (tagger, learned):
        found = one.tag(AMBUSHES[language], language=language if named else "")
        assert silent(found) == (language not in LANGUAGES)
        assert found.language == language
        if language in LANGUAGES:
            assert found.relevant
            assert {toll.kind for toll in found.tolls} & {"killed"}


@pytest.mark.parametrize("language", sorted(STORY.keys() - {"en"}))
def test_a_text_under_a_label_that_is_plainly_wrong(tagger: Tagger, language: str) -> None:
    """Feeds stamp everything with the newsroom's own language."""
    found = tagger.tag(STORY[language], language="en")
    assert silent(found) == (language not in LANGUAGES)
    assert found.language == language


@pytest.mark.parametrize("label", ["en", "", "und", "fr"])
def test_english_is_tagged_under_any_label(tagger: Tagger, label: str) -> None:
    """The tags are those of the text alone; `language` says what it was read as."""
    found = tagger.tag(ENGLISH, language=label)
    assert found == tagger.tag(ENGLISH)
    assert (found.relevant, found.language) == (True, "en")


@pytest.mark.parametrize("text", ["", "Mosul", "Shelling in Goma", "12 killed", "EL FASHER, Sudan"])
def test_what_is_too_short_to_tell(tagger: Tagger, text: str) -> None:
    """It is in the language that its feed names, or counts as English."""
    assert tagger.tag(text).language == "en"
    assert tagger.tag(text).relevant is not None
    assert silent(tagger.tag(text, language="sv"))


def test_a_name_or_quotation_moves_no_text(tagger: Tagger, tag: Any) -> None:
    """English around a sentence in another language is English."""
    text = f"{ENGLISH} {ENGLISH} The group wrote: {AMBUSHES['es'][:60]}."
    assert tag(text).language == "en"
    assert tagger.tag(text, language="en").entities


@pytest.mark.parametrize(
    "text",
    [
        "Trente autres",
        "Sieben Zivilisten",
        "SIEBEN ZIVILISTEN",
        "Ataque mata 12 em Cabul",
        "Trenta morti a Mosul nell'attacco",
        "Doce muertos",
        "Watu 12 wameuawa katika shambulio mjini Goma",
    ],
)
@pytest.mark.parametrize("label", ["", "und"])
def test_a_few_words_that_are_not_english(tagger: Tagger, text: str, label: str) -> None:
    """Too short for any detector: where hardly a word is English, nobody knows what it is."""
    assert silent(tagger.tag(text, language=label))


@pytest.mark.parametrize(
    "text",
    [
        "He lives in AUSTIN", "Gunmen in Goma", "12 KILLED IN KABUL", "Blast kills 12", "Airstrikes on Homs", "Kabul",
        "Rebels shelled Tell Abyad", "al-Shabaab attack", "Osama bin Laden", "12", "Fighting near Ras al-Ayn",
        "Militants beheaded hostages", "PKK ambush",
    ],
)  # fmt: skip
def test_a_few_english_words(tagger: Tagger, text: str) -> None:
    """Headlines, names and a count are read as ever."""
    assert tagger.tag(text).language == "en"
