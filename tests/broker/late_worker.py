"""`newswire worker` that hears late what is committed and rebuilds its state slowly: its first batch is lost in hand.

python -m tests.broker.late_worker worker
"""

from __future__ import annotations

import asyncio
from typing import Any, Final
from unittest.mock import patch

from stream.cli.main import main
from stream.kafka.consumer import Consumer
from stream.worker.tables.shards import Shards

LATE_SECONDS: Final = 0.3
REBUILD_SECONDS: Final = 2.0


def be_late() -> None:
    """Answer late what is committed, and rebuild longer than that."""
    ask, rebuild = Consumer.seek_to_committed, Shards._rebuild  # noqa: SLF001 - where a state comes from

    async def ask_slowly(consumer: Consumer) -> Any:
        committed = await ask(consumer)
        await asyncio.sleep(LATE_SECONDS)
        return committed

    async def rebuild_slowly(shards: Shards, partition: int) -> Any:
        await asyncio.sleep(REBUILD_SECONDS)
        return await rebuild(shards, partition)

    patch.object(Consumer, "seek_to_committed", ask_slowly).start()
    patch.object(Shards, "_rebuild", rebuild_slowly).start()


if __name__ == "__main__":
    be_late()
    main()
