from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stream.dedup.index.posting_table import PARTS, SLOTS, SMALLEST_PART
from stream.dedup.index.postings import FRESH, Postings

KEYS = st.frozensets(st.integers(0, 40) | st.integers(0, 2**32 - 1), max_size=30)
ARTICLES = st.lists(KEYS, max_size=2 * SLOTS)


def array(keys: frozenset[int]) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    """Keys as the table takes them."""
    return np.array(sorted(keys), np.uint32)


def filled(articles: list[frozenset[int]]) -> Postings:
    """A table of these articles' keys."""
    table = Postings()
    for number, keys in enumerate(articles):
        table.put_one(sorted(keys), number)
    return table


def content(table: Postings, keys: frozenset[int]) -> set[tuple[int, int]]:
    """What a table tells of these keys."""
    asked = sorted(keys)
    pairs = list(zip(*table.find(asked), strict=True))
    assert len(pairs) == len(set(pairs))
    return {(asked[place], number) for place, number in pairs}


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
    table.remove(mask, at_once=True)
    assert table.is_swept
    left = expected(articles, gone)
    assert left == content(table, asked)
    assert len(left) == len(table)
    new = np.where(mask, -1, np.cumsum(~mask) - 1)
    table.renumber(new)
    assert {(key, int(new[number])) for key, number in left} == content(table, asked)


def test_growth_loses_nothing() -> None:
    """More postings than the smallest table takes, in parts of any size: it grows, moves, and finds the same."""
    table = Postings()
    keys = np.random.default_rng(5).integers(0, 2**32, 5 * PARTS * SMALLEST_PART * SLOTS // 4, np.uint32)
    numbers = np.arange(len(keys), dtype=np.uint32)
    for start in range(0, len(keys), 50_000):
        table.put(keys[start : start + 50_000], numbers[start : start + 50_000])
    assert len(keys) == len(table)
    some = numbers[::997]
    pairs = set(zip(*table.find(keys[some].tolist()), strict=True))
    assert set(enumerate(some.tolist())) <= pairs


def test_sweeping_goes_on_where_it_stopped() -> None:
    """A table too large for one sweep: it takes several, and puts between them, until none of the removed is left."""
    table = Postings()
    keys = np.random.default_rng(6).integers(0, 2**32, 600_000, np.uint32)
    numbers = np.arange(len(keys), dtype=np.uint32)
    table.put(keys, numbers)
    gone = numbers % 3 == 0
    table.remove(gone)
    sweeps = 0
    while not table.is_swept:
        table.put_one(keys[sweeps : sweeps + 1].tolist(), len(keys) + sweeps)
        table.sweep(np.pad(gone, (0, 100)))
        sweeps += 1
    assert sweeps > 1
    assert int(np.count_nonzero(~gone)) + sweeps == len(table)
    assert not set(table.find(keys[:3000].tolist()).numbers) & set(numbers[gone].tolist())


def test_new_postings_are_found_before_and_after_they_are_in_the_table() -> None:
    """They count to the whole from the first, and go to the table by themselves when they are many."""
    table = Postings()
    keys = list(range(10))
    for number in range(FRESH // 10):
        table.put_one(keys, number)
    before = content(table, frozenset(keys))
    assert 10 * (FRESH // 10) == table.fresh == len(before) == len(table)
    table.put_one(keys, FRESH)
    assert table.fresh == 0
    assert before | {(key, FRESH) for key in keys} == content(table, frozenset(keys))


@given(ARTICLES, ARTICLES)
def test_what_was_looked_up_before_is_found_with_what_came_since(
    articles: list[frozenset[int]], asked: list[frozenset[int]]
) -> None:
    """Many looked up together in the table, and each later among the new ones, find what each finds alone."""
    table = filled(articles)
    table.flush()
    listed = [sorted(keys) for keys in asked]
    flat = np.array([key for keys in listed for key in keys], np.uint32)
    before = table.look_up(flat, [len(keys) for keys in listed])
    changes = table.changes
    for number, keys in enumerate(listed):
        table.put_one(keys, len(articles) + number)
    assert changes == table.changes
    for keys, known in zip(listed, before, strict=True):
        together, alone = table.find(keys, known), table.find(keys)
        assert sorted(zip(*together, strict=True)) == sorted(zip(*alone, strict=True))


def test_keys_of_one_article_may_share_a_bucket() -> None:
    """Each finds its own slot: of 200 keys two meet in every fourth article."""
    draw = np.random.default_rng(7)
    articles = [frozenset(draw.integers(0, 2**32, 200).tolist()) for _ in range(60)]
    asked = frozenset().union(*articles)
    assert expected(articles, set()) == content(filled(articles), asked)
