"""An outlet's next versions: which text the page carries now, and what notices say of it."""

from __future__ import annotations

from typing import Any

import pytest

from stream.model.articles import Stream
from tests.dedup.cases.answers import wrong
from tests.dedup.cases.wire import DAM, DAM_HEADLINE, MINE, MINE_HEADLINE, at, wire
from tests.dedup.cases.wire import page as page_of
from tests.dedup.harness import Desk, Told, article
from tests.dedup.texts import BRIDGE, BRIDGE_CORRECTED, BRIDGE_UPDATED, HARVEST, STRIKE

FIRST = article(body=BRIDGE)
CORRECTED = article(version="2", headline="CORRECTED-Bridge taken", body=BRIDGE_CORRECTED)
KILL = article(
    version="5", pubstatus="canceled", headline="KILL-Bridge taken", body="Please kill this story."
)


def page(version: str, body: str, **fields: Any) -> dict[str, Any]:
    """A version of the outlet's page."""
    return article("https://gull.example/bridge", **{"source": "Gull", "version": version, "headline": "Bridge falls",
                                                     "body": body, **fields})  # fmt: skip


def named(told: Told) -> list[tuple[str, str, str]]:
    """Uri, version carried and own version of those named in notices."""
    return [
        (copy["uri"], copy["version"], copy["own_version"])
        for notice in told.notices
        for copy in notice["copies"]
    ]


def test_a_page_that_follows_its_agency_is_a_copy_of_the_version_that_it_carries_now() -> None:
    """No news: it goes to the copies, with its match, also where it keeps the agency's mark in its headline."""
    for headline in ("Bridge falls", "CORRECTED-Bridge falls"):
        desk = Desk()
        desk.tell(FIRST, page("1", BRIDGE), CORRECTED)
        told = desk.tell(page("2", BRIDGE_CORRECTED, headline=headline))
        (copy,) = told.records(Stream.COPIES)
        assert ("copy", "later_version_of_copy", "2") == (
            copy["verdict"],
            copy["reason"]["rule"],
            copy["match"]["version"],
        )
        assert copy["supersedes"] is not None
        assert [] == told.kinds


def test_a_page_with_own_words_around_the_agency_s_is_a_copy_still() -> None:
    """What it added is told in `changes`."""
    desk = Desk()
    desk.tell(FIRST, page("1", BRIDGE))
    copy = desk.one(**page("2", f"{BRIDGE}\n\n{STRIKE}"))
    assert ("copy", "1", 3) == (copy["verdict"], copy["match"]["version"], len(copy["changes"]["added"]))


def test_a_page_with_a_text_of_its_own_says_so() -> None:
    """It took the agency's text off: an update that is its own, and no notice about that text names it any more."""
    desk = Desk()
    desk.tell(FIRST, page("1", BRIDGE))
    own = desk.one(**page("2", HARVEST))
    assert ("update", "own_text_now", None) == (own["verdict"], own["reason"]["rule"], own["match"])
    assert [] == named(desk.tell(CORRECTED)) + named(desk.tell(KILL))
    assert "update" == desk.one(**page("3", HARVEST + " More."))["verdict"]


def test_an_outlet_s_own_correction_is_told_with_what_it_carries() -> None:
    """It corrects a word of its own making: a correction, with its match, that names nobody else's copy."""
    desk = Desk()
    desk.tell(
        FIRST,
        page("1", BRIDGE.replace("Friday", "Monday")),
        article("urn:heron:1", source="Heron", body=BRIDGE),
    )
    told = desk.tell(page("2", BRIDGE, ednote="Correction: talks resume on Friday."))
    assert (["correction"], "urn:harrow:1") == (told.verdicts, told.said[0]["match"]["uri"])
    assert [] == named(told)


def test_nothing_under_a_kill_is_enriched() -> None:
    """A page, whatever it was before, that carries a killed text is a copy, and is named."""
    for before in (BRIDGE, HARVEST):
        desk = Desk()
        desk.tell(page("1", before), FIRST, KILL)
        told = desk.tell(page("2", f"{BRIDGE_UPDATED}\n\n{STRIKE}", headline="UPDATE 1-Bridge falls"))
        (copy,) = told.said
        assert ("copy", "carries_killed_text") == (copy["verdict"], copy["reason"]["rule"])
        assert [("https://gull.example/bridge", "1", "2")] == named(told)
        assert [True] == [notice["late"] for notice in told.notices if notice["kind"] == "kill"]


def test_an_own_page_that_turns_into_the_agency_s_story_is_a_copy() -> None:
    """It had its own brief, and has the agency's text now; an agency's own versions stay news whoever copied them first."""
    desk = Desk()
    desk.tell(page("1", HARVEST), FIRST)
    assert "copy" == desk.one(**page("2", BRIDGE))["verdict"]
    desk.tell(page("3", BRIDGE_UPDATED))
    assert "update" == desk.one(version="2", body=BRIDGE_UPDATED)["verdict"]


