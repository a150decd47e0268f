from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from stream.conflict.reading import read
from stream.conflict.relevance import relevance
from stream.conflict.tagger import Tagger
from stream.evaluation.relevance import score
from stream.evaluation.scoring import Document
from stream.records import Conflict

SENTENCES = Path(__file__).parents[1] / "fixtures" / "relevance.jsonl"


@pytest.fixture(scope="module")
def labelled(tagger: Tagger) -> list[tuple[Document, Conflict]]:
    """Every sentence of the fixture with what the tagger says of it."""
    rows = [orjson.loads(line) for line in SENTENCES.read_bytes().splitlines()]
    return [(row, tagger.tag(row["text"])) for row in rows]


def test_conflict_is_told_from_what_sounds_like_it(labelled: list[tuple[Document, Conflict]]) -> None:
    """Eight hundred sentences: at least 95 % of those called relevant are, and of those that are, are called so."""
    found = score(*zip(*labelled, strict=True)).rows[0]
    assert len(labelled) > 800
    assert (found.precision or 0) >= 0.95
    assert (found.recall or 0) >= 0.95


def test_sentences_never_looked_at(labelled: list[tuple[Document, Conflict]]) -> None:
    """On the half that the weights were not made with, nine in ten."""
    found = next(row for row in score(*zip(*labelled, strict=True)).rows if "apart" in row.what)
    assert found.gold > 70
    assert (found.precision or 0) >= 0.9
    assert (found.recall or 0) >= 0.9


def test_one_paragraph_of_war_makes_no_war_story(tag: Callable[..., Conflict]) -> None:
    """A long text about something else may mention a war in passing."""
    council = "The council met on Friday to discuss the new library and its opening hours. " * 12
    passing = "A former mayor, who fled the shelling of Harwen, spoke against the plan. "
    assert tag(passing).relevant
    assert not tag(council + passing).relevant


def test_the_lead_tells_what_a_text_is_about(tag: Callable[..., Conflict]) -> None:
    """The same sentence weighs more at the head of a text than at its end."""
    shelling = "Shells fell on Harwen again and killed four people. "
    quiet = "The council will meet next week to speak about the winter. " * 9
    first, last = tag(shelling + quiet).score, tag(quiet + shelling).score
    assert first is not None
    assert last is not None
    assert first > last


def test_years_before_living_memory_are_history(tag: Callable[..., Conflict]) -> None:
    """The same siege is news or history by its year."""
    siege = "Troops besieged the town in {}."
    news, history = tag(siege.format(2024)).score, tag(siege.format(1642)).score
    assert news is not None
    assert history is not None
    assert news > history


def test_an_empty_text_is_about_nothing() -> None:
    """Nothing said, nothing scored."""
    assert relevance(read(""), None, []) == 0.0
