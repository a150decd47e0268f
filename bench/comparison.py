"""What a contender took for a feed, and contenders beside one another, round by round."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

_MICROSECONDS: Final = 1e6


@dataclass(frozen=True, slots=True)
class Drained:
    """One contender's run over a feed.

    `wall` and `cpu` are seconds from the first record worked on until the last output is acknowledged; `peak_mb` is the
    most memory its process had, in 2**20 bytes; `outputs` are the records that it sent, by stream.
    """

    articles: int
    wall: float
    cpu: float
    peak_mb: float
    outputs: dict[str, int]

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.articles / self.wall

    @property
    def cost(self) -> float:
        """Microseconds of processor time an article."""
        return self.cpu / self.articles * _MICROSECONDS


Rounds = Mapping[str, Sequence[Drained]]


def cpu_ratio(runs: Sequence[Drained], base: Sequence[Drained]) -> float:
    """Processor time an article over that of another contender: the median of the rounds, pair by pair.

    A pair is of one round, minutes apart: what the machine's neighbours do for longer strikes both.

    Raises:
        ValueError: they have not as many rounds, or none.
    """
    return statistics.median(own.cost / other.cost for own, other in zip(runs, base, strict=True))


def rate_ratio(runs: Sequence[Drained], base: Sequence[Drained]) -> float:
    """Articles a second over those of another contender, as `cpu_ratio`."""
    return statistics.median(own.rate / other.rate for own, other in zip(runs, base, strict=True))


def table(rounds: Rounds) -> list[str]:
    """A line a contender: medians over its rounds, and its ratios to the first one."""
    first = next(iter(rounds))
    lines = [
        f"{'contender':<14}{'us CPU an article':>18}{'articles/s':>12}{'peak MB':>9}{'CPU / ' + first:>14}{'rate / ' + first:>15}"
    ]
    for name, runs in rounds.items():
        cost = statistics.median(run.cost for run in runs)
        rate = statistics.median(run.rate for run in runs)
        ratios = cpu_ratio(runs, rounds[first]), rate_ratio(runs, rounds[first])
        lines.append(
            f"{name:<14}{cost:>18,.0f}{rate:>12,.0f}{max(run.peak_mb for run in runs):>9,.0f}"
            f"{ratios[0]:>14.3g}{ratios[1]:>15.3g}"
        )
    return lines


def as_json(rounds: Rounds) -> dict[str, Any]:
    """Every run and the ratios to the first contender, for a file."""
    first = next(iter(rounds))
    return {
        "runs": {name: [asdict(run) for run in runs] for name, runs in rounds.items()},
        "to": first,
        "cpu_ratios": {name: cpu_ratio(runs, rounds[first]) for name, runs in rounds.items()},
        "rate_ratios": {name: rate_ratio(runs, rounds[first]) for name, runs in rounds.items()},
    }
