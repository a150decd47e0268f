"""The brokers of a chaos run: the embedded one, which only stands there, and Apache Kafka, which suffers too."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from stream.kafka.embedded_broker import EmbeddedBroker
from tests.apache_kafka import ApacheKafka

PAUSE_SECONDS: Final = 20.0
BROKERS: Final = ("embedded", "apache")

Faults = tuple[tuple[str, Callable[[], None]], ...]


@contextmanager
def running_broker(kind: str, folder: Path) -> Iterator[tuple[str, Faults]]:
    """A broker for the length of the block: its address, and the faults it can be given, by name.

    The embedded broker keeps all in memory and has none.
    """
    if kind == "embedded":
        with EmbeddedBroker() as broker:
            yield broker.url, ()
        return
    with ApacheKafka(folder=folder) as kafka:

        def pause() -> None:
            kafka.pause(1)
            time.sleep(PAUSE_SECONDS)
            kafka.resume(1)

        def crash() -> None:
            kafka.kill(1)
            kafka.start(1)

        yield kafka.url, (("paused", pause), ("restarted", lambda: kafka.restart(1)), ("killed", crash))
