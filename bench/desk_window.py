"""A browser that looks at the desk: when a row shows what came, and what a page takes over the wire."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from shutil import which
from typing import Final, TypeAlias

from playwright.sync_api import Browser, Page, Response, sync_playwright

TRIES: Final = 20
SETTLE_MILLISECONDS: Final = 2_000  # after the page is there, for what its script fetches
Watching: TypeAlias = dict[
    int, float
]  # by number of the version: when its row was first seen, seconds since 1970

# Each number that the row's headline has had, with the time of the mutation that brought it.
_WATCH = """id => {
  window.seen = {};
  const look = () => {
    const text = document.getElementById(id)?.querySelector(".headline")?.textContent || "";
    const number = text.replace("Watched ", "");
    if (number && !(number in window.seen)) window.seen[number] = Date.now() / 1000;
  };
  look();
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


@dataclass(frozen=True, slots=True)
class Window:
    """An open page."""

    page: Page

    def seen(self) -> Watching:
        """Which versions were seen, and when."""
        found: dict[str, float] = self.page.evaluate("() => window.seen")
        return {int(number): at for number, at in found.items()}


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        yield made
        made.close()


@contextmanager
def watching(address: str, story: str) -> Iterator[Window]:
    """The wire with a story's row in sight."""
    with _browser() as browser:
        page = browser.new_page()
        row = f"story-{story}"
        for _ in range(TRIES):  # others may have pushed it off the first page since its last version
            page.goto(address)
            if page.locator(f"[id='{row}']").count():
                break
        page.evaluate(_WATCH, row)
        yield Window(page)


def first_view(address: str, path: str) -> float:
    """Kilobytes of all bodies that a browser fetches for a page with nothing kept."""
    with _browser() as browser:
        page = browser.new_page()
        answers: list[Response] = []
        page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - playwright writes attributes to what it is given
        page.goto(address + path)
        page.wait_for_timeout(SETTLE_MILLISECONDS)
        sizes = [
            answer.request.sizes()["responseBodySize"]
            for answer in answers
            if not answer.url.endswith("/live")  # it has no end
        ]
    return sum(sizes) / 1000
