"""Whether a worker is alive and whether it is ready, judged on plain facts: no clock, no Faust, no socket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from stream.model.plurals import counted

# Between two polls of a worker that gets on lies at most a second of waiting and the time that a stage computes
# without giving way: whoever needs longer for a batch than this is stuck.
POLL_SECONDS: Final = 30.0
# The event loop comes round twice a second (stream/worker/pulse.py), and later where a stage computes on a large batch.
LOOP_SECONDS: Final = 20.0
# The producer asks the broker every few seconds (stream/kafka/producer.py): three questions without an answer are an outage.
ANSWER_SECONDS: Final = 15.0


@dataclass(frozen=True, slots=True)
class Recovering:
    """How far a table's changelog is read in one partition: offsets of the last record read and of the last there."""

    read: int
    end: int

    @property
    def remaining(self) -> int:
        """Records still to be read."""
        return max(self.end - self.read, 0)


@dataclass(frozen=True, slots=True)
class WorkerFacts:
    """What is known of a worker at one moment; times in seconds.

    `turned` is how long ago the event loop last came round, `polled` how long ago the consumer last asked for records, or the worker began where it has not yet asked;
    `patience` how long it may be silent while partitions change hands. `answered` is how long ago the broker last
    answered the producer, None before its first answer. `partitions` are those held, by topic;
    `recovery` is by changelog and partition.
    """

    crashed: bool
    turned: float
    polled: float
    patience: float
    rebalancing: bool
    recovered: bool
    answered: float | None
    partitions: Mapping[str, tuple[int, ...]]
    recovery: Mapping[tuple[str, int], Recovering]

    @property
    def settled(self) -> bool:
        """Whether the partitions are given out and the table is there."""
        return self.recovered and not self.rebalancing


def why_not_alive(facts: WorkerFacts) -> list[str]:
    """What only a restart can mend, in words; empty for a worker that is alive."""
    problems = []
    if facts.crashed:
        problems.append("the worker has crashed")
    if facts.turned > LOOP_SECONDS:
        problems.append(
            f"the event loop has not come round for {facts.turned:.0f} s, {LOOP_SECONDS:.0f} s are allowed"
        )
    limit = POLL_SECONDS if facts.settled else facts.patience
    if facts.polled > limit:
        problems.append(f"the consumer has not polled for {facts.polled:.0f} s, {limit:.0f} s are allowed")
    return problems


def why_not_ready(facts: WorkerFacts) -> list[str]:
    """What keeps articles from flowing, in words; empty for a worker that is ready.

    A worker that was assigned no partition is ready: it is a spare, and has all that it is going to get.
    """
    problems = why_not_alive(facts)
    if facts.rebalancing:
        problems.append("a rebalance is under way")
    elif not facts.recovered and not facts.recovery:
        problems.append("no partitions are assigned yet")
    if not facts.recovered:
        remaining = remaining_records(facts)
        left = f": {counted(remaining, 'record')} to go" if remaining else ""
        problems.append(f"the tables are being recovered{left}")
    if facts.answered is None:
        problems.append("the producer is not connected to the broker")
    elif facts.answered > ANSWER_SECONDS:
        problems.append(f"the broker has not answered the producer for {facts.answered:.0f} s")
    return problems


def remaining_records(facts: WorkerFacts) -> int:
    """Changelog records that a recovery has still to read, over all partitions."""
    return sum(each.remaining for each in facts.recovery.values())
