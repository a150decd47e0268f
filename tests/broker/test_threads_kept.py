"""Threads of a worker on a broker: as a replay's, and the same after a kill and a lost disk."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest

from stream.config.settings import Settings
from stream.demo.story_files import read_stories
from stream.kafka import admin
from stream.model.articles import Stream
from stream.pipeline.replay import Replay
from tests.broker.harness import Emitted, decided, read_until, send, with_port
from tests.threads.look_alikes import articles
from tests.warm_start import running_worker

pytestmark = pytest.mark.broker

AT = datetime(2026, 3, 17, 6, 0, tzinfo=UTC)
ONE_WORKER, COUNT = 45, 90
OUT = (Stream.JUDGED, Stream.COPIES, Stream.NOTICES, Stream.THREADS)


def raw(number: int) -> bytes:
    """An article of one of forty events that look alike; every ninth text is also an outlet's."""
    one = articles(2)[number - number % 9 if number % 9 == 8 else number]
    source = "Gull" if number % 9 == 8 else "Wire"
    return orjson.dumps(
        {
            "uri": f"urn:{source}:{number}",
            "source": source,
            "language": "en",
            "headline": one.headline,
            "body": one.body,
            "version_created": (AT - timedelta(minutes=COUNT - number)).isoformat(),
        }
    )


def unplaced(record: dict[str, object]) -> bytes:
    """A record without the position that a replay numbers on its own."""
    return orjson.dumps({**record, "position": None}, option=orjson.OPT_SORT_KEYS)


def test_a_killed_worker_without_its_disk_goes_on(settings: Callable[..., Settings], tmp_path: Path) -> None:
    """Threads, evidence, notices and records of threads are a replay's, though another worker took over from the changelog alone in between."""
    own = with_port(settings, partitions=1, threads=True)
    asyncio.run(admin.create_missing(own))
    alone = Replay(own, None)
    expected = {
        unplaced(orjson.loads(output.value))
        for number in range(COUNT)
        for output in alone.feed(raw(number), AT)
    }

    def all_of(count: int) -> Callable[[list[Emitted]], bool]:
        return lambda found: len(decided(found)) >= count

    with running_worker(own, tmp_path / "one.log") as worker:
        send(own, map(raw, range(ONE_WORKER)), at=AT)
        read_until(own, OUT, all_of(ONE_WORKER))
        worker.process.kill()
        worker.process.wait()
    shutil.rmtree(own.data_dir)
    with running_worker(own, tmp_path / "two.log"):
        send(own, map(raw, range(ONE_WORKER, COUNT)), at=AT)
        found = read_until(
            own, OUT, lambda got: len({unplaced(each.fields) for each in got}) >= len(expected)
        )
        new = {record.fields["article_id"] for record in found if record.stream is Stream.JUDGED}
        enriched = read_until(
            own, (Stream.ENRICHED,), lambda got: len({each.key for each in got}) >= len(new)
        )
    assert {unplaced(record.fields) for record in found} == expected
    threads = {record.fields["thread_id"] for record in found if record.stream is Stream.JUDGED}
    assert {record.fields["thread_id"] for record in enriched} <= threads
    assert len(threads) < ONE_WORKER


def test_nine_languages_are_linked(settings: Callable[..., Settings], tmp_path: Path) -> None:
    """The demo's story in nine languages over four partitions: each pair of languages is linked once, whichever shard hears of which first."""
    own = with_port(settings, partitions=4, threads=True)
    asyncio.run(admin.create_missing(own))
    stories = [story for story in read_stories() if story.label.startswith("obeid-market-")]
    values = [
        orjson.dumps(
            {
                "uri": f"urn:lantern:{story.label}",
                "source": "Lantern",
                "language": story.language,
                "headline": story.versions[0].headline,
                "body": "\n".join(story.versions[0].paragraphs),
                "version_created": AT.isoformat(),
            }
        )
        for story in stories
    ]
    pairs = len(stories) * (len(stories) - 1) // 2
    assert pairs == 36
    with running_worker(own, tmp_path / "one.log"):
        send(own, values, at=AT)
        found = read_until(
            own, (Stream.NOTICES,), lambda got: len({unplaced(each.fields) for each in got}) >= pairs
        )
    links = [record.fields["linked"] for record in found]
    assert len({frozenset((link["language"], link["other_language"])) for link in links}) == pairs
    assert {place["geonames_id"] for link in links for place in link["places"]} == {379003}
    assert {actor for link in links for actor in link["actors"]} == {"Rapid Support Forces"}
    assert all({"killed", "injured"} == {toll["kind"] for toll in link["tolls"]} for link in links)
