"""Stems and endings of Russian and Ukrainian place names."""

from __future__ import annotations

import pytest

from stream.tagging.languages.gazetteer.slavic_cases import ADJECTIVE, ENDINGS, adjective_stem, stems


@pytest.mark.parametrize(
    ("language", "name", "forms"),
    [
        ("ru", "харьков", "харькова харькову харьковом харькове"),
        ("ru", "москва", "москвы москве москву москвой"),
        ("ru", "казань", "казани казанью"),
        ("ru", "сирия", "сирии сирию сирией"),
        ("ru", "череповец", "череповца череповцу"),
        ("ru", "грозный", "грозного грозному грозным грозном"),
        ("ru", "сумы", "сум сумам сумах"),
        ("uk", "харків", "харкова харкову харковом харкові"),
        ("uk", "київ", "києва києву києвом києві"),
        ("uk", "прага", "праги празі прагу прагою"),
        ("uk", "тернопіль", "тернополя тернополю тернополем тернополі"),
        ("uk", "чернівці", "чернівців чернівцям чернівцях"),
    ],
)
def test_all_cases_come_from_the_stems(language: str, name: str, forms: str) -> None:
    """Every case of a name is a stem of it with an ending of that stem's paradigm."""
    made = {
        stem + ending for stem, paradigm in stems(name, language) for ending in ENDINGS[language][paradigm]
    }
    assert {name, *forms.split()} <= made


@pytest.mark.parametrize(
    ("language", "name", "adjective"),
    [
        ("ru", "харьков", "харьковск"),
        ("ru", "луганск", "луганск"),
        ("ru", "прага", "пражск"),
        ("uk", "київ", "київськ"),
    ],
)
def test_a_town_has_an_adjective(language: str, name: str, adjective: str) -> None:
    """The stem of the adjective is made by rule and takes an adjective's endings."""
    assert adjective == adjective_stem(name, language)
    assert "ого" in ENDINGS[language][ADJECTIVE]
