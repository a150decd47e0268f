"""Somebody who sees the desk for the first time answers a newsroom's questions of the day in under ten page views."""

from __future__ import annotations

import html
import re

from starlette.testclient import TestClient

MOST_VIEWS = 9


class Reader:
    """Follows links that are on the page, and fills in forms that are on it; counts its views."""

    def __init__(self, pages: TestClient) -> None:
        self._pages = pages
        self.views = 0
        self.page = ""

    def go(self, address: str) -> str:
        """Open a page; its words."""
        self.views += 1
        self.page = self._pages.get(address, follow_redirects=True).text
        return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.page)))

    def follow(self, words: str) -> str:
        """Choose the first link of these words."""
        for address, shown in re.findall(
            r'<a [^>]*href="([^"#]*)[^"]*"[^>]*>(.*?)</a>', self.page, re.DOTALL
        ):
            if words in html.unescape(re.sub(r"<[^>]+>", "", shown)):
                return self.go(html.unescape(address))
        raise AssertionError(words)

    def choose(self, address: str, **fields: str) -> str:
        """Send a form of the page with these fields set."""
        known = set(re.findall(r'name="([a-z]+)"', self.page))
        assert set(fields) <= known
        return self.go(f"{address}?" + "&".join(f"{name}={value}" for name, value in fields.items()))


def test_five_questions_take_nine_views(pages: TestClient) -> None:
    """Who still carries the killed hospital story, who tells another toll, where civilians died, what the Herald cut, what is new."""
    reader = Reader(pages)
    said = reader.go("/")
    story = re.search(
        r'id="story-(\w+)"(?:(?!<li).)*Air strike levels wing of Port Esk hospital', reader.page, re.DOTALL
    )
    assert story
    beside = pages.get(f"/preview/{story[1]}").text  # a click shows it beside the wire: no view of its own
    assert "killed text</span> Coast Herald, Daily Mercury, Esk Valley Online" in beside

    said = reader.choose("/", differs="1")
    assert "Kalen Courier says" in said
    assert 5 == reader.page.count('class="said"')

    reader.follow("Map")
    said = reader.choose("/map", victim="civilians", deaths="1")
    assert "of 11 killed: 4 policemen, 7 civilians, among them 1 teacher" in said
    assert "the story is in Mosul, IRQ" in said
    for told in ("2 night watchmen killed", "5 workers killed", "12 people killed", "told in 9 stories"):
        assert told in said
    assert "soldiers killed" not in said
    assert 1 == said.count("El Obeid, SDN town")

    reader.choose("/search", q="coup")
    reader.follow("Correction: Coup attempt")
    herald = re.search(r'Coast Herald</a>.*?href="([^"#]+)#compare"', reader.page, re.DOTALL)
    assert herald
    said = reader.go(html.unescape(herald[1]))
    assert "Paragraphs: 0 cut, 0 added, 0 changed" in said
    assert re.search(
        r"collapses after <del>night of gunfire\s*</del>|<del>\s*night of gunfire</del>", reader.page
    )

    reader.follow("Wire")
    assert "35 stories" in reader.choose("/", since="2026-03-17T10:00")
    assert MOST_VIEWS == reader.views
