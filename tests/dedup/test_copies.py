"""The textual half of the verdict table: copies, short texts, merges, origins, relations."""

from __future__ import annotations

import pytest

from stream.dedup.thresholds import DedupRules
from tests.dedup.harness import Desk, article, iso
from tests.dedup.texts import (
    BRIDGE,
    BRIDGE_LEAD,
    BRIDGE_QUOTE,
    BRIDGE_ROAD,
    BRIDGE_TALKS,
    BRIDGE_TOLL,
    BRIDGE_UPDATED,
    HARVEST,
    SHORT,
    STRIKE,
    prose,
)


def test_republished_text_is_a_copy_with_its_match() -> None:
    """Another publisher, another headline, a paragraph cut and one added: a copy of that version, with the measures."""
    desk = Desk()
    first = desk.one(body=BRIDGE)
    cut = f"{BRIDGE_LEAD}\n\n{BRIDGE_TOLL}\n\n{BRIDGE_QUOTE}\n\nOur correspondent adds: the ferries lie idle."
    record = desk.one(uri="urn:gull:1", source="Gull", headline="Footbridge falls", body=cut)
    assert "copy" == record["verdict"]
    assert first["story_id"] == record["story_id"]
    match = record["match"]
    assert (first["article_id"], "urn:harrow:1", "Harrow", "1") == (
        match["article_id"],
        match["uri"],
        match["source"],
        match["version"],
    )
    assert match["containment"] >= 0.8
    assert 0.4 <= match["coverage"] <= 0.8
    assert 0.0 < match["added"] <= 0.2


def test_copy_names_the_version_that_it_carries() -> None:
    """Between versions the best match decides, the later one when both match alike."""
    desk = Desk()
    rewritten = f"{BRIDGE_LEAD}\n\n{STRIKE}"
    desk.tell(article(body=BRIDGE), article(version="2", body=rewritten))
    assert "1" == desk.one(uri="urn:gull:1", source="Gull", body=BRIDGE)["match"]["version"]
    assert "2" == desk.one(uri="urn:heron:1", source="Heron", body=rewritten)["match"]["version"]


def test_copy_is_matched_with_the_original_not_with_a_copy() -> None:
    """A copy of a copy names the original."""
    desk = Desk()
    desk.tell(article(body=BRIDGE), article("urn:gull:1", source="Gull", body=BRIDGE_UPDATED))
    record = desk.one(uri="urn:heron:1", source="Heron", body=BRIDGE_UPDATED)
    assert "urn:harrow:1" == record["match"]["uri"]


def test_repost_by_the_same_source_under_another_uri_is_a_copy() -> None:
    """The same publisher's second page of one text is a copy too."""
    desk = Desk()
    desk.one(body=BRIDGE)
    assert "copy" == desk.one(uri="urn:harrow:2", body=BRIDGE)["verdict"]


def test_different_story_of_the_same_event_is_original() -> None:
    """Own words about the same thing are no copy."""
    desk = Desk()
    desk.one(body=BRIDGE)
    own = (
        "SELM HARBOUR - Armed men hold the crossing at Dunmere since Wednesday morning. A baker who saw them come "
        "spoke of fog and of a ferry left at its mooring; nobody could say how many had died. The ministry is silent, "
        "and families on the heights now fetch their water by cart from the upper wells."
    )
    record = desk.one(uri="urn:gull:1", source="Gull", body=own)
    assert ("original", []) == (record["verdict"], record["related"])


def test_languages_do_not_meet() -> None:
    """A shard is a language: with enough of them the same text in two languages' feeds is two originals."""
    desk = Desk(partitions=4)
    text = prose(5)
    told = desk.tell(article(body=text), article("urn:gull:1", source="Gull", language="fr", body=text))
    assert ["original", "original"] == told.verdicts


def test_short_text_is_a_copy_when_it_is_the_same() -> None:
    """Under forty words, text and headline must be the same, marks and typography aside."""
    desk = Desk()
    desk.one(headline="Footbridge taken", body=SHORT)
    same = desk.one(uri="urn:gull:1", source="Gull", headline="FOOTBRIDGE TAKEN", body=SHORT)
    assert ("copy", "same_short_text") == (same["verdict"], same["reason"]["rule"])
    other = desk.one(uri="urn:gull:2", source="Gull", headline="Another headline", body=SHORT)
    assert "original" == other["verdict"]


def test_short_text_is_no_copy_of_a_long_one_that_holds_it() -> None:
    """A brief is not measured against an article: too few shingles to tell."""
    desk = Desk()
    desk.one(body=f"{BRIDGE}\n\n{SHORT}")
    assert "original" == desk.one(uri="urn:gull:1", source="Gull", body=SHORT)["verdict"]


