"""The key index: which articles share sketch keys with a given one, and how much of their text.

An article takes its outline (0.24 KB for 400 words), its keys (8.5 to 11 bytes each, about 25) and 13 bytes of columns.
A probe looks all keys up at once, those of a batch of articles together (`look_ahead`), and compares one outline a
candidate: its cost grows with the copies found, not with the articles held. What was forgotten finds nothing at once; its postings go when there are enough of them for a pass
over all, some parts of the table at a time.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stream.dedup.index.passages import NOTHING, Passages, passages_shared
from stream.dedup.index.posting_table import FoundPostings
from stream.dedup.index.postings import FRESH, Postings
from stream.dedup.store.chunk_heap import Heap
from stream.dedup.store.columns import Column
from stream.text.outline import words_in
from stream.text.sketch import (
    Split,
    is_comparable,
    keys_in,
    keys_of_many,
    outline_in,
)

DEAD_SHARE: Final = 16  # of the articles held: so many forgotten ones are worth a pass over the postings
FEW_SKETCHES: Final = 8  # articles: fewer are looked up one by one in the time that all together take
USUAL_KEYS: Final = 23  # of an article, briefs with none among them; what is missing grows


class Overlap(NamedTuple):
    """What an article shares with another, `number` being the number of that one.

    `shared` counts the words of the shorter text that stand in shared passages, `containment` is their part of it.
    `coverage` is the part of the other's words that do, `added` that of the article's own which do not. `passages` are
    none where the texts were compared whole.

    `kin` says why the other is another story although it shares its words (see `stream.dedup.judging.kinship`), "" when it is
    not; `news` that the article says something else than the other, or more, in numbers, dates or names.
    """

    number: int
    shared: int
    containment: float
    coverage: float
    added: float
    passages: Passages = NOTHING
    kin: str = ""
    news: bool = False

    @property
    def whole(self) -> bool:
        """Whether the texts were compared whole, and are the same."""
        return not self.shared and self.containment == 1.0


def same_whole(number: int) -> Overlap:
    """The overlap of two short texts that are the same, headline and all."""
    return Overlap(number, 0, 1.0, 1.0, 0.0)


class SketchIndex:
    """Articles by their sketch keys and by the hash of short texts.

    Args:
        max_stories: a key found in more stories than this is furniture and finds nothing.
        story_of: the story of an article, by its number.
    """

    def __init__(self, max_stories: int, story_of: Callable[[int], object]) -> None:
        self._max_stories = max_stories
        self._story_of = story_of
        self._postings = Postings()
        self._heap = Heap()
        self._asked: tuple[bytes, list[int]] = b"", []
        self._ahead: dict[bytes, tuple[list[int], FoundPostings]] = {}
        self._ahead_of = 0  # how often the postings had changed by then
        self._refs = Column(np.int64, -1)
        self._sizes = Column(np.uint32, 0)  # bytes
        self._exact: dict[str, array[int]] = {}
        self._exact_of: dict[int, str] = {}
        self._held = 0
        self._dead = 0  # forgotten since their postings were last removed
        self._stale = False  # some of those are being removed
        self._probed: Counter[int] = Counter()

    def __len__(self) -> int:
        short = np.fromiter(self._exact_of, np.int64, len(self._exact_of))
        both = np.count_nonzero(self._refs.values[short[short < len(self._refs)]] >= 0)
        return self._held + len(short) - int(both)

    @property
    def nbytes(self) -> int:
        """Bytes of memory that the keys and sketches take."""
        return sum(part.nbytes for part in (self._postings, self._heap, self._refs, self._sizes))

    def drain_probed(self) -> Counter[int]:
        """How many candidates the probes since the last call found, and how often."""
        taken, self._probed = self._probed, Counter()
        return taken

    def append(self, number: int, sketch: bytes, exact: str) -> None:
        """Remember an article: by its exact hash when it has one (a short text), and by its sketch from a teaser's length.

        `add_key` or `add_keys` puts its keys.
        """
        if exact:
            self._exact.setdefault(exact, array("I")).append(number)
            self._exact_of[number] = exact
            if not is_comparable(sketch):
                return
        self._held += 1
        outline = outline_in(sketch)
        self._refs.put(number, self._heap.put(outline))
        self._sizes.put(number, len(outline))

    def add_all(self, numbers: NDArray[np.int64], of: Split) -> None:
        """As `append` and `add_keys`, of many articles that are compared by their sketches, in order."""
        if not len(numbers):
            return
        for column in (self._refs, self._sizes):
            column.grow_to(int(numbers[-1]))
        self._refs.values[numbers] = self._heap.put_all(of.outlines, of.sizes)
        self._sizes.values[numbers] = of.sizes
        self._held += len(numbers)
        self._postings.put(of.keys, np.repeat(numbers.astype(np.uint32), of.counts))

    def add_key(self, number: int, sketch: bytes) -> None:
        """Put the keys of one article, if it was kept by its sketch."""
        self._sweep()
        if sketch and number < len(self._refs) and self._refs.values[number] >= 0:
            self._postings.put_one(self._keys(sketch), number)

    def add_keys(self, kept: Sequence[tuple[int, bytes]]) -> None:
        """Put the keys of articles kept, each given with its sketch."""
        refs, held = self._refs.values, len(self._refs)
        kept = [each for each in kept if each[1] and each[0] < held and refs[each[0]] >= 0]
        self._sweep()
        if kept:
            of, places = keys_of_many([sketch for _, sketch in kept])
            self._postings.put(of, np.array([number for number, _ in kept], np.uint32)[places])

    def reserve(self, articles: int) -> None:
        """Make room for so many articles to come."""
        self._postings.reserve(len(self._postings) + articles * USUAL_KEYS)

    def forget(self, *numbers: int) -> None:
        """Drop articles; unknown numbers are no fault, redelivered articles are never added."""
        held = [number for number in numbers if number < len(self._refs) and self._refs.values[number] >= 0]
        for number in held:
            self._heap.drop(int(self._refs.values[number]), int(self._sizes.values[number]))
            self._refs.values[number] = -1
        self._held -= len(held)
        for number in numbers:
            exact = self._exact_of.pop(number, None)
            if exact is not None:
                self._exact[exact].remove(number)
                if not self._exact[exact]:
                    del self._exact[exact]
        self._heap.evacuate(self._refs.values, self._sizes.values)
        self._dead += len(held)
        if self._dead > self._held // DEAD_SHARE and self._postings.is_swept:
            self._dead = 0
            self._stale = True
            self._postings.remove(self._refs.values < 0)

    def _sweep(self) -> None:
        """Go on removing the postings of forgotten articles."""
        if self._stale:
            self._postings.sweep(self._refs.values < 0)
            self._stale = not self._postings.is_swept

    def renumber(self, new: NDArray[np.int64]) -> None:
        """Put `new[number]` in the place of each article's number; those of the forgotten are negative."""
        self._postings.renumber(new)
        self._dead, self._stale = 0, False
        self._refs.renumber(new)
        self._sizes.renumber(new)
        self._exact = {exact: array("I", new[numbers].tolist()) for exact, numbers in self._exact.items()}
        self._exact_of = {int(new[number]): exact for number, exact in self._exact_of.items()}

    def same(self, exact: str) -> tuple[int, ...]:
        """The short articles with this very text, in order of arrival."""
        return tuple(self._exact.get(exact, ())) if exact else ()

    def look_ahead(self, sketches: Sequence[bytes]) -> None:
        """Look up together what sketches in bytes will be probed for next: each is then found in a fraction of the time."""
        self._ahead = {}
        if len(sketches) < FEW_SKETCHES:
            return
        if self._postings.fresh > FRESH // 4:  # what the batch adds must not move what is looked up
            self._postings.flush()
        keys, of = keys_of_many(sketches)
        counts = np.bincount(of, minlength=len(sketches)).tolist()
        found, listed, at = self._postings.look_up(keys, counts), keys.tolist(), 0
        for sketch, count, each in zip(sketches, counts, found, strict=True):
            self._ahead[sketch] = listed[at : at + count], each
            at += count
        self._ahead_of = self._postings.changes

    def probe(self, sketch: bytes) -> list[Overlap]:
        """Every article that shares a key with a sketch in bytes, with the measured overlap, in order of arrival."""
        ahead = self._ahead.pop(sketch, None)
        if ahead is None or self._ahead_of != self._postings.changes:
            every = self._postings.find(self._keys(sketch))
        else:
            self._asked = sketch, ahead[0]
            every = self._postings.find(*ahead)
        refs = self._refs.values
        found = {number for number in set(every.numbers) if refs[number] >= 0}
        if len(found) > self._max_stories:
            found = self._without_furniture(every, found)
        self._probed[len(found)] += 1
        if not found:
            return []
        numbers, text = sorted(found), outline_in(sketch)
        outlines = list(map(self.outline, numbers))
        words = words_in(text)[0]
        compared = passages_shared(text, outlines)
        return [
            _overlap(number, words, words_in(outline)[0], passages)
            for number, outline, passages in zip(numbers, outlines, compared, strict=True)
        ]

    def outline(self, number: int) -> bytes:
        """The packed outline of an article that is compared by its sketch; none of one that is compared whole."""
        ref = int(self._refs.values[number]) if number < len(self._refs) else -1
        return self._heap.get(ref, int(self._sizes.values[number])) if ref >= 0 else b""

    def _keys(self, sketch: bytes) -> list[int]:
        """The keys of a sketch; the one probed last is put next."""
        if self._asked[0] is not sketch:
            self._asked = sketch, keys_in(sketch).tolist()
        return self._asked[1]

    def _without_furniture(self, every: FoundPostings, live: set[int]) -> set[int]:
        by_key: dict[int, list[int]] = {}
        for place, number in zip(every.places, every.numbers, strict=True):
            if number in live:
                by_key.setdefault(place, []).append(number)
        found: set[int] = set()
        for numbers in by_key.values():
            if not self._is_furniture(numbers):
                found.update(numbers)
        return found

    def _is_furniture(self, numbers: list[int]) -> bool:
        most = self._max_stories
        if len(numbers) <= most:
            return False
        stories = set()
        for number in numbers:
            stories.add(self._story_of(number))
            if len(stories) > most:
                return True
        return False


def _overlap(number: int, mine: int, others: int, passages: Passages) -> Overlap:
    own, other = passages.own.bit_count(), passages.other.bit_count()
    # Of two texts of one length either may be the shorter: the better of the two is the same both ways.
    shared = max(own, other) if mine == others else own if mine < others else other
    return Overlap(
        number,
        shared,
        shared / max(min(mine, others), 1),
        other / max(others, 1),
        1.0 - own / max(mine, 1),
        passages,
    )
