"""The key index: which articles share sketch keys with a given one, and how much of their text.

Grows by one posting a key (about 25 a 400-word article) and one sketch an article; a probe costs the postings of
its keys and one comparison of sketches a candidate. `forget` drops an article whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from stream.dedup.sketch import Sketch, keys, overlap


@dataclass(frozen=True, slots=True)
class Overlap:
    """How two sketches meet: `entry` is the number of the article found."""

    entry: int
    shared: int
    containment: float
    coverage: float
    added: float


class SketchIndex:
    """Articles by their sketch keys and by the hash of short texts.

    Args:
        max_stories: a key found in more stories than this is furniture and finds nothing.
        story_of: the story of an article, by its number.
    """

    def __init__(self, max_stories: int, story_of: Callable[[int], object]) -> None:
        self._max_stories = max_stories
        self._story_of = story_of
        self._postings: dict[int, list[int]] = {}
        self._sketches: dict[int, Sketch] = {}
        self._exact: dict[str, list[int]] = {}
        self._exact_of: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._sketches) + len(self._exact_of)

    def add(self, entry: int, sketch: Sketch, exact: str) -> None:
        """Remember an article: by its exact hash when it has one (a short text), else by its sketch."""
        if exact:
            self._exact.setdefault(exact, []).append(entry)
            self._exact_of[entry] = exact
            return
        self._sketches[entry] = sketch
        for key in keys(sketch).tolist():
            self._postings.setdefault(key, []).append(entry)

    def forget(self, entry: int) -> None:
        """Drop an article; unknown numbers are no fault, redelivered articles are never added."""
        exact = self._exact_of.pop(entry, None)
        if exact is not None:
            _drop(self._exact, exact, entry)
        sketch = self._sketches.pop(entry, None)
        if sketch is not None:
            for key in keys(sketch).tolist():
                _drop(self._postings, key, entry)

    def same(self, exact: str) -> tuple[int, ...]:
        """The short articles with this very text, in order of arrival."""
        return tuple(self._exact.get(exact, ())) if exact else ()

    def probe(self, sketch: Sketch) -> list[Overlap]:
        """Every article that shares a key, with the measured overlap, in order of arrival."""
        found: Counter[int] = Counter()
        for key in keys(sketch).tolist():
            entries = self._postings.get(key)
            if entries and not self._is_furniture(entries):
                found.update(entries)
        return [self._overlap(entry, sketch) for entry in sorted(found)]

    def _is_furniture(self, entries: list[int]) -> bool:
        if len(entries) <= self._max_stories:
            return False
        return len({self._story_of(entry) for entry in entries}) > self._max_stories

    def _overlap(self, entry: int, sketch: Sketch) -> Overlap:
        shared, mine, others = overlap(sketch, self._sketches[entry])
        return Overlap(
            entry,
            shared,
            shared / max(min(mine, others), 1),
            shared / max(others, 1),
            1.0 - shared / max(mine, 1),
        )


def _drop(postings: dict[Any, list[int]], key: Any, entry: int) -> None:
    entries = postings[key]
    entries.remove(entry)
    if not entries:
        del postings[key]
