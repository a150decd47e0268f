"""What thread records need of reports, packed."""

from __future__ import annotations

from hypothesis import given

from stream.threads.story_report import StoryReport
from stream.threads.told_packing import bare_report, pack_bare, story_and_clock, unpack_bare
from tests.threads.test_report_packing import stories


@given(stories)
def test_what_records_need_comes_out(told: StoryReport) -> None:
    """Source, times, places, tolls and the place in the feed, whatever a feed calls them; the rest is left out."""
    packed = pack_bare(told)
    found = unpack_bare(packed)
    assert found == bare_report(told) == bare_report(found)
    assert (found.source, found.places, found.tolls) == (told.source, told.places, told.tolls)
    assert (found.version_key, found.clock) == (told.version_key, told.clock)
    assert (found.micros, found.position) == (told.micros, told.position)
    assert story_and_clock(packed) == (int(told.story_id, 16), told.clock)
