"""The pipeline in one process. Without a tagger: the tags have tests of their own."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from hypothesis import given

from stream.config.settings import Settings
from stream.dedup.journal.archive import Memory
from stream.dedup.journal.decision import Decision, Tick
from stream.model.articles import Stream
from stream.model.outputs import Output
from stream.model.tags import Conflict
from stream.pipeline.replay import EPOCH, Replay, created_of, output_line, replay
from tests.dedup.days import feeds
from tests.dedup.harness import START, article, iso
from tests.dedup.texts import BRIDGE, HARVEST

SETTINGS = Settings(partitions=3)


def raw(feed: list[dict[str, Any]]) -> list[bytes]:
    """Articles as the raw topic has them."""
    return [orjson.dumps(fields) for fields in feed]


def values(outputs: list[Output], *streams: Stream) -> list[dict[str, Any]]:
    """The decoded values of these streams."""
    return [orjson.loads(output.value) for output in outputs if output.stream in streams]


@given(feeds(days=30))
def test_replays_are_the_same_byte_for_byte(feed: list[dict[str, Any]]) -> None:
    """The same input gives the same lines, every time."""
    lines = [
        [output_line(output, SETTINGS) for output in replay(raw(feed), SETTINGS, None)] for _ in range(2)
    ]
    assert lines[0] == lines[1]


@given(feeds(days=30))
def test_every_record_ends_in_one_verdict_or_dead_letter(feed: list[dict[str, Any]]) -> None:
    """By its position: nothing is lost and nothing judged twice, unreadable records included."""
    records = [*raw(feed), b"no article", b""]
    outputs = list(replay(records, SETTINGS, None))
    said = values(outputs, Stream.JUDGED, Stream.COPIES)
    ends = [value["position"]["offset"] for value in said if value["embargo"] != "released"]
    ends += [value["position"]["offset"] for value in values(outputs, Stream.DEADLETTERS)]
    assert list(range(len(records))) == sorted(ends)


def test_number_of_partitions_changes_no_verdict_within_a_language() -> None:
    """One language is one shard: more partitions give the same verdicts and notices."""
    feed = raw([
        article(body=BRIDGE),
        article("urn:gull:1", source="Gull", body=BRIDGE),
        article(version="2", pubstatus="canceled", body=""),
        article("urn:gull:2", source="Gull", body=BRIDGE),
    ])  # fmt: skip
    one, five = (list(replay(feed, Settings(partitions=count), None)) for count in (1, 5))
    assert one == five


def test_dead_letter_is_keyed_by_its_place() -> None:
    """What cannot be read goes on whole, under topic, partition and offset, with stage and reason."""
    (output,) = replay([b"\xff not JSON"], SETTINGS, None)
    assert (Stream.DEADLETTERS, b"newswire.raw/0/0") == (output.stream, output.key)
    letter = orjson.loads(output.value)
    assert ("intake", "newswire.raw", 0) == (
        letter["stage"],
        letter["position"]["topic"],
        letter["position"]["offset"],
    )


def test_embargo_ends_before_the_record_that_comes_after_it() -> None:
    """Time passes between records: a parked text goes out before what was made later."""
    feed = raw([
        article(body=BRIDGE, version_created=iso(0), embargoed_until=iso(30)),
        article("urn:gull:1", source="Gull", body=HARVEST, version_created=iso(20)),
        article("urn:gull:2", source="Gull", body=HARVEST, version_created=iso(40)),
    ])  # fmt: skip
    said = values(list(replay(feed, SETTINGS, None)), Stream.JUDGED, Stream.COPIES)
    assert [
        ("urn:harrow:1", "parked"),
        ("urn:gull:1", ""),
        ("urn:harrow:1", "released"),
        ("urn:gull:2", ""),
    ] == [(value["uri"], value["embargo"]) for value in said]


def test_end_of_input_releases_what_waits() -> None:
    """When nothing more comes, the last embargo ends too."""
    feed = raw([article(body=BRIDGE, version_created=iso(0), embargoed_until=iso(10**6))])
    said = values(list(replay(feed, SETTINGS, None)), Stream.JUDGED)
    assert ["parked", "released"] == [value["embargo"] for value in said]


def test_killed_text_is_not_released_at_the_end() -> None:
    """A kill while it waited: the text never goes out."""
    feed = raw([
        article(body=BRIDGE, version_created=iso(0), embargoed_until=iso(90)),
        article(version="2", pubstatus="canceled", body="", version_created=iso(10)),
    ])  # fmt: skip
    assert not any(
        value["body"] == BRIDGE for value in values(list(replay(feed, SETTINGS, None)), Stream.JUDGED)
    )


def test_time_never_goes_back() -> None:
    """A record made earlier, or without a time, is received with the one before it; the first of none in 1970."""
    feed = raw([
        article("urn:harrow:0", body=HARVEST),
        article(body=BRIDGE, version_created=iso(30)),
        article("urn:harrow:2", body=HARVEST, version_created=iso(10)),
        article("urn:harrow:3", body=HARVEST),
    ])  # fmt: skip
    received = [output.received for output in replay(feed, SETTINGS, None)]
    later = START + timedelta(minutes=30)
    assert [EPOCH, later, later, later] == received


def test_fed_record_is_received_when_said() -> None:
    """A caller with the log's own times feeds them itself."""
    pipeline = Replay(SETTINGS, None)
    (output,) = pipeline.feed(orjson.dumps(article(body=BRIDGE)), START)
    assert START == output.received
    assert [] == list(pipeline.finish())


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (b'{"version_created":"2031-05-04T06:00:00Z"}', START),
        (b'{"versionCreated":"2031-05-04T08:00:00+02:00"}', START),
        (b'{"versioncreated":"2031-05-04T06:00:00"}', START),
        (b'{"version_created":"yesterday"}', None),
        (b'{"version_created":5}', None),
        (b"{}", None),
        (b"[]", None),
        (b"no JSON", None),
        (b"", None),
        (b"7", None),
        (b'"text"', None),
    ],
)
def test_created_of(record: bytes, expected: datetime | None) -> None:
    """The version's own time under each of its names; None for what cannot be read."""
    assert expected == created_of(record)


