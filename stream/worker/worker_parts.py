"""The parts of a worker that another may stand in for: as they are, or a slow or failing one where that is what is looked at."""

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
    """What chooses the web port, what reads Kafka, what holds the shards, what makes the tagger, and what else is done in the app when all is wired."""

    port: Callable[[str, int], int] = listening_port
    consumer: type[Consumer] = Consumer
    shards: Callable[..., Shards] = Shards
    load_tagger: Callable[[Settings], Any] = load_tagger
    further: Callable[[faust.App], None] = lambda _: None
