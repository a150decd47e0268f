"""The pages in Debian's chromium: nothing runs over, nothing is out of reach, nobody else is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Dialog

from stream.desk.desk_database import DeskDatabase, TopicRecord
from tests.desk.hostile import hostile
from tests.desk.windows import Served, chromium, opened, serving

pytestmark = [pytest.mark.chromium]

ADDRESSES = (
    "/",
    "/?what=kill",
    "/alerts",
    "/map",
    "/outlets",
    "/outlet/Coast%20Herald",
    "/about",
    "/api",
    "/keys",
    "/search?q=bridge",
    "/story/68c5c29900bace39",
    "/story/68c5c29900bace39?view=beside",
    "/story/30756fcc3a8d0957",
    "/story/1f47d6949d694546",
)
KILLED = "30756fcc3a8d0957"
STORIES = {KILLED, "68c5c29900bace39", "1f47d6949d694546", "8b3304f868fd203d"}
AXE = Path(__file__).parent / "axe.min.js"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for the module."""
    with chromium() as made:
        yield made


@pytest.fixture(scope="module")
def address(day_folder: Path) -> Iterator[str]:
    """A desk that serves the day."""
    with serving(day_folder) as desk:
        yield desk.address


@pytest.mark.parametrize("width", [320, 390, 768, 834, 1200, 1280])
def test_nothing_runs_over_the_side(browser: Browser, address: str, width: int) -> None:
    """From 320 pixels up, on every page."""
    page = opened(browser, width)
    wide = []
    for each in ADDRESSES:
        page.goto(address + each)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(each)
    page.context.close()
    assert [] == wide


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, address: str, scheme: str) -> None:
    """WCAG 2.2 AA as far as a program can tell, on every page, filters open, in light and dark."""
    # Colours alone differ in the dark.
    rules = (
        "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
        if scheme == "light"
        else "{type: 'rule', values: ['color-contrast']}"
    )
    page = opened(browser, 1280, scheme)
    found = []
    for each in ADDRESSES:
        page.goto(address + each)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        if each == "/":
            page.locator(".wire .headline").first.click()
            page.locator("#previewed h2").wait_for()
        if each == "/keys":
            page.keyboard.press("?")
        page.add_script_tag(path=AXE)
        result = page.evaluate(f"axe.run({{runOnly: {rules}, resultTypes: ['violations']}})")
        found += [
            (each, rule["id"], rule["nodes"][0]["html"][:200], rule["nodes"][0]["failureSummary"][:200])
            for rule in result["violations"]
        ]
    page.context.close()
    assert [] == found


