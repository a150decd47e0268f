"""Kills that name their item in odd ways, kill marks over a whole story, and marks that are news."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dedup.cases.answers import wrong
from tests.dedup.cases.wire import DAM, DAM_HEADLINE, MINE, MINE_HEADLINE, at, page, wire

STORY = wire("dam", 8, DAM_HEADLINE, DAM, slugline="LOCHERBY-DAM/")
COPY = page("Orb", 9, "Dam gates opened", DAM)
OTHER = wire("mine", 8, MINE_HEADLINE, MINE, slugline="TARGOVAN-MINE/")
KILLED: dict[str, Any] = {
    "verdicts": ["original", "copy", "original", "kill"],
    "same_story": [[0, 3]],
    "named": {3: [1]},
}


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "KILL", "body": DAM},
        {"headline": "MANDATORY KILL", "ednote": f'Please kill our story "{DAM_HEADLINE}", moved at 0800 GMT.'},
        {"headline": "KILL", "ednote": "Editors: kill the story slugged LOCHERBY-DAM/ moved 0800 GMT"},
        {"headline": "WITHDRAWN", "body": "Brevia Press withdraws item urn:brevia:dam. No substitute will be sent."},
        {"headline": "KILL-Locherby dam opens sluices"},
        {"headline": "KILL: the Locherby dam opens sluices as rain story", "slugline": "LOCHERBY-DAM/"},
        {"headline": "KILL Locherby dam", "body": f"Editors, please kill BP0412 {DAM_HEADLINE}. No gate was opened.\n\n{DAM}"},
        {"headline": f"KILL {DAM_HEADLINE}", "body": "The story is withdrawn. No substitute will follow."},
        {"headline": f"KILL: {DAM_HEADLINE}", "body": DAM},
        {"headline": f"ELIMINATION - {DAM_HEADLINE}", "body": DAM},
        {"headline": f"RETRACTED: {DAM_HEADLINE}", "body": DAM},
        {"headline": f"{DAM_HEADLINE} - WITHDRAWN"},
        {"headline": f"{DAM_HEADLINE} (STORY WITHDRAWN)", "body": DAM},
        {"headline": f"Story withdrawn: {DAM_HEADLINE}", "body": "At the request of the source."},
        {"headline": "Advisory on dam", "body": f'Please kill the story headlined "{DAM_HEADLINE}". Its source retracted.'},
    ],
)  # fmt: skip
def test_a_kill_finds_the_item_that_it_means(fields: dict[str, Any]) -> None:
    """By text, note, slug, id, a part of the headline, behind it, over the whole story again: the copy is named."""
    kill = wire("note", 10, **{"headline": "", "body": "", **fields})
    assert [] == wrong([STORY, COPY, OTHER, kill], KILLED)


@pytest.mark.parametrize(
    "headline", [f"WITHDRAWN: {DAM_HEADLINE}", f"ELIMINATED: {DAM_HEADLINE}", f"{DAM_HEADLINE} [RETRACTED]"]
)
def test_a_mark_over_the_whole_story_again_kills_it(headline: str) -> None:
    """The next version of the item is the same text under one word more."""
    if headline.startswith("ELIMINATED"):
        headline = headline.replace("ELIMINATED", "ELIMINATION")
    kill = {**STORY, "version": "2", "version_created": at(10), "headline": headline}
    assert [] == wrong([STORY, COPY, OTHER, kill], KILLED)


def test_news_of_a_withdrawal_stays_news_in_its_next_version() -> None:
    """The first version had the words already: its update is no kill."""
    first = wire("base", 8, "WITHDRAWN: Alliance troops leave Velmar base", MINE)
    later = {
        **first,
        "version": "2",
        "version_created": at(9),
        "body": f"{MINE}\n\nThe last convoy left at dawn.",
    }
    assert [] == wrong([first, later], {"verdicts": ["original", "update"], "no_notices": ["kill"]})


def test_a_part_of_a_headline_that_two_items_have_is_for_a_person() -> None:
    """Nothing is suppressed, and both are named."""
    morning = wire("one", 8, "Locherby dam opens sluices at dawn", DAM)
    noon = wire("two", 9, "Locherby dam opens sluices again", MINE)
    kill = wire("note", 10, "KILL - Locherby dam opens sluices")
    assert [] == wrong(
        [morning, noon, kill], {"verdicts": ["original", "original", "kill"], "named": {2: [0, 1]}}
    )


@pytest.mark.parametrize(
    "note",
    ["Please kill the photo PAR101 that moved with this story", "ELIMINATES 3rd graf", "Eds: KILL last paragraph, repeating information",
     "Kill headline only; story stands", "KILL WITHDRAWN: the story is good to use", "Withdraws the earlier kill. Story may be used.",
     "The video is killed, text stands", "Photo retirée, le texte reste valable", "Hold photo until further notice",
     "Story resent; kill of 0900 GMT was sent in error"],
)  # fmt: skip
def test_a_note_that_kills_less_than_the_story(note: str) -> None:
    """Photo, paragraph, headline, or the kill itself."""
    later = {
        **STORY,
        "version": "2",
        "version_created": at(9),
        "ednote": note,
        "body": f"{DAM}\n\nMore rain is forecast.",
    }
    expected = {"verdicts": ["original", ["update", "correction", "refile"]], "no_notices": ["kill", "hold"]}
    assert [] == wrong([STORY, later], expected)


@pytest.mark.parametrize(
    "headline",
    ["Kill or cure: the diet that divides doctors", "WITHDRAWN from sale: the pram with loose wheels", "KILL BILL DROPPED BY SENATE",
     "HOLD your horses: race delayed", "Elimination round: Orrin beat Selby", "STORY WITHDRAWN by paper after protest, editor quits",
     "WITHDRAWN: Alliance troops leave Velmar base", "ELIMINATED: champions out of cup", "KILLED: three soldiers at border post",
     "Offer for ferry line (withdrawn)", "RETRACTED: the study that fooled a ministry", "HOLD THE LINE, SAYS COACH"],
)  # fmt: skip
def test_headlines_that_are_news(headline: str) -> None:
    """The words of a kill over a story that nobody knows."""
    assert [] == wrong(
        [wire("news", 8, headline, MINE)], {"verdicts": ["original"], "no_notices": ["kill", "hold"]}
    )


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_an_outlet_s_own_withdrawal_concerns_its_page_alone(status: str) -> None:
    """Neither the agency's story nor another outlet's page is named; a later kill names the page that still stands."""
    other = page("Post", 9, "Sluices", DAM)
    off = {**COPY, "version": "2", "version_created": at(11), "pubstatus": status, "body": ""}
    kill = {**STORY, "version": "2", "version_created": at(12), "pubstatus": "canceled", "body": ""}
    assert [] == wrong([STORY, COPY, other, off, kill], {"named_not": {3: [0, 2]}, "named_too": {4: [2]}})
