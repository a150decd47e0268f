"""Watches the worker's topics: one that was deleted, or created again with another count of partitions, stops the worker.

Without that the client only logs that it does not know the topic, and the worker would wait for ever, ready and deaf. The
next start says what is wrong, and the way out.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

import faust

from stream.config.settings import Settings
from stream.kafka import admin
from stream.model.errors import StopError

_log = logging.getLogger(__name__)

# Seconds between two looks, each a small request: a missing topic is reported within so many, before much is lost.
LOOK_SECONDS = 20.0
# A topic that is being created again is missing for a moment: only what is wrong in two looks counts.
_AGAIN_SECONDS = 5.0


def register(app: faust.App, settings: Settings) -> None:
    """Start the watch when the worker starts."""

    @app.task  # type: ignore[untyped-decorator] # Faust's, by design
    async def look_after_topics() -> None:
        found = await wrong_twice(lambda: admin.unfit(settings), asyncio.sleep)
        await app.crash(StopError("\n".join(found)))


async def wrong_twice(
    look: Callable[[], Awaitable[list[str]]], sleep: Callable[[float], Awaitable[object]]
) -> list[str]:
    """Wait until topics are wrong in two looks that follow one another; what is wrong with them."""
    while True:
        await sleep(LOOK_SECONDS)
        if await _seen(look):
            await sleep(_AGAIN_SECONDS)
            found = await _seen(look)
            if found:
                return found


async def _seen(look: Callable[[], Awaitable[list[str]]]) -> list[str]:
    try:
        return await look()
    except StopError as error:
        # While the broker is away nothing is known of its topics; probes and alerts report the broker.
        _log.debug("topics not seen", extra={"reason": str(error)})
        return []
