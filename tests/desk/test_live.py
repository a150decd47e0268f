"""A page that is open follows what comes, and takes nothing away from its reader."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from stream.desk.desk_database import TopicRecord
from stream.desk.live_changes import MOST_READERS, PAUSE_EACH, PAUSE_SECONDS
from stream.desk.topic_reader import POLL_MILLISECONDS
from stream.model.articles import Stream
from tests.desk.making import arrival, article, copy_of, notice
from tests.desk.windows import Served, chromium, opened, serving

pytestmark = [pytest.mark.chromium]
SETTLED = 500  # milliseconds from a line that is seen to the sound: what was swapped in settles first
BRIDGE = "68c5c29900bace39"
DAY = "2026-03-18T01"  # the hour after the day, whose last record came at half past eleven


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for the module."""
    with chromium() as made:
        yield made


@pytest.fixture
def desk(day_folder: Path, tmp_path: Path) -> Iterator[Served]:
    """A desk of its own for each test, which may change it."""
    shutil.copytree(day_folder, tmp_path / "desk")
    with serving(tmp_path / "desk", own=["Coast Courier"]) as served:
        yield served


@pytest.fixture
def page(browser: Browser, desk: Served) -> Iterator[Page]:
    """The wire, under the policy that it is served with; what it says in its console fails the test."""
    made = opened(browser, 1280, policy=True)
    said: list[str] = []
    made.on("console", lambda message: said.append(message.text))
    made.goto(desk.address)
    made.wait_for_function("() => !!document.querySelector('#live')")
    yield made
    made.context.close()
    assert [] == [each for each in said if "ERR_" not in each and "Failed to load" not in each]


def fresh(name: str, minute: int = 0, **given: Any) -> TopicRecord:
    """A new story, an hour after the day."""
    received = f"{DAY}:{minute:02d}:00Z"
    return arrival(Stream.ENRICHED, article(name, story_id=f"s-{name}", received=received, **given))


def update(minute: int, headline: str, story: str = BRIDGE) -> TopicRecord:
    """A version of a story that is there."""
    record = article(
        f"u{minute}", story_id=story, verdict="update", source="Lantern Wire", headline=headline,
        received=f"{DAY}:{minute:02d}:00Z",
    )  # fmt: skip
    return arrival(Stream.ENRICHED, record)


def test_new_stories_wait_and_come_on_a_click(desk: Served, page: Page) -> None:
    """Behind a count; the rows in sight stay where they are until then."""
    first = page.locator(".wire .row").first.get_attribute("id")
    desk.arrive(fresh("n1", headline="Ferry aground"))
    expect(page.locator("#waiting")).to_have_text("1 new")
    desk.arrive(fresh("n2", 1, headline="Ferry afloat"))
    expect(page.locator("#waiting")).to_have_text("2 new")
    assert first == page.locator(".wire .row").first.get_attribute("id")
    page.locator("#waiting").click()
    expect(page.locator(".wire .row").first).to_contain_text("Ferry afloat")
    expect(page.locator("#waiting")).to_have_count(0)
    desk.arrive(fresh("n3", 2))
    expect(page.locator("#waiting")).to_have_text("1 new")


def test_a_row_in_sight_changes_in_place(desk: Served, page: Page) -> None:
    """Where it stands, with its new headline."""
    names = page.locator(".wire .row").evaluate_all("rows => rows.map(row => row.id)")
    desk.arrive(update(1, "Bridge retaken"))
    expect(page.locator(f"#story-{BRIDGE} .headline")).to_have_text("Bridge retaken")
    assert names == page.locator(".wire .row").evaluate_all("rows => rows.map(row => row.id)")
    assert 0 == page.locator("#waiting").count()


def test_only_what_passes_the_filters_waits(desk: Served, page: Page) -> None:
    """The address decides, live as well."""
    page.goto(f"{desk.address}/?language=fr")
    desk.arrive(fresh("n1"), fresh("n2", 1, language="fr"))
    expect(page.locator("#waiting")).to_have_text("1 new")


