"""Which partitions are ours, and where their logs begin and end, as far as Kafka has said."""

from __future__ import annotations

from faust.transport.drivers import aiokafka as driver
from faust.types import TP


class BoundedConsumer(driver.Consumer):
    """Faust's consumer, which can be asked for the bounds of its partitions' logs."""

    def ours(self, topic: str) -> list[TP]:
        """The partitions of a topic that are ours."""
        return sorted(tp for tp in self.assignment() if tp.topic == topic)

    def log_end(self, tp: TP) -> int | None:
        """The end of a partition's log as the last fetch of it knew it."""
        try:
            end: int | None = self.highwater(tp)
        except (AssertionError, AttributeError):
            return None  # how aiokafka says that a rebalance, in a thread of its own, took the partition away
        return end

    async def log_start(self, tp: TP) -> int:
        """The first offset of a partition's log."""
        return int((await self.earliest_offsets(tp))[tp])

    async def log_end_now(self, tp: TP) -> int:
        """The end of a partition's log as the broker knows it now."""
        return int((await self.highwaters(tp))[tp])
