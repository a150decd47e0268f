"""When an agent gets its next batch."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stream.kafka.batches import Bounds
from stream.kafka.ledger import Ledger
from stream.kafka.pace import MOST_SECONDS, NEVER, Pace
from tests.kafka.test_consumer import offsets, run


def test_an_agent_that_has_nothing_to_do_gets_what_comes_at_once() -> None:
    """Neither at the start nor after a rest does a record wait."""
    pace = Pace()
    seen = [pace.look(0.0, in_hand=False)]
    pace.handed_out(5.0)
    pace.look(5.02, in_hand=False)
    seen.append(pace.look(9.0, in_hand=False))
    assert all(free_at <= now for free_at, now in zip(seen, (0.0, 9.0), strict=True))


def test_records_are_gathered_while_the_agent_works_and_for_as_long_again() -> None:
    """The pause is as long as it took from when it was given something until it had nothing left."""
    pace = Pace()
    pace.handed_out(10.0)
    pace.handed_out(10.01)
    assert NEVER == pace.look(10.02, in_hand=True)
    assert abs(pace.look(10.05, in_hand=False) - 10.1) < 1e-9
    assert abs(pace.look(10.07, in_hand=False) - 10.1) < 1e-9


@given(st.floats(0, 1e6), st.floats(0, 3600))
def test_pause_is_bounded(began: float, took: float) -> None:
    """However long a batch took, the next record does not wait for longer than it would be noticed."""
    pace = Pace()
    pace.handed_out(began)
    assert pace.look(began + took, in_hand=False) <= began + took + MOST_SECONDS


def test_what_was_taken_away_is_no_longer_in_hand() -> None:
    """After a rebalance nothing is in hand that was handed out before: the agent is free, without a word from it."""
    pace = Pace()
    pace.handed_out(10.0)
    assert NEVER == pace.look(400.0, in_hand=True)
    assert pace.look(400.1, in_hand=False) <= 400.1 + MOST_SECONDS


def test_only_what_fills_no_batch_waits_for_the_agent() -> None:
    """Full batches go at once, or what waits would grow without bound; the rest goes when the agent is free."""
    ledger, bounds = Ledger(0), Bounds(2, 100)
    ledger.hold(run(*range(5)), now=7.0)
    assert [0, 1] == offsets(ledger.ready(7.0, bounds, NEVER))
    assert [0, 1] == offsets(ledger.ready(7.0, bounds, 8.0))
    single = Ledger(0)
    single.hold(run(0), now=7.0)
    assert (None, None) == (single.ready(7.0, bounds, NEVER), single.ready(7.9, bounds, 8.0))
    assert (NEVER, 8.0, 7.0) == tuple(single.due(bounds, at) for at in (NEVER, 8.0, 0.0))
    assert [0] == offsets(single.ready(8.0, bounds, 8.0))


def test_the_later_of_both_waits_counts() -> None:
    """A wait that was asked for and the agent's pace: neither shortens the other."""
    ledger, bounds = Ledger(0), Bounds(2, 100, 3.0)
    ledger.hold(run(0), now=1.0)
    assert (4.0, 6.0) == (ledger.due(bounds, 2.0), ledger.due(bounds, 6.0))
