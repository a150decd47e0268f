"""What stories told, packed."""

from __future__ import annotations

from dataclasses import replace

import orjson
from hypothesis import given
from hypothesis import strategies as st

from stream.model.articles import Position
from stream.model.event_reports import UNPLACED
from stream.model.thread_records import LeadToll, ThreadPlace
from stream.threads.report_packing import brief, pack_report, packed_language, unpack_report
from stream.threads.story_report import HEAD, StoryReport, decode_story_report, encode_story_report
from stream.threads.thread_rows import decode_steps

ids = st.integers(0, 2**64 - 1).map("{:016x}".format)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
times = st.integers(-(2**40), 2**40)
counts = st.none() | st.integers(0, 2**40)
stories = st.builds(
    StoryReport,
    story_id=ids,
    thread_id=ids,
    language=st.sampled_from(("en", "e", "eng", "und", "zh")),
    source=texts,
    article_id=ids,
    time=times,
    clock=times,
    places=st.lists(st.builds(ThreadPlace, st.integers(1, 2**32), texts, texts), max_size=9).map(tuple),
    tolls=st.lists(st.builds(LeadToll, texts, counts, counts, texts), max_size=4).map(tuple),
    actors=st.lists(texts, max_size=4).map(tuple),
    home=st.booleans(),
    meets=st.lists(st.integers(1, 2**32), max_size=2).map(tuple),
    partners=st.just(()) | st.just((("0" * 16, "1" * 16),)),
    elsewhere=st.lists(st.integers(1, 2**32), max_size=2).map(tuple),
    micros=st.integers(0, 999_999),
    position=st.builds(Position, texts, st.integers(0, 99), st.integers(0, 2**40), st.integers(0, 99)),
    uri=texts,
    version=texts,
    headline=texts,
)


@given(stories)
def test_a_row_gives_it_whole(told: StoryReport) -> None:
    """Nothing is lost in a row; one of before there was a position has none."""
    (step,) = decode_steps(encode_story_report(told))
    assert step == told
    fields = orjson.loads(encode_story_report(told)[HEAD.size :])[:13]
    older = decode_story_report(orjson.dumps(fields))
    assert (older.story_id, older.partners, older.position) == (told.story_id, told.partners, UNPLACED)


@given(stories)
def test_what_is_packed_comes_out(told: StoryReport) -> None:
    """All but the partners, whatever a feed calls its sources and places, and of one that meets nowhere what notices say of it."""
    packed = pack_report(told)
    unnamed = replace(told, uri="", version="", headline="")
    assert unpack_report(packed) == replace(told if told.meets else unnamed, partners=())
    assert brief(packed) == (int(told.story_id, 16), told.clock)
    assert packed_language(packed) == told.language
