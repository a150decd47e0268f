"""Texts on which a pattern of the normalising once took the square or the cube of their length; none may hang here."""

from __future__ import annotations

import pytest

from stream.text.normalise import read_body
from stream.text.walls import without_link


@pytest.mark.parametrize("text", ["x" + " " * 200_000 + "y", "(" * 100_000, " (" * 100_000])
def test_the_end_of_a_text_is_looked_at_alone(text: str) -> None:
    """Blanks in the middle of a text: the pattern of a cut text's dots tried every run of them from every place."""
    assert without_link(text) == text


def test_dots_at_the_end_are_still_taken_off() -> None:
    """With the brackets and blanks about them."""
    assert without_link("The talks go on before the summer [ ... ]") == "The talks go on before the summer"
    assert without_link("The talks go on \u2026") == "The talks go on"


def test_a_text_of_many_signs_is_read_once() -> None:
    """The words before each currency's sign were counted from the beginning of the text."""
    assert read_body("It cost 5 \u20ac 3 and 7 % more. " * 8000, "en").words
