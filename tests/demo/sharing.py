"""How much two texts of the day share."""

from __future__ import annotations

from collections.abc import Sequence

from stream.demo.shingles import shingles


def containment(one: Sequence[str], other: Sequence[str]) -> float:
    """The shared part of the smaller text, 0 to 1."""
    first, second = shingles(one), shingles(other)
    return len(first & second) / max(1, min(len(first), len(second)))
