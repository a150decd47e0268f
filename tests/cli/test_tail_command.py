from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator, Callable

import click
import orjson
import pytest
from aiokafka import ConsumerRecord

from stream.cli import tail_command
from stream.cli.client import sending
from stream.cli.record_lines import record_as_json, summary
from stream.cli.surroundings import Surroundings
from stream.cli.tail_command import full_name
from stream.config.settings import Settings
from stream.kafka.admin import create_missing
from stream.model.schemas import schema
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
        assert expected == record_as_json(record(value))["value"]

    def test_json_tells_where_and_when(self) -> None:
        """Everything that identifies a delivery."""
        expected = {"topic": "wire.raw", "partition": 1, "offset": 7, "key": "k"}
        assert expected == {name: record_as_json(record(b"{}"))[name] for name in expected}

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

    def test_a_pipe_is_told_from_a_terminal(self, capsys: pytest.CaptureFixture[str]) -> None:
        """By stdout."""

        async def records() -> AsyncGenerator[ConsumerRecord[bytes, bytes], None]:
            yield record(b"x" * 1000)

        for columns, length in ((None, 1025), (80, 161)):
            around = Surroundings(columns=lambda told=columns: told)
            with click.Context(tail_command.tail, obj=around):
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

    def test_articles_are_printed_as_ninjs(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A line an article; what was deleted is none."""
        article = schema("enriched")["examples"][0]

        async def records() -> AsyncGenerator[ConsumerRecord[bytes, bytes], None]:
            yield record(orjson.dumps(article))
            yield record(None)

        asyncio.run(tail_command._print(records(), None, as_json=False, form="ninjs"))  # noqa: SLF001 - what the command runs
        (found,) = json_lines(capsys.readouterr().out)
        assert (found["standard"]["version"], found["uri"]) == ("3.0", article["uri"])

    def test_what_is_no_article_is_no_ninjs(self, run: Run) -> None:
        """Said before the broker is asked."""
        assert "not of notices" in run("tail", "notices", "--format", "ninjs", code=2).stderr


class TestUsage:
    """What is asked for and cannot be, said before the broker is asked."""

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("raw", "--offset", "5"), "add --partition"),
            (("raw", "--offset", "5", "--partition", "0", "--partition", "1"), "add --partition"),
            (("raw", "--last", "5", "--from", "end"), "--from and --last say different starts"),
            (("raw", "--verdict", "kill"), "not raw"),
            (("copies", "--verdict", "kil"), "'kil' is not one of"),
            (("copies", "--since", "tomorrow"), "'tomorrow' is no time: write how long ago"),
        ],
    )
    def test_what_does_not_go_together(self, run: Run, words: tuple[str, ...], said: str) -> None:
        """With the way out."""
        assert said in " ".join(run("tail", *words, code=2).stderr.split())


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

    def test_starts_where_it_is_told(
        self, run: Run, settings: Callable[..., Settings], environment: Callable[[Settings], None]
    ) -> None:
        """The last by time over all partitions, an offset of one, a time, a key, and one partition alone."""
        own = settings(partitions=3)
        environment(own)
        _fill(own, 60, stamps=True, keys=True)

        def values(*words: str) -> list[int]:
            found = json_lines(run("tail", "raw", "--until-end", "--json", *words).stdout)
            return [record["value"] for record in found]

        assert values("--last", "5") == [55, 56, 57, 58, 59]
        assert values("--last", "2", "--key", "k3") == [43, 53]
        assert values("--last", "500") == list(range(60))
        assert values("--partition", "1", "--offset", "28") == [57, 59]
        assert sorted(values("--since", "2026-03-17T08:00:50")) == list(range(50, 60))
        assert values("--last", "3", "--partition", "0") == [54, 56, 58]
        assert values("--since", "1d") == []
        said = run("tail", "raw", "--partition", "7", "--until-end", code=1).stderr
        assert said.startswith(f"newswire: no partition 7 in {own.topic_prefix}.raw: it has 3 partitions")

    def test_the_last_are_followed(
        self, run: Run, settings: Callable[..., Settings], environment: Callable[[Settings], None]
    ) -> None:
        """What comes after them is printed too, and nothing twice."""
        own = settings(partitions=3)
        environment(own)
        _fill(own, 6, stamps=True)
        _fill(own, 2, stamps=True)
        done = run("tail", "raw", "--last", "4", "--max", "4", "--json").stdout
        assert sorted(record["value"] for record in json_lines(done)) == [2, 3, 4, 5]

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


def _fill(settings: Settings, count: int, *, stamps: bool = False, keys: bool = False) -> None:
    """Send numbers in turn to partitions 0 and 1, many to a batch; each a second later, with a key of ten, if told."""
    first = 1_773_734_400_000  # 2026-03-17T08:00Z

    async def fill() -> None:
        await create_missing(settings)
        topic = f"{settings.topic_prefix}.raw"
        async with sending(settings, {topic}) as sender:
            for number in range(count):
                stamp = first + number * 1000 if stamps else None
                key = b"k%d" % (number % 10) if keys else None
                await sender.send(topic, b"%d" % number, key, partition=number % 2, timestamp=stamp)

    asyncio.run(fill())
