from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta

import orjson
import pytest
from aiokafka import ConsumerRecord
from hypothesis import given
from hypothesis import strategies as st

from stream.cli.moments import parse_moment
from stream.cli.record_choice import Wanted, last_of
from stream.cli.record_lines import ConsumedRecord
from stream.cli.topic_reading import Before, Start
from stream.model.codec import from_milliseconds

NOW = datetime(2026, 3, 17, 8, 0, tzinfo=UTC)
NEWSML = (
    b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:norrland:7" version="1">'
    b'<itemMeta><itemClass qcode="ninat:text"/></itemMeta>'
    b"<contentMeta><headline>Ferry resumes</headline></contentMeta></newsItem>"
)


def record(
    value: bytes | None, *, partition: int = 0, offset: int = 0, stamp: int = 0, key: bytes | None = None
) -> ConsumedRecord:
    """A record as a consumer hands it out."""
    return ConsumerRecord("t", partition, offset, stamp, 0, key, value, None, 1, 1, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90s", NOW - timedelta(seconds=90)),
        ("10m", NOW - timedelta(minutes=10)),
        ("1.5h", NOW - timedelta(minutes=90)),
        ("3d", NOW - timedelta(days=3)),
        ("2026-03-17T08:00", NOW),
        ("2026-03-17 09:00+01:00", NOW),
        ("2026-03-17", NOW - timedelta(hours=8)),
    ],
)
def test_a_time_is_how_long_ago_or_a_time(text: str, expected: datetime) -> None:
    """Without a zone in UTC."""
    assert parse_moment(text, NOW) == expected


@pytest.mark.parametrize("text", ["", "10", "m", "-5m", "yesterday", "10 minutes", "99999999999999d"])
def test_what_is_no_time_says_how_one_is_written(text: str) -> None:
    """With examples."""
    with pytest.raises(ValueError, match="10m"):
        parse_moment(text, NOW)


@pytest.mark.parametrize(
    ("wanted", "taken"),
    [
        (Wanted(), True),
        (Wanted(uri="urn:norrland:1"), True),
        (Wanted(uri="urn:norrland:2"), False),
        (Wanted(verdicts=frozenset({"copy", "kill"})), True),
        (Wanted(verdicts=frozenset({"kill"})), False),
        (Wanted(key="urn:norrland:1"), True),
        (Wanted(key="urn"), False),
        (Wanted(since=from_milliseconds(1000)), True),
        (Wanted(since=from_milliseconds(1001)), False),
        (Wanted(key="urn:norrland:1", verdicts=frozenset({"copy"}), uri="urn:other"), False),
    ],
)
def test_all_that_is_asked_for_must_be_there(wanted: Wanted, taken: bool) -> None:
    """Key, uri, verdict and time."""
    value = orjson.dumps({"uri": "urn:norrland:1", "verdict": "copy"})
    assert wanted.matches(record(value, key=b"urn:norrland:1", stamp=1000)) is taken


def test_the_uri_of_a_raw_record_is_read_from_its_format() -> None:
    """A deleted record and bytes of no format have none."""
    wanted = Wanted(uri="urn:norrland:7")
    assert wanted.matches(record(NEWSML))
    assert [wanted.matches(record(value)) for value in (None, b"", b"\xff\x00", b"[1]", b"7")] == [False] * 5
    assert not Wanted(verdicts=frozenset({"copy"})).matches(record(None))


@given(
    logs=st.lists(
        st.lists(st.tuples(st.integers(1, 400), st.integers(0, 3), st.booleans()), max_size=40), max_size=3
    ),
    count=st.integers(1, 8),
)
def test_the_last_are_those_that_a_reading_of_everything_gives(
    logs: list[list[tuple[int, int, bool]]], count: int
) -> None:
    """Whatever holes the logs have, and wherever those that are wanted stand."""
    topic: list[ConsumedRecord] = []
    for partition, log in enumerate(logs):
        offset = stamp = 0
        for step, later, taken in log:
            offset, stamp = offset + step, stamp + later
            topic.append(
                record(b"{}", partition=partition, offset=offset, stamp=stamp, key=b"y" if taken else b"n")
            )

    async def read_from(start: Start) -> AsyncGenerator[ConsumedRecord, None]:
        assert isinstance(start, Before)
        for each in topic:
            end = max(other.offset for other in topic if other.partition == each.partition) + 1
            if each.offset >= end - start.offsets:
                yield each

    found = asyncio.run(last_of(read_from, Wanted(key="y"), count))
    ordered = sorted(
        (each for each in topic if each.key == b"y"),
        key=lambda each: (each.timestamp, each.partition, each.offset),
    )
    assert found.records == ordered[-count:]
    assert found.behind == {each.partition: each.offset + 1 for each in topic}
