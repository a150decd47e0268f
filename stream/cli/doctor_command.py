"""`newswire doctor`: what keeps a worker on this machine from running, before it is started or when it fails."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import asdict

import click

from stream.cli.config_command import find_problems
from stream.cli.main import Failed
from stream.cli.output import print_folded, print_json, say
from stream.config.settings_source import ignored, read_settings
from stream.doctor.examination import examine
from stream.doctor.lines import DoctorLine, Rating
from stream.model.errors import StopError

_COLOURS = {Rating.OK: "green", Rating.WARNING: "yellow", Rating.ERROR: "red", Rating.UNKNOWN: "magenta"}

_INDENT = 26  # columns of the verdict and of what was looked at


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON for each thing looked at.")
def doctor(as_json: bool) -> None:
    """Look at everything that a worker needs: versions, codecs, settings, lexicon, tagger, web port, broker, topics, permissions, clock, tables, disk.

    Prints a verdict for each, and what to do where it is not ok. Changes nothing. Exits with 1 when anything is an error;
    a warning, or what could not be found out, is none.
    """
    # The doctor reports faults of the broker itself, so the client's own log lines are off.
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    try:
        settings = read_settings()
    except StopError as stopped:
        lines = [
            DoctorLine("settings", Rating.ERROR, problem, "see `newswire config check`")
            for problem in str(stopped).splitlines()
        ]
        for line in lines:
            _print(line, as_json=as_json)
        raise _failed(lines) from stopped

    async def run() -> list[DoctorLine]:
        found = []
        # The line on the data folder says more.
        problems = [
            problem for problem in find_problems(settings) if not problem.startswith("NEWSWIRE_DATA_DIR")
        ]
        async for line in examine(settings, problems, ignored()):
            _print(line, as_json=as_json)
            found.append(line)
        return found

    lines = asyncio.run(run())
    if any(line.verdict is Rating.ERROR for line in lines):
        raise _failed(lines)
    if all(line.verdict is Rating.OK for line in lines):
        say("All is well.")
    else:
        say("A worker can run.")


def _failed(lines: list[DoctorLine]) -> Failed:
    errors = sum(line.verdict is Rating.ERROR for line in lines)
    return Failed(
        "1 thing keeps a worker from its work"
        if errors == 1
        else f"{errors} things keep a worker from its work"
    )


def _print(line: DoctorLine, *, as_json: bool) -> None:
    if as_json:
        print_json(asdict(line))
        return
    verdict = click.style(f"{line.verdict:<8}", fg=_COLOURS[line.verdict])
    click.echo(f"{verdict} {line.check:<16} ", nl=False)
    print_folded(line.said, _INDENT, begun=_INDENT)
    if line.way_out:
        print_folded(f"→ {line.way_out}", _INDENT)