def test_later_notices_name_an_item_once_and_by_the_version_that_it_stands_at() -> None:
    """Superseded versions and withdrawn pages are left out."""
    desk = Desk()
    desk.tell(
        FIRST,
        page("1", BRIDGE),
        page("2", f"{BRIDGE}\n\n{STRIKE}"),
        article("urn:heron:1", source="Heron", body=BRIDGE),
    )
    desk.tell(article("urn:heron:1", source="Heron", version="2", body="", pubstatus="canceled"))
    assert [("https://gull.example/bridge", "1", "2")] == named(desk.tell(CORRECTED))
    desk.tell(page("3", BRIDGE_CORRECTED))
    assert [("https://gull.example/bridge", "2", "3")] == named(desk.tell(KILL))


def test_a_released_version_names_no_version_twice() -> None:
    """A feed that releases with the same content again: the kill lists each version once."""
    desk = Desk()
    desk.tell(FIRST, {**KILL, "version": "2"}, {**FIRST, "version": "3"}, {**KILL, "version": "4"})
    told = desk.tell({**FIRST, "version": "6"}, {**KILL, "version": "7"})
    versions = told.notice("kill")["versions"]
    assert len(versions) == len(set(versions)) == 3


DAM2 = DAM.replace("two hundred soldiers", "three hundred soldiers").replace("Three roads", "Four roads")
AGENCY = wire("dam", 8, DAM_HEADLINE, DAM)
FOLLOWED = wire(
    "dam", 11, f"CORRECTED-{DAM_HEADLINE}", DAM2, version="2", ednote="Corrects number of soldiers"
)
GONE = wire("dam", 11, "KILL", version="2", pubstatus="canceled")
ORB = page_of("Orb", 9, "Dam gates opened", DAM)


def orb(hour: int, body: str, **fields: Any) -> dict[str, Any]:
    """The page's second version."""
    return {**ORB, "version": "2", "version_created": at(hour), "body": body, **fields}


@pytest.mark.parametrize(
    ("feed", "expected"),
    [
        ([AGENCY, ORB, FOLLOWED, orb(12, DAM2)], {"verdicts": ["original", "copy", "correction", "copy"], "match": {3: 2}}),
        ([AGENCY, {**ORB, "version": ""}, FOLLOWED, orb(12, DAM2, version="")], {"verdicts": ["original", "copy", "correction", "copy"], "match": {3: 2}}),
        ([AGENCY, ORB, orb(10, DAM, headline="Water rises: gates opened")], {"verdicts": ["original", "copy", "copy"], "match": {2: 0}}),
        ([AGENCY, ORB, orb(10, f"{DAM}\n\nOrb reporters saw cattle trucks on the road.")], {"verdicts": ["original", "copy", "copy"], "match": {2: 0}}),
        ([AGENCY, ORB, orb(10, MINE)], {"verdicts": ["original", "copy", "update"]}),
        ([AGENCY, wire("mine", 9, MINE_HEADLINE, MINE), ORB, orb(12, MINE)], {"verdicts": ["original", "original", "copy", "copy"], "match": {3: 1}}),
        ([AGENCY, ORB, GONE, orb(12, DAM, headline="Dam gates (updated)")], {"verdicts": ["original", "copy", "kill", "copy"]}),
        ([AGENCY, GONE, page_of("Post", 12, "Sluices", DAM)], {"verdicts": ["original", "kill", "copy"]}),
        ([AGENCY, ORB, orb(10, "", pubstatus="canceled"), GONE], {"named": {3: []}}),
        ([AGENCY, ORB, FOLLOWED, orb(12, DAM2), {**FOLLOWED, "version": "3", "version_created": at(14), "body": DAM2.replace("1961", "1962")}], {"named": {4: [3]}}),
    ],
)  # fmt: skip
def test_what_a_page_carries_after_its_next_version(
    feed: list[dict[str, Any]], expected: dict[str, Any]
) -> None:
    """It follows, stays behind, adds, turns to its own or to another's story, or is gone: the verdict and the notices say so."""
    assert [] == wrong(feed, expected)


DAM_PAGE = page_of("Orb", 9, "Dam gates opened", DAM)
DAM_STORY, MINE_STORY = wire("dam", 8, DAM_HEADLINE, DAM), wire("mine", 8, MINE_HEADLINE, MINE)


@pytest.mark.parametrize("back", [False, True])
def test_a_page_that_shows_another_story_joins_no_two(*, back: bool) -> None:
    """It is of the story that it carries now; kills of the two name it where it stands, its own withdrawal names neither."""
    other = {**DAM_PAGE, "version": "2", "version_created": at(10), "body": MINE}
    again = [{**DAM_PAGE, "version": "3", "version_created": at(11)}] if back else []
    pages = [DAM_STORY, MINE_STORY, DAM_PAGE, other, *again]
    last = len(pages) - 1
    for story, shown in ((DAM_STORY, back), (MINE_STORY, not back)):
        kill = {**story, "version": "2", "version_created": at(12), "pubstatus": "canceled", "body": ""}
        expected = {
            "verdicts": ["original", "original", "copy", "copy", *["copy"] * back, "kill"],
            "match": {3: 1, last: 0 if back else 1},
            "named": {last + 1: [last] if shown else []},
            "other_story": [[0, 1]],
            "no_notices": ["merge"],
        }
        assert [] == wrong([*pages, kill], expected)
    off = {**DAM_PAGE, "version": "4", "version_created": at(12), "pubstatus": "canceled", "body": ""}
    assert [] == wrong(
        [*pages, off], {"named": {last + 1: []}, "other_story": [[0, 1]], "no_notices": ["merge"]}
    )
