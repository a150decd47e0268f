"""The likelihood of a linear-chain conditional random field, and its gradient, over all sentences at once.

Lafferty, McCallum, Pereira 2001; forward and backward sums scaled per word (Rabiner 1989, V.A).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LongInts = NDArray[np.int64]


@dataclass(frozen=True)
class Sentences:
    """Where the sentences lie in a run of words, the longest first, and the labels of all words."""

    starts: LongInts
    running: tuple[int, ...]
    labels: LongInts

    @classmethod
    def of(cls, lengths: list[int], labels: LongInts) -> Sentences:
        """Sentences that follow one another without a gap; none is empty."""
        size = np.array(lengths)
        starts = np.cumsum(size) - size
        order = np.argsort(-size, kind="stable")
        size, starts = size[order], starts[order]
        running = tuple(int((size > word).sum()) for word in range(int(size[0])))
        return cls(starts, running, labels)


@dataclass(frozen=True, slots=True)
class Slope:
    """The negative log-likelihood and its gradient."""

    loss: float
    scores: Floats
    start: Floats
    step: Floats


def likelihood(sentences: Sentences, scores: Floats, start: Floats, step: Floats) -> Slope:
    """Negative log-likelihood of the labels, with its gradient by score, start and step weights.

    `scores` is (words, labels); weights of -inf forbid.
    """
    words, labels = scores.shape
    peak = scores.max(axis=1, keepdims=True)
    local, over, begin = np.exp(scores - peak), np.exp(step), np.exp(start)
    ahead, back, scale = np.zeros_like(scores), np.zeros_like(scores), np.zeros(words)
    for word, count in enumerate(sentences.running):
        rows = sentences.starts[:count] + word
        reached = (ahead[rows - 1] @ over if word else begin) * local[rows]
        scale[rows] = reached.sum(axis=1)
        ahead[rows] = reached / scale[rows, None]
    expected = np.zeros((labels, labels))
    for word in range(len(sentences.running) - 1, -1, -1):
        rows = sentences.starts[: sentences.running[word]] + word
        going = sentences.running[word + 1] if word + 1 < len(sentences.running) else 0
        behind = np.ones((len(rows), labels))
        if going:
            after = rows[:going] + 1
            carried = local[after] * back[after] / scale[after, None]
            behind[:going] = carried @ over.T
            expected += ahead[rows[:going]].T @ carried
        back[rows] = behind
    share = ahead * back
    gold = sentences.labels
    every = np.arange(words)
    first = np.zeros(words, bool)
    first[sentences.starts] = True
    later = np.flatnonzero(~first)
    steps = np.zeros((labels, labels))
    np.add.at(steps, (gold[later - 1], gold[later]), 1)
    starts = np.bincount(gold[first], minlength=labels).astype(float)
    told = scores[every, gold].sum() + start[gold[first]].sum() + step[gold[later - 1], gold[later]].sum()
    loss = float(np.log(scale).sum() + peak.sum() - told)
    slope = share.copy()
    slope[every, gold] -= 1
    return Slope(loss, slope, share[first].sum(axis=0) - starts, expected * over - steps)
