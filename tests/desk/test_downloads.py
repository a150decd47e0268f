"""What programs fetch is whole, in the form it says, and never twice."""

from __future__ import annotations

from pathlib import Path

import feedparser
import orjson
import pytest
from openapi_spec_validator import validate
from starlette.testclient import TestClient

from stream.desk.desk_database import DeskDatabase
from stream.desk.openapi_document import FORMS, PARAMETERS, document
from stream.desk.wire_filters import Filters
from stream.model.articles import Stream
from tests.desk.conftest import client
from tests.desk.making import arrival, article

HOSPITAL = "30756fcc3a8d0957"
BRIDGE = "68c5c29900bace39"


def test_the_document_is_openapi() -> None:
    """By OpenAPI's own schema; each filter is in it."""
    validate(document("desk"))
    assert set(Filters.__dataclass_fields__) == set(PARAMETERS)


@pytest.mark.parametrize("path", list(document("desk")["paths"]))
def test_what_the_document_names_is_there(pages: TestClient, path: str) -> None:
    """With the media type that it says, and an ETag that is worth asking with."""
    (media,) = document("desk")["paths"][path]["get"]["responses"]["200"]["content"]
    address = path.replace("{story}", BRIDGE)
    answer = pages.get(address)
    assert (200, media) == (answer.status_code, answer.headers["content-type"].partition(";")[0])
    again = pages.get(address, headers={"if-none-match": f'"x", {answer.headers["etag"]}'})
    assert (304, b"") == (again.status_code, again.content)


def test_a_new_record_makes_another_tag(tmp_path: Path) -> None:
    """And another filter too."""
    database = DeskDatabase(tmp_path)
    database.apply([arrival(Stream.ENRICHED, article("a1"))])
    pages = client(tmp_path)
    tags = {pages.get("/stories.json").headers["etag"], pages.get("/stories.json?what=new").headers["etag"]}
    database.apply([arrival(Stream.ENRICHED, article("a2", story_id="s2"), offset=1)])
    tags.add(pages.get("/stories.json").headers["etag"])
    database.close()
    assert 3 == len(tags)


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_a_feed_has_every_story(pages: TestClient, form: str) -> None:
    """As a reader of feeds reads it, with links to their pages; without a text."""
    found = feedparser.parse(pages.get(f"/stories.{form}").content)
    rows = pages.get("/stories.json").json()
    assert not found.bozo
    assert [row["headline"] for row in rows] == [entry.title for entry in found.entries]
    assert {f"http://127.0.0.1:8090/story/{row['story']}" for row in rows} == {e.link for e in found.entries}
    assert [row["changed"] for row in rows] == [
        f"{entry.get('updated_parsed' if form == 'atom' else 'published_parsed').tm_year:04d}" + row["changed"][4:]
        for entry, row in zip(found.entries, rows, strict=True)
    ]  # fmt: skip
    alerts = feedparser.parse(pages.get(f"/alerts.{form}").content)
    assert len(pages.get("/alerts.json").json()) == len(alerts.entries)


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_a_feed_of_hostile_words_is_one_all_the_same(tmp_path: Path, form: str) -> None:
    """What XML cannot hold is replaced, markup is text."""
    hostile = "]]><script>\u0000\u0008\ufffe&'\"<!--"
    database = DeskDatabase(tmp_path)
    database.apply(
        [arrival(Stream.ENRICHED, article("a1", headline=hostile, source=hostile, located=hostile))]
    )
    database.close()
    found = feedparser.parse(client(tmp_path).get(f"/stories.{form}").content)
    assert not found.bozo
    assert 1 == len(found.entries)


def test_parts_follow_each_other_without_a_gap(pages: TestClient) -> None:
    """By the link that each names; together they are the whole."""
    whole = [orjson.loads(line)["story"] for line in pages.get("/stories.ndjson").text.splitlines()]
    parts: list[str] = []
    address = "/stories.ndjson?limit=20"
    while address:
        answer = pages.get(address)
        parts += [orjson.loads(line)["story"] for line in answer.text.splitlines()]
        address = answer.headers.get("link", "").partition(">")[0].lstrip("<")
    assert whole == parts


def test_a_killed_text_leaves_the_desk_in_no_form(pages: TestClient) -> None:
    """The story does by name, as one that may not be used."""
    words = pages.get(f"/story/{HOSPITAL}.json").json()["headline"]
    for form in FORMS:
        assert words not in pages.get(f"/stories.{form}").text
    made = pages.get(f"/story/{HOSPITAL}.ninjs").json()
    assert ("canceled", True) == (made["pubStatus"], "bodies" not in made)
    assert "bodies" in pages.get(f"/story/{BRIDGE}.ninjs").json()


def test_what_is_no_form_is_refused(pages: TestClient) -> None:
    """With those that there are, for alerts and stories."""
    assert "there are csv" in pages.get("/stories.xls").text
    assert 404 == pages.get("/alerts.geojson").status_code
