"""`newswire worker` that hears late what is committed and rebuilds its state slowly: its first batch is lost in hand.

python -m tests.broker.late_worker worker
"""

from __future__ import annotations

import asyncio
from typing import Any, Final

from stream.cli.main import main
from stream.kafka.consumer import Consumer
from stream.worker.tables.shard import Shard
from stream.worker.tables.shards import Shards
from stream.worker.worker_parts import WorkerParts

LATE_SECONDS: Final = 0.3
REBUILD_SECONDS: Final = 2.0


class LateConsumer(Consumer):
    """A consumer that is told late what is committed."""

    async def seek_to_committed(self) -> Any:
        """As Faust's."""
        committed = await super().seek_to_committed()
        await asyncio.sleep(LATE_SECONDS)
        return committed


class SlowShards(Shards):
    """Shards that take long to rebuild."""

    async def of(self, partition: int) -> Shard:
        """As a worker's."""
        if all(shard.partition != partition for shard in self):
            await asyncio.sleep(REBUILD_SECONDS)
        return await super().of(partition)


if __name__ == "__main__":
    main(WorkerParts(consumer=LateConsumer, shards=SlowShards))