def test_focus_selection_and_scroll_survive_ten_updates(desk: Served, page: Page) -> None:
    """And what is written in a field, and an open detail."""
    page.locator(".filters summary").click()
    page.locator("input[name=killed]").fill("7")
    row = page.locator(f"#story-{BRIDGE}")
    row.scroll_into_view_if_needed()
    row.locator(".headline").focus()
    page.evaluate(
        "id => { const place = document.querySelector(id + ' .agency').firstChild, range = document.createRange();"
        " range.selectNodeContents(place); getSelection().removeAllRanges(); getSelection().addRange(range); }",
        f"#story-{BRIDGE}",
    )
    before = page.evaluate("[scrollY, String(getSelection()), document.activeElement.closest('.row').id]")
    for minute in range(10):
        desk.arrive(update(minute, f"Bridge, take {minute}"), fresh(f"n{minute}", minute))
        expect(row.locator(".headline")).to_have_text(f"Bridge, take {minute}")
    assert before == page.evaluate(
        "[scrollY, String(getSelection()), document.activeElement.closest('.row').id]"
    )
    assert "7" == page.locator("input[name=killed]").input_value()
    assert page.locator("details.filters").evaluate("each => each.open")


def test_a_kill_comes_at_once_and_is_read_out(desk: Served, page: Page) -> None:
    """Above every page, as an alert with a link, in the title, too; it is closed by hand."""
    page.goto(f"{desk.address}/about")
    version = "6d4a0b0d5f0d9a3f"
    desk.arrive(
        fresh("k1", headline="False report"),
        arrival(
            Stream.COPIES,
            copy_of("k2", "k1", story_id="s-k1", source="Coast Courier", received=f"{DAY}:01:00Z"),
        ),
        arrival(
            Stream.NOTICES,
            notice("kill", story_id="s-k1", article_id=version, versions=["k1"], received=f"{DAY}:02:00Z"),
        ),
    )  # fmt: skip
    news = page.get_by_role("alert")
    expect(news).to_contain_text("KILLED 01:02 Lantern Wire: False report")
    expect(news).to_contain_text("killed text 01:02 Coast Courier")
    expect(page).to_have_title("(26) About · newswire desk")
    page.get_by_role("button", name="Close").first.click()
    expect(news).to_have_text("")
    desk.arrive(fresh("n1"))
    page.wait_for_timeout(500)
    expect(news).to_have_text("")


def test_a_kill_is_shown_by_the_event_that_tells_of_it(desk: Served, page: Page) -> None:
    """Within two seconds: by what the reader and an open page wait at most, and by no look that the page takes by itself."""
    longest = POLL_MILLISECONDS / 1000 + PAUSE_SECONDS + PAUSE_EACH * MOST_READERS
    assert longest < 2
    page.add_init_script(
        "window.setInterval = () => 0; window.events = [];"
        "const Source = EventSource; window.EventSource = class extends Source { constructor(...given) { super(...given);"
        " this.addEventListener('changed', event => window.events.push(JSON.parse(event.data).stories)); } };"
    )
    page.goto(f"{desk.address}/about")
    page.wait_for_function("window.events.length === 1")  # the present state, at once
    told = notice("kill", story_id="s-k1", versions=["k1"], received=f"{DAY}:01:00Z")
    desk.arrive(fresh("k1", headline="False report"), arrival(Stream.NOTICES, told))
    expect(page.get_by_role("alert")).to_contain_text("KILLED 01:01 Lantern Wire: False report")
    assert [[], ["s-k1"]] == page.evaluate("window.events")


def test_an_open_story_changes_in_place(desk: Served, page: Page) -> None:
    """Its head, with the text that a reader unfolded still unfolded; another story's change leaves it."""
    page.goto(f"{desk.address}/story/30756fcc3a8d0957")
    page.locator("#text details.folded summary").click()
    desk.arrive(update(1, "Elsewhere"))
    desk.arrive(
        arrival(
            Stream.COPIES,
            copy_of(
                "late", "x", story_id="30756fcc3a8d0957", source="Night Post", received=f"{DAY}:05:00Z"
            ),
        )
    )  # fmt: skip
    expect(page.locator("table.outlets")).to_contain_text("Night Post")
    assert page.locator("#text details.folded").evaluate("each => each.open")


