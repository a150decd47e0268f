"""Runs of five words, by which the truth of the day is computed; independent of the pipeline's own sketch on purpose."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

SHINGLE_WORDS = 5
AMBIGUOUS = 40
"""Versions whose shared shingles differ by fewer than this cannot be told apart with certainty: ten hashes of a sketch."""


def shingles(paragraphs: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """Every run of five words of a text, lower case, without punctuation."""
    words = re.findall(r"\w+", " ".join(paragraphs).lower())
    return frozenset(tuple(words[at : at + SHINGLE_WORDS]) for at in range(len(words) - SHINGLE_WORDS + 1))


def versions_carried(copy: Sequence[str], versions: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The versions that a copy may be said to carry: the best by shared shingles and those level with it."""
    page = shingles(copy)
    shared = {version: len(page & shingles(text)) for version, text in versions.items()}
    best = max(shared.values())
    return tuple(version for version, count in shared.items() if best - count <= AMBIGUOUS)
