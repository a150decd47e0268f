"""The pure parts of the transport: cutting, batches, ledgers. `tests/broker` runs it on a Kafka."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest
from faust.types import TP
from hypothesis import given
from hypothesis import strategies as st

from stream.kafka.batches import Batch, batch_runs
from stream.kafka.consumer import Consumer
from stream.kafka.ledger import Ledger
from stream.kafka.transport import Transport, transport_class

PARTITION = TP("newswire.raw", 0)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A record as aiokafka hands it out, as far as the transport looks."""

    offset: int
    value: bytes | None = b""
    key: bytes | None = None
    timestamp: int = 0


def run(*offsets: int) -> list[Fetched]:
    """Records at these offsets."""
    return [Fetched(offset) for offset in offsets]


def offsets(records: object) -> list[int]:
    """The offsets of records."""
    assert isinstance(records, list)
    return [record.offset for record in records]


def batch(*at: int) -> Batch:
    """A batch of records at these offsets."""
    return Batch(PARTITION, run(*at))


RECORDS = st.lists(
    st.builds(
        Fetched,
        offset=st.just(0),
        value=st.none() | st.binary(max_size=12),
        key=st.none() | st.binary(max_size=4),
    ),
    max_size=40,
)


@given(RECORDS, st.integers(1, 10), st.integers(1, 40))
def test_cut_loses_nothing_and_keeps_the_bounds(records: list[Fetched], most: int, room: int) -> None:
    """The runs joined are the input; none is empty or too long, and only a single record is too heavy."""
    runs = list(batch_runs(records, most, room))
    assert records == [record for part in runs for record in part]
    for part in runs:
        weight = sum(len(record.value or b"") + len(record.key or b"") for record in part)
        assert 1 <= len(part) <= most
        assert weight <= room or len(part) == 1


@given(RECORDS, st.integers(1, 10), st.integers(1, 40))
def test_cut_is_greedy(records: list[Fetched], most: int, room: int) -> None:
    """No run could have taken the next record too: batches are as large as allowed."""
    runs = [list(part) for part in batch_runs(records, most, room)]
    for part, following in pairwise(runs):
        weight = sum(len(record.value or b"") + len(record.key or b"") for record in [*part, following[0]])
        assert len(part) == most or weight > room


def test_batch_knows_its_ends() -> None:
    """First and last offset, holes between them included; finished only when said."""
    one = batch(3, 4, 9)
    assert (3, 9, False) == (one.first, one.last, one.finished)
    one.finish()
    assert one.finished


def test_ledger_hands_on_what_is_next() -> None:
    """Records in line pass as they are; where nothing is known yet, anything does."""
    ledger = Ledger(None)
    assert [7, 8] == offsets(ledger.admit(run(7, 8)))
    ledger.hand_out(batch(7, 8))
    assert 9 == ledger.expected
    assert [9, 10] == offsets(ledger.admit(run(9, 10)))


def test_ledger_drops_duplicates() -> None:
    """What was handed out before is left out, wholly or in part."""
    ledger = Ledger(5)
    assert [] == offsets(ledger.admit(run(2, 3, 4)))
    assert [5, 6] == offsets(ledger.admit(run(3, 4, 5, 6)))


def test_ledger_asks_once_for_a_hole() -> None:
    """A hole is asked for again once; when it comes back the same, it is Kafka's own."""
    ledger = Ledger(5)
    assert None is ledger.admit(run(8, 9))
    assert 5 == ledger.expected
    assert [8, 9] == offsets(ledger.admit(run(8, 9)))


def test_ledger_takes_what_it_asked_for() -> None:
    """When asking brings the lost records, nothing is skipped."""
    ledger = Ledger(5)
    assert None is ledger.admit(run(8, 9))
    assert [5, 6, 7, 8] == offsets(ledger.admit(run(5, 6, 7, 8)))


