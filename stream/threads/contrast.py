"""Stories compared among each other: what they share, and what they share beyond that which all of them have.

Two earthquakes share "earthquake", "magnitude", "coast"; what tells them apart are their places, numbers and names. Among
the stories of both a term that most have says nothing, however rare it is in the news: it is weighed by its inverse
frequency among them. Two events then fall apart into two groups, one event does not.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stream.loops.chosen import likeness_matrices, link_groups, mean_terms

_HALF: Final = 0.5  # added to the number of stories, so that a term of all of them weighs next to nothing and not nothing
_RARITY: Final = 1024  # steps of an inverse frequency
_TINY: Final = 1e-9
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Division:
    """Two groups of stories by their places, and how much what they share is of what the looser has in common."""

    one: tuple[int, ...]
    other: tuple[int, ...]
    ratio: float


def likenesses(keys: NDArray[np.uint32], weights: NDArray[np.uint8]) -> tuple[Matrix, Matrix]:
    """The cosines among some stories, as they are and with what they all have left out.

    Args:
        keys: of each story's terms, a row each.
        weights: beside them.

    Returns:
        Two square matrices.
    """
    count = len(keys)
    plain, beyond = likeness_matrices(keys, weights, _rarity(count))
    shape = count, count
    return np.frombuffer(plain).reshape(shape), np.frombuffer(beyond).reshape(shape)


@cache
def _rarity(count: int) -> NDArray[np.int32]:
    """What a term weighs that so many of some stories have: their inverse frequency; one that none shares as it is."""
    shared = [round(_RARITY * math.log((count + _HALF) / found_in)) for found_in in range(2, count + 1)]
    return np.array([0, _RARITY, *shared][: count + 1], np.int32)


def mean_profile(
    keys: NDArray[np.uint32], weights: NDArray[np.uint8], most: int
) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """The strongest terms of some stories together, rising, and the mean weight of each among them."""
    terms, means = mean_terms(keys, weights, most)
    return np.frombuffer(terms, np.uint32), np.frombuffer(means, np.uint8)


def mean_between(matrix: Matrix, one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    """The mean of the likenesses of one group's stories to the other's."""
    return float(matrix[one[:, None], other].mean())


def mean_within(matrix: Matrix, group: NDArray[np.int64]) -> float:
    """The mean of the likenesses within a group of two or more."""
    count = len(group)
    inside = matrix[group[:, None], group]
    return float((inside.sum() - inside.trace()) / (count * (count - 1)))


def ratio(beyond: Matrix, one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    """What two groups of two or more share, as a part of what the looser of them has in common."""
    looser = min(mean_within(beyond, one), mean_within(beyond, other))
    return mean_between(beyond, one, other) / max(looser, _TINY)


def divide(beyond: Matrix) -> Division | None:
    """The two groups that stories fall into, if they do: those that average linkage joins last.

    A story that joins last alone is set aside, and put to the nearer group at the end: one loose story says nothing of the
    others. None where no two groups of two or more are left, or most stories are loose.
    """
    count = len(beyond)
    merged = _linkage(beyond)
    loose: list[int] = []
    while merged:
        one, other = merged.pop()
        if min(len(one), len(other)) > 1:
            break
        loose.extend(one if len(one) < len(other) else other)
        larger = other if len(one) < len(other) else one
        merged = [pair for pair in merged if set(pair[0]) <= set(larger)]
    else:
        return None
    if len(loose) > count // 4:
        return None
    first, second = np.array(one), np.array(other)
    told = ratio(beyond, first, second)
    for story in sorted(loose):
        nearer = beyond[story, first].mean() >= beyond[story, second].mean()
        (one if nearer else other).append(story)
    return Division(tuple(sorted(one)), tuple(sorted(other)), told)


def _linkage(matrix: Matrix) -> list[tuple[list[int], list[int]]]:
    """The pairs of groups that average linkage joins, nearest first, of equal ones that which was found first."""
    groups = {place: [place] for place in range(len(matrix))}
    joined: list[tuple[float, list[int], list[int]]] = []
    for likeness, one, other in link_groups(matrix):
        joined.append((likeness, groups[one], groups[other]))
        groups[one] = groups[one] + groups.pop(other)
    joined.sort(key=lambda each: -each[0])
    return [(sorted(one), sorted(other)) for _, one, other in joined]
