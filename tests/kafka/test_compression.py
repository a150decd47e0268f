"""Batches that cannot be decompressed, as aiokafka's fetcher hands out what it fetched."""

from __future__ import annotations

from collections import OrderedDict
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import codec
from aiokafka.consumer.fetcher import FetchResult, PartitionRecords
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.memory_records import MemoryRecords
from aiokafka.structs import TopicPartition

from stream.kafka.compression import CODECS, Unreadable, missing, note_unreadable

PLACE = TopicPartition("newswire.raw", 2)


def batch(first: int, *, number: int = 0, count: int = 3) -> bytes:
    """The bytes of a batch of so many records, compressed with the codec of that number."""
    builder: Any = DefaultRecordBatchBuilder(2, number, False, -1, -1, -1, 1 << 20)
    for at in range(count):
        builder.append(at, timestamp=0, key=None, value=b"article %d" % (first + at) * 20, headers=[])
    return first.to_bytes(8, "big") + bytes(builder.build())[8:]


def fetched(data: bytes, offset: int) -> tuple[FetchResult, list[int]]:
    """What a fetch from an offset brought, and the positions that it was consumed to."""
    positions = [offset]
    state = SimpleNamespace(paused=False, position=offset)

    def consumed_to(to: int) -> None:
        state.position = to
        positions.append(to)

    state.consumed_to = consumed_to
    assignment = SimpleNamespace(active=True, state_value=lambda _: state)
    records = PartitionRecords(PLACE, MemoryRecords(data), [], offset, None, None, False, 0)
    return FetchResult(PLACE, assignment=assignment, partition_records=records, backoff=0), positions


class Consumer:
    """As much of aiokafka's consumer as is looked at."""

    def __init__(self) -> None:
        self._fetcher = SimpleNamespace(_records=OrderedDict())

    @property
    def kept(self) -> Any:
        """What was fetched and not yet asked for."""
        return self._fetcher._records  # noqa: SLF001 - aiokafka's own name


def damaged(first: int, number: int) -> bytes:
    """A compressed batch whose compressed part is not what its codec makes; checksums are not looked at here."""
    whole = batch(first, number=number)
    return whole[:61] + bytes(255 - byte for byte in whole[61:])


@pytest.mark.parametrize(("number", "name"), CODECS.items())
def test_what_stands_before_a_damaged_batch_is_read_and_the_batch_is_noted(number: int, name: str) -> None:
    """With its offsets and its codec; tries count while it stays, and a batch that is read after all is forgotten."""
    asked = Consumer()
    unreadable = note_unreadable(asked)
    kept = asked.kept
    kept[PLACE], positions = fetched(batch(4) + damaged(7, number) + batch(10), 4)
    assert [4, 5, 6] == [record.offset for record in kept[PLACE].getall()]
    assert [4, 7] == positions
    assert (7, 10, name, 1) == _noted(unreadable[PLACE])
    kept[PLACE], positions = fetched(damaged(7, number) + batch(10), 7)
    assert [] == kept[PLACE].getall()
    assert [7, 7] == positions
    assert (7, 10, name, 2) == _noted(note_unreadable(asked)[PLACE])
    kept[PLACE], _ = fetched(batch(7, number=number) + batch(10), 7)
    assert [7, 8, 9, 10, 11, 12] == [record.offset for record in kept[PLACE].getall()]
    assert {} == unreadable


def test_a_library_that_is_missing_is_noted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is with aiokafka alone."""
    data = batch(0) + batch(3, number=3)
    monkeypatch.setattr(codec, "cramjam", None)
    assert ["snappy", "lz4", "zstd"] == missing()
    asked = Consumer()
    unreadable = note_unreadable(asked)
    asked.kept[PLACE], _ = fetched(data, 0)
    assert 3 == len(asked.kept[PLACE].getall())
    assert Unreadable(3, 6, "lz4", "UnsupportedCodecError", 1) == unreadable[PLACE]


def test_it_is_said_with_place_and_codec_and_a_way_out() -> None:
    """For what is read by the group the way out skips the batch, and nothing else."""
    found = Unreadable(7, 10, "lz4", "DecompressionError", 3)
    assert (
        "partition 2 of newswire.raw, offsets 7 to 9: the batch, compressed with lz4, cannot be read "
        "(DecompressionError)"
    ) == found.said(*PLACE)
    way_out = found.way_out(PLACE.topic, PLACE.partition, "desk")
    assert "--group desk --topic newswire.raw:2 --reset-offsets --to-offset 10 " in way_out
    assert "reset-offsets" not in found.way_out(PLACE.topic, PLACE.partition, "")


def _noted(found: Unreadable) -> tuple[int, int | None, str, int]:
    return found.offset, found.end, found.codec, found.tries
