"""What records of threads say apart from what the tagger reads."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.model.articles import Position
from stream.model.errors import StopError
from stream.model.thread_records import ThreadNews, ThreadRecord
from stream.threads.thread_bases import PackedBase, ThreadBase, ThreadBases, decode_base, encode_base
from stream.threads.thread_rows import decode_steps

names = st.integers(0, 2**64 - 1).map("{:016x}".format)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
some = st.lists(texts, max_size=3).map(tuple)
counts = st.integers(0, 2**40)
times = st.datetimes(datetime(1, 1, 1), datetime(9999, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds of times in UTC
stories = st.lists(names, unique=True, max_size=6)


@st.composite
def bases(draw: st.DrawFn) -> ThreadBase:
    """Any of them."""
    held = draw(stories)
    news = ThreadNews(tuple(draw(stories)), draw(some))
    record = ThreadRecord(
        draw(names),
        draw(texts),
        draw(names | st.just("")),
        draw(st.none() | times),
        draw(st.none() | times),
        draw(counts),
        draw(counts),
        draw(some),
        draw(some),
        news,
        draw(times),
        draw(st.builds(Position, texts, counts, counts, counts)),
    )
    came = tuple(name for name in held if draw(st.booleans()))
    return ThreadBase(record, draw(texts), draw(counts), tuple(held), came)


@given(bases())
def test_a_row_and_the_memory_give_it_whole(base: ThreadBase) -> None:
    """Nothing of it is lost, neither in a row nor while it is held; one without stories is held no more."""
    step = packed(base)
    assert base == decode_base(step.packed)
    assert (base.language, base.number, not base.stories) == (step.language, step.number, step.ends)
    held = ThreadBases()
    held.put(step, 0)
    assert held.of(base.language, base.record.thread_id) == (base if base.stories else None)


def base_of(thread: int, number: int, *held: int) -> ThreadBase:
    """One of a thread by the numbers of its stories."""
    record = ThreadRecord(
        f"{thread:016x}", "", "", None, None, 0, 0, (), (), ThreadNews(), datetime(2026, 3, 17, tzinfo=UTC),
        Position("raw", 0, number),
    )  # fmt: skip
    return ThreadBase(record, "en", number, tuple(f"{name:016x}" for name in held))


def packed(base: ThreadBase) -> PackedBase:
    """One as a row gives it."""
    [step] = decode_steps(encode_base(base))
    assert isinstance(step, PackedBase)
    return step


def test_threads_that_have_left_are_forgotten() -> None:
    """Those whose last story left the window go with it, and one that went into another at once; those that were told again stay."""
    held = ThreadBases()
    for one in (base_of(1, 2, 1, 2), base_of(3, 4, 3, 4), base_of(1, 5, 1, 2, 5), base_of(6, 7, 6, 7)):
        held.put(packed(one), 1)
    held.put(packed(base_of(6, 8)), 5)
    known = [held.of("en", f"{thread:016x}") for thread in (1, 3, 6)]
    assert known == [base_of(1, 5, 1, 2, 5), None, None]
    assert held.of("fr", f"{1:016x}") is None


def test_a_damaged_one_stops_the_worker() -> None:
    """What cannot be read is told, with the way out."""
    with pytest.raises(StopError, match="damaged"):
        list(decode_steps(encode_base(base_of(1, 2, 1, 2))[:-4]))
