from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.cli.raw_records import article_key, files_in, record_fields, record_time, records
from stream.cli.send_command import misfit, pause_before_next
from stream.config.settings import Settings
from stream.kafka.admin import create_missing
from stream.model.articles import ClockTick, Stream
from stream.model.codec import encode
from stream.model.errors import StopError
from stream.model.event_reports import EventReports
from tests.cli.conftest import Run, json_lines
from tests.instances import ID, RECORDS

PRETTY = b'{\n  "uri": "urn:norrland:1",\n  "headline": "Ferry resumes"\n}\n'


class TestRecords:
    """What of a file is one record."""

    def test_lines_are_sent_as_they_are(self, tmp_path: Path) -> None:
        """Bytes are not touched, broken ones included; blank lines are no records."""
        file = tmp_path / "feed.jsonl"
        file.write_bytes(b'{"uri": "a"} \r\n\n  \nnot json\n\xff\xfe\nlast')
        assert [raw.value for raw in records(file)] == [b'{"uri": "a"} ', b"not json", b"\xff\xfe", b"last"]

    @pytest.mark.parametrize("whole", [PRETTY, b'{"uri":"a"}', b'[\n{"uri":"a"},\n{"uri":"b"}]\n'])
    def test_a_json_file_of_one_value_is_one_record(self, tmp_path: Path, whole: bytes) -> None:
        """However many lines it takes."""
        file = tmp_path / "article.json"
        file.write_bytes(whole)
        assert [raw.value for raw in records(file)] == [whole.strip()]

    def test_a_json_file_of_lines_is_lines(self, tmp_path: Path) -> None:
        """Many feeds name JSON lines .json."""
        file = tmp_path / "feed.json"
        file.write_bytes(b'{"uri":"a"}\n{"uri":"b"}\n')
        assert [raw.value for raw in records(file)] == [b'{"uri":"a"}', b'{"uri":"b"}']

    @pytest.mark.parametrize(
        "value",
        [
            b"\xef\xbb\xbf" + PRETTY,
            PRETTY.decode().encode("utf-16"),
            b'{\n  "uri": "a",\n  "headline": "F\xe4hren"\n}',
            b'{"uri": "a",\n "body": "one\ntwo"}',
            b'{\n  "uri": "a"',
        ],
    )
    def test_a_json_file_of_one_value_that_is_not_strict_is_one_record(
        self, tmp_path: Path, value: bytes
    ) -> None:
        """A byte order mark, another encoding, raw line ends, or cut: its lines are none."""
        file = tmp_path / "article.json"
        file.write_bytes(value)
        assert [raw.value for raw in records(file)] == [value.strip()]

    @given(lines=st.lists(st.binary()))
    def test_what_is_read_adds_up_to_the_progress(
        self, lines: list[bytes], tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        """The bar never runs past its end."""
        file = tmp_path_factory.getbasetemp() / "feed.jsonl"
        file.write_bytes(b"\n".join(lines))
        assert sum(raw.read for raw in records(file)) <= file.stat().st_size

    @pytest.mark.parametrize("name", ["item.xml", "0157.txt", "item", "feed.rss"])
    def test_any_other_file_is_one_record_byte_for_byte(self, tmp_path: Path, name: str) -> None:
        """A message has lines, and control characters at its ends; `--split` makes its lines records."""
        value = b"\x01ltn0157 3 pl 108 esk\r\n\x02Text\r\n\x03170602 GMT Mar 26\r\n\x04\n"
        file = tmp_path / name
        file.write_bytes(value)
        assert [raw.value for raw in records(file)] == [value]
        assert len([raw.value for raw in records(file, split=True)]) == 4

    def test_a_file_of_lines_can_be_one_record(self, tmp_path: Path) -> None:
        """`--whole` sends what looks like lines as it is."""
        file = tmp_path / "feed.jsonl"
        file.write_bytes(b"a\nb\n")
        assert [raw.value for raw in records(file, split=False)] == [b"a\nb\n"]

    def test_a_folder_gives_its_files_in_order(self, tmp_path: Path) -> None:
        """With those of the folders in it, without hidden ones."""
        for name in ("b.xml", "a/2.xml", "a/1.xml", ".hidden", ".git/x"):
            file = tmp_path / name
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(b"<x/>")
        found = [str(file.relative_to(tmp_path)) for file in files_in([tmp_path])]
        assert found == ["a/1.xml", "a/2.xml", "b.xml"]

    def test_a_missing_path_is_a_stop(self, tmp_path: Path) -> None:
        """Named, without a traceback."""
        with pytest.raises(StopError, match=r"missing\.xml"):
            list(files_in([tmp_path / "missing.xml"]))

    def test_an_unreadable_file_is_a_stop(self, tmp_path: Path) -> None:
        """A folder in the place of a file, say."""
        with pytest.raises(StopError, match=str(tmp_path)):
            list(records(tmp_path))


class TestKeyAndTime:
    """What Kafka is told about a record."""

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [({"uri": "urn:ä"}, "urn:ä".encode()), ({"uri": ""}, None), ({"uri": 5}, None), ({}, None)],
    )
    def test_the_key_is_the_text_of_the_field(
        self, fields: dict[str, object], expected: bytes | None
    ) -> None:
        """No key where there is no text."""
        assert expected == article_key(fields, "uri")

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"version_created": "2026-01-02T03:04:05Z"}, 1_767_323_045_000),
            ({"versioncreated": "2026-01-02T05:04:05.5+02:00"}, 1_767_323_045_500),
            ({"versionCreated": "2026-01-02T03:04:05"}, 1_767_323_045_000),
            ({"version_created": "yesterday", "versioncreated": "2026-01-02"}, 1_767_312_000_000),
            ({"version_created": "1950-01-01T00:00:00Z"}, None),
            ({"version_created": 5}, None),
            ({}, None),
        ],
    )
    def test_the_time_is_the_version_s_in_milliseconds(
        self, fields: dict[str, object], expected: int | None
    ) -> None:
        """Every spelling of the feeds; naive times are UTC; Kafka knows no time before 1970."""
        assert expected == record_time(fields)

    def test_a_message_of_another_format_is_described_by_its_first_article(self) -> None:
        """Its identity is the key and its time the timestamp, as of JSON."""
        value = "<rss><channel><title>M</title><item><guid>g1</guid><title>T</title><pubDate>Fri, 02 Jan 2026 03:04:05 GMT</pubDate></item></channel></rss>"
        fields = record_fields(value.encode())
        assert (article_key(fields, "uri"), record_time(fields)) == (b"g1", 1_767_323_045_000)
        assert record_fields(b"no format") == {}


