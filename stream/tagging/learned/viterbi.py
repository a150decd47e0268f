"""The best row of labels in a linear chain (Viterbi 1967), all sentences of a text at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
# Below any sum of weights.
_NEVER: Final = -1e6


@dataclass(frozen=True, slots=True)
class Chain:
    """`start[j]`: weight of label j on a first word; `step[i, j]`: of label j behind label i."""

    start: Floats
    step: Floats

    def barred(self, never_first: NDArray[np.bool_], never_behind: NDArray[np.bool_]) -> Chain:
        """The same with labels forbidden on a first word, or behind another label."""
        never = np.float32(_NEVER)
        return Chain(np.where(never_first, never, self.start), np.where(never_behind, never, self.step))

    def best(self, scores: Floats, starts: Ints, lengths: Ints) -> Ints:
        """The label of every row of `scores` (rows, labels).

        Sentence n is the rows `starts[n]` to `starts[n] + lengths[n]`; no row stands in two. Rows of no sentence get
        label 0. Only the best scores are kept on the way there; the way back finds where they came from.
        """
        found = np.zeros(len(scores), np.int64)
        if not len(starts):
            return found
        order = np.argsort(-lengths, kind="stable")
        starts, lengths = starts[order], lengths[order]
        # running[t] sentences have a word t: the longest come first.
        running = np.searchsorted(-lengths, -np.arange(1, int(lengths[0]) + 1), side="right").tolist()
        reached = scores.copy()
        reached[starts] += self.start
        for word in range(1, len(running)):
            rows = starts[: running[word]] + word
            reached[rows] += (reached[rows - 1][:, :, None] + self.step).max(axis=1)
        into = np.ascontiguousarray(self.step.T)
        for word in range(len(running) - 1, -1, -1):
            rows = starts[: running[word]] + word
            going = running[word + 1] if word + 1 < len(running) else 0
            here = reached[rows]
            here[:going] += into[found[rows[:going] + 1]]
            found[rows] = here.argmax(axis=1)
        return found
