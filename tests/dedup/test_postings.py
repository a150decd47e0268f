from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stream.dedup.postings import SLOTS, SMALLEST, Postings

KEYS = st.frozensets(st.integers(0, 40) | st.integers(0, 2**32 - 1), max_size=30)
ARTICLES = st.lists(KEYS, max_size=2 * SLOTS)


def array(keys: frozenset[int]) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    """Keys as the table takes them."""
    return np.array(sorted(keys), np.uint32)


def filled(articles: list[frozenset[int]]) -> Postings:
    """A table of these articles' keys."""
    table = Postings()
    for number, keys in enumerate(articles):
        table.put(array(keys), number)
    return table


def content(table: Postings, keys: frozenset[int]) -> set[tuple[int, int]]:
    """What a table tells of these keys."""
    asked = array(keys)
    found = table.find(asked)
    pairs = list(zip(found.places.tolist(), found.numbers.tolist(), strict=True))
    pairs += [(place, number) for place, more in found.more.items() for number in more]
    assert len(pairs) == len(set(pairs))
    return {(int(asked[place]), number) for place, number in pairs}


def expected(articles: list[frozenset[int]], gone: set[int]) -> set[tuple[int, int]]:
    """What it must tell."""
    return {(key, number) for number, keys in enumerate(articles) if number not in gone for key in keys}


@given(ARTICLES, st.data())
def test_finds_what_was_put_and_not_removed(articles: list[frozenset[int]], data: st.DataObject) -> None:
    """Exactly the postings of the articles that are left, those that overflow a bucket included, at any size."""
    table = filled(articles)
    asked = frozenset().union(*articles)
    assert expected(articles, set()) == content(table, asked)
    gone = data.draw(st.sets(st.sampled_from(range(len(articles))))) if articles else set()
    mask = np.zeros(len(articles), np.bool_)
    mask[list(gone)] = True
    table.remove(mask)
    left = expected(articles, gone)
    assert left == content(table, asked)
    assert len(left) == len(table)
    new = np.where(mask, -1, np.cumsum(~mask) - 1)
    table.renumber(new)
    assert {(key, int(new[number])) for key, number in left} == content(table, asked)


def test_growth_loses_nothing() -> None:
    """More postings than the smallest table takes: it grows, and finds the same."""
    table = Postings()
    keys = np.random.default_rng(5).integers(0, 2**28, SMALLEST * SLOTS, np.uint32)
    numbers = np.arange(len(keys), dtype=np.uint32)
    for part in range(0, len(keys), SMALLEST):
        table.put(keys[part : part + SMALLEST], numbers[part : part + SMALLEST])
    assert len(keys) == len(table)
    some = numbers[::997]
    found = table.find(keys[some])
    pairs = set(zip(found.places.tolist(), found.numbers.tolist(), strict=True))
    pairs |= {(place, number) for place, more in found.more.items() for number in more}
    assert set(enumerate(some.tolist())) <= pairs
