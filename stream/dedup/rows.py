"""Rows of the table: the decisions of one batch, in a binary form that serves two readers.

The rebuild of a shard reads the acts, facts and sketches, as they lie; a decision is unpacked only when it must be
given again. So a row is

    version (1 byte), 3 bytes of 0, then as little-endian uint32: entries, bytes of acts, bytes of packed decisions,
    sizes of the facts, of the sketches and of the decisions (entries each),
    facts, sketches, acts (a JSON array), decisions (JSON, deflated together)

A decision is 1.0 KB of JSON, and 0.25 KB deflated beside its neighbours. The state of a shard is a function of its
rows in order.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import numpy as np
import orjson
from numpy.typing import NDArray

from stream import codec
from stream.dedup.facts import Step, from_json, step_of
from stream.dedup.journal import Entry, Tick, time_of
from stream.dedup.sketch import encode_bytes
from stream.errors import StopError

VERSION: Final = 2  # 1 was JSON, which begins with a brace
_HEAD: Final = struct.Struct("<B3xIII")
_LEVEL: Final = 1  # of deflate: 10 microseconds a decision; the levels above gain a tenth
_TICK: Final = b'{"tick":'
_FIELDS: Final = tuple(name for name in Entry.__dataclass_fields__ if name != "sketch")


@dataclass(frozen=True, slots=True)
class Row:
    """A row's parts, as they lie in it."""

    acts: list[list[object]]
    facts: tuple[bytes, ...]
    sketches: tuple[bytes, ...]
    sizes: tuple[int, ...]
    deflated: bytes

    def __len__(self) -> int:
        return len(self.acts)

    def steps(self) -> Iterator[Step]:
        """What the state takes, in order."""
        return map(from_json, self.acts, self.facts, self.sketches)

    def decisions(self) -> list[Entry | Tick]:
        """All decisions whole."""
        data = zlib.decompress(self.deflated)
        ends = np.cumsum(self.sizes).tolist()
        parts = [data[end - size : end] for end, size in zip(ends, self.sizes, strict=True)]
        return [decode_decision(part, sketch) for part, sketch in zip(parts, self.sketches, strict=True)]

    def decision(self, at: int) -> Entry | Tick:
        """One decision whole."""
        data = zlib.decompress(self.deflated)
        start = sum(self.sizes[:at])
        return decode_decision(data[start : start + self.sizes[at]], self.sketches[at])


def encode_rows(entries: Iterable[Entry | Tick], limit: int) -> Iterator[tuple[bytes, int, datetime]]:
    """The entries as rows of at most about `limit` bytes each (a larger entry is a row of its own), in order.

    Yields:
        The bytes, how many entries they hold, and the time of the latest of them.
    """
    chunk: list[tuple[Step, bytes]] = []
    latest: list[datetime] = []
    size = 0
    for entry in entries:
        step, decision = step_of(entry), encode_decision(entry)
        weight = len(step.packed) + len(step.sketch) + len(decision)
        if chunk and size + weight > limit:
            yield _row(chunk), len(chunk), max(latest)
            chunk, latest, size = [], [], 0
        chunk.append((step, decision))
        latest.append(time_of(entry))
        size += weight
    if chunk:
        yield _row(chunk), len(chunk), max(latest)


def encode_decision(entry: Entry | Tick) -> bytes:
    """A decision as JSON, without its sketch."""
    if isinstance(entry, Tick):
        return _TICK + codec.encode(entry) + b"}"
    return codec.encode({name: getattr(entry, name) for name in _FIELDS})


def decode_decision(data: bytes, sketch: bytes) -> Entry | Tick:
    """The decision that `encode_decision` wrote, with its sketch."""
    if data.startswith(_TICK):
        return codec.decode(Tick, data[len(_TICK) : -1])
    return replace(codec.decode(Entry, data), sketch=encode_bytes(sketch))


def _row(chunk: list[tuple[Step, bytes]]) -> bytes:
    steps = [step for step, _ in chunk]
    decisions = [decision for _, decision in chunk]
    acts = orjson.dumps([tuple(step.act) for step in steps])
    deflated = zlib.compress(b"".join(decisions), _LEVEL)
    sizes = [
        *(len(step.packed) for step in steps),
        *(len(step.sketch) for step in steps),
        *map(len, decisions),
    ]
    return b"".join(
        (
            _HEAD.pack(VERSION, len(chunk), len(acts), len(deflated)),
            np.array(sizes, "<u4").tobytes(),
            *(step.packed for step in steps),
            *(step.sketch for step in steps),
            acts,
            deflated,
        )
    )


def decode_row(data: bytes) -> Row:
    """A row as it was written.

    Raises:
        StopError: another version of this program wrote it, or nobody did.
    """
    if len(data) < _HEAD.size or data[0] != VERSION:
        found = f"begins with {data[:8]!r}" if data else "is empty"
        msg = (
            f"a row of the deduplication's table {found}: this worker reads rows of version {VERSION} alone. Run the "
            "version of newswire that wrote it, or delete the changelog topic and the data directory to start anew."
        )
        raise StopError(msg)
    _, count, acts, deflated = _HEAD.unpack_from(data)
    sizes = np.frombuffer(data, "<u4", 3 * count, _HEAD.size).reshape(3, count)
    start = _HEAD.size + 12 * count
    facts, start = _cut(data, sizes[0], start)
    sketches, start = _cut(data, sizes[1], start)
    end = start + acts
    return Row(
        orjson.loads(data[start:end]),
        facts,
        sketches,
        tuple(sizes[2].tolist()),
        data[end : end + deflated],
    )


def _cut(data: bytes, sizes: NDArray[np.uint32], start: int) -> tuple[tuple[bytes, ...], int]:
    ends = (np.cumsum(sizes) + start).tolist()
    parts = tuple(data[end - size : end] for end, size in zip(ends, sizes.tolist(), strict=True))
    return parts, ends[-1] if ends else start
