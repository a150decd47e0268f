"""`newswire.raw` → `newswire.prepared`: any number of workers, no state."""

from __future__ import annotations

from datetime import UTC, datetime

import faust

from stream.agents.delivery import Delivery, raw_of
from stream.agents.telling import tell_prepared
from stream.intake.step import intake
from stream.metrics.counting import count_done, count_intake
from stream.records import Stream
from stream.rules import intake_rules
from stream.settings import Settings
from stream.transport import Batch


def register(app: faust.App, settings: Settings, delivery: Delivery) -> None:
    """Wire the intake to its topic."""
    rules = intake_rules(settings)

    async def work(batch: Batch) -> None:
        now = datetime.now(UTC)
        raws = [raw_of(record, now) for record in batch.records]
        outcome = intake(raws, rules, settings.partitions)
        dead = delivery.dead_letters("intake", raws, outcome.rejected)
        count_intake(delivery.metrics, outcome)
        await delivery.send([*outcome.outputs, *dead])
        count_done(delivery.metrics, outcome)
        tell_prepared(outcome.outputs)

    @app.agent(app.topic(settings.topic(Stream.RAW)), name="intake")
    async def intake_agent(batches: faust.StreamT[Batch]) -> None:
        async for batch in batches:
            await delivery.run("intake", batch, work)
