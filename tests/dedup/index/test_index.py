from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stream.dedup.index.index import SketchIndex
from stream.text.sketch import Sketch, sketch, sketch_bytes
from tests.dedup.texts import prose


def of(seed: int, words: int = 120) -> list[str]:
    """The words of a text."""
    return prose(seed, words).split()


def packed(words: list[str]) -> bytes:
    """The sketch of a text as it is asked for."""
    return sketch_bytes(sketch(words))


def index(max_stories: int = 64) -> SketchIndex:
    """An index in which every article is a story of its own."""
    return SketchIndex(max_stories, lambda number: number)


def put(into: SketchIndex, number: int, of_article: Sketch, exact: str) -> None:
    """Remember an article as the state does: kept, and its keys put."""
    data = sketch_bytes(of_article)
    into.append(number, data, exact)
    into.add_key(number, data)


def test_probe_measures_the_overlap() -> None:
    """A trimmed copy: all of the shorter found, half of the longer covered, nothing added."""
    found = index()
    words = of(1, 600)
    put(found, 7, sketch(words), "")
    (overlap,) = found.probe(packed(words[:300]))
    assert (7, 1.0, 0.0) == (overlap.number, overlap.containment, overlap.added)
    assert (0.5, 300) == (overlap.coverage, overlap.shared)


def test_probe_finds_in_order_of_arrival() -> None:
    """Of several, the first comes first."""
    found = index()
    for number in (3, 5, 4):
        put(found, number, sketch(of(1)), "")
    assert [3, 4, 5] == [overlap.number for overlap in found.probe(packed(of(1)))]


def test_probe_of_another_text_finds_nothing() -> None:
    """No shared shingle, no candidate."""
    found = index()
    put(found, 1, sketch(of(1)), "")
    assert [] == found.probe(packed(of(2)))


def test_shortest_texts_meet_by_their_hash_alone() -> None:
    """What has an exact hash is found by it; below the length of a teaser by nothing else."""
    found = index()
    for number, words in enumerate((19, 19, 20)):
        put(found, number, sketch(of(words, words)), f"hash of {words}")
    assert (0, 1) == found.same("hash of 19")
    assert () == found.same("")
    assert 3 == len(found)
    assert [] == found.probe(packed(of(19, 19)))
    assert [2] == [overlap.number for overlap in found.probe(packed(of(20, 20)))]
    found.forget(0, 2)
    assert 1 == len(found)


def test_key_in_too_many_stories_finds_nothing() -> None:
    """One story more than the limit and its keys are furniture; one story of many articles is none."""
    found = index(max_stories=3)
    for number in range(3):
        put(found, number, sketch(of(1)), "")
    assert 3 == len(found.probe(packed(of(1))))
    put(found, 3, sketch(of(1)), "")
    assert [] == found.probe(packed(of(1)))
    one_story = SketchIndex(3, lambda _: "story")
    for number in range(10):
        put(one_story, number, sketch(of(1)), "")
    assert 10 == len(one_story.probe(packed(of(1))))


def test_furniture_becomes_text_again() -> None:
    """When the stories that carried it are forgotten, a key finds again."""
    found = index(max_stories=3)
    for number in range(4):
        put(found, number, sketch(of(1)), "")
    found.forget(0)
    assert [1, 2, 3] == [overlap.number for overlap in found.probe(packed(of(1)))]


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=12), st.data())
def test_forget_leaves_no_trace(texts: list[tuple[int, bool]], data: st.DataObject) -> None:
    """After forgetting, the index answers as if the article had never been; forgetting all empties it."""
    full, never = index(), index()
    gone = data.draw(st.sets(st.sampled_from(range(len(texts))))) if texts else set()
    for number, (seed, short) in enumerate(texts):
        exact = f"hash{seed}" if short else ""
        put(full, number, sketch(of(seed)), exact)
        if number not in gone:
            put(never, number, sketch(of(seed)), exact)
    for number in gone:
        full.forget(number)
    full.forget(999)
    assert len(never) == len(full)
    for seed in range(4):
        assert never.probe(packed(of(seed))) == full.probe(packed(of(seed)))
        assert never.same(f"hash{seed}") == full.same(f"hash{seed}")


@given(
    st.lists(st.integers(0, 11), min_size=8, max_size=20), st.integers(0, 11), st.booleans(), st.booleans()
)
def test_what_was_looked_up_ahead_is_what_is_found(
    asked: list[int], gone: int, forgotten: bool, renumbered: bool
) -> None:
    """Whatever comes, goes or moves between the look and the probe, and though one text is asked for twice."""
    ahead, alone = index(), index()
    for each in (ahead, alone):
        for number in range(12):
            put(each, number, sketch(of(number)), "")
    ahead.look_ahead([packed(of(seed)) for seed in asked])
    for each in (ahead, alone):
        if forgotten:
            each.forget(gone)
        if renumbered:
            each.renumber(
                np.array([-1 if forgotten and number == gone else 11 - number for number in range(12)])
            )
    for arrived, seed in enumerate(asked, start=12):
        found = [each.probe(packed(of(seed))) for each in (ahead, alone)]
        assert found[0] == found[1]
        for each in (ahead, alone):
            put(each, arrived, sketch(of(seed)), "")
