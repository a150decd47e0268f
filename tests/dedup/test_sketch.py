from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stream.dedup.sketch import (
    FLOOR,
    KEY_LIMIT,
    MAX_KEYS,
    MIN_KEYS,
    SHINGLE,
    decode_sketch,
    encode_sketch,
    keys,
    keys_of_many,
    limit,
    overlap,
    sketch,
)
from tests.dedup.texts import prose

TEXTS = st.builds(lambda seed, words: prose(seed, words).split(), st.integers(0, 10**6), st.integers(1, 1200))


@given(TEXTS)
def test_sketch_is_sorted_and_unique(tokens: list[str]) -> None:
    """A sketch is an ordered set, whatever the text."""
    found = sketch(tokens).tolist()
    assert sorted(set(found)) == found


def test_sketch_of_too_few_words_is_empty() -> None:
    """Below one shingle there is nothing to sketch."""
    assert 0 == len(sketch(prose(1, SHINGLE - 1).split()))
    assert 1 == len(sketch(prose(1, SHINGLE).split()))


def test_sketch_of_a_short_text_holds_all_its_shingles() -> None:
    """Up to the floor nothing is left out: briefs are compared whole."""
    assert FLOOR == len(sketch(prose(5, FLOOR + SHINGLE - 1).split()))


def test_sketch_of_a_long_text_is_a_quarter() -> None:
    """One shingle in four of a long text, within chance."""
    assert 0.22 <= len(sketch(prose(6, 8000).split())) / 8000 <= 0.28


def test_sketch_is_the_same_for_ever() -> None:
    """Sketches are kept in changelogs: a change of the hash breaks every running shard, and this test."""
    assert [] == sketch(["one", "two", "three"]).tolist()
    assert [3913026313] == sketch(["one", "two", "three", "four", "five"]).tolist()


@given(TEXTS, st.data())
def test_sketch_holds_that_of_any_part(tokens: list[str], data: st.DataObject) -> None:
    """What a part of a text samples, the whole samples too, as far down as both are complete."""
    start = data.draw(st.integers(0, len(tokens)))
    end = data.draw(st.integers(start, len(tokens)))
    whole, part = sketch(tokens), sketch(tokens[start:end])
    below = limit(whole)
    assert {value for value in part.tolist() if value < below} <= set(whole.tolist())
    shared, _, of_part = overlap(whole, part)
    assert of_part == shared


@given(TEXTS, TEXTS)
def test_overlap_is_symmetric(one: list[str], other: list[str]) -> None:
    """Which text came first makes no difference to what they share."""
    mixed = sketch(one + other)
    for first, second in ((sketch(one), sketch(other)), (sketch(one), mixed)):
        shared, of_first, of_second = overlap(first, second)
        assert (shared, of_second, of_first) == overlap(second, first)
        assert shared <= min(of_first, of_second)


@given(TEXTS)
def test_a_text_overlaps_itself_whole(tokens: list[str]) -> None:
    """Identical texts share all that is sampled."""
    of = sketch(tokens)
    assert (len(of), len(of), len(of)) == overlap(of, of)


@given(TEXTS)
def test_encoding_returns_the_same(tokens: list[str]) -> None:
    """Base64 and back is the same array of the same type."""
    of = sketch(tokens)
    back = decode_sketch(encode_sketch(of))
    assert back.dtype == np.uint32
    assert of.tolist() == back.tolist()


@given(TEXTS)
def test_keys_are_the_smallest_hashes(tokens: list[str]) -> None:
    """All hashes below the limit, at least a few, at most the cap."""
    of = sketch(tokens)
    found = keys(of).tolist()
    assert of.tolist()[: len(found)] == found
    assert min(len(of), MIN_KEYS) <= len(found) <= MAX_KEYS
    if len(found) < MAX_KEYS:
        assert {value for value in of.tolist() if value < KEY_LIMIT} <= set(found)


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_keys_of_many_are_those_of_each(texts: list[list[str]]) -> None:
    """Taken together, sketches have the keys that each has alone, in order."""
    sketches = [of for of in map(sketch, texts) if len(of)]
    if sketches:
        found, places = keys_of_many(np.concatenate(sketches), np.array([len(of) for of in sketches]))
        assert [keys(of).tolist() for of in sketches] == [
            found[places == at].tolist() for at in range(len(sketches))
        ]
