from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson
import pytest

import stream
from stream.model.articles import Article, ClockTick, Prepared, Stream  # fmt: skip
from stream.model.codec import ONLY_IF_KNOWN, decode, encode
from stream.model.enriched import ConflictBrief, Enriched
from stream.model.errors import StopError
from stream.model.notices import Notice  # fmt: skip
from stream.model.outputs import DeadLetter  # fmt: skip
from stream.model.schemas import NAMES, RAW_NINJS, schema, validator
from stream.model.tags import EntityType
from stream.model.thread_records import ThreadRecord  # fmt: skip
from stream.model.verdicts import Judged  # fmt: skip
from tests.instances import CONFLICT, JUDGED, NOTICE, RECORDS, THREAD


def written(record: Any) -> Any:
    """A record as it stands on its topic."""
    return orjson.loads(encode(record))


def identifier(value: Any) -> str:
    """A test id for a record or stream."""
    return str(value) if isinstance(value, Stream) else type(value).__name__


@pytest.mark.parametrize("name", NAMES)
def test_every_schema_is_a_schema(name: str) -> None:
    """Draft 2020-12, with an id of its own, a title and a description."""
    found = schema(name)

    jsonschema_rs.meta.validate(found)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["$id"] == f"urn:newswire-stream:schema:{name}"
    assert found["title"].startswith("newswire.")
    assert found["description"]


@pytest.mark.parametrize("name", NAMES)
def test_every_example_is_valid(name: str) -> None:
    """Each schema has examples, and they are what it describes."""
    examples = schema(name)["examples"]

    assert examples
    for example in examples:
        validator(name).validate(example)


@pytest.mark.parametrize("name", NAMES)
def test_every_property_is_described(name: str) -> None:
    """A reader needs no other document: each field says what it is, where it is defined."""

    def undescribed(node: Any, path: str) -> list[str]:
        if isinstance(node, list):
            return [found for at, each in enumerate(node) for found in undescribed(each, f"{path}[{at}]")]
        if not isinstance(node, dict):
            return []
        own = [
            f"{path}.{field}"
            for field, spec in node.get("properties", {}).items()
            if "description" not in spec and "$ref" not in spec
        ]
        return own + [
            found
            for key, each in node.items()
            if key != "examples"
            for found in undescribed(each, f"{path}.{key}")
        ]

    assert [
        path
        for path in undescribed(schema(name), name)
        if ".items.properties." not in path and ".items." not in path
    ] == []


@pytest.mark.parametrize(("stream", "record"), RECORDS, ids=identifier)
def test_what_we_write_fits_its_schema(stream: Stream, record: Any) -> None:
    """Every record, with everything set and with everything left out, encodes to a valid instance."""
    validator(stream).validate(written(record))


@pytest.mark.parametrize(("stream", "record"), RECORDS, ids=identifier)
def test_a_record_with_another_field_or_one_less_is_invalid(stream: Stream, record: Any) -> None:
    """Schemas of what we write are strict: a field added or dropped must be added or dropped there too."""
    good = written(record)

    assert not validator(stream).is_valid({**good, "surprise": 1})
    for field in good:
        assert not validator(stream).is_valid(
            {name: value for name, value in good.items() if name != field}
        ), field


@pytest.mark.parametrize(("stream", "record"), RECORDS, ids=identifier)
def test_a_field_of_another_type_is_invalid(stream: Stream, record: Any) -> None:
    """No field takes a value of a type it never has."""
    good = written(record)

    for field in good:
        assert not validator(stream).is_valid({**good, field: [["wrong"]]}), field


@pytest.mark.parametrize(
    ("stream", "record", "path", "value"),
    [
        (Stream.PREPARED, RECORDS[0][1], ("received",), "yesterday"),
        (Stream.PREPARED, RECORDS[0][1], ("article_id",), "12"),
        (Stream.PREPARED, RECORDS[0][1], ("pubstatus",), "cancelled"),
        (Stream.PREPARED, RECORDS[0][1], ("credits", 0, "evidence"), "rumour"),
        (Stream.JUDGED, JUDGED, ("match", "containment"), 1.5),
        (Stream.JUDGED, JUDGED, ("embargo",), "soon"),
        (Stream.ENRICHED, Enriched(JUDGED, CONFLICT), ("conflict", "entities", 0, "type"), "PLACE"),
        (Stream.ENRICHED, Enriched(JUDGED, CONFLICT), ("conflict", "entities", 2, "latitude"), 91.0),
        (Stream.CONFLICT, RECORDS[10][1], ("conflict", "media_topics", 0), "war"),
        (Stream.NOTICES, NOTICE, ("kind",), "rumour"),
        (Stream.THREADS, THREAD, ("story_count",), -1),
    ],
)  # fmt: skip
def test_a_value_out_of_its_range_is_invalid(
    stream: Stream, record: Any, path: tuple[str | int, ...], value: Any
) -> None:
    """Vocabularies, formats and ranges are part of the contract."""
    changed = written(record)
    node = changed
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value

    assert not validator(stream).is_valid(changed)


