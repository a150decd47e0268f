from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from stream.desk.topic_standing import ReaderStanding
from tests.desk.conftest import client
from tests.desk.test_desk_auth import desk
from tests.worker.metrics.reading import samples


@pytest.mark.parametrize(
    ("standing", "missing"),
    [
        (ReaderStanding(replayed=True), ""),
        (ReaderStanding(reading=True, behind={"copies": 1000}), ""),
        (ReaderStanding(reading=True, behind={"copies": 1000, "enriched": 1}), "1001 records behind"),
        (
            ReaderStanding(reading=True, rebuilding=True, behind={"copies": 7}),
            "the database is made anew, 7 records to go",
        ),
        (ReaderStanding(), "the topics are not read yet"),
        (ReaderStanding(problem="No connection to Kafka", problem_since=1), "No connection to Kafka"),
    ],
)
def test_a_desk_is_ready_where_it_shows_the_present(
    tmp_path: Path, standing: ReaderStanding, missing: str
) -> None:
    """And says what is missing where it does not."""
    answer = desk(tmp_path, standing=standing).get("/readyz")
    assert answer.status_code == (503 if missing else 200)
    assert answer.json()["missing"] == ([missing] if missing else [])


def test_the_metrics_of_the_day(pages: TestClient) -> None:
    """Alerts as the page lists them, the time of each answer, and the size of the database; scrapes are no answers."""
    listed: dict[str, int] = {}
    for each in pages.get("/alerts.json").json():
        listed[each["kind"]] = listed.get(each["kind"], 0) + 1
    pages.get("/metrics")
    found = samples(pages.get("/metrics").content)
    told: dict[str, float] = {}
    for (name, *labels), value in found.items():
        if name == "newswire_desk_alerts":
            assert labels[2] == "open" or not value
            told[labels[0]] = told.get(labels[0], 0) + value
    assert {kind: count for kind, count in told.items() if count} == listed
    assert found["newswire_desk_request_seconds_count",] == 1
    assert found["newswire_desk_database_bytes",] > 100_000
    assert found["newswire_desk_behind_records",] == 0
    assert found["newswire_desk_behind_seconds",] == 0


def test_an_answered_alert_is_told_by_its_answer(day_folder: Path, tmp_path: Path) -> None:
    """It is in no open one's number, and nothing is lost of the sum."""
    shutil.copytree(day_folder, tmp_path / "desk", ignore=shutil.ignore_patterns("marks*"))
    pages = client(tmp_path / "desk")
    alert = next(each for each in pages.get("/alerts.json").json() if each["kind"] == "killed text")
    send = {name: alert[name] for name in ("story", "who", "uri", "kind")}
    pages.post("/alerts/answer", data={**send, "decision": "told"}, headers={"sec-fetch-site": "same-origin"})
    found = samples(pages.get("/metrics").content)
    states = {
        state: found["newswire_desk_alerts", "killed text", "false", state]
        for state in ("open", "told", "wait", "none")
    }
    assert states == {"open": 8, "told": 1, "wait": 0, "none": 0}


def test_how_far_behind_is_told_in_seconds(tmp_path: Path) -> None:
    """Since the last record read of the topic that is read least far, while something waits."""
    standing = ReaderStanding(reading=True, behind={"copies": 3}, shown_until=1000)
    found = samples(desk(tmp_path, standing=standing).get("/metrics").content)
    assert found["newswire_desk_behind_seconds",] > 1_000_000


def test_a_broker_that_is_away_is_told_in_seconds(tmp_path: Path) -> None:
    """Since when nothing is read."""
    away = desk(tmp_path, standing=ReaderStanding(problem="No connection to Kafka", problem_since=1000))
    assert samples(away.get("/metrics").content)["newswire_desk_disconnected_seconds",] > 1_000_000
