from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from stream.cli.client import sending
from stream.cli.topic_reading import reading
from stream.config.settings import Settings
from stream.kafka.admin import create_missing
from stream.model.articles import Position, Stream
from stream.model.codec import encode
from stream.model.outputs import DeadLetter
from tests.cli.conftest import Run, json_lines

pytestmark = pytest.mark.broker

BROKEN = b'{"uri": "urn:norrland:1"\xff'


@pytest.fixture
def own(settings: Callable[..., Settings], environment: Callable[[Settings], None]) -> Settings:
    """Settings whose topics are there and whose values the commands find."""
    made = settings(partitions=2)
    environment(made)
    asyncio.run(create_missing(made))
    return made


def letter(own: Settings, *, stream: Stream = Stream.RAW, **changes: Any) -> DeadLetter:
    """A dead letter of a raw record that was no JSON."""
    fields: dict[str, Any] = {
        "stage": "intake",
        "reason": "not_json",
        "field": "",
        "message": "not JSON: unexpected end",
        "position": Position(own.topic(stream), 1, 5),
        "received": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        "key": base64.b64encode(b"urn:norrland:1").decode(),
        "value": base64.b64encode(BROKEN).decode(),
        "headers": (),
    }
    return DeadLetter(**{**fields, **changes})


def put(own: Settings, *letters: DeadLetter | bytes) -> None:
    """Write records to the dead letters, all to one partition to keep their order."""

    async def send() -> None:
        topic = own.topic(Stream.DEADLETTERS)
        async with sending(own, {topic}) as sender:
            for item in letters:
                await sender.send(topic, item if isinstance(item, bytes) else encode(item), None, partition=0)

    asyncio.run(send())


def raw(run: Run, topic: str = "raw") -> list[dict[str, Any]]:
    """What is in a topic now."""
    return json_lines(run("tail", topic, "--until-end", "--json").stdout)


def test_list_shows_place_reason_and_size(run: Run, own: Settings) -> None:
    """All letters in order, the bytes only counted; the reasons are counted on stderr."""
    put(own, letter(own), letter(own, reason="missing_field", field="uri"), letter(own, value=None))
    result = run("deadletters", "list", "--json")
    found = json_lines(result.stdout)
    assert [(item["offset"], item["reason"], item["bytes"]) for item in found] == [
        (0, "not_json", len(BROKEN)),
        (1, "missing_field", len(BROKEN)),
        (2, "not_json", None),
    ]
    assert result.stderr == "3 dead letters: not_json 2, missing_field 1.\n"
    (line,) = run("deadletters", "list", "--reason", "missing_field").stdout.splitlines()
    assert line.split("\t")[:5] == [
        "0:1",
        "2026-01-02 03:04:05",
        "intake",
        "missing_field",
        f"{own.topic_prefix}.raw/1/5",
    ]


def test_replay_sends_the_bytes_and_key_back_once(run: Run, own: Settings) -> None:
    """Byte for byte into the raw topic; the same bytes twice among the letters are one record."""
    put(own, letter(own), letter(own), letter(own, key=None))
    result = run("deadletters", "replay", "--json")
    assert json_lines(result.stdout) == [{"sent": 2}]
    value = {"base64": base64.b64encode(BROKEN).decode()}
    assert {None, "urn:norrland:1"} == {record["key"] for record in raw(run)}
    assert [value, value] == [record["value"] for record in raw(run)]


def test_replay_keeps_the_headers(run: Run, own: Settings) -> None:
    """One may name the source of a format that names none."""
    odd = f"base64:{base64.b64encode(bytes([255])).decode()}"
    put(own, letter(own, headers=(("source", "Norrland Wire"), ("odd", odd), ("newswire-replayed", "x"))))
    run("deadletters", "replay")

    async def headers() -> list[tuple[str, bytes]]:
        async for record in reading(own, own.topic(Stream.RAW), until_end=True):
            return list(record.headers)
        return []

    found = asyncio.run(headers())
    assert found[:2] == [("source", b"Norrland Wire"), ("odd", b"\xff")]
    assert [name for name, _ in found] == ["source", "odd", "newswire-replayed"]


def test_replay_of_one_reason_leaves_the_others(run: Run, own: Settings) -> None:
    """Mending a decoder is no reason to send everything."""
    put(own, letter(own), letter(own, reason="too_long", value=base64.b64encode(b"long").decode()))
    assert (
        run("deadletters", "replay", "--reason", "too_long").stderr == "1 of 1 dead letter sent in again.\n"
    )
    assert [record["value"] for record in raw(run)] == ["long"]


def test_a_dry_run_sends_nothing(run: Run, own: Settings) -> None:
    """It prints what would be sent."""
    put(own, letter(own), letter(own, value=None))
    result = run("deadletters", "replay", "--dry-run")
    assert [item["offset"] for item in json_lines(result.stdout)] == [0]
    assert result.stderr == "1 has no bytes to send.\n1 of 2 dead letters would be sent.\n"
    assert raw(run) == []


def test_a_letter_of_a_later_stage_goes_back_to_its_shard(run: Run, own: Settings) -> None:
    """A prepared record belongs to the partition it was in: its shard."""
    put(own, letter(own, stream=Stream.PREPARED, stage="dedup"))
    run("deadletters", "replay")
    assert [record["partition"] for record in raw(run, "prepared")] == [1]
    assert raw(run) == []


def test_what_is_no_letter_of_ours_is_told_and_left(run: Run, own: Settings) -> None:
    """Neither a record that cannot be read nor one from another pipeline is sent anywhere, or hidden."""
    put(
        own,
        b"not json",
        letter(own, value="not base64"),
        letter(own, position=Position("elsewhere.raw", 0, 0)),
    )
    said = run("deadletters", "replay").stderr
    assert "2 records in" in said
    assert "1 is from topics of another NEWSWIRE_TOPIC_PREFIX." in said
    assert said.endswith("0 of 1 dead letter sent in again.\n")
