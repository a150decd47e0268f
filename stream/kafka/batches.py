"""A batch: the consecutive records of one partition, or of several, that an agent works on; and its bounds. Plain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from faust.types import TP, ConsumerMessage

DEFAULT_RECORDS: Final = 500  # past this the time per record no longer falls (bench/transport.py)
DEFAULT_BYTES: Final = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large a batch may be: so many records and bytes; one larger record still goes, as a batch of its own.

    `seconds` is how long a record waits for its batch to fill, beyond what the agent's pace asks for (stream/kafka/pace.py).
    """

    records: int = DEFAULT_RECORDS
    size: int = DEFAULT_BYTES
    seconds: float = 0.0


@dataclass(slots=True, eq=False)
class Batch:
    """Consecutive records of one partition, as aiokafka's `ConsumerRecord`s; what a stream's event holds.

    `finish()` says that every output is acknowledged: only then may the batch be committed. `lost` says that the
    partition was taken away, or the worker is leaving, before that: the batch will come again, here or elsewhere, and
    whoever still works on it must write nothing more. An agent that needs long for a batch
    keeps writing the monotonic time into `went_on`: a batch with a recent time there has not stalled.
    """

    tp: TP
    records: Sequence[Any]
    finished: bool = field(default=False, init=False)
    lost: bool = field(default=False, init=False)
    went_on: float = field(default=float("-inf"), init=False)

    @property
    def first(self) -> int:
        """Offset of the first record."""
        return int(self.records[0].offset)

    @property
    def last(self) -> int:
        """Offset of the last record."""
        return int(self.records[-1].offset)

    @property
    def under_way(self) -> bool:
        """Whether it is neither finished nor lost."""
        return not (self.finished or self.lost)

    def finish(self) -> None:
        """Say that this batch is done: its outputs are acknowledged, its offsets may be committed."""
        self.finished = not self.lost


@dataclass(slots=True, eq=False)
class Merged(Batch):
    """Records of several partitions of one topic in one batch, each partition's own batch in `parts`.

    It is done when all parts are. A lost part comes again; the other parts are finished nevertheless.
    """

    parts: Sequence[Batch] = ()

    @property
    def under_way(self) -> bool:
        """Whether any part is neither finished nor lost."""
        return any(part.under_way for part in self.parts)

    def finish(self) -> None:
        """Say that all parts are done that were not lost."""
        for part in self.parts:
            part.finish()
        self.finished = all(part.finished for part in self.parts)


def batch_runs(records: Sequence[Any], most_records: int, most_bytes: int) -> Iterator[Sequence[Any]]:
    """Consecutive runs of at most so many records and bytes; a single larger record is a run of its own."""
    start = size = 0
    for at, record in enumerate(records):
        size_of_record = weight(record)
        if at > start and (at - start >= most_records or size + size_of_record > most_bytes):
            yield records[start:at]
            start, size = at, 0
        size += size_of_record
    if start < len(records):
        yield records[start:]


def weight(record: Any) -> int:
    """The bytes of a record: value and key."""
    return len(record.value or b"") + len(record.key or b"")


def message_of(batch: Batch, generation: int) -> ConsumerMessage:
    """The message that Faust hands to an agent's stream for a batch; `generation` is that of the consumer's assignment."""
    last = batch.records[-1]
    value: Any = batch  # Faust passes it through, and the raw codec leaves it as it is
    return ConsumerMessage(
        batch.tp.topic,
        batch.tp.partition,
        batch.last,
        last.timestamp / 1000.0,
        last.timestamp_type,
        None,
        None,
        value,
        None,
        None,
        None,
        batch.tp,
        generation_id=generation,
    )
