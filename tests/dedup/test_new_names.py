"""Updates under new names: an id for every version, numbers without order, leads in capitals."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from tests.dedup.cases.answers import wrong
from tests.dedup.cases.wire import DAM, wire
from tests.dedup.harness import Desk, article, iso, stories
from tests.dedup.texts import BRIDGE, BRIDGE_CORRECTED, BRIDGE_UPDATED, HARVEST, STRIKE, prose


def evolved(number: int, body: str, minutes: float, **fields: Any) -> dict[str, Any]:
    """An item of Superdesk's: each update has an id of its own and names the one before."""
    before = {"evolvedfrom": f"urn:harrow:{number - 1}"} if number > 1 else {}
    return {"type": "text", "uri": f"urn:harrow:{number}", "source": "Harrow", "version": "1", "headline": "Bridge taken",
            "versioncreated": iso(minutes), "body_text": body, **before, **fields}  # fmt: skip


FIRST, SECOND, THIRD = evolved(1, BRIDGE, 0), evolved(2, BRIDGE_UPDATED, 60), evolved(3, STRIKE, 120)
KILL = article(pubstatus="canceled", version="2", headline="Bridge taken", body="", version_created=iso(180))


def test_what_evolved_from_a_live_item_is_its_update() -> None:
    """However much of the text is new, and over several steps; each supersedes the one before, in one story."""
    desk = Desk()
    told = desk.tell(FIRST, SECOND, THIRD).said
    assert ["original", "update", "update"] == [each["verdict"] for each in told]
    assert [told[0]["article_id"], told[1]["article_id"]] == [each["supersedes"] for each in told[1:]]
    assert "update_by_evolved_from" == told[2]["reason"]["rule"]
    assert 1 == len(stories(desk.state))


@pytest.mark.parametrize(
    "naming",
    [
        {"evolvedfrom": "urn:brevia:1"},
        {"evolvedFrom": ["urn:brevia:1"]},
        {"evolved_from": "urn:brevia:1"},
        {"rewrite_of": "urn:brevia:1"},
        {"links": [{"rel": "evolvedfrom", "href": "urn:brevia:1"}]},
        {"associations": {"predecessor": {"uri": "urn:brevia:1"}}},
    ],
)
def test_a_flat_record_names_what_it_evolved_from(naming: dict[str, Any]) -> None:
    """As ninjs does, with a longer text and with one that shares nothing."""
    first = wire("1", 8, "Dam opens gates", DAM)
    for body in (f"{DAM}\n\nThe mayor asked for tents.", prose(7)):
        second = wire("2", 10, "Dam opens gates", body, **naming)
        expected = {"verdicts": ["original", "update"], "supersedes": {1: 0}, "same_story": [[0, 1]]}
        assert [] == wrong([first, second], expected)


def test_a_mark_says_which_kind_of_version_it_is() -> None:
    """A correction under a new id is a correction, with its notice."""
    desk = Desk()
    told = desk.tell(FIRST, evolved(2, BRIDGE_CORRECTED, 60, ednote="Corrects brigade in paragraph 3"))
    assert (["original", "correction"], ["correction"]) == (told.verdicts, told.kinds)


def test_what_evolved_from_a_killed_item_substitutes_it() -> None:
    """New, in a story of its own; a live item's kill takes all that evolved from it."""
    desk = Desk()
    assert ["original", "kill", "original"] == desk.tell(
        FIRST, {**KILL, "version_created": iso(30)}, SECOND
    ).verdicts
    assert 2 == len(stories(desk.state))
    for order in ((FIRST, SECOND, KILL), (SECOND, KILL, FIRST), (SECOND, FIRST, KILL)):
        desk = Desk()
        told = desk.tell(*order)
        assert "kill" in told.verdicts
        assert (
            "stale"
            == desk.one(uri="urn:harrow:2", version="1", body=HARVEST, version_created=iso(61))["verdict"]
        )


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_versions_of_many_names_end_at_the_last_in_any_order(order: tuple[int, ...]) -> None:
    """What comes after its successor is stale; the item ends at the last version, in one story."""
    desk = Desk()
    items = (FIRST, SECOND, evolved(3, f"{BRIDGE_UPDATED} More.", 120))
    told = desk.tell(*(items[at] for at in order))
    assert 1 == len(stories(desk.state))
    assert 1 == told.verdicts.count("original")
    assert set(told.verdicts) <= {"original", "update", "stale", "copy"}
    assert {each["uri"] for each in told.said if each["verdict"] == "copy"} <= {"urn:harrow:1"}
    last = desk.one(uri="urn:harrow:3", version="2", body=HARVEST, version_created=iso(200))
    third = next(each for each in told.said if each["uri"] == "urn:harrow:3")
    assert third["article_id"] == last["supersedes"]


