"""The transport that the app is given: our consumer and producer, with the bounds of its batches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from faust.transport.drivers import aiokafka as driver

from stream.kafka.alignment import DEFAULT_WAIT
from stream.kafka.consumer import Consumer
from stream.kafka.producer import Producer


class Transport(driver.Transport):
    """The transport to give to `faust.App.transport`."""

    Consumer: ClassVar[type[Consumer]] = Consumer
    Producer: ClassVar[type[Producer]] = Producer


def transport_class(
    batch_records: int,
    batch_bytes: int,
    batch_wait: float = 0.0,
    aligned: Iterable[str] = (),
    align_wait: float = DEFAULT_WAIT,
    pipelined: Iterable[str] = (),
    consumer: type[Consumer] = Consumer,
) -> type[Transport]:
    """The transport with its bounds; Faust makes the consumer itself, so the bounds travel on the class.

    Args:
        batch_records: most records of a batch.
        batch_bytes: most bytes of a batch.
        batch_wait: seconds that a record waits for its batch to fill.
        aligned: topics whose partitions are handed out in the order of their records' timestamps.
        align_wait: most seconds that a partition of those is waited for.
        pipelined: topics whose agents take a batch while the one before waits for its acknowledgement.
        consumer: what is given the bounds: ours, or one made of it.
    """
    bounds = {
        "batch_records": batch_records,
        "batch_bytes": batch_bytes,
        "batch_wait": batch_wait,
        "aligned": frozenset(aligned),
        "align_wait": align_wait,
        "pipelined": frozenset(pipelined),
        # Faust names the logger by the class's module, which a class made at run time has to be given.
        "__module__": Consumer.__module__,
    }
    bound = type("BoundConsumer", (consumer,), bounds)
    return type("BoundTransport", (Transport,), {"__module__": __name__, "Consumer": bound})
