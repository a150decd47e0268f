"""Take the README's pictures of the desk page: `python -m scripts.desk_pictures` writes `docs/pictures`.

They show the demo's made-up day in Debian's chromium: a desk and a phone, light and dark. WebP, because a page of text weighs
a third of what it does as PNG.
"""

from __future__ import annotations

import asyncio
import base64
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import Final, Literal

from playwright.sync_api import Browser, Page, sync_playwright

from stream.config.settings import Settings
from stream.demo.day_on_desk import day_arrivals
from stream.desk.desk_database import DeskDatabase
from stream.desk.desk_server import address_of, listening, serve
from stream.desk.topic_standing import ReaderStanding

TARGET: Final = Path(__file__).resolve().parent.parent / "docs" / "pictures"
QUALITY: Final = 70  # of WebP; letters stay sharp
BRIDGE: Final = "68c5c29900bace39"
HOSPITAL: Final = "30756fcc3a8d0957"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file's name, the page, the window, the scheme; `clicked` is chosen first."""

    name: str
    path: str
    width: int
    height: int
    scheme: Literal["light", "dark"]
    clicked: str = ""


PICTURES: Final = (
    Picture("desk-light", "/", 1360, 800, "light", f"#story-{BRIDGE} .headline"),
    Picture("desk-dark", f"/story/{HOSPITAL}", 1360, 800, "dark"),
    Picture("phone-light", "/alerts", 390, 800, "light"),
    Picture("phone-dark", "/", 390, 800, "dark"),
)


def take(target: Path) -> None:
    """Write every picture into a folder."""
    target.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        _served(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        for each in PICTURES:
            (target / f"{each.name}.webp").write_bytes(_taken(browser, address, each))
        browser.close()


def _taken(browser: Browser, address: str, picture: Picture) -> bytes:
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height}, color_scheme=picture.scheme
    )
    page = context.new_page()
    page.goto(address + picture.path)
    if picture.clicked:
        page.locator(picture.clicked).click()
        page.locator("#previewed h2").wait_for()
    found = _webp(page)
    context.close()
    return found


def _webp(page: Page) -> bytes:
    session = page.context.new_cdp_session(page)
    made = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    return base64.b64decode(made["data"])


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """A desk that shows the day."""
    settings = Settings(desk_dir=folder, desk_port=0, desk_own=("Coast Herald",))
    database = DeskDatabase(folder)
    database.apply(list(day_arrivals(settings)))
    bound, loops = listening(settings), list[asyncio.AbstractEventLoop]()
    ready, over = threading.Event(), asyncio.Event()

    async def run() -> None:
        loops.append(asyncio.get_running_loop())
        task = asyncio.create_task(serve(settings, database, bound, ReaderStanding(replayed=True), ready.set))
        await over.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    ready.wait()
    try:
        yield address_of(bound).rstrip("/")
    finally:
        loops[0].call_soon_threadsafe(over.set)
        thread.join()
        database.close()
        bound.close()


if __name__ == "__main__":
    take(TARGET)
    for file in sorted(TARGET.iterdir()):
        print(file.name, file.stat().st_size)
