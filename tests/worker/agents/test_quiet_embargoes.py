"""Embargoes of a partition in which nothing comes: they end after a restart, too."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from faust.types import TP

from stream.config.settings import Settings
from stream.kafka.admission import Era
from stream.kafka.consumer import Consumer
from stream.model.articles import Stream
from stream.worker.agents import dedup_agent
from stream.worker.metrics import Metrics
from stream.worker.metrics.recovery import StateRecovery
from stream.worker.tables.shards import Shards
from tests.dedup.harness import START, Desk, article
from tests.dedup.texts import BRIDGE
from tests.worker.agents.tables import App, Rows, Sent, batch

PREPARED = "newswire.prepared"


class OnlyPartition(Consumer):
    """A consumer that has the only partition, and lets batches flow or not."""

    flows = True

    def __init__(self) -> None: ...

    @property
    def era(self) -> Era:
        """The only one."""
        return 1, 0

    def ours(self, topic: str) -> list[TP]:
        """The only partition of each topic."""
        return [TP(topic, 0)]

    def may_hand_out(self, era: Era) -> bool:
        """Whether batches flow."""
        return self.flows and era == self.era


class Timed(App):
    """An app whose timers can be called, and that is as a rebalance and a recovery have left it."""

    def __init__(self, rows: Rows) -> None:
        super().__init__()
        self._consumer: Any = OnlyPartition()
        self.table.data = rows
        self.timers: dict[str, Any] = {}
        self.rebalancing = False

    def timer(self, **_: Any) -> Any:
        """Note a timer."""

        def noted(each: Any) -> Any:
            self.timers[each.__name__] = each
            return each

        return noted


def worker(folder: Path, rows: Rows) -> tuple[Timed, Sent]:
    """A worker that holds the only partition, with what its disk has."""
    app: Any = Timed(rows)
    settings = Settings(partitions=1, data_dir=folder, clock="wall")
    delivery = Sent(app, settings)
    dedup_agent.register(app, settings, delivery, clock_now=lambda: START + timedelta(minutes=10))
    return app, delivery


@pytest.fixture
def rows(tmp_path: Path) -> Rows:
    """What a worker leaves that has parked an article whose embargo has passed by now."""
    parked = article("urn:harrow:1", body=BRIDGE, embargoed_until=(START + timedelta(minutes=5)).isoformat())
    values = [record.value for _, record in Desk().prepare(parked)]
    app, _ = worker(tmp_path, Rows())
    asyncio.run(app.work("dedup", batch(PREPARED, 0, values)))
    return app.table.data


@pytest.mark.parametrize("hindrance", ["", "rebalance", "recovery"])
def test_an_embargo_ends_where_no_record_comes(tmp_path: Path, rows: Rows, hindrance: str) -> None:
    """A worker that was started again asks its table what waits, once the table is there."""
    app, delivery = worker(tmp_path, rows)
    app.rebalancing = hindrance == "rebalance"
    app._consumer.flows = hindrance != "recovery"  # noqa: SLF001 - where Faust has it
    asyncio.run(app.timers["clock"]())
    ticks = [output.stream for output in delivery.outputs]
    assert ticks == ([] if hindrance else [Stream.PREPARED])


def test_a_shard_is_rebuilt_once(tmp_path: Path, rows: Rows) -> None:
    """Who asks for a shard while it is rebuilt gets the same: two would decide without each other."""
    app: Any = Timed(rows)
    settings = Settings(partitions=1, data_dir=tmp_path)
    shards = Shards(cast("Any", app), settings, StateRecovery(Metrics()))

    async def both() -> tuple[object, object]:
        asked, _ = await asyncio.gather(shards.of(0), shards.bring_back([0]))
        return asked, await shards.of(0)

    first, later = asyncio.run(both())
    assert first is later
