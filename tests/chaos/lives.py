"""How long a worker lives and how it is brought back: a seeded plan for each of its lives. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

# From before its first word to the broker, over joining and recovery, to its first work.
EARLY_SECONDS: Final = (0.3, 6.0)
EARLY_SHARE: Final = 0.4
# From its first second of work on: most of them behind, with batches under way.
WORKING_SECONDS: Final = (0.0, 5.0)
WIPED_SHARE: Final = 0.25
REST_SECONDS: Final = (0.0, 2.0)


@dataclass(frozen=True, slots=True)
class Life:
    """One life of a worker: killed `seconds` after its start, or after it is ready for work.

    `wiped`: its disk is lost with it. `rest`: seconds until the next life.
    """

    from_ready: bool
    seconds: float
    wiped: bool
    rest: float


def lives(seed: int, worker: int) -> Iterator[Life]:
    """The lives of a worker, without end, the same for the same seed."""
    rng = Random(f"{seed}/{worker}")  # noqa: S311 - a plan to repeat, no secret
    while True:
        early = rng.random() < EARLY_SHARE
        seconds = rng.uniform(*(EARLY_SECONDS if early else WORKING_SECONDS))
        yield Life(not early, seconds, rng.random() < WIPED_SHARE, rng.uniform(*REST_SECONDS))
