"""Texts under an embargo: whose they are and until when, and who carries one before its time; nothing else of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from stream.desk.desk_database import DeskDatabase, TopicRecord
from stream.model.articles import Stream
from tests.desk.conftest import client
from tests.desk.making import arrival, article, copy_of, notice

UNTIL = "2026-03-17T10:00:00Z"
TOLD_LATER = "Budget of the harbour"


def parked(name: str = "a1", **given: Any) -> TopicRecord:
    """A text as `judged` has it before its time."""
    kept = {
        "headline": "",
        "body": "",
        "slugline": TOLD_LATER,
        "ednote": TOLD_LATER,
        "embargoed_until": UNTIL,
    }
    return arrival(Stream.JUDGED, article(name, embargo="parked", **kept, **given))


def early(**given: Any) -> TopicRecord:
    """A page with its text, at nine."""
    given = {"received": "2026-03-17T09:00:00Z", "headline": "On our page", **given}
    return arrival(Stream.COPIES, copy_of("c1", "a1", **given))


def released() -> TopicRecord:
    """The same text when its time has come."""
    return arrival(
        Stream.ENRICHED, article("a1", embargo="released", embargoed_until=UNTIL, headline=TOLD_LATER)
    )


def taken(folder: Path, *records: TopicRecord) -> None:
    """A desk that has read records."""
    database = DeskDatabase(folder)
    database.apply(records)
    database.close()


def test_a_waiting_text_is_its_agency_and_hour_alone(tmp_path: Path) -> None:
    """Under the alerts, on no other page, in no export and no search."""
    other = arrival(
        Stream.ENRICHED, article("a9", story_id="s9", uri="urn:x:a9", received="2026-03-17T08:30:00Z")
    )
    taken(tmp_path, parked(), other)
    with client(tmp_path) as pages:
        said = pages.get("/alerts").text
        assert 'Lantern Wire <span class="quiet">until <time datetime="2026-03-17T10:00:00Z">' in said
        for path in (
            "/", "/alerts", "/alerts.json", "/stories.json", "/search?q=budget", "/outlets", "/map",
        ):  # fmt: skip
            found = pages.get(path).text
            assert TOLD_LATER not in found
            assert "/story/s1" not in found
        assert 404 == pages.get("/story/s1").status_code
        assert 404 == pages.get("/story/a1").status_code


def test_a_page_with_it_is_an_alert_before_its_time(tmp_path: Path) -> None:
    """And after it until a day has passed; in whatever order the records come."""
    for number, order in enumerate(((parked(), early()), (early(), parked()))):
        folder = tmp_path / str(number)
        taken(folder, *order)
        with client(folder) as pages:
            (alert,) = pages.get("/alerts.json").json()
            assert ("broke embargo", "Daily Mercury") == (alert["kind"], alert["who"])
            assert "carries a text that is under embargo until 10:00 UTC" == alert["text"]
            page = pages.get("/story/s1").text
            assert ("On our page" in page, TOLD_LATER in page) == (True, False)
        later = article("a9", story_id="s9", uri="urn:x:a9", received="2026-03-17T10:30:00Z")
        taken(folder, released(), arrival(Stream.ENRICHED, later))
        with client(folder) as pages:
            (alert,) = pages.get("/alerts.json").json()
            assert "carried it 60 min before its time" == alert["text"]
            assert "Under embargo" not in pages.get("/alerts").text
            assert TOLD_LATER in pages.get("/story/s1").text


def test_a_page_that_keeps_the_embargo_breaks_none(tmp_path: Path) -> None:
    """It came before the end with an embargo of its own."""
    taken(tmp_path, parked(), early(embargo="parked", embargoed_until=UNTIL))
    with client(tmp_path) as pages:
        assert [] == pages.get("/alerts.json").json()


@pytest.mark.parametrize("kind", ["kill", "hold"])
def test_a_waiting_text_that_is_taken_back_is_not_listed(tmp_path: Path, kind: str) -> None:
    """It will not come at ten."""
    taken(tmp_path, parked(), arrival(Stream.NOTICES, notice(kind, versions=["a1"])))
    with client(tmp_path) as pages:
        assert "Under embargo" not in pages.get("/alerts").text


def test_of_an_item_its_last_version_is_listed(tmp_path: Path) -> None:
    """With the hour that it has now."""
    later = {"uri": "urn:x:a1", "received": "2026-03-17T08:30:00Z", "version": "2"}
    second = article("a2", embargo="parked", headline="", body="", embargoed_until="2026-03-17T12:00:00Z", verdict="update", **later)  # fmt: skip
    taken(tmp_path, parked(), arrival(Stream.JUDGED, second))
    with client(tmp_path) as pages:
        said = pages.get("/alerts").text
        assert ("2026-03-17T12:00:00Z" in said, UNTIL in said) == (True, False)


def test_of_judged_nothing_else_is_kept(tmp_path: Path) -> None:
    """What it says of other texts comes on the other topics; what only looks like an embargo is none."""
    extra = {"extra": {"embargo": "parked"}}
    taken(
        tmp_path,
        arrival(Stream.JUDGED, article("a1"), 4),
        arrival(Stream.JUDGED, article("a2", **extra), 5),
        arrival(Stream.JUDGED, article("a3", embargo="parked", verdict="stale", embargoed_until=UNTIL), 6),
    )
    database = DeskDatabase(tmp_path)
    assert (0, {("judged", 0): 7}) == (database.newest(), database.offsets())
    database.close()
