"""Rows read back."""

from __future__ import annotations

from stream.dedup.journal.decision import Decision, Tick
from stream.dedup.journal.rows import Row


def decisions_of(row: Row) -> list[Decision | Tick]:
    """All decisions of a row whole."""
    return [row.decision(at) for at in range(len(row))]