def test_a_note_tells_a_substitute_from_an_update() -> None:
    """What it says of the dead is no word on the item."""
    assert ["original", "update"] == Desk().tell(
        FIRST, {**SECOND, "ednote": "Updates with 14 killed"}
    ).verdicts
    assert ["original", "original"] == Desk().tell(
        FIRST, {**SECOND, "ednote": "Substitutes a withdrawn story"}
    ).verdicts


def test_another_source_s_item_is_no_version() -> None:
    """An outlet that names the agency's item is a copy of it, or has a story of its own."""
    desk = Desk()
    told = desk.tell(FIRST, {**SECOND, "uri": "urn:gull:2", "source": "Gull"},
                     {**THIRD, "uri": "urn:gull:3", "source": "Gull", "evolvedfrom": "urn:harrow:1"})  # fmt: skip
    assert ["original", "copy", "original"] == told.verdicts


@pytest.mark.parametrize("versions", [("847502913", "215003377"), ("10", "9"), ("7", "2")])
def test_where_version_and_time_disagree_the_time_decides(versions: tuple[str, str]) -> None:
    """Numbers that show no order: a correction with a lower one is a correction, an older one with a higher is stale."""
    first, second = versions
    for order in (0, 1):
        desk = Desk()
        items = [
            article(version=first, body=BRIDGE, version_created=iso(0)),
            article(
                version=second,
                headline="CORRECTED-Bridge taken",
                body=BRIDGE_CORRECTED,
                version_created=iso(30),
            ),
        ]
        told = desk.tell(*(items[::-1] if order else items))
        assert (["original", "stale"] if order else ["original", "correction"]) == told.verdicts


def test_equal_or_missing_times_leave_the_order_to_the_versions() -> None:
    """As before: a feed that stamps every version with the first one's time counts them."""
    for time in ({"version_created": iso(0)}, {}):
        desk = Desk()
        told = desk.tell(article(version="2", body=BRIDGE, **time), article(version="1", body=STRIKE, **time),
                         article(version="10", body=BRIDGE_UPDATED, **time))  # fmt: skip
        assert ["original", "stale", "update"] == told.verdicts


@pytest.mark.parametrize(
    "headline",
    [
        "1ST LEAD Bridge taken",
        "2ND LEAD - Bridge taken",
        "3RD NET: Bridge taken",
        "LEAD 2 - Bridge taken",
        "ROUNDUP 2: Bridge taken",
    ],
)
def test_a_lead_in_capitals_is_an_update_under_a_new_id(headline: str) -> None:
    """Of the item whose headline or text it has."""
    for body in (BRIDGE_UPDATED, prose(3)):
        desk = Desk()
        first = desk.one(body=BRIDGE)
        lead = desk.one(uri="urn:harrow:8", headline=headline, body=body)
        assert ("update", first["article_id"]) == (lead["verdict"], lead["supersedes"])


@pytest.mark.parametrize(
    "headline", ["1ST lead free petrol sold", "LEAD FOUND IN WATER", "LEADING MAN", "10TH LEADER RESIGNS"]
)
def test_leads_of_the_news_are_none(headline: str) -> None:
    """The metal, and leaders."""
    desk = Desk()
    desk.one(body=BRIDGE, headline=headline)
    assert "original" == desk.one(uri="urn:harrow:8", headline=headline, body=prose(3))["verdict"]


@pytest.mark.parametrize(
    "mark",
    ["1ST LEAD %s", "2ND LEAD: %s", "LEAD 1: %s", "1st LEAD - %s", "3RD LD %s", "(LEAD) %s", "(2nd LD) %s", "WRAPUP 1-%s", "%s (Update 1)",
     "UPDATE: %s", "2. ZUSAMMENFASSUNG: %s", "%s - 2nd update", "ROUNDUP 2: %s"],
)  # fmt: skip
def test_leads_of_many_houses_carry_a_story_on(mark: str) -> None:
    """Under a new id, with a paragraph more and another number."""
    first = wire("dam-1", 8, "Dam opens gates", DAM, slugline="DAM/")
    body = f"{DAM.replace('Three roads', 'Five roads')}\n\nThe mayor of Ellick asked for tents on Monday evening."
    second = wire("dam-2", 10, mark % "Dam opens gates", body, slugline="DAM/")
    assert [] == wrong([first, second], {"verdicts": ["original", "update"], "same_story": [[0, 1]]})