def test_two_halves_become_one_story_with_the_whole() -> None:
    """Two abridged pieces that share nothing are two stories until the whole joins them; the older id stays."""
    desk = Desk()
    halves = (f"{BRIDGE_LEAD}\n\n{BRIDGE_TOLL}", f"{BRIDGE_ROAD}\n\n{BRIDGE_QUOTE}\n\n{BRIDGE_TALKS}")
    one, two = desk.tell(
        article("urn:gull:1", source="Gull", body=halves[0]),
        article("urn:heron:1", source="Heron", body=halves[1]),
    ).said
    assert one["story_id"] != two["story_id"]
    told = desk.tell(article(body=BRIDGE))
    assert (one["story_id"], [two["story_id"]]) == (
        told.notice("merge")["story_id"],
        told.notice("merge")["merged"],
    )
    assert one["story_id"] == told.said[0]["story_id"]
    assert one["story_id"] == desk.one(uri="urn:tern:1", source="Tern", body=halves[1])["story_id"]
    assert 1 == len(desk.state.stories)


def test_agency_that_comes_after_its_copy_becomes_the_origin() -> None:
    """The copy credits Harrow; when Harrow's own text comes, a notice says where the story is from."""
    desk = Desk()
    told = desk.tell(article("urn:gull:1", source="Gull", body=BRIDGE))
    assert ("Harrow", "urn:gull:1") == (told.said[0]["origin"]["agency"], told.said[0]["origin"]["uri"])
    told = desk.tell(article(body=BRIDGE, version_created=iso(30)))
    assert ["origin"] == told.kinds
    assert ("Harrow", "urn:harrow:1") == (
        told.notice("origin")["origin"]["agency"],
        told.notice("origin")["origin"]["uri"],
    )
    later = desk.tell(article("urn:heron:1", source="Heron", body=BRIDGE))
    assert ([], "urn:harrow:1") == (later.kinds, later.said[0]["origin"]["uri"])


def test_earlier_article_becomes_the_origin_where_nobody_is_credited() -> None:
    """Without a credit the first by its own time is the origin, whoever arrives first."""
    desk = Desk()
    desk.tell(article("urn:gull:1", source="Gull", body=HARVEST, version_created=iso(20)))
    told = desk.tell(article("urn:tern:1", source="Tern", body=HARVEST, version_created=iso(10)))
    assert "urn:tern:1" == told.notice("origin")["origin"]["uri"]
    assert (
        [] == desk.tell(article("urn:heron:1", source="Heron", body=HARVEST, version_created=iso(15))).kinds
    )


def test_shared_paragraph_makes_related() -> None:
    """A piece that quotes a paragraph is original and names the other as related."""
    desk = Desk()
    first = desk.one(body=BRIDGE)
    record = desk.one(uri="urn:gull:1", source="Gull", body=f"{BRIDGE_ROAD}\n\n{prose(3, 80)}")
    assert ("original", None) == (record["verdict"], record["match"])
    (related,) = record["related"]
    assert first["article_id"] == related["article_id"]
    assert DedupRules().related <= related["containment"] < DedupRules().containment


def test_related_are_few_and_nearest_first() -> None:
    """At most five, by falling containment."""
    desk = Desk()
    for number in range(8):
        desk.tell(
            article(
                f"urn:gull:{number}",
                source="Gull",
                body=f"{BRIDGE_ROAD} {prose(40 + number, 50 + 4 * number)}",
            )
        )
    record = desk.one(uri="urn:heron:1", source="Heron", body=f"{BRIDGE_ROAD} {prose(99, 90)}")
    found = [match["containment"] for match in record["related"]]
    assert len(found) <= 5
    assert sorted(found, reverse=True) == found


def test_furniture_in_many_stories_stops_to_bind() -> None:
    """A passage carried by too many stories no longer makes anything a copy."""
    notice = prose(7, 60)
    rules = DedupRules(max_key_stories=4)
    desk = Desk(rules)
    for number in range(6):
        # Long bodies: the notice is below the threshold of a copy between them.
        desk.tell(article(f"urn:gull:{number}", source="Gull", body=f"{prose(100 + number, 300)} {notice}"))
    record = desk.one(uri="urn:heron:1", source="Heron", body=notice)
    assert ("original", []) == (record["verdict"], record["related"])
    unbound = Desk(DedupRules(max_key_stories=64))
    for number in range(6):
        unbound.tell(
            article(f"urn:gull:{number}", source="Gull", body=f"{prose(100 + number, 300)} {notice}")
        )
    assert "copy" == unbound.one(uri="urn:heron:1", source="Heron", body=notice)["verdict"]


@pytest.mark.parametrize("words", [40, 45, 60])
def test_identical_briefs_are_found(words: int) -> None:
    """Just above the length of exact comparison, every identical text is found: the sketch has a floor."""
    desk = Desk()
    verdicts = []
    for seed in range(60):
        body = prose(1000 * words + seed, words)
        verdicts += desk.tell(
            article(f"urn:harrow:{seed}", body=body), article(f"urn:gull:{seed}", source="Gull", body=body)
        ).verdicts
    assert ["original", "copy"] * 60 == verdicts


def test_copy_after_the_window_is_original() -> None:
    """What was forgotten is no match."""
    desk = Desk()
    desk.one(body=BRIDGE)
    record = desk.one(uri="urn:gull:1", source="Gull", body=HARVEST, received=60 * 24 * 16)
    assert "original" == record["verdict"]
    assert "original" == desk.one(uri="urn:heron:1", source="Heron", body=BRIDGE)["verdict"]
