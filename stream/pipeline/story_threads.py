"""Threads beside the deduplication: a story's thread is decided with its verdict, and stands in the same row.

The deduplication and the threads know nothing of each other; here one follows the other, in the worker and in a replay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from stream.dedup.journal.decision import D, Decision, Tick, with_threads
from stream.dedup.state.state import State
from stream.dedup.thresholds import DedupRules
from stream.model.articles import Prepared
from stream.model.event_reports import EventReport
from stream.model.notices import Notice, NoticeKind
from stream.model.plurals import counted
from stream.model.thread_records import InThread, Threaded, ThreadEvidence, ThreadRecord
from stream.model.verdicts import NEWS, Verdict
from stream.pipeline.report_links import ReportLinks
from stream.pipeline.thread_record_making import (
    Cause,
    ThreadChange,
    last_thread_record,
    thread_base,
    thread_record,
)
from stream.text.language import shard_language
from stream.threads.placement import Move, MoveKind, PlacedStory, Placement
from stream.threads.story_report import StoryReport
from stream.threads.thread_bases import PackedBase, ThreadBase, encode_base
from stream.threads.thread_rows import decode_steps, encode_step
from stream.threads.thread_rules import ThreadRules
from stream.threads.threads import Threads, ThreadStory

# What brings a story's text: a copy carries another's, and what is held or killed is not to be read.
# What takes an item back, and what says something new of a story that a thread has.
_TAKEN_BACK: Final = frozenset({Verdict.KILL, Verdict.HOLD})
_RETOLD: Final = _TAKEN_BACK | {Verdict.UPDATE, Verdict.CORRECTION, Verdict.REFILE}
_KINDS: Final = {MoveKind.MERGE: NoticeKind.THREAD_MERGE, MoveKind.SPLIT: NoticeKind.THREAD_SPLIT}


@dataclass(slots=True)
class _Found:
    """What is decided beside one decision."""

    threads: list[Threaded] = field(default_factory=list)
    steps: list[bytes] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    causes: list[Cause] = field(default_factory=list)
    records: list[ThreadRecord] = field(default_factory=list)


class StoryThreads:
    """The threads of one shard, as what follows its verdicts (see `stream.dedup.stage.Following`).

    A story is placed by its first text that may be read: under an embargo, when that ends. Its later versions and copies
    are in the thread of their story.
    """

    def __init__(self, rules: ThreadRules) -> None:
        self.threads = Threads(rules)
        self.listening = ReportLinks(self.threads, int(rules.window.total_seconds()))

    def follow(self, state: State, decided: D, prepared: Prepared | None) -> tuple[D, bytes]:
        """The decision with the threads of its article and of those that it releases, and the steps for `apply`.

        Of several stories that one decision places none moves others: each is judged by the state before it, and two
        moves might contradict each other. The next story makes up for it.
        """
        found = _Found()
        parked = [each for each in map(state.parked, decided.releases) if each is not None]
        alone = not parked or (isinstance(decided, Tick) and len(parked) == 1)
        for each in parked:
            if each.parked is not None:
                self._find(state, each, each.parked, decided.clock, found, moves=alone)
        if isinstance(decided, Decision) and prepared is not None and decided.home:
            if decided.parked is not None:
                self._find_known(decided, found)
            else:
                self._find(state, decided, prepared, decided.clock, found, moves=alone)
        if isinstance(decided, Decision) and (decided.verdict in _RETOLD or decided.lifts is not None):
            self._retell(state, decided, prepared, found)
        if not found.threads and not found.records:
            return decided, b""
        notices = (*decided.notices, *found.notices)
        told = with_threads(decided, tuple(found.threads), notices, tuple(found.records))
        return told, b"".join(found.steps)

    def learn(self, ticked: Tick, reports: Sequence[EventReport]) -> tuple[Tick, bytes]:
        """The records and links that come of what the tagger read, and the steps for `apply`."""
        return self.listening.learn(ticked, reports)

    def apply(self, beside: bytes) -> None:
        """Take the steps of a decision."""
        self.build(beside)

    def build(self, beside: bytes | memoryview) -> tuple[tuple[str, int], ...]:
        """Take all steps of a row; the number of the last story in it, of each language."""
        last: dict[str, int] = {}
        for step in decode_steps(beside):
            if isinstance(step, StoryReport):
                self.listening.apply(step)
                continue
            if isinstance(step, PackedBase):
                self.listening.bases.put(step, self.threads.first_number(step.language))
                continue
            self.threads.apply(step)
            last[step.language] = step.number
        return tuple(last.items())

    def is_done(self, stories: Iterable[tuple[str, int]]) -> bool:
        """Whether all stories up to these have left the window."""
        return all(number < self.threads.first_number(language) for language, number in stories)

    def _find_known(self, decision: Decision, found: _Found) -> bool:
        known = self.threads.find(decision.story_id)
        if known is None:
            return False
        thread_id, stories = known
        evidence = ThreadEvidence("story", stories=stories)
        found.threads.append(Threaded(decision.article_id, thread_id, InThread(1.0, evidence)))
        return True

    def _find(
        self,
        state: State,
        decision: Decision,
        prepared: Prepared,
        clock: datetime,
        found: _Found,
        *,
        moves: bool,
    ) -> None:
        if self._find_known(decision, found) or decision.verdict not in NEWS:
            return
        article = prepared.article
        placement = self.threads.judge(
            ThreadStory(
                decision.story_id,
                shard_language(article.language),
                article.headline,
                article.body,
                _seconds(decision.time),
                _seconds(clock),
            )
        )
        if not moves:
            placement = replace(placement, moves=())
        thread = InThread(placement.score, placement.evidence)
        found.threads.append(Threaded(decision.article_id, placement.final_thread, thread))
        found.steps.append(encode_step(placement))
        found.notices.extend(_notice(decision, prepared, clock, move) for move in placement.moves)
        found.causes.append(_cause(decision, prepared, clock))
        if placement.thread == placement.number and not placement.moves:
            found.placements.append(placement)
            return  # a thread of one story has no record
        found.records.extend(self._records(state, placement, found))
        found.placements.append(placement)

    def _records(self, state: State, placement: Placement, found: _Found) -> Iterator[ThreadRecord]:
        """What is told of the threads that a placement changes: of those that have two stories, and of those that are gone."""
        into = {move.from_thread: move.to_thread for move in placement.moves if move.kind is MoveKind.MERGE}
        came = {placement.story_id, *(story for move in placement.moves for story in move.stories)}
        listening, language, number = self.listening, placement.language, placement.number
        for thread_id, stories in self.threads.after(placement, found.placements).items():
            if thread_id in into:
                record = last_thread_record(thread_id, into[thread_id], found.causes[-1])
                found.steps.append(encode_base(ThreadBase(record, language, number)))
                yield record
            elif len(stories) > 1 or placement.moves:
                arrived = [
                    story
                    for story in stories
                    if story in came and self._was_in(placement, story) != thread_id
                ]
                cause = found.causes[-1]
                change = ThreadChange(language, number, cause, state.withheld, tuple(found.causes))
                base = thread_base(
                    state, change, thread_id, stories, arrived, listening.headlines, listening.summaries
                )
                found.steps.append(encode_base(base))
                yield thread_record(base, listening.facts.versions)

    def _retell(self, state: State, decision: Decision, prepared: Prepared | None, found: _Found) -> None:
        """Tell the threads anew that have a story of an item which gets a version, is killed or held, or let out again.

        What is told of them has its time, headline and toll from articles: none of one that is killed may stand.
        """
        if prepared is None or decision.parked is not None:
            return
        item, listening = decision.resolved, self.listening
        cause = _cause(decision, prepared, decision.clock)
        withheld: set[str] = state.withheld
        if decision.verdict in _TAKEN_BACK:
            withheld = withheld | {item}
        elif decision.lifts is not None:
            withheld = withheld - {item}
        version = cause if decision.verdict in NEWS and decision.home else None
        stories = {decision.story_id: None} | {
            state.stories.of(each).story_id: None for each in state.numbers_of(item)
        }
        placed = {placement.final_thread for placement in found.placements}
        threads: dict[str, str] = {}
        for story in stories:
            language, known = self.threads.language_of(story), self.threads.find(story)
            if language is not None and known is not None and known[1] > 1 and known[0] not in placed:
                threads[known[0]] = language
        for thread_id, language in threads.items():
            change = ThreadChange(
                language, self.threads.last_number(language), cause, withheld, tuple(found.causes), version
            )
            held = self.threads.stories_of(language, thread_id)
            base = thread_base(state, change, thread_id, held, (), listening.headlines, listening.summaries)
            found.steps.append(encode_base(base))
            found.records.append(thread_record(base, listening.facts.versions))

    def _was_in(self, placement: Placement, story_id: str) -> str | None:
        return self.threads.thread_of(placement.language, story_id)


def following(rules: DedupRules) -> StoryThreads | None:
    """What follows the verdicts of a shard by its rules: threads with the window of the deduplication, or nothing."""
    return StoryThreads(ThreadRules(window=rules.window)) if rules.threads else None


def last_stories(steps: Iterable[bytes]) -> tuple[tuple[str, int], ...]:
    """The number of the last story of each language in some steps."""
    placed = (step for each in steps for step in decode_steps(each) if isinstance(step, PlacedStory))
    return tuple({step.language: step.number for step in placed}.items())


def _notice(decision: Decision, prepared: Prepared, clock: datetime, move: Move) -> Notice:
    article = prepared.article
    count = counted(len(move.stories), "story", "stories")
    if move.kind is MoveKind.MERGE:
        text = f"Two threads are about one event: {move.to_thread} has {count} of {move.from_thread} now."
    else:
        text = f"A thread is about two events: {move.to_thread} is one of its own, with {count} of {move.from_thread}."
    return Notice(
        _KINDS[move.kind],
        decision.story_id,
        decision.article_id,
        decision.uri,
        decision.version,
        decision.source,
        text,
        (),
        (),
        (),
        None,
        clock if decision.parked is not None else article.received,
        decision.position,
        article.headline,
        article.slugline,
        article.version_created,
        article.language,
        article.ednote,
        thread_id=move.to_thread,
        from_thread=move.from_thread,
        stories=move.stories,
    )


def _cause(decision: Decision, prepared: Prepared, clock: datetime) -> Cause:
    article = prepared.article
    return Cause(
        decision.story_id,
        decision.article_id,
        decision.source,
        article.headline,
        article.version_created or decision.time,
        clock if decision.parked is not None else article.received,
        decision.position,
        article.language or shard_language(article.language),
        decision.resolved,
    )


def _seconds(time: datetime) -> int:
    return int(time.timestamp())
