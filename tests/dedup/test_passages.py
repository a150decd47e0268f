from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stream.dedup.outline import Codes
from stream.dedup.passages import RUN, Text
from stream.dedup.sketch import sketch
from tests.dedup.texts import prose

CODES = st.builds(
    lambda values: np.array(values, np.uint8), st.lists(st.integers(0, 3), max_size=60)
)  # few values: runs meet often, and repeat within a text


def codes(seed: int, words: int = 200) -> Codes:
    """The codes of an invented text."""
    return sketch(prose(seed, words).split()).outline.codes


def plainly(one: Codes, other: Codes) -> list[bool]:
    """Which words of a text stand in runs that the other has, found the slow way."""
    mine, others = one.tolist(), other.tolist()
    runs = {tuple(others[at : at + RUN]) for at in range(len(others) - RUN + 1)}
    found = [False] * len(mine)
    for at in range(len(mine) - RUN + 1):
        if tuple(mine[at : at + RUN]) in runs:
            found[at : at + RUN] = [True] * RUN
    return found


@given(CODES, CODES)
def test_passages_are_those_found_plainly(one: Codes, other: Codes) -> None:
    """Word by word and counted, on both sides, also with runs that repeat."""
    found = Text(one).passages(other)
    assert plainly(one, other) == found.own.tolist()
    assert plainly(other, one) == found.other.tolist()
    assert (sum(found.own.tolist()), sum(found.other.tolist())) == Text(one).shared(other)


@given(CODES, CODES)
def test_sharing_is_mutual(one: Codes, other: Codes) -> None:
    """What the one shares with the other is what the other shares with the one."""
    assert Text(one).shared(other) == Text(other).shared(one)[::-1]


def test_moved_paragraphs_are_still_shared() -> None:
    """A copy in another order is a copy."""
    one, other = codes(1), codes(2)
    assert (400, 400) == Text(np.concatenate((one, other))).shared(np.concatenate((other, one)))


def test_an_edit_parts_a_passage_and_no_more() -> None:
    """One word exchanged: all others are still shared; every fifth exchanged: none is."""
    one = codes(3)
    edited = one.copy()
    edited[100] ^= 5
    assert 199 == Text(edited).shared(one)[0]
    rewritten = one.copy()
    rewritten[::5] ^= 5
    assert Text(rewritten).shared(one)[0] <= RUN


def test_texts_that_share_nothing_hardly_meet() -> None:
    """Four bits a word: in a thousand pairs of 200 words chance runs cover less than one word in five hundred."""
    texts = [codes(seed) for seed in range(46)]
    shared = [Text(one).shared(other)[0] for at, one in enumerate(texts) for other in texts[:at]]
    assert sum(shared) / (200 * len(shared)) < 0.002
