"""One record to send, and the record of what could not be taken.

Frozen, slotted, and in the order it is written: the JSON of a record is its dataclass as orjson writes it, with
snake_case names, times in RFC 3339 UTC and `null` for what is not known. `schemas/*.schema.json` hold the same shapes
for people and other languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stream.model.articles import Position, Stream


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """`newswire.deadletters`: what a stage could not take, or failed on, with the bytes whole (`value`, `key`: base64)."""

    stage: str
    reason: str
    field: str
    message: str
    position: Position
    received: datetime
    key: str | None
    value: str | None
    headers: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Output:
    """One record to send: to which stream, under which key.

    `partition` is set where the shard decides it; `received` is the raw record's timestamp, for the latency; `headers` as in
    `stream.model.record_headers`.
    """

    stream: Stream
    key: bytes
    value: bytes
    partition: int | None = None
    received: datetime | None = None
    headers: tuple[tuple[str, bytes], ...] = ()