@pytest.mark.parametrize(
    ("stream", "kind"),
    [(Stream.PREPARED, Prepared), (Stream.PREPARED, ClockTick), (Stream.JUDGED, Judged), (Stream.COPIES, Judged), (Stream.NOTICES, Notice),
     (Stream.THREADS, ThreadRecord), (Stream.DEADLETTERS, DeadLetter), (Stream.CONFLICT, ConflictBrief), (Stream.ENRICHED, Enriched)],
)  # fmt: skip
def test_schema_and_record_have_the_same_fields_in_the_same_order(stream: Stream, kind: type) -> None:
    """The schema lists what the dataclass writes, in the order it is written."""

    def names(of: type) -> list[str]:
        nested = {"article": Article, "judged": Judged}
        return [
            name
            for field in fields(of)
            for name in (names(nested[field.name]) if field.name in nested else [field.name])
        ]

    found = schema(stream.value)
    if "oneOf" in found:
        found = found["$defs"]["clock_tick" if kind is ClockTick else "article"]

    optional = frozenset() if kind is ThreadRecord else ONLY_IF_KNOWN  # it is about a thread and nothing else
    assert list(found["properties"]) == names(kind)
    assert found["required"] == [name for name in names(kind) if name not in optional]


@pytest.mark.parametrize("kind", [Prepared, Notice, DeadLetter, Judged, ThreadRecord])
def test_the_examples_are_records(kind: type) -> None:
    """What the schema shows, the codec reads back."""
    stream = {
        Prepared: Stream.PREPARED,
        Notice: Stream.NOTICES,
        DeadLetter: Stream.DEADLETTERS,
        Judged: Stream.COPIES,
        ThreadRecord: Stream.THREADS,
    }[kind]
    example = schema(stream.value)["examples"][0]

    assert written(decode(kind, orjson.dumps(example))) == example


def test_entity_types_are_all_described() -> None:
    """Each type of the tagger has exactly one shape."""
    shapes = [
        schema("enriched")["$defs"][each["$ref"].rpartition("/")[2]]
        for each in schema("enriched")["$defs"]["entity"]["oneOf"]
    ]
    types = [name for shape in shapes for name in shape["properties"]["type"]["enum"]]

    assert sorted(types) == sorted(EntityType)


def test_offsets_in_the_examples_are_right() -> None:
    """The example of a tagged article shows what offsets mean."""
    example = schema("enriched")["examples"][0]

    for entity in example["conflict"]["entities"]:
        assert example["body"][entity["start"] : entity["end"]] == entity["text"]


def test_a_schema_that_is_not_there_stops_the_worker(tmp_path: Path) -> None:
    """A broken installation is no fault of a record: it ends with the file's name and the way out."""
    with pytest.raises(StopError, match=r"nothing\.schema\.json .* reinstall"):
        schema("nothing", (tmp_path,))


def test_a_wheel_s_schemas_come_first(tmp_path: Path) -> None:
    """Installed beside a checkout, a wheel reads its own files."""
    (tmp_path / "made-up.schema.json").write_text('{"title": "own"}')
    checkout = Path(stream.__file__).parent.parent / "schemas"

    assert schema("made-up", (tmp_path, checkout)) == {"title": "own"}


def test_the_raw_schemas_are_lenient() -> None:
    """Unknown fields and null for what is not known pass: agencies extend the formats."""
    item = {
        "guid": "urn:x:1",
        "priority": 6,
        "service": [{"code": "a"}],
        "urgency": None,
        "bodies": None,
        "headline": None,
    }

    assert validator(RAW_NINJS).is_valid(item)
    assert not validator(RAW_NINJS).is_valid({**item, "bodies": "text"})
