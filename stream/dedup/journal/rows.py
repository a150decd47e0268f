"""Rows of the table: the decisions of one batch, in a binary form that serves two readers.

The rebuild of a shard reads the columns, facts and sketches, as they lie; a decision is unpacked only when it must be
given again. So a row is

    version (1 byte), 3 bytes of 0, then as little-endian uint32: decisions, aliases, bytes of acts, of packed decisions,
    columns (`COLUMNS`, decisions each), the hashes of all aliases,
    facts, sketches, acts (a JSON array), decisions (JSON, deflated together),
    what other stages decided with them, one behind the other, in bytes of their own

A decision is 1.0 KB of JSON, and 0.25 KB deflated beside its neighbours. The state of a shard is a function of its
rows in order.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import numpy as np
import orjson

from stream.dedup.journal.decision import Decision, Tick, time_of
from stream.dedup.journal.facts import Act, Facts, Step
from stream.dedup.journal.older_rows import SECOND, second_version
from stream.dedup.journal.packing import is_binary, step_of
from stream.dedup.journal.row_steps import COLUMNS, JOINING, OTHER, PLAIN, TICK, Steps, bounds_of
from stream.model import codec
from stream.model.errors import StopError
from stream.model.verdicts import Verdict
from stream.text.sketch import encode_bytes

VERSION: Final = (
    3  # 1 was JSON, which begins with a brace, and in no release; 2 had no columns (`older_rows`)
)
_HEAD: Final = struct.Struct("<B3xIIII")
_LEVEL: Final = 1  # of deflate: 10 microseconds a decision; the levels above gain a tenth
_TICK: Final = b'{"tick":'
_CHANGES: Final = b',"changes":'
_FIELDS: Final = tuple(name for name in Decision.__dataclass_fields__ if name != "sketch")
# Verdicts of which nothing more follows than a place in a story and in an item.
_TOGETHER: Final = frozenset(
    {Verdict.ORIGINAL, Verdict.COPY, Verdict.UPDATE, Verdict.CORRECTION, Verdict.REFILE}
)


@dataclass(frozen=True, slots=True)
class Row(Steps):
    """A row's parts: what a rebuild reads of it, its decisions, and what stands beside them."""

    deflated: memoryview
    beside: memoryview

    def decision(self, at: int) -> Decision | Tick:
        """One decision whole."""
        start, end = bounds_of(self.columns["decision"])[at : at + 2]
        return decode_decision(zlib.decompress(self.deflated)[start:end], self.sketch(at))


def encode_rows(
    decisions: Iterable[Decision | Tick], limit: int, steps: Iterable[Step] | None = None
) -> Iterator[tuple[bytes, int, datetime]]:
    """The decisions as rows of at most about `limit` bytes each (a larger one is a row of its own), in order.

    Args:
        decisions: what was decided.
        limit: of a row's bytes.
        steps: the same decisions packed, where they are: a stage packs each for the state.

    Yields:
        The bytes, how many decisions they hold, and the time of the latest of them.
    """
    chunk: list[tuple[Step, bytes]] = []
    latest: list[datetime] = []
    size = 0
    decided = tuple(decisions)
    for each, step in zip(decided, map(step_of, decided) if steps is None else steps, strict=True):
        decision = encode_decision(each)
        weight = len(step.packed) + len(step.sketch) + len(decision) + len(step.beside)
        if chunk and size + weight > limit:
            yield _row(chunk), len(chunk), max(latest)
            chunk, latest, size = [], [], 0
        chunk.append((step, decision))
        latest.append(time_of(each))
        size += weight
    if chunk:
        yield _row(chunk), len(chunk), max(latest)


def encode_decision(decision: Decision | Tick) -> bytes:
    """A decision as JSON, without its sketch."""
    if isinstance(decision, Tick):
        return _TICK + codec.encode(decision) + b"}"
    return codec.encode({name: getattr(decision, name) for name in _FIELDS})


def decode_decision(data: bytes, sketch: bytes) -> Decision | Tick:
    """The decision that `encode_decision` wrote, with its sketch."""
    if data.startswith(_TICK):
        return codec.decode(Tick, data[len(_TICK) : -1])
    # Decisions of before updates said what they change lack the field; within a text its quotation marks are escaped.
    if _CHANGES not in data:
        data = data[:-1] + _CHANGES + b"null}"
    return replace(codec.decode(Decision, data), sketch=encode_bytes(sketch))


