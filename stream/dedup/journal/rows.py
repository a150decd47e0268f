"""Rows of the table: the decisions of one batch, in a binary form that serves two readers.

The rebuild of a shard reads the columns, facts and sketches, as they lie; a decision is unpacked only when it must be
given again. So a row is

    version (1 byte), 3 bytes of 0, then as little-endian uint32: decisions, aliases, bytes of acts, of packed decisions,
    columns (`COLUMNS`, decisions each), the hashes of all aliases,
    facts, sketches, acts (a JSON array), decisions (JSON, deflated together)

A decision is 1.0 KB of JSON, and 0.25 KB deflated beside its neighbours. The state of a shard is a function of its
rows in order.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

import numpy as np
import orjson
from numpy.typing import NDArray

from stream.dedup.journal.decision import Decision, Tick, time_of
from stream.dedup.journal.facts import Act, Facts, Names, Step
from stream.dedup.journal.packing import article_id_of, is_binary, step_of, unpack
from stream.model import codec
from stream.model.errors import StopError
from stream.model.verdicts import Verdict
from stream.text.sketch import encode_bytes

VERSION: Final = 3  # 1 was JSON, which begins with a brace; 2 had no columns
_HEAD: Final = struct.Struct("<B3xIIII")
_LEVEL: Final = 1  # of deflate: 10 microseconds a decision; the levels above gain a tenth
_TICK: Final = b'{"tick":'
_FIELDS: Final = tuple(name for name in Decision.__dataclass_fields__ if name != "sketch")


# The kinds of decisions, as far as a rebuild may take them together; in rows, so only ever added to.
# UNBOUND are ticks of before they were bound by the log's time: whatever clock their worker had.
UNBOUND, OTHER, PLAIN, JOINING, TICK = range(5)
COLUMNS: Final = np.dtype(
    [
        ("time", "<i8"),  # as in facts; 0 for a tick
        ("until", "<i8"),  # as in acts
        ("clock", "<i8"),
        ("place", "<u4"),  # the hashes of the position, the article's id and its item
        ("article", "<u4"),
        ("item", "<u4"),
        ("facts", "<u4"),  # bytes
        ("sketch", "<u4"),
        ("decision", "<u4"),
        ("aliases", "<u2"),  # how many
        ("kind", "<u2"),
    ]
)
# Verdicts of which nothing more follows than a place in a story and in an item.
_TOGETHER: Final = frozenset(
    {Verdict.ORIGINAL, Verdict.COPY, Verdict.UPDATE, Verdict.CORRECTION, Verdict.REFILE}
)


_RELEASES: Final = Act._fields.index("releases")
_MERGES: Final = Act._fields.index("merges")


@dataclass(frozen=True, slots=True)
class Steps:
    """What a rebuild reads of a row, or of several joined: their parts, as they lie in them.

    Facts, sketches and aliases lie one behind the other; each list of bounds is one longer than there are decisions.
    `acts` are what the columns do not say: the fields of an `Act`, the story that one of kind `JOINING` joins, or None.
    """

    columns: NDArray[np.void]
    aliases: NDArray[np.uint32]
    alias_bounds: NDArray[np.int64]
    facts: memoryview
    fact_bounds: NDArray[np.int64]
    sketches: memoryview
    sketch_bounds: NDArray[np.int64]
    acts: list[Any]

    def __len__(self) -> int:
        return len(self.acts)

    def step(self, at: int) -> Step:
        """What the state takes of one decision; its act names no position where the columns say all of it."""
        packed = bytes(self.facts[self.fact_bounds[at] : self.fact_bounds[at + 1]])
        return Step(self.act(at), self.names(at), unpack(packed) if packed else None, packed, self.sketch(at))

    def names(self, at: int) -> Names:
        """The hashes by which the state finds one decision."""
        column = self.columns[at]
        aliases = self.aliases[self.alias_bounds[at] : self.alias_bounds[at + 1]]
        return Names(
            int(column["place"]), int(column["article"]), int(column["item"]), tuple(aliases.tolist())
        )

    def act(self, at: int) -> Act:
        """The act of one decision, as `step`."""
        written = self.acts[at]
        if isinstance(written, list):
            releases, merges = tuple(written[_RELEASES]), tuple(written[_MERGES])
            return Act(*written)._replace(releases=releases, merges=merges)
        column = self.columns[at]
        return Act("", 0, 0, int(column["clock"]), int(column["until"]), (), written or "")

    def article_id(self, at: int) -> str:
        """The article's id of one decision, "" for a tick."""
        packed = bytes(self.facts[self.fact_bounds[at] : self.fact_bounds[at + 1]])
        return article_id_of(packed) if packed else ""

    def sketch(self, at: int) -> bytes:
        """The sketch of one decision."""
        return bytes(self.sketches[self.sketch_bounds[at] : self.sketch_bounds[at + 1]])

    def until(self, limit: int) -> int:
        """The latest time at which the window closes on a decision, in microseconds; for unbound ticks at most `limit`."""
        until, unbound = self.columns["until"], self.columns["kind"] == UNBOUND
        return int(np.where(unbound, np.minimum(until, limit), until).max())


