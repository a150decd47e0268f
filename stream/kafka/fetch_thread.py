"""Faust's thread around an aiokafka consumer, with fetches that wait for less and end before what cannot be read."""

from __future__ import annotations

import time
from typing import Any, Final, Protocol, cast

from aiokafka.structs import TopicPartition
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from stream.kafka.compression import Unreadable, note_unreadable
from stream.kafka.ledger import Ledger

# How long a fetch may wait for records. What is not asked for by one waits until it is answered; and a broker that does
# not wake up for a record, but looks again at half that time (the embedded one), adds a quarter of it to every hop.
FETCH_WAIT_MS: Final = 100


class Ledgers(Protocol):
    """What the thread asks of its consumer: `stream.kafka.consumer.Consumer` is one."""

    def ledger(self, tp: TP) -> Ledger | None:
        """What was fetched of a partition, None when nothing was yet."""

    def went_on(self, topic: str) -> float:
        """When an agent last said that it goes on with a batch of this topic, on the monotonic clock."""


class ConsumerThread(driver.AIOKafkaConsumerThread):
    """The thread of one consumer.

    `unreadable` says where fetches end before what cannot be read; another thread may look at it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unreadable: dict[TP, Unreadable] = {}

    logger = driver.AIOKafkaConsumerThread.logger  # Faust's messages stay under Faust's logger

    def _create_worker_consumer(self, transport: Any) -> Any:
        consumer = super()._create_worker_consumer(transport)
        consumer._fetch_max_wait_ms = FETCH_WAIT_MS  # noqa: SLF001 - Faust has no setting for it, and takes 1500
        return consumer

    async def _fetch_records(self, consumer: Any, *args: Any, **kwargs: Any) -> Any:
        self.unreadable = note_unreadable(consumer)
        return await super()._fetch_records(consumer, *args, **kwargs)

    def verify_event_path(self, now: float, tp: TP) -> None:
        """Faust's look at whether a partition goes on, left out while it is not known where it is read.

        So it is between a rebalance or a fetch out of range and the next answer of the broker. Faust takes the position for
        known, and the failed assertion would end the worker.
        """
        subscriptions = self._ensure_consumer()._fetcher._subscriptions  # noqa: SLF001 - as Faust reads it
        assignment = subscriptions.subscription.assignment
        state = assignment and assignment.state_value(TopicPartition(*tp))
        if state is not None and state.has_valid_position:
            super().verify_event_path(now, tp)

    def _log_slow_processing_stream(self, msg: str, *args: Any) -> None:
        tp: TP = args[0]
        if not self._goes_on(tp, self.tp_stream_timeout_secs):
            super()._log_slow_processing_stream(msg, *args)

    def _log_slow_processing_commit(self, msg: str, *args: Any) -> None:
        tp: TP = args[0]
        ledger = self._ours.ledger(tp)
        to_commit = ledger is not None and ledger.to_commit
        if to_commit or not self._goes_on(tp, self.tp_commit_timeout_secs):
            super()._log_slow_processing_commit(msg, *args)

    def _goes_on(self, tp: TP, seconds: float) -> bool:
        """Whether an agent that waits for others was at work in the last so many seconds: it is slow by design."""
        return time.monotonic() - self._ours.went_on(tp.topic) < seconds

    @property
    def _ours(self) -> Ledgers:
        return cast("Ledgers", self.consumer)
