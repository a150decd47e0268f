"""The hot loops in plain Python: what runs where nothing was compiled, and what `compiled.c` is held to.

All weights are whole numbers, so that sums are the same in any order and on every machine.
"""

from __future__ import annotations

import re
from typing import Any, Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Shorts = NDArray[np.int16]

# Labels of a table. The last ones are unused and pad a row to 16 numbers, which fill a processor's registers.
LABELS: Final = 16
# How far the window of a word reaches to either side, and how wide it is.
REACH: Final = 2
WIDTH: Final = 2 * REACH + 1
# The tables of the columns are in steps of 1/1024, all others in steps of 1/32,768.
SCALE: Final = 32

_WORD: Final = re.compile(r"\w+")
# Sketches (see `stream.text.sketch`); all are fixed for ever, for sketches are kept in changelogs.
SHINGLE: Final = 5  # words; shorter ones are idioms and meet by chance, longer ones break at every light edit
KEY_LIMIT: Final = np.uint32(1 << 28)  # of 2^32: one shingle in sixteen
# A teaser is the first 20 to 40 words of a text: of every twenty words within the first 38, the shingle of the lowest
# rank is a key, so that any twenty that two texts have there have a key in common (winnowing; Schleimer, Wilkerson and
# Aiken 2003, "Local algorithms for document fingerprinting"). Two thirds of these are keys in any case.
TEASER: Final = 20  # words
LEAD: Final = 38  # words
MIN_KEYS: Final = 8  # a brief of forty words would have two, and one in ten such briefs none
MAX_KEYS: Final = 256  # of a page of about 4,000 words; longer ones add cost, not evidence
# Odd multiplier and finaliser of splitmix64 (Steele, Lea, Flood 2014): mixes word hashes into a shingle's.
_MULTIPLIER: Final = np.array(0x9E3779B97F4A7C15, np.uint64)
_MIX_1: Final = np.array(0xBF58476D1CE4E5B9, np.uint64)
_MIX_2: Final = np.array(0x94D049BB133111EB, np.uint64)


def label_words(
    sentences: list[tuple[int, int]],
    words: list[int],
    rows: Ints,
    columns: list[tuple[list[int], Shorts]],
    bias: Ints,
    start: Ints,
    step: Ints,
) -> bytes:
    """The best row of labels of every sentence in a linear chain (Viterbi 1967): the label of each word.

    Args:
        sentences: (first word, past the last word) of each; a word of none gets label 0.
        words: for each word its row of `rows`. Row 0 is the place beyond the end of a sentence.
        rows: (rows, WIDTH, LABELS), what a word adds to the labels of the words around it.
        columns: for each the number of every word's value, and the table of the values (values, WIDTH, LABELS); value
            0 is the place beyond the end of a sentence.
        bias: what every word has, by label.
        start: what a first word has, by label.
        step: (LABELS, LABELS), what a label has behind another.

    Of labels that are equally good the first is taken.

    Raises:
        IndexError: a number beyond its table, or a sentence beyond the words.
        ValueError: a table of other numbers, or a column that has not a number for every word.
    """
    found = bytearray(len(words))
    if any(table.dtype != np.int32 for table in (rows, bias, start, step)):
        msg = "a table of another form than the loops read"
        raise ValueError(msg)
    if any(not 0 <= first <= stop <= len(words) for first, stop in sentences):
        msg = "a sentence beyond the words"
        raise IndexError(msg)
    word_rows = _numbers(words, len(words), rows)
    tables = [(_numbers(numbers, len(words), table), table) for numbers, table in columns]
    outside = rows[0].astype(np.int64) + SCALE * sum(table[0].astype(np.int64) for _, table in tables)
    for first, stop in sentences:
        size = stop - first
        if not size:
            continue
        wide = np.empty((size + 2 * REACH, WIDTH, LABELS), np.int64)
        wide[:REACH] = wide[size + REACH :] = outside
        inner = wide[REACH : size + REACH]
        inner[:] = 0
        for numbers, table in tables:
            inner += table[numbers[first:stop]]
        inner *= SCALE
        inner += rows[word_rows[first:stop]]
        scores = np.tile(bias.astype(np.int64), (size, 1))
        for place in range(WIDTH):
            scores += wide[place : place + size, place]
        found[first:stop] = _best(scores, start, step)
    return bytes(found)


