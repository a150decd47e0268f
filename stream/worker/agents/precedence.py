"""Which stage goes first: tagging waits while the others have work, and gets a fixed share of the time all the same.

A kill's way to its notice leads through intake and deduplication; the tags of an article are read at leisure. All run
in one event loop, so what tagging takes the others wait for. Before each article tagging lets the loop come round until
nobody in it has anything to do: whatever can run has run then, and what is left waits for the broker's answer, which
tagging does not hold up. Where the others always have something to do it goes on for a share of the time, a larger one
the further it is behind.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any, Final

TAGGING_SHARE: Final = 0.1  # of the time, while others have work
# What waits for its tags must not be deleted before: from this part of its retention on tagging goes first, and the
# others wait. Half of it is left then for the backlog, which is worked off faster than it grew.
PART_OF_RETENTION: Final = 0.5
# How much of that share may be saved up or owed: some articles' tagging, so that neither a pause nor a book counts long.
MOST_SAVED: Final = 0.01
MOST_OWED: Final = 0.5


def share_of(behind: float, retention: float) -> float:
    """The share of the time that tagging may take while others have work: the more, the further it is behind.

    Args:
        behind: how old the oldest record is that is not tagged, in seconds.
        retention: how long such a record is kept, in seconds.
    """
    return min(
        TAGGING_SHARE + (1.0 - TAGGING_SHARE) * max(behind, 0.0) / (retention * PART_OF_RETENTION), 1.0
    )


class GivingWay:
    """Decides when deferrable work may go on."""

    def __init__(self) -> None:
        self._saved = 0.0  # seconds of work that it may do, those owed negative
        self._at: float | None = None

    def may_go_on(self, now: float, *, others_work: bool, share: float = TAGGING_SHARE) -> bool:
        """Whether the next piece of work may begin.

        Args:
            now: seconds, never going back.
            others_work: whether others had something to do just now.
            share: of the time that it may take where they have.
        """
        if self._at is not None:
            self._saved = min(self._saved + (now - self._at) * share, MOST_SAVED)
        self._at = now
        return not others_work or self._saved > 0

    def took(self, seconds: float) -> None:
        """Note how long a piece of work took."""
        self._saved = max(self._saved - seconds, -MOST_OWED)


class WorkTurns:
    """Blocks work until `GivingWay` lets it go on.

    Args:
        share: of the time that it may take now while others have work.
        others_work: whether others in the event loop have something to do at once.
    """

    def __init__(
        self,
        share: Callable[[], float] = lambda: TAGGING_SHARE,
        others_work: Callable[[], bool] | None = None,
    ) -> None:
        self._share = share
        self._others_work = others_work or others_are_ready
        self._giving_way = GivingWay()

    async def next(self) -> None:
        """Wait until the next piece of work may begin; the loop runs its other tasks first in any case."""
        share = self._share()
        while True:
            await asyncio.sleep(0)  # here the loop also reads the broker's answers
            others_work = self._others_work()
            if self._giving_way.may_go_on(time.monotonic(), others_work=others_work, share=share):
                return

    def took(self, seconds: float) -> None:
        """Note how long a piece of work took."""
        self._giving_way.took(seconds)


def others_are_ready() -> bool:
    """Whether anything but the task that asks can run in this event loop now, without waiting for anything."""
    loop: Any = asyncio.get_running_loop()
    return bool(loop._ready)  # noqa: SLF001 - asyncio's own loop, which a worker runs in, has no other way to ask