def test_line_is_json_with_topic_key_and_value() -> None:
    """One output a line, the value as it would be on the topic."""
    output = Output(Stream.JUDGED, b'a "key"', b'{"uri":"x"}', None, datetime(2031, 5, 4, tzinfo=UTC))
    assert {"topic": "newswire.judged", "key": 'a "key"', "value": {"uri": "x"}} == json.loads(
        output_line(output, SETTINGS)
    )


def test_time_later_than_any_is_not_believed() -> None:
    """One record stamped far ahead of `latest` neither moves the time nor releases an embargo; the rest go on."""
    feed = raw([
        article(body=BRIDGE, version_created=iso(0), embargoed_until=iso(90)),
        article("urn:gull:9", source="Gull", body=HARVEST, version_created="2099-01-01T00:00:00Z"),
    ])  # fmt: skip
    outputs = list(replay(feed, SETTINGS, None, latest=START + timedelta(days=1)))
    embargoes = [value["embargo"] for value in values(outputs, Stream.JUDGED)]
    assert ["parked", "", "released"] == embargoes
    assert {START} == {output.received for output in outputs}


WORD = "Quarrelsome"  # which a stage fails on


class Failing:
    """A tagger that fails on texts with the word."""

    def tag(self, text: str, **_: Any) -> Conflict:
        """Nothing is found in any other."""
        if WORD in text:
            raise IndexError(text)
        return Conflict(relevant=False, score=0.0, media_topics=(), entities=(), tolls=())


def test_a_record_that_a_stage_fails_on_is_a_dead_letter_of_that_stage() -> None:
    """Its bytes as that stage read them, whole, and where it failed; the records after it go on."""
    feed = [article(f"urn:{number}:1", body=body) for number, body in enumerate((BRIDGE, WORD, HARVEST))]
    outputs = list(replay(raw(feed), SETTINGS, Failing()))
    (letter,) = values(outputs, Stream.DEADLETTERS)
    assert (letter["stage"], letter["reason"]) == ("tag", "internal_error")
    assert "IndexError at stream.tagging.stage:" in letter["message"]
    judged = next(
        output for output in outputs if output.stream is Stream.JUDGED and WORD.encode() in output.value
    )
    assert base64.b64decode(letter["value"]) == judged.value
    assert ["urn:0:1", "urn:2:1"] == [record["uri"] for record in values(outputs, Stream.ENRICHED)]
    assert WORD not in letter["message"]


class Worn(Memory):
    """An archive that has lost what it was given."""

    def get(self, serial: int) -> Decision | Tick:
        """Nothing is there any more."""
        raise IndexError(serial)


def test_a_release_that_fails_ends_the_replay_all_the_same() -> None:
    """A parked text that cannot be given again: its clock record is a dead letter, and time goes on."""
    pipeline = Replay(SETTINGS, None, Worn)
    feed = [article(body=BRIDGE, embargoed_until=iso(60)), article("urn:2:1", source="Gull", body=HARVEST)]
    for record in raw(feed):
        list(pipeline.feed(record, START))

    (letter,) = values(list(pipeline.finish()), Stream.DEADLETTERS)
    assert (letter["stage"], letter["reason"]) == ("dedup", "internal_error")