def test_no_other_address_is_asked(browser: Browser, address: str) -> None:
    """And nothing is refused by the policy: no page has anything inline."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    for each in ADDRESSES:
        page.goto(address + each)
    context.close()
    assert [] == [each for each in asked if not each.startswith((address, "data:"))]
    assert [] == said


def test_map_and_list_follow_each_other(browser: Browser, address: str) -> None:
    """A mark chooses its rows, a row its mark; a box that is drawn filters, and stands in the address."""
    page = opened(browser, 1280, policy=True)
    page.goto(f"{address}/map?conflict=1&deaths=1")
    mark = page.locator('[data-key="geonames:99072"]')
    mark.focus()
    page.keyboard.press("Enter")
    assert "Mosul, IRQ" in page.locator("tr.chosen").first.inner_text()
    page.locator("tr[data-place]", has_text="Goma").hover()
    assert "geonames:216281" == page.locator(".map-chosen").get_attribute("data-key")
    rows = page.locator("table.events tbody tr").count()
    mark.scroll_into_view_if_needed()
    at = mark.bounding_box()
    assert at
    page.keyboard.down("Shift")
    page.mouse.move(at["x"] - 15, at["y"] - 15)
    page.mouse.down()
    page.mouse.move(at["x"] + 40, at["y"] + 40)
    page.mouse.up()
    page.keyboard.up("Shift")
    page.wait_for_url(re.compile("box="))
    assert rows > page.locator("table.events tbody tr").count() > 0
    assert 1 == page.locator('[data-key="geonames:99072"]').count()
    page.context.close()


@pytest.mark.parametrize("width", [320, 390, 768])
def test_a_mark_is_as_large_on_a_small_screen(browser: Browser, address: str, width: int) -> None:
    """A finger finds it: 24 pixels each way, whatever the map is scaled to, after the window is turned, too."""
    page = opened(browser, 1280, policy=True)
    page.goto(f"{address}/map?conflict=1&deaths=1")
    page.locator("figure[data-map-ready]").wait_for()
    page.set_viewport_size({"width": width, "height": 700})
    page.wait_for_function(
        "[...document.querySelectorAll('.map-target')].every(each => each.getBoundingClientRect().width > 23.9)"
    )
    page.context.close()


def test_a_story_has_a_map_of_its_own(browser: Browser, address: str) -> None:
    """A mark chooses its rows in the table, and the story's address stays what it is."""
    page = opened(browser, 1280, policy=True)
    page.goto(f"{address}/story/1f47d6949d694546")
    page.locator("figure[data-map-ready]").wait_for()
    mark = page.locator(".map-mark").first
    mark.focus()
    page.keyboard.press("Enter")
    assert 0 < page.locator("#events tr.chosen").count()
    page.evaluate("document.querySelector('#events').scrollIntoView()")
    before = page.evaluate("scrollY")
    page.mouse.move(400, 300)
    page.mouse.wheel(0, 120)
    page.wait_for_function("before => scrollY !== before", arg=before)
    page.evaluate("htmx.trigger('#page', 'desk:changed')")
    page.wait_for_load_state("networkidle")
    assert 0 < page.locator(".map-mark").count()
    assert 0 < page.locator("#events tr.chosen").count()
    assert page.url == f"{address}/story/1f47d6949d694546"
    page.context.close()


@pytest.mark.parametrize("path", ["/map?conflict=1", "/alerts", "/outlets"])
def test_no_short_word_is_broken_in_a_table(browser: Browser, address: str, path: str) -> None:
    """A name or an event's type is read at a glance, beside a headline of any length. A headline of Chinese has no words to keep whole."""
    page = opened(browser, 1280)
    page.goto(address + path)
    broken = page.evaluate(
        """() => [...document.querySelectorAll('tbody th, tbody td')].flatMap(cell => {
            const found = [], walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), range = document.createRange();
            for (let node = walk.nextNode(); node; node = walk.nextNode())
                for (const word of node.data.matchAll(/(?<![\\p{L}\\d])[\\p{L}\\d]{2,14}(?![\\p{L}\\d])/gu)) {
                    range.setStart(node, word.index);
                    range.setEnd(node, word.index + word[0].length);
                    if (range.getClientRects().length > 1) found.push(word[0]);
                }
            return found;
        })"""
    )
    page.context.close()
    assert [] == broken


def test_a_row_of_an_event_leads_to_its_sentence_and_to_its_point(browser: Browser, address: str) -> None:
    """To the sentence in the text, which is marked then, and to its mark on the map, which has the focus."""
    page = opened(browser, 1280, policy=True)
    page.goto(f"{address}/story/1f47d6949d694546")
    page.locator("figure[data-map-ready]").wait_for()
    row = page.locator("#events tbody tr[data-place]").first
    sentence = row.locator("td.wide a")
    said = sentence.inner_text()
    sentence.click()
    assert said == page.locator("#text .told:target").inner_text()
    assert page.locator("#text .told:target").is_visible()
    row.locator("a.to-point").click()
    focused = page.locator(".map-mark:focus")
    assert row.get_attribute("data-place") == focused.get_attribute("data-key")
    assert focused.is_visible()
    page.context.close()


def test_a_sentence_of_a_killed_text_is_unfolded(browser: Browser, address: str) -> None:
    """Who follows a row to it wants to see it."""
    page = opened(browser, 1280, policy=True)
    page.goto(f"{address}/story/{KILLED}")
    page.locator("#events td.wide a").first.click()
    assert page.locator("#text .told:target").is_visible()
    page.context.close()


