"""Counts the outcome of a batch: all counters of a batch in one step, so that they add up at any time.

`consumed` counts before the records go out, `verdicts` when the changelog holds the decisions. So a worker that reads
all partitions has at no time judged more than it consumed, and when nothing is under way

    consumed = verdicts + repeated + dead letters of intake and dedup
    records in = records done

The first counts articles, the second records: a message holds any number of them.

Of several workers the sums do so: an article is consumed by one and judged by another. What a killed worker counted
after its last scrape is lost with it. What it had not finished is read again: that counts under consumed again, and,
where it was decided already, under repeated; so verdicts count each article once.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable

from stream.dedup.journal.decision import Decision, Tick
from stream.dedup.stage import DedupOutcome
from stream.dedup.state.census import census
from stream.dedup.state.state import State
from stream.intake.stage import IntakeOutcome
from stream.model.errors import RejectedError
from stream.model.verdicts import Verdict
from stream.pipeline.story_threads import StoryThreads
from stream.tagging.stage import TagOutcome
from stream.worker.metrics.definitions import Metrics
from stream.worker.metrics.flow import UNREADABLE


def count_intake(metrics: Metrics, outcome: IntakeOutcome) -> None:
    """A batch of raw records, before what came of it is sent."""
    flow = metrics.flow
    with metrics.lock:
        flow.records_in.inc(outcome.records)
        flow.not_text.inc(outcome.not_text)
        for name, articles in outcome.taken.items():
            flow.consumed.labels(metrics.source(name)).inc(articles)
        for name, at in outcome.newest.items():
            metrics.observe_source(name, at.timestamp())
        flow.consumed.labels(UNREADABLE).inc(len(outcome.rejected))
        _dead(metrics, "intake", (error for _, error in outcome.rejected))


def count_done(metrics: Metrics, outcome: IntakeOutcome) -> None:
    """A batch of raw records, once all that came of it is acknowledged."""
    with metrics.lock:
        metrics.flow.records_done.inc(outcome.records)


def count_dedup(metrics: Metrics, outcome: DedupOutcome) -> None:
    """A batch of decisions, once they stand in the changelog."""
    stories = metrics.stories
    verdicts = Counter((decision.verdict, metrics.source(decision.source)) for decision in outcome.decided)
    with metrics.lock:
        for (verdict, source), articles in verdicts.items():
            metrics.flow.verdicts.labels(verdict.value, source).inc(articles)
        metrics.flow.repeated.inc(outcome.repeated)
        metrics.flow.displaced.inc(len(outcome.displaced))
        _dead(metrics, "dedup", (error for _, error in outcome.rejected))
        for decision in outcome.fresh:
            for found in decision.threads:
                stories.threaded.labels(found.thread.evidence.rule).inc()
            if isinstance(decision, Decision):
                stories.founded.inc(_founds(decision))
                stories.merges.inc(len(decision.merges))
        for alone in outcome.first_copies:
            stories.first_copy.observe(alone.total_seconds())


def count_notices(
    metrics: Metrics, fresh: Iterable[Decision | Tick], clock: Callable[[], float] = time.time
) -> None:
    """The notices of new decisions, once they are acknowledged; `clock` gives seconds since 1970."""
    now = clock()
    with metrics.lock:
        for decision in fresh:
            for notice in decision.notices:
                metrics.stories.notices.labels(notice.kind.value).inc()
                if notice.late:
                    metrics.stories.late_notices.labels(notice.kind.value).inc()
                waited = max(now - notice.received.timestamp(), 0.0)
                metrics.stories.notice_seconds.labels(notice.kind.value).observe(waited)


def count_tag(metrics: Metrics, outcome: TagOutcome) -> None:
    """A batch of tagged articles, once they are acknowledged."""
    stories = metrics.stories
    with metrics.lock:
        for relevant, articles in outcome.tagged.items():
            label = "unknown" if relevant is None else str(relevant).lower()
            stories.tagged.labels(label).inc(articles)
        for kind, found in outcome.entities.items():
            stories.entities.labels(kind.value).inc(found)
        _dead(metrics, "tag", (error for _, error in outcome.rejected))


def read_shard(metrics: Metrics, shard: int, state: State, threads: StoryThreads | None = None) -> None:
    """What a shard holds now, and what its probes found since the last time; `threads` where they are on."""
    stories, found = metrics.stories, census(state)
    with metrics.lock:
        stories.window_articles.labels(shard).set(found.articles)
        stories.window_stories.labels(shard).set(found.stories)
        stories.window_age.labels(shard).set(found.span.total_seconds())
        stories.index_entries.labels(shard).set(found.indexed)
        stories.index_bytes.labels(shard).set(found.index_bytes)
        stories.embargoed.labels(shard).set(found.embargoed)
        stories.thread_stories.labels(shard).set(0 if threads is None else len(threads.threads))
        for candidates, probes in state.index.drain_probed().items():
            for _ in range(probes):
                stories.candidates.observe(candidates)


def forget_shards(metrics: Metrics) -> None:
    """Set the shards' series to 0: a rebalance has begun, and no shard is this worker's until a batch comes."""
    with metrics.lock:
        for gauge in metrics.stories.by_shard:
            for shard in range(metrics.partitions):
                gauge.labels(shard).set(0)


def _dead(metrics: Metrics, stage: str, errors: Iterable[RejectedError]) -> None:
    for error in errors:
        metrics.flow.deadletters.labels(stage, error.reason).inc()


def _founds(decision: Decision) -> bool:
    return decision.verdict is Verdict.ORIGINAL and decision.story_id == decision.article_id
