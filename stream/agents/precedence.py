"""Which stage goes first: tagging gives way to the intake and to the deduplication, and is not starved by them.

A kill's way to its notice leads through intake and deduplication; the tags of an article are read at leisure. All run
in one event loop, so what tagging takes the others wait for. Where they have nothing in hand, tagging goes on at once;
where they have, it goes on for a share of the time.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Final

SHARE: Final = 0.1  # of the time, while others have work: its lag grows then, but it never stands still
# How much of that share may be saved up or owed: some articles' tagging, so that neither a pause nor a book counts long.
MOST_SAVED: Final = 0.01
MOST_OWED: Final = 0.5
LOOK_SECONDS: Final = (
    0.002  # how often it is looked at whether the others are done: as long as an article takes
)


class GivingWay:
    """Decides when work that can wait may go on.

    Args:
        share: of the time that it may take while others have work.
    """

    def __init__(self, share: float = SHARE) -> None:
        self._share = share
        self._saved = 0.0  # seconds of work that it may do, those owed negative
        self._at: float | None = None

    def may_go_on(self, now: float, *, others_wait: bool) -> bool:
        """Whether the next piece of work may begin at `now` (seconds, never going back)."""
        if self._at is not None:
            self._saved = min(self._saved + (now - self._at) * self._share, MOST_SAVED)
        self._at = now
        return not others_wait or self._saved > 0

    def took(self, seconds: float) -> None:
        """Note how long a piece of work took."""
        self._saved = max(self._saved - seconds, -MOST_OWED)


class Turns:
    """Lets work go on when `GivingWay` does.

    Args:
        others_wait: whether any work of more urgent stages stands in a queue or is in hand.
    """

    def __init__(self, others_wait: Callable[[], bool]) -> None:
        self._others_wait = others_wait
        self._giving_way = GivingWay()

    async def next(self) -> None:
        """Wait until the next piece of work may begin; what else the loop has to do comes first in any case."""
        await asyncio.sleep(0)
        while not self._giving_way.may_go_on(time.monotonic(), others_wait=self._others_wait()):  # noqa: ASYNC110 - the share comes with time
            await asyncio.sleep(LOOK_SECONDS)

    def took(self, seconds: float) -> None:
        """Note how long a piece of work took."""
        self._giving_way.took(seconds)
