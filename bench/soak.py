"""`make soak ARTICLES=n`: forty days of article time through a window of fourteen, as fast as it goes.

Intake, deduplication, its table and its changelog, as a worker has them, without a broker and without tags. After the
first window nothing may grow: each of the forty days prints what it came to, and the last line is one of JSON.
"""

from __future__ import annotations

import asyncio
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any, Final, cast

import click
import orjson

from stream.config.settings import Settings
from stream.dedup.stage import dedup
from stream.intake.prepare import Raw
from stream.intake.stage import intake
from stream.model.articles import Position
from stream.model.records import Record
from stream.pipeline.core_rules import intake_rules
from stream.worker.metrics import Metrics
from stream.worker.metrics.recovery import StateRecovery
from stream.worker.tables.shards import Shards
from tests.dedup.texts import prose
from tests.worker.agents.tables import App, batch

DAYS: Final = 40
BATCH: Final = 100
WORDS: Final = 120
START: Final = datetime(2031, 5, 4, tzinfo=UTC)
# Of the articles that are no new story: a copy of a story of the last two days, or a version of its own item.
COPIES: Final = 0.5
VERSIONS: Final = 0.15


@dataclass(frozen=True, slots=True)
class Day:
    """What a day came to: microseconds an article, bytes and rows of the table, changelog records so far, and resident megabytes."""

    day: int
    articles: int
    microseconds: int
    rows: int
    table_bytes: int
    written: int
    articles_held: int
    megabytes: float


def articles(count: int, seed: int) -> Iterator[tuple[datetime, bytes]]:
    """Articles evenly over the days, with the time at which each comes."""
    rng = Random(seed)  # noqa: S311 - a feed to play back, no secret
    recent: list[dict[str, Any]] = []
    most = max(2 * count // DAYS, 1)
    for number in range(count):
        at = START + timedelta(days=DAYS) * number / count
        chance = rng.random()
        if recent and chance < COPIES:
            first = rng.choice(recent)
            fields = {**first, "uri": f"{first['uri']}:{number}", "source": f"Outlet {number % 40}"}
        elif recent and chance < COPIES + VERSIONS:
            first = rng.choice(recent)
            fields = {**first, "version": str(number + 2), "body": f"{first['body']}\n\n{prose(number, 20)}"}
        else:
            fields = {"uri": f"urn:soak:{number}", "source": "Harrow", "version": "1", "language": "en"}
            fields |= {"headline": prose(number + 1, 6), "body": prose(seed * 1_000_003 + number, WORDS)}
            recent.append(fields)
            del recent[:-most]
        yield at, orjson.dumps({**fields, "version_created": at.isoformat()})


async def soak(count: int, seed: int) -> list[Day]:
    """Run all days; what each came to."""
    app: Any = App()
    settings = Settings(partitions=1, data_dir=Path("soak"))
    shards = Shards(cast("Any", app), settings, StateRecovery(Metrics()))
    rules, found = intake_rules(settings), []
    written, offset, waiting = 0, 0, list[Raw]()
    began, done, day = time.process_time(), 0, 0
    for number, (at, value) in enumerate(articles(count, seed)):
        waiting.append(Raw(value, None, (), Position("newswire.raw", 0, number), at))
        if len(waiting) < BATCH and number + 1 < count:
            continue
        values = [output.value for output in intake(waiting, rules, 1).outputs]
        done += len(waiting)
        waiting = []
        shard = await shards.of(0)
        taken = batch(settings.topic_prefix + ".prepared", offset, values)
        records = [Record(Position(each.topic, 0, each.offset), each.value, at) for each in taken.records]
        offset += len(values)
        with shards.deciding(shard):
            outcome = dedup(shard.state, records, 1, following=shard.threads)
            await shards.append(taken, shard, outcome.fresh, outcome.steps)
        written += len(app.table.sent)
        app.table.sent.clear()
        app.table.data.persisted[:] = app.table.data.persisted[-1:]
        if (at - START).days > day or number + 1 == count:
            seconds = time.process_time() - began
            found.append(_day(day, done, seconds, app, shard, written))
            click.echo(orjson.dumps(found[-1]), err=True)
            began, done, day = time.process_time(), 0, (at - START).days
    return found


def _day(day: int, done: int, seconds: float, app: Any, shard: Any, written: int) -> Day:
    rows = app.table.data
    return Day(
        day,
        done,
        round(seconds / max(done, 1) * 1e6),
        len(rows),
        sum(map(len, rows.values())),
        written,
        len(shard.state.articles),
        round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    )


@click.command()
@click.option(
    "--articles", "count", type=click.IntRange(min=DAYS * BATCH), default=100_000, show_default=True
)
@click.option("--seed", type=int, default=1, show_default=True)
def main(count: int, seed: int) -> None:
    """Run the days, and hold the last ten against those right behind the first window."""
    began = time.monotonic()
    days = asyncio.run(soak(count, seed))
    after, last = days[15:25], days[-10:]
    ratio = {
        name: round(_mean(last, name) / max(_mean(after, name), 1), 3)
        for name in ("microseconds", "rows", "table_bytes", "articles_held", "megabytes")
    }
    report = SimpleNamespace(articles=count, seed=seed, days=len(days), last_days_against_after_window=ratio)
    report.microseconds, report.megabytes = days[-1].microseconds, days[-1].megabytes
    report.table_bytes, report.written = days[-1].table_bytes, days[-1].written
    report.seconds = round(time.monotonic() - began, 1)
    click.echo(orjson.dumps(vars(report)).decode())


def _mean(days: list[Day], name: str) -> float:
    return sum(float(getattr(day, name)) for day in days) / max(len(days), 1)


if __name__ == "__main__":
    main()
