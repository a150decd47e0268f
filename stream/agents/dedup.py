"""`newswire.prepared` → verdicts and notices: one writer a shard, its state in a Faust table."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import faust

from stream import codec
from stream.agents.ahead import ReadingAhead
from stream.agents.delivery import Delivery, raw_of
from stream.agents.shards import Shards
from stream.agents.telling import tell_displaced, tell_judged
from stream.dedup.step import Record, dedup
from stream.metrics.counting import count_dedup, count_notices, forget_shards, read_shard
from stream.metrics.recovery import StateRecovery
from stream.records import ClockTick, Output, Stream
from stream.settings import Settings
from stream.transport import Batch

TICK_SECONDS = 1.0  # how late an embargo may be released


def register(
    app: faust.App, settings: Settings, delivery: Delivery, ahead: ReadingAhead | None = None
) -> None:
    """Wire the deduplication to its topic, its table and the clock."""
    metrics = delivery.metrics
    shards = Shards(app, settings, StateRecovery(metrics), ahead)
    app.on_partitions_revoked.connect(lambda *_, **__: forget_shards(metrics), weak=False)

    async def work(batch: Batch) -> None:
        shard = await shards.of(batch.tp.partition)
        now = datetime.now(UTC)
        raws = {raw.position: raw for raw in (raw_of(record, now) for record in batch.records)}
        records = [Record(position, raw.value or b"") for position, raw in raws.items()]
        with shards.deciding(shard):
            outcome = dedup(shard.state, records, settings.partitions)
            await shards.keep(batch, shard, outcome.fresh)
        rejected = [(raws[record.position], error) for record, error in outcome.rejected]
        dead = delivery.dead_letters("dedup", rejected, len(raws) - len(rejected))
        count_dedup(metrics, outcome)
        tell_displaced(outcome.displaced)
        await delivery.send([*outcome.outputs, *dead])
        count_notices(metrics, outcome.fresh)
        tell_judged(outcome.decided)
        delivery.recent.add(outcome.decided, time.time())

    @app.agent(app.topic(settings.topic(Stream.PREPARED)), name="dedup")
    async def dedup_agent(batches: faust.StreamT[Batch]) -> None:
        async for batch in batches:
            await delivery.run("dedup", batch, work)

    @app.timer(interval=TICK_SECONDS)  # type: ignore[untyped-decorator] # Faust's, by design
    async def look() -> None:
        """Note what the shards hold."""
        for shard in shards:
            read_shard(metrics, shard.partition, shard.state)

    @app.timer(interval=TICK_SECONDS)  # type: ignore[untyped-decorator] # Faust's, by design
    async def clock() -> None:
        """Tell the shards the time when an embargo has passed, through the log, as all that they learn."""
        now = datetime.now(UTC) if settings.clock == "wall" else shards.clock()
        value = codec.encode(ClockTick(now))
        await delivery.send(
            [Output(Stream.PREPARED, b"clock", value, partition) for partition in shards.due(now)]
        )
