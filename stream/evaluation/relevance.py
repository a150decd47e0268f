"""How well texts about armed conflict are told from those that only sound like it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Relevance:
    """Counts over labelled texts; shares are 0 where nothing was called or labelled relevant."""

    right: int
    called: int
    labelled: int

    @property
    def precision(self) -> float:
        """Share of the texts called relevant that are."""
        return self.right / self.called if self.called else 0.0

    @property
    def recall(self) -> float:
        """Share of the relevant texts that are called so."""
        return self.right / self.labelled if self.labelled else 0.0


def score(pairs: Iterable[tuple[bool, bool]]) -> Relevance:
    """Score pairs of (labelled as relevant, called relevant)."""
    right = called = labelled = 0
    for gold, found in pairs:
        right += gold and found
        called += found
        labelled += gold
    return Relevance(right, called, labelled)
