"""Enters what was fetched into the ledgers, asks for it again, or ends the worker where records are missing."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Protocol

from aiokafka.errors import IllegalStateError
from faust.types import TP

from stream.kafka.ledger import Ledger, require_kept, require_reached
from stream.model.errors import StopError

Era = tuple[int, int]  # the group's generation, and how often in it everything handed out was dropped


class Source(Protocol):
    """What admission asks of its consumer: `stream.kafka.consumer.Consumer` is one."""

    app: Any
    log: Any

    @property
    def era(self) -> Era:
        """The present era: what was fetched in an earlier one is dropped."""

    def may_hand_out(self, era: Era) -> bool:
        """Whether agents may be given what was fetched in that era."""

    def assignment(self) -> AbstractSet[TP]:
        """The partitions that are ours."""

    def log_end(self, tp: TP) -> int | None:
        """The end of a partition's log as the last fetch of it knew it."""

    async def log_start(self, tp: TP) -> int:
        """The first offset of a partition's log."""

    async def log_end_now(self, tp: TP) -> int:
        """The end of a partition's log as the broker knows it now."""

    async def known_committed(self, tp: TP) -> int | None:
        """What is committed of a partition, None when nothing is."""

    async def seek_wait(self, offsets: Mapping[TP, int]) -> None:
        """Fetch from these offsets next."""

    async def stop_worker(self, error: StopError) -> None:
        """End the worker; does not return."""


class Admission:
    """Between the fetches of a consumer and its ledgers, which it fills."""

    def __init__(self, source: Source, ledgers: dict[TP, Ledger]) -> None:
        self._source = source
        self._ledgers = ledgers
        self._dropped: set[TP] = set()  # fetched and not taken in: their position is ahead of the ledger

    def drop(self, tp: TP) -> None:
        """Note that records of a partition were fetched and not taken in: they are asked for again."""
        self._dropped.add(tp)

    async def append(self, tp: TP, fetched: Sequence[Any], era: Era) -> None:
        """Enter fetched records into the partition's ledger, or have them asked for again, or stop on a true gap."""
        if not fetched:
            return
        if not self._source.may_hand_out(era):
            # Fetched behind the seek that ended a recovery, perhaps: nothing but a seek brings them again, and where
            # no more records come no hole would ever tell.
            self._dropped.add(tp)
            return
        ledger = await self._ledger_of(tp, fetched)
        if not self._source.may_hand_out(era):
            # The committed offset was still being sought: "nothing is committed" was not an answer.
            self._dropped.add(tp)
            return
        fresh = ledger.admit(fetched)
        if fresh is None:
            self._ledgers[tp] = ledger
            await self._ask_again(tp, ledger)
            return
        try:
            hole = ledger.hole_before(fresh)
            if hole is not None:
                require_kept(tp, hole, await self._source.log_start(tp))
            elif not fresh and ledger.expected is not None:
                await self._require_reached(tp, ledger.expected)
        except StopError as error:
            await self._source.stop_worker(error)
        if self._source.may_hand_out(era):
            self._ledgers[tp] = ledger
            ledger.hold(fresh, time.monotonic())

    async def _require_reached(self, tp: TP, expected: int) -> None:
        end = self._source.log_end(tp)
        if end is not None and end < expected:
            # After a standstill the committed offset is asked for before the end of the log: other workers may have moved both.
            require_reached(tp, expected, await self._source.log_end_now(tp))

    async def return_to_dropped(self) -> None:
        """Seek back to where the ledgers are, where fetched records were not taken in."""
        era = self._source.era
        if not self._dropped or not self._source.may_hand_out(era):
            return
        for tp in tuple(self._dropped):
            if tp in self._source.assignment():
                ledger = self._ledgers.get(tp)
                offset = ledger.expected if ledger is not None else await self._source.known_committed(tp)
                if offset is None:
                    offset = await self._source.log_start(tp)
                self._source.log.info("%s: fetching again from offset %s: nothing is lost", tp, offset)
                await self._seek(tp, offset)
            if self._source.era != era:  # a seek of Faust's own came between: look again where we are
                return
            self._dropped.discard(tp)

    async def done_before(self, tp: TP, offset: int) -> bool:
        """Whether all records of a partition before an offset are finished; False where that is not known now."""
        if not self._source.may_hand_out(self._source.era) or tp in self._dropped:
            return False
        ledger = self._ledgers.get(tp)
        if ledger is not None:
            return ledger.idle and (ledger.expected or 0) >= offset
        committed = await self._source.known_committed(tp)
        return (await self._source.log_start(tp) if committed is None else committed) >= offset

    async def _ledger_of(self, tp: TP, fetched: Sequence[Any]) -> Ledger:
        ledger = self._ledgers.get(tp)
        if ledger is not None:
            return ledger
        expected = await self._source.known_committed(tp)
        if expected is None and self._source.app.conf.consumer_auto_offset_reset == "earliest":
            # Nothing was committed: without the log's start, an answer from before a rebalance would pass for it.
            expected = min(await self._source.log_start(tp), fetched[0].offset)
        return Ledger(expected)

    async def _ask_again(self, tp: TP, ledger: Ledger) -> None:
        if ledger.expected is None:
            return
        self._source.log.info("%s: asking again from offset %s", tp, ledger.expected)
        await self._seek(tp, ledger.expected)

    async def _seek(self, tp: TP, offset: int) -> None:
        try:
            await self._source.seek_wait({tp: offset})
        except IllegalStateError:
            self._source.log.info("%s: no longer ours", tp)