def test_two_texts_stand_beside_each_other(browser: Browser, address: str) -> None:
    """What was cut on the left alone, what was added on the right alone; the choice is in the address."""
    page = opened(browser, 1280, policy=True)
    page.goto(f"{address}/story/68c5c29900bace39")
    page.locator("#compare select[name=view]").select_option("beside")
    page.locator("#compare button").click()
    page.wait_for_url(re.compile("view=beside"))
    sides = page.locator("#compare table.sides")
    assert 2 == sides.locator("thead th").count()
    assert 0 < sides.locator("td:first-child del").count()
    assert 0 < sides.locator("td:last-child ins").count()
    assert 0 == sides.locator("td:first-child ins, td:last-child del").count()
    page.context.close()


def test_a_desk_is_worked_with_by_keyboard(browser: Browser, address: str) -> None:
    """The first Tab skips to the content; every link and field is reached and seen."""
    page = opened(browser, 1280)
    page.goto(address)
    page.keyboard.press("Tab")
    assert "Skip to the content" == page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert "SUMMARY" == page.evaluate("document.activeElement.tagName")
    page.context.close()


@pytest.mark.parametrize("path", [f"/story/{KILLED}", "/alerts", "/outlet/Coast%20Herald?hours=672"])
def test_what_is_printed_has_its_addresses_and_no_controls(browser: Browser, address: str, path: str) -> None:
    """Each link to another site is written out; nothing is there to be pressed, and what is compared is said."""
    page = opened(browser, 1280)
    page.goto(f"{address}{path}")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    written = page.evaluate(
        "[...document.querySelectorAll('main a[href^=http]')].filter(each => each.getClientRects().length)"
        ".map(each => getComputedStyle(each, '::after').content.includes('attr(href)') || getComputedStyle(each, '::after').content.includes(each.getAttribute('href')))"
    )
    assert {True} == set(written)
    pressed = page.evaluate(
        "[...document.querySelectorAll('button, input, nav, dialog, details:not([open]), [data-export]')]"
        ".filter(each => each.getClientRects().length).length"
    )
    assert 0 == pressed
    page.context.close()


