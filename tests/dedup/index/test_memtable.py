"""The newest postings: what was put is found, and taken once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stream.dedup.index.memtable import Memtable

ARTICLES = st.lists(st.frozensets(st.integers(0, 20), max_size=8).map(sorted), max_size=12)


def filled(articles: list[list[int]]) -> Memtable:
    """A memtable of these articles' keys."""
    table = Memtable()
    for number, keys in enumerate(articles):
        table.put(keys, number)
    return table


@given(ARTICLES, st.lists(st.integers(0, 25), max_size=10, unique=True))
def test_finds_every_article_under_every_key(articles: list[list[int]], asked: list[int]) -> None:
    """At the place of the key that was asked for, behind what was found elsewhere."""
    places, numbers = [99], [100]
    filled(articles).find(asked, places, numbers)
    assert (places.pop(0), numbers.pop(0)) == (99, 100)
    assert sorted(zip(places, numbers, strict=True)) == sorted(
        (place, number)
        for place, key in enumerate(asked)
        for number, keys in enumerate(articles)
        if key in keys
    )


@given(ARTICLES)
def test_what_is_taken_is_all_and_leaves_nothing(articles: list[list[int]]) -> None:
    """Each posting once, and none the second time."""
    table = filled(articles)
    assert len(table) == sum(map(len, articles))
    taken = list(zip(*(each.tolist() for each in table.drain()), strict=True))
    assert sorted(taken) == sorted((key, number) for number, keys in enumerate(articles) for key in keys)
    assert len(table) == 0
    assert [len(each) for each in table.drain()] == [0, 0]
