"""Which batches an agent gets that works on one while the one before waits for its acknowledgement."""

from __future__ import annotations

from collections.abc import Sequence

from faust.types import TP
from hypothesis import given
from hypothesis import strategies as st

from stream.kafka.batches import Batch, Bounds
from stream.kafka.dispatch import MOST_PIPELINED, PIPELINED_RECORDS, Dispatch
from stream.kafka.ledger import Ledger
from stream.kafka.pace import MOST_SECONDS
from tests.kafka.test_consumer import run

TOPIC = "judged"


class Feed:
    """A dispatch over some partitions of a pipelined topic."""

    def __init__(self, partitions: int, bounds: Bounds | None = None) -> None:
        self.ledgers = {TP(TOPIC, place): Ledger(0) for place in range(partitions)}
        self.dispatch = Dispatch(bounds or Bounds(), self.ledgers, None, frozenset({TOPIC}))

    def fetch(self, place: int, count: int, now: float) -> None:
        """So many records were fetched of a partition."""
        ledger = self.ledgers[TP(TOPIC, place)]
        first = ledger.expected or 0
        ledger.hold(run(*range(first, first + count)), now)

    def batches(self, now: float) -> list[Batch]:
        """What is handed out."""
        return list(self.dispatch.batches(now, lambda: True))


def places(batches: Sequence[Batch]) -> list[int]:
    """The partitions of batches."""
    return [batch.tp.partition for batch in batches]


def test_the_next_batch_is_there_before_the_agent_is_through() -> None:
    """One in its hands and one behind it, of the partition whose turn it is; the others go on filling theirs."""
    feed = Feed(4)
    for place in range(4):
        feed.fetch(place, 3, 0.0)
    first, second = feed.batches(0.0)
    assert [0, 1] == places([first, second])
    feed.fetch(2, 5, 0.3)
    assert [] == feed.batches(0.5)
    first.finish()
    (third,) = feed.batches(0.6)
    assert (2, 8) == (third.tp.partition, len(third.records))
    second.finish()
    assert [3] == places(feed.batches(0.7))


def test_what_waited_for_long_waits_no_longer_for_the_agent() -> None:
    """A record is gathered with others while the agent works, for as long as any is, and goes then without a pause."""
    feed = Feed(2)
    feed.fetch(0, 1, 0.0)
    (first,) = feed.batches(0.0)
    feed.fetch(1, 1, 1.0)
    assert [] == feed.batches(1.0)
    assert 1.0 + MOST_SECONDS == feed.dispatch.due(1.0)
    (second,) = feed.batches(1.0 + MOST_SECONDS)
    feed.fetch(1, 1, 1.2)
    first.finish()
    second.finish()
    assert [1] == places(feed.batches(1.2 + MOST_SECONDS))


def test_what_has_fallen_behind_comes_in_parts() -> None:
    """The first of many records that wait are done, and sent, before the last ones are begun: also by a larger bound."""
    feed = Feed(1, Bounds(500))
    feed.fetch(0, 350, 0.0)
    sizes: list[int] = []
    while batches := feed.batches(1.0 + len(sizes)):
        sizes += [len(batch.records) for batch in batches]
        for batch in batches:
            batch.finish()
    assert [PIPELINED_RECORDS] * 3 == sizes[:3]
    assert max(sizes) == PIPELINED_RECORDS


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 7), st.floats(0.0, 0.3), st.booleans()), max_size=60
    ),
    st.integers(1, 5),
)
def test_all_is_handed_out_once_in_order_and_never_too_much(
    steps: list[tuple[int, int, float, bool]], most: int
) -> None:
    """Whatever comes when and however long the agent takes: it never has more in hand, and nothing is left."""
    feed, now = Feed(3, Bounds(most)), 0.0
    out: list[Batch] = []
    seen: dict[int, list[int]] = {place: [] for place in range(3)}

    def hand_out() -> None:
        for batch in feed.batches(now):
            out.append(batch)
            seen[batch.tp.partition] += [record.offset for record in batch.records]
            assert len(batch.records) <= most
        assert sum(batch.under_way for batch in out) <= MOST_PIPELINED

    for place, count, seconds, finishes in steps:
        feed.fetch(place, count, now)
        hand_out()
        now += seconds
        for batch in [batch for batch in out if batch.under_way][:1] if finishes else []:
            batch.finish()
    while any(batch.under_way for batch in out) or any(ledger.waiting for ledger in feed.ledgers.values()):
        for batch in out:
            batch.finish()
        now += MOST_SECONDS
        hand_out()
    for place, offsets in seen.items():
        assert list(range(feed.ledgers[TP(TOPIC, place)].expected or 0)) == offsets
