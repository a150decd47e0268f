"""Numbers in digits and words of any language."""

from __future__ import annotations

import pytest

from stream.tagging.languages.language_data import load_language
from stream.tagging.languages.number_reading import number_at
from stream.tagging.languages.sense_map import read_senses


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("es", "treinta y dos", 32),
        ("fr", "quatre-vingt-onze", 91),
        ("de", "dreihundertzwölf", 312),
        ("pt", "cento e vinte e um", 121),
        ("ru", "двадцать три", 23),
        ("uk", "сорок п'ять", 45),
        ("ar", "خمسة وعشرون", 25),
        ("zh", "三百二十一", 321),
        ("fa", "سی و دو", 32),
        ("tr", "yüz yirmi üç", 123),
        ("de", "2,5 Millionen", 2_500_000),
        ("ar", "١٢٣", 123),
    ],
)
def test_a_number_is_read_whole(language: str, text: str, value: int) -> None:
    """Tens and units in the order of the language, hundreds, digits of any script, and what multiplies them."""
    senses = read_senses(text, load_language(language))
    assert number_at(senses, 0, len(senses.words.forms)) == (value, len(senses.words.forms))


def test_two_numbers_side_by_side_are_two() -> None:
    """What cannot go on with the number so far begins another."""
    senses = read_senses("doce tres", load_language("es"))
    assert number_at(senses, 0, 2) == (12, 1)


def test_a_word_is_no_number() -> None:
    """Nothing begins where no number stands."""
    assert number_at(read_senses("casa", load_language("es")), 0, 1) is None
