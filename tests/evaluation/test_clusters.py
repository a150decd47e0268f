from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.evaluation.clusters import adjusted_rand, score_groups

GOLD = {"a": "1", "b": "1", "c": "1", "d": "2", "e": "2", "f": "3"}


def pair(one: str, other: str) -> frozenset[str]:
    """A pair of articles."""
    return frozenset((one, other))


def test_hand_computed() -> None:
    """Gold {abc}{de}{f}, found {ab}{cd}{ef}: 1 of 3 found right, 1 of 4 labelled found.

    ARI over the contingency table: index 1, rows 4, columns 3, of 15 pairs: (1 - 12/15) / (3.5 - 12/15).
    """
    found = {"a": "x", "b": "x", "c": "y", "d": "y", "e": "z", "f": "z"}
    result = score_groups(GOLD, found)
    assert (1 / 3, 1 / 4) == (result.precision, result.recall)
    assert pytest.approx(2 / 7) == result.f1
    assert pytest.approx((1 - 12 / 15) / (3.5 - 12 / 15)) == result.ari
    assert (pair("c", "d"), pair("e", "f")) == result.wrong
    assert (pair("a", "c"), pair("b", "c"), pair("d", "e")) == result.missed


def test_ignored_pairs_are_neither_right_nor_wrong() -> None:
    """A pair left out counts in no column, wherever it fell; one of other articles counts nowhere."""
    found = {**GOLD, "f": "2"}
    ignore = [pair("d", "f"), pair("e", "f"), pair("a", "b"), pair("a", "elsewhere"), frozenset(("a",))]
    result = score_groups(GOLD, found, ignore)
    assert (1.0, 1.0, 1.0, ()) == (result.precision, result.recall, result.f1, result.wrong)
    assert pytest.approx(1.0) == result.ari


def test_pairs_of_other_articles_leave_the_index_alone() -> None:
    """Labels of a larger pool may name pairs that are not here: the score is as without them."""
    found = {"a": "x", "b": "x", "c": "y", "d": "y", "e": "z", "f": "z"}
    assert score_groups(GOLD, found) == score_groups(GOLD, found, [pair("x1", "x2"), pair("a", "x1")])


def test_nothing_joined_and_nothing_to_join() -> None:
    """All apart where all should be: perfect. All apart where some belong together: nothing found."""
    alone = {name: name for name in GOLD}
    assert (1.0, 1.0) == ((perfect := score_groups(alone, alone)).f1, perfect.ari)
    missed = score_groups(GOLD, alone)
    assert (1.0, 0.0, 0.0, 0.0) == (missed.precision, missed.recall, missed.f1, missed.ari)


def test_other_articles_are_refused() -> None:
    """Groupings of different articles cannot be compared; the first difference is named."""
    with pytest.raises(ValueError, match="differ in 1 articles, the first is 'f'"):
        score_groups(GOLD, {name: group for name, group in GOLD.items() if name != "f"})


GROUPS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=12)


@given(GROUPS)
def test_identical_groupings_score_one(groups: list[tuple[int, int]]) -> None:
    """Whatever the groups, and whatever they are called, the same grouping is perfect."""
    gold = {str(at): str(one) for at, (one, _) in enumerate(groups)}
    renamed = {name: f"group {9 - int(group)}" for name, group in gold.items()}
    result = score_groups(gold, renamed)
    assert (1.0, 1.0) == (result.f1, result.ari)


@given(GROUPS, st.randoms(use_true_random=False))
def test_scores_do_not_hang_on_the_order(groups: list[tuple[int, int]], draw: object) -> None:
    """Articles in another order, or labels and results in each other's place, measure the same agreement."""
    gold = {str(at): str(one) for at, (one, _) in enumerate(groups)}
    found = {str(at): str(other) for at, (_, other) in enumerate(groups)}
    turned = dict(reversed(found.items()))
    forth, back = score_groups(gold, found), score_groups(turned, gold)
    assert pytest.approx(forth.ari) == back.ari
    assert (forth.precision, forth.recall) == (back.recall, back.precision)
    assert -1.0 <= forth.ari <= 1.0


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((5, 0, 0, 5), 1.0),
        ((0, 0, 0, 0), 1.0),
        ((0, 3, 0, 7), 0.0),
        ((1, 1, 1, 1), 0.0),
        ((0, 1, 1, 0), -1.0),
    ],
)
def test_adjusted_rand_of_counts(counts: tuple[int, int, int, int], expected: float) -> None:
    """Perfect, empty, chance and worse than chance, computed by hand."""
    assert expected == adjusted_rand(*counts)
