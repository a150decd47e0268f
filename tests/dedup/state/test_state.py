from __future__ import annotations

from typing import Any

from hypothesis import given

from stream.dedup.journal.decision import time_of
from stream.dedup.state.state import State
from stream.dedup.state.window import SEGMENT
from stream.dedup.thresholds import DedupRules
from tests.dedup.days import DAY, feeds
from tests.dedup.harness import Desk, article, iso, stories
from tests.dedup.texts import BRIDGE, BRIDGE_UPDATED, HARVEST, STRIKE

WINDOW = DedupRules().window


def test_article_of_2099_does_not_close_the_window() -> None:
    """One wrong clock in the feed must not make the shard forget everything."""
    desk = Desk()
    desk.one(body=BRIDGE)
    desk.one(uri="urn:gull:1", source="Gull", body=HARVEST, version_created="2099-01-01T00:00:00Z")
    assert "copy" == desk.one(uri="urn:gull:2", source="Gull", body=BRIDGE)["verdict"]


def test_late_article_lives_as_long_as_the_oldest_in_the_window() -> None:
    """An article from before the window is taken with the oldest segment: it and its copies still meet."""
    desk = Desk()
    desk.tell(article("urn:gull:1", source="Gull", body=HARVEST))
    told = desk.tell(
        article(body=BRIDGE, version_created=iso(-40 * DAY)),
        article(body=BRIDGE, version_created=iso(-40 * DAY)),
        article("urn:gull:2", source="Gull", body=BRIDGE),
    )
    assert ["original", "redelivery", "copy"] == told.verdicts


@given(feeds(days=60, most=20))
def test_window_holds_what_is_in_it_and_nothing_else(feed: list[dict[str, Any]]) -> None:
    """By whole segments of article time; a late article counts from when it came, a parked one to its embargo."""
    desk = Desk()
    stay = [
        desk.state.stays_until(time_of(decision)) for fields in feed for decision in desk.tell(fields).fresh
    ]
    horizon = desk.state.horizon()
    assert desk.state.watermark - WINDOW - SEGMENT <= horizon <= desk.state.watermark - WINDOW
    assert {number for number, until in enumerate(stay) if until >= horizon} == set(desk.state.articles)


@given(feeds(days=60, most=20))
def test_all_is_forgotten_in_the_end(feed: list[dict[str, Any]]) -> None:
    """When the window has passed over everything, one article is left, and no trace of the others: memory is flat."""
    desk = Desk()
    desk.states = [State(DedupRules(), recent=0)]
    desk.tell(*feed, article("urn:last:1", source="Last", body=STRIKE, received=400 * DAY))
    state = desk.state
    assert ["urn:last:1"] == [known.uri for known in state.articles.values()]
    assert (1, 1) == (len(state.stories), len(state.index))
    assert None is state.next_release()
    assert frozenset() == state.killed
    for fields in feed:
        assert None is state.lineage(fields["uri"])
    fresh = Desk()
    fresh.tell(article("urn:last:1", source="Last", body=STRIKE, received=400 * DAY))
    for part in ("articles", "stories", "index", "items", "embargoes", "deliveries"):
        assert len(getattr(state, part)) == len(getattr(fresh.state, part)), part


@given(feeds(days=30, most=20))
def test_expiry_neither_merges_nor_splits(feed: list[dict[str, Any]]) -> None:
    """Articles that stay share a story after the others left exactly when they did before."""
    desk = Desk()
    for fields in feed:
        before = stories(desk.state)
        numbers = set(desk.state.articles)
        told = desk.tell({**fields, "embargoed_until": None})
        if told.notices or numbers <= set(desk.state.articles):
            continue
        left = {known.uri for known in desk.state.articles.values()}
        new = {record["uri"] for record in told.said}
        assert {story & left - new for story in before} - {frozenset()} == {
            story - new for story in stories(desk.state)
        } - {frozenset()}


def test_item_is_known_by_what_is_left_of_it() -> None:
    """When the first version leaves the window, the later one carries the item and its story on."""
    desk = Desk()
    first = desk.one(body=BRIDGE)
    second = desk.one(version="2", body=BRIDGE_UPDATED, received=10 * DAY)
    desk.one(uri="urn:gull:1", source="Gull", body=HARVEST, received=16 * DAY)
    assert None is desk.state.number(first["article_id"])
    third = desk.one(version="3", body=STRIKE)
    assert ("update", second["article_id"], first["story_id"]) == (
        third["verdict"],
        third["supersedes"],
        third["story_id"],
    )


def test_redelivered_item_stays_known() -> None:
    """A feed that sends an item again every few days does not make it new when its first delivery leaves the window."""
    desk = Desk()
    verdicts = [desk.one(body=BRIDGE, received=day * DAY)["verdict"] for day in range(0, 40, 5)]
    assert ["original", *["redelivery"] * 7] == verdicts


def test_slug_shared_by_two_items_is_forgotten_with_either() -> None:
    """Two items use one slug and leave the window in the other order: nothing breaks."""
    desk = Desk()
    slug = {"slugline": "OSTERIA-CRISIS"}
    desk.tell(
        article(body=BRIDGE, **slug, received=5 * DAY),
        article("urn:harrow:2", body=HARVEST, **slug, version_created=iso(2 * DAY)),
    )
    desk.tell(article("urn:gull:1", source="Gull", body=STRIKE, received=17 * DAY + 60))
    desk.tell(article("urn:gull:2", source="Gull", body=BRIDGE, received=40 * DAY))
    assert ["urn:gull:2"] == [known.uri for known in desk.state.articles.values()]


@given(feeds(days=60, most=20))
def test_counting_anew_changes_nothing(feed: list[dict[str, Any]]) -> None:
    """Numbers of forgotten articles are taken again, and every record stays the same byte for byte."""
    plain = [Desk().tell(*feed).outputs]
    desk = Desk()
    desk.states = [State(DedupRules(), slack=0)]
    plain.append(desk.tell(*feed).outputs)
    assert plain[0] == plain[1]
    assert desk.state.articles.count <= 2 * len(desk.state.articles) + 20
