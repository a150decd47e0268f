"""Kills: all versions, every known copy, in every order of arrival."""

from __future__ import annotations

import itertools

import pytest

from stream.dedup.journal.lineage import Status
from stream.dedup.thresholds import DedupRules
from stream.intake.stage import shard_of
from tests.dedup.harness import Desk, Told, article, iso, stories
from tests.dedup.texts import BRIDGE, BRIDGE_CORRECTED, BRIDGE_UPDATED, HARVEST, STRIKE, prose

KILL = article(
    version="5", pubstatus="canceled", headline="KILL-Bridge taken", body="Please kill this story."
)
COPY = article("urn:gull:1", source="Gull", url="https://gull.example/1", body=BRIDGE)


def named(told: Told) -> list[str]:
    """The uris that the kill notices name, in order."""
    return [copy["uri"] for notice in told.notices if notice["kind"] == "kill" for copy in notice["copies"]]


def test_kill_names_all_versions_and_every_known_copy() -> None:
    """Copies of any version are told, with the version that they carry."""
    desk = Desk()
    versions = desk.tell(article(body=BRIDGE), article(version="2", body=BRIDGE_UPDATED)).said
    later = f"{BRIDGE_UPDATED} {prose(1, 30)}"
    desk.tell(COPY, article("urn:heron:1", source="Heron", body=later))
    desk.tell(article("urn:other:1", source="Other", body=HARVEST))
    told = desk.tell(KILL)
    assert (["kill"], ["kill"]) == (told.verdicts, told.kinds)
    notice = told.notice("kill")
    assert [version["article_id"] for version in versions] == notice["versions"]
    assert [("urn:gull:1", "1"), ("urn:heron:1", "2")] == [
        (copy["uri"], copy["version"]) for copy in notice["copies"]
    ]
    assert ("urn:harrow:1", "5", versions[0]["story_id"]) == (
        notice["uri"],
        notice["version"],
        notice["story_id"],
    )


@pytest.mark.parametrize(
    "mark",
    [
        {"pubstatus": "cancelled"},
        {"headline": "KILL KILL KILL Bridge taken"},
        {"headline": "STORY WITHDRAWN-Bridge taken"},
        {"slugline": "BC-Osteria-Bridge, ELIMINATION"},
    ],
)
def test_marks_of_a_kill(mark: dict[str, str]) -> None:
    """Status, headline and slugline each suffice."""
    desk = Desk()
    desk.one(body=BRIDGE)
    assert "kill" == desk.one(version="2", body="", **mark)["verdict"]


def test_kill_by_slug_under_a_new_uri() -> None:
    """An elimination that has a uri of its own takes the item of its slug."""
    desk = Desk()
    desk.one(slugline="BC-Osteria-Bridge", body=BRIDGE)
    told = desk.tell(article("urn:harrow:9", slugline="BC-Osteria-Bridge, KILL", body=""))
    assert "kill_by_slug" == told.said[0]["reason"]["rule"]
    assert "stale" == desk.one(uri="urn:harrow:1", body=BRIDGE_UPDATED)["verdict"]


def test_kill_made_later_is_never_late() -> None:
    """A feed that numbers its kill anew is believed by the time: a kill taken for late would leave the story up."""
    desk = Desk()
    desk.one(version="3", body=BRIDGE, version_created=iso(0))
    assert "kill" == desk.one(version="1", pubstatus="canceled", body="", version_created=iso(9))["verdict"]
    assert "stale" == desk.one(version="2", body=BRIDGE_UPDATED, version_created=iso(-5))["verdict"]


def test_kill_before_its_original_suppresses_it() -> None:
    """The kill is remembered: what it overtook is stale, whenever it comes."""
    desk = Desk()
    told = desk.tell(
        KILL, article(body=BRIDGE), article(version="2", headline="CORRECTED-Bridge", body=BRIDGE_CORRECTED)
    )
    assert ["kill", "stale", "stale"] == told.verdicts
    assert ["kill_before_original", "killed_before", "killed_before"] == [
        record["reason"]["rule"] for record in told.said
    ]


def test_copy_after_the_kill_brings_its_own_kill_notice() -> None:
    """A copy that arrives late is a copy still, and its outlet is told."""
    desk = Desk()
    desk.tell(article(body=BRIDGE), KILL)
    told = desk.tell(COPY)
    assert (["copy"], ["kill"]) == (told.verdicts, told.kinds)
    notice = told.notice("kill")
    assert ("urn:harrow:1", "5") == (notice["uri"], notice["version"])
    assert [("urn:gull:1", "https://gull.example/1", "1")] == [
        (copy["uri"], copy["url"], copy["version"]) for copy in notice["copies"]
    ]


def test_copy_of_a_copy_after_the_kill_is_named_too() -> None:
    """Who was matched with another copy carries the killed text as well, also when that copy came first of all."""
    desk = Desk()
    desk.tell(COPY, article(body=BRIDGE), KILL)
    assert ["urn:heron:1"] == named(desk.tell(article("urn:heron:1", source="Heron", body=BRIDGE)))


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_kill_reaches_every_copy_in_any_order(order: tuple[int, ...]) -> None:
    """Original, kill and two copies: however they arrive, both copies are named and the item ends killed."""
    heron = article("urn:heron:1", source="Heron", body="\n\n".join(BRIDGE.split("\n\n")[:3]))
    articles = (article(body=BRIDGE), KILL, COPY, heron)
    desk = Desk()
    told = desk.tell(*(articles[at] for at in order))
    assert {"urn:gull:1", "urn:heron:1"} == set(named(told))
    lineage = desk.state.lineage("urn:harrow:1")
    assert lineage is not None
    assert Status.KILLED is lineage.status


