"""Text for comparison alone: the same words for the same article, whichever outlet's page it stands on.

The record keeps the text as it came; nothing here is ever written, save where its paragraphs stand.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from stream.text.furniture import article_lines, ends_sentence
from stream.text.lost_accents import lost, made_whole, with_lone_letters
from stream.text.lost_letters import with_letters
from stream.text.orthography import code_page, is_sound, repaired
from stream.text.outline import Paragraph
from stream.text.particular import MOST_NAMES, Code, Particular, pack_particulars
from stream.text.particulars import particulars
from stream.text.walls import is_legal, is_suspect, without_link, without_wall
from stream.text.words import words, words_as_written

SHORT: Final = (
    40  # words: under it too few shingles are sampled, and texts are compared exactly, with the headline
)

# Words that a passage must share to make a copy: beside a wall, fewer are its prices and titles.
LEAST_WORDS_BESIDE_WALL: Final = 20

MOST_PARTICULARS: Final = 20  # particulars read: as many as are kept, eight names and numbers

_BROKEN: Final = re.compile(r"[^\W\d_]-$")
_LETTER: Final = re.compile(r"[^\W\d_]")
_SIGN_OFF: Final = re.compile(
    r"""(?<=[.!?"'\u201d])\s?[-\u2013\u2014]{1,2}\s?[A-Z]\w*(?:[ /][A-Z]\w*){0,3}$"""
)
_SIGN_OFF_CHARS: Final = 60  # a dash and up to four words
_LAST_LINES: Final = 8  # where sign-offs stand: links and notices may follow
_HYPHENS: Final = ("\u2010", "\u2011", "\u2043")


@dataclass(frozen=True, slots=True)
class ReadBody:
    """A body as it is compared: its words in order, and the paragraphs that they stand in, none of them empty.

    `particulars` are what it says in numbers, dates and names, packed (see `stream.text.particular`).
    """

    words: list[str]
    paragraphs: tuple[Paragraph, ...]
    particulars: bytes = b""


@dataclass(slots=True)
class _Line:
    """A line that is not blank; `row` counts all lines, so that a blank one between two is seen."""

    text: str
    start: int
    end: int
    row: int
    last_row: int


def read_body(body: str, language: str = "") -> ReadBody:
    """The words to compare, in order: NFKC, one case and spelling, page furniture dropped, broken hyphenation joined.

    A hyphen at a line's end joins its word (`govern-` / `ment`); any other hyphen parts its words, with or without
    a stray space (`self-styled`, `self- styled`), so that both come out the same.

    A paragraph ends at a blank line, at furniture, or where a line ends a sentence: lines may be wrapped.
    """
    body = with_letters(body, language)
    wholes = lost(body, language)
    lines = _lines(body)
    kept = article_lines([line.text for line in lines])
    walled = False
    for at in kept[-1:]:
        lines[at].text = without_link(lines[at].text)
    for at in kept[-_LAST_LINES:]:
        text = lines[at].text
        foot = text[-_SIGN_OFF_CHARS:]
        if ("-" in foot or "\u2013" in foot or "\u2014" in foot) and (
            hit := _SIGN_OFF.search(text, max(len(text) - _SIGN_OFF_CHARS, 0))
        ):
            lines[at].text = text[: hit.start()]
    found: list[str] = []
    paragraphs: list[Paragraph] = []
    told: list[Particular] = []
    names = MOST_NAMES
    for start, end, text in _paragraphs([lines[at] for at in kept]):
        if wholes:
            text = with_lone_letters(text, language)  # noqa: PLW2901 - as it would stand there
        inside, written = words_as_written(text, language)
        if is_suspect(text, inside):
            plain = "" if is_legal(text.lower()) else without_wall(text)
            if len(plain) < len(text):
                walled = True
                text = plain  # noqa: PLW2901 - what is left of it
                inside, written = words_as_written(text, language)
        if inside:
            if wholes:
                inside = made_whole(inside, wholes, language)
            if len(told) < MOST_PARTICULARS:
                more = particulars(inside, written, text, language, len(found), max(names, 0))
                names -= sum(each.code == Code.NAME for each in more)
                told += more
            found += inside
            paragraphs.append(Paragraph(start, end, len(inside)))
    if walled and len(found) < LEAST_WORDS_BESIDE_WALL:
        return ReadBody([], ())
    return ReadBody(found, tuple(paragraphs), pack_particulars(told))


def headline_words(headline: str, language: str = "") -> list[str]:
    """The words of a headline, folded as those of a body."""
    return words(unicodedata.normalize("NFKC", repaired(headline)), language)


def _lines(body: str) -> list[_Line]:
    sound = is_sound(body)
    page = "" if sound else code_page(body)
    lines: list[_Line] = []
    pieces: list[str] = []  # of the last line, put together once: a text may be all hyphens
    at = 0
    for row, raw in enumerate(body.splitlines(keepends=True)):
        text = raw.strip()
        start = at + raw.index(text)
        end = start + len(text)
        at += len(raw)
        if not sound:
            text = repaired(text, page)  # before NFKC, which takes apart what is to be put together again
        if not (sound and text.isascii()):
            text = unicodedata.normalize("NFKC", text).strip()
            for hyphen in _HYPHENS:
                text = text.replace(hyphen, "-")
        if not text:
            continue
        before = lines[-1] if lines else None
        if (
            before is not None
            and before.last_row == row - 1
            and pieces[-1].endswith("-")
            and _BROKEN.search("".join(pieces[-2:])[-2:])
            and _LETTER.match(text)
        ):
            pieces[-1] = pieces[-1][:-1]
            pieces.append(text)
            before.end, before.last_row = end, row
        else:
            if before is not None:
                before.text = "".join(pieces)
            pieces = [text]
            lines.append(_Line(text, start, end, row, row))
    if lines:
        lines[-1].text = "".join(pieces)
    return lines


def _paragraphs(lines: list[_Line]) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    row = -1
    for line in lines:
        if found and line.row == row + 1 and not ends_sentence(found[-1][2]):
            start, _, text = found[-1]
            found[-1] = (start, line.end, f"{text}\n{line.text}")
        else:
            found.append((line.start, line.end, line.text))
        row = line.last_row
    return found