def test_marks_in_a_text_are_seen_in_the_colours_that_a_reader_chose(browser: Browser, address: str) -> None:
    """Grounds are taken away there; each kind has a line of its own, and drawings are in the reader's ink."""
    context = browser.new_context(forced_colors="active", color_scheme="dark")
    page = context.new_page()
    page.goto(f"{address}/story/68c5c29900bace39")
    lines = page.evaluate(
        "[...document.querySelectorAll('.legend .m')].map(each => { const style = getComputedStyle(each);"
        " return style.textDecorationLine + style.textDecorationStyle + style.textDecorationThickness; })"
    )
    assert len(lines) == len(set(lines)) > 3
    assert all(each.startswith("underline") for each in lines)
    ink, drawn = page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.querySelector('.chart text')).fill]"
    )
    assert ink == drawn
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_text_of_twice_the_size_runs_over_nothing(browser: Browser, address: str, width: int) -> None:
    """As a reader sets it in the browser."""
    arguments = ["--no-sandbox", "--blink-settings=defaultFontSize=32"]
    with browser.browser_type.launch(executable_path=which("chromium"), args=arguments) as made:
        page = opened(made, width)
        for path in ("/", "/alerts", "/outlets", f"/story/{KILLED}", "/search?q=bridge"):
            page.goto(f"{address}{path}")
            assert "32px" == page.evaluate("getComputedStyle(document.documentElement).fontSize")
            assert (path, 0) == (path, page.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_text_that_is_enlarged_alone_runs_over_nothing(browser: Browser, address: str, width: int) -> None:
    """Without the page's own units: a browser may enlarge text and nothing else. Filters and details are open."""
    page = opened(browser, width)
    wide = []
    for each in ADDRESSES:
        page.goto(address + each)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        page.add_style_tag(content="html { font-size: 200% !important; }")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(each)
    page.context.close()
    assert [] == wide


def test_nothing_is_folded_on_paper_without_a_script_either(browser: Browser, address: str) -> None:
    """A killed text is printed, and on the screen it is folded."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/story/{KILLED}")
    text = page.locator("#text details.folded .text p").first
    assert not text.is_visible()
    page.emulate_media(media="print")
    assert text.is_visible()
    context.close()


def test_the_map_is_seen_in_the_colours_that_a_reader_chose(browser: Browser, address: str) -> None:
    """Borders and marks are in the ink, land in the ground, and the mark with the focus in the colour of what is chosen."""
    context = browser.new_context(forced_colors="active", color_scheme="dark")
    page = context.new_page()
    page.goto(f"{address}/map?conflict=1")
    page.locator("figure[data-map-ready] .map-mark").first.focus()
    ink = page.evaluate("getComputedStyle(document.querySelector('.map-mark text, .map-mark')).color")
    style = "(name, what) => getComputedStyle(document.querySelector(name))[what]"
    drawn = page.evaluate(
        f"(() => {{ const style = {style}; return [style('.map-country', 'stroke'), style('.map-solid circle:not(.map-target)', 'fill'),"
        " style('.map-country', 'fill'), style('.map-mark:focus-visible .map-target', 'stroke')]; })()"
    )
    assert [ink, ink] == drawn[:2]
    assert ink not in drawn[2:]
    assert drawn[2] != drawn[3]
    context.close()


def test_a_printed_story_holds_every_outlet(browser: Browser, address: str) -> None:
    """With its address written out, without the navigation."""
    page = opened(browser, 1280)
    page.goto(f"{address}/story/30756fcc3a8d0957")
    page.emulate_media(media="print")
    assert 8 == page.locator("table.outlets tbody tr").count()
    assert not page.locator(".top").is_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert 0 == page.locator("details:not([open])").count()
    assert f"17 March 2026, 23:29 UTC {address}/story/" in page.locator(".printed").inner_text()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert 0 < page.locator("details:not([open])").count()
    assert page.pdf().startswith(b"%PDF")
    page.context.close()


@pytest.fixture(scope="module")
def hostile_desk(
    arrivals: tuple[TopicRecord, ...], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """A desk of hostile records: a killed story, one with versions and a map, a correction."""
    folder = tmp_path_factory.mktemp("hostile")
    database = DeskDatabase(folder)
    database.apply(hostile(arrivals, STORIES))
    database.close()
    with serving(folder) as served:
        yield served


class TestStrangersText:
    """An attack in every field of every record, in a browser that is let run what the pages hold."""

    @pytest.mark.parametrize("width", [320, 1280])
    def test_nothing_runs_and_nothing_breaks(
        self, browser: Browser, hostile_desk: Served, arrivals: tuple[TopicRecord, ...], width: int
    ) -> None:
        """On any page, when it is loaded and when it changes: no request leaves its address, no page is wider than its window."""
        page = opened(browser, width)  # without the policy: the escaping alone must hold
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request: asked.append(request.url))

        def dismissed(dialog: Dialog) -> None:
            said.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", dismissed)
        page.on("pageerror", lambda error: said.append(str(error)))
        outlet = quote(hostile_desk.outlet(), safe="")
        pages = [
            "/",
            "/alerts",
            "/outlets",
            "/map",
            f"/outlet/{outlet}",
            "/search?q=hacked",
            "/search?q=%3Cscript%3E",
            "/about",
        ]
        wide = []
        for each in [*pages, *(f"/story/{story}" for story in sorted(STORIES))]:
            page.goto(hostile_desk.address + each)
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            hostile_desk.arrive(*hostile(arrivals, {KILLED}))
            page.evaluate("htmx.trigger('#live', 'desk:changed')")
            page.wait_for_load_state("networkidle") if each == "/map" else page.wait_for_timeout(100)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append(each)
            assert page.evaluate("window.hacked === undefined"), each
            assert "21993" not in page.content()
            assert (
                0
                == page.locator(
                    "a[href^='javascript:'], base, [hx-get^=http], [hx-get^='//'], main style, main img"
                ).count()
            )
        page.context.close()
        assert [] == wide
        assert [] == said
        assert [] == [each for each in asked if not each.startswith((hostile_desk.address, "data:"))]
