"""Which partition's records are handed to an agent next, and when: ledgers, bounds and paces, and no Kafka."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import count
from typing import Final

from faust.types import TP

from stream.kafka.batches import Batch, Bounds
from stream.kafka.ledger import Ledger
from stream.kafka.pace import NEVER, Pace

# Batches that an agent has in its queue and its hands: some, for it never to stand still while there is work. What an
# agent's queue in Faust has no room for holds up the fetches of all topics, a kill's among them: it never comes to that.
MOST_IN_HAND: Final = 4


class Dispatch:
    """The ledgers of the partitions that agents read; the partitions take turns.

    Times are seconds on the monotonic clock, given by the caller.
    """

    def __init__(self, bounds: Bounds, ledgers: dict[TP, Ledger]) -> None:
        self._ledgers = ledgers
        self._bounds = bounds
        self._paces: defaultdict[str, Pace] = defaultdict(Pace)
        self._turns = count(1)
        self._handed: dict[TP, int] = {}  # at which turn a partition was last handed something

    def due(self, now: float) -> float:
        """When a batch can be handed out, as far as that is known now; infinity where nothing waits."""
        in_hand = self._in_hand()
        free = self._free_at(in_hand, now)
        dues = [
            now if ledger.is_full(self._bounds) else ledger.due(self._bounds, free[tp.topic])
            for tp, ledger in self._ledgers.items()
            if in_hand[tp.topic] < MOST_IN_HAND
        ]
        return min(dues, default=NEVER)

    def batches(self, now: float, may_hand_out: Callable[[], bool]) -> Iterator[Batch]:
        """What is due or full, as far as the agents have room; who was given something last comes last.

        `may_hand_out` is asked before each batch: a rebalance may begin while the one before is with its agent.
        """
        in_hand = self._in_hand()
        free_at = self._free_at(in_hand, now)
        for tp, ledger in sorted(self._ledgers.items(), key=lambda item: self._handed.get(item[0], 0)):
            free = free_at[tp.topic]
            while (
                may_hand_out()
                and in_hand[tp.topic] < MOST_IN_HAND
                and (run := ledger.ready(now, self._bounds, free)) is not None
            ):
                free = NEVER  # what is left and fills no batch is gathered while the agent works on this one
                batch = Batch(tp, run)
                ledger.hand_out(batch)
                in_hand[tp.topic] += 1
                self._handed[tp] = next(self._turns)
                self._paces[tp.topic].handed_out(now)
                yield batch

    def is_full(self, ledger: Ledger) -> bool:
        """Whether a whole batch waits in a ledger: nothing more need be fetched of its partition."""
        return ledger.is_full(self._bounds)

    def went_on(self, topic: str) -> float:
        """When an agent last said that it goes on with a batch of this topic."""
        return max(
            (ledger.went_on for tp, ledger in self._ledgers.items() if tp.topic == topic),
            default=float("-inf"),
        )

    def oldest(self, topic: str) -> float | None:
        """When the oldest record was written that was fetched of a topic and is not finished, in seconds since 1970."""
        since = (ledger.behind(0).since for tp, ledger in self._ledgers.items() if tp.topic == topic)
        return min((each for each in since if each is not None), default=None)

    def _free_at(self, in_hand: Counter[str], now: float) -> dict[str, float]:
        """From when on each topic's agent takes a batch that is not full."""
        return {
            topic: self._paces[topic].look(now, in_hand=batches > 0) for topic, batches in in_hand.items()
        }

    def _in_hand(self) -> Counter[str]:
        """How many batches each topic's agent has."""
        batches: Counter[str] = Counter()
        for tp, ledger in self._ledgers.items():
            batches[tp.topic] += ledger.in_hand
        return batches
