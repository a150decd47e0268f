"""The deduplication stage: prepared records in, decisions and outputs out. What the agent and the offline replay run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

from stream import codec
from stream.dedup.census import until_copied
from stream.dedup.journal import Entry, Tick
from stream.dedup.judge import judge, tick
from stream.dedup.state import State
from stream.dedup.text import look_ahead
from stream.errors import RejectedError
from stream.records import ClockTick, Judged, Notice, Output, Position, Prepared, Stream, Verdict


@dataclass(frozen=True, slots=True)
class Record:
    """A record of the prepared topic: where it stands and its bytes."""

    position: Position
    value: bytes


@dataclass(slots=True)
class Outcome:
    """What a batch came to: new decisions for the journal, records to send, records that could not be read.

    `decided` are the home verdicts in order, replayed ones left out: what the verdict counter counts. `repeated` is
    how many home verdicts were given again, `first_copies` how long stories stood that now have their first copy.
    """

    fresh: list[Entry | Tick] = field(default_factory=list)
    outputs: list[Output] = field(default_factory=list)
    rejected: list[tuple[Record, RejectedError]] = field(default_factory=list)
    decided: list[Entry] = field(default_factory=list)
    repeated: int = 0
    first_copies: list[timedelta] = field(default_factory=list)


def dedup(state: State, records: Iterable[Record], partitions: int = 1) -> Outcome:
    """Judge a batch, in order.

    A delivery that was judged before (a batch read again) gets the decision kept, byte for byte. A version that lifts a
    hold or kill goes on to the other shards of the `partitions`, as the hold or kill did.
    """
    outcome = Outcome()
    batch = [(record, _read(record)) for record in records]
    look_ahead(state, [content for _, content in batch if isinstance(content, Prepared)])
    for record, content in batch:
        if isinstance(content, RejectedError):
            outcome.rejected.append((record, content))
        else:
            _one(state, record, content, partitions, outcome)
    return outcome


def _read(record: Record) -> Prepared | ClockTick | RejectedError:
    try:
        if record.value.startswith(b'{"clock":'):
            return codec.decode(ClockTick, record.value)
        return codec.decode(Prepared, record.value)
    except RejectedError as error:
        return error


def _one(
    state: State, record: Record, content: Prepared | ClockTick, partitions: int, outcome: Outcome
) -> None:
    if isinstance(content, ClockTick):
        known = state.recall(record.position)
        ticked = known if isinstance(known, Tick) else tick(state, record.position, content.clock)
        if known is None:
            state.apply(ticked)
            outcome.fresh.append(ticked)
        outcome.outputs.extend(_released(state, ticked.releases))
        outcome.outputs.extend(map(_notice, ticked.notices))
        return
    prepared = content
    known = state.recall(prepared.article.position)
    if isinstance(known, Entry):
        entry = known
        outcome.repeated += entry.home
    else:
        entry = judge(state, prepared)
        alone = until_copied(state, entry)
        state.apply(entry)
        outcome.fresh.append(entry)
        if alone is not None:
            outcome.first_copies.append(alone)
        if entry.home:
            outcome.decided.append(entry)
    outcome.outputs.extend(_released(state, entry.releases))
    outcome.outputs.extend(render(prepared, entry))
    if entry.home and entry.lifts is not None:
        outcome.outputs.extend(_for_others(prepared, record.position.partition, partitions))


def render(prepared: Prepared, entry: Entry) -> Iterator[Output]:
    """The records that a decision sends: the verdict (from its home shard alone), then its notices."""
    if entry.home:
        judged = _judged(prepared, entry)
        if entry.embargo == "parked":
            # The verdict is known, the text must not be: it goes out on release.
            judged = replace(judged, article=replace(judged.article, headline="", body="", extra={}))
        yield _verdict(judged)
    yield from map(_notice, entry.notices)


def _for_others(prepared: Prepared, home: int, partitions: int) -> Iterator[Output]:
    value = codec.encode(replace(prepared, home=False))
    key, received = prepared.article.language.encode(), prepared.article.received
    for shard in range(partitions):
        if shard != home:
            yield Output(Stream.PREPARED, key, value, shard, received)


def _released(state: State, articles: Iterable[str]) -> Iterator[Output]:
    for article_id in articles:
        entry = state.parked(article_id)
        if entry is not None and entry.parked is not None:
            yield _verdict(replace(_judged(entry.parked, entry), embargo="released"))


def _judged(prepared: Prepared, entry: Entry) -> Judged:
    return Judged(
        prepared.article,
        entry.story_id,
        entry.verdict,
        entry.reason,
        entry.match,
        entry.changes,
        entry.origin,
        entry.supersedes,
        entry.embargo,
        entry.related,
        entry.contains,
    )


def _verdict(judged: Judged) -> Output:
    article_id = judged.article.article_id
    if judged.verdict is Verdict.COPY:
        return Output(Stream.COPIES, article_id.encode(), codec.encode(judged), None, judged.article.received)
    return Output(
        Stream.JUDGED, judged.story_id.encode(), codec.encode(judged), None, judged.article.received
    )


def _notice(notice: Notice) -> Output:
    return Output(Stream.NOTICES, notice.story_id.encode(), codec.encode(notice), None, notice.received)
