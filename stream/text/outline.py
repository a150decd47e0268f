"""Outlines: a text as four bits a word, with the places of its paragraphs.

Four bits of a hash do not identify one word, but they do identify a run of six: two texts of 400 words that share nothing have such
a run in common by chance in about one of thirty pairs. So an outline of half a byte a word is enough to find the passages that two
texts share, word by word. The text cannot be read back from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Codes: TypeAlias = NDArray[np.uint8]  # one of 0 to 15 a word

_HEADLINE: Final = 2  # bytes
_MORE: Final = 0x80
_LARGE_GAP: Final = (
    3  # characters between two paragraphs; longer distances are written as a number of their own
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Where a paragraph of the article stands in the body (characters, end excluded), and how many words it has."""

    start: int
    end: int
    words: int


@dataclass(frozen=True, slots=True)
class Outline:
    """The codes of a text's words in order, and its paragraphs in the same order.

    `checks` has a byte a paragraph, of all its words: one exchanged word in sixteen has the code of the word before,
    and a correction is often of one word. `headline` is two bytes of the headline's hash, 0 for none. `particulars` are
    at most 255 bytes of what `stream.text.particular` keeps.
    """

    codes: Codes
    paragraphs: tuple[Paragraph, ...] = ()
    checks: bytes = b""
    headline: int = 0
    particulars: bytes = b""


def pack_outline(outline: Outline) -> bytes:
    """An outline in bytes: headline, count of words, two words a byte, particulars, then about four bytes a paragraph."""
    codes = outline.codes
    written = bytearray(outline.headline.to_bytes(_HEADLINE, "little"))
    _number(written, len(codes))
    even = codes if len(codes) % 2 == 0 else np.append(codes, np.uint8(0))
    written += (even[::2] << np.uint8(4) | even[1::2]).tobytes()
    written.append(len(outline.particulars))
    written += outline.particulars
    at = 0
    for paragraph, check in zip(outline.paragraphs, outline.checks, strict=True):
        gap = paragraph.start - at
        _number(written, (paragraph.end - paragraph.start) << 2 | min(gap, _LARGE_GAP))
        if gap >= _LARGE_GAP:
            _number(written, gap - _LARGE_GAP)
        _number(written, paragraph.words)
        written.append(check)
        at = paragraph.end
    return bytes(written)


def codes_in(data: bytes | memoryview) -> Codes:
    """The codes of a packed outline; empty if the outline is empty."""
    count, at = words_in(data)
    pairs = np.frombuffer(data, np.uint8, (count + 1) // 2, at) if count else np.empty(0, np.uint8)
    codes = np.empty(2 * len(pairs), np.uint8)
    codes[::2] = pairs >> 4
    codes[1::2] = pairs & 15
    return codes[:count]


def words_in(data: bytes | memoryview) -> tuple[int, int]:
    """How many words a packed outline has, and where their codes begin (two codes a byte, the upper half first)."""
    return _read(data, _HEADLINE) if data else (0, 0)


def marks_in(data: bytes | memoryview) -> Iterator[tuple[int, int, int, int]]:
    """The paragraphs of a packed outline, in order: start, end, words and check (see `Paragraph` and `Outline`)."""
    if not data:
        return
    count, at = words_in(data)
    at += (count + 1) // 2
    at += data[at] + 1
    end, last = 0, len(data)
    while at < last:
        size, behind = data[at], at + 1
        if (
            size >= _MORE
        ):  # most numbers are two bytes long and are read inline: a call would cost more than the rest of the loop
            size += (data[behind] - 1) << 7
            behind += 1
            if size >= _MORE << 7:
                size, behind = _read(data, at)
        at = behind
        gap = size & _LARGE_GAP
        if gap == _LARGE_GAP:
            more, at = _read(data, at)
            gap += more
        words = data[at]
        at += 1
        if words >= _MORE:
            words, at = _read(data, at - 1)
        start = end + gap
        end = start + (size >> 2)
        yield start, end, words, data[at]
        at += 1


def headline_in(data: bytes | memoryview) -> int:
    """The two bytes of the headline's hash in a packed outline, 0 for none."""
    return int.from_bytes(data[:_HEADLINE], "little")


def particulars_in(data: bytes | memoryview) -> bytes:
    """The particulars of a packed outline, still packed; empty if the outline is empty."""
    if not data:
        return b""
    count, at = words_in(data)
    at += (count + 1) // 2
    return bytes(data[at + 1 : at + 1 + data[at]])


def _number(written: bytearray, value: int) -> None:
    """Append a number, seven bits a byte, the lowest first (LEB128)."""
    while value >= _MORE:
        written.append(value & (_MORE - 1) | _MORE)
        value >>= 7
    written.append(value)


def _read(data: bytes | memoryview, at: int) -> tuple[int, int]:
    """A number and the place behind it."""
    value = shift = 0
    while data[at] >= _MORE:
        value |= (data[at] & (_MORE - 1)) << shift
        shift += 7
        at += 1
    return value | data[at] << shift, at + 1
