"""Places and tolls of threads: what the stories of the window told, each by its last version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from stream.model.thread_records import SourceToll, ThreadPlace
from stream.threads.number_table import NumberTable
from stream.threads.report_packing import brief, pack_report, unpack_report
from stream.threads.story_report import StoryReport

MOST_PLACES: Final = 12  # of a thread that are told: those behind are of one story each


class ThreadFacts:
    """What each story told of places and tolls, packed; a story is forgotten no sooner than it leaves the threads' window.

    Args:
        window: seconds.
    """

    def __init__(self, window: int) -> None:
        self._window = window
        self._first = 1  # number of what was told first and is held
        self._told: list[bytes] = [
            b""
        ]  # by number, `_dropped` left out; b"" where a later version took the place
        self._dropped = 0
        self._numbers = NumberTable(lambda number: brief(self._told[number - self._dropped])[0])

    def __len__(self) -> int:
        return len(self._numbers)

    def put(self, told: StoryReport, packed: bytes = b"") -> None:
        """Take what a story tells, in the place of what it told before, unless that is of a later version.

        Args:
            told: by the story.
            packed: the same where it is packed already: `EventLinks` holds that, too.
        """
        self.pass_time(told.clock)
        name = int(told.story_id, 16)
        newer = self.newer(told)
        if newer is not told or not packed:
            packed = pack_report(newer)
        before = self._numbers.get(name)
        if before:
            self._numbers.remove(name)
            self._told[before - self._dropped] = b""
        self._told.append(packed)
        self._numbers.put(name, self._dropped + len(self._told) - 1)

    def newer(self, told: StoryReport) -> StoryReport:
        """What a story tells once this is taken: its own, or what it told before, if that is of a later version."""
        before = self.of(told.story_id)
        if before is None or (before.time, before.article_id) <= (told.time, told.article_id):
            return told
        return replace(before, clock=told.clock)

    def of(self, story_id: str) -> StoryReport | None:
        """What a story told last; None for one that told nothing."""
        number = self._numbers.get(int(story_id, 16))
        return unpack_report(self._told[number - self._dropped]) if number else None

    def pass_time(self, clock: int) -> None:
        """Forget what was told before the window."""
        told = self._told
        while (at := self._first - self._dropped) < len(told):
            if told[at]:
                name, _, told_at, _ = brief(told[at])
                if told_at >= clock - self._window:
                    break
                self._numbers.remove(name)
                told[at] = b""
            self._first += 1
        # Half of the list at a time: what is left moves seldom.
        if 2 * at > len(told):
            del told[:at]
            self._dropped += at


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
