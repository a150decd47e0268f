from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from stream.dedup.journal.lineage import Status
from stream.dedup.state.state import State
from stream.dedup.state.story_summaries import StorySummaries
from stream.dedup.thresholds import DedupRules
from tests.dedup.days import DAY, feeds
from tests.dedup.harness import Desk, article, iso
from tests.dedup.texts import BRIDGE, HARVEST, STRIKE


@given(feeds(days=60, most=20), st.integers(1, 8))
def test_kept_sums_are_those_made_anew(feed: list[dict[str, Any]], most: int) -> None:
    """After each article, of each story, with copies, kills, holds, releases, expiry and articles numbered anew: kept or made now, the sum is one."""
    desk = Desk()
    desk.states = [State(DedupRules(), slack=2)]
    kept, ids = StorySummaries(most), dict[str, None]()
    for fields in feed:
        desk.tell(fields)
        state = desk.state
        ids |= {known.article_id: None for known in state.articles.values()}
        assert {name: kept.of(state, name, state.withheld) for name in ids} == {
            name: StorySummaries().of(state, name, state.withheld) for name in ids
        }


@given(feeds(days=60, most=20))
def test_withheld_are_the_items_whose_lineage_says_so(feed: list[dict[str, Any]]) -> None:
    """The set that is asked with each article and the lineages agree, whatever came, was lifted or expired."""
    desk = Desk()
    desk.states = [State(DedupRules(), slack=2)]
    for fields in feed:
        desk.tell(fields)
        state = desk.state
        items = {known.resolved for known in state.articles.values()}
        lineages = [each for each in map(state.lineage, items) if each is not None]
        assert {each.identity for each in lineages if each.status is not Status.LIVE} == state.withheld


def test_a_story_without_what_is_withheld() -> None:
    """A kill takes an item's articles out of the sum and a new version puts them back; a copy of another item stays."""
    desk, kept = Desk(), StorySummaries()
    desk.tell(
        article("urn:harrow:1", source="Harrow", body=BRIDGE),
        article("urn:gull:1", source="Gull", body=BRIDGE, received=5),
    )
    first = next(iter(desk.state.articles.values())).article_id
    both = kept.of(desk.state, first, desk.state.withheld)
    assert both is not None
    assert (2, frozenset({"Harrow", "Gull"})) == (both.articles, both.sources)
    desk.tell(article("urn:gull:1", source="Gull", body="", pubstatus="canceled", version="2", received=10))
    left = kept.of(desk.state, first, desk.state.withheld)
    assert left is not None
    assert (1, frozenset({"Harrow"})) == (left.articles, left.sources)
    desk.tell(article("urn:gull:1", source="Gull", body=BRIDGE, version="3", received=15))
    again = kept.of(desk.state, first, desk.state.withheld)
    assert again is not None
    assert frozenset({"Harrow", "Gull"}) == again.sources


def test_nothing_is_told_of_a_story_that_is_withheld_or_gone() -> None:
    """A killed story, and one that the window has left, have no sum."""
    desk, kept = Desk(), StorySummaries()
    desk.tell(article("urn:harrow:1", source="Harrow", body=HARVEST))
    first = next(iter(desk.state.articles.values())).article_id
    assert kept.of(desk.state, first, desk.state.withheld) is not None
    desk.tell(
        article("urn:harrow:1", source="Harrow", body="", pubstatus="canceled", version="2", received=5)
    )
    assert None is kept.of(desk.state, first, desk.state.withheld)
    assert None is kept.of(desk.state, "0" * 16, desk.state.withheld)


def test_another_article_of_the_same_number_is_another() -> None:
    """An older copy leaves the window, the numbers are counted anew, and the next copy has its number: the sum is of the new one."""
    desk, kept = Desk(), StorySummaries()
    desk.states = [State(DedupRules(), slack=0)]
    old = {"version_created": iso(-10 * DAY)}
    desk.tell(
        article("urn:harrow:1", source="Harrow", body=BRIDGE),
        article("urn:gull:1", source="Gull", body=BRIDGE, received=1, **old),
        article("urn:lantern:1", source="Lantern", body=HARVEST, received=2, **old),
        article("urn:lantern:2", source="Lantern", body=STRIKE, received=3, **old),
    )
    first = next(iter(desk.state.articles.values())).article_id
    before = kept.of(desk.state, first, desk.state.withheld)
    desk.tell(article("urn:corvus:1", source="Corvus", body=BRIDGE, received=6 * DAY))
    assert [0, 1] == list(desk.state.articles)
    after = kept.of(desk.state, first, desk.state.withheld)
    assert before is not None
    assert after is not None
    assert frozenset({"Harrow", "Gull"}) == before.sources
    assert frozenset({"Harrow", "Corvus"}) == after.sources


def test_what_is_withheld_since_is_left_out() -> None:
    """The same members, one of them withheld since by what came for its item in another story, are another sum."""
    desk, kept = Desk(), StorySummaries()
    desk.tell(
        article("urn:harrow:1", source="Harrow", body=BRIDGE),
        article("urn:gull:1", source="Gull", body=BRIDGE, received=5),
    )
    first = next(iter(desk.state.articles.values())).article_id
    assert kept.of(desk.state, first, desk.state.withheld) is not None
    desk.state.withheld.add("urn:gull:1")
    left = kept.of(desk.state, first, desk.state.withheld)
    assert left is not None
    assert frozenset({"Harrow"}) == left.sources
