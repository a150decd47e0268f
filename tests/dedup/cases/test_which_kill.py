"""Kills that name their item in odd ways, kill marks over a whole story, and marks that are news."""

from __future__ import annotations

from typing import Any, Final

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
        {"headline": f"WITHDRAWN WITHDRAWN: {DAM_HEADLINE}", "body": DAM},
        {"headline": f"WITHDRAWN, WITHDRAWN, WITHDRAWN: {DAM_HEADLINE}"},
        {"headline": f"KILL! KILL! {DAM_HEADLINE}", "body": DAM},
        {"headline": f"Withdrawn, withdrawn: {DAM_HEADLINE}"},
        {"headline": f"Kill, kill, kill - {DAM_HEADLINE}", "body": DAM},
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


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": f"KILL ADVISORY: {DAM_HEADLINE}"},
        {"headline": f"Mandatory Kill: {DAM_HEADLINE}"},
        {"headline": f"URGENT KILL - {DAM_HEADLINE}"},
        {"headline": "KILL (urn:brevia:dam)"},
        {"headline": "Advisory on the dam", "ednote": "Kill item urn:brevia:dam. Its source retracted."},
        {"headline": "STORY WITHDRAWN", "body": f"The dispatch {DAM_HEADLINE.upper()} has been withdrawn."},
        {"headline": f"Recall: {DAM_HEADLINE}", "body": "Editors: the above story is withdrawn, please do not use."},
        {"headline": f"KILL-{DAM_HEADLINE} (updates)"},
    ],
)  # fmt: skip
def test_a_kill_in_the_words_of_other_houses(fields: dict[str, Any]) -> None:
    """Advisories, mandatory kills, an id in the headline, a headline without quotation marks, a recall."""
    assert [] == wrong([STORY, COPY, OTHER, wire("note", 10, **{"headline": "", **fields})], KILLED)


@pytest.mark.parametrize(
    "note",
    ["Mandatory kill: the report is false", "Kill story and photos", "Bitte nicht verwenden, Meldung falsch", "Eds: Please withdraw the above story",
     "Withdrawn at source's request", "Killed: source retracted", "Editors: kill story LOCHERBY-DAM. No substitute"],
)  # fmt: skip
def test_a_note_that_kills_its_own_story(note: str) -> None:
    """The next version is empty and its note says why, in small letters."""
    kill = {**STORY, "version": "2", "version_created": at(9), "ednote": note, "body": ""}
    assert [] == wrong([STORY, COPY, kill], {"verdicts": ["original", "copy", "kill"], "named": {2: [1]}})


@pytest.mark.parametrize(
    "note",
    ["Please kill the tweet embedded in this story", "Reinstates story killed in error", "Withdrawn troops returned; adds detail",
     "Retracts report that minister resigned", "Kills outdated hed", "Adds that killed at the scene were two guards"],
)  # fmt: skip
def test_a_note_that_kills_no_story(note: str) -> None:
    """A tweet, a headline, a claim, the kill itself, and the news."""
    later = {
        **STORY,
        "version": "2",
        "version_created": at(9),
        "ednote": note,
        "body": f"{DAM}\n\nMore rain.",
    }
    assert [] == wrong(
        [STORY, later], {"verdicts": ["original", ["update", "correction"]], "no_notices": ["kill"]}
    )


NAMING: dict[str, dict[str, Any]] = {
    "evolvedfrom": {"evolvedfrom": "urn:brevia:dam"},
    "a link": {"links": [{"rel": "killed", "href": "urn:brevia:dam"}]},
    "of two links": {"links": [{"rel": "see", "href": "urn:brevia:mine"}, {"rel": "withdraws", "uri": "urn:brevia:dam"}]},
    "a bare link": {"links": ["urn:brevia:dam"]},
    "related": {"related": [{"uri": "urn:brevia:dam"}]},
    "references": {"references": ["urn:brevia:dam"]},
    "a field of its own": {"killed_uri": "urn:brevia:dam"},
    "an address's query": {"url": "https://brevia.example/kill?item=urn%3Abrevia%3Adam&by=desk"},
    "its own address": {"uri": "https://brevia.example/kill?item=urn:brevia:dam"},
}  # fmt: skip


@pytest.mark.parametrize("name", NAMING)
def test_a_kill_names_its_item_outside_its_text(name: str) -> None:
    """In a flat record, whether it comes before the story or after the copy."""
    kill = {**wire("note", 10, "KILL"), **NAMING[name]}
    assert [] == wrong([STORY, COPY, OTHER, kill], KILLED)
    late = [kill, STORY, OTHER]
    if name != "a field of its own":
        assert [] == wrong(late, {"verdicts": ["kill", "stale", "original"]})


