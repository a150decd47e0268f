"""`newswire.prepared` → verdicts and notices: one writer a shard, its state in a Faust table."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

import faust

from stream.config.settings import Settings
from stream.dedup.stage import dedup
from stream.kafka.batches import Batch
from stream.model.articles import Stream
from stream.model.clock import append_time
from stream.model.records import Record
from stream.worker.agents.stage_runner import StageRunner, machine_time, raw_of
from stream.worker.log_lines import log_clock, log_displaced, log_judged
from stream.worker.metrics.counting import count_dedup, count_notices, forget_shards, read_shard
from stream.worker.metrics.recovery import StateRecovery
from stream.worker.running import consumer_of
from stream.worker.tables.prefetch import ReadingAhead
from stream.worker.tables.shards import Shards
from stream.worker.ticking import NO_TIME, Ticking

TICK_SECONDS = 1.0  # how late an embargo may be released


def register(
    app: faust.App,
    settings: Settings,
    runner: StageRunner,
    ahead: ReadingAhead | None = None,
    clock_now: Callable[[], datetime] = machine_time,
    make_shards: Callable[..., Shards] = Shards,
) -> None:
    """Wire the deduplication to its topic, its table and the clock."""
    metrics = runner.metrics
    shards = make_shards(app, settings, StateRecovery(metrics), ahead)
    ticking = Ticking()
    prepared = settings.topic(Stream.PREPARED)
    told = NO_TIME
    app.on_partitions_revoked.connect(lambda *_, **__: forget_shards(metrics), weak=False)
    for change in (app.on_partitions_revoked, app.on_partitions_assigned):
        change.connect(lambda *_, **__: ticking.forget(), weak=False)

    async def work(batch: Batch) -> None:
        shard = await shards.of(batch.tp.partition)
        now = clock_now()
        raws = {raw.position: raw for raw in (raw_of(record, now) for record in batch.records)}
        records = [
            Record(position, raw.value or b"", append_time(record))
            for (position, raw), record in zip(raws.items(), batch.records, strict=True)
        ]
        with shards.deciding(shard):
            outcome = dedup(shard.state, records, settings.partitions, following=shard.threads)
            await shards.append(batch, shard, outcome.fresh, outcome.steps)
        rejected = [(raws[record.position], error) for record, error in outcome.rejected]
        dead = runner.dead_letters("dedup", raws.values(), rejected)
        count_dedup(metrics, outcome)
        log_displaced(outcome.displaced)
        await runner.send([*outcome.outputs, *dead])
        count_notices(metrics, outcome.fresh)
        log_judged(outcome.decided)
        runner.recent.add(outcome.decided, time.time())
        for each in records:
            ticking.read(batch.tp.partition, each.value, each.appended, now, time.monotonic())

    @app.agent(app.topic(prepared), name="dedup")
    async def dedup_agent(batches: faust.StreamT[Batch]) -> None:
        async for batch in batches:
            await runner.run("dedup", batch, work)

    @app.timer(interval=TICK_SECONDS)  # type: ignore[untyped-decorator] # Faust's, by design
    async def look() -> None:
        """Note what the shards hold."""
        for shard in shards:
            read_shard(metrics, shard.partition, shard.state, shard.threads)

    @app.timer(interval=TICK_SECONDS)  # type: ignore[untyped-decorator] # Faust's, by design
    async def clock() -> None:
        """Send a tick through the log when an embargo has passed: shards take the time from records alone."""
        nonlocal told
        consumer = consumer_of(app)
        # A recovery that ends late reports the end of a rebalance after the next one has begun, so the flow of records is checked, too.
        if consumer is not None and not app.rebalancing and consumer.may_hand_out(consumer.era):
            await shards.bring_back(tp.partition for tp in consumer.ours(prepared))
        now = clock_now()
        told = log_clock(told, ticking.ahead)
        metrics.worker.clock_ahead.set(ticking.ahead.total_seconds())
        clock = now if settings.clock == "wall" else shards.clock()
        due = ticking.wanted(shards.waiting(), clock, time.monotonic())
        if due:
            await ticking.tick(due, clock, now, runner.send)
