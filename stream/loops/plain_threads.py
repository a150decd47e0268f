"""The loops of the threads in plain Python: what runs where nothing was compiled, and what `compiled.c` is held to.

Weights are whole numbers, and sums of them are exact in any order; what is divided and rooted is divided and rooted once, at
the end. So both give the same on every machine.
"""

from __future__ import annotations

import zlib
from math import isqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

Uints = NDArray[np.uint32]
Bytes = NDArray[np.uint8]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

TERMS: Final = 56  # of a profile: with 40 look-alike events mix, beyond 64 nothing is gained
EMPTY: Final = 0xFFFFFFFF  # the key of a place that holds no term
FULL: Final = 255  # weights are whole parts of this: a mean likeness moves by less than 0.002
ROW_LENGTH: Final = 16  # stories of a row of the index
MOST_WORDS: Final = 1024  # of a text
MOST_TOTAL: Final = 1 << 30  # so that products of counts stay below 64 bits
MOST_STORIES: Final = 64  # compared among each other
MOST_TERMS: Final = 32  # of a story that the index has
LONGEST: Final = 7  # characters of a term: what follows is mostly endings, in any language of Europe
LEAD: Final = 40  # words
IN_HEADLINE, IN_LEAD, IN_BODY = 5, 3, 2  # what a word counts by its place, in halves
NAME, NUMBER = (
    115,
    130,
)  # hundredths, of a term mostly written with a capital, and of one that begins with a digit
CHANCE: Final = 2  # deviations of a count that may be chance
YEARS: Final = range(1950, 2060)
LOG_STEPS: Final = 256  # of a factor of two, in logarithms
LOG_PARTS: Final = 10  # bits of a number behind its first that a logarithm looks at
ARTICLE: Final = 64  # what a story counts in the frequencies: those that are packaged are finer than one


def term_of(word: str, plurals: bool) -> str:
    """The term that a folded word counts as: without its plural in "s" where its language has such ones, and cut."""
    if plurals and len(word) > 3 and word[-1] == "s" and word[-2] != "s":
        word = word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return word[:LONGEST]


def key_of(term: str) -> int:
    """A term as 32 bits (CRC-32 of its UTF-8): the same on every machine; never that of an empty place."""
    return min(zlib.crc32(term.encode("utf-8", "surrogatepass")), EMPTY - 1)


def term_profile(
    folded: list[str],
    written: list[str],
    above: int,
    plurals: bool,
    slot_keys: Uints,
    slot_priors: Ints,
    numbers: Ints,
    logs: Ints,
    counts: Uints,
    total: int,
    few: int,
) -> tuple[bytes, bytes, list[int]]:
    """The strongest terms of a text.

    Args:
        folded: its words, case folded, the headline's first.
        written: the same as they were written.
        above: how many of them are the headline's.
        plurals: see `term_of`.
        slot_keys: keys of packaged terms, by open addressing with linear probing.
        slot_priors: beside them, in how many articles each stands as far as that is packaged, in `ARTICLE`ths; 0 is an
            empty place.
        numbers: the same of numbers by their digits (up to 4 and more), of years, and of all that is not packaged.
        logs: `LOG_STEPS` log2 of one and so many 1024ths.
        counts: in how many of the stories that began a thread each term stands, by the low bits of its key.
        total: of how many articles those and the packaged ones are parts, in `ARTICLE`ths.
        few: of how many those alone are parts.

    Returns:
        Keys (uint32, rising), weights (uint8, in `FULL`ths of a unit vector) and for each the place of its first word.

    Raises:
        ValueError: too many words, or tables of another form.
    """
    if (
        len(folded) != len(written)
        or len(folded) > MOST_WORDS
        or len(numbers) != 7
        or len(logs) != 1024
        or not 0 < total <= MOST_TOTAL
        or few < 1
    ):
        msg = "tables of another form than the loops read"
        raise ValueError(msg)
    found: dict[
        int, list[int]
    ] = {}  # of each key: first place, sum by places, capitals, words, prior, whether a number
    for at, (word, as_written) in enumerate(zip(folded, written, strict=True)):
        term = term_of(word, plurals)
        key = key_of(term)
        if key not in found:
            prior = _prior(term, key, slot_keys, slot_priors, numbers)
            found[key] = [at, 0, 0, 0, prior, int(_is_digits(term[:1]))]
        one = found[key]
        one[1] += IN_HEADLINE if at < above else IN_LEAD if at < above + LEAD else IN_BODY
        one[2] += as_written[:1].isupper()
        one[3] += 1
    whole = _log(total, logs)
    weighed: list[tuple[int, int, int, int]] = []
    for key, (first, summed, upper, count, prior, digit) in found.items():
        begun = int(counts[key & (len(counts) - 1)])
        there = ARTICLE * begun + prior
        if not _tells(there, total):
            continue
        # How fast repeating a word stops counting is k1 = 1.2 of BM25, in halves and tenths.
        repeated = 22 * 1024 * summed // (10 * summed + 24)
        marked = NUMBER if digit else NAME if 10 * upper >= 7 * count else 100
        full = repeated * (whole - _log(there, logs)) * marked // 100
        # What a feed is about is in its own threads far more often than in the news at large: in so many at least, two
        # deviations of a Poisson count below those seen.
        there = max(there, (begun - CHANCE * isqrt(begun)) * total // few)
        weight = repeated * (whole - _log(there, logs)) * marked // 100 if _tells(there, total) else 0
        if full > 0:
            weighed.append((-full, key, weight, first))
    # What is common in the feed makes a likeness smaller and the others no larger: all count in the length.
    most = sorted(weighed)[:TERMS]
    length = isqrt(sum(full * full for full, _, _, _ in most))
    strongest = sorted((key, weight, first) for _, key, weight, first in most if weight > 0)
    parts = [min(max((2 * FULL * weight + length) // (2 * length), 1), FULL) for _, weight, _ in strongest]
    keys = np.array([key for key, _, _ in strongest], np.uint32)
    return keys.tobytes(), bytes(parts), [first for _, _, first in strongest]


def _tells(there: int, total: int) -> bool:
    """Whether a term says anything: not one that is in more than 12 % of all articles."""
    return there >= 1 and 25 * there <= 3 * total


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _prior(term: str, key: int, slot_keys: Uints, slot_priors: Ints, numbers: Ints) -> int:
    if _is_digits(term):
        if len(term) == 4 and int(term) in YEARS:
            return int(numbers[5])
        return int(numbers[min(len(term), 4)])
    mask = len(slot_keys) - 1
    for step in range(len(slot_keys)):
        at = (key + step) & mask
        if not slot_priors[at]:
            break
        if slot_keys[at] == key:
            return int(slot_priors[at])
    return int(numbers[6])


def _log(value: int, logs: Ints) -> int:
    power = value.bit_length() - 1
    part = value >> (power - LOG_PARTS) if power >= LOG_PARTS else value << (LOG_PARTS - power)
    return power * LOG_STEPS + int(logs[part & ((1 << LOG_PARTS) - 1)])


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
