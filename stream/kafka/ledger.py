"""Which records of a partition were handed out, which are done, and what is missing between: plain values, no Kafka."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from faust.types import TP

from stream.kafka.batches import Batch, Bounds, batch_runs, weight
from stream.kafka.pace import NEVER
from stream.model.errors import StopError


@dataclass(frozen=True, slots=True)
class LogLag:
    """How many records of the log are not finished, and when the oldest of them was written (seconds since 1970).

    `since` is None where that record was not fetched yet.
    """

    records: int
    since: float | None


class Ledger:
    """The records of one partition: which were fetched, which of these handed out, and which are done.

    `expected` is the offset that must be fetched next, None when nothing is known yet.
    """

    def __init__(self, expected: int | None) -> None:
        self.expected = expected
        self._asked_again: tuple[int, int] | None = None
        self._waiting: list[Any] = []
        self._waiting_bytes = 0
        self._waiting_since = 0.0
        self._out: deque[Batch] = deque()

    def admit(self, records: Sequence[Any]) -> Sequence[Any] | None:
        """The records that are next in line, or None when `expected` must be asked for again.

        Records that were fetched before are left out. A hole is asked for once more: when the answer, fetched from
        `expected`, begins where the first one did, there was nothing between to fetch. That is either Kafka's own
        doing (compaction, transaction markers) or the log begins later than it did: see `require_kept`.
        """
        if self.expected is None or not records:
            return records
        fresh = (
            records
            if records[0].offset >= self.expected
            else [r for r in records if r.offset >= self.expected]
        )
        hole = self.hole_before(fresh)
        if hole is None or hole == self._asked_again:
            return fresh
        self._asked_again = hole
        return None

    def hole_before(self, fresh: Sequence[Any]) -> tuple[int, int] | None:
        """The offsets missing before the records that are next in line, as (from, to before)."""
        if self.expected is None or not fresh or fresh[0].offset == self.expected:
            return None
        return self.expected, int(fresh[0].offset)

    def hold(self, fresh: Sequence[Any], now: float) -> None:
        """Take admitted records in, to be handed out when a batch is ready."""
        if not fresh:
            return
        if not self._waiting:
            self._waiting_since = now
        self._waiting.extend(fresh)
        self._waiting_bytes += sum(map(weight, fresh))
        self.expected = int(fresh[-1].offset) + 1

    def ready(
        self, now: float, bounds: Bounds, free_at: float = 0.0, most: float = NEVER
    ) -> Sequence[Any] | None:
        """The records of the next batch: when it is full, or due.

        Args:
            now: seconds, never going back.
            bounds: what a full batch is.
            free_at: from when on the agent takes a batch that is not full.
            most: seconds that a record waits for that at most.
        """
        if not self.is_full(bounds) and now < self.due(bounds, free_at, most):
            return None
        return next(batch_runs(self._waiting, bounds.records, bounds.size), None)

    def is_full(self, bounds: Bounds) -> bool:
        """Whether what waits fills a batch."""
        waiting = len(self._waiting)
        return waiting >= bounds.records or (waiting > 1 and self._waiting_bytes > bounds.size)

    def due(self, bounds: Bounds, free_at: float = 0.0, most: float = NEVER) -> float:
        """When what waits is handed out, whether it fills a batch or not; infinity when nothing waits."""
        if not self._waiting:
            return NEVER
        since = self._waiting_since
        return max(since + bounds.seconds, min(free_at, since + most))

    @property
    def waiting(self) -> Sequence[Any]:
        """The records that were fetched and not handed out, in the order of the log."""
        return self._waiting

    def hand_out(self, batch: Batch) -> None:
        """Note a batch as under way."""
        del self._waiting[: len(batch.records)]
        self._waiting_bytes = sum(map(weight, self._waiting))
        self._out.append(batch)
        self.expected = max(self.expected or 0, batch.last + 1)

    def settle(self) -> int | None:
        """The offset to commit: behind the last batch of the finished run, None when nothing new is finished."""
        offset = None
        while self._out and self._out[0].finished:
            offset = self._out.popleft().last + 1
        return offset

    def lose(self) -> None:
        """Mark what is under way as lost: it may no longer be finished."""
        for batch in self._out:
            batch.lost = batch.under_way or batch.lost

    def behind(self, end: int) -> LogLag:
        """How far what is finished is behind the log's end; may be asked from another thread."""
        expected = self.expected or 0
        end = max(end, expected)  # what was fetched is in the log, whatever was known of its end
        unfinished = next((batch.records for batch in tuple(self._out) if not batch.finished), None)
        unfinished = unfinished or self._waiting[:1]
        if unfinished:
            return LogLag(end - int(unfinished[0].offset), unfinished[0].timestamp / 1000)
        return LogLag(end - expected, None)

    @property
    def in_hand(self) -> int:
        """How many batches were handed out that are neither finished nor lost."""
        return sum(batch.under_way for batch in self._out)

    @property
    def to_commit(self) -> bool:
        """Whether anything is finished that was not committed."""
        return bool(self._out) and self._out[0].finished

    @property
    def went_on(self) -> float:
        """When an agent last said that it goes on with a batch that it has in hand; -infinity if none did."""
        return max((batch.went_on for batch in self._out if batch.under_way), default=float("-inf"))

    @property
    def idle(self) -> bool:
        """Whether all that was fetched is finished, and what was finished is to be committed or is."""
        return not self._waiting and all(batch.finished for batch in self._out)

    @property
    def under_way(self) -> int:
        """How many batches are handed out and not yet settled."""
        return len(self._out)


def require_kept(tp: TP, hole: tuple[int, int], log_start: int) -> None:
    """Make sure that Kafka did not delete the records missing at a hole before we read them.

    Raises:
        StopError: the log now begins behind the first missing offset.
    """
    expected, found = hole
    if log_start > expected:
        msg = (
            f"partition {tp.partition} of {tp.topic}: offsets {expected} to {log_start - 1} were deleted before they "
            f"were read (the log now begins at {log_start}, the next record is {found}). Raise the topic's "
            f"retention; to go on without them, stop all workers and set the group's offset of this topic to {found} "
            "(kafka-consumer-groups --reset-offsets)."
        )
        raise StopError(msg)


def require_reached(tp: TP, expected: int, log_end: int) -> None:
    """Make sure that the log reaches as far as we have already read.

    Raises:
        StopError: it ends before: the topic was deleted and made anew, or lost its end with a broker.
    """
    if log_end < expected:
        msg = (
            f"partition {tp.partition} of {tp.topic}: read up to offset {expected - 1}, but the log ends at "
            f"{log_end}: the topic was made anew, or a broker lost its end. To read what is there now, stop all "
            "workers and set the group's offset of this topic to the beginning (kafka-consumer-groups --reset-offsets "
            "--to-earliest). Articles judged before get the same verdict again, as far back as the window reaches, and "
            "others one of their own. What a topic of the workers' own lost comes again when the raw topic's offset is "
            "set to the beginning, too. Keep NEWSWIRE_GROUP: under another name the table is empty."
        )
        raise StopError(msg)
