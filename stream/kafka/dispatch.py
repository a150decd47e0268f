"""Which partition's records are handed to an agent next, and when: ledgers, bounds and paces, and no Kafka."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import count
from typing import Any, Final

from faust.types import TP

from stream.kafka.alignment import Aligned, Order, merge_queues
from stream.kafka.batches import Batch, Bounds, Merged, batch_runs
from stream.kafka.ledger import Ledger
from stream.kafka.pace import MOST_SECONDS, NEVER, Pace

# Batches that an agent has in its queue and its hands: some, for it never to stand still while there is work. What an
# agent's queue in Faust has no room for holds up the fetches of all topics, a kill's among them: it never comes to that.
MOST_IN_HAND: Final = 4
# The same of an agent that works on a batch while the one before waits for its acknowledgement: what is handed out later
# holds what came meanwhile, and the partitions take shorter turns.
MOST_PIPELINED: Final = 2
# Records of such a batch, at most: what comes of it is sent when all of it is done, and of one that has fallen behind the
# first tags must not wait for the last of five hundred. A batch costs about as much as one article's tags.
PIPELINED_RECORDS: Final = 100


class Dispatch:
    """The ledgers of the partitions that agents read; the partitions take turns, or those of an aligned topic are merged.

    Times are seconds on the monotonic clock, given by the caller. The agents of `pipelined` topics take a batch while the
    one before waits for its acknowledgement: they get the next one before they are through.
    """

    def __init__(
        self,
        bounds: Bounds,
        ledgers: dict[TP, Ledger],
        aligned: Aligned | None = None,
        pipelined: AbstractSet[str] = frozenset(),
    ) -> None:
        self._ledgers = ledgers
        self._aligned = aligned
        self._pipelined = pipelined
        self._merged: dict[
            str, list[Batch]
        ] = {}  # what was handed out of each aligned topic and is under way
        self._bounds = bounds
        self._pipelined_bounds = replace(bounds, records=min(bounds.records, PIPELINED_RECORDS))
        self._paces: defaultdict[str, Pace] = defaultdict(Pace)
        self._turns = count(1)
        self._handed: dict[TP, int] = {}  # at which turn a partition was last handed something

    def due(self, now: float) -> float:
        """When a batch can be handed out, as far as that is known now; infinity where nothing waits."""
        in_hand = self._in_hand()
        free = self._free_at(in_hand, now)
        dues = [
            now
            if ledger.is_full(self._bounds_of(tp.topic))
            else ledger.due(self._bounds_of(tp.topic), free[tp.topic], self._most(tp.topic))
            for tp, ledger in self._ledgers.items()
            if in_hand[tp.topic] < self._room(tp.topic) and not self._is_aligned(tp.topic)
        ]
        dues += [
            self._aligned_due(topic, now, free.get(topic, 0.0))
            for topic in self._aligned_topics()
            if in_hand[topic] < MOST_IN_HAND
        ]
        return min(dues, default=NEVER)

    def batches(self, now: float, may_hand_out: Callable[[], bool]) -> Iterator[Batch]:
        """What is due or full, as far as the agents have room; who was given something last comes last.

        `may_hand_out` is asked before each batch: a rebalance may begin while the one before is with its agent.
        """
        in_hand = self._in_hand()
        free_at = self._free_at(in_hand, now)
        for topic in self._aligned_topics():
            free = free_at.get(topic, 0.0)
            while (
                may_hand_out()
                and in_hand[topic] < MOST_IN_HAND
                and (merged := self._merge(topic, now, free)) is not None
            ):
                free = NEVER  # as below
                in_hand[topic] += 1
                self._merged.setdefault(topic, []).append(merged)
                self._paces[topic].handed_out(now)
                yield merged
        for tp, ledger in sorted(self._ledgers.items(), key=lambda item: self._handed.get(item[0], 0)):
            free, most, bounds = free_at[tp.topic], self._most(tp.topic), self._bounds_of(tp.topic)
            while (
                not self._is_aligned(tp.topic)
                and may_hand_out()
                and in_hand[tp.topic] < self._room(tp.topic)
                and (run := ledger.ready(now, bounds, free, most)) is not None
            ):
                free = NEVER  # what is left and fills no batch is gathered while the agent works on this one
                batch = Batch(tp, run)
                ledger.hand_out(batch)
                in_hand[tp.topic] += 1
                self._handed[tp] = next(self._turns)
                self._paces[tp.topic].handed_out(now)
                yield batch

    def _room(self, topic: str) -> int:
        """How many batches an agent may have."""
        return MOST_PIPELINED if topic in self._pipelined else MOST_IN_HAND

    def _bounds_of(self, topic: str) -> Bounds:
        """How large a batch of a topic that is not aligned may be."""
        return self._pipelined_bounds if topic in self._pipelined else self._bounds

    def _most(self, topic: str) -> float:
        """How long a record waits at most for an agent that has a batch in hand, in seconds."""
        return MOST_SECONDS if topic in self._pipelined else NEVER

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
            batches[tp.topic] += 0 if self._is_aligned(tp.topic) else ledger.in_hand
        for topic, out in self._merged.items():
            self._merged[topic] = [batch for batch in out if batch.under_way]
            batches[topic] += len(self._merged[topic])
        return batches

    def _is_aligned(self, topic: str) -> bool:
        return self._aligned is not None and topic in self._aligned.topics

    def _aligned_topics(self) -> list[str]:
        if self._aligned is None:
            return []
        return sorted({tp.topic for tp in self._ledgers} & self._aligned.topics)

    def _aligned_due(self, topic: str, now: float, free_at: float) -> float:
        """When the next batch of an aligned topic goes, or when its partitions are no longer waited for."""
        ledgers, order = self._order(topic, now)
        if len(order.places) >= self._bounds.records or self._is_heavy(ledgers, order):
            return now
        found = {place: ledgers[place].due(self._bounds, free_at) for place in order.places}
        if found:
            return min(found.values())
        waits = any(ledger.waiting for ledger in ledgers.values())
        missing = [TP(topic, place) for place in order.missing]
        return self._patience_of(missing) if waits else NEVER

    def _patience_of(self, missing: Sequence[TP]) -> float:
        return NEVER if self._aligned is None else self._aligned.patience.until(missing)

    def _merge(self, topic: str, now: float, free_at: float) -> Batch | None:
        """The next batch of an aligned topic, when it is full or due."""
        ledgers, order = self._order(topic, now)
        if not order.places or self._aligned_due(topic, now, free_at) > now:
            return None
        iterators = {place: iter(ledger.waiting) for place, ledger in ledgers.items()}
        records: list[Any] = [next(iterators[place]) for place in order.places]
        records = list(next(batch_runs(records, self._bounds.records, self._bounds.size)))
        taken = Counter(order.places[: len(records)])
        parts = []
        for place, size in sorted(taken.items()):
            part = Batch(TP(topic, place), list(ledgers[place].waiting[:size]))
            ledgers[place].hand_out(part)
            parts.append(part)
        return parts[0] if len(parts) == 1 else Merged(parts[0].tp, records, parts)

    def _is_heavy(self, ledgers: dict[int, Ledger], order: Order) -> bool:
        """Whether what is in order fills a batch by its bytes."""
        return any(ledgers[place].is_full(self._bounds) for place in set(order.places))

    def _order(self, topic: str, now: float) -> tuple[dict[int, Ledger], Order]:
        ledgers = {tp.partition: ledger for tp, ledger in self._ledgers.items() if tp.topic == topic}
        waiting = {place: ledger.waiting for place, ledger in ledgers.items()}
        most = self._bounds.records
        queues = [] if self._aligned is None else self._aligned.queues(topic, waiting, most, now)
        return ledgers, merge_queues(queues, most)
