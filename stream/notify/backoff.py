"""How a try ended, and how long to wait for the next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stream.notify.targets import Retries


class TryEnd(StrEnum):
    """How a try ended: taken, refused for good, or to be tried again."""

    DELIVERED = "delivered"
    REFUSED = "refused"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of one try. `why` and `way_out` are for the log: no address, no secret, no text of an article.

    `wait` is how many seconds the target asks to be left alone, 0 where it asks nothing.
    """

    end: TryEnd
    why: str = ""
    way_out: str = ""
    wait: float = 0.0


DELIVERED = Outcome(TryEnd.DELIVERED)


def pause(retries: Retries, failed: int, chance: float, asked: float = 0.0) -> float:
    """Seconds until the next try: doubled each time, half of it by chance, never more than `longest_wait`.

    Half is left to chance so that those who were refused together do not come back together ("equal jitter" of
    "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).

    Args:
        retries: the bounds.
        failed: how many tries have failed, from 1.
        chance: 0 to 1.
        asked: seconds that the target asks for.
    """
    # 2**40 seconds are longer than any bound: beyond, the number alone would grow.
    full = min(retries.longest_wait, retries.first_wait * 2.0 ** min(failed - 1, 40))
    return min(retries.longest_wait, max(asked, full * (0.5 + 0.5 * chance)))