@pytest.mark.parametrize(("stream", "record"), RECORDS)
def test_a_topic_takes_its_own_records_alone(stream: Stream, record: Any) -> None:
    """Garbage and a record with a field missing would stop whoever reads them; the raw topic takes any bytes."""
    if isinstance(record, ClockTick | EventReports):  # the workers' own
        return
    value = encode(record)
    assert misfit(stream, value) == ""
    fields = orjson.loads(value)
    fields.pop("position", None) or fields.pop("kind", None)
    for broken in (b"", b"garbage", b"\xff", b"[]", b"{}"):
        assert misfit(stream, broken).startswith(f"no record of the topic {stream}: ")
        assert misfit(Stream.RAW, broken) == ""
    assert "is missing" in misfit(stream, orjson.dumps(fields))


@pytest.mark.broker
class TestOnABroker:
    """The command itself."""

    def test_what_is_sent_comes_back_as_it_was(
        self,
        run: Run,
        settings: Callable[..., Settings],
        environment: Callable[[Settings], None],
        tmp_path: Path,
    ) -> None:
        """Files and stdin, keys and article times; the count is of acknowledged records."""
        own = settings()
        environment(own)
        asyncio.run(create_missing(own))
        lines, whole = tmp_path / "feed.jsonl", tmp_path / "article.json"
        lines.write_bytes(b'{"uri":"urn:a","versioncreated":"2026-01-02T03:04:05Z"}\nnot json\n')
        whole.write_bytes(PRETTY)
        arguments = ("send", str(lines), str(whole), "-", "--timestamps", "article", "--json")
        sent = run(*arguments, stdin=b"\xff\n")
        assert json_lines(sent.stdout) == [{"sent": 4}]
        assert "3 records have no readable version_created" in sent.stderr
        assert f"4 records sent to {own.topic_prefix}.raw." in sent.stderr
        found = json_lines(run("tail", "raw", "--until-end", "--json").stdout)
        expected = [
            (None, "not json"),
            (None, {"base64": "/w=="}),
            ("urn:a", {"uri": "urn:a", "versioncreated": "2026-01-02T03:04:05Z"}),
            ("urn:norrland:1", {"uri": "urn:norrland:1", "headline": "Ferry resumes"}),
        ]
        assert sorted(expected, key=str) == sorted(((r["key"], r["value"]) for r in found), key=str)
        assert {r["timestamp"] for r in found if r["key"] == "urn:a"} == {"2026-01-02T03:04:05Z"}

    def test_another_topic_and_key_can_be_chosen(
        self, run: Run, settings: Callable[..., Settings], environment: Callable[[Settings], None]
    ) -> None:
        """Any of our topics, any field; what is no record of that topic is left out, and the exit code is 1."""
        own = settings()
        environment(own)
        asyncio.run(create_missing(own))
        copy = next(encode(record) for stream, record in RECORDS if stream is Stream.COPIES)
        lines = b"garbage\n" + copy + b'\n{"uri":"a"}\n'
        failed = run("send", "-", "--topic", "copies", "--key-field", "article_id", stdin=lines, code=1)
        assert [r["key"] for r in json_lines(run("tail", "copies", "--until-end", "--json").stdout)] == [ID]
        assert "-: record 1: no record of the topic copies: not JSON" in failed.stderr
        assert f"newswire: 2 of 3 records left out: {own.topic_prefix}.copies takes its" in failed.stderr

    def test_a_record_beyond_the_limit_is_named(
        self, run: Run, settings: Callable[..., Settings], environment: Callable[[Settings], None]
    ) -> None:
        """With its size and the setting; the rest of the file is not sent past it."""
        own = settings(max_record_bytes=2048)
        environment(own)
        asyncio.run(create_missing(own))
        failed = run("send", "-", stdin=b"x" * 3000, code=1)
        assert "a record of 3000 bytes is larger than NEWSWIRE_MAX_RECORD_BYTES=2048" in failed.stderr

    def test_a_missing_topic_is_not_made(
        self, run: Run, settings: Callable[..., Settings], environment: Callable[[Settings], None]
    ) -> None:
        """A broker would make it with a count of partitions of its own."""
        environment(settings())
        for _ in range(2):
            assert "run `newswire topics create`" in run("send", "-", stdin=b"{}\n", code=1).stderr


def test_a_missing_file_is_named_before_anything_is_sent(run: Run) -> None:
    """No broker is needed to say so."""
    assert run("send", "missing.jsonl", code=1).stderr == "newswire: missing.jsonl: no such file\n"


@given(rate=st.floats(0.01, 10_000), stalls=st.lists(st.floats(0, 5), min_size=1, max_size=50))
def test_a_rate_is_never_passed(rate: float, stalls: list[float]) -> None:
    """However long the broker takes for each record: in any time from the start no more went than the rate allows, and the first at once."""
    now = 0.0
    for put, stall in enumerate(stalls):
        wait = pause_before_next(put, now, rate)
        assert wait == 0 or put
        now += wait
        assert put <= now * rate + 1e-6 * max(put, 1)
        now += stall
