"""Corrections that come as items of their own, and the marks of several languages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dedup.cases.answers import wrong
from tests.dedup.cases.wire import DAM, DAM_HEADLINE, MINE, MINE_HEADLINE, TEXTS, at, page, wire

STORY = wire("dam", 8, DAM_HEADLINE, DAM, slugline="EU-Locherby-Dam")
COPY = page("Orb", 9, "Dam gates opened", DAM)
OTHER = wire("mine", 8, MINE_HEADLINE, MINE, slugline="EU-Targovan-Mine")
OF_THE_DAM: dict[str, Any] = {
    "verdicts": ["original", "copy", "original", "correction"],
    "same_story": [[0, 3]],
    "named": {3: [1]},
}
TOLD = "In a story published May 4 about the Locherby dam, Brevia Press reported erroneously that two gates were opened."


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "Correction: Locherby Dam story", "body": TOLD, "slugline": "EU-Locherby-Dam, Correction"},
        {"headline": "Correction: Locherby Dam story", "body": TOLD},
        {"headline": "Clarification: Locherby Dam story", "body": TOLD},
        {"headline": "Correction: Locherby Dam", "body": TOLD, "version_created": at(12, day=6)},
        {"headline": "Correction: Locherby Dam story", "body": f"{DAM.replace('1961', '1963')}\n\nThis corrects the year."},
        {"headline": "Correction", "body": f'In our story headlined "{DAM_HEADLINE}" the year of construction was wrong.'},
        {"headline": f"CORRECTIVE to {DAM_HEADLINE}", "body": "EDITORS: the dam was built in 1963, not in 1961."},
        {"headline": f'CORRECTION for "{DAM_HEADLINE}"', "body": "The dam was built in 1963."},
        {"headline": "CORRECTION", "body": "The dam was built in 1963.", "ednote": f'Corrects story "{DAM_HEADLINE}" of 0800 GMT'},
    ],
)  # fmt: skip
def test_a_correction_by_itself_is_of_the_story_that_it_names(fields: dict[str, Any]) -> None:
    """By topic, slug or quoted headline, the same day or days later."""
    assert [] == wrong([STORY, COPY, OTHER, wire("c", 12, **fields)], OF_THE_DAM)


def test_a_correction_of_what_nobody_knows_joins_nothing() -> None:
    """It names a story that never came."""
    other = wire(
        "c",
        12,
        "Correction: Harbour Fire story",
        "In a story May 3 about a fire, Brevia Press misspelled a name.",
    )
    assert [] == wrong([OTHER, other], {"other_story": [[0, 1]]})


def test_a_topic_that_two_days_had_means_neither() -> None:
    """Slugs are used again: two days later nobody knows which of the two is meant."""
    again = {
        **STORY,
        "uri": "urn:brevia:dam5",
        "version_created": at(8, day=5),
        "body": MINE,
        "headline": "Dam holds",
    }
    correction = wire("c", 12, "Correction: Locherby Dam story", TOLD, version_created=at(12, day=7))
    assert [] == wrong([STORY, again, correction], {"other_story": [[0, 2], [1, 2]]})


@pytest.mark.parametrize(
    ("language", "mark"),
    [("fr", "CORRIGÉ-"), ("fr", "RECTIFICATIF-"), ("fr", "ANNULE ET REMPLACE: "), ("de", "KORREKTUR: "), ("de", "Berichtigung: "),
     ("es", "CORRECCIÓN-"), ("es", "ANULA Y SUSTITUYE: "), ("en", "CLARIFICATION-"), ("en", "CANCEL AND REPLACE: ")],
)  # fmt: skip
def test_marks_of_corrections(language: str, mark: str) -> None:
    """What cancels and replaces corrects."""
    body = TEXTS[language]
    first = wire("x", 8, "Titre du jour", body, language=language)
    copy = page("Orb", 9, "Un titre", body, language=language)
    later = {
        **first,
        "version": "2",
        "version_created": at(10),
        "headline": f"{mark}Titre du jour",
        "body": f"{body} .",
    }
    assert [] == wrong(
        [first, copy, later], {"verdicts": ["original", "copy", "correction"], "named": {2: [1]}}
    )


@pytest.mark.parametrize(
    ("language", "mark"),
    [("fr", "À ANNULER: "), ("fr", "ANNULATION: "), ("fr", "NE PAS UTILISER - "), ("de", "BITTE NICHT VERWENDEN: "),
     ("de", "BITTE STREICHEN: "), ("de", "ZURÜCKGEZOGEN: "), ("es", "ELIMINAR: "), ("es", "NO PUBLICAR-"), ("es", "RETIRADA: "),
     ("en", "RETRACTION: ")],
)  # fmt: skip
def test_marks_of_kills(language: str, mark: str) -> None:
    """In the language of the service."""
    body = TEXTS[language]
    first = wire("x", 8, "Titre du jour et de la nuit", body, language=language)
    copy = page("Orb", 9, "Un titre", body, language=language)
    later = {
        **first,
        "version": "2",
        "version_created": at(10),
        "headline": f"{mark}Titre du jour",
        "body": "",
    }
    assert [] == wrong([first, copy, later], {"verdicts": ["original", "copy", "kill"], "named": {2: [1]}})


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "Correction to Locherby Dam story", "body": TOLD, "slugline": "EU-Locherby-Dam"},
        {"headline": "Corrections and clarifications", "body": f'In our story "{DAM_HEADLINE}" the year was wrong.'},
        {"headline": "Correction: Locherby dam opens sluices story", "body": TOLD},
    ],
)  # fmt: skip
def test_a_correction_in_the_words_of_other_houses(fields: dict[str, Any]) -> None:
    """Told as "Correction to", in a list of them, or with a part of the headline."""
    assert [] == wrong([STORY, COPY, OTHER, wire("c", 12, **fields)], OF_THE_DAM)


@pytest.mark.parametrize(
    ("language", "headline", "verdict"),
    [
        ("es", "Titre du jour (corregida)", "correction"), ("es", "RECTIFICA-Titre du jour", "correction"),
        ("fr", "Titre du jour (rectificatif)", "correction"), ("fr", "Titre du jour (CORRIGÉ)", "correction"),
        ("fr", "Titre du jour - CORRECTION", "correction"), ("de", "Titre du jour (Korrektur)", "correction"),
        ("de", "Berichtigung zu: Titre du jour", "correction"), ("de", "++ KORREKTUR ++ Titre du jour", "correction"),
        ("en", "Titre du jour (Corrected)", "correction"), ("es", "SE ANULA LA NOTICIA: Titre du jour", "kill"),
        ("fr", "Titre du jour - ANNULATION", "kill"), ("de", "Titre du jour (ZURÜCKGEZOGEN)", "kill"),
        ("de", "ACHTUNG: Meldung zurückgezogen - Titre du jour", "kill"), ("de", "STORNIERUNG: Titre du jour", "kill"),
        ("de", "Zurückgezogen: Titre du jour", "kill"), ("de", "Korrektur - Titre du jour", "correction"),
        ("fr", "Rectificatif - Titre du jour", "correction"), ("de", "Wiederholung/Korrektur: Titre du jour", "correction"),
        ("en", "AMENDED: Titre du jour", "correction"), ("de", "UNGÜLTIG: Titre du jour", "kill"),
    ],
)  # fmt: skip
def test_marks_behind_the_headline_and_behind_a_call(language: str, headline: str, verdict: str) -> None:
    """In brackets or behind a dash at the end, or behind "ACHTUNG"."""
    body = TEXTS[language]
    first = wire("x", 8, "Titre du jour", body, language=language)
    copy = page("Orb", 9, "Un titre", body, language=language)
    text = "" if verdict == "kill" else f"{body} ."
    later = {**first, "version": "2", "version_created": at(10), "headline": headline, "body": text}
    assert [] == wrong([first, copy, later], {"verdicts": ["original", "copy", verdict], "named": {2: [1]}})


@pytest.mark.parametrize(
    ("language", "headline"),
    [("fr", "Correction de trajectoire à la banque"), ("de", "Zurückgezogen lebt der Dichter"), ("es", "Boda real (anulada)"),
     ("en", "Course correction: bank lowers rate"), ("de", "Achtung, Korrektur am Aktienmarkt"), ("fr", "Annulation : le festival reporté")],
)  # fmt: skip
def test_headlines_with_words_of_marks_are_news(language: str, headline: str) -> None:
    """A whole story whose headline has the word."""
    story = wire("x", 8, headline, TEXTS[language], language=language)
    assert [] == wrong([story], {"verdicts": ["original"], "no_notices": ["kill", "correction"]})


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "Correction to our report about the Locherby dam", "slugline": "EU-Locherby-Dam", "body": TOLD},
        {"headline": f"Editor's note: {DAM_HEADLINE}", "body": "An earlier version of this story wrongly said that two gates were opened."},
        {"headline": f"Editors' note: {DAM_HEADLINE}", "body": TOLD},
        {"headline": DAM_HEADLINE, "body": DAM.replace("1961", "1963"), "ednote": "An earlier version of this story misstated the year."},
    ],
)  # fmt: skip
def test_a_note_of_the_house_that_avows_an_error_corrects(fields: dict[str, Any]) -> None:
    """Whatever its headline calls it."""
    assert [] == wrong([STORY, COPY, OTHER, wire("c", 12, **fields)], OF_THE_DAM)


@pytest.mark.parametrize(
    "headline", ["Correction: a novel of errors", "Editor's note: why we publish fewer crime stories"]
)
def test_a_title_that_has_the_words_corrects_nothing(headline: str) -> None:
    """Its next version is an update: the mark was there from the first one on."""
    first = wire("novel", 8, headline, MINE)
    later = {**first, "version": "2", "version_created": at(9), "body": f"{MINE}\n\nIt is her third."}
    expected = {"verdicts": ["original", "update"], "no_notices": ["correction"]}
    assert [] == wrong([first, later], expected)


def test_the_next_version_of_a_correction_is_one_again() -> None:
    """Under the same headline as the correction before it."""
    first = {**STORY, "version": "2", "version_created": at(10), "headline": "Correction: Locherby dam"}
    later = {**first, "version": "3", "version_created": at(11), "body": DAM.replace("1961", "1963")}
    assert [] == wrong(
        [STORY, COPY, first, later], {"verdicts": ["original", "copy", "correction", "correction"]}
    )


def test_a_note_about_the_errors_of_others_corrects_nothing() -> None:
    """A report that was wrong is the news."""
    later = {**STORY, "version": "2", "version_created": at(10), "body": f"{DAM}\n\nIt denied a report.",
             "ednote": "Adds board saying a radio report wrongly said that the dam had broken"}  # fmt: skip
    assert [] == wrong([STORY, COPY, later], {"verdicts": ["original", "copy", "update"]})
