"""Notices reach a server over HTTP, through a process that is killed in the middle."""

from __future__ import annotations

import asyncio
import os
import sys
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import orjson
import pytest
from aiohttp import web as server
from aiohttp.test_utils import TestServer
from aiokafka import AIOKafkaConsumer, TopicPartition
from click.testing import CliRunner

from stream.cli.client import sending
from stream.cli.main import cli
from stream.config.settings import Settings
from stream.demo.worker_process import settings_variables
from stream.kafka.admin import create_missing
from stream.kafka.connection import client_options
from stream.model.articles import Stream
from stream.model.codec import encode
from stream.model.notices import Notice, NoticeKind
from stream.notify.filters import Arrived
from stream.notify.notifier import by_tags
from stream.notify.signing import idempotency_key
from stream.notify.tag_reader import TagReader, reading_tags
from tests.broker.harness import WAIT_SECONDS
from tests.notify.making import notice, web

pytestmark = [pytest.mark.broker, pytest.mark.alone]

# The article that causes a kill is not tagged: its story is known by its id.
KILL = notice(story_id="a")
LATE = notice(story_id="b", late=True)
AFTER = notice(story_id="c", kind=NoticeKind.HOLD)
MERGE = notice(story_id="d", kind=NoticeKind.MERGE)
TARGETS = """
[retries]
first_wait = 0.05
longest_wait = 0.1
[[target]]
name = "desk"
type = "webhook"
url = "{url}"
start = "beginning"
filter = {{ kinds = ["kill", "hold"], relevant = true }}
"""


class Desk:
    """A server that takes notices, but not those whose key is `away`."""

    def __init__(self) -> None:
        self.away = ""
        self.taken: list[str] = []
        self.refused: list[str] = []
        self.told = asyncio.Condition()

    async def hook(self, request: server.Request) -> server.Response:
        """Take a notice, or be away."""
        key = request.headers["Idempotency-Key"]
        async with self.told:
            (self.refused if key == self.away else self.taken).append(key)
            self.told.notify_all()
        return server.Response(status=503 if key == self.away else 200)

    async def until(self, **counts: int) -> None:
        """Until so many were `taken` and `refused`, at least; bounded."""
        async with asyncio.timeout(WAIT_SECONDS), self.told:
            await self.told.wait_for(
                lambda: all(len(getattr(self, name)) >= count for name, count in counts.items())
            )


@asynccontextmanager
async def running(settings: Settings, file: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """`newswire notify` in a process of its own, killed at the end if it has not ended."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "stream", "notify", "--targets", str(file)),
        env={**os.environ, **settings_variables(settings)},
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def put(settings: Settings, stream: Stream, value: bytes) -> None:
    """Put a record on a topic."""
    async with sending(settings, {settings.topic(stream)}) as sender:
        await sender.send(settings.topic(stream), value, None)


async def write(settings: Settings, *notices: Notice) -> None:
    """Put notices on the topic, and one record that is none."""
    topic = settings.topic(Stream.NOTICES)
    async with sending(settings, {topic}) as sender:
        for value in (b"not a notice", *map(encode, notices)):
            await sender.send(topic, value, None)


def named(embedded: str) -> Settings:
    """Settings of one partition, with topics and group that no other test has."""
    name = f"test-{uuid.uuid4().hex[:8]}"
    return Settings(broker=embedded, topic_prefix=name, group=name, partitions=1, session_timeout=2.0)


def test_notices_survive_a_kill_of_the_process_under_the_same_key(
    embedded: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The late kill first; what was taken comes once, what was on its way again, and nothing is left afterwards."""
    own = named(embedded)
    keys = [idempotency_key(each) for each in (LATE, KILL, AFTER)]
    file = tmp_path / "targets.toml"

    def dry() -> list[str]:
        ran = CliRunner().invoke(cli, ["notify", "--targets", str(file), "--dry-run", "--json"])
        assert ran.exit_code == 0, ran.output
        lines = [orjson.loads(line) for line in ran.stdout.splitlines()]
        assert all(line["body"]["id"] == line["id"] for line in lines)
        return [line["id"] for line in lines]

    async def run() -> None:
        await create_missing(own)
        await write(own, KILL, MERGE, LATE, AFTER, notice(story_id="unknown"))
        for story in "abcd":
            brief = {"story_id": story, "article_id": story, "conflict": {"tolls": []}}
            await put(own, Stream.CONFLICT, orjson.dumps(brief))
        desk = Desk()
        app = server.Application()
        app.router.add_post("/hook", desk.hook)
        async with TestServer(app) as listening:
            file.write_text(TARGETS.format(url=listening.make_url("/hook")))
            for setting, value in settings_variables(own).items():
                monkeypatch.setenv(setting, value)
            before = await asyncio.to_thread(dry)
            assert sorted(keys) == sorted(before)
            assert (desk.taken, desk.refused) == ([], [])
            desk.away = keys[2]
            async with running(own, file) as process:
                await desk.until(taken=2, refused=2)
                process.kill()
            assert desk.taken == keys[:2]
            assert await asyncio.to_thread(dry) == [keys[2]]
            desk.away = ""
            async with running(own, file) as process:
                await desk.until(taken=3)
                process.terminate()
                assert await process.wait() == 0
            assert desk.taken == keys
            assert set(desk.refused) == {keys[2]}

    asyncio.run(run())


def test_a_filter_by_tags_waits_for_the_tagging_and_sends_where_it_is_behind(embedded: str) -> None:
    """Of stories that are known to be relevant, once the workers have tagged what is judged; before that all."""
    own = named(embedded)
    batch = [Arrived(0, at, b"", told) for at, told in enumerate((KILL, LATE, AFTER))]
    target = web(filter={"killed": 10})
    judged = TopicPartition(own.topic(Stream.JUDGED), 0)

    def tags(story: str, killed: int) -> bytes:
        tolls = [{"kind": "killed", "minimum": killed, "maximum": None}]
        return orjson.dumps({"story_id": story, "article_id": story, "conflict": {"tolls": tolls}})

    async def passed(reader: TagReader, seconds: float) -> list[int]:
        return [each.offset for each in await by_tags(batch, target, reader, seconds)]

    async def run() -> None:
        await create_missing(own)
        await put(own, Stream.CONFLICT, tags("b", 12))
        await put(own, Stream.JUDGED, b"judged, and not tagged")
        worker = AIOKafkaConsumer(group_id=own.group, enable_auto_commit=False, **client_options(own))
        await worker.start()
        try:
            worker.assign([judged])
            async with reading_tags(own) as reader:
                assert await passed(reader, 0.0) == [0, 1, 2]
                await worker.commit({judged: 1})
                assert await passed(reader, WAIT_SECONDS) == [1]
                await put(own, Stream.CONFLICT, b"no tags")
                await put(own, Stream.CONFLICT, tags("c", 9))
                await put(own, Stream.CONFLICT, tags("a", 30))
                assert await passed(reader, WAIT_SECONDS) == [0, 1]
        finally:
            await worker.stop()

    asyncio.run(run())
