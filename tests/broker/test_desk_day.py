"""The demo's day through a broker, a worker and the desk, into a browser."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
import pytest
from playwright.sync_api import Page, expect

from stream.config.settings import Settings
from stream.demo.day import build_day
from stream.demo.newsrooms import AGENCY_NAMES
from stream.demo.run_day import run_day
from stream.demo.worker_process import Running, settings_variables, started_worker, wait_until_ready
from stream.kafka import admin
from stream.kafka.embedded_broker import free_port
from tests.broker.harness import WAIT_SECONDS, with_port
from tests.desk.windows import chromium, opened
from tests.warm_start import running_worker

pytestmark = [pytest.mark.broker, pytest.mark.chromium]
STORIES = 59
PLANTED = {
    "late copy": 6, "killed text": 9, "wrong version": 8, "kill of something never seen": 1, "toll went down": 1,
}  # fmt: skip
PACE = 2.0  # seconds that the day takes to send; what comes of it is the same at any


@pytest.fixture
def desk(settings: Callable[..., Settings], tmp_path: Path) -> Iterator[Running]:
    """A desk that reads what a worker makes of the day."""
    own = with_port(
        settings, clock="log", agencies=AGENCY_NAMES, tag="all", desk_dir=tmp_path / "desk",
        desk_port=free_port(), desk_own=("Coast Courier",),
    )  # fmt: skip
    asyncio.run(admin.create_missing(own))
    address, log = f"http://127.0.0.1:{own.desk_port}", tmp_path / "desk.log"
    command, variables = [sys.executable, "-m", "stream", "desk"], {**os.environ, **settings_variables(own)}
    with (
        running_worker(own, tmp_path / "worker.log"),
        started_worker(command, variables, address, log) as running,
    ):
        wait_until_ready(running, log)
        asyncio.run(run_day(build_day(), own, PACE, lambda _: None))
        yield running


def alerts(desk: Running) -> Counter[str]:
    """What is open, by kind."""
    return Counter(each["kind"] for each in orjson.loads(desk.get("/alerts.json")))


def test_the_day_is_on_the_page_as_it_was_planted(desk: Running) -> None:
    """Each story, each planted alert and no other, the toll of an update with its steps, a copy compared."""
    deadline = time.monotonic() + WAIT_SECONDS
    while alerts(desk) != PLANTED and time.monotonic() < deadline:
        time.sleep(0.2)
    assert alerts(desk) == PLANTED
    with chromium() as browser:
        page = opened(browser, 1280, policy=True)
        page.goto(desk.address)
        expect(page.locator("details.filters summary")).to_contain_text(f"{STORIES} stories")
        expect(page.locator("#alert-count")).to_contain_text(str(sum(PLANTED.values())))
        _bridge(page)
        page.goto(f"{desk.address}/search?q=wing+hospital")
        page.locator("main a", has_text="hospital").first.click()
        expect(page.locator(".bar.killed").first).to_contain_text("8 outlets, 8 still carry it as last seen")


def _bridge(page: Page) -> None:
    """Its tolls step by step, an outlet that tells an old one, and that outlet's text beside the agency's."""
    page.locator(".wire .headline", has_text="Fighters seize key bridge").first.press("Enter")
    tolls = page.locator("#tolls")
    expect(tolls).to_contain_text("at least 12 killed")
    expect(tolls).to_contain_text("at least 19 killed")
    expect(page.locator("table.outlets")).to_contain_text("head says at least 19 killed")
    page.locator("table.outlets [data-item]").first.press("Enter")
    expect(page.locator("#compare .compared")).to_be_visible()
    expect(page.locator("#compare .compared")).to_contain_text("bridge")
