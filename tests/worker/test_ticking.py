"""Ticks of a worker: one under way in each partition, none while its clock is far from the broker's."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.model import codec
from stream.model.articles import ClockTick
from stream.model.clock import MAX_LEAD, TOLERANCE
from stream.model.outputs import Output
from stream.worker.log_lines import log_clock
from stream.worker.ticking import MEASURE_SECONDS, NO_TIME, Ticking, Waiting

NOW = datetime(2031, 5, 4, 6, tzinfo=UTC)
SECOND = timedelta(seconds=1)
WAITING = [Waiting(0, NOW - SECOND, NOW - 9 * SECOND), Waiting(2, NOW + SECOND, NOW)]


class Worker:
    """A worker that looks once a second; `ahead` of the broker's clock, and what it has sent."""

    def __init__(self, ahead: timedelta = NO_TIME, *, stamped: bool = True) -> None:
        self.ticking = Ticking()
        self.ahead = ahead
        self.stamped = stamped
        self.monotonic = 1000.0
        self.broker = NOW
        self.sent: list[Output] = []

    def look(self, waiting: list[Waiting]) -> list[int]:
        """Look, and send what is wanted; the partitions it went to."""
        now = self.broker + self.ahead
        due = self.ticking.wanted(waiting, now, self.monotonic)

        async def send(outputs: Iterable[Output]) -> None:
            self.sent += outputs

        asyncio.run(self.ticking.tick(due, now, now, send))
        self.monotonic += 1
        self.broker += SECOND
        return due

    def read(self) -> None:
        """Read all that was sent, stamped half a second ago."""
        now = self.broker + self.ahead
        stamp = self.broker - SECOND / 2 if self.stamped else None
        for output in self.sent:
            self.ticking.read(output.partition or 0, output.value, stamp, now, self.monotonic)
        self.sent.clear()


def test_one_tick_is_under_way_in_a_partition() -> None:
    """No other follows before it was read; another partition has its own."""
    worker = Worker()
    looks = [worker.look(WAITING) for _ in range(30)]
    assert [[0], [2], *[[]] * 28] == looks
    worker.read()
    assert [0, 2] == worker.look(WAITING)


def test_a_tick_that_could_not_be_sent_is_not_waited_for() -> None:
    """The next look sends it again."""
    ticking = Ticking()

    async def refuse(_: Iterable[Output]) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        asyncio.run(ticking.tick([0], NOW, NOW, refuse))
    assert [0] == ticking.wanted(WAITING, NOW, 0.0)


def test_after_a_rebalance_no_tick_is_waited_for() -> None:
    """The worker that has the partition now reads what was sent."""
    worker = Worker()
    worker.look(WAITING)
    worker.ticking.forget()
    assert [0] == worker.look(WAITING)[:1]


@given(
    st.one_of(
        st.timedeltas(TOLERANCE + SECOND, timedelta(days=9000)),
        st.timedeltas(timedelta(days=-9000), -TOLERANCE - SECOND),
    )
)
def test_a_clock_far_from_the_brokers_is_noticed_and_ticks_no_more(ahead: timedelta) -> None:
    """After the first tick has come back one a minute goes out, to measure the clock anew."""
    worker = Worker(ahead)
    waiting = [Waiting(0, NOW - timedelta(days=9999), NOW), Waiting(1, NOW - timedelta(days=9999), NOW)]
    assert [0, 1] == worker.look(waiting)
    worker.read()
    assert abs(worker.ticking.ahead - ahead) <= SECOND
    sent = []
    for _ in range(int(3 * MEASURE_SECONDS)):
        sent += worker.look(waiting)
        worker.read()
    assert 2 <= len(sent) <= 3


def test_a_clock_that_was_set_right_ticks_again() -> None:
    """The measuring tick says so."""
    worker = Worker(timedelta(hours=1))
    for _ in range(2):
        worker.look(WAITING)
        worker.read()
    assert worker.ticking.ahead
    worker.ahead = NO_TIME
    worker.monotonic += MEASURE_SECONDS
    worker.look(WAITING)
    worker.read()
    assert NO_TIME == worker.ticking.ahead
    assert [0, 2] == worker.look(WAITING)


def test_any_stamp_from_the_future_shows_a_clock_that_is_behind() -> None:
    """Without a tick of its own too; an old record shows nothing."""
    ticking = Ticking()
    ticking.read(0, b"{}", NOW + timedelta(minutes=5), NOW, 0.0)
    assert timedelta(minutes=-5) == ticking.ahead
    ticking.read(0, b"{}", NOW - timedelta(hours=5), NOW, 0.0)
    assert timedelta(minutes=-5) == ticking.ahead
    ticking.read(0, b"{}", NOW, NOW, 0.0)
    assert NO_TIME == ticking.ahead


def test_without_stamps_no_tick_goes_out_that_would_count_for_nothing() -> None:
    """More than a day beyond the log's time it would release nothing: once the broker is known not to stamp."""
    worker = Worker(stamped=False)
    quiet = [Waiting(0, NOW - SECOND, NOW - MAX_LEAD - timedelta(hours=1))]
    assert [0] == worker.look(quiet)
    worker.read()
    assert [[]] * 5 == [worker.look(quiet) for _ in range(5)]
    assert [0] == worker.look([Waiting(0, NOW - SECOND, NOW - MAX_LEAD)])


def test_the_tick_of_another_worker_measures_nothing_here() -> None:
    """A worker before this one may have left ticks of its own clock."""
    ticking = Ticking()
    ticking.read(0, codec.encode(ClockTick(NOW + timedelta(days=400))), NOW, NOW, 0.0)
    assert NO_TIME == ticking.ahead


def test_a_wrong_clock_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    """With the way out; and once more when it is right again."""
    caplog.set_level(logging.INFO)
    told = NO_TIME
    for ahead in (NO_TIME, timedelta(days=400), timedelta(days=401), NO_TIME, -timedelta(minutes=1)):
        told = log_clock(told, ahead)
    said = [record.getMessage() for record in caplog.records]
    assert ["34560000.0 s ahead of", "agrees", "60.0 s behind"] == [
        next(words for words in ("34560000.0 s ahead of", "agrees", "60.0 s behind") if words in line)
        for line in said
    ]
    assert "chronyc" in said[0]
