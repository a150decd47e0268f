"""The status page in a real browser: it looks as it should, renews itself, and nothing of a stranger's runs in it."""

from __future__ import annotations

import http.server
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from stream.kafka.embedded_broker import LOOPBACK
from stream.worker.web.status import PageContent, page_headers, render_page
from tests import chromium
from tests.chromium import Size
from tests.desk import windows
from tests.worker.web.test_status import GIVEN, STATUS

pytestmark = pytest.mark.chromium

Pages = Callable[[int], PageContent | None]
# Each would show itself in the document if it ran: an element with an id of its own, or a changed title.
ATTACKS = (
    "<img src=x onerror=\"document.title='hacked'\" id=hacked>",
    "</small><script>document.title='hacked'</script><b id=hacked>",
    "<svg onload=\"document.title='hacked'\" id=hacked>",
    "\"><a id=hacked href=javascript:document.title='hacked'>",
)


@contextmanager
def serving(pages: Pages) -> Iterator[str]:
    """A server of the page as a worker serves it: what each request (0, 1, ..) is answered with; None is a 503."""
    asked = iter(range(1000))

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status = pages(next(asked))
            self.send_response(503 if status is None else 200)
            for name, value in page_headers().items():
                self.send_header(name, value)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(b"" if status is None else render_page(status).encode())

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer((LOOPBACK, 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://{LOOPBACK}:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


def test_the_page_renews_itself() -> None:
    """Without being loaded again: the second answer's numbers stand in the first one's page, and nothing is called old."""
    with serving(lambda ask: replace(STATUS, totals={"raw records": float(1000 + ask)})) as address:
        first, later = chromium.dom(address), chromium.dom(address, seconds=12)
    assert "1,000" in first
    assert re.search(r"raw records</dt><dd>1,00[2-9]", later)
    assert '<p class="stale" id="stale" role="alert"></p>' in later
    # The switch is there where the script is: the policy lets ours run.
    assert "<label><input" in first


def test_a_page_that_is_not_answered_says_that_it_is_old() -> None:
    """A worker that died must not look well for ever."""
    with serving(lambda ask: STATUS if ask == 0 else None) as address:
        assert 'role="alert">The worker has not answered since' in chromium.dom(address, seconds=12)


def test_nothing_of_a_stranger_runs() -> None:
    """Neither markup nor script, in any of the places that hold what came with an article."""
    given = tuple(
        replace(GIVEN, uri=attack, source=attack, reason=attack, rule=attack, article_id=attack)
        for attack in ATTACKS
    )
    with serving(lambda _: replace(STATUS, given=given)) as address:
        document = chromium.dom(address, seconds=6)
    assert "<title>ready: newswire" in document
    assert 'id="hacked"' not in document
    assert "&lt;script&gt;" in document


@pytest.mark.parametrize("size", [Size(1280, 1100), Size(500, 1600)], ids=["desk", "phone"])
def test_it_draws(size: Size, tmp_path: Path) -> None:
    """On a desk and on a phone; a page that drew nothing would be a few hundred bytes of one colour."""
    picture = tmp_path / "status.png"
    with serving(lambda _: replace(STATUS, given=(GIVEN,) * 8)) as address:
        assert size == chromium.screenshot(address, size, picture)
    assert picture.stat().st_size > 20_000


LONG = "https://www.dailymercury.example/2026/03/17/regional/coast/ferry-resumes-after-the-storm-" + "x" * 120


@pytest.mark.parametrize("width", [320, 390, 768])
def test_nothing_scrolls_sideways(width: int) -> None:
    """With long names in every place, from the narrowest phone on."""
    given = (replace(GIVEN, uri=LONG, source="Norrland" * 12, story_id="f" * 32),) * 3
    wide = replace(
        STATUS, given=given, pinned=given, broker=f"{LONG}:9092", silent_since=1.0, worker="g" * 60
    )
    with serving(lambda _: wide) as address, windows.chromium() as browser:
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(address)
        page.locator("summary").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_selection_focus_and_open_details_survive_a_refresh() -> None:
    """While the numbers beside them change."""
    with (
        serving(lambda ask: replace(STATUS, totals={"raw records": float(1000 + ask)})) as address,
        windows.chromium() as browser,
    ):
        page = browser.new_page()
        page.goto(address)
        page.locator("summary").click()
        page.locator("footer a").first.focus()
        page.evaluate(
            "getSelection().selectAllChildren([...document.querySelectorAll('small')].find(e => e.textContent === 'urn:a:1'))"
        )
        page.evaluate("refresh()")
        page.get_by_text("1,002").or_(page.get_by_text("1,003")).wait_for()
        assert page.evaluate("getSelection().toString()") == "urn:a:1"
        assert page.evaluate("document.activeElement.textContent") == "readyz"
        assert page.locator("details").get_attribute("open") is not None
