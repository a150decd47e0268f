"""`make chaos KILLS=n SEED=s BROKER=embedded|apache SABOTAGE=name THREADS=1`: ends with one line of JSON, and 1 when it is not clean."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import click
import orjson

from tests.chaos.brokers import BROKERS
from tests.chaos.run import Plan, command_of, run
from tests.chaos.sabotage import SABOTAGES


@click.command()
@click.option("--kills", type=click.IntRange(min=1), default=10, show_default=True, help="Of workers.")
@click.option("--seed", type=int, default=1, show_default=True, help="Of the feed and of the workers' lives.")
@click.option("--broker", type=click.Choice(BROKERS), default="embedded", show_default=True)
@click.option("--workers", type=click.IntRange(min=1), default=2, show_default=True)
@click.option("--rate", type=float, default=40.0, show_default=True, help="Articles a second.")
@click.option(
    "--sabotage", type=click.Choice(sorted(SABOTAGES)), help="A guard that the workers are without."
)
@click.option("--threads/--no-threads", default=True, show_default=True)
@click.option("--folder", type=click.Path(path_type=Path), help="Where data and logs go.")
def main(
    kills: int,
    seed: int,
    broker: str,
    workers: int,
    rate: float,
    sabotage: str | None,
    threads: bool,
    folder: Path | None,
) -> None:
    """Kill workers at random under a planted feed and give the account of it.

    What happens goes to standard error, the report to standard output, as one line of JSON.
    """
    started = time.monotonic()

    def say(line: str) -> None:
        click.echo(f"{time.monotonic() - started:7.1f} {line}", err=True)

    folder = folder or Path(tempfile.mkdtemp(prefix="chaos-"))
    folder.mkdir(parents=True, exist_ok=True)
    plan = Plan(kills, seed, broker, workers, rate, command_of(sabotage), threads=threads)
    report = run(plan, folder, say)
    say(f"{'clean' if report.clean else 'not clean'}; data and logs are in {folder}")
    click.echo(orjson.dumps(report))
    sys.exit(0 if report.clean else 1)


if __name__ == "__main__":
    main()
