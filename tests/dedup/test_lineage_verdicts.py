"""The lineage half of the verdict table, through the intake and a shard."""

from __future__ import annotations

import pytest

from tests.dedup.harness import Desk, article, iso
from tests.dedup.texts import BRIDGE, BRIDGE_CORRECTED, BRIDGE_UPDATED, HARVEST, STRIKE


def test_same_uri_version_and_body_is_a_redelivery() -> None:
    """A delivery of content that came before is counted as such, under the same article id."""
    desk = Desk()
    first, second = desk.tell(article(body=BRIDGE), article(body=BRIDGE)).said
    assert ("original", "redelivery") == (first["verdict"], second["verdict"])
    assert first["article_id"] == second["article_id"]
    assert first["story_id"] == second["story_id"]


@pytest.mark.parametrize(
    "late",
    [
        {"version": "2"},
        {"version": "2", "headline": "UPDATE 1-Bridge taken"},
        {"version": "10"},
    ],
)
def test_higher_version_is_an_update_that_supersedes(late: dict[str, str]) -> None:
    """A higher version of a uri is an update of the version before; versions are ordered as numbers."""
    desk = Desk()
    desk.tell(article(body=STRIKE, version="1"))
    before = desk.one(body=BRIDGE, version="1.5" if late["version"] == "2" else "9")
    update = desk.one(body=BRIDGE_UPDATED, **late)
    assert "update" == update["verdict"]
    assert before["article_id"] == update["supersedes"]
    assert before["story_id"] == update["story_id"]


def test_version_ten_follows_version_nine() -> None:
    """`9` then `10` is an update, `10` then `9` is stale: versions are no words."""
    desk = Desk()
    desk.one(body=BRIDGE, version="10")
    assert "stale" == desk.one(body=BRIDGE_UPDATED, version="9")["verdict"]
    assert "update" == desk.one(body=BRIDGE_CORRECTED, version="11")["verdict"]


def test_marked_lead_under_a_new_uri_updates_the_item_whose_text_it_carries() -> None:
    """`UPDATE 1-` of the same source under another uri is a version of the item, not a copy of it."""
    desk = Desk()
    first = desk.one(body=BRIDGE)
    lead = desk.one(uri="urn:harrow:2", headline="UPDATE 1-Bridge taken, 14 dead", body=BRIDGE_UPDATED)
    assert "update" == lead["verdict"]
    assert "update_by_text" == lead["reason"]["rule"]
    assert first["article_id"] == lead["supersedes"]
    later = desk.one(uri="urn:harrow:2", version="2", body=BRIDGE_CORRECTED)
    assert lead["article_id"] == later["supersedes"]


def test_marked_lead_of_another_source_is_a_copy() -> None:
    """A republisher that keeps the agency's `UPDATE 1-` has copied it all the same."""
    desk = Desk()
    desk.one(body=BRIDGE)
    copied = desk.one(uri="urn:gull:1", source="Gull", headline="UPDATE 1-Bridge taken", body=BRIDGE_UPDATED)
    assert "copy" == copied["verdict"]


def test_writethru_finds_its_item_by_the_slug() -> None:
    """`1st Ld-Writethru` under a new uri, all rewritten, is an update of the item with that slug."""
    desk = Desk()
    first = desk.one(slugline="BC-Osteria-Bridge", body=BRIDGE)
    lead = desk.one(uri="urn:harrow:2", slugline="BC-Osteria-Bridge, 1st Ld-Writethru", body=STRIKE)
    assert ("update", "update_by_slug") == (lead["verdict"], lead["reason"]["rule"])
    assert first["article_id"] == lead["supersedes"]


def test_slug_counts_for_a_day() -> None:
    """Slugs are used again: two days later the same one means another story."""
    desk = Desk()
    desk.one(slugline="BC-Osteria-Bridge", body=BRIDGE)
    lead = {"uri": "urn:harrow:2", "slugline": "BC-Osteria-Bridge, 1st Ld-Writethru", "body": STRIKE}
    (late,) = desk.tell(article(**lead, received=60 * 49)).said
    assert "original" == late["verdict"]


