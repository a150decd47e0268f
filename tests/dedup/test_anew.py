"""A topic that was made anew: other articles stand where decided ones stood, and are judged as what they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.dedup.journal.archive import Memory
from stream.dedup.journal.decision import Decision, Tick
from stream.dedup.stage import DedupOutcome, dedup
from stream.dedup.state.state import State
from stream.dedup.thresholds import DedupRules
from stream.model.articles import Position
from stream.model.outputs import Output
from stream.model.records import Record
from tests.dedup.days import feeds
from tests.dedup.harness import Desk, article, stories
from tests.dedup.state.test_rebuild import rebuilt
from tests.dedup.test_stage import TICKS, log, together
from tests.dedup.texts import BRIDGE, HARVEST


def behind(records: list[Record], offset: int) -> list[Record]:
    """Records of the prepared topic from an offset on: it goes on when the raw topic is made anew."""
    return [
        Record(Position("newswire.prepared", 0, at), record.value)
        for at, record in enumerate(records, offset)
    ]


def apart(feed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A feed of other articles, which nothing links to those of the same feed."""
    return [
        {**fields, "uri": f"{fields['uri']}:anew", "body": fields.get("body", "").replace("e", "ee")}
        for fields in feed
    ]


def unplaced(outputs: Iterable[Output]) -> list[dict[str, Any]]:
    """What was sent, without the place of the raw record."""
    return [{**orjson.loads(output.value), "position": None} for output in outputs]


def test_a_kill_where_an_original_stood_is_a_kill() -> None:
    """Its notice goes out, and names what it kills; the article that stood there before keeps its verdict."""
    desk = Desk()
    first = desk.tell(article("urn:harrow:1", body=BRIDGE), article("urn:harrow:2", body=HARVEST))
    desk._raw = 0  # noqa: SLF001 - the raw topic begins anew
    kill = article("urn:harrow:2", version="2", pubstatus="canceled", body="")
    told = desk.tell(kill)
    assert (["kill"], ["kill"]) == (told.verdicts, told.kinds)
    assert [first.said[1]["article_id"]] == told.notice("kill")["versions"]


def test_it_is_noticed_once() -> None:
    """The positions where another article was judged, at the first reading alone; not of what is only read again."""
    old, new = log([article(body=BRIDGE)]), behind(log([article("urn:harrow:2", body=HARVEST)]), 1)
    state = State(DedupRules())
    assert [] == dedup(state, [*old, *old]).displaced
    assert [Position("newswire.raw", 0, 0)] == dedup(state, new).displaced
    assert [] == dedup(state, [*old, *new]).displaced


@given(feeds(), TICKS, st.data())
def test_both_topics_read_again_say_the_same(
    feed: list[dict[str, Any]], ticks: frozenset[int], data: st.DataObject
) -> None:
    """Any stretch of the old and of the new topic's records read again gives the same bytes and no new decision."""
    old = log(feed, ticks)
    records = [*old, *behind(log(apart(feed)), len(old))]
    state = State(DedupRules())
    first = [dedup(state, (record,)) for record in records]
    start = data.draw(st.integers(0, len(records)))
    end = data.draw(st.integers(start, len(records)))
    again = dedup(state, records[start:end])
    assert together(*first[start:end]).outputs == again.outputs
    assert [] == again.fresh


@given(feeds(), TICKS)
def test_the_place_of_an_article_decides_nothing(feed: list[dict[str, Any]], ticks: frozenset[int]) -> None:
    """In a topic made anew, or behind all others in the same one: the same verdicts, notices and stories."""
    old = log(feed, ticks)
    desk = Desk()
    desk._raw = len(feed)  # noqa: SLF001 - behind the others
    new = [record.value for fields in apart(feed) for _, record in desk.prepare(fields)]
    further = [Record(Position("newswire.prepared", 0, len(old) + at), value) for at, value in enumerate(new)]
    moved, straight = State(DedupRules()), State(DedupRules())
    dedup(moved, old)
    dedup(straight, old)
    anew = dedup(moved, behind(log(apart(feed)), len(old)))
    assert unplaced(dedup(straight, further).outputs) == unplaced(anew.outputs)
    assert stories(straight) == stories(moved)


@given(feeds(days=10), TICKS, st.integers(1, 4), st.integers(1, 5))
def test_a_rebuilt_state_knows_both(
    feed: list[dict[str, Any]], ticks: frozenset[int], batch: int, together_: int
) -> None:
    """Rows of the old and of the new topic, however cut and taken: every article counts, and is recalled."""
    old = log(feed, ticks)
    records = [*old, *behind(log(apart(feed)), len(old))]
    live = State(DedupRules())
    outcomes = [dedup(live, records[start : start + batch]) for start in range(0, len(records), batch)]
    back = rebuilt(outcomes, together_)
    assert len(live.articles) == len(back.articles)
    assert stories(live) == stories(back)
    again = dedup(back, records)
    assert ([], []) == (again.fresh, again.displaced)
    assert again.outputs == dedup(live, records).outputs


def test_what_two_writers_wrote_of_a_topic_made_anew_counts_once() -> None:
    """Around a rebalance both write rows of the same decisions, which stand where others stood."""
    old = log([article(body=BRIDGE), article("urn:harrow:2", body=HARVEST)])
    new = behind(
        log([article("urn:harrow:3", body=HARVEST[::-1]), article("urn:harrow:4", body=BRIDGE[::-1])]), 2
    )
    live = State(DedupRules())
    first, second = dedup(live, old), dedup(live, new)
    for written in ([first, second, second], [first, second, first], [first, first, second, second]):
        for at_once in (1, 4):
            back = rebuilt(written, at_once)
            assert len(live.articles) == len(back.articles)
            assert stories(live) == stories(back)


class Asked(Memory):
    """An archive that counts what is asked of it."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def get(self, serial: int) -> Decision | Tick:
        """Give a decision again."""
        self.asked += 1
        return super().get(serial)


@pytest.mark.parametrize("articles", [50, 200])
def test_a_rebuild_asks_for_no_decision_of_what_stood_there(articles: int) -> None:
    """Telling two articles at one place apart takes their ids alone: a row is not unpacked for each of them."""
    texts = [article(f"urn:harrow:{number}", body=f"{BRIDGE} {number}") for number in range(articles)]
    old = log(texts)
    live = State(DedupRules())
    outcomes: list[DedupOutcome] = [dedup(live, old), dedup(live, behind(log(apart(texts)), len(old)))]
    archive = Asked()
    back = rebuilt(outcomes, 1, archive)
    assert len(live.articles) == len(back.articles) == 2 * articles
    assert 0 == archive.asked
