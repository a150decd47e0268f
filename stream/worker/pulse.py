"""Whether the event loop still comes round: the web port has a thread of its own and would answer without it."""

from __future__ import annotations

import time
from typing import Any, Final

from faust.sensors.base import Sensor
from mode import Service

BEAT_SECONDS: Final = 0.5  # far below what a probe waits for


class Pulse(Sensor):
    """Notes when the event loop last came round. A sensor, for Faust starts those first and stops them last."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.began = self.beaten = time.monotonic()

    @Service.task
    async def _beat(self) -> None:
        while not self.should_stop:
            self.beaten = time.monotonic()
            await self.sleep(BEAT_SECONDS)
