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
