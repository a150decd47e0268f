"""The AsyncAPI document: valid, and held to the topics, schemas and headers of the code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson
import pytest

from scripts.build_asyncapi import FILE, built
from stream.config.settings import Settings
from stream.kafka.asyncapi import asyncapi_document
from stream.kafka.topics import specs
from stream.model.record_headers import HEADERS

FIXTURE = Path(__file__).parents[1] / "fixtures" / "asyncapi-3.0.0.json"


@pytest.fixture(scope="module")
def valid() -> jsonschema_rs.Draft7Validator:
    """AsyncAPI's own schema; everything that it refers to is inside it."""
    return jsonschema_rs.Draft7Validator(orjson.loads(FIXTURE.read_bytes()))


@pytest.mark.parametrize("whole", [True, False])
def test_it_is_a_valid_document(valid: jsonschema_rs.Draft7Validator, whole: bool) -> None:
    """With references and with the schemas inside; other names and a TLS broker too."""
    for settings in (Settings(), Settings(broker="kafka://b1:9093,b2:9093", tls=True, topic_prefix="desk")):
        made = asyncapi_document(settings, "1.0", whole=whole)
        assert [str(error.message) for error in valid.iter_errors(made)] == []


def test_a_wrong_document_is_none(valid: jsonschema_rs.Draft7Validator) -> None:
    """The validation sees into channels and messages."""
    made = asyncapi_document(Settings(), "1.0")
    made["channels"]["copies"]["messages"]["copies"]["headres"] = {}
    assert not valid.is_valid(made)


def test_the_file_that_is_shipped_is_made_from_the_code() -> None:
    """`python -m scripts.build_asyncapi` makes it anew, and every reference in it is a file beside it."""
    assert FILE.read_bytes() == built()
    shipped: dict[str, Any] = orjson.loads(FILE.read_bytes())
    for channel in shipped["channels"].values():
        for message in channel["messages"].values():
            assert (FILE.parent / message["payload"]["schema"]["$ref"]).is_file()


def test_topics_and_headers_are_those_of_the_code() -> None:
    """Under a newsroom's own names."""
    settings = Settings(topic_prefix="desk")
    made = asyncapi_document(settings, "1.0")
    known = {spec.name: spec for spec in specs(settings)}
    for name, channel in made["channels"].items():
        spec = known[channel["address"]]
        binding = channel["bindings"]["kafka"]
        assert binding["partitions"] == spec.partitions
        assert binding["topicConfiguration"]["retention.ms"] == spec.retention
        expected = next((headers for stream, headers in HEADERS.items() if stream.value == name), None)
        for message in channel["messages"].values():
            assert list(message.get("headers", {}).get("properties", {})) == list(expected or ())
    references = [one["$ref"] for of in made["operations"].values() for one in of["messages"]]
    assert len(references) == sum(len(channel["messages"]) for channel in made["channels"].values())