def test_updated_page_without_the_text_is_not_named() -> None:
    """An outlet that took the killed text off its page is not told again."""
    desk = Desk()
    desk.tell(article(body=BRIDGE), COPY, KILL)
    assert [] == named(desk.tell(article("urn:gull:1", source="Gull", version="2", body=HARVEST)))
    assert ["urn:gull:1"] == named(
        desk.tell(article("urn:gull:1", source="Gull", version="3", body=BRIDGE_UPDATED))
    )


def test_later_version_after_a_kill_releases() -> None:
    """A kill taken back: a later usable version lifts it and says so; copies are at peace again."""
    desk = Desk()
    desk.tell(article(body=BRIDGE), KILL)
    told = desk.tell(article(version="6", body=BRIDGE))
    assert (["update"], ["release"]) == (told.verdicts, told.kinds)
    assert [] == desk.tell(COPY).kinds


def test_redelivered_kill_gives_no_second_notice() -> None:
    """A kill that comes twice is a redelivery the second time."""
    desk = Desk()
    told = desk.tell(article(body=BRIDGE), KILL, KILL)
    assert (["original", "kill", "redelivery"], ["kill"]) == (told.verdicts, told.kinds)


def substitute(body: str) -> dict[str, object]:
    """An item that names the one it replaces."""
    return {
        "type": "text",
        "uri": "urn:harrow:2",
        "source": "Harrow",
        "version": "1",
        "headline": "Bridge blocked",
        "body_text": body,
        "associations": [{"name": "withdrawn", "rel": "evolvedFrom", "uri": "urn:harrow:1"}],
    }


def test_substitute_of_a_killed_item_is_original() -> None:
    """What replaces a killed story is new, however much text it keeps, and no kill notice names it."""
    desk = Desk()
    desk.tell(article(body=BRIDGE), KILL)
    told = desk.tell(substitute(BRIDGE_UPDATED), {**substitute(BRIDGE_CORRECTED), "version": "2"})
    assert ["original", "update"] == told.verdicts
    assert "substitute" == told.said[0]["reason"]["rule"]
    assert [] == told.kinds
    assert told.said[0]["story_id"] != desk.one(version="3", body=BRIDGE)["story_id"]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_substitute_stands_apart_in_whatever_order(order: tuple[int, ...]) -> None:
    """Before the kill, and before the item itself, a substitute with the same text is new and in a story of its own."""
    desk = Desk()
    items = (article(body=BRIDGE), KILL, substitute(BRIDGE_UPDATED))
    told = desk.tell(*(items[at] for at in order))
    (said,) = [said for said in told.said if said["uri"] == "urn:harrow:2"]
    assert "original" == said["verdict"]
    assert frozenset({frozenset({"urn:harrow:1"}), frozenset({"urn:harrow:2"})}) == stories(desk.state)


def test_evolution_from_another_publishers_item_is_judged_by_its_text() -> None:
    """An outlet that names the agency's item as its source is a copy of it, and a lead is a version of what it names."""
    desk = Desk()
    desk.tell(article(body=BRIDGE))
    outlet = {**substitute(BRIDGE_UPDATED), "uri": "urn:gull:2", "source": "Gull"}
    lead = {**substitute(BRIDGE_UPDATED), "headline": "UPDATE 1-Bridge taken"}
    assert ["copy", "update"] == desk.tell(outlet, lead).verdicts


def test_release_goes_to_every_shard_and_is_told_once() -> None:
    """With four shards: after a later version lifts the hold, none of them holds the item any more."""
    desk = Desk(partitions=4)
    desk.tell(article(body=BRIDGE), {**KILL, "pubstatus": "withheld", "headline": "HOLD-Bridge taken"})
    told = desk.tell(article(version="6", body=BRIDGE_UPDATED))
    assert (["update"], ["release"]) == (told.verdicts, told.kinds)
    assert 1 == len(told.decided)
    for state in desk.states:
        lineage = state.lineage("urn:harrow:1")
        assert lineage is not None
        assert Status.LIVE is lineage.status


def test_kill_goes_to_every_shard_and_is_judged_once() -> None:
    """With four shards: one verdict, from the home shard; all of them know; those without a copy stay silent."""
    desk = Desk(partitions=4)
    desk.tell(article(body=BRIDGE), COPY)
    told = desk.tell(KILL)
    assert ["kill"] == told.verdicts
    assert 1 == len(told.decided)
    assert 4 == len(told.fresh)
    assert ["kill"] == told.kinds
    for state in desk.states:
        lineage = state.lineage("urn:harrow:1")
        assert lineage is not None
        assert Status.KILLED is lineage.status


def test_shard_that_holds_a_copy_tells_of_the_kill() -> None:
    """A version filed under a wrong language took its copies to another shard: that shard names them."""
    languages = ("en", "fr")
    assert 2 == len({shard_of(language, 4) for language in languages})
    desk = Desk(partitions=4)
    desk.tell(
        article(body=BRIDGE),
        article(version="2", language="fr", body=prose(1)),
        article("urn:gull:1", source="Gull", language="fr", body=prose(1)),
    )
    told = desk.tell({**KILL, "language": "en"})
    assert ["kill"] == told.verdicts
    assert [[], ["urn:gull:1"]] == sorted(
        [copy["uri"] for copy in notice["copies"]] for notice in told.notices
    )


def test_kill_is_forgotten_with_the_window() -> None:
    """After the window a killed uri is unknown again."""
    desk = Desk(DedupRules())
    desk.tell(article(body=BRIDGE), KILL)
    later = 60 * 24 * 16
    told = desk.tell(article("urn:gull:9", body=HARVEST, received=later), article(version="7", body=STRIKE))
    assert ["original", "original"] == told.verdicts
    assert frozenset() == desk.state.killed
