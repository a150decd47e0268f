"""The terms of a text in plain Python: what runs where nothing was compiled, and what `compiled.c` is held to.

Weights are whole numbers, and sums of them are exact in any order; what is divided and rooted is divided and rooted once, at
the end. So both give the same on every machine.
"""

from __future__ import annotations

import zlib
from math import isqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stream.loops.plain import Ints, ascii_words

Uints = NDArray[np.uint32]

TERMS: Final = 56  # of a profile: with 40 look-alike events mix, beyond 64 nothing is gained
EMPTY: Final = 0xFFFFFFFF  # the key of a place that holds no term
FULL: Final = 255  # weights are whole parts of this: a mean likeness moves by less than 0.002
MOST_WORDS: Final = 1024  # of a text
MOST_TOTAL: Final = 1 << 30  # so that products of counts stay below 64 bits
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


def term_key(term: str) -> int:
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
        key = term_key(term)
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


def ascii_profile(
    headline: str,
    body: str,
    most: int,
    plurals: bool,
    slot_keys: Uints,
    slot_priors: Ints,
    numbers: Ints,
    logs: Ints,
    counts: Uints,
    total: int,
    few: int,
) -> tuple[bytes, bytes, list[str]]:
    """`term_profile` of two texts of ASCII, with the first word of each term as it is written.

    Args:
        headline: its words count more.
        body: the words behind them.
        most: words of each that are read, up to half of `MOST_WORDS`.
        plurals: as in `term_profile`, and so are all that follow.
        slot_keys: see there.
        slot_priors: see there.
        numbers: see there.
        logs: see there.
        counts: see there.
        total: see there.
        few: see there.

    Raises:
        ValueError: a text that is not ASCII, too many words, or tables of another form.
    """
    folded, written = ascii_words(headline)
    more, as_written = ascii_words(body)
    if not 0 <= most <= MOST_WORDS // 2:
        msg = "more words than the loops read"
        raise ValueError(msg)
    folded, written = folded[:most] + more[:most], written[:most] + as_written[:most]
    above = len(written) - len(as_written[:most])
    keys, weights, first = term_profile(
        folded, written, above, plurals, slot_keys, slot_priors, numbers, logs, counts, total, few
    )
    return keys, weights, [written[at] for at in first]


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
