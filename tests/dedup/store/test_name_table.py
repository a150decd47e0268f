from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stream.dedup.store.name_table import NameTable, hash_of

HASHES = st.integers(0, 2**32 - 1) | st.sampled_from([0, 1, 2**32 - 1])
STEPS = st.lists(st.tuples(HASHES, st.integers(0, 300), st.booleans()), max_size=200)


def filled(steps: list[tuple[int, int, bool]]) -> tuple[NameTable, set[tuple[int, int]]]:
    """A table after puts and removals, and what it must hold."""
    table, held = NameTable(), set[tuple[int, int]]()
    for name, number, put in steps:
        if put and (name, number) not in held:
            table.put(name, number)
            held.add((name, number))
        elif not put:
            assert ((name, number) in held) == table.remove(name, number)
            held.discard((name, number))
    return table, held


def content(table: NameTable, names: set[int]) -> set[tuple[int, int]]:
    """What a table tells of these names."""
    return {(name, number) for name in names for number in table.find(name)}


@given(STEPS)
def test_table_holds_what_was_put_and_not_removed(steps: list[tuple[int, int, bool]]) -> None:
    """Whatever the hashes, the growth and the removals between: exactly that is found."""
    table, held = filled(steps)
    assert held == content(table, {name for name, _, _ in steps})
    assert len(held) == len(table)


@given(STEPS, st.sets(st.integers(0, 300)))
def test_renumbering_moves_every_number(steps: list[tuple[int, int, bool]], gone: set[int]) -> None:
    """New numbers stand where the old ones stood; what has none is dropped."""
    table, held = filled(steps)
    new = np.array([-1 if number in gone else 300 - number for number in range(301)])
    table.renumber(new)
    moved = {(name, int(new[number])) for name, number in held if number not in gone}
    assert moved == content(table, {name for name, _, _ in steps})


@given(STEPS, st.lists(st.tuples(HASHES, st.integers(301, 400)), unique=True, max_size=100))
def test_many_put_together_are_found(steps: list[tuple[int, int, bool]], more: list[tuple[int, int]]) -> None:
    """After them the table holds what each put would have made it hold, and tells which names it knows."""
    table, held = filled(steps)
    table.put_all(
        np.array([name for name, _ in more], np.uint32), np.array([number for _, number in more], np.int64)
    )
    names = sorted({name for name, _, _ in steps} | {name for name, _ in more} | {77})
    assert held | set(more) == content(table, set(names))
    assert len(held) + len(more) == len(table)
    known = {name for name, _ in held} | {name for name, _ in more}
    assert [name in known for name in names] == table.meets(np.array(names, np.uint32)).tolist()


def test_hash_takes_any_string() -> None:
    """Broken surrogates of a broken feed are names, too."""
    assert 0 <= hash_of("urn:\ud800") < 2**32


def test_reserved_table_takes_what_it_was_laid_out_for() -> None:
    """It holds nothing yet, and then what is put; one that holds names already is left as it is."""
    table, names = NameTable(), [hash_of(str(number)) for number in range(5000)]
    table.reserve(len(names))
    assert 0 == len(table)
    table.put_all(np.array(names, np.uint32), np.arange(len(names)))
    table.reserve(10 * len(names))
    assert set(zip(names, range(len(names)), strict=True)) == content(table, set(names))
