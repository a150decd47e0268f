"""What waits, what is lost, and what a gap means: the ledger beyond what `test_transport` tells of it."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest
from faust.types import TP
from hypothesis import given
from hypothesis import strategies as st

from stream.kafka.batches import Batch, Bounds
from stream.kafka.ledger import Ledger, LogLag, require_kept, require_reached
from stream.kafka.pace import NEVER
from stream.model.errors import StopError
from tests.kafka.test_consumer import PARTITION, Fetched, batch, offsets, run


def drained(ledger: Ledger, now: float, bounds: Bounds) -> list[list[int]]:
    """The offsets of every batch that is ready, each handed out."""
    out = []
    while (records := ledger.ready(now, bounds)) is not None:
        out.append([record.offset for record in records])
        ledger.hand_out(Batch(PARTITION, records))
    return out


def test_without_waiting_all_is_ready_at_once() -> None:
    """No seconds: what is there goes, the last batch as full as it is."""
    ledger = Ledger(0)
    ledger.hold(run(*range(5)), now=7.0)
    assert [[0, 1], [2, 3], [4]] == drained(ledger, 7.0, Bounds(2, 100, 0.0))
    assert 5 == ledger.expected


def test_full_batches_do_not_wait() -> None:
    """With seconds to wait, full batches go at once and the rest when its time has come."""
    ledger, bounds = Ledger(0), Bounds(2, 100, 3.0)
    ledger.hold(run(*range(5)), now=7.0)
    assert [[0, 1], [2, 3]] == drained(ledger, 7.0, bounds)
    assert (10.0, None) == (ledger.due(bounds), ledger.ready(9.9, bounds))
    assert [[4]] == drained(ledger, 10.0, bounds)
    assert inf == ledger.due(bounds)


def test_what_waits_is_filled_by_what_comes() -> None:
    """Two fetches make one batch; the first record's time counts."""
    ledger, bounds = Ledger(0), Bounds(3, 100, 3.0)
    ledger.hold(run(0), now=1.0)
    ledger.hold(run(1), now=3.5)
    assert 4.0 == ledger.due(bounds)
    ledger.hold(run(2, 3), now=3.6)
    assert [[0, 1, 2]] == drained(ledger, 3.6, bounds)


def test_nothing_held_is_nothing_waiting() -> None:
    """An empty fetch starts no time."""
    ledger = Ledger(4)
    ledger.hold([], now=1.0)
    assert (4, inf) == (ledger.expected, ledger.due(Bounds()))


@given(st.lists(st.integers(1, 5), max_size=8), st.integers(1, 4), st.floats(0, 5))
def test_what_is_held_is_handed_out_whole_and_in_order(sizes: list[int], most: int, wait: float) -> None:
    """However fetches and batches are cut, every record goes out once, in order, and none later than its time."""
    ledger, bounds, out, start = Ledger(0), Bounds(most, 100, wait), [], 0
    for now, size in enumerate(sizes):
        ledger.hold(run(*range(start, start + size)), now=float(now))
        start += size
        out += drained(ledger, float(now), bounds)
        assert ledger.due(bounds) > now
    out += drained(ledger, len(sizes) + wait, bounds)
    assert list(range(start)) == [offset for one in out for offset in one]
    assert all(len(one) <= most for one in out)


def test_a_lost_batch_cannot_be_finished() -> None:
    """What was taken away in mid-batch is never committed, whatever its agent still says; what was finished stays."""
    ledger = Ledger(0)
    done, taken = batch(0, 1), batch(2, 3)
    ledger.hand_out(done)
    ledger.hand_out(taken)
    done.finish()
    ledger.lose()
    taken.finish()
    assert (True, False) == (done.finished, taken.finished)
    assert (False, True) == (done.lost, taken.lost)
    assert (False, False) == (done.under_way, taken.under_way)
    assert 2 == ledger.settle()
    assert None is ledger.settle()


def test_in_hand_is_what_was_handed_out_and_is_neither_finished_nor_lost() -> None:
    """Not what waits: a full queue may hold it up, and who gives way to it would wait for ever. Committed or not is one."""
    ledger, finished, taken = Ledger(0), batch(0, 1), batch(2, 3)
    ledger.hold(run(0, 1, 2, 3), now=0.0)
    seen = [ledger.in_hand]
    ledger.hand_out(finished)
    ledger.hand_out(taken)
    seen.append(ledger.in_hand)
    finished.finish()
    seen.append(ledger.in_hand)
    taken.finish()
    seen.append(ledger.in_hand)
    ledger.hand_out(batch(4, 5))
    ledger.lose()
    seen.append(ledger.in_hand)
    assert [0, 2, 1, 0, 0] == seen


