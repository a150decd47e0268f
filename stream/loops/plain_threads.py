"""The loops of the threads in plain Python: what runs where nothing was compiled, and what `compiled.c` is held to.

Weights are whole numbers, and sums of them are exact in any order; what is divided and rooted is divided and rooted once, at
the end. So both give the same on every machine. What the terms and weights are is told in `stream.loops.plain_profiles`.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from stream.loops.plain import Ints
from stream.loops.plain_profiles import EMPTY, FULL, TERMS, Uints

Bytes = NDArray[np.uint8]
Longs = NDArray[np.int64]

ROW_LENGTH: Final = 16  # stories of a row of the index
MOST_STORIES: Final = 64  # compared among each other
MOST_TERMS: Final = 32  # of a story that the index has


def strongest_terms(keys: Uints, weights: Bytes, most: int) -> list[tuple[int, int]]:
    """The keys and weights of the strongest terms, strongest first, of equal ones that with the lower place."""
    held = zip(keys.tolist(), weights.tolist(), strict=True)
    return sorted(((key, weight) for key, weight in held if weight), key=lambda term: -term[1])[:most]


def near_threads(
    rows: Uints,
    keys: Uints,
    weights: Bytes,
    all_keys: Uints,
    all_weights: Bytes,
    threads: Uints,
    limits: Longs,
    least: float,
) -> list[int]:
    """The threads of the stories that are likest to a profile, likest first, of equal ones the lower number.

    Only stories are compared that share most of the profile's strongest terms, of equal ones the newer.

    Args:
        rows: the index: (a power of two, ROW_LENGTH) numbers of stories, 0 for none.
        keys: of the profile, up to 255; their low bits name the rows.
        weights: beside them.
        all_keys: (a power of two, TERMS), of the stories by the low bits of their numbers.
        all_weights: beside them.
        threads: of the stories, by the low bits of their numbers.
        limits: how many terms are looked up (up to 32), the oldest number that counts, how many stories are compared (up to 64), and
            how many threads are wanted.
        least: cosines below it are none.
    """
    strongest, first, compared, most = limits.tolist()
    if strongest > MOST_TERMS or compared > MOST_STORIES:
        msg = "an index of another form than the loops read"
        raise ValueError(msg)
    shared: dict[int, int] = {}
    for key, weight in strongest_terms(keys, weights, strongest):
        for number in rows[key & (len(rows) - 1)].tolist():
            if number >= max(first, 1):
                shared[number] = shared.get(number, 0) + weight * weight
    found = sorted(shared, key=lambda number: (-shared[number], -number))[:compared]
    products = shared_weights(keys, weights, all_keys, all_weights, np.array(found, np.int64))
    best: dict[int, int] = {}
    for number, product in zip(found, products, strict=True):
        thread = int(threads[number & (len(threads) - 1)])
        if product / float(FULL * FULL) >= least:
            best[thread] = max(best.get(thread, 0), product)
    return sorted(best, key=lambda thread: (-best[thread], thread))[:most]


def shared_weights(
    keys: Uints, weights: Bytes, all_keys: Uints, all_weights: Bytes, numbers: Longs
) -> list[int]:
    """The products of a profile with those of some stories: `FULL` squared times their cosines.

    Args:
        keys: of the profile, each once.
        weights: beside them.
        all_keys: (a power of two, TERMS), of the stories by the low bits of their numbers.
        all_weights: beside them.
        numbers: the stories wanted.
    """
    if not len(numbers):
        return []
    own = dict(zip(keys[weights > 0].tolist(), weights[weights > 0].tolist(), strict=True))
    places = numbers & (len(all_keys) - 1)
    found = [
        sum(own.get(key, 0) * weight for key, weight in zip(theirs, weighed, strict=True))
        for theirs, weighed in zip(all_keys[places].tolist(), all_weights[places].tolist(), strict=True)
    ]
    return [int(product) for product in found]


def shared_by_term(
    keys: Uints, weights: Bytes, all_keys: Uints, all_weights: Bytes, numbers: Longs
) -> list[int]:
    """What each term of a profile adds to the products of `shared_weights`, for all those stories together."""
    sums = [0] * TERMS
    own = {key: at for at, key in enumerate(keys.tolist()) if key != EMPTY}
    places = numbers & (len(all_keys) - 1)
    for key, weight in zip(
        all_keys[places].ravel().tolist(), all_weights[places].ravel().tolist(), strict=True
    ):
        if key in own:
            sums[own[key]] += int(weights[own[key]]) * weight
    return sums


def mean_terms(keys: Uints, weights: Bytes, most: int) -> tuple[bytes, bytes]:
    """The strongest terms of some stories together: keys (uint32, rising), and the mean weight of each among them (uint8).

    Args:
        keys: (stories, TERMS), of each story's terms.
        weights: beside them.
        most: at most so many, up to 255; of equal ones the lower keys.
    """
    sums: dict[int, int] = {}
    for key, weight in zip(keys.ravel().tolist(), weights.ravel().tolist(), strict=True):
        if weight:
            sums[key] = sums.get(key, 0) + weight
    strongest = sorted(sorted(sums, key=lambda key: (-sums[key], key))[:most])
    means = [(sums[key] + len(keys) // 2) // len(keys) for key in strongest]
    return np.array(strongest, np.uint32).tobytes(), bytes(means)


def put_story(
    rows: Uints,
    keys: Uints,
    weights: Bytes,
    strongest: int,
    number: int,
    threads: Uints,
    thread: int,
    first: int,
) -> None:
    """Put a story first in the rows of its strongest terms, in the place of another of its thread where there is one.

    Args:
        rows: as `near_threads`.
        keys: its terms.
        weights: beside them.
        strongest: how many of them count, up to 32.
        number: of the story.
        threads: of the stories, by the low bits of their numbers.
        thread: its own.
        first: the oldest number that counts.
    """
    if strongest > MOST_TERMS:
        msg = "an index of another form than the loops read"
        raise ValueError(msg)
    for key, _ in strongest_terms(keys, weights, strongest):
        row = rows[key & (len(rows) - 1)]
        last = 0
        for other in row[:-1].tolist():
            if other and other >= first and threads[other & (len(threads) - 1)] == thread:
                break
            last += 1
        row[1 : last + 1] = row[:last].copy()
        row[0] = number


def likeness_matrices(keys: Uints, weights: Bytes, rarity: Ints) -> tuple[bytes, bytes]:
    """The cosines among some stories, as they are and with what they all have left out.

    Args:
        keys: (stories, TERMS), of each story's terms.
        weights: beside them.
        rarity: what a term weighs that so many of them have.

    Returns:
        Two square matrices of float64. Their diagonals are of the terms that others have, too, and mean nothing.

    Raises:
        ValueError: too many stories, or a rarity too few.
    """
    count = len(keys)
    if count > MOST_STORIES or len(rarity) != count + 1:
        msg = "profiles of another form than the loops read"
        raise ValueError(msg)
    held = weights > 0
    rows = np.repeat(np.arange(count), held.sum(1))
    terms, column, found_in = np.unique(keys[held], return_inverse=True, return_counts=True)
    values = np.zeros((count, len(terms)), np.int64)
    values[rows, column] = weights[held]
    level = rarity[found_in].astype(np.int64)
    squares = (values * values) @ (level * level)
    plain, rare = values @ values.T, (values * (level * level)) @ values.T
    np.fill_diagonal(plain, 0)
    np.fill_diagonal(rare, 0)
    lengths = np.sqrt(squares.astype(np.float64))
    both = lengths[:, None] * lengths
    beyond = np.where(both > 0, rare / np.where(both > 0, both, 1.0), 0.0)
    return (plain / float(FULL * FULL)).tobytes(), beyond.tobytes()


def link_groups(matrix: NDArray[np.float64]) -> list[tuple[float, int, int]]:
    """The pairs of groups that average linkage joins, by chains of nearest neighbours (Benzecri 1982), in that order.

    Each is the likeness, and the lowest places of both groups, the lower one first: it is the joined group's. Of equal
    ones the group with the lowest place.

    Raises:
        ValueError: a likeness below 0.
    """
    rows: list[list[float]] = matrix.tolist()
    sizes = dict.fromkeys(range(len(rows)), 1)
    links: list[tuple[float, int, int]] = []
    chain: list[int] = []
    while len(sizes) > 1:
        if not chain:
            chain.append(min(sizes))
        last = chain[-1]
        before = chain[-2] if len(chain) > 1 else -1
        row = rows[last]
        best, nearest = (row[before], before) if before >= 0 else (-1.0, -1)
        for other in sizes:
            if other != last and row[other] > best:
                best, nearest = row[other], other
        if nearest < 0 or len(chain) > len(rows):
            msg = "a likeness below 0"
            raise ValueError(msg)
        if nearest != before:
            chain.append(nearest)
            continue
        del chain[-2:]
        one, other = min(last, nearest), max(last, nearest)
        links.append((best, one, other))
        ours, theirs = sizes[one], sizes.pop(other)
        sizes[one] = ours + theirs
        for third in sizes:
            if third != one:
                mean = (rows[one][third] * ours + rows[other][third] * theirs) / (ours + theirs)
                rows[one][third] = rows[third][one] = mean
    return links
