from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator, Callable

import orjson
import pytest
from aiokafka import ConsumerRecord

from stream.cli import tail_command
from stream.cli.client import sending
from stream.cli.tail_command import full_name, shown, summary
from stream.config.settings import Settings
from stream.kafka.admin import create
from tests.cli.conftest import Run, json_lines


def record(value: bytes | None, key: bytes | None = b"k") -> ConsumerRecord[bytes, bytes]:
    """A record as a consumer hands it out."""
    return ConsumerRecord("wire.raw", 1, 7, 1_767_323_045_000, 0, key, value, None, 1, 1, ())


class TestDisplay:
    """A record as JSON and as a line."""

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (b'{"a": [1]}', {"a": [1]}),
            (b"plain words", "plain words"),
            (b"\xff", {"base64": "/w=="}),
            (b"\x01ltn1 3 pl 2 esk\r\n\x02F\xe4hren\x03", "\x01ltn1 3 pl 2 esk\r\n\x02Fähren\x03"),
            ("<x>Fähre</x>".encode("utf-16"), "<x>Fähre</x>"),
            (b"\xff\xd8\xff\xe0\x00\x10JFIF", {"base64": "/9j/4AAQSkZJRg=="}),
            (None, None),
        ],
    )
    def test_a_value_is_json_else_text_else_base64(self, value: bytes | None, expected: object) -> None:
        """No byte is lost, and a deletion is null."""
        assert expected == shown(record(value))["value"]

    def test_json_tells_where_and_when(self) -> None:
        """Everything that identifies a delivery."""
        expected = {"topic": "wire.raw", "partition": 1, "offset": 7, "key": "k"}
        assert expected == {name: shown(record(b"{}"))[name] for name in expected}

    def test_a_line_tells_what_a_person_looks_for(self) -> None:
        """Verdict, its reason in words, source and headline, in that order, on one line."""
        value = {
            "headline": "Ferry resumes",
            "verdict": "copy",
            "reason": {"rule": "text", "text": "same text"},
            "body": "x",
        }
        expected = "1:7 2026-01-02 03:04:05 copy | same text | Ferry resumes"
        assert expected == summary(record(orjson.dumps(value)))

    def test_a_message_of_lines_is_one_line(self) -> None:
        """Without its control characters: a terminal obeys some."""
        assert summary(record(b"\x01ltn1 3 pl 2\r\n\x02Ferry\x03")).endswith(" ltn1 3 pl 2 Ferry")

    @pytest.mark.parametrize("value", [b"x" * 1000, b'{"headline":"' + b"y" * 1000 + b'"}'])
    def test_a_line_is_short(self, value: bytes) -> None:
        """Whatever the record holds."""
        assert len(summary(record(value))) == 160

    def test_a_line_into_a_pipe_is_whole(self) -> None:
        """Nobody's terminal is too narrow for it: `grep` finds what stands at its end."""
        long = {"verdict": "copy", "headline": "y" * 1000, "message": "end"}
        for value, end in ((orjson.dumps(long), "| end"), (b"x" * 999 + b"end", "xend")):
            assert len(line := summary(record(value), None)) > 1000
            assert line.endswith(end)

    def test_a_pipe_is_told_from_a_terminal(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """By stdout."""

        async def records() -> AsyncGenerator[ConsumerRecord[bytes, bytes], None]:
            yield record(b"x" * 1000)

        for columns, length in ((None, 1025), (80, 161)):
            monkeypatch.setattr(tail_command, "terminal_width", lambda told=columns: told)
            asyncio.run(tail_command._print(records(), None, as_json=False))  # noqa: SLF001 - what the command runs
            assert len(capsys.readouterr().out) == length

    def test_the_headline_of_a_copy_is_seen(self) -> None:
        """What stands before it is shortened: a copy's reason and uri alone are longer than the line."""
        value = {
            "verdict": "copy",
            "reason": {
                "rule": "text",
                "text": "0.93 of the text stands in the article that it carries, in 3 passages of 140 words",
            },
            "source": "Norrland Wire",
            "uri": "https://www.dailymercury.example/2026/03/17/regional/coast/ferry-resumes-after-the-storm-4711",
            "version": "1",
            "headline": "Ferry resumes after storm",
        }
        line = summary(record(orjson.dumps(value)))
        assert line.endswith("| Ferry resumes after storm")
        assert "after-the-storm-4711 |" in line
        assert len(line) <= 160

    def test_short_names_are_ours_and_others_are_taken_as_they_are(self) -> None:
        """Any topic of the cluster can be read."""
        settings = Settings(topic_prefix="desk")
        assert (full_name(settings, "copies"), full_name(settings, "other")) == ("desk.copies", "other")


@pytest.mark.broker
class TestOnABroker:
    """The command itself."""

    def test_reads_all_that_is_there_batches_included_and_ends(
        self, run: Run, settings: Callable[..., Settings], environment: Callable[[Settings], None]
    ) -> None:
        """Every record of every batch, empty partitions passed over; offsets ascend within a partition."""
        own = settings(partitions=3)
        environment(own)
        _fill(own, 250)
        found = json_lines(run("tail", "raw", "--until-end", "--json").stdout)
        assert sorted(str(number) for number in range(250)) == sorted(str(r["value"]) for r in found)
        for partition in (0, 1):
            offsets = [r["offset"] for r in found if r["partition"] == partition]
            assert list(range(125)) == offsets

    def test_the_end_leaves_nothing_to_read(
        self, run: Run, settings: Callable[..., Settings], environment: Callable[[Settings], None]
    ) -> None:
        """From the end to the end is empty, though the last batch held many."""
        own = settings()
        environment(own)
        _fill(own, 10)
        assert run("tail", "raw", "--from", "end", "--until-end").stdout == ""

    def test_stops_after_so_many(
        self, run: Run, settings: Callable[..., Settings], environment: Callable[[Settings], None]
    ) -> None:
        """--max counts printed records."""
        own = settings()
        environment(own)
        _fill(own, 10)
        assert len(run("tail", f"{own.topic_prefix}.raw", "--max", "3").stdout.splitlines()) == 3

    def test_follows_until_it_is_interrupted(self, settings: Callable[..., Settings]) -> None:
        """A record that is there is printed at once, and Ctrl-C ends it with 0 and no traceback."""
        own = settings()
        _fill(own, 1)
        env = {**os.environ, "NEWSWIRE_BROKER": own.broker, "NEWSWIRE_TOPIC_PREFIX": own.topic_prefix}
        command = [sys.executable, "-m", "stream", "tail", "raw", "--json"]
        # Where the tests run in the background SIGINT is ignored, and a child would inherit that.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        finally:
            signal.signal(signal.SIGINT, before)
        with process:
            try:
                assert process.stdout is not None
                assert orjson.loads(process.stdout.readline())["value"] == 0
                process.send_signal(signal.SIGINT)
                _, said = process.communicate(timeout=30)
            finally:
                process.kill()  # nothing where it has ended, and no wait for ever where it has not
        assert (process.returncode, said) == (0, b"")


def _fill(settings: Settings, count: int) -> None:
    """Send numbers in turn to partitions 0 and 1, many to a batch."""

    async def fill() -> None:
        await create(settings)
        topic = f"{settings.topic_prefix}.raw"
        async with sending(settings, {topic}) as sender:
            for number in range(count):
                await sender.send(topic, b"%d" % number, None, partition=number % 2)

    asyncio.run(fill())
