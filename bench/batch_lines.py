"""A worker's log read for what it worked on: a line a batch, which every build writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import orjson


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch of a stage that is done: `at` is when (seconds since 1970), `seconds` how long it took."""

    stage: str
    records: int
    seconds: float
    at: float


def batch_line(line: bytes) -> BatchLine | None:
    """A line of the log, as JSON; None for any that tells of no batch done."""
    try:
        fields = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(fields, dict) or fields.get("event") != "batch":
        return None
    at = datetime.fromisoformat(fields["time"]).timestamp()
    return BatchLine(fields["stage"], fields["records"], fields["seconds"], at)


@dataclass(slots=True)
class Progress:
    """What a worker has done by its log, read as it grows."""

    log: Path
    batches: list[BatchLine] = field(default_factory=list)
    _read: int = 0

    def read_on(self) -> bool:
        """Read what is new; whether any of it tells of a batch."""
        with self.log.open("rb") as file:
            file.seek(self._read)
            new = file.read()
        whole = new[: new.rfind(b"\n") + 1]  # the last line may still be written
        self._read += len(whole)
        found = list(_batches(whole.splitlines()))
        self.batches += found
        return bool(found)

    def records(self) -> Counter[str]:
        """How many records each stage has done."""
        counts: Counter[str] = Counter()
        for batch in self.batches:
            counts[batch.stage] += batch.records
        return counts

    def span(self) -> tuple[float, float]:
        """From the first record worked on to the last output acknowledged, in seconds since 1970."""
        return min(each.at - each.seconds for each in self.batches), max(each.at for each in self.batches)


def _batches(lines: Iterable[bytes]) -> Iterator[BatchLine]:
    for line in lines:
        batch = batch_line(line)
        if batch is not None:
            yield batch
