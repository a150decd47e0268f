"""What producers compress their batches with, and the batches that cannot be decompressed.

aiokafka decompresses while it hands out what it fetched: one batch that it cannot read loses the readable ones before it
in the same fetch, and is told as a fault of the broker. Here reading ends before such a batch, and it is noted where
it stands: whoever reads finishes what came before, and stops.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from aiokafka import codec
from aiokafka.consumer.fetcher import FetchResult

# By Kafka's number for each (the three lowest bits of a batch's attributes).
CODECS: Final = {1: "gzip", 2: "snappy", 3: "lz4", 4: "zstd"}
# A damage on the way is gone when the batch is fetched again; one in the log, or a library that is missing, stays.
TRIES: Final = 3

_DECODERS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "gzip": codec.gzip_decode,
    "snappy": codec.snappy_decode,
    "lz4": codec.lz4_decode,
    "zstd": codec.zstd_decode,
}
_ENCODERS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "gzip": codec.gzip_encode,
    "snappy": codec.snappy_encode,
    "lz4": codec.lz4_encode,
    "zstd": codec.zstd_encode,
}


def missing() -> list[str]:
    """The codecs that do not give back here what they were given."""
    sample = b"newswire " * 8
    return [name for name in CODECS.values() if not _works(name, sample)]


def _works(name: str, sample: bytes) -> bool:
    try:
        return _DECODERS[name](_ENCODERS[name](sample)) == sample
    except Exception:  # noqa: BLE001 - whatever is wrong with a library, its codec is missing
        return False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A batch that cannot be read.

    `offset` is the first record that is not read, `end` the one after its last (None where even that cannot be told),
    `codec` what it is compressed with, "" for nothing, `error` the type of what was raised, and `tries` how often.
    """

    offset: int
    end: int | None
    codec: str
    error: str
    tries: int

    def said(self, topic: str, partition: int) -> str:
        """What and where it is, for a person."""
        place = f"offset {self.offset}"
        if self.end is None:
            place = f"offset {self.offset} and up"
        elif self.end - self.offset > 1:
            place = f"offsets {self.offset} to {self.end - 1}"
        how = f"the batch, compressed with {self.codec}," if self.codec else "the batch"
        return f"partition {partition} of {topic}, {place}: {how} cannot be read ({self.error})"

    def way_out(self, topic: str, partition: int, group: str) -> str:
        """What to do about it, for a person; an empty `group` where nothing is committed of the topic."""
        library = (
            f"If `newswire doctor` says that {self.codec} is missing, install from requirements/runtime.txt. "
        )
        first = library if self.codec else ""
        if not group:
            return f"{first}Else it is damaged where it stands: have it sent again, or restore the topic."
        return (
            f"{first}Else have it sent again, then skip it: stop all workers and run kafka-consumer-groups.sh "
            f"--group {group} --topic {topic}:{partition} --reset-offsets "
            f"--to-offset {self.offset + 1 if self.end is None else self.end} --execute. "
            f"All before it is finished, and nothing of it."
        )


def note_unreadable(consumer: Any) -> dict[Any, Unreadable]:
    """Have a started aiokafka consumer end its reading before what it cannot read; where that is, by partition.

    A partition goes from the result once the batch was read after all.
    """
    fetcher = consumer._fetcher  # noqa: SLF001 - aiokafka has no other place at which a batch can be seen
    fetched = fetcher._records  # noqa: SLF001 - as above
    if not isinstance(fetched, _Fetched):
        fetcher._records = fetched = _Fetched(fetched)  # noqa: SLF001 - as above
    return fetched.unreadable


class _Fetched(OrderedDict[Any, Any]):
    """What the fetcher keeps until it is asked for, each partition's guarded."""

    def __init__(self, before: OrderedDict[Any, Any]) -> None:
        super().__init__()
        self.unreadable: dict[Any, Unreadable] = {}
        self.update(before)

    def __setitem__(self, partition: Any, result: Any) -> None:
        records = result._partition_records if type(result) is FetchResult else None  # noqa: SLF001 - see above
        if records is not None and not isinstance(records._records, _Batches):  # noqa: SLF001 - see above
            records._records = _Batches(records._records)  # noqa: SLF001 - read at the first record, not before
            records._records_iterator = self._read(partition, records, records._records_iterator)  # noqa: SLF001 - see above
        super().__setitem__(partition, result)

    def _read(self, partition: Any, records: Any, iterator: Iterator[Any]) -> Iterator[Any]:
        noted = self.unreadable.get(partition)
        try:
            for record in iterator:
                if noted is not None and record.offset >= noted.offset:
                    self.unreadable.pop(partition, None)
                    noted = None
                yield record
        except Exception as error:  # noqa: BLE001 - codecs raise errors of many kinds, and all mean that it cannot be read
            offset = records.next_fetch_offset
            tries = 1 if noted is None or noted.offset != offset else noted.tries + 1
            end, name = _described(records._records.last)  # noqa: SLF001 - ours
            self.unreadable[partition] = Unreadable(offset, end, name, type(error).__name__, tries)


class _Batches:
    """A fetch's batches, of which the last one given is remembered."""

    def __init__(self, batches: Any) -> None:
        self._batches = batches
        self.last: Any = None

    def has_next(self) -> bool:
        return bool(self._batches.has_next())

    def next_batch(self) -> Any:
        self.last = None
        self.last = self._batches.next_batch()
        return self.last


def _described(batch: Any) -> tuple[int | None, str]:
    """The offset after a batch and its codec; of a batch from before Kafka 0.11 neither can be told."""
    attributes = getattr(batch, "attributes", None)
    if attributes is None:
        return None, ""
    return int(batch.next_offset), CODECS.get(attributes & batch.CODEC_MASK, "")
