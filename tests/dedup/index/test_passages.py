from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stream.dedup.index.passages import NOTHING, passages_shared
from stream.loops.plain_index import RUN
from stream.text.outline import Codes, Outline, pack_outline
from stream.text.sketch import sketch
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


def shared(one: Codes, other: Codes) -> tuple[int, int]:
    """How many words of the one and of the other stand in shared passages."""
    found = compared(one, [other])[0]
    return found[0].count(True), found[1].count(True)


def compared(one: Codes, others: list[Codes]) -> list[tuple[list[bool], list[bool]]]:
    """What a text shares with others, word by word."""
    found = passages_shared(pack_outline(Outline(one)), [pack_outline(Outline(other)) for other in others])
    return [
        (bits(passages.own, len(one)), bits(passages.other, len(other)))
        for passages, other in zip(found, others, strict=True)
    ]


def bits(mask: int, words: int) -> list[bool]:
    """A mask word by word; nothing stands behind the last."""
    assert mask < 1 << words
    return [bool(mask >> at & 1) for at in range(words)]


@given(CODES, st.lists(CODES, max_size=3))
def test_passages_are_those_found_plainly(one: Codes, others: list[Codes]) -> None:
    """Word by word, on both sides, with runs that repeat."""
    assert [(plainly(one, other), plainly(other, one)) for other in others] == compared(one, others)


def test_texts_of_many_thousand_words() -> None:
    """Of a text of 70,000 words all are found."""
    words = np.random.default_rng(1).integers(0, 16, 70_000).astype(np.uint8)
    moved = np.concatenate((words[40_000:], words[:40_000]))
    assert (70_000, 70_000) == shared(words, moved)


def test_a_text_too_short_for_a_run_shares_nothing() -> None:
    """Nor does one without words, on either side."""
    text = pack_outline(Outline(codes(1)))
    short = [pack_outline(Outline(codes(1)[: RUN - 1])), b""]
    assert [NOTHING, NOTHING] == passages_shared(text, short)
    assert [NOTHING] == passages_shared(short[0], [text])


@given(CODES, CODES)
def test_sharing_is_mutual(one: Codes, other: Codes) -> None:
    """What the one shares with the other is what the other shares with the one."""
    assert shared(one, other) == shared(other, one)[::-1]


def test_moved_paragraphs_are_still_shared() -> None:
    """A copy in another order is a copy."""
    one, other = codes(1), codes(2)
    assert (400, 400) == shared(np.concatenate((one, other)), np.concatenate((other, one)))


def test_an_edit_parts_a_passage_and_no_more() -> None:
    """One word exchanged: all others are still shared; every fifth exchanged: none is."""
    one = codes(3)
    edited = one.copy()
    edited[100] ^= 5
    assert 199 == shared(edited, one)[0]
    rewritten = one.copy()
    rewritten[::5] ^= 5
    assert shared(rewritten, one)[0] <= RUN


def test_texts_that_share_nothing_hardly_meet() -> None:
    """Four bits a word: in a thousand pairs of 200 words chance runs cover less than one word in five hundred."""
    texts = [codes(seed) for seed in range(46)]
    met = [shared(one, other)[0] for at, one in enumerate(texts) for other in texts[:at]]
    assert sum(met) / (200 * len(met)) < 0.002
