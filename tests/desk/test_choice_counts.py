"""The counts beside the choices of the wire's filters."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from stream.desk.desk_marks import FILE, DeskMarks
from stream.desk.page_sizes import PageSizes
from stream.desk.wire_filters import HOURS, MINE, OURS, WHATS
from tests.desk.conftest import client

DAY = 1_773_792_000_000  # after the demo's day


@pytest.fixture
def marked(day_folder: Path, tmp_path: Path) -> TestClient:
    """The day, with two own outlets and marks on some of its stories."""
    (tmp_path / "desk.sqlite").write_bytes((day_folder / "desk.sqlite").read_bytes())
    pages = client(tmp_path, desk_own="Daily Mercury,Coast Herald")
    names = [each["story"] for each in pages.get("/stories.json").json()]
    marks = DeskMarks(tmp_path / FILE)
    for place, kind in enumerate(("follow", "used", "mute", "read", "read", "follow", "mute")):
        marks.mark(names[place], kind, "", DAY, on=True)
    marks.mark(names[9], "read", "", 1, on=True)  # it changed since
    return pages


def total(pages: TestClient, query: str) -> int:
    """How many stories the wire says that it has."""
    found = re.search(
        r"([\d,]+)(?: and more)?\s+stor(?:y|ies)</span></summary>", pages.get(f"/?{query}").text
    )
    assert found
    return int(found[1].replace(",", ""))


def choices(page: str) -> dict[tuple[str, str], int]:
    """The count beside each choice, by the name and value of its filter."""
    found: dict[tuple[str, str], int] = {}
    for name, inside in re.findall(r'<select name="(\w+)">(.*?)</select>', page, re.DOTALL):
        for value, count in re.findall(r'<option value="([^"]+)"[^>]*>[^<]*\((\d+)\)', inside):
            found[name, unescape(value)] = int(count)
    for name, count in re.findall(r'type="checkbox" name="(\w+)" value="1"[^>]*>[^<]*\((\d+)\)', page):
        found[name, "1"] = int(count)
    for name, inside in re.findall(r'<datalist id="(\w+)-counts">(.*?)</datalist>', page, re.DOTALL):
        for value, count in re.findall(r'<option value="(\d+)" label="(\d+) stor', inside):
            found[name, value] = int(count)
    return found


@pytest.mark.parametrize(
    "standing",
    [
        {},
        {"what": "update"},
        {"what": "kill", "ours": "yes"},
        {"conflict": "1", "killed": "7"},
        {"alert": "1"},
        {"mine": "mute"},
        {"mine": "unread", "copies": "2"},
        {"hours": "6", "urgency": "4"},
        {"since": "2026-03-17T10:00", "differs": "1"},
        {"country": "IRQ"},
        {"agency": "SABLE", "killed": "1", "what": "update"},
        {"language": "en", "conflict": "1", "differs": "1", "copies": "1", "hours": "24"},
    ],
)
def test_a_count_is_what_its_choice_leaves(marked: TestClient, standing: dict[str, str]) -> None:
    """Of every filter, as the other filters stand."""
    found = choices(marked.get("/", params=standing).text)
    for name, known in {"hours": HOURS, "what": WHATS, "mine": MINE, "ours": OURS}.items():
        assert list(known) == [value for each, value in found if each == name]
    assert {"conflict", "alert", "differs", "killed", "copies"} <= {name for name, _ in found}
    for (name, value), count in found.items():
        asked = "&".join(f"{each}={given}" for each, given in ({**standing, name: value}).items())
        assert (name, value, count) == (name, value, total(marked, asked))


def test_the_newest_stories_alone_are_counted(day_folder: Path) -> None:
    """As many as the page says."""
    found = choices(client(day_folder, PageSizes(counted=10)).get("/").text)
    assert 10 == found["hours", "24"] == sum(found["ours", each] for each in OURS)
    few = client(day_folder, PageSizes(counted=10))
    whole = client(day_folder)
    for query in ("language=en&what=update", "language=en&what=kill", "language=en&killed=1"):
        assert min(10, total(whole, query)) == total(few, query) > 0
