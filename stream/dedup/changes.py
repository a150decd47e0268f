"""What a copy changed: the paragraphs that it cut and those that it added, its headline, and how late it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stream.dedup.outline import Paragraph, codes_in, unpack
from stream.dedup.passages import Text
from stream.dedup.sketch import decode_sketch
from stream.dedup.state import State
from stream.records import Changes, Match, Prepared, Span

GONE: Final = 0.25  # of a paragraph's words: with at most so many shared it is another, not an edited one
MOST: Final = 64  # spans of a kind: a live page around a brief adds hundreds, and a person reads a few


def changes_of(state: State, prepared: Prepared, match: Match, since: datetime, time: datetime) -> Changes:
    """What a copy made of the article that it carries; no text is needed, only the two outlines.

    `since` is when the story's original was made, `time` when the copy was.
    """
    delay = round((time - since).total_seconds())
    number = state.number(match.article_id)
    packed = state.index.outline(number) if number is not None else b""
    if not packed or prepared.exact:
        return Changes(
            False, (), (), delay
        )  # short texts are copies only when they are the same, headline and all
    own, other = decode_sketch(prepared.sketch).outline, unpack(packed)
    shared = Text(own.codes).passages(codes_in(packed))
    return Changes(
        headline=bool(own.headline and other.headline) and own.headline != other.headline,
        cut=tuple(_missing(other.paragraphs, shared.other)),
        added=tuple(_missing(own.paragraphs, shared.own)),
        delay=delay,
    )


def _missing(paragraphs: Iterable[Paragraph], shared: NDArray[np.bool_]) -> Iterator[Span]:
    """The paragraphs of a text of which the other has (nearly) nothing."""
    at = found = 0
    for paragraph in paragraphs:
        kept = int(np.count_nonzero(shared[at : at + paragraph.words]))
        at += paragraph.words
        if kept <= GONE * paragraph.words and found < MOST:
            found += 1
            yield Span(paragraph.start, paragraph.end)
