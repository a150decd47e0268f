from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.tagging.learned.viterbi import Chain, Floats

LABELS = 3


def by_trying(chain: Chain, scores: Floats) -> float:
    """The weight of the best row of labels, found by trying all."""
    return max(weight(chain, scores, row) for row in product(range(LABELS), repeat=len(scores)))


def weight(chain: Chain, scores: Floats, row: tuple[int, ...]) -> float:
    """The weight of one row of labels."""
    steps = sum(float(chain.step[a, b]) for a, b in pairwise(row))
    return float(chain.start[row[0]]) + steps + sum(float(scores[at, b]) for at, b in enumerate(row))


@settings(deadline=None)
@given(seed=st.integers(0, 10_000), lengths=st.lists(st.integers(1, 5), max_size=4))
def test_the_best_row_is_as_good_as_any(seed: int, lengths: list[int]) -> None:
    """Sentences of any lengths, decoded together, each get a row that no other row beats."""
    rng = np.random.default_rng(seed)
    chain = Chain(
        rng.normal(size=LABELS).astype(np.float32), rng.normal(size=(LABELS, LABELS)).astype(np.float32)
    )
    size = np.array(lengths, np.int64)
    starts = np.cumsum(size + 2) - size  # rows between sentences, as the model has them
    scores = rng.normal(size=(int((size + 2).sum()) + 2, LABELS)).astype(np.float32)
    found = chain.best(scores, starts, size)
    for start, length in zip(starts.tolist(), lengths, strict=True):
        mine = scores[start : start + length]
        row = tuple(found[start : start + length].tolist())
        assert abs(weight(chain, mine, row) - by_trying(chain, mine)) < 1e-4


def test_what_is_barred_is_never_found() -> None:
    """Whatever the scores say."""
    scores = np.array([[0, 9, 0], [0, 9, 0]], np.float32)
    plain = Chain(np.zeros(3, np.float32), np.zeros((3, 3), np.float32))
    first = np.array([False, True, False])
    behind = np.array([[False, True, False]] + [[False] * 3] * 2)
    where, length = np.array([0]), np.array([2])
    assert [1, 1] == plain.best(scores, where, length).tolist()
    assert [2, 1] == plain.barred(first, behind).best(
        scores + np.array([0, 0, 1], np.float32), where, length
    ).tolist()
