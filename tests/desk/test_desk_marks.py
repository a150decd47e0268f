"""What people say on the desk stays, and is taken from its own pages alone."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from stream.cli import desk_command
from stream.desk.desk_alerts import Alert
from stream.desk.desk_database import FILE as DATABASE
from stream.desk.desk_database import DeskDatabase
from stream.desk.desk_marks import FILE, Answer, DeskMarks
from stream.model.articles import Stream
from tests.desk.conftest import client
from tests.desk.making import arrival, article

HOSPITAL = "30756fcc3a8d0957"
BRIDGE = "68c5c29900bace39"
HERE = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def marked(day_folder: Path, tmp_path: Path) -> TestClient:
    """A desk of its own, which may be marked."""
    shutil.copytree(day_folder, tmp_path / "desk", ignore=shutil.ignore_patterns("marks*"))
    return client(tmp_path / "desk", desk_own=("Coast Herald",))


def count(pages: TestClient, query: str) -> int:
    """Stories that pass, as the wire says it."""
    found = re.search(r"(\d+) stor(?:y|ies)</span>", pages.get(f"/?{query}").text)
    assert found
    return int(found[1])


def mark(pages: TestClient, kind: str, story: str = BRIDGE, on: str = "") -> int:
    """Send a mark; the status."""
    return pages.post(f"/story/{story}/mark", data={"kind": kind, "on": on}, headers=HERE).status_code


@pytest.mark.parametrize("kind", ["follow", "used"])
def test_a_mark_is_shown_filtered_by_and_taken_away(marked: TestClient, kind: str) -> None:
    """Sent once it stands, sent again it does not."""
    assert 303 == mark(marked, kind)
    assert 1 == count(marked, f"mine={kind}")
    assert 'class="marked"' in marked.get("/").text
    assert f'data-mark="{kind}" aria-pressed="true"' in marked.get(f"/story/{BRIDGE}").text
    mark(marked, kind)
    assert 0 == count(marked, f"mine={kind}")


def test_what_is_muted_is_out_of_sight_until_it_is_asked_for(marked: TestClient) -> None:
    """On the wire and in its exports."""
    whole = count(marked, "")
    mark(marked, "mute")
    assert (whole - 1, 1) == (count(marked, ""), count(marked, "mine=mute"))
    assert BRIDGE not in marked.get("/stories.ndjson").text


def test_what_was_read_before_its_last_change_is_not_read(marked: TestClient) -> None:
    """A mark on a story holds for what was there then."""
    whole = count(marked, "mine=unread")
    mark(marked, "read", on="1")
    mark(marked, "read", on="1")
    assert whole - 1 == count(marked, "mine=unread")


def test_a_mark_on_a_story_that_was_merged_away_is_on_the_other(marked: TestClient) -> None:
    """Its link leads there, too."""
    mark(marked, "follow", "c37ab57319f33a21")
    assert "f7f43da5893bb515" in marked.get("/?mine=follow").text


def test_what_our_outlets_copied_is_a_filter(marked: TestClient) -> None:
    """Both ways; together they are all."""
    ours, others = count(marked, "ours=yes"), count(marked, "ours=no")
    assert min(ours, others) > 0
    assert count(marked, "") == ours + others


def test_an_answered_alert_is_closed_until_it_is_worse(marked: TestClient) -> None:
    """With who and when; one that was a wrong version and carries a killed text now is open again."""
    alerts = marked.get("/alerts.json").json()
    alert = next(each for each in alerts if each["kind"] == "killed text")
    named = {name: alert[name] for name in ("story", "who", "uri")}
    send = {**named, "kind": "killed text", "decision": "told"}
    story = f"/story/{alert['story']}"
    before = marked.get(story).text.count('name="decision" value="told"')
    assert 303 == marked.post("/alerts/answer", data=send, headers=HERE).status_code
    assert len(alerts) - 1 == len(marked.get("/alerts.json").json())
    assert "told them" in marked.get("/alerts").text
    page = marked.get(story).text
    assert (before - 1, 1) == (
        page.count('name="decision" value="told"'),
        page.count('<span class="marked">told them'),
    )
    marked.post("/alerts/answer", data={**send, "kind": "wrong version"}, headers=HERE)
    assert len(alerts) == len(marked.get("/alerts.json").json())
    marked.post("/alerts/answer", data={**send, "decision": "wait"}, headers=HERE)
    assert len(alerts) - 1 == len(marked.get("/alerts.json").json())
    marked.post("/alerts/answer", data={**send, "decision": ""}, headers=HERE)
    assert len(alerts) == len(marked.get("/alerts.json").json())


def test_an_alert_waits_until_the_time_that_is_chosen(marked: TestClient, tmp_path: Path) -> None:
    """With who and when; a time that is over, none or too far is refused."""
    alert = next(each for each in marked.get("/alerts.json").json() if each["kind"] == "killed text")
    send = {name: alert[name] for name in ("story", "who", "uri", "kind")} | {"decision": "wait"}
    for until in ("2026-03-17T23:00", "soon", "2026-09-17T15:00"):
        answer = marked.post("/alerts/answer", data={**send, "until": until}, headers=HERE)
        assert (400, True) == (answer.status_code, "within 28 days" in answer.text)
    marked.post("/alerts/answer", data={**send, "until": "2026-03-19T15:00"}, headers=HERE)
    page = marked.get("/alerts").text
    assert re.search(r"wait\s+\d\d:\d\d", re.sub(r"<[^>]+>", "", page.partition("Answered")[2]))
    assert 'until <time datetime="2026-03-19T15:00:00Z">19 March 2026, 15:00 UTC' in page
    assert "until 19 March 2026, 15:00 UTC" in marked.get(f"/story/{alert['story']}").text
    database = DeskDatabase(tmp_path / "desk")
    open_ = []
    for hour in (14, 15):
        later = article(f"late{hour}", story_id="later", received=f"2026-03-19T{hour}:00:00Z")
        database.apply([arrival(Stream.ENRICHED, later)])
        open_.append(sum(each["kind"] == "killed text" for each in marked.get("/alerts.json").json()))
    database.close()
    assert 1 == open_[1] - open_[0]


def answered_of(told: int | None = 100, **given: Any) -> bool:
    """Whether an answer to a wrong version, told at 100, holds for an alert."""
    plain: dict[str, Any] = {
        "kind": "wrong version", "story": "s1", "headline": "", "who": "Daily Mercury", "own": False,
        "since": 100, "noticed": 100, "seen": 90, "url": "", "text": "",
    }  # fmt: skip
    answer = Answer("wrong version", "told", "Ada", 200, None, told)
    return answer.holds(Alert(**{**plain, **given}), 1000)


@pytest.mark.parametrize(
    ("given", "holds"),
    [
        ({}, True),
        ({"seen": 300, "since": 300}, True),  # the page was seen again as it was
        ({"kind": "held text"}, False),
        ({"kind": "killed text"}, False),
        ({"kind": "late copy"}, False),
        ({"kind": "toll went down"}, True),  # milder
        ({"noticed": 150, "since": 150}, False),  # another correction
        ({"noticed": None, "since": 300}, False),  # of what no notice tells: it began again
        ({"noticed": 150, "told": None}, True),  # an answer of before that was noted
    ],
)
def test_what_grows_worse_comes_back(given: dict[str, Any], holds: bool) -> None:
    """A worse kind, or the same told once more; not what is seen again."""
    assert holds == answered_of(**given)


def test_marks_of_an_older_desk_are_read_and_written(tmp_path: Path) -> None:
    """Their file has no column for when an alert was told."""
    path = tmp_path / FILE
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "CREATE TABLE answer (story TEXT, source TEXT, uri TEXT, kind TEXT, decision TEXT, person TEXT, at INTEGER, until INTEGER, PRIMARY KEY (story, source, uri))"
        )
        connection.execute(
            "INSERT INTO answer VALUES ('s1', 'Tern', '', 'killed text', 'told', 'Ada', 1, NULL)"
        )
        connection.commit()
    marks = DeskMarks(path)
    marks.answer(("s2", "Gull", ""), Answer("killed text", "none", "", 2, None, 2))
    with closing(sqlite3.connect(path)) as connection:
        assert [(None,), (2,)] == connection.execute("SELECT told FROM answer ORDER BY story").fetchall()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "http://127.0.0.1:8090"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://127.0.0.1:8090"}, 303),
        (HERE, 303),
    ],
)
def test_marks_are_taken_from_our_own_pages_alone(
    marked: TestClient, headers: dict[str, str], status: int
) -> None:
    """A page elsewhere cannot make a reader's browser mark anything."""
    answer = marked.post(f"/story/{BRIDGE}/mark", data={"kind": "used"}, headers=headers)
    assert status == answer.status_code
    assert (status == 303) == (1 == count(marked, "mine=used"))


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nb", ""])
def test_nobody_is_sent_elsewhere(marked: TestClient, back: str) -> None:
    """After a mark comes the page it was set on, or the wire."""
    answer = marked.post(f"/story/{BRIDGE}/mark", data={"kind": "used", "back": back}, headers=HERE)
    assert "/" == answer.headers["location"]


def test_what_is_no_mark_is_refused(marked: TestClient) -> None:
    """With what there is."""
    assert 400 == mark(marked, "burn")
    assert 413 == marked.post("/alerts/answer", data={"story": "x" * 20_000}, headers=HERE).status_code
    assert (
        400 == marked.post("/alerts/answer", data={"decision": "told", "kind": "x"}, headers=HERE).status_code
    )


def test_a_damaged_database_is_put_away_for_a_rebuild(tmp_path: Path) -> None:
    """An empty one is shown meanwhile; a whole one stays, and so do the marks."""
    (tmp_path / DATABASE).write_bytes(b"no database at all, but long enough to be looked at")
    (tmp_path / FILE).write_text("marks")
    desk_command.keep_shown(tmp_path)
    database = DeskDatabase(tmp_path)
    database.apply([arrival(Stream.ENRICHED, article("a1"))])
    database.close()
    desk_command.keep_shown(tmp_path)
    database = DeskDatabase(tmp_path)
    assert database.newest()
    database.close()
    assert "marks" == (tmp_path / FILE).read_text()
