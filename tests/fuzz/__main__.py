"""`make fuzz INPUTS=n SEED=s`: ends with one line of JSON, and 1 when anything was found."""

from __future__ import annotations

import sys
import time

import click
import orjson

from tests.fuzz.fuzz_run import fuzz


@click.command()
@click.option("--inputs", type=click.IntRange(min=1), default=20_000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def main(inputs: int, seed: int) -> None:
    """Give decoders, tagger, pages and command line hostile inputs, and say what came of it."""
    began = time.monotonic()
    done = fuzz(inputs, seed, lambda line: click.echo(line, err=True))
    report = {
        "inputs": dict(done.inputs),
        "seed": seed,
        "seconds": round(time.monotonic() - began, 1),
        "slowest_seconds": done.slowest,
        "grown_megabytes": done.grown,
        "found": done.found,
    }
    click.echo(orjson.dumps(report).decode())
    sys.exit(1 if done.found else 0)


if __name__ == "__main__":
    main()
