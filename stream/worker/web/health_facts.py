"""The facts that health is judged on, as a running Faust app has them."""

from __future__ import annotations

import time
from typing import Any, Final

import faust
from faust.exceptions import ConsumerNotStarted

from stream.worker.health import Recovering, WorkerFacts
from stream.worker.pulse import Pulse
from stream.worker.running import consumer_of, producer_of, recovery_of

NOTHING: Final = -1  # how Faust writes the last offset of a log without records


def facts(app: faust.App, pulse: Pulse) -> WorkerFacts:
    """What is known of the worker now.

    Args:
        app: the worker's.
        pulse: of its event loop.
    """
    now = time.monotonic()
    consumer, producer = consumer_of(app), producer_of(app)
    polled = consumer.polled if consumer is not None else None
    answered = producer.answered if producer is not None else None
    recovered, recovery = _recovery(app)
    return WorkerFacts(
        crashed=bool(app.crashed),
        turned=now - pulse.beaten,
        polled=now - (pulse.began if polled is None else polled),
        # The longest that Faust waits between two polls: for the others to join, then for one request.
        patience=app.conf.broker_rebalance_timeout + app.conf.broker_request_timeout,
        rebalancing=bool(app.rebalancing),
        recovered=recovered,
        answered=None if answered is None else now - answered,
        partitions=_partitions(consumer),
        recovery=recovery,
    )


def _recovery(app: faust.App) -> tuple[bool, dict[tuple[str, int], Recovering]]:
    recovery = recovery_of(app)
    if recovery is None:
        return False, {}
    progress = {
        (tp.topic, tp.partition): Recovering(
            NOTHING if read is None else read, recovery.active_highwaters[tp]
        )
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
