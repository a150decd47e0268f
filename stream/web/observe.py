"""The facts that health is judged on, as a running Faust app has them."""

from __future__ import annotations

import time
from typing import Any, Final

import faust
from faust.exceptions import ConsumerNotStarted

from stream.health import Facts, Recovering
from stream.sending import Producer
from stream.transport import Consumer

NOTHING: Final = -1  # how Faust writes the last offset of a log without records


def facts(app: faust.App, began: float) -> Facts:
    """What is known of the worker now.

    Args:
        app: the worker's.
        began: when it began, on the monotonic clock.
    """
    now = time.monotonic()
    consumer: Any = app.consumer
    polled = consumer.polled if isinstance(consumer, Consumer) else None
    producer: Any = app.producer
    answered = producer.answered if isinstance(producer, Producer) else None
    recovered, recovery = _recovery(app)
    return Facts(
        crashed=bool(app.crashed),
        polled=now - (began if polled is None else polled),
        # The longest that Faust waits between two polls: for the others to join, then for one request.
        patience=app.conf.broker_rebalance_timeout + app.conf.broker_request_timeout,
        rebalancing=bool(app.rebalancing),
        recovered=recovered,
        answered=None if answered is None else now - answered,
        partitions=_partitions(consumer),
        recovery=recovery,
    )


def _recovery(app: faust.App) -> tuple[bool, dict[int, Recovering]]:
    tables: Any = app.tables  # Faust's interface type leaves the recovery out
    recovery = tables.recovery
    progress = {
        tp.partition: Recovering(NOTHING if read is None else read, recovery.active_highwaters[tp])
        for tp, read in tuple(recovery.active_offsets.items())
        if tp in recovery.active_tps and tp in recovery.active_highwaters
    }
    return recovery.completed.is_set() and not app.in_recovery, progress


def _partitions(consumer: Any) -> dict[str, tuple[int, ...]]:
    try:
        assignment = consumer.assignment()
    except (ConsumerNotStarted, AssertionError, AttributeError):
        return {}  # before its first subscription
    held: dict[str, list[int]] = {}
    for tp in assignment:
        held.setdefault(tp.topic, []).append(tp.partition)
    return {topic: tuple(sorted(numbers)) for topic, numbers in sorted(held.items())}
