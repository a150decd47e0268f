"""Faust's app and tables as the agents use them, in memory: rows on a disk, and a changelog that does what a test says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from faust.types import TP

from stream.config.settings import Settings
from stream.kafka.batches import Batch
from stream.model.outputs import Output
from stream.worker.agents.stage_runner import StageRunner
from stream.worker.metrics import Metrics

MILLISECONDS = 1_930_000_000_000  # in 2031


@dataclass(frozen=True, slots=True)
class Fetched:
    """A record as aiokafka hands it out."""

    topic: str
    partition: int
    offset: int
    value: bytes
    key: bytes = b"one"
    headers: tuple[tuple[str, bytes], ...] = ()
    timestamp: int = MILLISECONDS
    timestamp_type: int = 0  # CreateTime: the producer gave it


def batch(topic: str, first: int, values: Iterable[bytes], partition: int = 0) -> Batch:
    """A batch of a partition from an offset on."""
    records = [Fetched(topic, partition, at, value) for at, value in enumerate(values, first)]
    return Batch(TP(topic, partition), records)


class Rows(dict[bytes, bytes]):
    """What stands on the worker's disk: the database of its only partition."""

    def __init__(self) -> None:
        super().__init__()
        self.persisted: list[int] = []

    def _db_for_partition(self, _: int) -> Database:
        return Database(self)

    def partition_path(self, partition: int) -> Path:
        """Where the database would be."""
        return Path(f"{partition}.db")

    def persisted_offset(self, _: TP) -> int | None:
        """How far the disk has come."""
        return self.persisted[-1] if self.persisted else None

    def set_persisted_offset(self, _: TP, offset: int) -> None:
        """Note how far the disk has come."""
        self.persisted.append(offset)


class Database:
    """The rows as a database has them: in the order of their keys."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __getitem__(self, key: bytes) -> bytes:
        return self._rows[key]

    def keys(self, from_key: bytes) -> Iterator[bytes]:
        """The keys from one on."""
        return iter(sorted(key for key in self._rows if key >= from_key))


@dataclass(slots=True)
class Table:
    """A table whose changelog acknowledges every row, after `before_answer` has done what it does."""

    data: Rows = field(default_factory=Rows)
    sent: list[tuple[bytes, bytes | None]] = field(default_factory=list)
    before_answer: Callable[[], None] = lambda: None

    @property
    def changelog_topic(self) -> Table:
        """Where rows are sent."""
        return self

    async def send_soon(self, *, key: bytes, value: bytes | None, partition: int, **_: Any) -> Any:
        """Take a row."""
        self.sent.append((key, value))
        self.before_answer()
        return SimpleNamespace(topic="changelog", partition=partition, offset=len(self.sent) - 1)


class App:
    """An app with one table; a crash is raised."""

    consumer = _consumer = None

    def __init__(self) -> None:
        self.table = Table()
        signal = SimpleNamespace(connect=lambda *_, **__: None)
        self.on_partitions_assigned = self.on_partitions_revoked = self.on_before_shutdown = signal
        self.agents: dict[str, Callable[[AsyncIterator[Batch]], Awaitable[None]]] = {}
        self.tasks: dict[str, int] = {}

    def Table(self, *_: Any, **__: Any) -> Table:  # noqa: N802 - Faust's own name
        """The table."""
        return self.table

    def topic(self, name: str) -> str:
        """A topic."""
        return name

    def timer(self, **_: Any) -> Callable[[Any], Any]:
        """Never."""
        return lambda each: each

    def agent(self, _: str, name: str, concurrency: int = 1) -> Callable[[Any], Any]:
        """Note an agent, and how many tasks it works in."""
        self.tasks[name] = concurrency

        def noted(each: Any) -> Any:
            self.agents[name] = each
            return each

        return noted

    async def crash(self, error: Exception) -> None:
        """End with an error."""
        raise error

    async def work(self, name: str, *batches: Batch) -> None:
        """Let an agent work on batches."""
        left = iter(batches)

        async def stream() -> AsyncIterator[Batch]:
            for each in left:
                yield each

        await asyncio.gather(*(self.agents[name](stream()) for _ in range(self.tasks[name])))


class Sent(StageRunner):
    """A delivery whose every output is acknowledged."""

    def __init__(self, app: Any, settings: Settings) -> None:
        super().__init__(app, settings, Metrics())
        self.outputs: list[Output] = []

    async def send(self, outputs: Iterable[Output]) -> None:
        """Note what is sent."""
        self.outputs += outputs
