"""Runs of capitalised words that the lexicon did not take: the raw material of persons, bodies and places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.sheet import Sheet

# Words inside a name that need no capital: Arabic, Iberian, Dutch and German particles.
PARTICLES: Final = word_list("runs particles")
_CONNECTORS: Final = word_list("runs connectors")
# Capitalised because they begin a sentence or title, never because they name: they end a run and begin none.
FUNCTION_WORDS: Final = word_list("runs function_words")


@dataclass(slots=True)
class Run:
    """Words `first` to `last` of one name; `joined` are the words after which a hyphen stands. Never changed."""

    first: int
    last: int
    joined: tuple[int, ...] = ()


def runs(sheet: Sheet) -> Iterator[Run]:
    """Every run of free capitalised words, particles inside it included, sentence by sentence."""
    reading = sheet.reading
    words, caps, gaps, owner = reading.words, reading.caps, reading.gaps, sheet.owner
    end = len(words)
    at = 0
    while at < end:
        if not caps[at] or owner[at] is not None or words[at] in FUNCTION_WORDS:
            lower = words[at] in {"al", "el"} and at + 1 < end and caps[at + 1] and gaps[at] in {" ", "-"}
            if not (lower and owner[at] is None and owner[at + 1] is None):
                at += 1
                continue
        first = last = at
        joined: list[int] = []
        while True:
            step = _step(sheet, last)
            if step == last:
                break
            if gaps[last].strip():
                joined.append(last)
            last = step
        yield Run(first, last, tuple(joined))
        at = last + 1


def _step(sheet: Sheet, last: int) -> int:
    """The next capitalised word of the same name, over one or two particles; `last` itself if there is none."""
    reading = sheet.reading
    words, caps, gaps, owner = reading.words, reading.caps, reading.gaps, sheet.owner
    at = last
    for _ in range(3):
        gap = gaps[at]
        initial = gap == ". " and (len(words[at]) == 1 or words[at] in {"st", "mt", "ft"}) and caps[at]
        if gap not in {" ", "-", "\u2010", "\u2011", "\n"} and not initial:
            return last
        at += 1
        if at >= len(words) or owner[at] is not None or reading.sentence_of[at] != reading.sentence_of[last]:
            return last
        word = words[at]
        if caps[at] and (word not in FUNCTION_WORDS or word in PARTICLES):
            return at
        if word not in PARTICLES:
            return last
    return last


def extended(sheet: Sheet, run: Run) -> Run:
    """The run with what "of", "for", "and", "the" tie to it: "Observatory for Human Rights"."""
    reading = sheet.reading
    words, caps, gaps, owner = reading.words, reading.caps, reading.gaps, sheet.owner
    stop = reading.bounds(run.first)[1]
    last = run.last
    while True:
        at = last + 1
        while (
            at < stop and at - last <= 3 and gaps[at - 1] == " " and words[at] in _CONNECTORS and not caps[at]
        ):
            at += 1
        if (
            at >= stop
            or (at == last + 1 and not caps[at])
            or gaps[at - 1] != " "
            or not caps[at]
            or words[at] in FUNCTION_WORDS
        ):
            return Run(run.first, last, run.joined)
        owned = owner[at]
        last = max(at, owned.last) if owned is not None else at