def test_slug_of_an_unmarked_article_says_nothing() -> None:
    """Two stories of one day may share a slug: without a lead's mark they are two items."""
    desk = Desk()
    desk.one(slugline="OSTERIA-CRISIS/", body=BRIDGE)
    other = desk.one(uri="urn:harrow:2", slugline="OSTERIA-CRISIS/", body=HARVEST)
    assert "original" == other["verdict"]


def test_late_version_of_an_unknown_item_is_not_taken_for_a_lead_by_its_slug() -> None:
    """What was made before the last use of a slug belongs to an item that is yet to come."""
    desk = Desk()
    desk.one(uri="urn:harrow:2", slugline="OSTERIA-CRISIS/", body=HARVEST, version_created=iso(30))
    kill = desk.one(
        pubstatus="canceled", version="6", slugline="OSTERIA-CRISIS/", version_created=iso(10), body=""
    )
    assert ("kill", "kill_before_original") == (kill["verdict"], kill["reason"]["rule"])
    assert "update" == desk.one(uri="urn:harrow:2", version="2", body=STRIKE)["verdict"]


def test_alternative_identifier_links_versions() -> None:
    """An item that changes its uri is known by its other identifier."""
    desk = Desk()
    item = {
        "type": "text",
        "source": "Harrow",
        "headline": "Bridge taken",
        "altIds": [{"role": "usn", "value": "hR1"}],
    }
    told = desk.tell(
        {**item, "uri": "urn:harrow:1", "version": "1", "body_text": BRIDGE},
        {**item, "uri": "urn:harrow:2", "version": "1", "body_text": STRIKE},
    )
    assert ["original", "update"] == told.verdicts
    assert "update_by_alt_id" == told.said[1]["reason"]["rule"]


def test_uri_without_scheme_belongs_to_its_source() -> None:
    """Two feeds that number from 1 do not update each other."""
    desk = Desk()
    desk.one(uri="4711", body=BRIDGE)
    assert "original" == desk.one(uri="4711", source="Gull", version="2", body=HARVEST)["verdict"]


@pytest.mark.parametrize(
    "mark", [{"headline": "CORRECTED-Bridge taken"}, {"ednote": "Corrects brigade in paragraph 3"}]
)
def test_correction_names_the_copies_of_the_wrong_version(mark: dict[str, str]) -> None:
    """A correction always goes on, with a notice that names who carries what was wrong, and which version."""
    desk = Desk()
    desk.tell(
        article(body=BRIDGE),
        article("urn:gull:1", source="Gull", url="https://gull.example/1", body=BRIDGE),
        article("urn:heron:1", source="Heron", body=HARVEST),
    )
    told = desk.tell(article(version="2", body=BRIDGE_CORRECTED, **mark))
    assert ["correction"] == told.verdicts
    assert ["correction"] == told.kinds
    (named,) = told.notice("correction")["copies"]
    assert ("urn:gull:1", "Gull", "https://gull.example/1", "1") == (
        named["uri"],
        named["source"],
        named["url"],
        named["version"],
    )


def test_second_correction_names_the_copies_of_the_first() -> None:
    """Each correction makes all versions before it wrong."""
    desk = Desk()
    desk.tell(
        article(body=BRIDGE),
        article(version="2", headline="CORRECTED-Bridge taken", body=BRIDGE_CORRECTED),
        article("urn:gull:1", source="Gull", body=BRIDGE_CORRECTED),
    )
    told = desk.tell(article(version="3", headline="CORRECTED-Bridge taken", body=BRIDGE_UPDATED))
    assert ["2"] == [copy["version"] for copy in told.notice("correction")["copies"]]


