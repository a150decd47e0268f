"""A body in stretches with the mention that each is, for a page that marks them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
    """A stretch of text and what it is: a value of `MARKED`, "" for none. `title` tells more of it."""

    text: str
    kind: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """Paragraphs of stretches, and whether that is the whole body."""

    paragraphs: tuple[tuple[MarkedStretch, ...], ...]
    whole: bool


def marked(body: str, entities: Iterable[Mapping[str, Any]]) -> Marked:
    """The body with its mentions; of mentions that overlap the first, and of those the longest."""
    shown = body[:MOST_CHARACTERS]
    paragraphs: list[list[MarkedStretch]] = [[]]
    at = 0
    for each in sorted(entities, key=lambda entity: (entity["start"], -entity["end"])):
        kind = MARKED.get(each["type"], "")
        if not kind or each["start"] < at or each["end"] > len(shown):
            continue
        _plain(paragraphs, shown[at : each["start"]])
        title = " · ".join(
            filter(None, (each.get("name", ""), each.get("sub_event_type", ""), each.get("country", "")))
        )
        paragraphs[-1].append(MarkedStretch(shown[each["start"] : each["end"]], kind, title))
        at = each["end"]
    _plain(paragraphs, shown[at:])
    return Marked(tuple(tuple(each) for each in paragraphs if each), len(shown) == len(body))


def _plain(paragraphs: list[list[MarkedStretch]], text: str) -> None:
    first, *rest = text.split("\n")
    if first:
        paragraphs[-1].append(MarkedStretch(first))
    paragraphs += [[MarkedStretch(line)] if line.strip() else [] for line in rest]
