"""The parts of a worker that tests and chaos runs replace, by slow or failing ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import faust

from stream.config.settings import Settings
from stream.kafka.consumer import Consumer
from stream.pipeline.core_rules import load_tagger
from stream.worker.tables.shards import Shards
from stream.worker.web.port import listening_port


@dataclass(frozen=True, slots=True)
class WorkerParts:
    """What chooses the web port, the classes of consumer and shards, what loads the tagger, and a last function that gets the wired app."""

    port: Callable[[str, int], int] = listening_port
    consumer: type[Consumer] = Consumer
    shards: Callable[..., Shards] = Shards
    load_tagger: Callable[[Settings], Any] = load_tagger
    further: Callable[[faust.App], None] = lambda _: None