@dataclass(frozen=True, slots=True)
class Row(Steps):
    """A row's parts: what a rebuild reads of it, and its decisions."""

    deflated: memoryview

    def decisions(self) -> list[Decision | Tick]:
        """All decisions whole."""
        data = zlib.decompress(self.deflated)
        bounds = _bounds(self.columns["decision"]).tolist()
        return [
            decode_decision(data[start:end], self.sketch(at))
            for at, (start, end) in enumerate(pairwise(bounds))
        ]

    def decision(self, at: int) -> Decision | Tick:
        """One decision whole."""
        start, end = _bounds(self.columns["decision"])[at : at + 2]
        return decode_decision(zlib.decompress(self.deflated)[start:end], self.sketch(at))


def join(rows: Sequence[Steps]) -> Steps:
    """What a rebuild reads of several rows, one behind the other."""
    if len(rows) == 1:
        return rows[0]
    columns = np.concatenate([row.columns for row in rows])
    return Steps(
        columns,
        np.concatenate([row.aliases for row in rows]),
        _bounds(columns["aliases"]),
        memoryview(b"".join([row.facts for row in rows])),
        _bounds(columns["facts"]),
        memoryview(b"".join([row.sketches for row in rows])),
        _bounds(columns["sketch"]),
        [act for row in rows for act in row.acts],
    )


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
        weight = len(step.packed) + len(step.sketch) + len(decision)
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
    return replace(codec.decode(Decision, data), sketch=encode_bytes(sketch))


def _row(chunk: list[tuple[Step, bytes]]) -> bytes:
    steps = [step for step, _ in chunk]
    decisions = [decision for _, decision in chunk]
    aliases: list[int] = []
    columns = np.zeros(len(chunk), COLUMNS)
    columns["sketch"] = [len(step.sketch) for step in steps]
    columns["decision"] = list(map(len, decisions))
    for at, (act, names, facts, packed, _) in enumerate(steps):
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
        )
    )


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


def decode_row(data: bytes) -> Row:
    """A row as it was written.

    Raises:
        StopError: another version of this program wrote it, or nobody did.
    """
    if len(data) < _HEAD.size or data[0] != VERSION:
        found = f"begins with {data[:8]!r}" if data else "is empty"
        msg = (
            f"a row of the deduplication's table {found}: this worker reads rows of version {VERSION} alone. Run the "
            "version of newswire that wrote it, or give this one a group of its own (NEWSWIRE_GROUP): it starts with an "
            "empty table and reads the topics again from their start (docs/migration.md)."
        )
        raise StopError(msg)
    _, count, aliases, acts, deflated = _HEAD.unpack_from(data)
    columns = np.frombuffer(data, COLUMNS, count, _HEAD.size)
    start = _HEAD.size + columns.nbytes
    hashes = np.frombuffer(data, "<u4", aliases, start)
    facts, sketches = _bounds(columns["facts"]), _bounds(columns["sketch"])
    view = memoryview(data)
    start += hashes.nbytes
    middle = start + int(facts[-1])
    end = middle + int(sketches[-1])
    return Row(
        columns,
        hashes,
        _bounds(columns["aliases"]),
        view[start:middle],
        facts,
        view[middle:end],
        sketches,
        orjson.loads(view[end : end + acts]),
        view[end + acts : end + acts + deflated],
    )


def _bounds(sizes: NDArray[Any]) -> NDArray[np.int64]:
    """Where each part begins and the last one ends."""
    return np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))
