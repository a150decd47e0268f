from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from stream.evaluation.scoring import Document, f1
from stream.model.tags import Conflict
from stream.tagging.document.first_look import FirstLook
from stream.tagging.tagger import Tagger

SENTENCES = Path(__file__).parents[2] / "fixtures" / "unrest.jsonl"


@pytest.fixture(scope="module")
def labelled(tagger: Tagger) -> list[tuple[Document, Conflict]]:
    """The sentences that were never looked at when the evidence was weighed, with what the tagger says of them."""
    rows = [orjson.loads(line) for line in SENTENCES.read_bytes().splitlines()]
    return [(row, tagger.tag(row["text"])) for row in rows if row["half"] == "apart"]


def test_unrest_is_told_from_war_and_from_everything_else(labelled: list[tuple[Document, Conflict]]) -> None:
    """Over thirty sentences a kind: P 1.00, R 0.97, F1 0.99 when it was written."""
    gold = sum(row["kind"] == "unrest" for row, _ in labelled)
    found = sum(bool(conflict.unrest) for _, conflict in labelled)
    right = sum(bool(conflict.unrest) for row, conflict in labelled if row["kind"] == "unrest")
    precision, recall, both = f1(right, found, right, gold)
    assert gold >= 30
    assert (precision or 0) >= 0.95
    assert (recall or 0) >= 0.95
    assert (both or 0) >= 0.95


def test_war_is_told_from_unrest(labelled: list[tuple[Document, Conflict]]) -> None:
    """`relevant` on the same sentences: P 0.92, R 1.00, F1 0.96 when it was written."""
    gold = sum(row["kind"] == "conflict" for row, _ in labelled)
    found = sum(bool(conflict.relevant) for _, conflict in labelled)
    right = sum(bool(conflict.relevant) for row, conflict in labelled if row["kind"] == "conflict")
    precision, recall, _ = f1(right, found, right, gold)
    assert gold >= 30
    assert (precision or 0) >= 0.9
    assert (recall or 0) >= 0.97


def test_a_first_look_lets_unrest_pass(tagger: Tagger, labelled: list[tuple[Document, Conflict]]) -> None:
    """Whatever the whole tagger calls so is tagged in full by default too."""
    look = FirstLook.load(tagger.lexicon)
    held = [row["text"] for row, conflict in labelled if conflict.unrest and not look.may_be("", row["text"])]
    assert held == []


@pytest.mark.parametrize(
    "text",
    [
        "Police used rubber bullets against demonstrators on the bridge.",
        "Riot police clashed with dockers at the gates of the port.",
        "Protesters stormed the parliament in Harwen and tore down its flag.",
        "A state of emergency was declared as civil unrest gripped Port Esk.",
    ],
)
def test_police_and_crowds_are_no_organised_armed_force(tag: Callable[..., Conflict], text: str) -> None:
    """Unrest alone, however rough, is not `relevant`."""
    conflict = tag(text)
    assert (conflict.unrest, conflict.relevant) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "Troops opened fire on protesters in Namwe, killing twelve.",
        "Rebel fighters shelled the square where demonstrators had gathered, killing six protesters.",
    ],
)
def test_a_text_may_be_of_both(tag: Callable[..., Conflict], text: str) -> None:
    """Where soldiers kill demonstrators, both flags are set."""
    conflict = tag(text)
    assert (conflict.unrest, conflict.relevant) == (True, True)


def test_one_word_of_protest_makes_no_story_of_it(tag: Callable[..., Conflict]) -> None:
    """A long text about something else may mention a protest in passing; at its head the same sentence weighs more."""
    council = "The council met on Friday to discuss the new library and its opening hours. " * 12
    passing = "Protesters had blocked the site in March. "
    assert tag(passing).unrest
    assert not tag(council + passing).unrest
    assert (tag(passing + council).unrest_score or 0) > (tag(council + passing).unrest_score or 0)


def test_riots_of_long_ago_are_history(tag: Callable[..., Conflict]) -> None:
    """The same riot is news or history by its year."""
    riot = "Riots broke out in Harwen in {}."
    assert tag(riot.format(2024)).unrest
    assert not tag(riot.format(1848)).unrest


def test_the_headline_counts(tag: Callable[..., Conflict]) -> None:
    """As a sentence of the lead."""
    body = "The square was quiet again on Monday."
    assert not tag(body).unrest
    assert tag(body, headline="Protesters and riot police clash in Harwen").unrest


def test_an_empty_text_is_of_no_unrest(tag: Callable[..., Conflict]) -> None:
    """Nothing said, nothing scored."""
    assert (tag("").unrest, tag("").unrest_score) == (False, 0.0)