def _numbers(listed: list[int], count: int, table: NDArray[Any]) -> NDArray[np.int64]:
    if len(listed) != count:
        msg = "a column is no list of one number a word"
        raise ValueError(msg)
    numbers = np.array(listed, np.int64)
    if count and not 0 <= numbers.min() <= numbers.max() < len(table):
        msg = (
            f"number {numbers.max() if numbers.min() >= 0 else numbers.min()} of a table of {len(table)} rows"
        )
        raise IndexError(msg)
    return numbers


def _best(scores: NDArray[np.int64], start: Ints, step: Ints) -> bytes:
    """The best row of labels of one sentence; only sums are kept on the way there, and the way back finds the labels."""
    scores[0] += start
    for at in range(1, len(scores)):
        scores[at] += (scores[at - 1][:, None] + step).max(axis=0)
    labels = bytearray(len(scores))
    labels[-1] = int(scores[-1].argmax())
    for at in range(len(scores) - 2, -1, -1):
        labels[at] = int((scores[at] + step[:, labels[at + 1]]).argmax())
    return bytes(labels)


def ascii_words(text: str) -> tuple[list[str], list[str]]:
    """The words of an ASCII text, in order, in small letters and as they are written: letters, digits and underscores.

    Raises:
        ValueError: it is not ASCII.
    """
    if not text.isascii():
        msg = "ascii_words takes a text of ASCII alone"
        raise ValueError(msg)
    written: list[str] = _WORD.findall(text)
    return [word.lower() for word in written], written


def word_hashes(words: list[str], known: dict[str, int], seed: int) -> bytes:  # noqa: ARG001 - see below
    """The hashes of words, 8 bytes each as this machine has numbers.

    Args:
        words: in order.
        known: answers for every word, missing ones too, with XXH3 of its bytes in UTF-8.
        seed: of those hashes. Compiled, short words of ASCII are hashed at once and not looked up.
    """
    return np.fromiter(map(known.__getitem__, words), np.uint64, len(words)).tobytes()


def sketch_hashes(hashes: bytes, salt: int, counts: list[int]) -> tuple[bytes, bytes, bytes]:
    """What a sketch is made of: its keys, the codes of the words and the checks of the paragraphs.

    Args:
        hashes: of the words in order, as `word_hashes` gives them.
        salt: 64 bits; texts of another salt have other keys.
        counts: the words of each paragraph, in order.

    Returns:
        The keys, ascending, each once, 4 bytes each as this machine has numbers; four bits of every word, a byte
        each; a byte of all the words of each paragraph, from other bits.

    Raises:
        ValueError: paragraphs of more words than there are.
    """
    words = np.frombuffer(hashes, np.uint64)
    if min(counts, default=0) < 0 or sum(counts) > len(words):
        msg = "paragraphs of more words than there are"
        raise ValueError(msg)
    checks = bytearray()
    at = 0
    for count in counts:
        checks.append(int(np.bitwise_xor.reduce(words[at : at + count])) & 0xFF)
        at += count
    codes = (words >> np.uint64(60)).astype(np.uint8)
    return _keys(words, salt).tobytes(), codes.tobytes(), bytes(checks)


def _keys(hashes: NDArray[np.uint64], salt: int) -> NDArray[np.uint32]:
    count = len(hashes) - SHINGLE + 1
    if count < 1:
        return np.empty(0, np.uint32)
    mixed = hashes[:count].copy()
    for step in range(1, SHINGLE):
        mixed *= _MULTIPLIER
        mixed += hashes[step : step + count]
    mixed ^= mixed >> np.uint64(30)
    mixed *= _MIX_1
    mixed ^= mixed >> np.uint64(27)
    mixed *= _MIX_2
    mixed ^= (mixed >> np.uint64(31)) ^ np.uint64(salt)
    # The upper half chooses, the lower is the key: it has all of its 32 bits to differ in.
    rank = (mixed >> np.uint64(32)).astype(np.uint32)
    low = np.flatnonzero(rank < KEY_LIMIT)
    wanted = min(max(len(low), MIN_KEYS), MAX_KEYS, count)
    if wanted != len(low):
        low = np.argsort(rank, kind="stable")[:wanted]
    if count > TEASER - SHINGLE:
        windows = sliding_window_view(rank[: LEAD - SHINGLE + 1], TEASER - SHINGLE + 1)
        low = np.concatenate((low, windows.argmin(1) + np.arange(len(windows))))
    return np.unique(mixed[low].astype(np.uint32))
