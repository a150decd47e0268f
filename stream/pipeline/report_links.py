"""What the tagger read of stories, beside their threads: places and tolls of threads, and links between languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from stream.dedup.journal.decision import Tick
from stream.dedup.state.state import State
from stream.model.event_reports import EventReport
from stream.model.notices import Notice, NoticeKind
from stream.model.thread_records import Linked, ThreadRecord
from stream.pipeline.thread_record_making import Cause, Headlines, StoryReports, thread_record
from stream.text.language import shard_language
from stream.threads.event_links import EventLinks
from stream.threads.report_packing import pack_report
from stream.threads.story_report import StoryReport, encode_story_report
from stream.threads.thread_facts import ThreadFacts
from stream.threads.threads import Threads


class ReportLinks:
    """Follows the reports that reach a shard: those of its languages, and those of its places.

    Args:
        threads: of the shard.
        window: seconds; what was read before is forgotten.
    """

    def __init__(self, threads: Threads, window: int) -> None:
        self._threads = threads
        self.facts = ThreadFacts(window)
        self.links = EventLinks(window)
        self.headlines = Headlines()

    def learn(self, state: State, ticked: Tick, reports: Sequence[EventReport]) -> tuple[Tick, bytes]:
        """What comes of some reports, without writing any state, and the steps for `apply`.

        A thread of two stories has a record where its places or tolls change; a link is a notice.
        """
        clock = _seconds(ticked.clock)
        heard: dict[str, StoryReport] = {}
        taken: list[StoryReport] = []
        notices: list[Notice] = []
        last: dict[str, EventReport] = {}
        for report in reports:
            thread = self._threads.find(report.story_id) if report.home else None
            told = _told(
                report, report.thread_id if thread is None else thread[0], clock, home=thread is not None
            )
            links = self.links.judge(told, taken)
            partners = tuple(_partner(told, link) for link in links)
            taken.append(replace(told, partners=partners) if partners else told)
            notices.extend(_notice(report, told, link, ticked) for link in links)
            if thread is not None:
                heard[told.story_id] = self.facts.newer(told)
                last[told.thread_id] = report
        records = tuple(self._records(state, ticked, heard, last))
        ticked = replace(ticked, notices=tuple(notices), thread_records=records)
        return ticked, b"".join(map(encode_story_report, taken))

    def apply(self, told: StoryReport) -> None:
        """Take one of them."""
        packed = pack_report(told)
        if told.home:
            self.facts.put(told, packed)
        self.links.apply(told, packed)

    def _records(
        self, state: State, ticked: Tick, heard: Mapping[str, StoryReport], last: Mapping[str, EventReport]
    ) -> Iterator[ThreadRecord]:
        for thread_id, report in last.items():
            language = shard_language(report.language)
            stories = self._threads.stories_of(language, thread_id)
            if len(stories) < 2:
                continue
            cause = Cause(
                report.story_id,
                report.article_id,
                report.source,
                report.headline,
                report.time,
                report.received,
                ticked.position,
                language,
            )
            told = StoryReports(lambda story: heard.get(story) or self.facts.of(story), self.facts.of)
            # Only the reports are compared first: most repeat what others said.
            changed = [story for story in stories if story in heard]
            if not any(_tells_more(heard[story], self.facts.of(story)) for story in changed):
                continue
            record = thread_record(state, thread_id, stories, (), (cause,), told, self.headlines, comes=False)
            if record.new.places or record.new.tolls:
                yield record


def _tells_more(now: StoryReport, then: StoryReport | None) -> bool:
    """Whether a story tells a place or a toll that it did not tell before."""
    if then is None:
        return True
    named = {place.geonames_id for place in then.places}
    return now.tolls != then.tolls or any(place.geonames_id not in named for place in now.places)


def _told(report: EventReport, thread_id: str, clock: int, *, home: bool) -> StoryReport:
    return StoryReport(
        report.story_id,
        thread_id,
        shard_language(report.language),
        report.source,
        report.article_id,
        _seconds(report.time),
        clock,
        report.places,
        report.tolls,
        report.actors,
        home,
        report.meets,
    )


def _partner(told: StoryReport, link: Linked) -> tuple[str, str]:
    if link.thread_id == told.thread_id:
        return link.other_id, link.other_language
    return link.thread_id, link.language


def _notice(report: EventReport, told: StoryReport, link: Linked, ticked: Tick) -> Notice:
    return Notice(
        NoticeKind.THREAD_LINK,
        report.story_id,
        report.article_id,
        report.uri,
        report.version,
        report.source,
        f"Two threads are about one event: {link.thread_id} in the language {link.language} and {link.other_id} in "
        f"{link.other_language}.",
        (),
        (),
        (),
        None,
        report.received,
        ticked.position,
        report.headline,
        "",
        report.time,
        told.language,
        linked=link,
    )


def _seconds(time: datetime) -> int:
    return int(time.timestamp())
