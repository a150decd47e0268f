"""Places and tolls of threads: what the stories of the window told, each by its last version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from stream.model.thread_records import LeadToll, SourceToll, ThreadPlace
from stream.threads.number_table import NumberTable
from stream.threads.story_report import StoryReport
from stream.threads.told_packing import bare_report, pack_bare, story_and_clock, unpack_bare

LAG: Final = 24 * 3600  # seconds that what a tagger read may be late by: no judged record waits longer for it
MOST_PLACES: Final = 12  # of a thread that are told: those behind are of one story each


class ThreadFacts:
    """What each story told of places and tolls, packed: its last version, and the one before that, by their own times.

    So it is the same whatever was read first. A story is forgotten no sooner than it leaves the threads' window.

    Args:
        window: seconds.
    """

    def __init__(self, window: int) -> None:
        self._window = window + LAG
        self._first = 1  # number of what was told first and is held
        self._told: list[bytes] = [
            b""
        ]  # by number, `_dropped` left out; b"" where a later version took the place
        self._dropped = 0
        self._numbers = NumberTable(lambda number: story_and_clock(self._told[number - self._dropped])[0])
        self._earlier: dict[int, bytes] = {}  # by story, of those that told more than once

    def __len__(self) -> int:
        return len(self._numbers)

    def put(self, told: StoryReport) -> None:
        """Take what a story tells."""
        self.pass_time(told.clock)
        last, earlier = self.versions(told.story_id, told)
        name = int(told.story_id, 16)
        if earlier is not None and earlier.article_id == told.article_id:
            self._earlier[name] = pack_bare(told)
        if last is None or last.article_id != told.article_id:
            return
        number = self._numbers.get(name)
        if number:
            if earlier is not None:
                self._earlier[name] = pack_bare(earlier)
            self._numbers.remove(name)
            self._told[number - self._dropped] = b""
        self._told.append(pack_bare(told))
        self._numbers.put(name, self._dropped + len(self._told) - 1)

    def versions(self, story_id: str, *more: StoryReport) -> tuple[StoryReport | None, StoryReport | None]:
        """The last version of a story that told something, and the one before, both `bare_report`; None where there is none.

        Args:
            story_id: of the story.
            more: of its versions, which are not taken yet.
        """
        name = int(story_id, 16)
        number, earlier = self._numbers.get(name), self._earlier.get(name)
        if not more and earlier is None:  # most stories tell once, and are asked for with each that follows
            return (unpack_bare(self._told[number - self._dropped]) if number else None), None
        held = [self._told[number - self._dropped]] if number else []
        known = {
            each.article_id: each for each in map(unpack_bare, held if earlier is None else (earlier, *held))
        }
        known |= {each.article_id: bare_report(each) for each in more}
        ranked = sorted(known.values(), key=lambda each: each.version_key)
        return ranked[-1] if ranked else None, ranked[-2] if len(ranked) > 1 else None

    def of(self, story_id: str) -> StoryReport | None:
        """What a story told last, `bare_report`; None for one that told nothing."""
        number = self._numbers.get(int(story_id, 16))
        return unpack_bare(self._told[number - self._dropped]) if number else None

    def pass_time(self, clock: int) -> None:
        """Forget what was told before the window."""
        told = self._told
        while (at := self._first - self._dropped) < len(told):
            if told[at]:
                name, told_at = story_and_clock(told[at])
                if told_at >= clock - self._window:
                    break
                self._numbers.remove(name)
                self._earlier.pop(name, None)
                told[at] = b""
            self._first += 1
        # Half of the list at a time: what is left moves seldom.
        if 2 * at > len(told):
            del told[:at]
            self._dropped += at


def places_of(told: Iterable[StoryReport]) -> tuple[ThreadPlace, ...]:
    """The places of some stories: those that most of them name first, of equal ones that which was told first."""
    counts: dict[int, int] = {}
    named: dict[int, ThreadPlace] = {}
    for story in told:
        for place in story.places:
            number = place.geonames_id
            before = counts.get(number, 0)
            if not before:
                named[number] = place
            counts[number] = before + 1
    most = sorted(counts, key=lambda number: -counts[number])[:MOST_PLACES]
    return tuple([replace(named[number], stories=counts[number]) for number in most])


def tolls_of(told: Iterable[StoryReport]) -> tuple[SourceToll, ...]:
    """What each source says last of each kind, by kind and source."""
    last: dict[tuple[str, str], tuple[int, str, LeadToll]] = {}
    for story in told:
        for toll in story.tolls:
            key = toll.kind, story.source
            known = last.get(key)
            if known is None or known[:2] < (story.time, story.article_id):
                last[key] = story.time, story.article_id, toll
    return tuple(
        [
            SourceToll(
                kind,
                toll.minimum,
                toll.maximum,
                toll.qualifier,
                source,
                article_id,
                datetime.fromtimestamp(time, UTC),
            )
            for (kind, source), (time, article_id, toll) in sorted(last.items(), key=lambda each: each[0])
        ]
    )
