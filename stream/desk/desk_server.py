"""The desk as a process: the web server and the reader beside it, in one event loop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Final

import uvicorn

from stream.config.settings import Settings
from stream.desk.desk_app import Desk, application
from stream.desk.desk_database import FILE, DeskDatabase
from stream.desk.live_changes import LiveChanges
from stream.desk.page_maker import Towns, no_towns
from stream.desk.page_policy import is_loopback, require_auth
from stream.desk.topic_reader import TopicReader
from stream.desk.topic_standing import ReaderStanding
from stream.model.errors import StopError

_log = logging.getLogger(__name__)
_STOP_SECONDS: Final = 5  # for answers that are being sent


def listening(settings: Settings) -> socket.socket:
    """The socket of the desk's web port, bound.

    Raises:
        StopError: it cannot be had, or it is beyond the loopback and nobody said who may read.
    """
    host, port = settings.desk_host, settings.desk_port
    require_auth(host, settings.desk_auth)
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(family, kind, protocol)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen()  # whoever asks before the pages are there waits and is answered
    except OSError as error:
        msg = (
            f"NEWSWIRE_DESK_HOST={host}, NEWSWIRE_DESK_PORT={port}: {error.strerror}: choose another with NEWSWIRE_DESK_PORT or "
            "--port (0: any free one)"
        )
        raise StopError(msg) from error
    return made


def address_of(bound: socket.socket) -> str:
    """The address of a bound socket as a person types it."""
    host, port = bound.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


class _Server(uvicorn.Server):
    """Leaves signals to the event loop: uvicorn would raise them again when it has ended, and nothing of ours would be closed."""

    def __init__(self, config: uvicorn.Config, live: LiveChanges) -> None:
        super().__init__(config)
        self._live = live

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield

    def end(self) -> None:
        """Finish what is being answered, then end; what open pages follow has no end of its own."""
        self._live.close()
        self.should_exit = True


async def serve(
    settings: Settings,
    database: DeskDatabase,
    bound: socket.socket,
    standing: ReaderStanding,
    ready: Callable[[], None] = lambda: None,
    live: LiveChanges | None = None,
    towns: Towns = no_towns,
) -> None:
    """Serve the pages until cancelled or told to stop by a signal, and read the topics unless the day was replayed.

    Args:
        settings: the desk's.
        database: what it shows.
        bound: where it listens (see `listening`).
        standing: how far the topics are read.
        ready: called when the pages are there.
        live: what tells open pages of changes; made where it is not given.
        towns: the names on the maps; none where it is not given.
    """
    live = live or LiveChanges()
    if settings.desk_auth.startswith("basic:") and not is_loopback(settings.desk_host):
        _log.warning(
            "passwords in the clear",
            extra={"host": settings.desk_host, "way_out": "put a proxy that speaks TLS before the desk"},
        )
    app = application(Desk(settings.desk_dir / FILE, settings, standing, live=live, towns=towns))
    options = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_STOP_SECONDS,
        lifespan="off",
        ws="none",
    )
    server = _Server(options, live)
    if threading.current_thread() is threading.main_thread():  # signals come to no other
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, server.end)
    reading = (
        None
        if standing.replayed
        else asyncio.create_task(TopicReader(settings, database, standing, live.publish).run())
    )
    serving = asyncio.create_task(server.serve(sockets=[bound]))
    ready()
    waiting = [serving] if reading is None else [serving, reading]
    try:
        done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        server.end()
        if reading is not None:
            reading.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
