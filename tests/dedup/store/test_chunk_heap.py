from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stream.dedup.store.chunk_heap import CHUNK, Heap

SIZES = st.lists(st.sampled_from([0, 1, 5, CHUNK // 3, CHUNK, CHUNK + 10]), max_size=8)


@given(SIZES, SIZES)
def test_many_put_together_read_as_each(before: list[int], sizes: list[int]) -> None:
    """Bytes that lie one behind the other are kept as if each had been put, across chunks and beyond them."""
    heap = Heap()
    for size in before:
        heap.put(b"x" * size)
    texts = [bytes([65 + at]) * size for at, size in enumerate(sizes)]
    refs = heap.put_all(b"".join(texts), np.array(sizes, np.int64)).tolist()
    assert texts == [heap.get(ref, size) for ref, size in zip(refs, sizes, strict=True)]
    assert sum(before) + sum(sizes) == len(heap)


@given(st.lists(st.integers(0, CHUNK + 10), max_size=12), st.data())
def test_heap_gives_back_what_it_was_given(sizes: list[int], data: st.DataObject) -> None:
    """After any drops and an evacuation what is left reads as it was put, and the rest takes no chunk."""
    heap = Heap()
    texts = [bytes([at]) * size for at, size in enumerate(sizes)]
    refs = np.array([heap.put(text) for text in texts], np.int64)
    gone = data.draw(st.sets(st.sampled_from(range(len(texts))))) if texts else set()
    for at in gone:
        heap.drop(int(refs[at]), sizes[at])
        refs[at] = -1
    heap.evacuate(refs, np.array(sizes, np.uint32))
    left = [at for at in range(len(texts)) if at not in gone]
    assert [texts[at] for at in left if sizes[at]] == [
        heap.get(int(refs[at]), sizes[at]) for at in left if sizes[at]
    ]
    assert sum(sizes[at] for at in left) == len(heap)
