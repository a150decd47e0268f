"""Records of several partitions in the order of their timestamps: the choice as a function, and the dispatch that uses it."""

from __future__ import annotations

from itertools import count
from typing import Any

from faust.types import TP
from hypothesis import given
from hypothesis import strategies as st

from stream.kafka.alignment import Aligned, Order, Patience, Queue, merge_queues
from stream.kafka.batches import Batch, Bounds, Merged
from stream.kafka.dispatch import MOST_IN_HAND, Dispatch
from stream.kafka.ledger import Ledger
from tests.kafka.test_consumer import Fetched

TIMES = st.lists(st.integers(0, 50), max_size=12)
LOGS = st.lists(TIMES, min_size=1, max_size=5)


def queues(logs: list[list[int]], *, more: bool = False) -> list[Queue]:
    """A queue for each log."""
    return [Queue(place, times, more) for place, times in enumerate(logs)]


@given(LOGS)
def test_sorted_partitions_come_in_the_order_of_time(logs: list[list[int]]) -> None:
    """All of it, sorted by time and then by partition, whatever the lengths."""
    logs = [sorted(times) for times in logs]
    order = merge_queues(queues(logs), 1000)
    left = [iter(times) for times in logs]
    found = [(next(left[place]), place) for place in order.places]
    assert found == sorted((time, place) for place, times in enumerate(logs) for time in times)
    assert order.missing == ()


@given(LOGS, st.integers(1, 20))
def test_each_partition_keeps_its_own_order_and_the_earliest_head_goes_first(
    logs: list[list[int]], most: int
) -> None:
    """Also where clocks go back in a partition: of the heads at each step none is earlier than the one taken."""
    order = merge_queues(queues(logs), most)
    at = [0] * len(logs)
    for place in order.places:
        heads = [(times[at[other]], other) for other, times in enumerate(logs) if at[other] < len(times)]
        assert min(heads) == (logs[place][at[place]], place)
        at[place] += 1
    assert len(order.places) == min(most, sum(map(len, logs)))


@given(LOGS)
def test_nothing_passes_a_partition_that_has_more_to_come(logs: list[list[int]]) -> None:
    """What is in order now stays the beginning of the order, whatever the partitions still bring."""
    logs = [sorted(times) for times in logs]
    known = merge_queues(queues(logs, more=True), 1000)
    later = [[*times, *([times[-1]] * 2 if times else [0, 50])] for times in logs]
    assert merge_queues(queues(later), 1000).places[: len(known.places)] == known.places
    assert known.missing or not any(logs)


def test_an_empty_partition_with_more_to_come_holds_all_and_one_without_none() -> None:
    """It is named as the one that is missing."""
    assert merge_queues([Queue(0, [5], more=False), Queue(1, [], more=True)], 9) == Order((), (1,))
    assert merge_queues([Queue(0, [5], more=False), Queue(1, [], more=False)], 9) == Order((0,), ())


def test_patience_has_an_end_and_begins_anew_with_a_delivery() -> None:
    """Once waited for in vain, a partition is waited for no more until it delivers something."""
    patience, tp = Patience(5.0), TP("raw", 1)
    assert [True, True, False, False] == [patience.waits_for(tp, at) for at in (10.0, 14.9, 15.0, 99.0)]
    assert patience.until([tp, TP("raw", 2)]) == 15.0
    patience.delivered(tp)
    assert patience.waits_for(tp, 100.0)


class Feed:
    """A dispatch over the partitions of one aligned topic, filled by hand."""

    def __init__(self, partitions: int, bounds: Bounds | None = None) -> None:
        self.tps = [TP("raw", place) for place in range(partitions)]
        self.ends = dict.fromkeys(self.tps, 0)
        self.ledgers: dict[TP, Ledger] = {}
        aligned = Aligned(frozenset({"raw"}), lambda _: self.tps, self.at_end, Patience(5.0))
        self.dispatch = Dispatch(bounds or Bounds(), self.ledgers, aligned)

    def at_end(self, tp: TP) -> bool:
        """Whether all that is in the log was fetched."""
        ledger = self.ledgers.get(tp)
        return (ledger.expected or 0 if ledger else 0) >= self.ends[tp]

    def write(self, place: int, count: int) -> None:
        """So many records more stand in the log."""
        self.ends[self.tps[place]] += count

    def fetch(self, place: int, *times: int) -> None:
        """These were fetched."""
        tp = self.tps[place]
        ledger = self.ledgers.setdefault(tp, Ledger(0))
        first = ledger.expected or 0
        ledger.hold([Fetched(first + at, timestamp=time) for at, time in enumerate(times)], 0.0)
        self.ends[tp] = max(self.ends[tp], ledger.expected or 0)

    def batches(self, now: float = 0.0) -> list[Batch]:
        """What is handed out."""
        return list(self.dispatch.batches(now, lambda: True))


