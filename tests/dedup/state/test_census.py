from __future__ import annotations

from datetime import timedelta

from stream.dedup.stage import dedup
from stream.dedup.state.census import Census, census
from stream.dedup.state.state import State
from stream.dedup.thresholds import DedupRules
from stream.model.articles import Position
from stream.model.records import Record
from tests.dedup.harness import Desk, article, iso
from tests.dedup.texts import BRIDGE, HARVEST


def judged(*fields: dict[str, object]) -> tuple[State, list[timedelta]]:
    """The state of a shard behind these articles, and the first copies that they were."""
    desk, state = Desk(), State(DedupRules())
    values = [record.value for each in fields for _, record in desk.prepare(each)]
    records = [Record(Position("newswire.prepared", 0, at), value) for at, value in enumerate(values)]
    return state, dedup(state, records).first_copies


def test_an_empty_shard_holds_nothing() -> None:
    """All is zero but the memory that an empty index takes."""
    found = census(State(DedupRules()))
    assert found == Census(0, 0, timedelta(0), 0, found.index_bytes, 0)


def test_a_shard_is_counted() -> None:
    """Articles, stories, what can be found by its text, the span of their times, texts under embargo."""
    state, _ = judged(
        article("urn:harrow:1", body=BRIDGE, version_created=iso(0)),
        article("urn:coast:1", source="Coast Herald", body=BRIDGE, version_created=iso(30)),
        article("urn:harrow:2", body=HARVEST, version_created=iso(45), embargoed_until=iso(600)),
        article("urn:harrow:1", version="2", pubstatus="canceled", version_created=iso(50)),
    )
    found = census(state)
    assert found == Census(4, 2, timedelta(minutes=50), 3, found.index_bytes, 1)
    assert found.index_bytes > 0


def test_memory_grows_with_what_is_indexed() -> None:
    """A sketch more takes room, by its hashes and its keys."""
    few, _ = judged(*(article(f"urn:harrow:{number}", body=words(number)) for number in range(2)))
    many, _ = judged(*(article(f"urn:harrow:{number}", body=words(number)) for number in range(400)))
    assert census(many).index_bytes > census(few).index_bytes


def words(number: int) -> str:
    """A text that no other number has."""
    return " ".join(f"word{number}x{place}" for place in range(1200))


def test_only_the_first_copy_of_a_story_ends_its_time_alone() -> None:
    """From the founding article to the first copy; neither an original nor a second copy says anything."""
    _, alone = judged(
        article("urn:harrow:1", body=BRIDGE, version_created=iso(0)),
        article("urn:harrow:2", body=HARVEST, version_created=iso(1)),
        article("urn:coast:1", source="Coast Herald", body=BRIDGE, version_created=iso(30)),
        article("urn:ledger:1", source="Ledger", body=BRIDGE, version_created=iso(60)),
    )
    assert [timedelta(minutes=30)] == alone


def test_a_copy_older_than_its_original_waited_for_nothing() -> None:
    """Its own time is before that of what it copies: no negative times."""
    _, alone = judged(
        article("urn:harrow:1", body=BRIDGE, version_created=iso(0)),
        article("urn:coast:1", source="Coast Herald", body=BRIDGE, version_created=iso(-30)),
    )
    assert [timedelta(0)] == alone
