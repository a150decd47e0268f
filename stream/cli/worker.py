"""`newswire worker`: a worker until it is told to stop."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import click
from aiokafka.errors import KafkaError

from stream import admin
from stream import settings as settings_module
from stream.cli.main import Failed
from stream.errors import NewswireError
from stream.web.port import require_free


@click.command()
@click.option("--web-port", type=click.IntRange(0, 65535), help="Instead of NEWSWIRE_WEB_PORT.")
@click.option("--create-topics", is_flag=True, help="Create the topics that are missing before the start.")
def worker(web_port: int | None, create_topics: bool) -> None:
    """Run a worker: intake, deduplication and tagging, with metrics and health on its web port.

    Checks the topics first. Ends with 0 on SIGTERM or SIGINT, with 1 and the cause on a fault; what it had not
    finished is read again by the next worker.
    """
    overrides: dict[str, Any] = {} if web_port is None else {"web_port": web_port}
    settings = settings_module.load(**overrides)
    require_free(settings.web_host, settings.web_port)
    if create_topics:
        asyncio.run(admin.create(settings))
    asyncio.run(admin.verify(settings))
    import faust  # noqa: PLC0415 - slow, and not needed to find out that the topics are wrong

    from stream.app import create_app  # noqa: PLC0415 - as above

    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    app = create_app(settings)
    running = faust.Worker(app, loop=loop, loglevel=settings.log_level, redirect_stdouts=False)
    try:
        running.execute_from_commandline()
    except SystemExit as ended:
        reason = running.crash_reason or app.crash_reason
        if isinstance(reason, NewswireError):
            raise Failed(str(reason)) from reason
        if isinstance(reason, KafkaError):
            msg = f"the broker at {settings.broker} went away: {type(reason).__name__}: {reason}. Start again when it is back."
            raise Failed(msg) from reason
        sys.exit(ended.code)
