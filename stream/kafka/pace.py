"""When an agent gets its next batch: small batches are gathered while it works, and for as long again. Plain values, no Kafka.

Each batch costs some requests to the broker, a row, lines of the log, whatever its size: hundreds of small ones in a
second leave no time for the articles. A full batch goes at once. One that is not waits until its agent is through with
what it has, and then for as long as that took: so an agent that has much to do gets few large batches, and one that
has little gets each record as it comes. One that works on a batch while the one before waits for its acknowledgement
(`pipelined` in stream/kafka/dispatch.py) is never without work for such a pause: its records wait for the bound at most.
"""

from __future__ import annotations

from typing import Final

# A longer pause would delay the notice of a kill, which passes two agents, and saves little more.
MOST_SECONDS: Final = 0.1
NEVER: Final = float("inf")


class Pace:
    """The pace of one agent: when it was given a batch, and when it finished one."""

    def __init__(self, most: float = MOST_SECONDS) -> None:
        self._most = most
        self._began: float | None = None
        self._free_at = 0.0

    def look(self, now: float, *, in_hand: bool) -> float:
        """From when on a batch may go that is not full; `NEVER` while the agent has one in hand.

        Args:
            now: seconds, never going back.
            in_hand: whether anything that was handed to the agent is neither finished nor lost.
        """
        if in_hand:
            self._began = now if self._began is None else self._began
            return NEVER
        if self._began is not None:
            self._free_at = now + min(now - self._began, self._most)
            self._began = None
        return self._free_at

    def handed_out(self, now: float) -> None:
        """Note that the agent was given a batch at `now`."""
        if self._began is None:
            self._began = now
