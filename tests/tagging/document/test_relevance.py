from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from stream.evaluation.relevance_score import score
from stream.evaluation.scoring import Document
from stream.model.tags import Conflict
from stream.tagging.document.relevance import relevance
from stream.tagging.lexicon.reading import read_text
from stream.tagging.tagger import Tagger

SENTENCES = Path(__file__).parents[2] / "fixtures" / "relevance.jsonl"


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
    assert relevance(read_text(""), None, []) == 0.0


@pytest.mark.parametrize(
    "text",
    [
        "The last survivor of the Norrland landings has died at 99, his daughter said.",
        "A centenarian who flew bombers in the war has died aged 102.",
        "Builders found an unexploded wartime shell under the school playground in Torvik.",
        "The veteran, who stormed the beaches with his comrades, was given a medal.",
        "Party rebels declared war on their leader before the vote on the bill.",
        "Backbenchers ambushed the chancellor over the amendment in the party's bloody civil war.",
        "Rebel lawmakers laid siege to the treasurer over the budget.",
        "The striker fired a rocket past the keeper as the hosts massacred Rovers 6-0.",
        "United bombarded the goal but the goalkeeper held out.",
        "In the new video game players storm bunkers and bomb a dam.",
        "The thriller, a film about a siege, opens with an explosion.",
        "The museum opened an exhibition of medals from the siege of 1941.",
    ],
)
def test_what_borrows_the_language_of_war_is_no_conflict(tag: Callable[..., Conflict], text: str) -> None:
    """Veterans' obituaries, wartime shells, party strife, sport, games and films."""
    assert not tag(text).relevant


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen seized 30 pupils from a boarding school in Torvik and demanded a ransom.",
        "Armed men stopped a bus near Torvik and took nine passengers into the forest.",
        "Families returning to Harwen found their homes mined and booby-trapped.",
        "An armed gang stormed a prison in Port Esk and freed 200 inmates.",
        "Gang members overran two police stations and attacked the airport.",
        "Masked men with rifles stopped a convoy and took five aid workers away.",
        "Bandits abducted a priest from his house in Harwen.",
        "Gangs stormed the prison at night and burned the police post.",
        "Sappers cleared mines left in kitchens and gardens by the retreating troops.",
        "Armed men kidnapped an engineer on the road to Torvik.",
        "Shelling hit the stadium, killing two players and a coach.",
        "Gunmen killed a lawmaker and two senators before the vote.",
    ],
)
def test_armed_men_are_conflict_whatever_they_do(tag: Callable[..., Conflict], text: str) -> None:
    """Kidnapping by armed men, mined homes, gangs that storm prisons; sport and politics under fire."""
    assert tag(text).relevant