def _row(chunk: list[tuple[Step, bytes]]) -> bytes:
    steps = [step for step, _ in chunk]
    decisions = [decision for _, decision in chunk]
    aliases: list[int] = []
    columns = np.zeros(len(chunk), COLUMNS)
    columns["sketch"] = [len(step.sketch) for step in steps]
    columns["decision"] = list(map(len, decisions))
    for at, (act, names, facts, packed, *_) in enumerate(steps):
        column = columns[at]
        column["until"], column["clock"] = act.until, act.clock
        column["place"] = names.place
        if facts is None:
            column["kind"] = TICK
            continue
        column["time"], column["facts"] = facts.at, len(packed)
        column["article"], column["item"] = names.article, names.item
        column["aliases"] = len(facts.aliases)
        column["kind"] = _kind(act, facts, packed)
        aliases += names.aliases
    kinds = columns["kind"].tolist()
    acts = orjson.dumps([_written(step.act, kind) for step, kind in zip(steps, kinds, strict=True)])
    deflated = zlib.compress(b"".join(decisions), _LEVEL)
    return b"".join(
        (
            _HEAD.pack(VERSION, len(chunk), len(aliases), len(acts), len(deflated)),
            columns.tobytes(),
            np.array(aliases, "<u4").tobytes(),
            *(step.packed for step in steps),
            *(step.sketch for step in steps),
            acts,
            deflated,
            *(step.beside for step in steps),
        )
    )


def _migrated(data: bytes) -> bytes:
    """A row of version 2 as one of the present version; its stories are in no thread, for nothing stood beside them."""
    decided = (decode_decision(decision, sketch) for decision, sketch in second_version(data))
    return _row([(step_of(each), encode_decision(each)) for each in decided])


# By version, what makes of a row the row of the version after it: who skips versions meets rows of each of them, so none leaves.
MIGRATIONS: Final = {SECOND: _migrated}


def _written(act: Act, kind: int) -> Any:
    if kind == PLAIN:
        return None
    return act.story if kind == JOINING else tuple(act)


def _kind(act: Act, facts: Facts, packed: bytes) -> int:
    if act.releases or act.merges or act.moves_origin or act.parked or not is_binary(packed):
        return OTHER
    if facts.verdict not in _TOGETHER:
        return OTHER
    return JOINING if act.story else PLAIN


def row_version(data: bytes) -> int:
    """The version of a row's form, 0 where it is none that a worker wrote."""
    return data[0] if len(data) >= _HEAD.size and not any(data[1:4]) else 0


def decode_row(data: bytes) -> Row:
    """A row as it was written; one of a version before is given as the present version would have written it.

    Raises:
        StopError: a newer version of this program wrote it, or nobody did.
    """
    while (migrated := MIGRATIONS.get(row_version(data))) is not None:
        data = migrated(data)
    version = row_version(data)
    if version > VERSION:
        msg = (
            f"a row of the deduplication's table is of version {version}, and this worker reads {SECOND} to {VERSION}: a "
            "newer newswire wrote it. Start that version again; nothing is lost, and there is nothing to delete "
            "(docs/migration.md)."
        )
        raise StopError(msg)
    if version != VERSION:
        found = f"begins with {data[:8]!r}" if data else "is empty"
        msg = (
            f"a row of the deduplication's table {found}: no newswire that was released wrote it. Run the version that did, "
            "or give this one a group of its own (NEWSWIRE_GROUP): it starts with an empty table and reads the topics again "
            "from their start (docs/migration.md)."
        )
        raise StopError(msg)
    _, count, aliases, acts, deflated = _HEAD.unpack_from(data)
    columns = np.frombuffer(data, COLUMNS, count, _HEAD.size)
    start = _HEAD.size + columns.nbytes
    hashes = np.frombuffer(data, "<u4", aliases, start)
    facts, sketches = bounds_of(columns["facts"]), bounds_of(columns["sketch"])
    view = memoryview(data)
    start += hashes.nbytes
    middle = start + int(facts[-1])
    end = middle + int(sketches[-1])
    return Row(
        columns,
        hashes,
        bounds_of(columns["aliases"]),
        view[start:middle],
        facts,
        view[middle:end],
        sketches,
        orjson.loads(view[end : end + acts]),
        view[end + acts : end + acts + deflated],
        view[end + acts + deflated :],
    )
