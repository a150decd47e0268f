from __future__ import annotations

import csv
import io
import re
from html import unescape
from pathlib import Path
from typing import Any

import orjson
import pytest
from starlette.testclient import TestClient

from stream.config.settings import Settings
from stream.desk.desk_app import Desk, application
from stream.desk.desk_database import FILE, DeskDatabase
from stream.desk.topic_standing import ReaderStanding
from stream.model.articles import Stream
from tests.desk.conftest import client
from tests.desk.making import arrival, article, copy_of, notice

HOSPITAL = "30756fcc3a8d0957"
BRIDGE = "68c5c29900bace39"
ATTACK = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\x00{{ 7331*3 }}"


def texts(body: str) -> str:
    """A page's text, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


class TestTheDay:
    """What a desk asks on the demo's day is on the page."""

    def test_the_wire_has_a_row_for_each_story(self, pages: TestClient) -> None:
        """Newest change first, with what happened, the toll and its copies."""
        page = pages.get("/").text
        assert 50 == page.count('<li class="row')
        assert "at least 13 killed, was 10" in page
        assert "59 stories" in texts(page)

    def test_a_killed_story_says_who_still_carries_it(self, pages: TestClient) -> None:
        """In a bar above it, with the reason; its text is folded."""
        page = pages.get(f"/story/{HOSPITAL}").text
        said = texts(page)
        assert "KILLED 09:05 by Lantern Wire: STORY WITHDRAWN" in said
        assert "8 outlets, 8 still carry it as last seen" in said
        assert 8 == page.count('class="state killed-text"')
        assert 2 == said.count("late copy")
        assert "<details" in page

    def test_a_story_leads_to_the_agency_and_says_by_which_thresholds(self, tmp_path: Path) -> None:
        """As they are set; an address that is no web address leads nowhere."""
        for url, leads in (("https://lantern.example/1", True), ("javascript:alert(1)", False)):
            folder = tmp_path / str(leads)
            database = DeskDatabase(folder)
            database.apply([arrival(Stream.ENRICHED, article("a1", url=url))])
            database.close()
            pages = client(folder, containment=0.6, related=0.2)
            page = pages.get("/story/s1").text
            assert leads == (f'href="{url}" rel="noopener noreferrer nofollow">Lantern Wire</a>' in page)
            assert "a copy from 0.6, related from 0.2 of the shorter text" in page
            assert "Oldest article 17 March 2026, 08:00 UTC" in texts(pages.get("/about").text)

    def test_an_outlet_with_another_toll_than_the_head_is_seen(self, pages: TestClient) -> None:
        """It says 12, the head says 19."""
        assert "head says at least 19 killed" in texts(pages.get(f"/story/{BRIDGE}").text)

    def test_counts_of_cut_and_added_paragraphs_lead_to_them(self, pages: TestClient) -> None:
        """Each opens what the outlet's text and the version that it carries do not share, and nothing that they do.

        A paragraph that was cut and one that was added in its place may stand there as one that was changed.
        """
        links = 0
        for story in (each["story"] for each in pages.get("/stories.json").json()):
            page = pages.get(f"/story/{story}").text
            for cell in re.findall(r'<td data-label="paragraphs">(.*?)</td>', page):
                counts = re.findall(r"[\u2212+]\d+", texts(cell))
                leads = re.search(r'href="([^"]+)"', cell)
                assert leads or not counts
                if leads:
                    links += 1
                    shown = pages.get(unescape(leads[1])).text.partition('id="compare"')[2]
                    lines = re.findall(r'<p class="line (\w+)', shown)
                    assert "same" not in lines
                    for kind, sign in (("cut", "\u2212"), ("added", "+")):
                        counted = any(each.startswith(sign) for each in counts)
                        assert not counted or {kind, "changed"} & set(lines)
        assert links > 20

    def test_the_planted_alerts_and_no_others_are_open(self, pages: TestClient) -> None:
        """Of every killed or corrected story each page that carries it, and nothing of any other."""
        found: dict[str, int] = {}
        for each in pages.get("/alerts.json").json():
            found[each["kind"]] = found.get(each["kind"], 0) + 1
        assert {
            "late copy": 6, "killed text": 9, "wrong version": 8, "kill of something never seen": 1, "toll went down": 1,
        } == found  # fmt: skip

    @pytest.mark.parametrize(
        ("query", "count"),
        [
            ("what=kill", 4),
            ("conflict=1&killed=13", 3),
            ("country=IRQ", 1),
            ("alert=1&agency=SABLE", 1),
            ("hours=1", 0),
            ("differs=1", 5),
            ("since=2026-03-17T10:00", 35),
            ("since=2026-03-17T10:00&until=2026-03-17T11:00", 6),
            ("hours=today", 50),
            ("urgency=2", 0),
        ],
    )
    def test_filters_narrow_the_wire(self, pages: TestClient, query: str, count: int) -> None:
        """And say how many are left."""
        page = pages.get(f"/?{query}").text
        assert count == page.count('<li class="row')

    def test_who_says_another_toll_is_said_on_the_wire(self, pages: TestClient) -> None:
        """Of all stories at once, where that is asked for."""
        said = texts(pages.get("/?differs=1").text)
        assert "says at least 12 killed" in said
        assert 'class="said"' not in pages.get("/?what=update").text

    def test_search_marks_what_it_found(self, pages: TestClient) -> None:
        """In headline and snippet; a killed story's text is not shown."""
        page = pages.get("/search", params={"q": "bridge"}).text
        assert "<mark>bridge</mark>" in page
        killed = pages.get("/search", params={"q": "wing hospital"}).text
        assert "<strong>killed</strong>" in killed
        assert "snippet" not in killed

    @pytest.mark.parametrize(
        "pasted",
        [HOSPITAL, "0633c61f23a99c2f", "https://www.dailymercury.example/2026/03/17/seamens-hospital-12"],
    )
    def test_what_is_pasted_opens_its_story(self, pages: TestClient, pasted: str) -> None:
        """An id of a story or an article, an address."""
        answer = pages.get("/search", params={"q": pasted})
        assert (303, f"/story/{HOSPITAL}") == (answer.status_code, answer.headers["location"])

    def test_a_story_that_was_merged_away_leads_to_the_other(self, pages: TestClient) -> None:
        """Links in old messages keep working."""
        answer = pages.get("/story/c37ab57319f33a21")
        assert "/story/f7f43da5893bb515" == answer.headers["location"]

    def test_what_is_not_here_is_said(self, pages: TestClient) -> None:
        """With a way back, in JSON for programs."""
        assert (404, True) == (
            (page := pages.get("/story/nothing")).status_code,
            "There is no story nothing" in page.text,
        )
        assert {"error": "There is no such story here."} == pages.get("/story/nothing.json").json()

    def test_exports_have_the_same_filters(self, pages: TestClient) -> None:
        """Killed and held stories are left out unless asked for by name."""
        rows = list(csv.DictReader(io.StringIO(pages.get("/stories.csv?conflict=1").text)))
        lines = pages.get("/stories.ndjson?conflict=1").text.splitlines()
        assert [row["story"] for row in rows] == [orjson.loads(line)["story"] for line in lines]
        assert {""} == {row["status"] for row in rows}
        assert {"killed"} == {each["status"] for each in pages.get("/stories.json?what=kill").json()}

    def test_a_killed_text_is_not_in_the_export(self, pages: TestClient) -> None:
        """The story is, without its body."""
        assert ["body" in each for each in pages.get(f"/story/{HOSPITAL}.json").json()["versions"]] == [False]
        assert all("body" in each for each in pages.get(f"/story/{BRIDGE}.json").json()["versions"])

    def test_every_page_says_that_the_day_is_made_up(self, pages: TestClient) -> None:
        """And what its clock shows."""
        for address in ("/", "/alerts", "/about", "/search", f"/story/{BRIDGE}"):
            assert "A made-up day, without a broker" in pages.get(address).text