def test_a_broken_connection_says_so_and_resumes_without_a_gap(
    browser: Browser, day_folder: Path, tmp_path: Path
) -> None:
    """What came while the desk was away is there when it is back, on the page as it stands."""
    shutil.copytree(day_folder, tmp_path / "desk")
    page = opened(browser, 1280, policy=True)
    with serving(tmp_path / "desk") as served:
        page.goto(served.address)
        served.arrive(update(1, "Bridge, before"))
        expect(page.locator(f"#story-{BRIDGE} .headline")).to_have_text("Bridge, before")
        port = int(served.address.rpartition(":")[2])
    expect(page.locator("#connection")).to_contain_text("No connection since")
    with serving(tmp_path / "desk", port=port) as served:
        served.arrive(update(2, "Bridge, meanwhile"), fresh("n1", 3))
        expect(page.locator(f"#story-{BRIDGE} .headline")).to_have_text("Bridge, meanwhile")
        expect(page.locator("#waiting")).to_have_text("1 new")
        expect(page.locator("#connection")).to_be_hidden()
        page.context.close()


def test_keys_alone_go_from_the_wire_to_a_compared_copy_and_back(desk: Served, page: Page) -> None:
    """Next, open, compare, back; then to the alerts and the search."""
    row = page.locator(f"#story-{BRIDGE} .headline")
    for _ in range(60):
        page.keyboard.press("j")
        if row.evaluate("each => each === document.activeElement"):
            break
    page.keyboard.press("k")
    page.keyboard.press("j")
    expect(row).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/story/{BRIDGE}")
    copy = page.locator("table.outlets [data-item]").first
    page.keyboard.press("j")
    expect(copy).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#compare .compared")).to_be_visible()
    chosen = page.locator("#compare select").first
    page.keyboard.press("c")
    expect(chosen).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("w")
    page.wait_for_url(f"{desk.address}/")
    page.keyboard.press(".")
    expect(page.locator(".wire .alarm").first).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("j?")
    assert "j?" == page.locator("#q").input_value()


def test_a_key_that_is_pressed_before_the_script_is_there_is_not_lost(desk: Served, page: Page) -> None:
    """It is acted on when the script has come: a page is seen before all of it runs."""

    def late(route: Route) -> None:
        page.keyboard.press("/")
        route.continue_()

    page.route("**/static/desk.js", late)
    page.goto(desk.address)
    expect(page.locator("#q")).to_be_focused()
    assert page.locator("#q").input_value() == ""


def test_a_kill_is_heard_where_that_is_switched_on(desk: Served, page: Page) -> None:
    """Off unless switched on; once for each kill."""
    page.add_init_script(
        "window.heard = 0; const Tone = AudioContext.prototype.createOscillator;"
        "AudioContext.prototype.createOscillator = function () { window.heard++; return Tone.call(this); };"
    )

    def killed(name: str, minute: int) -> None:
        told = notice("kill", story_id=f"s-{name}", versions=[name], received=f"{DAY}:{minute:02d}:30Z")
        desk.arrive(fresh(name, minute, headline=f"False {name}"), arrival(Stream.NOTICES, told))
        expect(page.get_by_role("alert")).to_contain_text(f"False {name}")

    page.goto(f"{desk.address}/about")
    killed("k1", 1)
    assert 0 == page.evaluate("window.heard")
    page.keyboard.press("?")
    page.get_by_label("a sound with kills").check()
    page.keyboard.press("Escape")
    before = page.evaluate("window.heard")
    killed("k2", 2)
    page.wait_for_timeout(SETTLED)
    assert before + 2 == page.evaluate("window.heard")


def test_versions_and_marks_are_a_key_away(desk: Served, page: Page) -> None:
    """On the story that is open; what is opened is read."""
    page.goto(f"{desk.address}/story/{BRIDGE}")
    shown = page.locator(".versions [aria-current]").inner_text()
    page.keyboard.press("[")
    page.wait_for_url("**article=**")
    assert shown != page.locator(".versions [aria-current]").inner_text()
    page.keyboard.press("f")
    expect(page.locator('[data-mark="follow"]')).to_have_attribute("aria-pressed", "true")
    expect(page.locator('[data-mark="read"]')).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("f")
    expect(page.locator('[data-mark="follow"]')).to_have_attribute("aria-pressed", "false")