def test_ledger_asks_again_for_another_hole() -> None:
    """A hole that changed while asking is another one; and each later hole is asked for in its turn."""
    ledger = Ledger(5)
    assert None is ledger.admit(run(8))
    assert None is ledger.admit(run(7))
    assert [7] == offsets(ledger.admit(run(7)))
    ledger.hand_out(batch(7))
    assert None is ledger.admit(run(10))
    assert [10] == offsets(ledger.admit(run(10)))


def test_duplicates_before_a_hole() -> None:
    """Duplicates do not hide the hole behind them."""
    ledger = Ledger(5)
    assert None is ledger.admit(run(3, 4, 8))
    assert [8] == offsets(ledger.admit(run(3, 4, 8)))


def test_holes_within_a_fetch_are_kafkas_own() -> None:
    """A fetch is one answer of the broker: what it leaves out inside was compacted."""
    ledger = Ledger(5)
    assert [5, 9] == offsets(ledger.admit(run(5, 9)))


def test_nothing_fetched_is_nothing_lost() -> None:
    """An empty fetch asks for nothing."""
    assert [] == offsets(Ledger(5).admit([]))


@given(st.lists(st.integers(1, 4), min_size=1, max_size=8), st.data())
def test_ledger_settles_finished_prefixes_alone(sizes: list[int], data: st.DataObject) -> None:
    """In whatever order batches finish, the offset to commit is behind the last of the finished run, given once."""
    ledger, batches, next_offset = Ledger(0), [], 0
    for size in sizes:
        batches.append(batch(*range(next_offset, next_offset + size)))
        next_offset += size
        ledger.hand_out(batches[-1])
    committed = 0
    for one in data.draw(st.permutations(batches)):
        one.finish()
        settled = ledger.settle()
        expected = 0
        for each in batches:
            if not each.finished:
                break
            expected = each.last + 1
        assert (expected if expected > committed else None) == settled
        committed = expected
        assert None is ledger.settle()
    assert (next_offset, 0) == (committed, ledger.under_way)


def test_ledger_never_settles_past_an_unfinished_batch() -> None:
    """A batch that failed holds back all behind it, finished or not."""
    ledger = Ledger(0)
    failed, later = batch(0, 1), batch(2, 3)
    ledger.hand_out(failed)
    ledger.hand_out(later)
    later.finish()
    assert (None, 2) == (ledger.settle(), ledger.under_way)
    failed.finish()
    assert 4 == ledger.settle()


@given(st.lists(st.integers(1, 6), min_size=1, max_size=10), st.data())
def test_every_record_is_handed_out_once_and_in_order(sizes: list[int], data: st.DataObject) -> None:
    """Fetches that repeat, overlap or skip: following the ledger, the log is handed out whole."""
    log = list(range(sum(sizes)))
    ledger, handed, position = Ledger(0), [], 0
    for size in [*sizes, *sizes, *sizes]:
        start = max(position + data.draw(st.integers(-3, 2)), 0)
        fetched = run(*log[start : start + size])
        position = start + len(fetched)
        fresh = ledger.admit(fetched)
        if fresh is None:
            position = ledger.expected or 0
            again = run(*log[position : position + size])
            fresh = ledger.admit(again)
            position += len(again)
        assert fresh is not None
        if fresh:
            handed += offsets(fresh)
            ledger.hand_out(Batch(PARTITION, fresh))
    assert log[: len(handed)] == handed


@pytest.mark.parametrize(("records", "size"), [(10, 2000), (500, 4096)])
def test_bounds_travel_on_the_class(records: int, size: int) -> None:
    """Faust makes the consumer itself: the bounds are on a class of their own and change no other."""
    bound = transport_class(records, size)
    assert issubclass(bound, Transport)
    assert issubclass(bound.Consumer, Consumer)
    assert (records, size) == (bound.Consumer.batch_records, bound.Consumer.batch_bytes)
    assert Consumer is Transport.Consumer