@pytest.mark.parametrize(
    "beside",
    [
        {"related": [{"uri": "urn:brevia:mine"}]},
        {"links": [{"rel": "seeAlso", "href": "urn:brevia:mine"}]},
        {"associations": {"featuremedia": {"uri": "urn:brevia:photo:7", "type": "picture"}}},
        {"associations": {"a": {"uri": "urn:brevia:photo:7", "type": "picture"}}},
        {"links": [{"rel": "self", "href": "urn:brevia:note"}]},
        {"references": ["urn:brevia:mine"]},
    ],
)
def test_what_a_kill_only_links_is_not_what_it_names(beside: dict[str, Any]) -> None:
    """A story to read beside it, or its picture: the headline says which item is meant."""
    kill = wire("note", 10, f"KILL {DAM_HEADLINE}", "The story is withdrawn.", **beside)
    assert [] == wrong([STORY, COPY, OTHER, kill], KILLED)


def test_a_kill_that_names_another_source_s_item_kills_none() -> None:
    """An outlet withdraws its own alone, whether the agency's story came before it or comes after it."""
    kill = page("Orb", 10, "KILL", "Kill item urn:brevia:dam.")
    assert [] == wrong([STORY, page("Post", 9, "Sluices", DAM), kill], {"named_not": {2: [0, 1]}})


@pytest.mark.parametrize("agency_s_time", [8, 10])
def test_a_page_that_its_outlet_withdrew_keeps_no_agency_s_story_down(agency_s_time: int) -> None:
    """The story comes behind the withdrawal: it is news, copies are of it, and its own kill names them."""
    copy = page("Orb", 9, "Dam gates opened", DAM)
    off = {**copy, "version": "2", "version_created": at(9, 30), "pubstatus": "canceled", "body": ""}
    story = {**STORY, "version_created": at(agency_s_time)}
    kill = {**STORY, "version": "2", "version_created": at(12), "pubstatus": "canceled", "body": ""}
    feed = [copy, off, story, page("Post", 11, "Sluices", DAM), kill]
    expected = {
        "verdicts": ["original", "kill", "original", "copy", "kill"],
        "match": {3: 2},
        "named": {1: [], 4: [3]},
    }
    assert [] == wrong(feed, expected)


def test_a_killed_text_under_an_earlier_time_is_no_news() -> None:
    """A wrong clock, and no credit: what its agency killed stays down."""
    text = DAM.replace(" (Brevia Press)", "")
    story = wire("dam", 8, DAM_HEADLINE, text)
    kill = {**story, "version": "2", "version_created": at(9), "pubstatus": "canceled", "body": ""}
    assert [] == wrong([story, kill, page("Orb", 7, "Dam", text)], {"verdicts": ["original", "kill", "copy"]})


@pytest.mark.parametrize(
    "headline",
    ["KILL: the film that shocked Ellick", "KILL: How a squad reached Targovan", "STORY WITHDRAWN: how a magazine lost its way",
     "STORY KILLED: a publisher's year", "KILL - three words that moved a jury", "KILL/CURE: doctors divided"],
)  # fmt: skip
def test_a_single_kill_over_a_whole_story_is_news(headline: str) -> None:
    """Nothing else says that it is an order, not even a text about the killing of men; nor does its next version."""
    body = f"Three men were killed and a fourth was withdrawn from the river. {MINE}"
    first = wire("news", 8, headline, body)
    later = {
        **first,
        "version": "2",
        "version_created": at(9),
        "body": f"{body}\n\nThe inquest opens in June.",
    }
    assert [] == wrong([first, later], {"verdicts": ["original", "update"], "no_notices": ["kill"]})


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "KILL", "body": DAM},
        {"headline": "ELIMINATION", "body": DAM},
        {"headline": f"KILL/{DAM_HEADLINE}"},
        {"headline": f"KILL Brevia's {DAM_HEADLINE}"},
        {"headline": "ADVISORY: Story withdrawn", "body": f"Brevia Press has withdrawn its story {DAM_HEADLINE}."},
        {"headline": f"KILL KILL KILL photo and story {DAM_HEADLINE}"},
    ],
)  # fmt: skip
def test_a_kill_mark_alone_or_over_a_known_headline(fields: dict[str, Any]) -> None:
    """The mark is all the headline, or what follows it is known."""
    assert [] == wrong([STORY, COPY, OTHER, wire("note", 10, **fields)], KILLED)


@pytest.mark.parametrize("number", ["1", "3"])
@pytest.mark.parametrize("separator", [".", ";", "#"])
def test_a_kill_names_a_version_that_never_came(separator: str, number: str) -> None:
    """Of the item only its second version is known, under an id that ends in it."""
    known = {**STORY, "uri": f"urn:newsml:brevia.example:20260504:dam{separator}2", "version": "2"}
    kill = wire(
        "note", 10, "KILL", ednote=f"Kill item urn:newsml:brevia.example:20260504:dam{separator}{number}"
    )
    assert [] == wrong([known, COPY, kill], {"verdicts": ["original", "copy", "kill"], "named": {2: [1]}})


