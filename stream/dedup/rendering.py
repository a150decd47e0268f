"""The records that a decision sends: verdicts, releases, notices, records of threads, and what other shards must know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from stream.dedup.journal.decision import Decision, Tick
from stream.dedup.state.state import State
from stream.model import codec
from stream.model.articles import Prepared, Stream
from stream.model.notices import OF_THREADS, Notice
from stream.model.outputs import Output
from stream.model.record_headers import judged_headers, notice_headers, thread_headers
from stream.model.thread_records import Threaded, ThreadRecord
from stream.model.verdicts import Judged, Verdict


def render(
    prepared: Prepared, decision: Decision, article: bytes | None = None, partition: int | None = None
) -> Iterator[Output]:
    """The records that a decision sends: the verdict (from its home shard alone), then its notices.

    `article` is the article as JSON, if the caller has it (see `codec.article_json`); `partition` is the shard.
    """
    if decision.home:
        judged = _judged(prepared, decision, decision.threads)
        if decision.embargo == "parked":
            # The verdict is known, the text must not be: it goes out on release.
            judged = replace(judged, article=replace(judged.article, headline="", body="", extra={}))
            article = None
        yield _verdict(judged, article)
    yield from notices_of(decision, partition)


def for_other_shards(
    prepared: Prepared, article: bytes | None, home: int, partitions: int
) -> Iterator[Output]:
    """The record that tells the other shards of a version that lifts a hold or kill; they judge it and send no verdict."""
    value = codec.encode(replace(prepared, home=False), article)
    key, received = prepared.article.language.encode(), prepared.article.received
    for shard in range(partitions):
        if shard != home:
            yield Output(Stream.PREPARED, key, value, shard, received)


def releases(state: State, decided: Decision | Tick) -> Iterator[Output]:
    """The verdicts of articles whose embargo ends with this decision."""
    for article_id in decided.releases:
        decision = state.parked(article_id)
        if decision is not None and decision.parked is not None:
            judged = _judged(decision.parked, decision, decided.threads)
            yield _verdict(replace(judged, embargo="released"))


def _judged(prepared: Prepared, decision: Decision, threads: tuple[Threaded, ...]) -> Judged:
    found = next((one for one in threads if one.article_id == decision.article_id), None)
    return Judged(
        prepared.article,
        decision.story_id,
        decision.verdict,
        decision.reason,
        decision.match,
        decision.changes,
        decision.origin,
        decision.supersedes,
        decision.embargo,
        decision.related,
        decision.contains,
        "" if found is None else found.thread_id,
        None if found is None else found.thread,
    )


def _verdict(judged: Judged, article: bytes | None = None) -> Output:
    is_copy = judged.verdict is Verdict.COPY
    stream = Stream.COPIES if is_copy else Stream.JUDGED
    key = (judged.article.article_id if is_copy else judged.story_id).encode()
    value = codec.encode(judged, article)
    return Output(stream, key, value, None, judged.article.received, judged_headers(stream, judged))


def notices_of(decided: Decision | Tick, partition: int | None) -> list[Output]:
    """The notices of a decision, then its records of threads."""
    notices = [_notice(notice, partition) for notice in decided.notices]
    return [*notices, *(_of_thread(record, partition) for record in decided.thread_records)]


def _of_thread(record: ThreadRecord, partition: int | None) -> Output:
    # As for notices of threads: records of threads that merge are in one partition, in order.
    key, value = record.thread_id.encode(), codec.encode(record)
    return Output(Stream.THREADS, key, value, partition, record.received, thread_headers(record))


def _notice(notice: Notice, partition: int | None) -> Output:
    value, headers = codec.encode(notice), notice_headers(notice)
    if notice.linked is not None:
        key = notice.linked.thread_id.encode()
        return Output(Stream.NOTICES, key, value, partition, notice.received, headers)
    if notice.kind in OF_THREADS:
        # The merges and splits of a language's threads depend on each other: all are in its shard's partition, in order.
        return Output(Stream.NOTICES, notice.thread_id.encode(), value, partition, notice.received, headers)
    return Output(Stream.NOTICES, notice.story_id.encode(), value, None, notice.received, headers)
