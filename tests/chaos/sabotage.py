"""The guards of the pipeline, each taken away by hand: what shows that a chaos run would notice.

Nothing in the pipeline knows of this module: it patches the classes of the process that it runs in.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Any, Final
from unittest.mock import patch

import orjson

from stream.dedup import stage as step
from stream.dedup.journal.decision import Decision, Tick
from stream.dedup.state.deliveries import Deliveries
from stream.dedup.state.state import State
from stream.kafka.batches import Batch
from stream.kafka.consumer import Consumer
from stream.kafka.ledger import Ledger
from stream.model.articles import Position
from stream.model.outputs import Output
from stream.worker.agents.stage_runner import StageRunner
from stream.worker.tables.shard import Shard
from stream.worker.tables.shards import Shards
from tests.chaos.account import VERDICTS

DROPPED_SHARE: Final = 0.2
REBUILT_SHARE: Final = 0.25
SLOW_SECONDS: Final = 0.1  # a batch: most commits find some under way

Work = Callable[[Batch], Awaitable[None]]


def drop_fetched() -> None:
    """Lose the beginning of a fetch now and then, as Faust did around a recovery. The gap check must notice."""
    rng = Random(1)  # noqa: S311 - no secret
    admit = Ledger.admit
    dropped: set[tuple[int, int]] = set()

    def admit_rest(ledger: Ledger, records: Sequence[Any]) -> Sequence[Any] | None:
        # Never twice at one place: what Kafka itself leaves out comes back with the same hole.
        place = (id(ledger), ledger.expected or 0)
        if len(records) > 1 and place not in dropped and rng.random() < DROPPED_SHARE:
            dropped.add(place)
            records = records[rng.randrange(1, len(records)) :]
        return admit(ledger, records)

    _put(Ledger, "admit", admit_rest)


def without_gap_check() -> None:
    """Take any record for the next one, where fetches get lost."""
    admit = Ledger.admit

    def admit_any(ledger: Ledger, records: Sequence[Any]) -> Sequence[Any] | None:
        if records and ledger.expected is not None:
            ledger.expected = max(ledger.expected, int(records[0].offset))
        return admit(ledger, records)

    _put(Ledger, "admit", admit_any)
    drop_fetched()


def without_unfinished() -> None:
    """Commit what was handed out, finished or not, where the work takes its time."""
    hand_out, run = Ledger.hand_out, StageRunner.run

    def hand_out_as_done(ledger: Ledger, batch: Batch) -> None:
        hand_out(ledger, batch)
        batch.finish()

    async def run_slowly(delivery: StageRunner, stage: str, batch: Batch, work: Work) -> None:
        await asyncio.sleep(SLOW_SECONDS)
        await run(delivery, stage, batch, work)

    _put(Ledger, "hand_out", hand_out_as_done)
    _put(StageRunner, "run", run_slowly)


def lose_in_hand() -> None:
    """Lose a batch now and then between its decisions and their row, and have it come again; rebuild the shards at times.

    So it is at the end of a recovery when the committed offsets are answered late and the rebuild takes its time: what
    was handed out before the answer is forgotten. `tests.broker.late_worker` is late in earnest.
    """
    rng = Random(1)  # noqa: S311 - no secret
    append = Shards.append
    lost: set[tuple[int, int]] = set()

    async def append_or_lose(shards: Shards, batch: Batch, *given: Any) -> None:
        place = batch.tp.partition, batch.first
        consumer = shards._app.consumer  # noqa: SLF001 - as below, what Faust does in our place
        if place not in lost and rng.random() < DROPPED_SHARE and isinstance(consumer, Consumer):
            lost.add(place)
            consumer._forget((batch.tp,))  # noqa: SLF001 - as `resume_flow` does
        await append(shards, batch, *given)
        if rng.random() < REBUILT_SHARE:
            shards._drop_all()  # noqa: SLF001 - as a rebalance does: what is not in the table is gone

    _put(Shards, "append", append_or_lose)


def go_on_with_lost() -> None:
    """Go on with a state whose row was not written, where batches are lost before that is."""

    def keep_in_hand(_: Shards, __: Shard) -> None: ...

    _put(Shards, "drop", keep_in_hand)
    lose_in_hand()


def without_stored_position() -> None:
    """Judge a delivery that was judged before as if it were new."""

    def recall(_: Deliveries, __: int, ___: Position) -> tuple[Decision | Tick, ...]:
        return ()

    _put(Deliveries, "recall", recall)


def with_counting() -> None:
    """Number the verdicts of a shard with `+= 1`, on from the rows of the table, which is ahead of what was committed."""
    one = step._one  # noqa: SLF001 - where new and repeated deliveries part
    counts: dict[State, int] = {}

    def counted(state: State, *given: Any) -> None:
        outcome: step.DedupOutcome = given[-1]
        before = len(outcome.outputs)
        counts.setdefault(state, len(state.articles))
        one(state, *given)
        for at in range(before, len(outcome.outputs)):
            if outcome.outputs[at].stream in VERDICTS:
                counts[state] += 1
                outcome.outputs[at] = _numbered(outcome.outputs[at], counts[state])

    _put(step, "_one", counted)


def _put(owner: object, name: str, replacement: object) -> None:
    """Replace a function for as long as the process lives."""
    patch.object(owner, name, replacement).start()


def _numbered(output: Output, number: int) -> Output:
    fields = orjson.loads(output.value)
    fields["reason"]["text"] += f"; verdict {number} of its shard"
    return replace(output, value=orjson.dumps(fields))


SABOTAGES: Final[dict[str, Callable[[], None]]] = {
    "dropped-fetches": drop_fetched,  # no guard is gone: the run must be clean
    "gap-check": without_gap_check,
    "unfinished-batches": without_unfinished,
    "lost-batches": lose_in_hand,  # as above
    "lost-in-hand": go_on_with_lost,
    "stored-position": without_stored_position,
    "counting": with_counting,
}
