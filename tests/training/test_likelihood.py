from __future__ import annotations

import math
from itertools import pairwise, product

import numpy as np

from stream.training.likelihood import Floats, Sentences, Slope, likelihood

LENGTHS = [3, 1, 4]
GOLD = np.array([0, 1, 2, 2, 1, 1, 2, 0])


def measured(scores: Floats, start: Floats, step: Floats) -> Slope:
    """The likelihood of the gold labels."""
    return likelihood(Sentences.of(LENGTHS, GOLD), scores, start, step)


def test_loss_is_the_share_of_the_gold_among_all_rows() -> None:
    """Against the sum over every row of labels, sentence by sentence."""
    rng = np.random.default_rng(5)
    scores, start, step = rng.normal(size=(8, 3)), rng.normal(size=3), rng.normal(size=(3, 3))
    expected, at = 0.0, 0
    for length in LENGTHS:
        mine, gold = scores[at : at + length], tuple(GOLD[at : at + length].tolist())
        at += length

        def total(row: tuple[int, ...], mine: Floats = mine) -> float:
            steps = sum(step[a, b] for a, b in pairwise(row))
            return float(start[row[0]] + steps + sum(mine[n, label] for n, label in enumerate(row)))

        everything = sum(math.exp(total(row)) for row in product(range(3), repeat=length))
        expected += math.log(everything) - total(gold)
    assert abs(measured(scores, start, step).loss - expected) < 1e-9


def test_gradient_is_what_the_loss_does() -> None:
    """By differences, for every score, start and step."""
    rng = np.random.default_rng(6)
    parts = [rng.normal(size=(8, 3)), rng.normal(size=3), rng.normal(size=(3, 3))]
    slope = measured(parts[0], parts[1], parts[2])
    for part, gradient in zip(parts, (slope.scores, slope.start, slope.step), strict=True):
        for place in np.ndindex(part.shape):
            kept = part[place]
            part[place] = kept + 1e-6
            above = measured(parts[0], parts[1], parts[2]).loss
            part[place] = kept - 1e-6
            below = measured(parts[0], parts[1], parts[2]).loss
            part[place] = kept
            assert abs((above - below) / 2e-6 - gradient[place]) < 1e-5