@given(st.lists(st.integers(0, 12), max_size=8), st.integers(1, 4), st.integers(1, 30))
def test_what_fills_a_batch_is_what_does_not_wait(weights: list[int], most: int, room: int) -> None:
    """Full is what is handed out though the agent is busy: so many records, or more bytes than a batch may have."""
    ledger, bounds = Ledger(0), Bounds(most, room)
    ledger.hold([Fetched(at, b"v" * weight) for at, weight in enumerate(weights)], now=0.0)
    while weights:
        full = len(weights) >= most or (len(weights) > 1 and sum(weights) > room)
        assert full == ledger.is_full(bounds) == (ledger.ready(1.0, bounds, NEVER) is not None)
        records = ledger.ready(1.0, bounds, 1.0)
        assert records
        ledger.hand_out(Batch(PARTITION, records))
        weights = weights[len(records) :]
    assert not ledger.is_full(bounds)


def test_hole_is_named() -> None:
    """From the offset that was expected to the one before that which came."""
    ledger = Ledger(5)
    assert (5, 8) == ledger.hole_before(run(8))
    assert None is ledger.hole_before(run(5))
    assert None is ledger.hole_before([])
    assert None is Ledger(None).hole_before(run(8))
    assert None is ledger.admit(run(8))
    assert [8] == offsets(ledger.admit(run(8)))
    assert (5, 8) == ledger.hole_before(run(8))


PLACE = TP("newswire.raw", 3)


def test_hole_behind_the_log_start_is_kafkas_own() -> None:
    """Where the log still begins at or before the hole, nothing was deleted."""
    require_kept(PLACE, (20, 30), log_start=20)
    require_kept(PLACE, (20, 30), log_start=0)


@pytest.mark.parametrize("start", [21, 30])
def test_deleted_records_stop(start: int) -> None:
    """A log that begins behind what is expected lost records unread: topic, partition, offsets and way out are named."""
    with pytest.raises(StopError) as raised:
        require_kept(PLACE, (20, 30), start)
    said = str(raised.value)
    for part in (
        "partition 3 of newswire.raw",
        f"20 to {start - 1}",
        "retention",
        "offset of this topic to 30",
    ):
        assert part in said


def test_log_that_reaches_far_enough() -> None:
    """An end at what was read is the usual idle partition."""
    require_reached(PLACE, 20, log_end=20)


def test_log_that_ends_too_early_stops() -> None:
    """An end before what was read is another log: the worker must not take its records for old ones."""
    with pytest.raises(StopError) as raised:
        require_reached(PLACE, 20, log_end=19)
    said = str(raised.value)
    for part in (
        "partition 3 of newswire.raw",
        "up to offset 19",
        "ends at 19",
        "--to-earliest",
        "Keep NEWSWIRE_GROUP",
    ):
        assert part in said


def test_what_is_not_finished_is_behind() -> None:
    """Handed out and not done, waiting here, still in Kafka: all count, and the oldest of them says since when."""
    ledger = Ledger(0)
    records = [replace(record, timestamp=1000 * record.offset) for record in run(*range(4))]
    assert LogLag(6, None) == ledger.behind(6)
    ledger.hold(records, now=0.0)
    assert LogLag(6, 0.0) == ledger.behind(6)
    first, second = (Batch(PARTITION, records[at : at + 2]) for at in (0, 2))
    ledger.hand_out(first)
    assert LogLag(6, 0.0) == ledger.behind(6)
    first.finish()
    assert LogLag(4, 2.0) == ledger.behind(6)
    ledger.hand_out(second)
    second.finish()
    assert LogLag(2, None) == ledger.behind(6)
    assert LogLag(0, None) == ledger.behind(4)


def test_an_end_that_is_not_known_yet_hides_no_record() -> None:
    """The end of a look before the last fetch is behind what is here: that is behind all the same."""
    ledger = Ledger(0)
    ledger.hold(run(0, 1, 2), now=0.0)
    assert 3 == ledger.behind(0).records


def test_what_is_to_commit_is_the_finished_run_at_the_front() -> None:
    """Nothing, while the first batch is under way; something, once it is finished and until it is settled."""
    ledger, seen = Ledger(0), []
    seen.append((ledger.to_commit, ledger.idle))
    ledger.hold(run(*range(4)), now=0.0)
    seen.append((ledger.to_commit, ledger.idle))
    first, second = (Batch(PARTITION, ledger.waiting[:2]), Batch(PARTITION, ledger.waiting[2:]))
    for each in (first, second):
        ledger.hand_out(each)
    second.finish()
    seen.append((ledger.to_commit, ledger.idle))
    first.finish()
    seen.append((ledger.to_commit, ledger.idle))
    assert 4 == ledger.settle()
    seen.append((ledger.to_commit, ledger.idle))
    assert [(False, True), (False, False), (False, False), (True, True), (False, True)] == seen


def test_who_goes_on_is_who_has_a_batch_under_way() -> None:
    """The last time that was noted of a batch under way; a finished one tells nothing any more."""
    ledger = Ledger(0)
    assert -inf == ledger.went_on
    ledger.hold(run(*range(4)), now=0.0)
    first, second = (Batch(PARTITION, ledger.waiting[:2]), Batch(PARTITION, ledger.waiting[2:]))
    for each, at in ((first, 9.0), (second, 7.0)):
        ledger.hand_out(each)
        each.went_on = at
    assert 9.0 == ledger.went_on
    first.finish()
    assert 7.0 == ledger.went_on
