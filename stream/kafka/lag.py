"""How far a worker is behind the logs that it reads.

What counts is what is finished: a record that waits in Kafka, in this process or in an agent's hands is behind. The
log's end is that of the last fetch, or that of the last look where it is further: fetches do not tell of partitions
that are paused, whose queue is full, or that wait for the table.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final, Protocol

from aiokafka.errors import IllegalStateError, KafkaError
from faust.exceptions import ConsumerNotStarted
from faust.types import TP

from stream.kafka.ledger import Ledger, LogLag

LOOK_SECONDS: Final = 5.0  # one small request for all partitions, as often as Prometheus may come
STEP_SECONDS: Final = 0.5  # how soon a change of partitions is looked at


class Logs(Protocol):
    """The logs of a consumer, as far as its lag needs to know them; `stream.kafka.consumer.Consumer` is one."""

    app: Any
    log: Any

    def assignment(self) -> AbstractSet[TP]:
        """The partitions that are ours."""

    def ledger(self, tp: TP) -> Ledger | None:
        """What was fetched of a partition, None when nothing was yet."""

    def log_end(self, tp: TP) -> int | None:
        """The end of a partition's log as the last fetch of it knew it."""

    async def committed(self, tp: TP) -> int | None:
        """What the group has committed of a partition, as the broker knows it."""

    async def earliest_offsets(self, *partitions: TP) -> Mapping[TP, int]:
        """Where the logs begin."""

    async def highwaters(self, *partitions: TP) -> Mapping[TP, int]:
        """Where the logs end."""


class Lag:
    """Reads may come from another thread than looks.

    Args:
        consumer: whose logs.
        clock: seconds since 1970.
        monotonic: seconds, never going back.
    """

    def __init__(
        self,
        consumer: Logs,
        clock: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._consumer = consumer
        self._clock = clock
        self._monotonic = monotonic
        self._ends: dict[TP, int] = {}
        self._starts: dict[TP, int] = {}
        self._waiting_since: dict[TP, float] = {}
        self._due = 0.0

    def behind(self) -> dict[TP, LogLag]:
        """How far each partition is behind that is ours and that agents read.

        Where the oldest record was not fetched yet, it is as old as this worker has known of it, at least.
        """
        found = {}
        for tp in self._ours():
            behind = self._behind(tp)
            if not behind.records or behind.since is not None:
                self._waiting_since.pop(tp, None)
            else:
                behind = LogLag(behind.records, self._waiting_since.setdefault(tp, self._clock()))
            found[tp] = behind
        return found

    def _behind(self, tp: TP) -> LogLag:
        ends = [end for end in (self._consumer.log_end(tp), self._ends.get(tp)) if end is not None]
        if not ends:
            return LogLag(0, None)
        ledger = self._consumer.ledger(tp)
        if ledger is not None and ledger.expected is not None:
            return ledger.behind(max(ends))
        return LogLag(max(max(ends) - self._starts.get(tp, max(ends)), 0), None)

    def all_fetched(self, tp: TP) -> bool:
        """Whether all of a partition's log was fetched, as far as its end is known; False while nothing is known of it."""
        ends = [end for end in (self._consumer.log_end(tp), self._ends.get(tp)) if end is not None]
        ledger = self._consumer.ledger(tp)
        reached = ledger.expected if ledger is not None else self._starts.get(tp)
        return bool(ends) and reached is not None and reached >= max(ends)

    def begin_anew(self) -> None:
        """Partitions were reassigned: what is known of them may be outdated, so the next look is due now."""
        for known in (self._ends, self._starts, self._waiting_since):
            known.clear()
        self._due = 0.0

    async def look_when_due(self) -> None:
        """Look if the last time was long ago."""
        if self._monotonic() >= self._due:
            self._due = self._monotonic() + LOOK_SECONDS
            await self.look()

    async def look(self) -> None:
        """Ask the broker how long the logs are, and where the group left off in those that we did not begin to read."""
        try:
            ours = self._ours()
            if ours:
                await self._look(ours)
        except (KafkaError, IllegalStateError, ConsumerNotStarted, TimeoutError) as error:
            self._consumer.log.info("The ends of the logs are not known: %r; asking again soon", error)

    async def _look(self, ours: Sequence[TP]) -> None:
        unread = [tp for tp in ours if self._consumer.ledger(tp) is None]
        starts = await self._consumer.earliest_offsets(*unread) if unread else {}
        for tp, start in starts.items():
            committed = await self._consumer.committed(tp)
            self._starts[tp] = start if committed is None else committed
        self._ends = dict(await self._consumer.highwaters(*ours))

    def _ours(self) -> list[TP]:
        try:
            assigned = self._consumer.assignment()
        except ConsumerNotStarted:
            return []
        return [tp for tp in assigned if self._consumer.app.topics.acks_enabled_for(tp.topic)]