def test_correction_names_a_copy_that_came_before_the_original() -> None:
    """Who was faster than the agency's own delivery carries its wrong version none the less."""
    desk = Desk()
    told = desk.tell(article("urn:gull:1", source="Gull", body=BRIDGE), article(body=BRIDGE))
    assert ["original", "copy"] == told.verdicts
    told = desk.tell(article(version="2", headline="CORRECTED-Bridge taken", body=BRIDGE_CORRECTED))
    (named,) = told.notice("correction")["copies"]
    assert ("urn:gull:1", "1") == (named["uri"], named["version"])


def test_copy_of_a_corrected_version_brings_a_notice() -> None:
    """A copy that comes after the correction with the text from before it is named on arrival."""
    desk = Desk()
    wrong, right = BRIDGE, f"{HARVEST}\n\n{STRIKE}"
    desk.tell(article(body=wrong), article(version="2", headline="CORRECTED-Bridge taken", body=right))
    late = desk.tell(article("urn:gull:1", source="Gull", body=wrong))
    assert ["copy"] == late.verdicts
    (named,) = late.notice("correction")["copies"]
    assert ("urn:gull:1", "1") == (named["uri"], named["version"])
    assert "2" == late.notice("correction")["version"]
    assert [] == desk.tell(article("urn:heron:1", source="Heron", body=right)).kinds


def test_refile_is_an_update_by_its_own_name() -> None:
    """`REFILE-` is told apart from an update, supersedes, and bothers nobody with a notice."""
    desk = Desk()
    first = desk.one(body=BRIDGE)
    told = desk.tell(article(version="2", headline="REFILE-Bridge taken", body=BRIDGE_CORRECTED))
    assert ["refile"] == told.verdicts
    assert first["article_id"] == told.said[0]["supersedes"]
    assert [] == told.kinds


@pytest.mark.parametrize(
    "where", [{"uri": "urn:harrow:2"}, {"uri": "urn:harrow:1", "version": "2"}], ids=["new-uri", "same-uri"]
)
def test_repeat_by_the_same_source_is_a_copy(where: dict[str, str]) -> None:
    """`RPT-` sends again what was sent: a copy, under whichever uri."""
    desk = Desk()
    first = desk.one(body=BRIDGE)
    repeat = desk.one(**{"headline": "RPT-Bridge taken", "body": BRIDGE, **where})
    assert ("copy", "repeat") == (repeat["verdict"], repeat["reason"]["rule"])
    assert first["story_id"] == repeat["story_id"]
    assert first["article_id"] == repeat["match"]["article_id"]


def test_repeat_with_new_text_is_an_update() -> None:
    """A version that only calls itself a repeat is not dropped as one."""
    desk = Desk()
    desk.one(body=BRIDGE)
    assert "update" == desk.one(version="2", headline="RPT-Bridge taken", body=STRIKE)["verdict"]


def test_hold_is_noticed_and_released_by_a_later_version() -> None:
    """A withheld version holds the item until a later usable one lifts it."""
    desk = Desk()
    first = desk.one(body=BRIDGE)
    held = desk.tell(article(version="2", pubstatus="withheld", body="Hold this story."))
    assert (["hold"], ["hold"]) == (held.verdicts, held.kinds)
    assert [first["article_id"]] == held.notice("hold")["versions"]
    released = desk.tell(article(version="3", body=BRIDGE_UPDATED))
    assert (["update"], ["release"]) == (released.verdicts, released.kinds)
    assert "releases_held" == released.said[0]["reason"]["rule"]


def test_feed_without_versions_releases_with_the_same_content() -> None:
    """Where no version tells, the time does: the held text again, made after the hold, is its release."""
    desk = Desk()
    plain = {"version": "", "body": BRIDGE}
    told = desk.tell(
        article(**plain, version_created=iso(0)),
        article(version="", pubstatus="withheld", headline="HOLD-Bridge taken", version_created=iso(5)),
        article(**plain, version_created=iso(0)),
        article(**plain, version_created=iso(9)),
    )
    assert ["original", "hold", "redelivery", "update"] == told.verdicts
    assert ["hold", "release"] == told.kinds


