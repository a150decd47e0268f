"""Places and tolls of threads: what the stories of the window told, each by its last version."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from stream.model.thread_records import SourceToll, ThreadPlace
from stream.threads.story_report import HEAD, StoryReport, decode_story_report, encode_story_report

MOST_PLACES: Final = 12  # of a thread that are told: those behind are of one story each


class ThreadFacts:
    """What each story told, packed; a story is forgotten no sooner than it leaves the threads' window.

    Args:
        window: seconds.
    """

    def __init__(self, window: int) -> None:
        self._window = window
        self._told: dict[int, bytes] = {}
        self._order: deque[tuple[int, int]] = deque()  # when each was told, and the story

    def __len__(self) -> int:
        return len(self._told)

    def put(self, told: StoryReport) -> None:
        """Take what a story tells, in the place of what it told before, unless that is of a later version."""
        self.pass_time(told.clock)
        name = int(told.story_id, 16)
        self._told[name] = encode_story_report(self.newer(told))
        self._order.append((told.clock, name))

    def newer(self, told: StoryReport) -> StoryReport:
        """What a story tells once this is taken: its own, or what it told before, if that is of a later version."""
        before = self.of(told.story_id)
        if before is None or (before.time, before.article_id) <= (told.time, told.article_id):
            return told
        return replace(before, clock=told.clock)

    def of(self, story_id: str) -> StoryReport | None:
        """What a story told last; None for one that told nothing."""
        packed = self._told.get(int(story_id, 16))
        return None if packed is None else decode_story_report(packed[HEAD.size :])

    def pass_time(self, clock: int) -> None:
        """Forget what was told before the window."""
        while self._order and self._order[0][0] < clock - self._window:
            at, name = self._order.popleft()
            packed = self._told.get(name)
            if packed is not None and decode_story_report(packed[HEAD.size :]).clock == at:
                del self._told[name]


def places_of(told: Iterable[StoryReport]) -> tuple[ThreadPlace, ...]:
    """The places of some stories: those that most of them name first, of equal ones that which was told first."""
    named: dict[int, ThreadPlace] = {}
    for story in told:
        for place in story.places:
            known = named.get(place.geonames_id)
            named[place.geonames_id] = (
                replace(place, stories=1) if known is None else replace(known, stories=known.stories + 1)
            )
    return tuple(sorted(named.values(), key=lambda place: -place.stories)[:MOST_PLACES])


def tolls_of(told: Iterable[StoryReport]) -> tuple[SourceToll, ...]:
    """What each source says last of each kind, by kind and source."""
    last: dict[tuple[str, str], tuple[int, str, SourceToll]] = {}
    for story in told:
        at = datetime.fromtimestamp(story.time, UTC)
        for toll in story.tolls:
            said = SourceToll(
                toll.kind, toll.minimum, toll.maximum, toll.qualifier, story.source, story.article_id, at
            )
            known = last.get((toll.kind, story.source))
            if known is None or known[:2] < (story.time, story.article_id):
                last[toll.kind, story.source] = story.time, story.article_id, said
    return tuple(said for _, (_, _, said) in sorted(last.items(), key=lambda each: each[0]))
