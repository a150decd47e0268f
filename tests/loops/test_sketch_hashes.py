from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import xxhash
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.loops import plain
from stream.loops.chosen import sketch_hashes, word_hashes
from stream.loops.plain import LEAD, MAX_KEYS, MIN_KEYS, SHINGLE, TEASER

SALT = 0xFEDC_BA98_7654_3210
LOOPS = pytest.mark.parametrize("loop", [sketch_hashes, plain.sketch_hashes], ids=["compiled", "plain"])


def drawn(seed: int, count: int, distinct: int = 2**63) -> bytes:
    """Hashes of so many words, of which no more are distinct."""
    rng = np.random.default_rng(seed)
    some = rng.integers(0, 2**64, min(distinct, 5000), np.uint64)
    hashes = rng.choice(some, count) if distinct < 2**63 else rng.integers(0, 2**64, count, np.uint64)
    return bytes(hashes.astype(np.uint64).tobytes())


@settings(deadline=None)
@given(
    seed=st.integers(0, 10_000),
    count=st.integers(0, 120) | st.integers(0, 9_000),
    distinct=st.sampled_from([1, 2, 20, 2**63]),
    cuts=st.lists(st.floats(0, 1), max_size=8),
    salt=st.integers(0, 2**64 - 1),
)
def test_compiled_and_plain_are_the_same(
    seed: int, count: int, distinct: int, cuts: list[float], salt: int
) -> None:
    """For briefs and for books, for texts of one word again and again, for any paragraphs."""
    hashes = drawn(seed, count, distinct)
    places = sorted(int(cut * count) for cut in cuts)
    counts = [end - start for start, end in zip([0, *places], places, strict=False)]
    assert sketch_hashes(hashes, salt, counts) == plain.sketch_hashes(hashes, salt, counts)


@LOOPS
def test_few_keys_of_short_texts_and_no_more_than_enough_of_long_ones(loop: Any) -> None:
    """None below five words, one from there; eight from a brief, and those of its lead."""
    sizes = {count: len(loop(drawn(1, count), SALT, [])[0]) // 4 for count in (4, 5, 12, 19, 40, 9_000)}
    assert sizes[4] == 0
    assert sizes[5] == 1
    assert sizes[12] == MIN_KEYS == sizes[19]
    assert MIN_KEYS <= sizes[40] <= MIN_KEYS + LEAD - TEASER + 1
    assert MAX_KEYS <= sizes[9_000] <= MAX_KEYS + LEAD - TEASER + 1
    assert SHINGLE == 5


@LOOPS
def test_paragraphs_have_no_more_words_than_the_text(loop: Any) -> None:
    """An error says so."""
    for counts in ([3, 3], [-1]):
        with pytest.raises(ValueError, match="more words"):
            loop(drawn(1, 5), SALT, counts)


def test_hashes_are_asked_for_where_they_are_missing() -> None:
    """A dict that makes what it lacks is asked once a word; what it raises comes through."""

    class Known(dict[str, int]):
        def __missing__(self, word: str) -> int:
            if not word:
                msg = "no word"
                raise KeyError(msg)
            self[word] = made = 2**63 + len(word)
            return made

    known = Known({"of\u00e9": 7})
    words = ["of\u00e9", "w\u00f6rd", "w\u00f6rd"]
    expected = np.array([7, 2**63 + 4, 2**63 + 4], np.uint64).tobytes()
    assert word_hashes(words, known, 0) == expected
    assert plain.word_hashes(words, known, 0) == expected
    assert known == {"of\u00e9": 7, "w\u00f6rd": 2**63 + 4}
    for loop in (word_hashes, plain.word_hashes):
        with pytest.raises(KeyError, match="no word"):
            loop(["of\u00e9", ""], known, 0)


@given(
    words=st.lists(st.text(st.characters(max_codepoint=127), min_size=1, max_size=40) | st.text(min_size=1)),
    seed=st.integers(0, 2**64 - 1),
)
def test_words_have_the_same_hashes_compiled_and_plain(words: list[str], seed: int) -> None:
    """Words of any length: those of up to sixteen letters of ASCII are hashed in the loop, all others are looked up."""
    known = {word: xxhash.xxh3_64_intdigest(word.encode("utf-8", "surrogatepass"), seed) for word in words}
    assert word_hashes(words, known, seed) == plain.word_hashes(words, known, seed)
