"""Lists of a busy month are cut to what a page holds, and say so."""

from __future__ import annotations

from pathlib import Path

from stream.desk.desk_database import DeskDatabase, TopicRecord
from stream.desk.page_sizes import PageSizes
from stream.model.articles import Stream
from tests.desk.conftest import client
from tests.desk.making import arrival, article, copy_of, notice


def filled(folder: Path) -> None:
    """Six killed stories, each still carried by a page."""
    records: list[TopicRecord] = []
    for number in range(6):
        name = f"a{number}"
        given = {"story_id": f"s{number}", "uri": f"urn:x:{name}"}
        records += [
            arrival(Stream.ENRICHED, article(name, **given, received=f"2026-03-17T08:0{number}:00Z")),
            arrival(Stream.COPIES, copy_of(f"c{number}", name, story_id=f"s{number}", received="2026-03-17T08:30:00Z")),
            arrival(Stream.NOTICES, notice("kill", versions=[name], story_id=f"s{number}", uri=f"urn:x:{name}")),
        ]  # fmt: skip
    database = DeskDatabase(folder)
    database.apply(records)
    database.close()


def test_alerts_go_on_on_another_page(tmp_path: Path) -> None:
    """With the kind that was chosen; the count is of all."""
    filled(tmp_path)
    with client(tmp_path, PageSizes(alerts=4)) as pages:
        first = pages.get("/alerts?kind=killed+text").text
        assert (4, True) == (
            first.count('<tr id="alert-'),
            'killed text <span class="count">6</span>' in first,
        )
        assert 'href="/alerts?kind=killed%20text&amp;from=4"' in first
        second = pages.get("/alerts?kind=killed+text&from=4").text
        assert (2, False) == (second.count('<tr id="alert-'), "More alerts" in second)


def test_the_wire_counts_the_newest_alone(tmp_path: Path) -> None:
    """And says that there are more."""
    filled(tmp_path)
    with client(tmp_path, PageSizes(counted=5)) as pages:
        assert "5 and more stories" in pages.get("/").text
        assert "5 and more" not in pages.get("/?killed=1").text


def test_the_list_beside_the_map_is_cut(day_folder: Path) -> None:
    """The marks are not; the list says how many it leaves out."""
    with client(day_folder, PageSizes(listed=3)) as pages:
        page = pages.get("/map").text
        assert 3 == page.count("data-day=")
        assert "The list has the newest 3 of" in page
