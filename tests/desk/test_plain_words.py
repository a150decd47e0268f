"""What a reader stumbled over on the pages of the day: one name for one fact, one rule for one count, a link where one looks for it."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta

from starlette.testclient import TestClient

from stream.desk.charts.time_axis import delay_since
from stream.desk.desk_templates import delay
from tests.desk.test_desk_app import HOSPITAL, texts


def story_of(pages: TestClient, headline: str) -> str:
    """The id of the story under a headline of the wire."""
    found = re.search(rf'id="story-(\w+)"(?:(?!<li).)*{headline}', pages.get("/").text, re.DOTALL)
    assert found
    return found[1]


def test_a_released_story_is_a_choice_of_what_happened(pages: TestClient) -> None:
    """So that all choices together leave all stories."""
    page = pages.get("/").text
    choices = re.search(r'<select name="what">(.*?)</select>', page, re.DOTALL)
    total = re.search(r"(\d+) stories", page)
    assert choices
    assert total
    assert "released (1)" in choices[1]
    assert int(total[1]) == sum(map(int, re.findall(r"\((\d+)\)", choices[1])))
    (back,) = pages.get("/stories.json?what=back").json()
    assert "BACK" == back["what"]


def test_a_late_copy_has_one_name(pages: TestClient) -> None:
    """On the alerts and in the story's table, which says who was not seen since, too."""
    table = texts(pages.get(f"/story/{HOSPITAL}").text).partition("Timeline")[2].partition("Timeline")[0]
    alerts = pages.get("/alerts.json?kind=late copy").json()
    late = {each["who"] for each in alerts if each["story"] == HOSPITAL and each["kind"] == "late copy"}
    assert len(late) == table.count("late copy")
    seen = sum(
        each["seen"] < each["noticed"] for each in alerts if each["story"] == HOSPITAL and each["noticed"]
    )
    assert 0 < seen == table.count("not since")


def test_delays_are_told_by_one_rule() -> None:
    """Whole minutes, in the timeline as in the table."""
    start = datetime(2026, 3, 17, tzinfo=UTC)
    for seconds in (0, 59, 90, 3_599, 15_839):
        assert delay(seconds) == delay_since(start, start + timedelta(seconds=seconds))


def test_a_row_leads_to_its_toll_and_its_outlets_and_tells_the_hour(pages: TestClient) -> None:
    """Beside its age; a badge and an urgency say what they mean."""
    story = story_of(pages, "Car bomb at Mosul")
    row = pages.get("/").text.partition(f'id="story-{story}"')[2].partition("</li>")[0]
    assert f'<a href="/story/{story}#tolls">11 killed, was 8</a>' in row
    assert f'<a class="carriers" href="/story/{story}#outlets">' in row
    assert "data-clock>07:05</time>" in row
    assert "updated, and how many times" in row
    assert "1 is the most urgent" in row


def test_an_uncut_copy_leads_to_its_comparison(pages: TestClient) -> None:
    """Which says what is a page's furniture; a headline that was cut short keeps its spaces."""
    story = story_of(pages, "Correction: Coup attempt")
    page = pages.get(f"/story/{story}").text
    assert re.search(r'class="paragraphs" href="[^"]+#compare">none<', page)
    herald = re.search(r'Coast Herald</a>.*?href="([^"#]+)#compare"', page, re.DOTALL)
    assert herald
    compared = pages.get(html.unescape(herald[1])).text
    assert "collapses after <del>" in compared
    assert (
        "Besides 1 line of the page&#39;s furniture." in compared
        or "Besides 1 line of the page's furniture." in compared
    )


def test_the_map_says_that_it_shows_armed_conflict_alone(pages: TestClient) -> None:
    """And leads to all, with the other filters kept."""
    page = pages.get("/map?conflict=1&deaths=1").text
    assert '<a href="/map?deaths=1">Show those of all stories</a>' in page
    assert "armed conflict alone" not in pages.get("/map?deaths=1").text


def test_the_map_names_who_tells_of_dead_in_no_event(pages: TestClient) -> None:
    """So that it and the wire count the same stories; asked for nothing of the dead it names none."""
    page = pages.get("/map?deaths=1&conflict=1").text
    named = page.partition('class="without-event"')[2].partition("</ul>")[0]
    assert "Sniper fire halts evacuation" in named
    assert "1 killed" in named
    listed = set(re.findall(r'href="/story/(\w+)', page))
    assert {
        each["story"] for each in pages.get("/stories.json?killed=1&conflict=1").json() if not each["status"]
    } <= listed
    assert "without-event" not in pages.get("/map?conflict=1").text
