from __future__ import annotations

from pathlib import Path

from lxml import html

from stream.worker.web.runbook_pages import FOLDER, list_page, pages


def test_every_page_is_in_the_list() -> None:
    """By its alert's name, with a link to it."""
    listed = {link.get("href"): link.text for link in html.fromstring(pages()[""]).iter("a")}
    assert listed == {path.name: path.stem for path in FOLDER.glob("*.html")}


def test_a_hostile_name_is_text(tmp_path: Path) -> None:
    """A file's name is shown as it is, and neither an element nor an end of an attribute."""
    name = '"><script>alert(1)<&.html'
    (tmp_path / name).write_text("<p>a page</p>")
    page = pages(tmp_path)[""]
    (link,) = html.fromstring(page).iter("a")
    assert link.text == name.removesuffix(".html")
    assert "<script" not in page
    assert page == list_page([name])