def test_single_keys_can_be_switched_off_and_times_turned(desk: Served, page: Page) -> None:
    """In the dialog that tells them; the browser remembers."""
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("single keys work").uncheck()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.reload()
    page.keyboard.press("/")
    expect(page.locator("#q")).not_to_be_focused()


def test_a_story_tells_its_times_in_utc_and_here(browser: Browser, desk: Served) -> None:
    """Both, whatever the switch says, after an update, too; UTC alone where both are the same."""
    said = {}
    for zone in ("Asia/Kolkata", "UTC"):
        context = browser.new_context(timezone_id=zone)
        page = context.new_page()
        page.goto(f"{desk.address}/story/{BRIDGE}")
        page.evaluate("localStorage.setItem('desk.zone', 'on')")
        page.reload()
        page.evaluate("htmx.trigger('#page', 'desk:changed')")
        page.wait_for_load_state("networkidle")
        said[zone] = page.locator("time[data-both]").first.inner_text()
        context.close()
    hour, minute = (int(part) for part in said["UTC"].removesuffix(" UTC").split(":"))
    here = (hour * 60 + minute + 330) % 1440
    assert f"{said['UTC']}, {here // 60:02d}:{here % 60:02d} here" == said["Asia/Kolkata"]


def test_a_link_to_a_version_opens_its_text(desk: Served, page: Page) -> None:
    """As one to an outlet's page leads to its row."""
    page.goto(f"{desk.address}/story/{BRIDGE}")
    first = page.locator(".versions a").first
    name = first.get_attribute("id")
    assert name
    assert first.get_attribute("aria-current") is None
    page.goto(f"{desk.address}/about")
    page.goto(f"{desk.address}/story/{BRIDGE}#{name}")
    page.wait_for_url(f"**/story/{BRIDGE}?article={name}#text")
    expect(page.locator(".versions a").first).to_have_attribute("aria-current", "true")


def test_a_click_shows_a_story_beside_the_wire(desk: Served, page: Page) -> None:
    """Where there is room, with its marks; what is marked there is seen in its row. A key closes it."""
    page.locator(f"#story-{BRIDGE} .headline").click()
    preview = page.locator("#preview")
    expect(preview.get_by_role("heading")).to_contain_text("Fighters seize key bridge")
    preview.get_by_role("button", name="used").click()
    expect(page.locator(f"#story-{BRIDGE} .marked")).to_have_text("used")
    desk.arrive(update(1, "Bridge retaken"))
    expect(preview.get_by_role("heading")).to_have_text("Bridge retaken")
    page.keyboard.press("Escape")
    expect(preview.locator("*")).to_have_count(0)
    page.set_viewport_size({"width": 800, "height": 800})
    page.locator(f"#story-{BRIDGE} .headline").click()
    page.wait_for_url(f"**/story/{BRIDGE}")


def test_an_alert_waits_until_a_time_that_is_chosen(desk: Served, page: Page) -> None:
    """A time that is over is not taken, and what is written in the field stays while the page changes."""
    page.goto(f"{desk.address}/alerts")
    row = page.locator("tr[id^=alert-]").first
    row.get_by_text("wait until").click()
    field = row.get_by_label("UTC")
    field.fill("2026-03-01T12:00")
    row.get_by_role("button", name="wait").click()
    assert not field.evaluate("field => field.checkValidity()")
    field.fill("2026-03-20T12:00")
    page.evaluate("htmx.trigger('#page', 'desk:changed')")
    page.wait_for_load_state("networkidle")
    expect(field).to_have_value("2026-03-20T12:00")
    row.get_by_role("button", name="wait").click()
    expect(page.locator("details.closed")).to_contain_text("Answered 1")
    page.locator("details.closed summary").click()
    expect(page.locator("details.closed")).to_contain_text("until 20 March 2026, 12:00 UTC")


def test_an_alert_is_answered_where_it_stands(desk: Served, page: Page) -> None:
    """It leaves the list and the count, and stands below with the answer."""
    page.goto(f"{desk.address}/alerts")
    row = page.locator("tr[id^=alert-]").first
    row.get_by_role("button", name="told them").click()
    expect(page.locator("details.closed")).to_contain_text("Answered 1")
    expect(page).to_have_title("(24) Alerts · newswire desk")
