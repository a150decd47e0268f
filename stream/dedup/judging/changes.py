"""What a copy changed: the paragraphs that it cut and those that it added, its headline, and how late it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from stream.dedup.index.index import Overlap
from stream.dedup.state.state import State
from stream.model.articles import Prepared
from stream.model.verdicts import Changes, Match, Span
from stream.text.outline import headline_in, marks_in
from stream.text.sketch import decode_bytes, outline_in

GONE: Final = 0.25  # of a paragraph's words: with at most so many shared it is another, not an edited one
MOST_SPANS: Final = 64  # spans of a kind: a live page around a brief adds hundreds, and a person reads a few


def changes_of(
    state: State,
    prepared: Prepared,
    match: Match,
    overlaps: Iterable[Overlap],
    since: datetime,
    time: datetime,
) -> Changes:
    """What a copy made of the article that it carries, one of `overlaps`; no text is needed, only the two outlines.

    `since` is when the story's original was made, `time` when the copy was.
    """
    delay = round((time - since).total_seconds())
    number = state.number(match.article_id)
    packed = state.index.outline(number) if number is not None else b""
    shared = next(
        (overlap.passages for overlap in overlaps if overlap.number == number and not overlap.whole), None
    )
    if not packed or shared is None:
        return Changes(
            False, (), (), delay
        )  # short texts are copies only when they are the same, headline and all
    own = outline_in(decode_bytes(prepared.sketch))
    headlines = headline_in(own), headline_in(packed)
    return Changes(
        headline=all(headlines) and headlines[0] != headlines[1],
        cut=tuple(_missing(packed, shared.other)),
        added=tuple(_missing(own, shared.own)),
        delay=delay,
    )


def _missing(outline: bytes, shared: int) -> Iterator[Span]:
    """The paragraphs of a text of which the other has (nearly) nothing; `shared` as of `Passages`."""
    # As digits: counting them is a third of the time of cutting the number for every paragraph.
    digits = f"{shared:b}"[::-1]
    at = found = 0
    for start, end, words, _ in marks_in(outline):
        kept = digits.count("1", at, at + words)
        at += words
        if kept <= GONE * words and found < MOST_SPANS:
            found += 1
            yield Span(start, end)
