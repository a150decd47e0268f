"""`newswire demo`: a fictional wire day through a real broker and a real worker, held against the truth."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from stream.cli.desk_command import require_packages, serve_topics
from stream.cli.main import Failed
from stream.cli.output import say
from stream.config.settings import Settings
from stream.config.settings_source import load
from stream.demo.check import Report, check_outputs
from stream.demo.day import build_day
from stream.demo.newsrooms import AGENCY_NAMES
from stream.demo.run_day import run_day
from stream.demo.tables import render_report
from stream.demo.truth import Day
from stream.demo.worker_process import running_worker
from stream.demo.write_day import write_jsonl
from stream.kafka import admin
from stream.kafka.embedded_broker import EmbeddedBroker, free_port
from stream.model.errors import StopError
from stream.model.plurals import counted

TABLE_WIDTH = 100  # columns of the tables where there is no terminal


@click.command()
@click.option("--keep", is_flag=True, help="Leave broker and worker running afterwards, until Ctrl-C.")
@click.option("--pace", default=8.0, show_default=True, help="Seconds that the day takes to send.")
@click.option(
    "--write", type=click.Path(path_type=Path, dir_okay=False), help="Write the day to a file instead."
)
def demo(keep: bool, pace: float, write: Path | None) -> None:
    """Send a fictional day of news through the whole pipeline and show what was made of it.

    Starts the embedded broker and a worker of its own. Ends with 0 only if every verdict, story, notice and conflict
    tag is as planted in the day.
    """
    day = build_day()
    if write is not None:
        left_out = write_jsonl(day, write)
        written = counted(len(day.deliveries) - left_out, "record")
        say(f"{written} written to {write}; {left_out} fit no line of a file.")
        return
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="newswire-demo-")))
        say("Starting the broker and a worker …")
        broker = stack.enter_context(EmbeddedBroker())
        # The clock runs by the records of the day: for the machine that runs the demo its embargoes are long over.
        settings = load(
            broker=broker.url,
            data_dir=folder / "table",
            web_port=free_port("127.0.0.1"),
            clock="log",
            agencies=AGENCY_NAMES,
            tag="all",  # the planted tags are checked in every story, also in one about war without a word of war
        )
        asyncio.run(admin.create_missing(settings))
        worker = stack.enter_context(running_worker(settings, folder / "worker.log"))
        report = _run(day, settings, pace)
        _console().print(render_report(report))
        if keep:
            kept = settings.model_copy(
                update={"desk_dir": folder / "desk", "desk_port": free_port("127.0.0.1")}
            )
            _keep(kept, worker.address)
    if not report.matches:
        count = len(report.mismatches)
        msg = f"{counted(count, 'thing')} {'is' if count == 1 else 'are'} not as planted in the day"
        raise Failed(msg)


def _run(day: Day, settings: Settings, pace: float) -> Report:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not sys.stderr.isatty(), transient=True) as bars:
        task = bars.add_task("a day of news", total=len(day.deliveries))
        outputs = asyncio.run(
            run_day(day, settings, pace, lambda decided: bars.update(task, completed=decided))
        )
    say(f"{len(day.deliveries)} records sent, {len(outputs)} records came of them.")
    return check_outputs(day, outputs.values())


def _console() -> Console:
    console = Console()
    return console if console.is_terminal else Console(width=TABLE_WIDTH)


def _keep(settings: Settings, address: str, interrupted: Callable[[], None] | None = None) -> None:
    say("")
    say(f"Broker   NEWSWIRE_BROKER={settings.broker}")
    say(f"Page     {address}/   (what the worker does, in a browser)")
    say(f"Worker   {address}/metrics   {address}/healthz   {address}/readyz")
    say(f"Try      {sys.argv[0]} tail copies --max 5   (with NEWSWIRE_BROKER set as above)")
    say("Ctrl-C ends all.")
    try:
        (interrupted or partial(_serve, settings))()
    except KeyboardInterrupt:
        say("Stopping.")


def _serve(settings: Settings) -> None:
    asyncio.run(_until_told(settings))


async def _until_told(settings: Settings) -> None:
    """Serve the desk page beside the worker; where its packages are not installed, only wait."""
    try:
        require_packages()
    except StopError as error:
        say(f"Desk     {error}")
        await asyncio.Event().wait()
    else:
        await serve_topics(settings)
