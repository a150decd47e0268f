"""How well threads found agree with events labelled: B-cubed and pairs.

B-cubed (Bagga and Baldwin 1998) asks of each article which part of its thread is of its event, and which part of its event
is in its thread: every article counts the same, where pairs count an event by the square of its size.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import comb


@dataclass(frozen=True, slots=True)
class MatchRates:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class EventScore:
    """B-cubed and pair rates, and what was wrong.

    `mixed` are threads that hold several events, `parted` events that lie in several threads, each with its article
    counts, largest first.
    """

    b_cubed: MatchRates
    pairs: MatchRates
    mixed: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    parted: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


def score_events(gold: Mapping[str, str], found: Mapping[str, str]) -> EventScore:
    """Compare two groupings (article → group), over the articles that are labelled.

    Raises:
        ValueError: an article that is labelled has no thread.
    """
    lacking = sorted(gold.keys() - found.keys())
    if lacking:
        msg = f"{len(lacking)} labelled articles have no thread, the first is {lacking[0]!r}"
        raise ValueError(msg)
    both = Counter((gold[name], found[name]) for name in gold)
    events, threads = Counter(gold.values()), Counter(found[name] for name in gold)
    count = max(len(gold), 1)
    precision = sum(held * held / threads[thread] for (_, thread), held in both.items()) / count
    recall = sum(held * held / events[event] for (event, _), held in both.items()) / count
    hits = _pairs(both)
    joined, labelled = _pairs(threads), _pairs(events)
    pairs = _rates(hits / joined if joined else 1.0, hits / labelled if labelled else 1.0)
    mixed: defaultdict[str, Counter[str]] = defaultdict(Counter)
    parted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (event, thread), held in both.items():
        mixed[thread][event] += held
        parted[event][thread] += held
    return EventScore(_rates(precision, recall), pairs, _several(mixed), _several(parted))


def _pairs(groups: Counter[Hashable] | Counter[str] | Counter[tuple[str, str]]) -> int:
    return sum(comb(held, 2) for held in groups.values())


def _rates(precision: float, recall: float) -> MatchRates:
    return MatchRates(
        precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    )


def _several(groups: Mapping[str, Counter[str]]) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    """The groups that hold several others, by the number of articles and then by name."""
    several = [
        (name, tuple(sorted(held.items(), key=lambda each: (-each[1], each[0]))))
        for name, held in groups.items()
        if len(held) > 1
    ]
    return tuple(sorted(several, key=lambda each: (-sum(held for _, held in each[1]), each[0])))