def test_a_kill_of_a_counted_item_leaves_its_neighbour_alone() -> None:
    """Two stories that are counted, each in its first version: the one that is named is yet to come."""
    known = {**STORY, "uri": "urn:newsml:brevia.example:20260504:dam.2"}
    kill = wire("note", 10, "KILL", ednote="Kill item urn:newsml:brevia.example:20260504:dam.3")
    assert [] == wrong([known, COPY, kill], {"named_not": {2: [0, 1]}})


def test_a_kill_names_the_version_behind_the_uri() -> None:
    """The item's own uri has none: `urn:brevia:dam:1` is its first version."""
    kill = wire("note", 10, "KILL", ednote="Kill item urn:brevia:dam:1")
    assert [] == wrong([STORY, COPY, OTHER, kill], KILLED)


@pytest.mark.parametrize(
    "ednote",
    ["Please disregard and delete this report", "This article has been retracted.", "Our story was removed at the request of the board"],
)  # fmt: skip
def test_a_note_takes_its_own_item_back_in_other_words(ednote: str) -> None:
    """Over the whole story."""
    kill = {**STORY, "version": "2", "version_created": at(10), "ednote": ednote}
    assert [] == wrong([STORY, COPY, OTHER, kill], KILLED)


def test_a_mandatory_kill_that_is_withdrawn_is_none() -> None:
    """In small letters too."""
    later = {**STORY, "version": "2", "version_created": at(10), "body": f"{DAM} It rains.",
             "ednote": "Mandatory kill withdrawn: the story is good"}  # fmt: skip
    assert [] == wrong([STORY, COPY, later], {"verdicts": ["original", "copy", "update"]})


@pytest.mark.parametrize(
    "headline",
    ["KILL KILL KILL, sang the crowd at Ellick", "HOLD HOLD HOLD, shouted the coach", '"KILL KILL KILL" sprayed on wall'],
)  # fmt: skip
def test_what_a_crowd_sings_is_no_order(headline: str) -> None:
    """A mark said again, and who says it, over a whole story."""
    assert [] == wrong([wire("match", 8, headline, MINE)], {"verdicts": ["original"]})


def test_an_order_said_again_before_small_letters_is_one() -> None:
    """In a text that says so, or in the headline itself."""
    for headline in ("KILL KILL KILL, bitte nicht verwenden: Damm", "KILL KILL KILL dam opens sluices"):
        assert [] == wrong([wire("note", 8, headline, MINE)], {"verdicts": ["kill"]}), headline


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "NOTE TO EDITORS", "body": f'Brevia Press has withdrawn its story "{DAM_HEADLINE}".'},
        {"headline": f"Advisory: {DAM_HEADLINE} - story withdrawn", "body": "The story is withdrawn."},
    ],
)  # fmt: skip
def test_a_short_note_of_the_house_gives_the_order(fields: dict[str, Any]) -> None:
    """Under a headline that has no mark."""
    assert [] == wrong([STORY, COPY, OTHER, wire("note", 10, **fields)], KILLED)


def test_a_note_of_the_house_about_a_photo_kills_nothing() -> None:
    """What its clause names first is a part."""
    note = wire(
        "note", 10, "Note to editors", "Please do not use the photo that moved with the story on the dam."
    )
    assert [] == wrong([STORY, COPY, note], {"verdicts": ["original", "copy", "!kill"]})


TOY: Final = (
    "A toy maker in Ellick has withdrawn three of its prams from sale after a wheel came off one of them in a shop, the consumer "
    "office said on Monday. Parents are asked to bring the prams back and will have their money returned within a week. The "
    "company had sold some four hundred since the spring, most of them abroad."
)


@pytest.mark.parametrize("mark", ["WITHDRAWN, WITHDRAWN, WITHDRAWN: ", "WITHDRAWN - WITHDRAWN - "])
def test_a_participle_said_again_over_news_of_things_is_news(mark: str) -> None:
    """Over a whole text that tells of something withdrawn; the same over a story that its source sent before kills it."""
    assert [] == wrong(
        [wire("toy", 8, f"{mark}prams with loose wheels", TOY)],
        {"verdicts": ["original"], "no_notices": ["kill"]},
    )
    story = wire("toy", 8, "Prams with loose wheels", TOY)
    kill = wire("other", 9, f"{mark}Prams with loose wheels", TOY)
    assert [] == wrong([story, kill], {"verdicts": ["original", "kill"]})


@pytest.mark.parametrize(
    "headline",
    ["KILL! KILL! KILL! How a crowd turned on a referee", "Kill, kill, kill: the motto of a choir"],
)
def test_what_is_cried_over_a_story_that_nobody_knows_is_news(headline: str) -> None:
    """Its text gives no order."""
    feed = [page("Orb", 9, headline, MINE)]
    assert [] == wrong(feed, {"verdicts": ["original"], "no_notices": ["kill"]})
