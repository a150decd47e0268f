"""When copies appear: within the bounds, and in the planted orders of events."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from stream.demo.copy_times import AFTER_KILL, LAST_MINUTE, SLOWEST, Reprint, reprints
from stream.demo.story_files import PlannedStory, read_stories

STORIES = {story.label: story for story in read_stories()}
seeds = st.integers(0, 100_000)


def cast(story: PlannedStory, seed: int) -> list[Reprint]:
    """The copies of a story for one seed."""
    return reprints(story, Random(seed))  # noqa: S311 - dice, not a secret


@given(label=st.sampled_from(sorted(STORIES)), seed=seeds)
def test_copies_are_as_many_as_written_in_order_and_in_the_day(label: str, seed: int) -> None:
    """The count is the story's own; none comes after ten hours or midnight; outlets speak the story's language."""
    story = STORIES[label]
    copies = cast(story, seed)
    start = max(story.versions[0].at, story.embargo or 0)

    assert len(copies) == story.copies
    assert copies == sorted(copies, key=lambda copy: copy.at)
    for copy in copies:
        assert copy.at <= min(LAST_MINUTE, start + SLOWEST) or story.killed_at() is not None
        assert copy.early or copy.at >= start + 3
        assert story.language in copy.outlet.languages


@given(label=st.sampled_from(sorted(STORIES)), seed=seeds)
def test_no_copy_carries_what_is_not_out_yet(label: str, seed: int) -> None:
    """Unless it is planted to come first, a copy's version was on the wire before it."""
    for copy in cast(STORIES[label], seed):
        assert copy.early or copy.version.at < copy.at
        assert copy.version.kind in ("first", "update", "correction", "refile")


@given(seed=seeds)
def test_two_copies_follow_a_kill(seed: int) -> None:
    """A scraper that has not heard of the kill publishes all the same."""
    story = STORIES["seamens-hospital"]
    killed = story.killed_at()

    assert killed is not None
    assert sum(copy.at > killed for copy in cast(story, seed)) == AFTER_KILL


@given(seed=seeds)
def test_the_planted_early_pages_come_before_the_agency(seed: int) -> None:
    """Two different halves in one story, one whole text in another."""
    halves = [copy for copy in cast(STORIES["trench-winter"], seed) if copy.early]
    early = [copy for copy in cast(STORIES["osk-prison"], seed) if copy.early]

    assert [copy.half for copy in halves] == [1, 2]
    assert halves[0].outlet != halves[1].outlet
    assert max(copy.at for copy in halves) < STORIES["trench-winter"].versions[0].at
    assert [(copy.half, copy.whole) for copy in early] == [(0, True)]


@given(seed=seeds)
def test_a_wrong_version_turns_up_after_its_correction(seed: int) -> None:
    """The last copy of the corrected story is whole, late, and of the first version."""
    story = STORIES["lomaria-coup"]
    last = cast(story, seed)[-1]

    assert last.whole
    assert last.version == story.versions[0]
    assert last.at > story.versions[-1].at
