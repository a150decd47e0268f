from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from stream.loops import plain
from stream.loops.chosen import label_words
from stream.loops.plain import LABELS, REACH, SCALE, WIDTH, Ints, Shorts


@dataclass(frozen=True, slots=True)
class Task:
    """All arguments of one call."""

    sentences: list[tuple[int, int]]
    words: list[int]
    rows: Ints
    columns: list[tuple[list[int], Shorts]]
    bias: Ints
    start: Ints
    step: Ints


def made(
    seed: int, lengths: list[int], *, columns: int = 2, spread: int = 20_000, labels: int = LABELS
) -> Task:
    """Random weights and words: sentences of these lengths, all labels beyond the first few barred."""
    rng = np.random.default_rng(seed)
    ends = np.cumsum(lengths).tolist()
    count = ends[-1] if ends else 0

    def drawn(kind: Any, *shape: int) -> NDArray[Any]:
        return rng.integers(-spread, spread, shape).astype(kind)

    bias = drawn(np.int32, LABELS)
    bias[labels:] = -(2**28)
    return Task(
        [(end - length, end) for end, length in zip(ends, lengths, strict=True)],
        rng.integers(1, 9, count).tolist(),
        drawn(np.int32, 9, WIDTH, LABELS),
        [
            (rng.integers(1, 5, count).tolist(), (drawn(np.int32, 5, WIDTH, LABELS) // 16).astype(np.int16))
            for _ in range(columns)
        ],
        bias,
        drawn(np.int32, LABELS),
        drawn(np.int32, LABELS, LABELS),
    )


def called(task: Task, loop: Any = label_words) -> bytes:
    """The labels of all words."""
    found = loop(task.sentences, task.words, task.rows, task.columns, task.bias, task.start, task.step)
    assert isinstance(found, bytes)
    return found


def scores_of(task: Task, first: int, stop: int) -> list[list[int]]:
    """The scores of one sentence's words, summed one weight at a time."""
    scores = []
    for at in range(first, stop):
        score = [int(value) for value in task.bias]
        for place in range(WIDTH):
            seen = at + place - REACH
            inside = first <= seen < stop
            for label in range(LABELS):
                score[label] += int(task.rows[task.words[seen] if inside else 0, place, label])
                for numbers, table in task.columns:
                    score[label] += SCALE * int(table[numbers[seen] if inside else 0, place, label])
        scores.append(score)
    return scores


def weight(task: Task, scores: list[list[int]], row: tuple[int, ...]) -> int:
    """The weight of one row of labels."""
    steps = sum(int(task.step[a, b]) for a, b in pairwise(row))
    return (
        int(task.start[row[0]]) + steps + sum(score[label] for score, label in zip(scores, row, strict=True))
    )


@settings(deadline=None)
@given(seed=st.integers(0, 10_000), lengths=st.lists(st.integers(0, 5), max_size=4))
def test_the_best_row_is_as_good_as_any(seed: int, lengths: list[int]) -> None:
    """Each sentence gets a row that no other row beats; no window reaches into another sentence."""
    labels = 3
    task = made(seed, lengths, labels=labels)
    found = called(task)
    assert len(found) == sum(lengths)
    for first, stop in task.sentences:
        if first == stop:
            continue
        scores = scores_of(task, first, stop)
        best = max(weight(task, scores, row) for row in product(range(labels), repeat=stop - first))
        assert weight(task, scores, tuple(found[first:stop])) == best


@settings(deadline=None)
@given(
    seed=st.integers(0, 10_000),
    lengths=st.lists(st.integers(0, 150), max_size=6),
    columns=st.integers(0, 6),
    spread=st.sampled_from([1, 2, 300, 400_000]),
)
def test_compiled_and_plain_are_the_same(seed: int, lengths: list[int], columns: int, spread: int) -> None:
    """With ties everywhere (weights of -1, 0 and 1) as with weights as large as they come."""
    task = made(seed, lengths, columns=columns, spread=spread)
    assert called(task) == called(task, plain.label_words)


def test_what_is_barred_is_never_found() -> None:
    """However high the scores are that another way would have."""
    task = made(3, [40], spread=50)
    task.step[:] = 0
    task.step[2, 1] = -(2**28)
    task.start[1] = -(2**28)
    task.bias[1:3] = 10_000, 10_001
    found = called(task)
    assert found[0] != 1
    assert (2, 1) not in set(pairwise(found))
    assert 2 in found


LOOPS = pytest.mark.parametrize("loop", [label_words, plain.label_words], ids=["compiled", "plain"])


@LOOPS
@pytest.mark.parametrize("number", [-1, 9, 2**40])
def test_a_number_beyond_its_table_is_refused(loop: Any, number: int) -> None:
    """It reads nothing of other memory: an error says so."""
    task = made(1, [3])
    task.words[1] = number
    with pytest.raises(IndexError, match="of a table of 9 rows"):
        called(task, loop)


@LOOPS
def test_what_does_not_fit_is_refused(loop: Any) -> None:
    """A sentence beyond the words, a column that is too short, a table of other numbers."""
    task = made(1, [3])
    with pytest.raises(IndexError, match="beyond the words"):
        called(replace(task, sentences=[(0, 4)]), loop)
    with pytest.raises(ValueError, match="one number a word"):
        called(replace(task, columns=[([1], task.columns[0][1])]), loop)
    wrong: Any = task.rows.astype(np.float64)
    with pytest.raises(ValueError, match="table"):
        called(replace(task, rows=wrong), loop)
