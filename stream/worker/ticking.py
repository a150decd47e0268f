"""When a worker may tick: one tick a partition at a time, and none while its clock is far from the broker's.

What a tick releases is bound by the log (`stream.dedup.judging.judge.tick`), so a wrong clock opens no embargo. But it would
fill the log with ticks, one a second, and whoever runs the worker must hear of the clock.

The broker's clock is measured by its stamps in `newswire.prepared`. A tick of this worker was stamped after this clock
was read for it, and before it came back: between the two lies how far ahead this clock is. Any other record was stamped
before it came here: one from the future shows a clock that is behind.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple, TypeAlias

from stream.model import codec
from stream.model.articles import ClockTick, Stream
from stream.model.clock import MAX_LEAD, TOLERANCE
from stream.model.outputs import Output

# After a clock was found far off, how soon one tick may measure it anew: it takes NTP minutes to set a clock.
MEASURE_SECONDS: Final = 60.0
NO_TIME: Final = timedelta()

Send: TypeAlias = Callable[[Iterable[Output]], Awaitable[None]]


class Waiting(NamedTuple):
    """A partition with an embargo that ends `until`; `log_time` is how far its log has come."""

    partition: int
    until: datetime
    log_time: datetime


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A tick that was sent and has not come back: its bytes, and this worker's clock when it was sent."""

    value: bytes
    sent: datetime


class Ticking:
    """The state of a worker's clock, and the ticks it sent that were not read back yet."""

    def __init__(self) -> None:
        # How far this clock is ahead of the broker's; negative: behind. No time: within the tolerance, or not known.
        self.ahead = NO_TIME
        self._stamped = True  # whether the broker stamps the records, as far as it is known
        self._under_way: dict[int, UnderWay] = {}
        self._measured = -MEASURE_SECONDS

    def wanted(self, waiting: Iterable[Waiting], clock: datetime, monotonic: float) -> list[int]:
        """The partitions to tick in now.

        Args:
            waiting: partitions with an embargo.
            clock: the time that the ticks would tell.
            monotonic: seconds, from any start.
        """
        if self._under_way and self.ahead:
            return []
        due = [
            each.partition
            for each in waiting
            if each.until <= clock
            and each.partition not in self._under_way
            # Without the broker's stamp a tick counts for no more than this: it would release nothing.
            and (self._stamped or each.until <= each.log_time + MAX_LEAD)
        ]
        if not self.ahead:
            return due
        return due[:1] if monotonic - self._measured >= MEASURE_SECONDS else []

    async def tick(self, partitions: Sequence[int], clock: datetime, now: datetime, send: Send) -> None:
        """Send a tick of `clock` to each of these partitions, `now` by this machine's clock."""
        value = codec.encode(ClockTick(clock))
        for partition in partitions:
            self._under_way[partition] = UnderWay(value, now)
        try:
            await send([Output(Stream.PREPARED, b"clock", value, partition) for partition in partitions])
        except BaseException:
            for partition in partitions:
                self._under_way.pop(partition, None)
            raise

    def forget(self) -> None:
        """Forget all ticks that were sent: after a rebalance other workers may read them."""
        self._under_way.clear()

    def read(
        self, partition: int, value: bytes, appended: datetime | None, now: datetime, monotonic: float
    ) -> None:
        """Note a record that was read and judged; `appended` is the broker's stamp, None where it does not stamp."""
        tick = self._under_way.get(partition)
        own = tick is not None and tick.value == value
        if own:
            del self._under_way[partition]
        self._stamped = appended is not None
        if appended is None:
            self._set(NO_TIME, monotonic)
        elif tick is not None and own and tick.sent - appended > TOLERANCE:
            self._set(tick.sent - appended, monotonic)
        elif now - appended < -TOLERANCE:
            self._set(now - appended, monotonic)
        elif own or now - appended <= TOLERANCE:
            self._set(NO_TIME, monotonic)

    def _set(self, ahead: timedelta, monotonic: float) -> None:
        self.ahead, self._measured = ahead, monotonic
