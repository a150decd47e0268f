"""`newswire worker`: a worker until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from datetime import UTC, datetime
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

import click
from aiokafka.errors import KafkaError

from stream import __version__
from stream.config import logs
from stream.config.settings import Settings
from stream.config.settings_source import load, unread
from stream.kafka import admin
from stream.model.errors import NewswireError, StopError
from stream.worker.ending import Ending, ending_of, of_settings
from stream.worker.tables.standing import OF_NO_USE, put_aside, table_standings, tables_on_disk
from stream.worker.web.port import listening_port

if TYPE_CHECKING:
    from stream.worker.tables.prefetch import ReadingAhead
    from stream.worker.worker_parts import WorkerParts

_log = logging.getLogger(__name__)


@click.command()
@click.option("--web-port", type=click.IntRange(0, 65535), help="Instead of NEWSWIRE_WEB_PORT.")
@click.option("--create-topics", is_flag=True, help="Create the topics that are missing before the start.")
@click.pass_obj
def worker(parts: WorkerParts | None, web_port: int | None, create_topics: bool) -> None:
    """Run a worker: intake, deduplication and tagging, with metrics and health on its web port.

    Checks the topics first. Ends with 0 on SIGTERM or SIGINT, with 1 on a fault; the last line of the log says why and
    the way out. What it had not finished is read again by the next worker.
    """
    overrides: dict[str, Any] = {} if web_port is None else {"web_port": web_port}
    logs.configure(unread())  # for warnings about the settings themselves
    try:
        settings = load(**overrides)
    except StopError as error:
        _fail(of_settings(error))
    logs.configure(settings)
    logs.catch_the_uncaught()
    signal.signal(signal.SIGTERM, _told_to_stop)  # until the event loop has its own handlers
    try:
        run(settings, create_topics=create_topics, parts=parts)
    except KeyboardInterrupt:
        _log.info("ended", extra={"code": 0})
    except Exception as error:  # noqa: BLE001 - the last line of the log names any fault
        if not isinstance(error, (NewswireError, KafkaError)):
            _log.critical("crashed", exc_info=error)
        _fail(ending_of(error, settings))


def run(settings: Settings, *, create_topics: bool, parts: WorkerParts | None = None) -> None:
    """Check, start, and run until the end; `parts` stand in for the usual ones.

    Raises:
        Exception: what ended it, before or while it ran: a `StopError`, a fault of Kafka, or one that nobody foresaw.
        SystemExit: an orderly end.
    """
    port = listening_port if parts is None else parts.port
    settings = settings.model_copy(update={"web_port": port(settings.web_host, settings.web_port)})
    _make_folder(settings)
    if create_topics:
        asyncio.run(admin.create_missing(settings))
    asyncio.run(admin.verify(settings))
    _put_aside(settings)
    from stream.pipeline.core_rules import dedup_rules  # noqa: PLC0415 - as above
    from stream.worker.tables.prefetch import ReadingAhead, databases  # noqa: PLC0415 - numpy, for a worker alone

    ahead = ReadingAhead(dedup_rules(settings))
    ahead.start(databases(settings))  # in a thread: until the first article comes a worker mostly waits
    try:
        _run(settings, ahead, parts)
    finally:
        ahead.stop()


def _run(settings: Settings, ahead: ReadingAhead, parts: WorkerParts | None) -> None:
    web = f"http://{settings.web_host}:{settings.web_port}/"
    told = {"version": __version__, "broker": settings.broker, "group": settings.group, "web": web}
    _log.info("starting", extra=told)
    import faust  # noqa: PLC0415 - slow, and not needed to find out that the topics are wrong

    from stream.worker.app import create_app  # noqa: PLC0415 - as above

    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    app = create_app(settings, ahead, parts)
    # Faust's own logging and its banner are left out: stream.config.logs is configured.
    running = faust.Worker(app, loop=loop, quiet=True, redirect_stdouts=False, override_logging=False)
    running.spinner = None
    try:
        running.execute_from_commandline()
    except SystemExit as ended:
        # Mode exits with a code and not with the error; the error is then the context of its SystemExit.
        reason = running.crash_reason or app.crash_reason or (ended.__context__ if ended.code else None)
        if isinstance(reason, MemoryError):
            sys.stderr.write("\n")  # mode prints words of its own without a line break
        if reason is not None:
            raise reason from None
        _log.info("ended", extra={"code": ended.code})
        raise


def _make_folder(settings: Settings) -> None:
    """Make the data folder with all that leads to it: Faust makes the last folder alone."""
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = (
            f"NEWSWIRE_DATA_DIR={settings.data_dir} cannot be made: {error.strerror}: {error.filename}. "
            "Name a folder that this user may write, or one that can be made."
        )
        raise StopError(msg) from error


def _put_aside(settings: Settings) -> None:
    """Put aside the tables on this disk that belong to other logs than the broker has, before anything reads them."""
    for table in asyncio.run(table_standings(settings, tables_on_disk(settings))):
        if table.found in OF_NO_USE:
            old, new = table.table.path, put_aside(table, datetime.now(UTC))
            if new is None:
                _log.warning("table left to its worker", extra={"why": table.said(), "path": str(old)})
            else:
                told = {"why": table.said(), "old": str(old), "new": str(new)}
                _log.warning("table put aside, to be rebuilt from its changelog", extra=told)


def _told_to_stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _fail(ending: Ending) -> NoReturn:
    logs.end(ending.reason, ending.way_out)
    sys.exit(1)
