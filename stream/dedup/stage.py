"""The deduplication stage: prepared records in, decisions and outputs out. What the agent and the offline replay run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from stream.dedup.journal.decision import Decision, Tick, delivery_of
from stream.dedup.journal.facts import Step
from stream.dedup.journal.packing import step_of
from stream.dedup.judging.judge import judge, tick
from stream.dedup.judging.matching import look_ahead
from stream.dedup.state.census import until_copied
from stream.dedup.state.state import State
from stream.model import codec
from stream.model.articles import ClockTick, Position, Prepared, Stream
from stream.model.errors import RejectedError
from stream.model.faults import FaultError, fault_of, unkept
from stream.model.notices import Notice
from stream.model.outputs import Output
from stream.model.records import Record
from stream.model.verdicts import Judged, Verdict
from stream.text.sketch import decode_bytes, keys_of_many


@dataclass(slots=True)
class DedupOutcome:
    """What a batch came to: new decisions for the journal, records to send, records that could not be read.

    `steps` are the new decisions packed. `decided` are the home verdicts in order, replayed ones left out: what the verdict counter counts. `repeated` is
    how many home verdicts were given again, `first_copies` how long stories stood that now have their first copy.
    `displaced` are the positions of new records at which others stood that were decided: their topic was made anew.
    """

    fresh: list[Decision | Tick] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    outputs: list[Output] = field(default_factory=list)
    rejected: list[tuple[Record, RejectedError]] = field(default_factory=list)
    decided: list[Decision] = field(default_factory=list)
    repeated: int = 0
    first_copies: list[timedelta] = field(default_factory=list)
    displaced: list[Position] = field(default_factory=list)


class _Judging(NamedTuple):
    """How records are judged: the way from the state and an article to the decision, and how many shards there are."""

    decide: Callable[[State, Prepared], Decision]
    partitions: int


class _Decision(NamedTuple):
    """What a record comes to, before the state takes any of it: the outputs but for the releases, which are the state's.

    `fresh` is the decision packed where it is a new one; `alone` how long the story stood that now has its first copy.
    """

    decided: Decision | Tick
    outputs: list[Output]
    fresh: Step | None = None
    alone: timedelta | None = None


def dedup(
    state: State,
    records: Iterable[Record],
    partitions: int = 1,
    decide: Callable[[State, Prepared], Decision] = judge,
) -> DedupOutcome:
    """Judge a batch, in order.

    A delivery that was judged before (a batch read again) gets the decision kept, byte for byte: the same article at the
    same position. Another article there is a new one, of a topic that was made anew. A version that lifts a
    hold or kill goes on to the other shards of the `partitions`, as the hold or kill did.

    A record that judging fails on is rejected alone, whatever the exception (see `stream.model.faults`): judging reads the
    state and never writes it, so nothing of the record is left in it but the note that it failed. Applying a decision
    does write it: a fault there may leave the state half changed, which nothing undoes, and every verdict after it could
    be wrong. So that stops the worker, and the state is rebuilt from its rows.

    Raises:
        StopError: a decision could not be applied: the state must be dropped.
        NewswireError: a decision that was kept cannot be read.
    """
    outcome = DedupOutcome()
    batch = [(record, _read(record)) for record in records]
    _look_ahead(state, [content for _, content in batch if isinstance(content, Prepared)])
    for record, content in batch:
        if isinstance(content, RejectedError):
            outcome.rejected.append((record, content))
        else:
            _one(state, record, content, _Judging(decide, partitions), outcome)
    return outcome


def _read(record: Record) -> Prepared | ClockTick | RejectedError:
    try:
        if record.value.startswith(b'{"clock":'):
            return codec.decode(ClockTick, record.value)
        return codec.decode(Prepared, record.value)
    except RejectedError as error:
        return error
    except Exception as error:  # noqa: BLE001 - the same bytes fail the same way each time: nothing to remember
        return fault_of(error)


def _look_ahead(state: State, batch: list[Prepared]) -> None:
    try:
        look_ahead(state, batch)
    except Exception:
        # A sketch that cannot be read must not take the others with it: it fails again, alone, when it is judged.
        sound = [each for each in batch if _is_sound(each)]
        if len(sound) == len(batch):
            raise
        look_ahead(state, sound)


def _is_sound(prepared: Prepared) -> bool:
    try:
        keys_of_many([decode_bytes(prepared.sketch)])
    except Exception:  # noqa: BLE001 - which one is told when it is judged
        return False
    return True


def _one(
    state: State, record: Record, content: Prepared | ClockTick, judging: _Judging, outcome: DedupOutcome
) -> None:
    known = _recalled(state, record, content, outcome)
    if isinstance(known, Tick) and known.fault:
        outcome.rejected.append((record, FaultError(known.fault)))
        return
    try:
        decision = _decide(state, record, content, known, judging)
    except Exception as error:  # noqa: BLE001 - whatever it is, it must not take the others with it
        fault = fault_of(error)
        outcome.rejected.append((record, fault))
        failed = _failed(state, record, content, fault)
        decision = _Decision(failed, [], step_of(failed))
    _take(state, decision, outcome)


def _recalled(
    state: State, record: Record, content: Prepared | ClockTick, outcome: DedupOutcome
) -> Decision | Tick | None:
    """The decision kept for a delivery (see `delivery_of`): an article's by its raw record, others by the record itself.

    That another was given one at its place is noted in the outcome.
    """
    if isinstance(content, ClockTick):
        return _given(state, record.position, "", outcome)
    article = content.article
    failed = (record.position, article.article_id)
    for own in state.recall(record.position):
        if isinstance(own, Tick) and own.fault and delivery_of(own) == failed:
            return own
    return _given(state, article.position, article.article_id, outcome)


def _decide(
    state: State,
    record: Record,
    content: Prepared | ClockTick,
    known: Decision | Tick | None,
    judging: _Judging,
) -> _Decision:
    """What a record comes to. All that can fail on it is done here, before the state takes anything of it."""
    if isinstance(content, ClockTick):
        ticked = known or tick(state, record.position, content.clock, record.appended)
        return _Decision(ticked, list(map(_notice, ticked.notices)), None if known else step_of(ticked))
    decision = (
        known if isinstance(known, Decision) else judging.decide(state, _heard(content, record.appended))
    )
    article = codec.article_json(content, record.value)
    outputs = list(render(content, decision, article))
    if decision.home and decision.lifts is not None:
        outputs.extend(_for_others(content, article, record.position.partition, judging.partitions))
    if known is not None:
        return _Decision(decision, outputs)
    return _Decision(decision, outputs, step_of(decision), until_copied(state, decision))


def _failed(state: State, record: Record, content: Prepared | ClockTick, fault: FaultError) -> Tick:
    """The note that a record failed, of the time at which its decision would have been."""
    if isinstance(content, ClockTick):
        return Tick(record.position, state.clock, (), (), fault.said)
    article, clock = content.article, state.clock
    if article.received.tzinfo is not None:  # else that may be the very fault
        clock = max(clock, article.received)
    return Tick(record.position, clock, (), (), fault.said, article.article_id)


def _take(state: State, decision: _Decision, outcome: DedupOutcome) -> None:
    decided = decision.decided
    try:
        if decision.fresh is not None:
            state.apply(decided, decision.fresh)
        released = list(_released(state, decided.releases))
    except Exception as error:
        raise unkept(error, "state") from error
    if decision.fresh is not None:
        outcome.fresh.append(decision.decided)
        outcome.steps.append(decision.fresh)
    if decision.alone is not None:
        outcome.first_copies.append(decision.alone)
    if isinstance(decided, Decision) and decided.home:
        if decision.fresh is None:
            outcome.repeated += 1
        else:
            outcome.decided.append(decided)
    outcome.outputs.extend(released)
    outcome.outputs.extend(decision.outputs)


def _heard(prepared: Prepared, appended: datetime | None) -> Prepared:
    """An article received no later than the broker appended what came of it.

    A feed's clock that is ahead, and an intake worker's that lets it pass, would end the embargoes of others early.
    """
    if appended is None or prepared.article.received <= appended:
        return prepared
    return replace(prepared, article=replace(prepared.article, received=appended))


def _given(
    state: State, position: Position, article_id: str, outcome: DedupOutcome
) -> Decision | Tick | None:
    """The decision given before for a delivery (see `delivery_of`); that another was given one at its place is noted."""
    there = state.recall(position)
    for decision in there:
        if delivery_of(decision) == (position, article_id):
            return decision
    if there:
        outcome.displaced.append(position)
    return None


def render(prepared: Prepared, decision: Decision, article: bytes | None = None) -> Iterator[Output]:
    """The records that a decision sends: the verdict (from its home shard alone), then its notices.

    `article` is the article as JSON, where it is at hand (see `codec.article_json`).
    """
    if decision.home:
        judged = _judged(prepared, decision)
        if decision.embargo == "parked":
            # The verdict is known, the text must not be: it goes out on release.
            judged = replace(judged, article=replace(judged.article, headline="", body="", extra={}))
            article = None
        yield _verdict(judged, article)
    yield from map(_notice, decision.notices)


def _for_others(prepared: Prepared, article: bytes | None, home: int, partitions: int) -> Iterator[Output]:
    value = codec.encode(replace(prepared, home=False), article)
    key, received = prepared.article.language.encode(), prepared.article.received
    for shard in range(partitions):
        if shard != home:
            yield Output(Stream.PREPARED, key, value, shard, received)


def _released(state: State, articles: Iterable[str]) -> Iterator[Output]:
    for article_id in articles:
        decision = state.parked(article_id)
        if decision is not None and decision.parked is not None:
            yield _verdict(replace(_judged(decision.parked, decision), embargo="released"))


def _judged(prepared: Prepared, decision: Decision) -> Judged:
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
    )


def _verdict(judged: Judged, article: bytes | None = None) -> Output:
    article_id = judged.article.article_id
    if judged.verdict is Verdict.COPY:
        return Output(
            Stream.COPIES, article_id.encode(), codec.encode(judged, article), None, judged.article.received
        )
    return Output(
        Stream.JUDGED, judged.story_id.encode(), codec.encode(judged, article), None, judged.article.received
    )


def _notice(notice: Notice) -> Output:
    return Output(Stream.NOTICES, notice.story_id.encode(), codec.encode(notice), None, notice.received)
