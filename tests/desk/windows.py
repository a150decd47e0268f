"""A desk that is served beside a test, and Debian's chromium that looks at it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import which

from playwright.sync_api import Browser, Page, sync_playwright

from stream.config.settings import Settings
from stream.desk.desk_database import DeskDatabase, TopicRecord
from stream.desk.desk_server import address_of, listening, serve
from stream.desk.desk_tables import connect
from stream.desk.live_changes import LiveChanges
from stream.desk.topic_standing import ReaderStanding

MOST_MILLISECONDS = 20_000  # a bound of every wait in a browser


@dataclass(frozen=True, slots=True)
class Served:
    """A desk that answers: its address, and what a reader of topics would do."""

    address: str
    database: DeskDatabase
    live: LiveChanges
    loop: asyncio.AbstractEventLoop

    def outlet(self) -> str:
        """The name of some outlet."""
        connection = connect(self.database.path)
        (name,) = connection.execute("SELECT source FROM outlet ORDER BY source LIMIT 1").fetchone()
        connection.close()
        return str(name)

    def arrive(self, *arrivals: TopicRecord) -> None:
        """Records come."""
        applied = self.database.apply(arrivals)
        self.loop.call_soon_threadsafe(self.live.publish, applied.stories)


@contextmanager
def serving(folder: Path, *, port: int = 0, own: Sequence[str] = ()) -> Iterator[Served]:
    """A desk that serves the database of a folder."""
    settings = Settings(desk_dir=folder, desk_port=port, desk_own=tuple(own))
    bound, database = listening(settings), DeskDatabase(folder)
    live = LiveChanges()
    loops: list[asyncio.AbstractEventLoop] = []
    ready, over = threading.Event(), asyncio.Event()

    async def run() -> None:
        loops.append(asyncio.get_running_loop())
        task = asyncio.create_task(
            serve(settings, database, bound, ReaderStanding(replayed=True), ready.set, live)
        )
        await over.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    ready.wait()
    try:
        yield Served(address_of(bound).rstrip("/"), database, live, loops[0])
    finally:
        loops[0].call_soon_threadsafe(over.set)
        thread.join()
        database.close()
        bound.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's own; playwright's are not needed."""
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        yield made
        made.close()


def opened(browser: Browser, width: int, scheme: str = "light", *, policy: bool = False) -> Page:
    """A page of a window of that width; without `policy` a test may add scripts of its own to it."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=not policy,
    )
    page = context.new_page()
    page.set_default_timeout(MOST_MILLISECONDS)
    return page
