"""Story numbers by name, beside a dict."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stream.threads.number_table import NumberTable


@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 40)), max_size=200),
    st.sampled_from([1, 1 << 20, 0x61C8864680B583EB]),
)
def test_as_a_dict(steps: list[tuple[bool, int]], stride: int) -> None:
    """Names come and go in any order, close together or far apart: each has the number that a dict has."""
    names: dict[int, int] = {}
    table, held = NumberTable(names.__getitem__), dict[int, int]()
    for number, (comes, at) in enumerate(steps, start=1):
        name = at * stride & 0xFFFFFFFFFFFFFFFF
        if not comes:
            table.remove(name)
            held.pop(name, None)
        elif name not in held:
            names[number] = name
            held[name] = number
            table.put(name, number)
        assert len(held) == len(table)
        for each in range(41):
            there = each * stride & 0xFFFFFFFFFFFFFFFF
            assert held.get(there, 0) == table.get(there)


def test_growing() -> None:
    """Ten thousand names are all found after the array has grown four times, and half of them after the others went."""
    table = NumberTable(lambda number: number * 7919)
    for number in range(1, 10_001):
        table.put(number * 7919, number)
    for number in range(1, 10_001, 2):
        table.remove(number * 7919)
    assert [number * (number % 2 == 0) for number in range(1, 10_001)] == [
        table.get(number * 7919) for number in range(1, 10_001)
    ]
