"""What a rebuild reads of rows: the columns of their decisions, facts and sketches as they lie, and acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stream.dedup.journal.facts import Act, Names, Step
from stream.dedup.journal.packing import article_id_of, unpack

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


def join(rows: Sequence[Steps]) -> Steps:
    """What a rebuild reads of several rows, one behind the other."""
    if len(rows) == 1:
        return rows[0]
    columns = np.concatenate([row.columns for row in rows])
    return Steps(
        columns,
        np.concatenate([row.aliases for row in rows]),
        bounds_of(columns["aliases"]),
        memoryview(b"".join([row.facts for row in rows])),
        bounds_of(columns["facts"]),
        memoryview(b"".join([row.sketches for row in rows])),
        bounds_of(columns["sketch"]),
        [act for row in rows for act in row.acts],
    )


def bounds_of(sizes: NDArray[Any]) -> NDArray[np.int64]:
    """Where each part begins and the last one ends."""
    return np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))