def times(batch: Batch) -> list[int]:
    """The times of a batch's records."""
    return [record.timestamp for record in batch.records]


def test_partitions_are_merged_and_each_is_committed_by_itself() -> None:
    """One batch in the order of the times; its end finishes the part of each partition, in its ledger."""
    feed = Feed(3)
    for place, stamps in enumerate(((1, 4, 6), (2, 3), (5,))):
        feed.fetch(place, *stamps)
    (batch,) = feed.batches()
    assert times(batch) == [1, 2, 3, 4, 5, 6]
    assert isinstance(batch, Merged)
    assert [batch] == [each for each in (batch,) if each.under_way]
    batch.finish()
    assert [] == [each for each in (batch,) if each.under_way]
    assert [3, 2, 1] == [feed.ledgers[tp].settle() for tp in feed.tps]


def test_a_partition_that_is_behind_is_waited_for() -> None:
    """Its log goes on where nothing was fetched of it: nobody passes it until it comes, or its time is over."""
    feed = Feed(2)
    feed.fetch(0, 10, 20)
    feed.write(1, 1)
    assert [] == feed.batches(1.0)
    assert 6.0 == feed.dispatch.due(1.0)
    feed.fetch(1, 15)
    (batch,) = feed.batches(2.0)
    assert times(batch) == [10, 15, 20]


def test_a_quiet_partition_holds_the_others_no_longer_than_the_bound() -> None:
    """Once it was waited for in vain, the others go on without it, at once from then on."""
    feed = Feed(2)
    feed.write(1, 1)
    feed.fetch(0, 10)
    assert [] == feed.batches(1.0)
    (batch,) = feed.batches(6.0)
    batch.finish()
    assert [] == feed.batches(6.0)
    feed.fetch(0, 11)
    assert [[11]] == [times(each) for each in feed.batches(7.0)]


def test_at_the_end_of_their_logs_partitions_wait_for_nobody() -> None:
    """The steady state: each record as it comes, one partition's batch as it always was."""
    feed = Feed(4)
    feed.fetch(2, 7)
    (batch,) = feed.batches()
    assert type(batch) is Batch
    assert batch.tp == feed.tps[2]


def test_what_is_lost_of_a_merged_batch_is_not_finished() -> None:
    """A partition that was taken away in mid-batch: its part comes again, the others are done."""
    feed = Feed(2)
    feed.fetch(0, 1)
    feed.fetch(1, 2)
    (batch,) = feed.batches()
    feed.ledgers[feed.tps[1]].lose()
    batch.finish()
    assert [1, None] == [feed.ledgers[tp].settle() for tp in feed.tps]
    assert not batch.finished


@given(
    st.lists(st.lists(st.integers(0, 40), max_size=15), min_size=2, max_size=4),
    st.integers(1, 5),
    st.randoms(use_true_random=False),
)
def test_however_it_is_fetched_all_comes_once_and_in_order(
    logs: list[list[int]], most: int, draw: Any
) -> None:
    """A day in partitions that are fetched in any steps: handed out are all records, sorted by time."""
    logs = [sorted(stamps) for stamps in logs]
    feed = Feed(len(logs), Bounds(records=most))
    for place, stamps in enumerate(logs):
        feed.write(place, len(stamps))
    left = [list(stamps) for stamps in logs]
    found: list[int] = []
    for step in count():
        now = step / 1000  # far below the patience
        for batch in feed.batches(now):
            assert len(batch.records) <= most
            found += times(batch)
            batch.finish()
        some = [place for place, stamps in enumerate(left) if stamps]
        if not some and len(found) == sum(map(len, logs)):
            break
        if some:
            place = draw.choice(some)
            size = draw.randint(1, len(left[place]))
            feed.fetch(place, *left[place][:size])
            del left[place][:size]
    assert found == sorted(stamp for stamps in logs for stamp in stamps)


def test_agents_have_no_more_in_hand_than_ever() -> None:
    """Merged batches count as one each."""
    feed = Feed(2, Bounds(records=2))
    feed.fetch(0, *range(0, 40, 2))
    feed.fetch(1, *range(1, 41, 2))
    assert MOST_IN_HAND == len(feed.batches())
    assert [] == feed.batches()