class TestTheMap:
    """Where the events of the day took place."""

    def test_the_list_has_every_event_without_a_script(self, pages: TestClient) -> None:
        """With place, what is hurt and the story; those on no map too, and of killed stories none."""
        said = texts(pages.get("/map?conflict=1&deaths=1").text)
        assert "Mosul, IRQ town" in said
        assert "11 people killed; 20 people injured" in said
        assert "on no map" in said
        assert "hospital wing" not in said.casefold()

    @pytest.mark.parametrize(
        ("query", "most"),
        [
            ("conflict=1&deaths=1", 40),
            ("conflict=1&deaths=1&victim=policemen", 2),
            ("conflict=1&deaths=1&victim=armed", 9),
            ("certainty=reported&country=IRQ", 9),
            ("box=40,30,50,40", 3),
        ],
    )
    def test_its_filters_narrow_it(self, pages: TestClient, query: str, most: int) -> None:
        """And the wire by the same words in the address."""
        listed = pages.get(f"/map?{query}").text
        rows = listed.count('<tr data-place="') + listed.count("<tr data-day")
        assert 0 < rows <= most
        assert 0 < pages.get(f"/?{query}").text.count('<li class="row') <= listed.count('#events"')

    def test_an_event_of_which_no_place_is_told_names_its_story_s(self, pages: TestClient) -> None:
        """So that a reader knows where to look; it is no mark on the map."""
        assert "the story is in Mosul, IRQ" in texts(pages.get("/map?deaths=1&victim=civilians").text)

    def test_marks_are_those_of_the_list(self, pages: TestClient) -> None:
        """A place of the map is a place of the list."""
        page = pages.get("/map?conflict=1").text
        marks = pages.get("/map.json?conflict=1").json()["features"]
        assert {each["id"] for each in marks} == set(re.findall(r'data-place="([^"]+)"', page))

    def test_the_export_has_every_event_of_the_stories(self, pages: TestClient) -> None:
        """As GeoJSON, killed stories' only by name and then without a sentence of their text."""
        features = pages.get("/stories.geojson?conflict=1").json()["features"]
        assert any(each["geometry"] is None for each in features)
        assert {"people"} <= {word for each in features for word in each["properties"]["victims"]}
        killed = pages.get("/stories.geojson?what=kill").json()["features"]
        assert HOSPITAL in {each["properties"]["story_id"] for each in killed}
        assert {""} == {each["properties"]["sentence"] for each in killed}
        assert HOSPITAL not in {each["properties"]["story_id"] for each in features}

    def test_other_borders_may_be_named(self, day_folder: Path, tmp_path: Path) -> None:
        """By a setting; the page then says that they are this desk's."""
        file = tmp_path / "borders.geojson"
        file.write_text('{"type": "FeatureCollection", "features": []}')
        with client(day_folder, desk_borders=str(file)) as pages:
            assert "Borders as set by this desk" in pages.get("/map").text
            assert [] == pages.get("/borders.json").json()["features"]
        with client(day_folder) as pages:
            assert 404 == pages.get("/borders.json").status_code

    def test_the_names_of_towns_are_asked_for_by_box(self, day_folder: Path) -> None:
        """What is no box is the world; a desk without a gazetteer has a map without names."""
        asked: list[tuple[float, float, float, float]] = []

        def towns(box: tuple[float, float, float, float], _: int) -> list[tuple[str, float, float]]:
            asked.append(box)
            return [("Kesh", 41.25, 12.5)]

        settings = Settings(desk_dir=day_folder)
        app = application(Desk(day_folder / FILE, settings, ReaderStanding(replayed=True), towns=towns))
        named = TestClient(app, base_url="http://127.0.0.1:8090")
        assert {"towns": [["Kesh", 41.25, 12.5]]} == named.get("/towns.json?box=40,10,50,20").json()
        named.get("/towns.json?box=x")
        assert [(40, 10, 50, 20), (-180, -90, 180, 90)] == asked
        with client(day_folder) as pages:
            assert {"towns": []} == pages.get("/towns.json").json()


