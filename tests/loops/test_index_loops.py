"""The loops of the index: compiled and plain give the same, whatever they are given."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from stream.loops import chosen, plain_index
from stream.text.outline import Outline, pack_outline

LOOPS = pytest.mark.parametrize("loops", [chosen, plain_index], ids=["compiled", "plain"])
PARTS, SLOTS = 256, 4
# Few values, so that runs meet and repeat; and all, so that they seldom do.
CODES = st.lists(st.integers(0, 2), max_size=90) | st.lists(st.integers(0, 15), max_size=40)


def outline(codes: list[int]) -> bytes:
    """A packed outline of these codes, with particulars behind them."""
    return pack_outline(Outline(np.array(codes, np.uint8), particulars=b"12"))


@given(CODES, st.lists(CODES, max_size=4))
def test_shared_runs_are_the_same(text: list[int], others: list[list[int]]) -> None:
    """Of texts of any length, of none, and of a text with its own beginning."""
    given_ = outline(text), [b"", outline(text[: len(text) // 2]), *map(outline, others)]
    assert plain_index.shared_runs(*given_) == chosen.shared_runs(*given_)


@LOOPS
def test_an_outline_that_is_cut_is_refused(loops: ModuleType) -> None:
    """Within its words, or within their count: nothing behind its end is read."""
    whole = outline([1] * 300)
    for end in (3, 4, 100):
        with pytest.raises((ValueError, IndexError)):
            loops.shared_runs(whole[:end], [whole])
        with pytest.raises((ValueError, IndexError)):
            loops.shared_runs(whole, [whole[:end]])


def table(seed: int, buckets: int) -> tuple[NDArray[Any], ...]:
    """A posting table of so many buckets a part, filled at random, with buckets that have more elsewhere."""
    chance = np.random.default_rng(seed)
    fill = chance.integers(0, SLOTS + 1, PARTS * buckets).astype(np.uint8)
    tags = chance.integers(0, 3, (PARTS * buckets, SLOTS)).astype(np.uint16)
    numbers = chance.integers(0, 2**32, (PARTS * buckets, SLOTS)).astype(np.uint32)
    sizes = chance.integers(1, buckets + 1, PARTS)
    offsets = np.arange(PARTS, dtype=np.int64) * buckets - np.arange(PARTS) * sizes
    return tags, numbers, fill, chance.random(PARTS * buckets) < 0.2, sizes, offsets


@given(st.integers(0, 1000), st.integers(1, 5), st.lists(st.integers(0, 30), max_size=5))
def test_postings_found_are_the_same(seed: int, buckets: int, counts: list[int]) -> None:
    """Of several articles, of articles without keys, with what stands behind a bucket's last slot left out."""
    tables = table(seed, buckets)
    # Keys of few tags, so that some are met: the factor is odd, and so has an inverse.
    inverse = np.uint32(pow(int(plain_index.KEY_FACTOR), -1, 1 << 32))
    mixed = np.random.default_rng(seed).integers(0, 2**32, sum(counts)).astype(np.uint32)
    mixed &= np.uint32(0xFFFF0003)
    keys = mixed * inverse
    expected = plain_index.find_postings(keys, counts, *tables)
    assert expected == chosen.find_postings(keys, counts, *tables)
    for (places, numbers), count in zip(expected[0], counts, strict=True):
        assert len(places) == len(numbers)
        assert all(place < count for place in places)


@LOOPS
def test_a_table_of_another_form_is_refused(loops: ModuleType) -> None:
    """Of fewer parts than the keys tell, or with more keys counted than there are."""
    tags, numbers, fill, spilled, sizes, offsets = table(1, 2)
    keys = np.arange(200, dtype=np.uint32) * np.uint32(0x9E3779B1)
    with pytest.raises((ValueError, IndexError)):
        loops.find_postings(keys, [200], tags, numbers, fill, spilled, sizes[:3], offsets[:3])
    if loops is not plain_index and loops.find_postings is not plain_index.find_postings:
        with pytest.raises(ValueError, match="more keys"):
            loops.find_postings(keys, [201], tags, numbers, fill, spilled, sizes, offsets)


NAMES = st.sampled_from([0, 1, 2, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF])


@given(st.lists(st.tuples(NAMES, st.integers(0, 3), st.booleans()), max_size=25))
def test_names_are_the_same(steps: list[tuple[int, int, bool]]) -> None:
    """However they are put and removed, names of nothing and of all bits too, in a table that wraps around."""
    tables = [memoryview(bytearray(8 * 29)).cast("Q") for _ in range(2)]
    for name, number, removes in steps:
        value = name << 32 | number + 1
        change = (value, name << 32 or 1 << 32) if removes else (0, value)
        changed = [
            loops.change_name(slots, name, *change)
            for loops, slots in zip((chosen, plain_index), tables, strict=True)
        ]
        assert changed[0] == changed[1]
        assert tables[0] == tables[1]
        for asked in (name, 5):
            found = [
                loops.find_name(slots, asked)
                for loops, slots in zip((chosen, plain_index), tables, strict=True)
            ]
            assert found[0] == found[1]
