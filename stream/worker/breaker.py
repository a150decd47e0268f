"""Stops the worker when too many records go to the dead letters: then the worker is at fault, not the records."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from stream.model.errors import StopError

SPAN: Final = (
    2_000  # records that a ratio looks back on: enough that a bad hour of one small feed does not stop all
)


@dataclass(slots=True)
class Breaker:
    """Counts accepted and rejected records of one stage, across batches.

    Args:
        stage: named in the message.
        in_a_row: most rejected records without an accepted one between.
        ratio: most rejected records, as a part of the last `SPAN`; checked once that many were seen.
    """

    stage: str
    in_a_row: int
    ratio: float
    _row: int = field(default=0, init=False)
    _counts: deque[tuple[int, int]] = field(default_factory=deque, init=False)
    _seen: int = field(default=0, init=False)
    _rejected: int = field(default=0, init=False)
    _last: str = field(default="", init=False)

    def note(self, batch: Sequence[str | None]) -> None:
        """Count a batch: for each of its records, in their order in the log, why it was rejected; None if it was not.

        Raises:
            StopError: a limit is passed, even in the middle of the batch: a bad deploy, not bad articles.
                Nothing of the batch was sent.
        """
        for why in batch:
            if why is None:
                self._row = 0
                continue
            self._row += 1
            self._last = why
            if self._row > self.in_a_row:
                msg = f"{self._row} records in a row"
                raise StopError(self._message(msg, "NEWSWIRE_DEADLETTER_LIMIT"))
        rejected = sum(why is not None for why in batch)
        self._counts.append((len(batch), rejected))
        self._seen += len(batch)
        self._rejected += rejected
        while self._seen - self._counts[0][0] >= SPAN:
            seen, gone = self._counts.popleft()
            self._seen -= seen
            self._rejected -= gone
        if self._seen >= SPAN and self._rejected > self.ratio * self._seen:
            msg = f"{self._rejected} of the last {self._seen} records"
            raise StopError(self._message(msg, "NEWSWIRE_DEADLETTER_RATIO"))

    def _message(self, what: str, setting: str) -> str:
        return (
            f"{what} went to the dead letters of {self.stage}, the last because: {self._last}. Mend the cause, or raise "
            f"{setting}; `newswire deadletters replay` brings back what went there."
        )
