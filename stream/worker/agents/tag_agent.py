"""`newswire.judged` → `newswire.enriched` and `newswire.conflict`: any number of workers, each remembering its partitions' versions."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

import faust

from stream.config.settings import Settings
from stream.kafka.batches import Batch
from stream.kafka.topics import retention_seconds
from stream.model.articles import Stream
from stream.model.records import Record
from stream.pipeline.core_rules import load_tagger
from stream.pipeline.report_routing import hearing
from stream.tagging.stage import TagOutcome, tag
from stream.worker.agents.precedence import WorkTurns, share_of
from stream.worker.agents.stage_runner import StageRunner, machine_time, raw_of
from stream.worker.log_lines import log_enriched
from stream.worker.metrics.counting import count_tag
from stream.worker.running import consumer_of
from stream.worker.tables.editions import Editions

# One is tagged while the one before, of another partition, waits for the broker's acknowledgements.
BATCHES: Final = 2


def register(
    app: faust.App,
    settings: Settings,
    runner: StageRunner,
    make_tagger: Callable[[Settings], Any] = load_tagger,
    clock_now: Callable[[], datetime] = machine_time,
) -> None:
    """Wire the tagger to its topic."""
    tagger = make_tagger(settings)
    editions = Editions(app, settings)
    judged = settings.topic(Stream.JUDGED)
    retention = retention_seconds(Stream.JUDGED)

    def share() -> float:
        consumer = consumer_of(app)
        oldest = None if consumer is None else consumer.oldest(judged)
        return share_of(0.0 if oldest is None else time.time() - oldest, retention)

    turns = WorkTurns(share)
    one_by_one: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
    tagging = asyncio.Lock()

    async def work(batch: Batch) -> None:
        now = clock_now()
        raws = {raw.position: raw for raw in (raw_of(record, now) for record in batch.records)}
        records = [Record(position, raw.value or b"") for position, raw in raws.items()]
        outcome = TagOutcome()
        # A partition's batches go one after the other: each needs the versions that the one before wrote to the table.
        async with one_by_one[batch.tp.partition]:
            edition = editions.of(batch.tp.partition)
            with editions.deciding(edition):
                async with tagging:
                    for record in records:
                        # A batch takes seconds; the notice of a kill must not wait for it.
                        await turns.next()
                        started = time.perf_counter()
                        tag(tagger, edition.versions, [record], outcome)
                        turns.took(time.perf_counter() - started)
                        batch.went_on = time.monotonic()
                await editions.append(batch, edition, outcome.fresh)
            rejected = [(raws[record.position], error) for record, error in outcome.rejected]
            dead = runner.dead_letters("tag", raws.values(), rejected)
            heard = hearing(outcome.reports, settings.partitions)
            await runner.send([*outcome.outputs, *heard, *dead])
        count_tag(runner.metrics, outcome)
        log_enriched(outcome.outputs)

    @app.agent(app.topic(judged), name="tag", concurrency=BATCHES)
    async def tag_agent(batches: faust.StreamT[Batch]) -> None:
        async for batch in batches:
            await runner.run("tag", batch, work)