class TestOutlets:
    """What each outlet carries."""

    def test_each_source_has_a_line(self, pages: TestClient) -> None:
        """Those that carry something wrong first."""
        page = pages.get("/outlets").text
        said = texts(page)
        assert re.search(r"Coast Herald \d+ wrong \d+ \d+% ", said)
        assert said.index("Coast Herald") < said.index("Corvus Press 1")

    def test_an_outlet_says_what_it_carries(self, pages: TestClient) -> None:
        """With the state, the version, and a link to what it cut; one that follows a correction is counted."""
        said = texts(pages.get("/outlet/Coast Herald").text)
        assert "wrong now" in said
        assert re.search(r"Kills and corrections followed \d+ of \d+", said)
        assert 404 == pages.get("/outlet/Nobody").status_code

    def test_a_broken_embargo_is_an_alert_for_a_day(self, tmp_path: Path) -> None:
        """Of the page that came before the hour, once the text is released."""
        until = "2026-03-17T10:00:00Z"
        database = DeskDatabase(tmp_path)
        database.apply(
            [
                arrival(Stream.ENRICHED, article("a1", embargo="released", embargoed_until=until)),
                arrival(Stream.COPIES, copy_of("c1", "a1", received="2026-03-17T09:30:00Z")),
                arrival(
                    Stream.COPIES, copy_of("c2", "a1", source="Kestrel", received="2026-03-17T10:30:00Z")
                ),
            ]
        )
        found = client(tmp_path).get("/alerts.json").json()
        assert [("broke embargo", "Daily Mercury", "carried it 30 min before its time")] == [
            (each["kind"], each["who"], each["text"]) for each in found
        ]
        database.apply(
            [arrival(Stream.ENRICHED, article("a2", story_id="s2", received="2026-03-18T11:00:00Z"))]
        )
        assert [] == client(tmp_path).get("/alerts.json").json()
        database.close()

    def test_an_agency_that_falls_quiet_is_an_alert(self, tmp_path: Path) -> None:
        """By its own habit; an outlet that takes more than it gives is none."""
        database = DeskDatabase(tmp_path)
        database.apply(
            [
                arrival(
                    Stream.ENRICHED,
                    article(f"a{n}", story_id=f"s{n}", uri=f"urn:x:{n}", received=f"2026-03-{15 + n // 6}T{n % 6 * 4:02d}:00:00Z"),
                )
                for n in range(10)
            ]
            + [
                arrival(
                    Stream.ENRICHED,
                    article("z", story_id="sz", source="Corvus Press", received="2026-03-16T22:30:00Z"),
                )
            ]
        )  # fmt: skip
        database.close()
        found = client(tmp_path).get("/alerts.json").json()
        assert [("agency quiet", "Lantern Wire", "2026-03-16T12:00:00Z")] == [
            (each["kind"], each["who"], each["since"]) for each in found
        ]

    @pytest.mark.parametrize("days", [0, 5])
    def test_a_source_is_held_against_its_habit(self, tmp_path: Path, days: int) -> None:
        """One that is silent for twice as long as its longest pause is told so for as long as it is, one that gives little too."""
        database = DeskDatabase(tmp_path)
        times = [f"2026-03-{15 + n // 6}T{n % 6 * 4:02d}:00:00Z" for n in range(10)]
        records = [
            arrival(Stream.ENRICHED, article(f"a{n}", story_id=f"s{n}", uri=f"urn:x:{n}", received=at))
            for n, at in enumerate(times)
        ]
        copies = [
            arrival(
                Stream.COPIES,
                copy_of(f"c{n}", f"a{n}", story_id=f"s{n}", received=at.replace(":00:", ":02:")),
            )
            for n, at in enumerate(times)
        ]
        last = article("z", story_id="sz", source="Corvus Press", received=f"2026-03-{16 + days}T22:30:00Z")
        database.apply([*records, *copies, arrival(Stream.ENRICHED, last)])
        database.close()
        pages = client(tmp_path)
        listed = texts(pages.get("/outlets?hours=6").text)
        assert 2 == listed.count("silent: its longest pause was 4 h 00")
        assert "silent" not in listed.partition("Corvus Press")[2].partition("Daily Mercury")[0]
        assert ["Lantern Wire"] == [each["who"] for each in pages.get("/alerts.json").json()]
        page = texts(pages.get("/outlet/Daily%20Mercury?hours=6").text)
        assert "silent: its longest pause was 4 h 00" in page
        assert "Longest pause in three days 4 h 00" in page

    def test_the_list_of_sources_has_the_habit_of_each(self, tmp_path: Path) -> None:
        """Of one that was heard of lately, too; one with few articles has none."""
        database = DeskDatabase(tmp_path)
        times = [f"2026-03-{15 + n // 6}T{n % 6 * 4:02d}:00:00Z" for n in range(10)]
        records = [
            arrival(Stream.ENRICHED, article(f"a{n}", story_id=f"s{n}", uri=f"urn:x:{n}", received=at))
            for n, at in enumerate(times)
        ]
        last = article("z", story_id="sz", source="Corvus Press", received=times[-1])
        database.apply([*records, arrival(Stream.ENRICHED, last)])
        database.close()
        listed = texts(client(tmp_path).get("/outlets?hours=72").text)
        assert 1 == listed.count("pauses up to 4 h 00")
        assert "pauses" not in listed.partition("Corvus Press")[2].partition("Lantern Wire")[0]

    def test_from_and_to_tell_how_many_stories_they_leave(self, pages: TestClient) -> None:
        """As the other filters do; without a time they leave all."""
        asked = "since=2026-03-17T10:00&until=2026-03-17T11:00"
        page = texts(pages.get(f"/?{asked}").text)
        count = len(pages.get(f"/stories.json?{asked}").json())
        assert 0 < count
        assert f"({count} in this time)" in page
        assert "in this time" not in texts(pages.get("/").text)

    def test_counts_that_differ_are_explained(self, pages: TestClient) -> None:
        """Two paragraphs were put into another: the judge counted them as cut, and the comparison finds them."""
        story = pages.get("/story/30756fcc3a8d0957.json").json()
        name = next(each["article_id"] for each in story["outlets"] if each["outlet"] == "Kalen Courier")
        page = texts(pages.get(f"/story/30756fcc3a8d0957?article={name}").text)
        assert "Paragraphs: 0 cut" in page
        assert "The tables of outlets say 2 cut, 0 added" in page
        same = next(each["article_id"] for each in story["outlets"] if each["outlet"] == "Coast Herald")
        page = texts(pages.get(f"/story/30756fcc3a8d0957?article={same}").text)
        assert "The tables of outlets say" not in page


