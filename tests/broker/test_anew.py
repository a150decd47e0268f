"""A raw topic that was made anew, under workers that know the old one: read from the beginning, it gets right verdicts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from stream.config.settings import Settings
from stream.kafka import admin
from stream.model.articles import Stream
from tests.broker.harness import Emitted, article, decided, read_until, send, with_port
from tests.warm_start import running_worker

pytestmark = pytest.mark.broker

OLD = 3
POLL_SECONDS = 0.1


def make_anew(settings: Settings) -> None:
    """Delete the raw topic and create it: the group's offset goes with it, as when it is reset to the beginning."""
    topic = settings.topic(Stream.RAW)

    async def run() -> None:
        async with admin.connected(settings) as client:
            await client.delete_topics([topic])
            while topic in await client.list_topics():  # noqa: ASYNC110 - the broker sets no event
                await asyncio.sleep(POLL_SECONDS)
        await admin.create_missing(settings)

    asyncio.run(run())


def killed(found: list[Emitted]) -> bool:
    """Whether a kill is among what was found, with its notice: which of the two is read first is the broker's to say."""
    notices = (one.fields["kind"] for one in found if one.stream is Stream.NOTICES)
    verdicts = (one.fields["verdict"] for one in found if one.stream is Stream.JUDGED)
    return "kill" in notices and "kill" in verdicts


def test_a_topic_made_anew_is_judged_aright(settings: Callable[..., Settings], tmp_path: Path) -> None:
    """Read from the beginning in the same group: a kill where an original stood is a kill, and its notice comes."""
    own = with_port(settings, partitions=1, session_timeout=6.0)
    asyncio.run(admin.create_missing(own))
    send(own, [article(number) for number in range(OLD)])
    with running_worker(own, tmp_path / "old.log"):
        read_until(own, [Stream.JUDGED], lambda got: len(decided(got)) >= OLD)
    make_anew(own)
    send(own, [article(0), article(1, version="2", pubstatus="canceled", body="")])
    with running_worker(own, tmp_path / "new.log"):
        found = read_until(own, (Stream.JUDGED, Stream.NOTICES), killed)
    judged = [one.fields for one in found if one.stream is Stream.JUDGED]
    said = [(one["position"]["offset"], one["uri"], one["verdict"]) for one in judged]
    assert {
        (0, "urn:test:0", "original"),  # the same article at the same place: the same verdict again
        (1, "urn:test:1", "original"),
        (2, "urn:test:2", "original"),
        (1, "urn:test:1", "kill"),
    } == set(said)
    (notice,) = [one.fields for one in found if one.stream is Stream.NOTICES]
    assert [one["article_id"] for one in judged if one["position"]["offset"] == 1][:1] == notice["versions"]
    assert "made anew" in (tmp_path / "new.log").read_text()


def test_a_topic_that_is_gone_stops_the_worker(settings: Callable[..., Settings], tmp_path: Path) -> None:
    """A worker whose raw topic was deleted does not wait for ever, ready and deaf: it ends, and says what is missing."""
    own = with_port(settings, partitions=2, session_timeout=6.0)
    asyncio.run(admin.create_missing(own))
    send(own, [article(0)])
    with running_worker(own, tmp_path / "worker.log") as worker:
        read_until(own, [Stream.JUDGED], lambda got: len(decided(got)) >= 1)

        async def delete() -> None:
            async with admin.connected(own) as client:
                await client.delete_topics([own.topic(Stream.RAW)])

        asyncio.run(delete())
        assert worker.process.wait(90) == 1
    last = (tmp_path / "worker.log").read_text().splitlines()[-1]
    assert "failed" in last
    assert own.topic(Stream.RAW) in last
    assert "newswire topics" in last
