"""`newswire desk`: the page that a wire desk keeps open."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import signal
import sqlite3
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import FrameType
from typing import Any, Final, NoReturn

import click

from stream.cli.output import say
from stream.config import logs
from stream.config.settings import Settings
from stream.config.settings_source import load
from stream.model.errors import StopError
from stream.pipeline.gazetteer_towns import GazetteerTowns

# What the extra installs and a worker does not need; jinja2 is installed either way.
_PACKAGES: Final = ("starlette", "uvicorn", "sse_starlette")
REBUILT: Final = "rebuilt"  # the file beside the database that replaces it


@click.command()
@click.option("--demo", is_flag=True, help="Show the demo's made-up day, without a broker.")
@click.option(
    "--rebuild",
    is_flag=True,
    help="Read the topics anew into a new database; the old one is shown until that has caught up.",
)
@click.option("--host", help="Address to listen on, instead of NEWSWIRE_DESK_HOST.")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port, instead of NEWSWIRE_DESK_PORT (0: any free one)."
)
def desk(demo: bool, rebuild: bool, host: str | None, port: int | None) -> None:
    """Serve a page of stories: what came, who carries it in which version, what was taken back and who still runs it.

    Reads the enriched, copies, notices and judged topics into a database of its own (NEWSWIRE_DESK_DIR) and writes to no topic. Runs
    until SIGTERM or Ctrl-C. docs/desk.md tells what the pages show.
    """
    require_packages()
    given = {"desk_host": host, "desk_port": port}
    overrides: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    settings = load(**overrides)
    if rebuild and demo:
        msg = "--rebuild is for a database that is kept; --demo makes a new one each time"
        raise click.UsageError(msg)
    with contextlib.ExitStack() as stack:
        if demo:
            settings = settings.model_copy(update={"desk_dir": stack.enter_context(_folder())})
        # Until the event loop has a handler of its own: while packages load, the database is opened or a day is replayed.
        before = signal.signal(signal.SIGTERM, _told_to_stop)
        try:
            with contextlib.suppress(KeyboardInterrupt):
                if not demo:
                    logs.configure(settings)
                asyncio.run(_run(settings, demo=demo, rebuild=rebuild))
        finally:
            signal.signal(signal.SIGTERM, before)
    say("The desk has ended, as it was told.")


def _told_to_stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def require_packages() -> None:
    """Make sure that the desk's packages are there.

    Raises:
        StopError: saying how they are installed.
    """
    missing = [name for name in _PACKAGES if find_spec(name) is None]
    if missing:
        msg = f"the desk page needs {', '.join(missing)}: install newswire-stream[desk]"
        raise StopError(msg)


async def serve_topics(settings: Settings) -> None:
    """Serve the desk page and read the topics, until cancelled or told to stop."""
    await _run(settings, demo=False)


async def _run(settings: Settings, *, demo: bool, rebuild: bool = False) -> None:
    # Imported here: what these modules need is in an extra.
    from stream.desk.desk_database import DeskDatabase  # noqa: PLC0415 - of the extra, which is asked for above
    from stream.desk.desk_server import address_of, listening, serve  # noqa: PLC0415 - as above
    from stream.desk.topic_standing import ReaderStanding  # noqa: PLC0415 - as above

    bound = listening(settings)
    folder = settings.desk_dir / REBUILT
    shutil.rmtree(folder, ignore_errors=True)  # of a desk that ended before it had caught up
    if rebuild:
        keep_shown(settings.desk_dir)
    database = DeskDatabase(folder if rebuild else settings.desk_dir, drops=settings.desk_killed == "drop")
    standing = ReaderStanding(replayed=demo, rebuilding=rebuild)
    try:
        if demo:
            from stream.demo.day_on_desk import day_arrivals  # noqa: PLC0415 - the demo alone needs it

            say("Reading the demo's day …")
            database.apply(list(day_arrivals(settings)))
        await serve(
            settings,
            database,
            bound,
            standing,
            lambda: say(f"Desk     {address_of(bound)}"),
            towns=GazetteerTowns(),
        )
    finally:
        database.close()
        bound.close()


def keep_shown(folder: Path) -> None:
    """Make sure that there is a database to show while another is made: an empty one where it is damaged or of another version."""
    from stream.desk.desk_database import DeskDatabase  # noqa: PLC0415 - of the extra

    try:
        DeskDatabase(folder).close()
    except sqlite3.DatabaseError:
        for file in folder.glob("desk.sqlite*"):
            file.unlink()
        DeskDatabase(folder).close()


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="newswire-desk-") as name:
        yield Path(name)
