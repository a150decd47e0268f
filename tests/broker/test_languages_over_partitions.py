"""Languages over partitions and workers: how many there are of each changes no story."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from stream.config.settings import Settings
from stream.evaluation.final_stories import final_stories
from stream.kafka import admin
from stream.model.articles import Stream
from stream.pipeline.replay import Replay
from tests.broker.harness import decided, read_until, send, with_port
from tests.intake.scripts import STORY
from tests.warm_start import running_worker

pytestmark = pytest.mark.broker

AT = datetime(2026, 3, 17, 6, 0, tzinfo=UTC)


def feed(language: str) -> list[bytes]:
    """A story in one language, its copy at an outlet, and a short item that names no language either."""
    text = STORY[language]
    items = [
        {"uri": f"urn:harrow:{language}", "source": "Harrow", "headline": "", "body": text},
        {
            "uri": f"urn:gull:{language}",
            "source": "Gull",
            "headline": "",
            "body": text[: len(text) * 9 // 10],
        },
        {"uri": f"urn:heron:{language}", "source": "Heron", "headline": f"{len(text)} 77 0-3", "body": ""},
    ]
    return [orjson.dumps(item) for item in items]


def test_two_workers_and_eight_partitions_give_the_stories_of_one(
    settings: Callable[..., Settings], tmp_path: Path
) -> None:
    """Fourteen languages, none of them named, on eight partitions and two workers: as one process with one."""
    one = with_port(settings, partitions=8)
    two = one.model_copy(update={"web_port": with_port(settings).web_port, "data_dir": tmp_path / "two"})
    asyncio.run(admin.create_missing(one))
    alone = Replay(one.model_copy(update={"partitions": 1}), None)
    expected = final_stories(
        [
            (output.stream.value, orjson.loads(output.value))
            for language in STORY
            for record in feed(language)
            for output in alone.feed(record, AT)
        ]
    )
    with running_worker(one, tmp_path / "one.log"), running_worker(two, tmp_path / "two.log"):
        for language in STORY:
            send(one, feed(language), key=language.encode(), at=AT)
        found = read_until(
            one,
            (Stream.JUDGED, Stream.COPIES, Stream.NOTICES),
            lambda got: len(decided(got)) >= 3 * len(STORY),
        )
    assert expected == final_stories([(record.stream.value, record.fields) for record in found])
    assert 2 * len(STORY) <= len(set(expected.values()))
