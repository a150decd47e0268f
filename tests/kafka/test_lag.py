"""How far a worker is behind, on a consumer that is only what the lag asks of it."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiokafka.errors import KafkaConnectionError
from faust.exceptions import ConsumerNotStarted
from faust.types import TP

from stream.kafka.batches import Batch
from stream.kafka.consumer import Consumer
from stream.kafka.lag import LOOK_SECONDS, Lag
from stream.kafka.ledger import Ledger, LogLag

RAW, CHANGELOG = TP("newswire.raw", 0), TP("newswire-dedup-changelog", 0)
NOW = 1000.0


@dataclass(slots=True)
class Asked:
    """A consumer with one partition that agents read and one that they do not."""

    ends: dict[TP, int] = field(default_factory=dict)  # of the broker
    fetched_end: int | None = None
    committed_offset: int | None = None
    reading: Ledger | None = None
    fault: Exception | None = None
    looks: int = 0
    log: logging.Logger = field(default_factory=lambda: logging.getLogger("test"))
    app: Any = field(
        default_factory=lambda: SimpleNamespace(
            topics=SimpleNamespace(acks_enabled_for=lambda topic: topic == RAW.topic)
        )
    )

    def assignment(self) -> set[TP]:
        """Both."""
        if isinstance(self.fault, ConsumerNotStarted):
            raise self.fault
        return {RAW, CHANGELOG}

    def ledger(self, _: TP) -> Ledger | None:
        """What was fetched."""
        return self.reading

    def log_end(self, _: TP) -> int | None:
        """As the last fetch knew it."""
        return self.fetched_end

    async def committed(self, _: TP) -> int | None:
        """Of the group."""
        return self.committed_offset

    async def earliest_offsets(self, *partitions: TP) -> dict[TP, int]:
        """The log begins at 3."""
        return dict.fromkeys(partitions, 3)

    async def highwaters(self, *partitions: TP) -> dict[TP, int]:
        """What the broker says."""
        self.looks += 1
        if self.fault is not None:
            raise self.fault
        return {tp: self.ends[tp] for tp in partitions}


@dataclass(slots=True)
class Clock:
    """A clock that stands until a test moves it."""

    now: float = NOW

    def __call__(self) -> float:
        """The time."""
        return self.now


def lag_of(asked: Asked, clock: Clock | None = None) -> Lag:
    """The lag of that consumer."""
    clock = clock or Clock()
    return Lag(cast("Consumer", asked), clock, clock)


@pytest.mark.parametrize(("committed", "expected"), [(None, 7), (8, 2), (10, 0)])
def test_what_was_never_read_is_behind_from_where_the_group_left_off(
    committed: int | None, expected: int
) -> None:
    """A partition in recovery has no fetch to tell: the group's offset does, or the log's begin where there is none."""
    own = lag_of(Asked({RAW: 10}, committed_offset=committed))
    assert {RAW: LogLag(0, None)} == own.behind()
    asyncio.run(own.look())
    found = own.behind()
    assert {RAW} == set(found)
    assert expected == found[RAW].records


def test_a_full_queue_hides_no_growth() -> None:
    """The last fetch was long ago and knew of six records: the broker knows of ten."""
    asked = Asked({RAW: 10}, fetched_end=6, reading=Ledger(6))
    own = lag_of(asked)
    assert {RAW: LogLag(0, None)} == own.behind()
    asyncio.run(own.look())
    assert 4 == own.behind()[RAW].records


def test_what_was_not_fetched_is_as_old_as_we_have_known_of_it() -> None:
    """Its own time is not known; once it is fetched, it is; when nothing is behind, nothing is old."""
    asked = Asked({RAW: 10}, reading=Ledger(8))
    clock = Clock()
    own = lag_of(asked, clock)
    asyncio.run(own.look())
    assert {RAW: LogLag(2, NOW)} == own.behind()
    clock.now += 7
    assert {RAW: LogLag(2, NOW)} == own.behind()
    ledger = Ledger(8)
    asked.reading = ledger
    ledger.hold(
        [SimpleNamespace(offset=offset, value=b"", key=None, timestamp=5000) for offset in (8, 9)], 0.0
    )
    assert {RAW: LogLag(2, 5.0)} == own.behind()
    batch = Batch(RAW, ledger._waiting[:])  # noqa: SLF001 - both at once, without the bounds of batches
    ledger.hand_out(batch)
    batch.finish()
    assert {RAW: LogLag(0, None)} == own.behind()


def test_partitions_that_change_hands_are_looked_at_anew() -> None:
    """What was known of a partition that went and came back is of long ago."""
    asked = Asked({RAW: 10}, committed_offset=None)
    own = lag_of(asked)
    asyncio.run(own.look_when_due())
    assert 7 == own.behind()[RAW].records
    asked.committed_offset = 10
    asyncio.run(own.look_when_due())
    assert (1, 7) == (asked.looks, own.behind()[RAW].records)
    own.begin_anew()
    assert {RAW: LogLag(0, None)} == own.behind()
    asyncio.run(own.look_when_due())
    assert (2, 0) == (asked.looks, own.behind()[RAW].records)


def test_a_look_is_due_after_a_while() -> None:
    """One request as often as Prometheus comes, no more."""
    asked = Asked({RAW: 10})
    clock = Clock()
    own = lag_of(asked, clock)
    for wait in (0.0, LOOK_SECONDS - 0.1, 0.1):
        clock.now += wait
        asyncio.run(own.look_when_due())
    assert 2 == asked.looks


def test_a_broker_that_is_away_leaves_what_was_known() -> None:
    """The next look tells; the worker goes on."""
    asked = Asked({RAW: 10}, reading=Ledger(8))
    own = lag_of(asked)
    asyncio.run(own.look())
    asked.fault = KafkaConnectionError()
    asyncio.run(own.look())
    assert 2 == own.behind()[RAW].records


def test_before_the_consumer_has_started_nothing_is_ours() -> None:
    """A scrape may come that early."""
    own = lag_of(Asked(fault=ConsumerNotStarted()))
    asyncio.run(own.look())
    assert {} == own.behind()
