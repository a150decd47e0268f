from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stream.dedup.state.stories import Stories


def test_merge_keeps_the_story_named() -> None:
    """The id that stays is the one asked for, even when the other is larger; all members follow."""
    stories = Stories()
    one, two = stories.found(0, "one"), stories.found(1, "two")
    stories.join(2, two)
    stories.merge(one, two)
    assert {"one"} == {stories.of(number).story_id for number in range(3)}
    assert None is stories.get("two")
    assert 1 == len(stories)


def test_founding_follows_the_members() -> None:
    """A story is as old as its first member in the window, merged ones included."""
    stories = Stories()
    late, early = stories.found(3, "late"), stories.found(1, "early")
    stories.join(5, late)
    stories.merge(late, early)
    assert 1 == late.founded
    stories.forget(1)
    assert 3 == late.founded


def test_origin_goes_with_its_article() -> None:
    """When the article that a story came from is forgotten, nothing points at it."""
    stories = Stories()
    story = stories.found(0, "one")
    stories.join(1, story)
    story.origin = 1
    stories.forget(1)
    assert (None, 0) == (stories.of(0).origin, story.founded)


def test_story_goes_with_its_last_member() -> None:
    """The id is free again when nobody is left."""
    stories = Stories()
    stories.found(0, "one")
    stories.join(1, stories.of(0))
    stories.forget(0)
    assert "one" == stories.of(1).story_id
    stories.forget(1)
    assert (None, 0) == (stories.get("one"), len(stories))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=15), st.sets(st.integers(0, 9)))
def test_forgetting_neither_merges_nor_splits(merges: list[tuple[int, int]], gone: set[int]) -> None:
    """Who shared a story still does after any members leave, and nobody else."""
    stories = Stories()
    for number in range(10):
        stories.found(number, str(number))
    for one, two in merges:
        if stories.of(one) is not stories.of(two):
            stories.merge(stories.of(one), stories.of(two))
    before = {(a, b): stories.of(a) is stories.of(b) for a in range(10) for b in range(10)}
    for number in gone:
        stories.forget(number)
    left = set(range(10)) - gone
    assert {(a, b): stories.of(a) is stories.of(b) for a in left for b in left} == {
        pair: same for pair, same in before.items() if left.issuperset(pair)
    }
