"""The parts of a running Faust app, read from the web port's thread.

Faust's own properties make what is not there yet, bound to the event loop of whoever asks first: asked from another
thread, while a worker starts, they leave it with parts of two loops, and it dies.
"""

from __future__ import annotations

from typing import Any

import faust

from stream.kafka.consumer import Consumer
from stream.kafka.producer import Producer


def consumer_of(app: faust.App) -> Consumer | None:
    """The app's consumer, once it has one."""
    consumer = app._consumer  # noqa: SLF001 - the property would make one
    return consumer if isinstance(consumer, Consumer) else None


def producer_of(app: faust.App) -> Producer | None:
    """The app's producer, once it has one."""
    producer = app._producer  # noqa: SLF001 - the property would make one
    return producer if isinstance(producer, Producer) else None


def recovery_of(app: faust.App) -> Any | None:
    """Faust's recovery of the tables, once there is one; its interface types leave it out."""
    tables: Any = app.tables
    return tables._recovery  # noqa: SLF001 - the property would make one