class TestStrangersText:
    """Whatever is written in a record is text."""

    @pytest.fixture
    def attacked(self, tmp_path: Path) -> TestClient:
        """A desk in whose records every text is an attack."""
        fields = ("headline", "byline", "located", "slugline", "source", "version", "url", "body", "uri")
        texts: dict[str, Any] = {name: f"{ATTACK}{name}" for name in fields} | {"url": "javascript:alert(1)"}
        event = {
            "start": 0, "end": 4, "sentence_start": 0, "sentence_end": 30, "event_type": ATTACK, "actor": ATTACK,
            "place": {"text": ATTACK, "latitude": 1.0, "country": ATTACK}, "attribution": ATTACK,
        }  # fmt: skip
        conflict = {
            "events": [event],
            "entities": [{"type": "PLACE", "start": 0, "end": 6, "text": ATTACK, "name": ATTACK}],
            "tolls": [{"kind": "killed", "minimum": 1, "maximum": 1, "qualifier": ATTACK}],
        }
        origin = {
            "agency": ATTACK,
            "article_id": "a1",
            "via": [ATTACK],
            "evidence": [{"evidence": ATTACK, "text": ATTACK}],
        }
        database = DeskDatabase(tmp_path)
        database.apply(
            [
                arrival(Stream.ENRICHED, article("a1", **texts, conflict=conflict, origin=origin)),
                arrival(
                    Stream.COPIES,
                    copy_of("c1", "a1", **{**texts, "source": ATTACK, "uri": "javascript:alert(2)"}),
                ),
                arrival(
                    Stream.NOTICES,
                    notice("kill", versions=["a1"], ednote=ATTACK, source=ATTACK, headline=ATTACK),
                ),
            ]
        )
        database.close()
        return client(tmp_path)

    @pytest.mark.parametrize(
        "address", ["/", "/alerts", "/story/s1", "/search?q=alert", "/search?q=%3Cscript%3E"]
    )
    def test_nothing_of_it_is_markup(self, attacked: TestClient, address: str) -> None:
        """No element, attribute or template comes of it, and no link leads to a script."""
        page = attacked.get(address).text
        assert not re.search(r'<script(?! src="/static/)', page)
        assert "<img" not in page
        assert 'href="javascript:' not in page
        assert "21993" not in page
        assert "\u202e" not in page

    def test_a_cell_is_no_formula(self, tmp_path: Path) -> None:
        """What a spreadsheet would run is quoted."""
        database = DeskDatabase(tmp_path)
        database.apply([arrival(Stream.ENRICHED, article("a1", headline="=HYPERLINK(1)", source="@x"))])
        database.close()
        row = next(csv.DictReader(io.StringIO(client(tmp_path).get("/stories.csv").text)))
        assert ("'=HYPERLINK(1)", "'@x") == (row["headline"], row["source"])

    def test_the_browser_is_told_to_run_nothing_inline(self, attacked: TestClient) -> None:
        """On every answer, refusals and exports too."""
        for address in ("/", "/story/none", "/stories.json", "/static/desk.css"):
            policy = attacked.get(address).headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy

    def test_no_page_has_a_style_or_a_script_of_its_own(self, pages: TestClient) -> None:
        """They would not run under the policy."""
        for address in ("/", "/alerts", f"/story/{BRIDGE}", "/search?q=bridge", "/about"):
            page = pages.get(address).text
            assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page)

    @pytest.mark.parametrize(
        ("host", "status"),
        [("127.0.0.1:8090", 200), ("localhost", 200), ("[::1]:8090", 200), ("evil.example", 421)],
    )
    def test_another_name_is_not_answered(self, pages: TestClient, host: str, status: int) -> None:
        """A page elsewhere whose name was turned to this machine reads nothing."""
        assert status == pages.get("/", headers={"host": host}).status_code
