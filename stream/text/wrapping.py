"""Lines as a wire wraps them, back to paragraphs as they were meant; tables stay lines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

# Wires wrap at 69 characters (IPTC 7901) and up to 120; a longer line was never wrapped.
LONGEST_WRAPPED: Final = 120
# A line is full from this part of the longest one on: ragged right margins vary by a long word.
FULL_LINE: Final = 0.72
_NARROWEST: Final = 32  # characters: narrower columns are tables and verse
_DEEPEST_INDENT: Final = 12  # characters: beyond it and below a row stands the head of a column
_COLUMNS: Final = re.compile(r"\S(?: {3,}|\t+|\.{4,})\s*\S+.*?(?: {2,}|\t)\s*\S|\S(?: {4,}|\t+)\S|\.{5,}")
_LISTED: Final = re.compile(r"(?:[-*\u2022\u2013+>]|\(?\d{1,2}[.)])\s")
_ENDS: Final = (".", "!", "?", ":", '"', "\u201d", "\u00bb", ")")  # of a sentence
_BROKEN: Final = re.compile(r"[^\W\d_]-$")
_JOINER: Final = re.compile(
    r"(?:und|oder|bzw|and|or|et|och|og|y|e|en)\b"
)  # "Bundes- und Landes..." keeps its space


def paragraphs(text: str, indent: int = 3) -> str:
    """A text of wrapped lines as paragraphs with a blank line between.

    A paragraph ends at a blank line, and before a line that is indented by `indent` characters more than its text
    (or by a tab). Lines are joined where they look wrapped; the lines of a table or a list stay.
    """
    found = []
    for block in _blocks(text.expandtabs(8).split("\n"), indent):
        joined = unwrapped([line.strip() for line in block])
        found.append("\n".join(joined))
    return "\n\n".join(found)


def unwrapped(lines: Sequence[str], width: int = 0) -> list[str]:
    """The lines of one paragraph, those that were wrapped joined.

    `width` is the longest line of the text that they come from, where that is known. A line goes on in the next
    when it is about as long as the longest one, and neither looks like a row of a table or an entry of a list.
    """
    if len(lines) < 2:
        return list(lines)
    widest = max(width, *map(len, lines))
    if not _NARROWEST <= widest <= LONGEST_WRAPPED:
        return list(lines)
    joined: list[list[str]] = []
    before = ""
    for line in lines:
        if before and _goes_on(before, line, widest):
            joined[-1].append(line)
        else:
            joined.append([line])
        before = line
    return [_line(pieces) for pieces in joined]


def is_tabular(line: str) -> bool:
    """Whether a line has columns: runs of blanks, tabs or dots between its words."""
    line = line.strip()
    if "  " not in line and "\t" not in line and "...." not in line:  # most lines: the pattern is slow
        return False
    return _COLUMNS.search(line[:LONGEST_WRAPPED]) is not None


def _goes_on(line: str, following: str, widest: int) -> bool:
    if is_tabular(line) or is_tabular(following) or _LISTED.match(following):
        return False
    word = following.find(" ")
    first = len(following) if word < 0 else word
    return len(line) + 1 + first > widest * FULL_LINE


def _line(pieces: list[str]) -> str:
    text = [pieces[0]]
    for before, piece in itertools.pairwise(pieces):
        broken = _BROKEN.search(before[-2:]) and not _JOINER.match(piece)
        text.append(piece if broken else f" {piece}")
    return "".join(text)


def _blocks(lines: list[str], indent: int) -> Iterator[list[str]]:
    block: list[str] = []
    base = _base(lines, indent)
    for line in lines:
        text = line.strip()
        if not text:
            if block:
                yield block
            block = []
            continue
        depth = len(line) - len(line.lstrip()) - base
        column = depth > _DEEPEST_INDENT and bool(block) and is_tabular(block[-1])
        if depth >= indent and block and not column and not is_tabular(text):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _base(lines: list[str], indent: int) -> int:
    """The indent of a line that begins no paragraph: the least one.

    Where all lines are indented and each ends a sentence, each is a paragraph of one line.
    """
    filled = [line for line in lines if line.strip()]
    least = min((len(line) - len(line.lstrip()) for line in filled), default=0)
    return 0 if least >= indent and all(line.rstrip().endswith(_ENDS) for line in filled) else least
