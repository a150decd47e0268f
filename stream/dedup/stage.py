"""The deduplication stage: prepared records in, decisions and outputs out. The agent and the offline replay run it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol, TypeVar

from stream.dedup.journal.decision import Decision, Tick, delivery_of
from stream.dedup.journal.facts import Step
from stream.dedup.journal.packing import step_of
from stream.dedup.judging.judge import judge, tick
from stream.dedup.judging.matching import look_ahead
from stream.dedup.rendering import for_other_shards, notices_of, releases, render
from stream.dedup.state.census import until_copied
from stream.dedup.state.state import State
from stream.model import codec
from stream.model.articles import ClockTick, Position, Prepared
from stream.model.errors import RejectedError
from stream.model.event_reports import EventReport, EventReports
from stream.model.faults import FaultError, fault_of, unkept
from stream.model.outputs import Output
from stream.model.records import Record
from stream.text.sketch import decode_bytes, keys_of_many

D = TypeVar("D", bound=Decision | Tick)


@dataclass(slots=True)
class DedupOutcome:
    """The result of a batch: new decisions for the journal, records to send, records that could not be read.

    `steps` are the new decisions, packed. `decided` are the new home verdicts in order, which the verdict counter counts;
    `repeated` is how many home verdicts were given again. `first_copies` are the ages of the stories that now have their first
    copy. `displaced` are the positions of new records where other records were decided before: the topic was made anew.
    """

    fresh: list[Decision | Tick] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    outputs: list[Output] = field(default_factory=list)
    rejected: list[tuple[Record, RejectedError]] = field(default_factory=list)
    decided: list[Decision] = field(default_factory=list)
    repeated: int = 0
    first_copies: list[timedelta] = field(default_factory=list)
    displaced: list[Position] = field(default_factory=list)


class Following(Protocol):
    """A second stage that decides together with the deduplication; both decisions are in one row, and its state is kept like the shard's."""

    def follow(self, state: State, decided: D, prepared: Prepared | None) -> tuple[D, bytes]:
        """Add its own decision to a new one, without changing any state: returns the completed decision and a step for `apply`."""

    def learn(self, ticked: Tick, reports: Sequence[EventReport]) -> tuple[Tick, bytes]:
        """The result of what the tagger read, without changing any state, and a step for `apply`."""

    def apply(self, beside: bytes) -> None:
        """Apply a step. A step that was applied before changes nothing."""


class _Judging(NamedTuple):
    """How records are judged: the function from the state and an article to the decision, the number of shards, and the second stage."""

    decide: Callable[[State, Prepared], Decision]
    partitions: int
    following: Following | None = None


class _Decision(NamedTuple):
    """The result of a record before it is applied to the state: the outputs without the releases, which the state gives.

    `fresh` is the packed decision if it is a new one; `alone` is the age of a story that now has its first copy.
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
    following: Following | None = None,
) -> DedupOutcome:
    """Judge a batch, in order.

    A delivery that was judged before (the same article at the same position, as when a batch is read again) gets the stored
    decision, byte for byte. Another article at that position is new: the topic was made anew. A version that lifts a hold or
    kill is sent on to the other shards of the `partitions`, like the hold or kill itself. What `following` decides with a new
    decision is in its record, its row and its notices.

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
            _one(state, record, content, _Judging(decide, partitions, following), outcome)
    return outcome


def _read(record: Record) -> Prepared | ClockTick | EventReports | RejectedError:
    try:
        if record.value.startswith(b'{"clock":'):
            return codec.decode(ClockTick, record.value)
        if record.value.startswith(b'{"reports":'):
            return codec.decode(EventReports, record.value)
        return codec.decode(Prepared, record.value)
    except RejectedError as error:
        return error
    except Exception as error:  # noqa: BLE001 - the same bytes fail the same way each time: nothing to remember
        return fault_of(error)


def _look_ahead(state: State, batch: list[Prepared]) -> None:
    try:
        look_ahead(state, batch)
    except Exception:
        # A sketch that cannot be read must not stop the others: it fails again, alone, when it is judged.
        sound = [each for each in batch if _is_sound(each)]
        if len(sound) == len(batch):
            raise
        look_ahead(state, sound)


def _is_sound(prepared: Prepared) -> bool:
    try:
        keys_of_many([decode_bytes(prepared.sketch)])
    except Exception:  # noqa: BLE001 - judging finds out which one it is
        return False
    return True


