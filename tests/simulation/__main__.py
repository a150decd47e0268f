"""`make simulate SCHEDULES=n SEED=s`: ends with one line of JSON, and 1 when a schedule is not clean."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import time
import warnings
from contextlib import nullcontext
from dataclasses import asdict
from typing import Any

import click
import orjson

from tests.simulation.sabotages import DOUBLED, SABOTAGES, sabotaged
from tests.simulation.simulate import Runs, run_schedules

SAID_AFTER = 500  # schedules: a line on standard error


@click.command()
@click.option("--schedules", type=click.IntRange(min=1), default=200, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Of all schedules.")
@click.option(
    "--first", type=click.IntRange(min=0), default=0, show_default=True, help="Number of the first one."
)
@click.option(
    "--sabotage",
    "sabotages",
    multiple=True,
    metavar="NAME[:FIRST]",
    help="Take a guard away, and stop at the first find; may be given several times.",
)
def main(schedules: int, seed: int, first: int, sabotages: tuple[str, ...]) -> None:
    """Run schedules and say what was found.

    What is not clean goes to standard error as it comes, with the number that gives the schedule again; the report goes to
    standard output, as one line of JSON, or one for each sabotage.
    """
    if os.environ.get("PYTHONHASHSEED") != "0":
        # Faust goes through sets of partitions, in the order of their hashes: else a seed would not be a schedule.
        os.execve(  # noqa: S606 - ourselves
            sys.executable,
            [sys.executable, "-m", "tests.simulation", *sys.argv[1:]],
            {**os.environ, "PYTHONHASHSEED": "0"},
        )
    warnings.simplefilter("ignore", RuntimeWarning)  # what the dead never awaited
    unclean = 0
    for each in sabotages or ("",):
        name, _, start = each.partition(":")
        if name and name not in SABOTAGES | DOUBLED:
            msg = f"--sabotage {name}: there is {', '.join(SABOTAGES | DOUBLED)}"
            raise click.UsageError(msg)
        with sabotaged(name) if name else nullcontext():
            report = _report(seed, int(start or first), schedules, sabotage=name)
        unclean += report["unclean"]
        click.echo(orjson.dumps(report, option=orjson.OPT_SORT_KEYS).decode())
    logging.disable(logging.CRITICAL)  # what is collected of the dead at the very end
    sys.exit(0 if not unclean else 1)


def _report(seed: int, first: int, schedules: int, *, sabotage: str) -> dict[str, Any]:
    runs, began = Runs(), time.monotonic()
    with contextlib.closing(run_schedules(seed, first, schedules)) as all_of_them:
        for ran in all_of_them:
            runs.add(ran)
            if not ran.found.clean:
                found = {name: count for name, count in asdict(ran.found).items() if count}
                click.echo(f"{ran.seed}: {found} {'; '.join(ran.why)[:400]}", err=True)
                if sabotage:
                    break
            if runs.schedules % SAID_AFTER == 0:
                click.echo(f"{runs.schedules} schedules, {runs.unclean} not clean", err=True)
    return {
        "schedules": runs.schedules,
        "seed": seed,
        "seconds": round(time.monotonic() - began, 1),
        "simulated_seconds": round(runs.simulated_seconds),
        "callbacks": runs.steps,
        "faults": dict(runs.faults),
        "found": dict(runs.found),
        "unclean": runs.unclean,
        "seeds": runs.seeds,
        "sabotage": sabotage,
    }


if __name__ == "__main__":
    main()
