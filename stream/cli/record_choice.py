"""Which records of a topic are wanted, and which of them are the last."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from stream.cli.record_lines import ConsumedRecord, value_of
from stream.cli.topic_reading import Before, Start
from stream.intake.draft import Draft, Hints
from stream.intake.formats.detect import read
from stream.model.codec import from_milliseconds

# How many more offsets each further look goes back where records are chosen or the log has holes: few looks, and less than a
# tenth is read twice.
_FURTHER: Final = 16


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a record must have; what is None or empty is not asked for.

    `since` is its Kafka timestamp at the earliest, `key` its key as text, `uri` the address of an article in it, `verdicts` those
    that it may have.
    """

    since: datetime | None = None
    key: str | None = None
    uri: str | None = None
    verdicts: frozenset[str] = frozenset()

    def matches(self, record: ConsumedRecord) -> bool:
        """Whether a record is wanted."""
        if self.since is not None and from_milliseconds(record.timestamp) < self.since:
            return False
        if self.key is not None and (record.key or b"").decode(errors="replace") != self.key:
            return False
        if self.uri is None and not self.verdicts:
            return True
        value = value_of(record.value)
        if self.verdicts and not (isinstance(value, dict) and value.get("verdict") in self.verdicts):
            return False
        return self.uri is None or self.uri in _uris(record.value, value)


def _uris(data: bytes | None, value: Any) -> list[Any]:
    """The addresses of the articles in a record, of whatever format a raw one is."""
    if isinstance(value, dict) and "uri" in value:
        return [value["uri"]]
    return [each.uri for each in read(data, Hints()) if isinstance(each, Draft)] if data else []


@dataclass(slots=True)
class Last:
    """The last records of a topic, oldest first, and where reading goes on in each partition that has any."""

    records: list[ConsumedRecord] = field(default_factory=list)
    behind: dict[int, int] = field(default_factory=dict)


async def last_of(
    read_from: Callable[[Start], AsyncGenerator[ConsumedRecord, None]], wanted: Wanted, count: int
) -> Last:
    """The last `count` records that are wanted, by their timestamps, over all partitions.

    Looks so many offsets back, and further where a partition has fewer that are wanted.

    Args:
        read_from: reads the topic from there up to what is its end.
        wanted: which records count.
        count: how many, at most.
    """
    distance = count
    unseen_before: set[int] | None = None
    while True:
        newest: list[tuple[int, int, int, ConsumedRecord]] = []
        found: Counter[int] = Counter()
        behind: dict[int, int] = {}
        async with aclosing(read_from(Before(distance))) as records:
            async for record in records:
                behind[record.partition] = record.offset + 1
                if wanted.matches(record):
                    found[record.partition] += 1
                    push = heapq.heappush if len(newest) < count else heapq.heappushpop
                    push(newest, (record.timestamp, record.partition, record.offset, record))
        # A partition counts as empty only when two reads give nothing: its end may hold transaction markers alone.
        short = [each for each, end in behind.items() if found[each] < count and end > distance]
        if not short and unseen_before == set(behind):
            return Last([record for *_, record in sorted(newest, key=lambda each: each[:3])], behind)
        unseen_before = set(behind)
        distance *= _FURTHER
