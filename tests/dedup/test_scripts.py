"""Copies in every script: the same story, dressed and cut as outlets do, found without a declared language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.dedup.harness import INTAKE, Desk, article
from tests.intake.scripts import STORY

UNSPACED = {"zh", "ja", "th", "lo", "km", "my"}
DETECTING = replace(INTAKE, default_language="")


def dressed(language: str) -> str:
    """The story as an outlet prints it: a masthead, the last sentence or two cut, links below."""
    text = STORY[language]
    return f"The Gull\n\n{text[: len(text) * 9 // 10]}\n\nShare this story\nRead more: Ports"


@pytest.mark.parametrize("language", STORY)
def test_a_cut_and_dressed_copy_is_found(language: str) -> None:
    """Spaced or not, left to right or right to left: furniture and a cut tail hide no copy."""
    desk = Desk(intake=DETECTING)
    first = article(body=STORY[language], headline="")
    told = desk.tell(first, article("urn:gull:1", source="Gull", body=dressed(language), headline="Other"))

    assert ["original", "copy"] == [record["verdict"] for record in told.said]
    assert {language} == {record["language"] for record in told.said}


@pytest.mark.parametrize("language", STORY)
def test_another_story_in_the_same_script_is_new(language: str) -> None:
    """The same words in another order are another text: runs of words make a copy, not words."""
    desk = Desk(intake=DETECTING)
    text = STORY[language].replace("\n\n", " ")
    # Three words, or as many characters as make about three.
    units, size, between = (list(text), 5, "") if language in UNSPACED else (text.split(" "), 3, " ")
    pieces = [between.join(units[at : at + size]) for at in range(0, len(units), size)]
    other = between.join(pieces[::-1])
    told = desk.tell(article(body=text), article("urn:gull:1", source="Gull", body=other, headline="Other"))

    assert ["original", "original"] == [record["verdict"] for record in told.said]
