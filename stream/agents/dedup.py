"""`newswire.prepared` → verdicts and notices: one writer a shard, its state in a Faust table."""

from __future__ import annotations

from datetime import UTC, datetime

import faust

from stream import codec
from stream.agents.delivery import Delivery, raw_of
from stream.agents.shards import Shards
from stream.dedup.step import Outcome, Record, dedup
from stream.records import ClockTick, Output, Stream
from stream.settings import Settings
from stream.transport import Batch

TICK_SECONDS = 1.0  # how late an embargo may be released


def register(app: faust.App, settings: Settings, delivery: Delivery) -> None:
    """Wire the deduplication to its topic, its table and the clock."""
    shards = Shards(app, settings)

    async def work(batch: Batch) -> None:
        shard = await shards.of(batch.tp.partition)
        raws = {raw.position: raw for raw in map(raw_of, batch.records)}
        outcome = dedup(shard.state, [Record(position, raw.value or b"") for position, raw in raws.items()])
        rejected = [(raws[record.position], error) for record, error in outcome.rejected]
        dead = delivery.dead_letters("dedup", rejected, len(raws) - len(rejected))
        await shards.keep(batch, shard, outcome.fresh)
        await delivery.send([*outcome.outputs, *dead])
        _count(delivery, shards, outcome)

    @app.agent(app.topic(settings.topic(Stream.PREPARED)), name="dedup")
    async def dedup_agent(batches: faust.StreamT[Batch]) -> None:
        async for batch in batches:
            await delivery.run("dedup", batch, work)

    @app.timer(interval=TICK_SECONDS)  # type: ignore[untyped-decorator] # Faust's, by design
    async def clock() -> None:
        """Tell the shards the time when an embargo has passed, through the log, as all that they learn."""
        now = datetime.now(UTC) if settings.clock == "wall" else shards.clock()
        value = codec.encode(ClockTick(now))
        await delivery.send(
            [Output(Stream.PREPARED, b"clock", value, partition) for partition in shards.due(now)]
        )


def _count(delivery: Delivery, shards: Shards, outcome: Outcome) -> None:
    metrics = delivery.metrics
    for entry in outcome.decided:
        metrics.verdicts.labels(entry.verdict.value).inc()
    for fresh in outcome.fresh:
        for notice in fresh.notices:
            metrics.notices.labels(notice.kind.value).inc()
    for shard in shards:
        metrics.window_articles.labels(shard.partition).set(len(shard.state.entries))
        metrics.window_stories.labels(shard.partition).set(len(shard.state.stories))