def _one(
    state: State,
    record: Record,
    content: Prepared | ClockTick | EventReports,
    judging: _Judging,
    outcome: DedupOutcome,
) -> None:
    known = _recalled(state, record, content, outcome)
    if isinstance(known, Tick) and known.fault:
        outcome.rejected.append((record, FaultError(known.fault)))
        return
    try:
        decision = _decide(state, record, content, known, judging)
    except Exception as error:  # noqa: BLE001 - no fault of one record may stop the others
        fault = fault_of(error)
        outcome.rejected.append((record, fault))
        failed = _failed(state, record, content, fault)
        decision = _Decision(failed, [], step_of(failed))
    _take(state, decision, judging.following, outcome)


def _recalled(
    state: State, record: Record, content: Prepared | ClockTick | EventReports, outcome: DedupOutcome
) -> Decision | Tick | None:
    """The stored decision for a delivery (see `delivery_of`), found by an article's raw record or by the record itself.

    If another record was decided at its position, the outcome notes that.
    """
    if isinstance(content, ClockTick | EventReports):
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
    content: Prepared | ClockTick | EventReports,
    known: Decision | Tick | None,
    judging: _Judging,
) -> _Decision:
    """The result of a record. Everything that can fail on it is done here, before the state is changed."""
    if isinstance(content, ClockTick):
        if known is not None:
            return _Decision(known, notices_of(known, record.position.partition))
        ticked, beside = _followed(
            state, tick(state, record.position, content.clock, record.appended), None, judging
        )
        outputs = notices_of(ticked, record.position.partition)
        return _Decision(ticked, outputs, step_of(ticked)._replace(beside=beside))
    if isinstance(content, EventReports):
        if known is None:
            return _learned(state, record, content, judging)
        return _Decision(known, notices_of(known, record.position.partition))
    decision, beside = known, b""
    if not isinstance(decision, Decision):
        heard = _heard(content, record.appended)
        decision, beside = _followed(state, judging.decide(state, heard), heard, judging)
    article = codec.article_json(content, record.value)
    outputs = list(render(content, decision, article, record.position.partition))
    if decision.home and decision.lifts is not None:
        outputs.extend(for_other_shards(content, article, record.position.partition, judging.partitions))
    if known is not None:
        return _Decision(decision, outputs)
    step = step_of(decision)
    return _Decision(
        decision,
        outputs,
        step._replace(beside=beside) if beside else step,
        until_copied(state, decision),
    )


def _learned(state: State, record: Record, content: EventReports, judging: _Judging) -> _Decision:
    """The result of what the tagger read. The log's time is taken from the articles read, because the shard may have no article of its own."""
    clock = max(state.clock, *(report.received for report in content.reports))
    ticked, beside = Tick(record.position, clock, (), ()), b""
    if judging.following is not None:
        ticked, beside = judging.following.learn(ticked, content.reports)
    outputs = notices_of(ticked, record.position.partition)
    return _Decision(ticked, outputs, step_of(ticked)._replace(beside=beside))


def _followed(state: State, decided: D, prepared: Prepared | None, judging: _Judging) -> tuple[D, bytes]:
    if judging.following is None:
        return decided, b""
    return judging.following.follow(state, decided, prepared)


def _failed(
    state: State, record: Record, content: Prepared | ClockTick | EventReports, fault: FaultError
) -> Tick:
    """The note that a record failed, of the time at which its decision would have been."""
    if isinstance(content, ClockTick | EventReports):
        return Tick(record.position, state.clock, (), (), fault.said)
    article, clock = content.article, state.clock
    if article.received.tzinfo is not None:  # else that may be the very fault
        clock = max(clock, article.received)
    return Tick(record.position, clock, (), (), fault.said, article.article_id)


def _take(state: State, decision: _Decision, following: Following | None, outcome: DedupOutcome) -> None:
    decided = decision.decided
    try:
        if decision.fresh is not None:
            state.apply(decided, decision.fresh)
            if following is not None and decision.fresh.beside:
                following.apply(decision.fresh.beside)
        released = list(releases(state, decided))
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
    """An article whose time of receipt is at most the time at which the broker appended its prepared record.

    Otherwise a feed's clock that is ahead, passed on by an intake worker's clock, would end embargoes of others early.
    """
    if appended is None or prepared.article.received <= appended:
        return prepared
    return replace(prepared, article=replace(prepared.article, received=appended))


def _given(
    state: State, position: Position, article_id: str, outcome: DedupOutcome
) -> Decision | Tick | None:
    """The decision given before for a delivery (see `delivery_of`); notes it if another record was decided at its position."""
    there = state.recall(position)
    for decision in there:
        if delivery_of(decision) == (position, article_id):
            return decision
    if there:
        outcome.displaced.append(position)
    return None
