"""Rows of the versions before: what they held, taken apart for `stream.dedup.journal.rows`, which writes them as its own.

A row of version 2 is

    version (1 byte), 3 bytes of 0, then as little-endian uint32: decisions, bytes of acts, bytes of packed decisions,
    sizes of the facts, of the sketches and of the decisions (decisions each),
    facts, sketches, acts (a JSON array), decisions (JSON, deflated together)

Acts and facts follow from the decisions and are made anew: only sketches and decisions are read. A sketch's outline had no
headline, no particulars and no checks of its paragraphs. Its words are kept, by which copies are found; its paragraphs are not,
for without their checks all of them would count as changed.
"""

from __future__ import annotations

import struct
import zlib
from typing import Final

import numpy as np

from stream.model.errors import StopError
from stream.text.outline import words_in

SECOND: Final = 2
_HEAD: Final = struct.Struct("<B3xIII")
_SIZE: Final = 4  # bytes
_COUNT: Final = struct.Struct("<I")  # of a sketch's keys
_KEY: Final = 4  # bytes
_NO_HEADLINE: Final = bytes(2)  # as `stream.text.outline` writes them
_NO_PARTICULARS: Final = bytes(1)


def second_version(data: bytes) -> list[tuple[bytes, bytes]]:
    """The decisions of a row of version 2, in JSON, each with its sketch.

    Raises:
        StopError: the row is damaged.
    """
    try:
        _, count, acts, deflated = _HEAD.unpack_from(data)
        sizes = np.frombuffer(data, "<u4", 3 * count, _HEAD.size).reshape(3, count).tolist()
        start = _HEAD.size + 3 * _SIZE * count + sum(sizes[0])
        end = start + sum(sizes[1]) + acts
        decisions = zlib.decompress(data[end : end + deflated])
        sketches = map(_sketch, _cut(data[start:], sizes[1]))
        return list(zip(_cut(decisions, sizes[2]), sketches, strict=True))
    except (struct.error, ValueError, IndexError, zlib.error) as error:
        msg = f"a row of the deduplication's table, of version {SECOND}, is damaged ({error}). Start the worker again: it reads its changelog."
        raise StopError(msg) from error


def _sketch(data: bytes) -> bytes:
    """A sketch as it is written today: the keys as they are, then an outline of words alone."""
    if not data:
        return data
    outline = _COUNT.size + _KEY * _COUNT.unpack_from(data)[0]
    # The count of words and their codes stand as they stood, behind a headline's hash that is none.
    words, at = words_in(_NO_HEADLINE + data[outline:])
    codes = data[outline : outline + at - len(_NO_HEADLINE) + (words + 1) // 2]
    return b"".join((data[:outline], _NO_HEADLINE, codes, _NO_PARTICULARS))


def _cut(data: bytes, sizes: list[int]) -> list[bytes]:
    parts, at = [], 0
    for size in sizes:
        parts.append(data[at : at + size])
        at += size
    return parts
