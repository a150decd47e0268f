"""The tag agent works on a batch while the one before waits for its acknowledgement, and keeps each partition's order."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import orjson
import pytest

from stream.config.settings import Settings
from stream.kafka.batches import Batch
from stream.model.articles import Stream
from stream.model.outputs import Output
from stream.worker.agents import tag_agent
from tests.dedup.harness import Desk, article
from tests.dedup.texts import BRIDGE, HARVEST
from tests.worker.agents.tables import App, Sent, batch

JUDGED = "newswire.judged"


def judged(text: str, number: int) -> bytes:
    """The judged record of a new article."""
    desk = Desk()
    outputs = desk.tell(article(f"urn:harrow:{number}", body=text)).outputs
    return next(output.value for output in outputs if output.stream is Stream.JUDGED)


class Slow(Sent):
    """A delivery that is acknowledged when the test says so."""

    def __init__(self, app: Any, settings: Settings) -> None:
        super().__init__(app, settings)
        self.sent: list[str] = []
        self.answer = asyncio.Event()

    async def send(self, outputs: Iterable[Output]) -> None:
        """Note what is sent, and wait."""
        self.sent += [
            orjson.loads(output.value)["uri"] for output in outputs if output.stream is Stream.ENRICHED
        ]
        await self.answer.wait()


async def sent_before_any_answer(folder: Path, *batches: Batch) -> tuple[list[str], list[str]]:
    """The articles whose tags are sent before anything is acknowledged, and all of them after it."""
    app: Any = App()
    settings = Settings(partitions=2, data_dir=folder)
    delivery = Slow(app, settings)
    tag_agent.register(cast("Any", app), settings, delivery)
    working = asyncio.create_task(app.work("tag", *batches))
    before: list[str] = []
    for _ in range(20):  # all that can run, runs; tagging, too, when nobody else does
        await asyncio.sleep(0.005)
    before += delivery.sent
    delivery.answer.set()
    await working
    assert all(each.finished for each in batches)
    return before, delivery.sent


@pytest.mark.parametrize(
    ("partition", "overlaps"), [(1, True), (0, False)], ids=["of another partition", "of the same one"]
)
def test_a_batch_is_tagged_while_the_one_before_is_acknowledged(
    tmp_path: Path, partition: int, overlaps: bool
) -> None:
    """The processor is not idle for an answer of the broker; what stands on the versions of the one before waits for it."""
    batches = batch(JUDGED, 0, [judged(BRIDGE, 0)]), batch(JUDGED, 1, [judged(HARVEST, 1)], partition)
    before, after = asyncio.run(sent_before_any_answer(tmp_path, *batches))
    assert ["urn:harrow:0", "urn:harrow:1"][: 2 if overlaps else 1] == before
    assert ["urn:harrow:0", "urn:harrow:1"] == after


def test_each_batch_says_its_own_dead_letters(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Two under way at once: the line of each names what of it was rejected, and nothing of the other."""
    batches = batch(JUDGED, 0, [b"{"]), batch(JUDGED, 0, [judged(BRIDGE, 0)], 1)
    with caplog.at_level("INFO"):
        asyncio.run(sent_before_any_answer(tmp_path, *batches))
    lines = [vars(line) for line in caplog.records if line.getMessage() == "batch"]
    assert [True, False] == [
        "dead_letters" in line for line in sorted(lines, key=lambda line: line["partition"])
    ]
