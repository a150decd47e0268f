"""What stories told, packed."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from stream.model.thread_records import LeadToll, ThreadPlace
from stream.threads.report_packing import brief, pack_report, packed_language, signs_of, unpack_report
from stream.threads.story_report import StoryReport

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
    partners=st.just(()) | st.just((("0" * 16, "fr"),)),
)


@given(stories)
def test_what_is_packed_comes_out(told: StoryReport) -> None:
    """All but the partners, whatever a feed calls its sources and places; the numbers in front are read alone."""
    packed = pack_report(told)
    assert unpack_report(packed) == replace(told, partners=())
    assert brief(packed) == (int(told.story_id, 16), int(told.thread_id, 16), told.clock, signs_of(told))
    assert packed_language(packed) == told.language


@given(stories, stories)
def test_what_two_stories_share_shows_in_their_signs(one: StoryReport, other: StoryReport) -> None:
    """No toll and no actor of both is passed over: what shares no sign need not be unpacked."""
    both = replace(other, tolls=(*other.tolls, *one.tolls[:1]), actors=(*other.actors, *one.actors[:1]))
    shared = one.tolls[:1] or one.actors[:1]
    assert bool(signs_of(one) & signs_of(both)) or not shared
    assert signs_of(replace(one, tolls=(), actors=())) == 0
