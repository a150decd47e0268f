"""Records as ninjs 3.0: in the standard's shape, and read back as the same article."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.intake.draft import Draft, Hints
from stream.intake.formats.detect import read
from stream.model.ninjs_out import ninjs
from stream.model.schemas import schema


def items(**fields: Any) -> dict[str, Any]:
    """A list of objects with these properties and no other."""
    return {
        "type": "array",
        "minItems": 1,
        "items": {"type": "object", "additionalProperties": False, "properties": fields},
    }


TEXT = {"type": "string"}
URI = {"type": "string", "format": "uri"}
TIME = {"type": "string", "format": "date-time"}
WORDS = items(
    role=TEXT, contentType=TEXT, charCount={"type": "integer"}, wordCount={"type": "integer"}, value=TEXT
)
# What ninjs 3.0 says of the properties that we write, in our own words: names, types, enumerations, and no other property.
NINJS = jsonschema_rs.Draft202012Validator(
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["uri"],
        "properties": {
            "uri": URI, "version": TEXT, "language": TEXT, "copyrightHolder": TEXT, "edNote": TEXT, "by": TEXT, "located": TEXT,
            "slugline": TEXT, "versionCreated": TIME, "embargoedUntil": TIME, "type": {"enum": ["text"]},
            "representationType": {"enum": ["full", "partial"]}, "pubStatus": {"enum": ["usable", "withheld", "canceled"]},
            "urgency": {"type": "integer", "minimum": 1, "maximum": 9},
            "standard": {"type": "object", "additionalProperties": False, "properties": {"name": TEXT, "version": TEXT, "schema": URI}},
            "headlines": WORDS, "bodies": WORDS,
            "infoSources": items(name=TEXT, role=TEXT, uri=URI, literal=TEXT),
            "altIds": items(role=TEXT, value=TEXT),
            "associations": items(name=TEXT, rel=TEXT, uri=URI, version=TEXT),
            "subjects": items(name=TEXT, rel=TEXT, uri=URI, literal=TEXT, creator=TEXT),
            "people": items(name=TEXT, rel=TEXT, uri=URI, literal=TEXT),
            "places": items(name=TEXT, rel=TEXT, uri=URI, literal=TEXT, geoJSON={"type": "object", "required": ["type", "coordinates"]}),
            "renditions": items(name=TEXT, href=URI),
        },
    },
    validate_formats=True,
)  # fmt: skip
EXAMPLES = [example for name in ("enriched", "copies", "judged") for example in schema(name)["examples"]]


@pytest.mark.parametrize("record", EXAMPLES, ids=lambda record: record["verdict"])
def test_every_example_is_valid_ninjs(record: dict[str, Any]) -> None:
    """Nothing but properties of the standard, in its types."""
    assert [error.message for error in NINJS.iter_errors(ninjs(record))] == []


@pytest.mark.parametrize(
    "record", [one for one in EXAMPLES if one["body"]], ids=lambda record: record["verdict"]
)
def test_what_is_written_is_read_as_the_same_article(record: dict[str, Any]) -> None:
    """By our own reader of ninjs, which knows every generation."""
    (found,) = read(orjson.dumps(ninjs(record)), Hints())
    assert isinstance(found, Draft)
    assert (found.uri, found.version) == (record["uri"], record["version"])
    assert (found.headline, found.body.strip()) == (record["headline"], record["body"].strip())


def test_what_an_item_was_made_from_is_an_association() -> None:
    """The third generation has no field for it, and the reader finds it there."""
    record = {**EXAMPLES[0], "evolved_from": ["urn:lantern:1", "a b"], "replaces": ["urn:lantern:1"]}
    written = ninjs(record)
    assert [one["rel"] for one in written["associations"]] == ["evolvedFrom", "evolvedFrom"]
    (found,) = read(orjson.dumps(written), Hints())
    assert isinstance(found, Draft)
    assert list(found.evolved_from) == ["urn:lantern:1", "urn:newswire-stream:item:a%20b"]


def test_a_copy_names_what_it_carries() -> None:
    """With its version; it does not replace that."""
    copy = next(one for one in EXAMPLES if one["verdict"] == "copy")
    (association,) = [one for one in ninjs(copy)["associations"] if one["rel"] == "copyOf"]
    assert (association["uri"], association["version"]) == (copy["match"]["uri"], copy["match"]["version"])


def test_places_that_act_are_no_places() -> None:
    """A text of what Veldria said is nowhere on a map."""
    place = {"type": "PLACE", "start": 0, "end": 1, "text": "P", "latitude": 1.0, "longitude": 2.0}
    conflict = {
        "media_topics": [],
        "entities": [
            {**place, "name": "Veldria", "acting": True},
            {**place, "name": "Kesh"},
            {**place, "name": "Kesh"},
        ],
    }
    assert [one["name"] for one in ninjs({**EXAMPLES[0], "conflict": conflict})["places"]] == ["Kesh"]


def test_a_notice_is_no_article() -> None:
    """It has no body of its own: the error names the field."""
    with pytest.raises(KeyError):
        ninjs({"kind": "kill", "uri": "urn:x:1"})


@given(
    uri=st.text(min_size=1),
    url=st.text(),
    ids=st.lists(st.text(), max_size=3),
    urgency=st.integers() | st.none(),
)
def test_whatever_a_feed_names_is_valid(uri: str, url: str, ids: list[str], urgency: int | None) -> None:
    """Ids that are no uri, addresses that are none, urgencies of other scales."""
    record = {
        **EXAMPLES[0],
        "uri": uri,
        "url": url,
        "alt_ids": ids,
        "urgency": urgency,
        "evolved_from": [uri],
    }
    assert [error.message for error in NINJS.iter_errors(ninjs(record))] == []
