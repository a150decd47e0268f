from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stream.text.outline import (
    Outline,
    Paragraph,
    codes_in,
    headline_in,
    marks_in,
    pack_outline,
    words_in,
)
from tests.text.reading import unpack

CODES = st.lists(st.integers(0, 15), max_size=300)
# Gaps, lengths and counts of words on both sides of every size of number.
STEPS = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 40_000), st.integers(1, 400)), max_size=12)


@given(CODES, STEPS, st.integers(0, 65_535))
def test_packing_returns_the_same(codes: list[int], steps: list[tuple[int, int, int]], headline: int) -> None:
    """Whatever the lengths and gaps, an outline comes back as it went in."""
    paragraphs, at = [], 0
    for gap, length, words in steps:
        paragraphs.append(Paragraph(at + gap, at + gap + length, words))
        at += gap + length
    checks = bytes(at % 256 for at in range(len(paragraphs)))
    packed = pack_outline(Outline(np.array(codes, np.uint8), tuple(paragraphs), checks, headline))
    back = unpack(packed)

    assert codes == codes_in(packed).tolist() == back.codes.tolist()
    marks = [
        (each.start, each.end, each.words, check) for each, check in zip(paragraphs, checks, strict=True)
    ]
    assert marks == list(marks_in(packed))
    assert (len(codes), headline) == (words_in(packed)[0], headline_in(packed))
    assert (tuple(paragraphs), checks, headline) == (back.paragraphs, back.checks, back.headline)


def test_nothing_is_packed_in_nothing() -> None:
    """Articles that are compared whole have no outline."""
    assert [] == codes_in(b"").tolist()
    assert [] == list(marks_in(b""))


def test_an_article_takes_half_a_byte_a_word() -> None:
    """And about four bytes a paragraph: 400 words in ten paragraphs are 244 bytes."""
    paragraphs = tuple(Paragraph(at * 242, at * 242 + 240, 40) for at in range(10))
    assert 245 == len(pack_outline(Outline(np.zeros(400, np.uint8), paragraphs, bytes(10))))
