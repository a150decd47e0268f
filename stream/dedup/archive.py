"""Where the decisions themselves are, while the state keeps only their facts."""

from __future__ import annotations

from typing import Protocol

from stream.dedup.journal import Entry, Tick
from stream.dedup.rows import decode_row, encode_rows


class Archive(Protocol):
    """Decisions by serial: the how-manieth decision of the shard it was."""

    def keep(self, serial: int, decision: Entry | Tick) -> None:
        """Take a new decision."""

    def get(self, serial: int) -> Entry | Tick:
        """Give one again; it was kept, and not dropped since."""

    def drop(self, serial: int) -> None:
        """Let one go: it will not be asked for again."""


class Memory:
    """Decisions in memory, as rows of their own: for the offline replay, whose log is not read again."""

    def __init__(self) -> None:
        self._rows: dict[int, bytes] = {}

    def keep(self, serial: int, decision: Entry | Tick) -> None:
        """Take a new decision."""
        ((self._rows[serial], _, _),) = encode_rows([decision], 0)

    def get(self, serial: int) -> Entry | Tick:
        """Give one again."""
        return decode_row(self._rows[serial]).decision(0)

    def drop(self, serial: int) -> None:
        """Let one go."""
        del self._rows[serial]
