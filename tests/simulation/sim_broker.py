"""A broker in memory: logs, committed offsets and one consumer group, with answers that are lost or late.

What a request does to the broker it does once it arrives; whether its answer arrives is another matter. Who gets no
answer asks again, as aiokafka does: so a record may be appended twice.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from contextvars import Context
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final, TypeVar

from aiokafka.errors import (
    CommitFailedError,
    IllegalGenerationError,
    KafkaTimeoutError,
    OffsetOutOfRangeError,
    UnknownMemberIdError,
)

from tests.simulation.sim_loop import EPOCH, OWNER, Process, SimLoop

T = TypeVar("T")
Place = tuple[str, int]

# One way of a request or an answer, in seconds; and of one that is late.
WAY_SECONDS: Final = (0.0002, 0.004)
LATE_SECONDS: Final = (0.05, 4.0)
# Who asks gives up waiting for an answer after this, and asks again; a record that was not taken by then is an error.
ANSWER_SECONDS: Final = 1.5
DELIVERY_SECONDS: Final = 12.0
SESSION_SECONDS: Final = 3.0
JOIN_SECONDS: Final = 6.0  # a member that has not joined anew by then is out
POLL_SECONDS: Final = 1.0  # how long a fetch waits for records
APPEND_TIME: Final = 1


@dataclass(frozen=True, slots=True)
class Appended:
    """A record in a log, with the names that aiokafka gives its own."""

    topic: str
    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...] = ()
    timestamp_type: int = APPEND_TIME
    checksum: int | None = None
    serialized_key_size: int = 0
    serialized_value_size: int = 0


@dataclass(slots=True)
class Log:
    """One partition: its records from `start` on."""

    records: list[Appended] = field(default_factory=list)
    start: int = 0

    @property
    def end(self) -> int:
        """The offset of the next record."""
        return self.start + len(self.records)


@dataclass(slots=True)
class Network:
    """How often a message is late, and how often it is lost; until when the broker is away."""

    late: float = 0.0
    lost: float = 0.0
    away_until: float = 0.0


@dataclass(slots=True, eq=False)
class Member:
    """A member of the group: when it was last heard of, the generation it is in, who waits for the next one."""

    name: str
    heard: float
    generation: int = -1
    commits: int = 0
    joining: asyncio.Future[tuple[int, tuple[int, ...]]] | None = None


class Broker:
    """All topics have the same partitions, and the group shares them out by their numbers, as Faust's assignor does.

    Args:
        loop: whose time it takes.
        rng: what chooses.
        partitions: of every topic.
        faults: what was done to the network is counted here.
    """

    def __init__(self, loop: SimLoop, rng: Random, partitions: int, faults: Counter[str]) -> None:
        self.loop = loop
        self.rng = rng
        self.partitions = partitions
        self.faults = faults
        self.network = Network()
        self.logs: dict[Place, Log] = {}
        self.committed: dict[Place, int] = {}
        self.members: dict[str, Member] = {}
        self.generation = 0
        self._preparing: asyncio.TimerHandle | None = None
        self._waiting: dict[Place, list[Callable[[], None]]] = {}
        self._own: Final = Context()

    def log(self, place: Place) -> Log:
        """The log of a partition."""
        log = self.logs.get(place)
        if log is None:
            log = self.logs[place] = Log()
        return log

    # Requests.

    async def ask(
        self, effect: Callable[[], T], patience: float = DELIVERY_SECONDS, *, of_group: bool = False
    ) -> T:
        """What comes of a request; asked again until an answer arrives. `of_group` goes to the group's coordinator.

        Raises:
            KafkaTimeoutError: none came for too long: whether it was done is not known.
        """
        give_up = self.loop.now + patience
        while True:
            answer: asyncio.Future[T] = self.loop.create_future()
            self.later(self._way(), self._arrive, effect, answer, OWNER.get() if of_group else None)
            waits = self.loop.call_later(ANSWER_SECONDS, _unanswered, answer)
            try:
                return await answer
            except TimeoutError:
                self.faults["unanswered"] += 1
                if self.loop.now >= give_up:
                    raise KafkaTimeoutError from None
            finally:
                waits.cancel()

    def later(self, seconds: float, call: Callable[..., object], *args: Any) -> asyncio.TimerHandle:
        """Do something later, whoever lives then."""
        return self.loop.call_later(seconds, call, *args, context=self._own)

    def _way(self) -> float:
        if self.rng.random() < self.network.late:
            self.faults["late"] += 1
            return self.rng.uniform(*LATE_SECONDS)
        return self.rng.uniform(*WAY_SECONDS)

    def _is_lost(self) -> bool:
        if self.loop.now < self.network.away_until:
            return True
        if self.rng.random() < self.network.lost:
            self.faults["lost"] += 1
            return True
        return False

    def _arrive(self, effect: Callable[[], Any], answer: asyncio.Future[Any], member: Process | None) -> None:
        if self._is_lost() or (member is not None and self.loop.now < member.deaf_until):
            return
        settle: Callable[[asyncio.Future[Any], Any], None] = _settle
        try:
            result = effect()
        except Exception as error:  # noqa: BLE001 - an error is an answer, too
            settle, result = _fail, error
        if isinstance(result, asyncio.Future):
            result.add_done_callback(
                lambda done: self.later(self._way(), _settle, answer, done.result()), context=self._own
            )
        elif not self._is_lost():
            self.later(self._way(), settle, answer, result)

    # Logs.

    def append(
        self,
        place: Place,
        records: Iterable[tuple[bytes | None, bytes | None, Any]],
        stamp: float | None = None,
    ) -> int:
        """Append records; the offset of the last one."""
        log = self.log(place)
        now = self.loop.now + EPOCH if stamp is None else stamp
        for key, value, headers in records:
            log.records.append(Appended(*place, log.end, int(now * 1000), key, value, tuple(headers or ())))
        for answer in self._waiting.pop(place, ()):
            answer()
        return log.end - 1

    def fetch(self, place: Place, offset: int, most: int) -> Any:
        """Records from an offset on and the log's end, or a future of them.

        Raises:
            OffsetOutOfRangeError: there is no such offset.
        """
        log = self.log(place)
        if not log.start <= offset <= log.end:
            raise OffsetOutOfRangeError
        if offset < log.end:
            return self._from(place, offset, most)
        found: asyncio.Future[Any] = self.loop.create_future()

        def answer() -> None:
            if not found.done():
                found.set_result(self._from(place, offset, most))

        self._waiting.setdefault(place, []).append(answer)
        self.later(POLL_SECONDS, answer)
        return found

    def _from(self, place: Place, offset: int, most: int) -> tuple[list[Appended], int]:
        log = self.log(place)
        at = max(offset - log.start, 0)
        return log.records[at : at + most], log.end

    # The group.

    def join(self, name: str) -> asyncio.Future[tuple[int, tuple[int, ...]]]:
        """Join, or join anew: the generation, and the numbers of the partitions."""
        member = self.members.setdefault(name, Member(name, self.loop.now))
        member.heard = self.loop.now
        if member.joining is None or member.joining.done():
            member.joining = self.loop.create_future()
        self.rebalance()
        self._complete_when_all()
        return member.joining

    def leave(self, name: str) -> None:
        """Leave for good."""
        if self.members.pop(name, None) is not None and self.members:
            self.rebalance()
            self._complete_when_all()

    def beat(self, name: str, generation: int) -> bool:
        """Say that a member is there; whether it must join anew.

        Raises:
            UnknownMemberIdError: it was given up.
            IllegalGenerationError: others went on without it.
        """
        member = self.members.get(name)
        if member is None:
            raise UnknownMemberIdError
        member.heard = self.loop.now
        if member.generation != generation:
            raise IllegalGenerationError
        return self._preparing is not None

    def rebalance(self) -> None:
        """Have all members join anew."""
        if self._preparing is None:
            self._preparing = self.later(JOIN_SECONDS, self._complete)

    def _complete_when_all(self) -> None:
        if self.members and all(
            member.joining is not None and not member.joining.done() for member in self.members.values()
        ):
            self._complete()

    def _complete(self) -> None:
        if self._preparing is not None:
            self._preparing.cancel()
            self._preparing = None
        joined = [m for m in self.members.values() if m.joining is not None and not m.joining.done()]
        self.members = {member.name: member for member in joined}
        if not joined:
            return
        self.generation += 1
        self.faults["rebalance"] += 1
        numbers = list(range(self.partitions))
        self.rng.shuffle(numbers)
        for at, member in enumerate(joined):
            member.generation, member.heard = self.generation, self.loop.now
            if member.joining is not None:
                member.joining.set_result((self.generation, tuple(sorted(numbers[at :: len(joined)]))))

    def expel_the_silent(self) -> None:
        """Give up members that were not heard of for a session."""
        silent = [
            member.name
            for member in self.members.values()
            if self.loop.now - member.heard > SESSION_SECONDS
            and (member.joining is None or member.joining.done())
        ]
        for name in silent:
            del self.members[name]
        if silent and self.members:
            self.rebalance()
            self._complete_when_all()

    def commit(self, name: str, generation: int, offsets: dict[Place, int], number: int) -> None:
        """Take a commit of a member of this generation; of two of a member the one that was sent first goes first.

        Raises:
            CommitFailedError: it is none.
        """
        member = self.members.get(name)
        if member is None or generation != self.generation:
            msg = "Commit cannot be completed since the group has already rebalanced"
            raise CommitFailedError(msg)
        if number >= member.commits:
            member.commits = number
            self.committed.update(offsets)


def _settle(answer: asyncio.Future[Any], result: Any) -> None:
    if not answer.done():
        answer.set_result(result)


def _fail(answer: asyncio.Future[Any], error: BaseException) -> None:
    if not answer.done():
        answer.set_exception(error)


def _unanswered(answer: asyncio.Future[Any]) -> None:
    if not answer.done():
        answer.set_exception(TimeoutError())
