"""Where the decisions themselves are, while the state keeps only their facts."""

from __future__ import annotations

from typing import Protocol

from stream.dedup.journal.decision import Decision, Tick
from stream.dedup.journal.rows import decode_decision, encode_decision
from stream.text.sketch import decode_bytes


class Archive(Protocol):
    """Decisions by serial, which counts the decisions of a shard from 0."""

    def append(self, serial: int, decision: Decision | Tick) -> None:
        """Take a new decision."""

    def get(self, serial: int) -> Decision | Tick:
        """Give one again; it was kept, and not dropped since."""

    def drop(self, serial: int) -> None:
        """Let one go: it will not be asked for again."""


class Memory:
    """Decisions in memory, encoded (about 1.5 KB each): for the offline replay, whose log is not read again."""

    def __init__(self) -> None:
        self._held: dict[int, tuple[bytes, bytes]] = {}

    def append(self, serial: int, decision: Decision | Tick) -> None:
        """Take a new decision."""
        sketch = decode_bytes(decision.sketch) if isinstance(decision, Decision) else b""
        self._held[serial] = encode_decision(decision), sketch

    def get(self, serial: int) -> Decision | Tick:
        """Give one again."""
        return decode_decision(*self._held[serial])

    def drop(self, serial: int) -> None:
        """Let one go."""
        del self._held[serial]
