"""A body in stretches with the mention that each is, for a page that marks them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

# What is marked, and how the legend names it.
MARKED: Final = {
    "PLACE": "place",
    "FACILITY": "place",
    "ARMED_GROUP": "actor",
    "STATE_FORCES": "actor",
    "GOVERNMENT": "actor",
    "ORGANISATION": "actor",
    "PERSON": "person",
    "WEAPON": "arms",
    "PLATFORM": "arms",
    "CASUALTY": "casualty",
    "EVENT": "event",
}
MOST_CHARACTERS: Final = (
    100_000  # of a body on a page; a book is no wire article, and its end is in the export
)


@dataclass(frozen=True, slots=True)
class MarkedStretch:
    """A stretch of text and what it is: a value of `MARKED`, "" for none. `title` tells more of it.

    `sentence` is the name of the event's sentence that it stands in, "" outside of them; `begins` says that it is the first of that.
    """

    text: str
    kind: str = ""
    title: str = ""
    sentence: str = ""
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """Paragraphs of stretches, and whether that is the whole body. `sentences` are the names of the sentences that rows may lead to."""

    paragraphs: tuple[tuple[MarkedStretch, ...], ...]
    whole: bool
    sentences: frozenset[str] = frozenset()


def sentence_name(start: int) -> str:
    """The name of the sentence that begins at a character of the body, as an address has it."""
    return f"sentence-{start}"


def marked(
    body: str, entities: Iterable[Mapping[str, Any]], sentences: Iterable[tuple[int, int]] = ()
) -> Marked:
    """The body with its mentions; of mentions that overlap the first, and of those the longest.

    `sentences` are where events are told, start and end in characters: of those that overlap the first has a name.
    """
    shown = body[:MOST_CHARACTERS]
    named = _apart(sentences, len(shown))
    begun: set[str] = set()
    paragraphs: list[list[MarkedStretch]] = [[]]

    def put(start: int, end: int, kind: str = "", title: str = "") -> None:
        for number, line in enumerate(shown[start:end].split("\n") if not kind else [shown[start:end]]):
            if number:
                paragraphs.append([])
            if line and (not number or line.strip()):
                within = _sentence_at(named, start)
                paragraphs[-1].append(
                    MarkedStretch(line, kind, title, within, bool(within) and within not in begun)
                )
                begun.add(within)

    borders = sorted({at for low, high, _ in named for at in (low, high)})

    def put_plain(start: int, end: int) -> None:
        inner = borders[bisect_right(borders, start) : bisect_left(borders, end)]
        for low, high in pairwise((start, *inner, end)):
            put(low, high)

    at = 0
    for each in sorted(entities, key=lambda entity: (entity["start"], -entity["end"])):
        kind = MARKED.get(each["type"], "")
        if not kind or each["start"] < at or each["end"] > len(shown):
            continue
        put_plain(at, each["start"])
        title = " · ".join(
            filter(None, (each.get("name", ""), each.get("sub_event_type", ""), each.get("country", "")))
        )
        put(each["start"], each["end"], kind, title)
        at = each["end"]
    put_plain(at, len(shown))
    return Marked(
        tuple(tuple(each) for each in paragraphs if each), len(shown) == len(body), frozenset(begun - {""})
    )


def _apart(sentences: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int, str]]:
    """The sentences of the text that is shown, in order, none over another."""
    found: list[tuple[int, int, str]] = []
    for start, end in sorted(set(sentences)):
        if 0 <= start < end <= length and (not found or start >= found[-1][1]):
            found.append((start, end, sentence_name(start)))
    return found


def _sentence_at(named: Sequence[tuple[int, int, str]], at: int) -> str:
    before = bisect_right(named, at, key=lambda each: each[0])
    return named[before - 1][2] if before and at < named[before - 1][1] else ""
