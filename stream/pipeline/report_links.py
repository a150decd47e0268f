"""What the tagger read of stories, beside their threads: places and tolls of threads, and links between languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from stream.dedup.journal.decision import Tick
from stream.dedup.state.story_summaries import StorySummaries
from stream.model.event_reports import EventReport
from stream.model.notices import Notice, NoticeKind
from stream.model.thread_records import ThreadRecord
from stream.pipeline.thread_record_making import Headlines, thread_record
from stream.text.language import shard_language
from stream.threads.event_links import EventLinks, StoryLink
from stream.threads.story_report import StoryReport, encode_story_report
from stream.threads.thread_bases import ThreadBases
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
        self.bases = ThreadBases()
        self.links = EventLinks()
        self.headlines = Headlines()
        self.summaries = StorySummaries()

    def learn(self, ticked: Tick, reports: Sequence[EventReport]) -> tuple[Tick, bytes]:
        """What comes of some reports, without writing any state, and the steps for `apply`.

        A thread of two stories has a record where that says something else by now; a link is a notice.
        """
        heard: defaultdict[str, list[StoryReport]] = defaultdict(list)
        taken: list[StoryReport] = []
        notices: list[Notice] = []
        for report in reports:
            told = _told(report, home=report.home and self._threads.find(report.story_id) is not None)
            links = self.links.judge(told, taken)
            taken.append(replace(told, partners=tuple((link.story_id, link.article_id) for link in links)))
            notices += map(_notice, links)
            if told.home:
                heard[told.story_id].append(told)
        ticked = replace(ticked, notices=tuple(notices), thread_records=tuple(self._records(heard)))
        return ticked, b"".join(map(encode_story_report, taken))

    def apply(self, told: StoryReport) -> None:
        """Take one of them."""
        if told.home:
            self.facts.put(told)
        self.links.apply(told)

    def _records(self, heard: Mapping[str, Sequence[StoryReport]]) -> Iterator[ThreadRecord]:
        """What threads say with what is heard of their stories, where that is something else than without."""
        told: dict[tuple[str, str], None] = {}
        for story_id, reports in heard.items():
            found = self._threads.find(story_id)
            if found is not None:
                told[reports[0].language, found[0]] = None
        for language, thread_id in told:
            base = self.bases.of(language, thread_id)
            if base is None:
                continue
            before = {story: self.facts.versions(story) for story in base.stories}
            after = {
                story: self.facts.versions(story, *heard[story]) if story in heard else before[story]
                for story in base.stories
            }
            if after == before:
                continue
            record = thread_record(base, after.__getitem__)
            if record != thread_record(base, before.__getitem__):
                yield record


def _told(report: EventReport, *, home: bool) -> StoryReport:
    return StoryReport(
        report.story_id,
        report.thread_id,
        shard_language(report.language),
        report.source,
        report.article_id,
        _seconds(report.time),
        _seconds(report.received),
        report.places,
        report.tolls,
        report.actors,
        home,
        report.meets,
        elsewhere=report.elsewhere,
        micros=report.received.microsecond,
        position=report.position,
        uri=report.uri,
        version=report.version,
        headline=report.headline,
    )


def _notice(found: StoryLink) -> Notice:
    """The notice of a link: of the later of the two reports, by the feed and not by when it was read."""
    link, report = found.linked, found.cause
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
        report.position,
        report.headline,
        "",
        datetime.fromtimestamp(report.time, UTC),
        report.language,
        linked=link,
    )


def _seconds(time: datetime) -> int:
    return int(time.timestamp())
