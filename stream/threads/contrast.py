"""Stories compared among each other: what they share, and what they share beyond that which all of them have.

Two earthquakes share "earthquake", "magnitude", "coast"; what tells them apart are their places, numbers and names. Among
the stories of both a term that most have says nothing, however rare it is in the news: it is weighed by its inverse
frequency among them. Two events then fall apart into two groups, one event does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stream.threads.profiles import FULL

_HALF: Final = 0.5  # added to the number of stories, so that a term of all of them weighs next to nothing and not nothing
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
    held = weights > 0
    rows = np.repeat(np.arange(count), held.sum(1))
    _, column, found_in = np.unique(keys[held], return_inverse=True, return_counts=True)
    values = weights[held] / FULL
    rarity = np.where(found_in > 1, np.log((count + _HALF) / found_in), 1.0)
    weighed = values * rarity[column]
    lengths = np.sqrt(np.bincount(rows, weighed * weighed, count)) + _TINY
    shared = found_in > 1
    place = np.cumsum(shared) - 1
    kept = shared[column]
    plain = np.zeros((count, int(shared.sum())))
    plain[rows[kept], place[column[kept]]] = values[kept]
    beyond = plain * rarity[shared] / lengths[:, None]
    return plain @ plain.T, beyond @ beyond.T


def mean_profile(
    keys: NDArray[np.uint32], weights: NDArray[np.uint8]
) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
    """All terms of some stories, rising, and the mean weight of each among them."""
    held = weights > 0
    terms, column = np.unique(keys[held], return_inverse=True)
    return terms, np.bincount(column, weights[held].astype(np.float64), len(terms)) / (len(keys) * FULL)


def likeness_to_mean(
    middle: NDArray[np.uint32],
    parts: NDArray[np.float64],
    keys: NDArray[np.uint32],
    weights: NDArray[np.uint8],
) -> NDArray[np.float64]:
    """The mean likeness of each of some stories to those that `mean_profile` was made of."""
    at = np.minimum(np.searchsorted(middle, keys), len(middle) - 1)
    likeness: NDArray[np.float64] = (np.where(middle[at] == keys, parts[at], 0.0) * weights).sum(1) / FULL
    return likeness


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
    """The pairs of groups that average linkage joins, nearest first; by chains of nearest neighbours (Benzecri 1982).

    Of equal ones the group with the lowest place. In plain numbers: most threads are small, and arrays cost more to call.
    """
    rows: list[list[float]] = matrix.tolist()
    groups: dict[int, list[int]] = {place: [place] for place in range(len(rows))}
    joined: list[tuple[float, list[int], list[int]]] = []
    chain: list[int] = []
    while len(groups) > 1:
        if not chain:
            chain.append(min(groups))
        last = chain[-1]
        before = chain[-2] if len(chain) > 1 else -1
        row = rows[last]
        best, nearest = (row[before], before) if before >= 0 else (-1.0, -1)
        for other in groups:
            if other != last and row[other] > best:
                best, nearest = row[other], other
        if nearest != before:
            chain.append(nearest)
            continue
        del chain[-2:]
        one, other = min(last, nearest), max(last, nearest)
        joined.append((best, groups[one], groups[other]))
        ours, theirs = len(groups[one]), len(groups[other])
        groups[one] = groups[one] + groups.pop(other)
        for third in groups:
            if third != one:
                mean = (rows[one][third] * ours + rows[other][third] * theirs) / (ours + theirs)
                rows[one][third] = rows[third][one] = mean
    joined.sort(key=lambda each: -each[0])
    return [(sorted(one), sorted(other)) for _, one, other in joined]
