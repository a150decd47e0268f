"""The guards of a worker, each taken away by hand: what shows that the simulation would notice.

Each stands for a fault that was found before, in chaos runs, by readers or by the simulation itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, Final
from unittest.mock import patch

from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from stream.dedup.state.deliveries import Deliveries
from stream.kafka import admission
from stream.kafka.admission import Admission
from stream.kafka.batches import Batch
from stream.kafka.commits import CommittingConsumer
from stream.kafka.consumer import Consumer
from stream.kafka.ledger import Ledger
from stream.worker.tables import changelog, editions, shards
from stream.worker.tables.shards import Shards
from tests.simulation.sim_app import Store

Put = Callable[[object, str, object], object]


def _without_gap_check(put: Put) -> None:
    """Any record is taken for the next one: what a fetch left out is lost."""
    admit = Ledger.admit

    def admit_any(ledger: Ledger, records: Sequence[Any]) -> Sequence[Any] | None:
        if records and ledger.expected is not None:
            ledger.expected = max(ledger.expected, int(records[0].offset))
        return admit(ledger, records)

    put(Ledger, "admit", admit_any)


def _unfinished_committed(put: Put) -> None:
    """What was handed out is committed, finished or not."""
    hand_out = Ledger.hand_out

    def hand_out_as_done(ledger: Ledger, batch: Batch) -> None:
        hand_out(ledger, batch)
        batch.finish()

    put(Ledger, "hand_out", hand_out_as_done)


def _lost_in_hand(put: Put) -> None:
    """A batch that was lost between its decisions and their row leaves its decisions in the state."""
    put(Shards, "drop", lambda *_: None)


def _stored_position(put: Put) -> None:
    """What was judged before is judged again."""
    put(Deliveries, "recall", lambda *_: ())


def _disk_hole(put: Put) -> None:
    """The disk notes how far it has come before the row is there, as Faust does."""

    async def write_row(table: Any, batch: Batch, key: bytes, data: bytes | None) -> None:
        changelog._require_ours(batch)  # noqa: SLF001 - the guard that stays
        sent = await table.changelog_topic.send_soon(key=key, value=data, partition=batch.tp.partition)
        changelog._require_ours(batch)  # noqa: SLF001 - as above
        table.data.set_persisted_offset(TP(sent.topic, sent.partition), sent.offset)
        if data is None:
            table.data.pop(key, None)
        else:
            table.data[key] = data

    put(shards, "write_row", write_row)
    put(editions, "write_row", write_row)


def _past_others_rows(put: Put) -> None:
    """A worker that does not know yet that it was given up says that its disk is past what its successor wrote."""
    persisted = Store.persisted_offset
    monitored = changelog.write_row

    async def write_row(table: Any, batch: Batch, key: bytes, data: bytes | None) -> None:
        await monitored(table, batch, key, data)
        place = TP(table.changelog_topic.name, batch.tp.partition)
        end = table.app.broker.log((place.topic, place.partition)).end
        if persisted(table.data, place) is not None:
            table.data.set_persisted_offset(place, end - 1)

    put(shards, "write_row", write_row)
    put(editions, "write_row", write_row)


def _row_of_the_lost(put: Put) -> None:
    """Who has lost a partition writes its row all the same, and takes its disk for up to date."""
    put(changelog, "_require_ours", lambda _: None)


def _back_to_the_start(put: Put) -> None:
    """A seek that finds nothing committed stays where the last fetch ended, and nobody goes back to what was dropped there.

    Either guard does for the other.
    """
    put(Consumer, "perform_seek", CommittingConsumer.perform_seek)
    return_to_dropped = Admission.return_to_dropped

    async def return_to_committed(ours: Any) -> None:
        for tp in tuple(ours._dropped):  # noqa: SLF001 - as the admission's own
            if await ours._source.known_committed(tp) is None:  # noqa: SLF001 - as above
                ours._dropped.discard(tp)  # noqa: SLF001 - as above
        await return_to_dropped(ours)

    put(Admission, "return_to_dropped", return_to_committed)


def _forgotten_at_seek(put: Put) -> None:
    """What was handed out before a seek stays in the ledgers."""

    async def seek(consumer: Any) -> None:
        await CommittingConsumer.perform_seek(consumer)

    put(Consumer, "perform_seek", seek)
    put(Consumer, "resume_flow", CommittingConsumer.resume_flow)


def _skipped_around_recovery(put: Put) -> None:
    """Records that were fetched while a table is recovered are not asked for again."""
    put(Admission, "drop", lambda *_: None)

    async def none(_: Admission) -> None: ...

    put(Admission, "return_to_dropped", none)


def _taken_for_uncommitted(put: Put) -> None:
    """Until Faust knows what is committed, nothing is: the first record that comes is taken for the next one."""

    async def known(consumer: Any, tp: TP) -> int | None:
        offset: int | None = consumer._committed_offset[tp]  # noqa: SLF001 - what Faust knows
        return offset

    async def ledger_of(self: Any, tp: TP, fetched: Sequence[Any]) -> Ledger:
        ledger: Ledger | None = self._ledgers.get(tp)
        if ledger is not None:
            return ledger
        return Ledger(await known(self._source, tp))

    put(Consumer, "known_committed", known)
    put(Admission, "_ledger_of", ledger_of)


def _handed_out_in_recovery(put: Put) -> None:
    """Records are handed out while the table is not there, and after a rebalance overtook them."""
    put(Consumer, "may_hand_out", lambda consumer, _: consumer.flow_active)


def _lost_batches_finished(put: Put) -> None:
    """A batch that was lost may still be finished."""
    put(Ledger, "lose", lambda _: None)


def _out_of_order(put: Put) -> None:
    """The last batch that is finished is committed, whatever stands before it."""

    def settle(ledger: Ledger) -> int | None:
        done = [batch for batch in ledger._out if batch.finished]  # noqa: SLF001 - as the ledger's own
        if not done:
            return None
        while ledger._out and ledger._out[0] is not done[-1]:  # noqa: SLF001 - as above
            ledger._out.popleft()  # noqa: SLF001 - as above
        return ledger._out.popleft().last + 1  # noqa: SLF001 - as above

    put(Ledger, "settle", settle)


def _refused_taken_for_committed(put: Put) -> None:
    """Offsets that the group refused are taken for committed, as Faust does."""
    put(CommittingConsumer, "_commit_offsets", driver.Consumer._commit_offsets)  # noqa: SLF001 - Faust's own


def _deleted_unread(put: Put) -> None:
    """What retention took before it was read is taken for what Kafka itself leaves out."""
    put(admission, "require_kept", lambda *_: None)


def _quiet_embargo(put: Put) -> None:
    """A shard is rebuilt when a record comes, and not before: an embargo does not end where none does."""

    async def none(_: Shards, __: Any) -> None: ...

    put(Shards, "bring_back", none)


def _late_resume(put: Put) -> None:
    """A recovery that ends late lets records flow while the next rebalance has begun."""
    resume = Consumer.resume_flow

    def resume_flow(consumer: Any) -> None:
        consumer._reassigning = False  # noqa: SLF001 - the guard
        resume(consumer)

    put(Consumer, "resume_flow", resume_flow)


def _one_writer(put: Put) -> None:
    """Rows are keyed without their writer: a late one takes the place of another."""
    put(shards, "row_key", lambda partition, number, _: b"%05d/%015d/" % (partition, number))


SABOTAGES: Final[dict[str, Callable[[Put], None]]] = {
    "gap-check": _without_gap_check,
    "unfinished-batches": _unfinished_committed,
    "lost-in-hand": _lost_in_hand,
    "stored-position": _stored_position,
    "disk-hole": _disk_hole,
    "past-others-rows": _past_others_rows,
    "back-to-the-start": _back_to_the_start,
    "forgotten-at-seek": _forgotten_at_seek,
    "skipped-around-recovery": _skipped_around_recovery,
    "taken-for-uncommitted": _taken_for_uncommitted,
    "handed-out-in-recovery": _handed_out_in_recovery,
    "refused-commits": _refused_taken_for_committed,
    "deleted-unread": _deleted_unread,
    "quiet-embargo": _quiet_embargo,
    "late-resume": _late_resume,
    "one-writer": _one_writer,
}
# Guards that other guards do for (docs/simulation.md says which): the schedules stay clean without them.
DOUBLED: Final[dict[str, Callable[[Put], None]]] = {
    "row-of-the-lost": _row_of_the_lost,
    "lost-batches-finished": _lost_batches_finished,
    "out-of-order": _out_of_order,
}


@contextmanager
def sabotaged(name: str) -> Iterator[None]:
    """With one of the guards taken away."""
    with ExitStack() as stack:

        def put(owner: object, attribute: str, replacement: object) -> object:
            return stack.enter_context(patch.object(owner, attribute, replacement))

        (SABOTAGES | DOUBLED)[name](put)
        yield
