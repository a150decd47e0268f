"""What every agent does with a batch: run its stage, send the outputs, and finish the batch or stop the worker."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Final

import faust

from stream.config.settings import Settings
from stream.intake.prepare import Raw, dead_letter
from stream.kafka.batches import Batch
from stream.kafka.producer import Outgoing, Producer
from stream.model import codec
from stream.model.articles import Position, Stream
from stream.model.clock import UNTIMED, log_time
from stream.model.errors import RejectedError
from stream.model.faults import FaultError
from stream.model.outputs import Output
from stream.worker.breaker import Breaker
from stream.worker.log_lines import log_batch, log_failed, log_lost, log_rejected
from stream.worker.metrics import STAGES, Metrics
from stream.worker.recent_verdicts import Recent
from stream.worker.tables.changelog import PartitionLostError

# The streams that newsrooms wait for. Between stages only the duration of each stage is measured.
TIMED: Final = frozenset({Stream.COPIES, Stream.NOTICES, Stream.ENRICHED})
# Of the batch that a task works on: an agent may have several, each in a task of its own.
_REJECTED: Final[ContextVar[Counter[str]]] = ContextVar("_REJECTED")


class StageRunner:
    """Sends outputs pipelined; a batch is done when the broker has acknowledged every one of them."""

    def __init__(self, app: faust.App, settings: Settings, metrics: Metrics) -> None:
        self._app = app
        self._settings = settings
        self.metrics = metrics
        limits = settings.deadletter_limit, settings.deadletter_ratio
        self._breakers = {stage: Breaker(stage, *limits) for stage in STAGES}
        self.recent = Recent()

    async def send(self, outputs: Iterable[Output]) -> None:
        """Send and wait for the acknowledgements.

        Raises:
            aiokafka.errors.KafkaError: the broker did not take one: the batch must not be finished.
        """
        producer = self._app.producer
        if not isinstance(producer, Producer):
            msg = f"{type(producer).__name__} cannot send batches: the app must have the one of stream.kafka.transport"
            raise TypeError(msg)
        records = []
        received: dict[str, list[float]] = {}
        for output in outputs:
            topic = self._settings.topic(output.stream)
            records.append(Outgoing(topic, output.key, output.value, output.partition, output.headers))
            if output.stream in TIMED and output.received is not None and output.received > UNTIMED:
                received.setdefault(output.stream.value, []).append(output.received.timestamp())
        await producer.send_all(records)
        with self.metrics.lock:
            for stream, times in received.items():
                self.metrics.observe_latency(stream, times, time.time())

    def dead_letters(
        self, stage: str, batch: Iterable[Raw], rejected: Sequence[tuple[Raw, RejectedError]]
    ) -> list[Output]:
        """The rejected records of a batch as dead letters; `batch` are all its records, in order.

        Raises:
            StopError: too many records were rejected lately (see `Breaker`).
        """
        whys = {raw.position: _why(error) for raw, error in rejected}
        self._breakers[stage].note([whys.get(raw.position) for raw in batch])
        log_rejected(stage, rejected)
        _REJECTED.get().update(error.reason for _, error in rejected)
        return [
            Output(
                Stream.DEADLETTERS, str(raw.position).encode(), codec.encode(dead_letter(raw, stage, error))
            )
            for raw, error in rejected
        ]

    async def run(self, stage: str, batch: Batch, work: Callable[[Batch], Awaitable[None]]) -> None:
        """Run a stage on a batch and finish it; on any fault finish nothing and stop the worker.

        Faust would restart an agent that raised after the batch on which it failed, so the agent does not raise: it waits here for the end.
        """
        started = time.perf_counter()
        reasons: Counter[str] = Counter()
        _REJECTED.set(reasons)
        try:
            await work(batch)
        except PartitionLostError:
            log_lost(stage, batch)
            return
        except Exception as error:  # noqa: BLE001 - after any fault the worker must stop without acknowledging
            log_failed(stage, batch, error)
            await self._app.crash(error)
            await asyncio.Event().wait()
        batch.finish()
        seconds = time.perf_counter() - started
        log_batch(stage, batch, seconds, reasons)
        flow = self.metrics.flow
        with self.metrics.lock:
            flow.stage_seconds.labels(stage).observe(seconds)
            flow.batch_records.labels(stage).observe(len(batch.records))
            flow.batch_bytes.labels(stage).observe(sum(len(record.value or b"") for record in batch.records))


def machine_time() -> datetime:
    """The time of this worker's machine."""
    return datetime.now(UTC)


def raw_of(record: Any, now: datetime) -> Raw:
    """A consumed record in the form of the pure core; timestamps far ahead of `now` do not count."""
    return Raw(
        value=record.value,
        key=record.key,
        headers=tuple(record.headers or ()),
        position=Position(record.topic, record.partition, record.offset),
        received=log_time(record.timestamp, now),
    )


def _why(error: RejectedError) -> str:
    """Why a record is rejected, for the log; without the message of a refusal, which may quote the article."""
    return f"{error.reason} {error.said if isinstance(error, FaultError) else error.field}".rstrip()
