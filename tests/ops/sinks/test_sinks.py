"""The sinks' configurations: topics that exist, and statements that a real database takes, once and again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
import yaml

from stream.config.settings import Settings
from stream.model.articles import Stream
from stream.model.schemas import schema
from tests.ops.sinks.postgres_server import psql, server

SINKS = Path(__file__).parents[3] / "stream" / "ops" / "sinks"
ARTICLES = [example for name in ("enriched", "copies") for example in schema(name)["examples"]]
NOTICES = schema("notices")["examples"]


def configuration(name: str) -> dict[str, Any]:
    """A file of the folder."""
    loaded: dict[str, Any] = yaml.safe_load((SINKS / name).read_text())
    return loaded


@pytest.mark.parametrize("name", sorted(file.name for file in SINKS.glob("*.yaml")))
def test_a_sink_reads_output_topics_in_a_group_of_its_own(name: str) -> None:
    """Never what the stages hand each other, and never a worker's group."""
    found = configuration(name)["input"]["kafka_franz"]
    settings = Settings()
    outputs = {
        settings.topic(stream) for stream in (Stream.ENRICHED, Stream.COPIES, Stream.NOTICES, Stream.CONFLICT)
    }
    assert set(found["topics"]) <= outputs
    assert found["consumer_group"] != settings.group
    assert found["start_from_oldest"]
    assert f"`{name}`" in (SINKS.parents[2] / "docs" / "sinks.md").read_text()


@pytest.fixture(scope="module")
def database() -> Iterator[Path]:
    """A server with the tables, made twice as an upgrade would."""
    with server() as folder:
        for _ in range(2):
            psql(folder, (SINKS / "postgres.sql").read_text())
        yield folder


def put(folder: Path, notice: bool, *values: str) -> None:
    """Run the configuration's own statement, with the arguments that the connector gives it as text."""
    cases = configuration("postgres.yaml")["output"]["switch"]["cases"]
    query = cases[0 if notice else 1]["output"]["sql_raw"]["query"]
    names = [f"v{number}" for number in range(len(values))]
    kinds = "text, text, text" if notice else "text, text"
    arguments = ", ".join(f":'{name}'" for name in names)
    statements = f"PREPARE put ({kinds}) AS {query.rstrip()};\nEXECUTE put ({arguments});"
    psql(folder, statements, **dict(zip(names, values, strict=True)))


@pytest.mark.postgres
def test_every_record_is_a_row_once(database: Path) -> None:
    """Sent twice, as after a crash; the columns are what the record says."""
    for _ in range(2):
        for article in ARTICLES:
            put(database, False, article["article_id"], orjson.dumps(article).decode())
        for offset, notice in enumerate(NOTICES):
            put(database, True, "0", str(offset), orjson.dumps(notice).decode())
    assert psql(database, "SELECT count(*) FROM notice") == [str(len(NOTICES))]
    rows = psql(
        database, "SELECT article_id, verdict, coalesce(relevant::text, '') FROM article ORDER BY article_id"
    )
    by_id = {article["article_id"]: article for article in ARTICLES}
    expected = [
        f"{key}|{one['verdict']}|{str(one['conflict']['relevant']).lower() if 'conflict' in one else ''}"
        for key, one in sorted(by_id.items())
    ]
    assert rows == expected


@pytest.mark.postgres
def test_events_tolls_and_carriers_are_rows(database: Path) -> None:
    """What a researcher and a standards editor ask for, without knowing JSON."""
    place = {"text": "Kesh", "name": "Kesh", "latitude": 12.5, "longitude": 41.25, "precision": "point"}
    conflict = {
        "relevant": True, "events": [{"event_type": "Battles", "place": place}, {"event_type": "Protests"}],
        "tolls": [{"kind": "killed", "minimum": 12, "maximum": None, "qualifier": "at least"}],
    }  # fmt: skip
    article = {**ARTICLES[0], "article_id": "e" * 16, "conflict": conflict}
    put(database, False, "e" * 16, orjson.dumps(article).decode())
    assert psql(
        database,
        "SELECT event_type, place, latitude FROM event WHERE article_id = repeat('e', 16) ORDER BY 1",
    ) == [
        "Battles|Kesh|12.5",
        "Protests||",
    ]
    assert psql(database, "SELECT kind, minimum, qualifier FROM toll WHERE article_id = repeat('e', 16)") == [
        "killed|12|at least"
    ]
    notice = {
        **NOTICES[0],
        "kind": "kill",
        "copies": [{"source": "Herald", "url": "https://herald.example/1", "version": "2"}],
    }
    put(database, True, "7", "1", orjson.dumps(notice).decode())
    assert psql(database, "SELECT kind, outlet, version FROM carrier WHERE kafka_partition = 7") == [
        "kill|Herald|2"
    ]


@pytest.mark.postgres
def test_hostile_text_is_text(database: Path) -> None:
    """Quotes, a statement's end, and U+0000, which jsonb does not hold."""
    headline = '\'); DROP TABLE article; -- \x00 \\ "end" \u202e'
    put(
        database,
        False,
        "f" * 16,
        orjson.dumps({**ARTICLES[0], "article_id": "f" * 16, "headline": headline}).decode(),
    )
    (found,) = psql(database, "SELECT headline FROM article WHERE article_id = repeat('f', 16)")
    assert found == headline.replace("\x00", "\ufffd")
