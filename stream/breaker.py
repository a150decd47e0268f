"""When too many records go to the dead letters it is the worker that is wrong, not the records."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Final

from stream.errors import StopError

SPAN: Final = (
    2_000  # records that a ratio looks back on: enough that a bad hour of one small feed does not stop all
)


@dataclass(slots=True)
class Breaker:
    """Counts accepted and rejected records of one stage, across batches.

    Args:
        stage: named in the message.
        in_a_row: most rejected records without an accepted one between.
        ratio: most rejected records, as a part of the last `SPAN`; looked at once so many were seen.
    """

    stage: str
    in_a_row: int
    ratio: float
    _row: int = field(default=0, init=False)
    _counts: deque[tuple[int, int]] = field(default_factory=deque, init=False)
    _seen: int = field(default=0, init=False)
    _rejected: int = field(default=0, init=False)

    def note(self, accepted: int, rejected: int, last: str) -> None:
        """Count a batch; `last` is the message of its last rejection.

        Raises:
            StopError: a limit is passed: a bad deploy rather than bad articles. Nothing of the batch was sent.
        """
        self._row = self._row + rejected if not accepted else rejected
        self._counts.append((accepted + rejected, rejected))
        self._seen += accepted + rejected
        self._rejected += rejected
        while self._seen - self._counts[0][0] >= SPAN:
            seen, gone = self._counts.popleft()
            self._seen -= seen
            self._rejected -= gone
        if self._row > self.in_a_row:
            msg = f"{self._row} records in a row"
            raise StopError(self._message(msg, last, "NEWSWIRE_DEADLETTER_LIMIT"))
        if self._seen >= SPAN and self._rejected > self.ratio * self._seen:
            msg = f"{self._rejected} of the last {self._seen} records"
            raise StopError(self._message(msg, last, "NEWSWIRE_DEADLETTER_RATIO"))

    def _message(self, what: str, last: str, setting: str) -> str:
        return (
            f"{what} went to the dead letters of {self.stage}, the last because: {last}. Mend the cause, or raise "
            f"{setting}; `newswire deadletters replay` brings back what went there."
        )