def test_hold_before_its_original_keeps_it_back() -> None:
    """What a hold overtook on the way is not published; the first usable version after it is the original."""
    desk = Desk()
    told = desk.tell(
        article(version="2", pubstatus="withheld", body=""),
        article(version="1", body=BRIDGE),
        article(version="3", body=BRIDGE_UPDATED),
    )
    assert ["hold", "stale", "original"] == told.verdicts
    assert "released_before_original" == told.said[2]["reason"]["rule"]


def test_late_lower_version_is_stale_and_supersedes_nothing() -> None:
    """Version 1 after version 3 overwrites nothing; version 4 supersedes version 3."""
    desk = Desk()
    third = desk.one(version="3", body=BRIDGE_UPDATED)
    late = desk.one(version="1", body=BRIDGE)
    assert ("stale", None) == (late["verdict"], late["supersedes"])
    assert third["story_id"] == late["story_id"]
    assert third["article_id"] == desk.one(version="4", body=BRIDGE_CORRECTED)["supersedes"]


def test_version_by_time_where_no_number_tells() -> None:
    """Without version numbers the time of making orders the versions."""
    desk = Desk()
    told = desk.tell(
        article(version="", body=BRIDGE, version_created=iso(10)),
        article(version="", body=BRIDGE_UPDATED, version_created=iso(5)),
        article(version="", body=BRIDGE_CORRECTED, version_created=iso(12)),
    )
    assert ["original", "stale", "update"] == told.verdicts


def test_every_verdict_explains_itself() -> None:
    """Each record has a rule and a sentence."""
    desk = Desk()
    told = desk.tell(
        article(body=BRIDGE),
        article("urn:gull:1", source="Gull", body=BRIDGE),
        article(version="2", body=BRIDGE_UPDATED),
        article(version="3", pubstatus="canceled", body=""),
    )
    assert all(record["reason"]["rule"] and record["reason"]["text"] for record in told.said)
    assert told.said[1]["match"]["containment"] == told.said[1]["reason"]["score"]


def test_correction_names_an_outlets_later_page_that_still_carries_the_wrong_version() -> None:
    """The outlet's update is a version of its own item: its text is still the agency's before the correction."""
    desk = Desk()
    own = f"{BRIDGE}\n\n{STRIKE[:200]}"
    desk.tell(
        article(body=BRIDGE),
        article("urn:gull:1", source="Gull", body=BRIDGE),
        article("urn:gull:1", source="Gull", version="2", body=own),
    )
    told = desk.tell(article(version="2", headline="CORRECTED-Bridge taken", body=BRIDGE_CORRECTED))
    (notice,) = told.notices
    assert [("urn:gull:1", "1", "2")] == [
        (copy["uri"], copy["version"], copy["own_version"]) for copy in notice["copies"]
    ]


def test_outlets_later_page_with_the_corrected_text_is_not_named() -> None:
    """Once its page carries the corrected version, a correction of it names the page by that one alone."""
    desk = Desk()
    desk.tell(
        article(body=BRIDGE),
        article("urn:gull:1", source="Gull", body=BRIDGE),
        article(version="2", headline="CORRECTED-Bridge taken", body=BRIDGE_CORRECTED),
    )
    told = desk.tell(article("urn:gull:1", source="Gull", version="2", body=BRIDGE_CORRECTED))
    assert (["copy"], []) == (told.verdicts, told.kinds)


def test_outlets_later_page_with_the_wrong_text_is_named_at_once() -> None:
    """A page updated after the correction that still carries the wrong version is told of it."""
    desk = Desk()
    desk.tell(
        article(body=BRIDGE),
        article("urn:gull:1", source="Gull", body=BRIDGE),
        article(version="2", headline="CORRECTED-Bridge taken", body=BRIDGE_CORRECTED),
    )
    told = desk.tell(article("urn:gull:1", source="Gull", version="2", body=f"{BRIDGE}\n\n{STRIKE[:200]}"))
    assert ["correction"] == told.kinds
    assert [("urn:gull:1", "1")] == [(copy["uri"], copy["version"]) for copy in told.notices[0]["copies"]]
