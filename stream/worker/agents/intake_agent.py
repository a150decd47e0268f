"""`newswire.raw` → `newswire.prepared`: any number of workers, no state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import faust

from stream.config.settings import Settings
from stream.intake.stage import intake
from stream.kafka.batches import Batch
from stream.model.articles import Stream
from stream.pipeline.core_rules import intake_rules
from stream.worker.agents.stage_runner import StageRunner, machine_time, raw_of
from stream.worker.log_lines import log_prepared
from stream.worker.metrics.counting import count_done, count_intake


def register(
    app: faust.App,
    settings: Settings,
    runner: StageRunner,
    clock_now: Callable[[], datetime] = machine_time,
) -> None:
    """Wire the intake to its topic."""
    rules = intake_rules(settings)

    async def work(batch: Batch) -> None:
        now = clock_now()
        raws = [raw_of(record, now) for record in batch.records]
        outcome = intake(raws, rules, settings.partitions)
        dead = runner.dead_letters("intake", raws, outcome.rejected)
        count_intake(runner.metrics, outcome)
        await runner.send([*outcome.outputs, *dead])
        count_done(runner.metrics, outcome)
        log_prepared(outcome.outputs)

    @app.agent(app.topic(settings.topic(Stream.RAW)), name="intake")
    async def intake_agent(batches: faust.StreamT[Batch]) -> None:
        async for batch in batches:
            await runner.run("intake", batch, work)
