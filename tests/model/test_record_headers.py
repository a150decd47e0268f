"""The headers that a router reads: of every topic, on every record, the same as the value says."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from stream.config.settings import Settings
from stream.model.articles import Stream
from stream.model.outputs import Output
from stream.model.record_headers import HEADERS, schema_id
from stream.model.schemas import schema
from stream.pipeline.core_rules import load_tagger
from stream.pipeline.replay import Replay

ROOT = Path(__file__).parents[2]
WIRE = {"uri": "urn:newsml:lanternwire.example:20260317:n1", "source": "Lantern Wire", "language": "en"}
TEXT = (
    "PORT ESK, March 17 (Lantern) - Fighters of the Orrin Brigade shelled the Kesh bridge on Tuesday, killing at least "
    "12 people and wounding 30, the mayor said. Two ferries that lay at the northern pier burned until morning."
)
FEED = (
    {**WIRE, "version": "1", "headline": "Shelling kills 12", "body": TEXT, "version_created": "2026-03-17T07:00:00Z"},
    {
        "uri": "https://herald.example/1", "source": "herald.example", "language": "en", "version": "1", "headline": "Shells fall on bridge",
        "body": TEXT, "version_created": "2026-03-17T08:00:00Z",
    },
    {
        "uri": "urn:newsml:corvus.example:20260317:n7", "source": "Corvus Press", "language": "en", "version": "1",
        "headline": "Orrin Brigade shelling of Kesh bridge kills 12", "version_created": "2026-03-17T08:30:00Z",
        "body": "At least 12 were killed and 30 wounded when Orrin Brigade fighters shelled Kesh bridge; ferries burned at the pier.",
    },
    {**WIRE, "version": "2", "pubstatus": "canceled", "headline": "KILL", "body": "", "version_created": "2026-03-17T09:00:00Z"},
)  # fmt: skip


@pytest.fixture(scope="module")
def outputs() -> list[Output]:
    """What the pipeline sends of an original, a copy, the same event in other words and a kill."""
    settings = Settings(partitions=1, threads=True)
    pipeline = Replay(settings, load_tagger(settings))
    at = datetime(2026, 3, 17, 10, tzinfo=UTC)
    return [output for article in FEED for output in pipeline.feed(orjson.dumps(article), at)]


def test_every_record_behind_the_stages_has_them(outputs: list[Output]) -> None:
    """Each topic its own, and what they say is what the value says."""
    seen = {output.stream for output in outputs}
    assert seen == set(HEADERS)
    for output in outputs:
        value: dict[str, Any] = orjson.loads(output.value)
        headers = dict(output.headers)
        assert list(headers) == list(HEADERS[output.stream])
        assert headers["schema"].decode() == schema(output.stream.value)["$id"]
        for name in ("verdict", "kind"):
            assert headers.get(name, b"").decode() == (value.get(name, "") if name in headers else "")
        assert headers["language"] == b"en"
        if "relevant" in headers:
            assert headers["relevant"].decode() == str(value["conflict"]["relevant"]).lower()


def test_what_is_not_known_is_left_out() -> None:
    """No language told, none in the headers: an empty value would be one."""
    pipeline = Replay(Settings(partitions=1, threads=True))
    article = {
        "uri": "https://herald.example/2",
        "source": "herald.example",
        "version": "1",
        "headline": "12345",
        "body": "12345 67890",
    }
    (judged,) = pipeline.feed(orjson.dumps(article), datetime(2026, 3, 17, tzinfo=UTC))
    value = orjson.loads(judged.value)
    assert dict(judged.headers).get("language", b"").decode() == value["language"]
    assert b"" not in dict(judged.headers).values()


def test_the_reference_names_the_headers_of_every_topic() -> None:
    """A router is written from it."""
    lines = (ROOT / "docs" / "reference.md").read_text().splitlines()
    for stream, names in HEADERS.items():
        row = f"| `newswire.{stream.value}` | {', '.join(f'`{name}`' for name in names)} |"
        assert row in lines


def test_the_schemas_id_is_that_of_its_file() -> None:
    """So that a reader finds it by the header."""
    assert [schema_id(stream) for stream in Stream if stream is not Stream.RAW] == [
        schema(stream.value)["$id"] for stream in Stream if stream is not Stream.RAW
    ]
