"""Text as its writer meant it: without soft hyphens, zero-width characters and broken lines, and where each character was.

Feeds that set text in columns leave such damage behind. The rules read the mended text; offsets are given in the text as it
came.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from stream.tagging.lexicon.vocabulary import word_list

# Nothing to see: soft hyphen, zero-width space, (non-)joiners, marks of direction, word joiner, byte order mark.
_INVISIBLE: Final = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u202a\u202b\u202c\u202d\u202e\ufeff"
)
_LIGATURES: Final = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
_UNSEEN: Final = re.compile("[" + _INVISIBLE + "\ufb00-\ufb04\u0300-\u036f]")
_SOFT: Final = "\u00ad"
_LINE: Final = re.compile(r"[ \t]{0,8}\r?\n[ \t]{0,8}(?=[^\W\d_])")
# A line that goes on in the next: begins with the literal that is looked for, for speed.
_BROKEN: Final = re.compile("\\n[ \\t\u00a0]{0,8}[a-z0-9(]")
PIECE: Final = re.compile(
    # a word that a line's end broke: its hyphen and its second half, behind a letter
    "(?<=[^\\W\\d_])(?P<hyphen>[-\u2010\u2011])[ \\t]{0,8}\\r?\\n[ \\t]{0,8}(?P<tail>[a-z]{1,24})"
    # a line's end inside a sentence
    "|(?<=[\\w,;)\u2019'])(?P<line>[ \\t\\u00a0]{0,8}\\r?\\n[ \\t\\u00a0]{0,8})(?=[a-z0-9(])"
)
# The characters of a piece before its line's end (hyphen, blanks, carriage return), and from it on with one that follows.
_BEFORE: Final = 10
_BEHIND: Final = 1 + 8 + 24 + 1
# These keep their hyphen: "al-Qaeda", "pro-government".
_PREFIXES: Final = word_list("mending prefixes")
# No word is longer.
_LONGEST_WORD: Final = 24


def mended(text: str, known: Callable[[str], bool]) -> tuple[str, list[int] | None]:
    """The mended text, and for each of its characters and its end the offset in the text given; None if nothing changed.

    `known` answers whether a folded string is a word. A word broken at a line's end is joined if the whole is a word, or if its
    halves are not words.
    """
    unseen = not text.isascii() and _UNSEEN.search(text) is not None
    if not unseen and not _BROKEN.search(text):
        return text, None
    plain, offsets = _visible(text) if unseen else (text, None)
    pieces = pieces_of(plain)
    if not pieces and len(plain) == len(text):
        return text, None
    if offsets is None:
        offsets = [*range(len(text) + 1)]
    out: list[str] = []
    places: list[int] = []
    done = 0
    for match in pieces:
        if match["line"] is not None:
            first, last, put = match.start("line"), match.end("line"), " "
        else:
            first, last = match.start("hyphen"), match.start("tail")
            put = "" if _is_one_word(_head(plain, first), match["tail"], known) else "-"
        if first < done:
            continue
        out.append(plain[done:first])
        places.extend(offsets[done:first])
        out.append(put)
        places.extend([offsets[first]] * len(put))
        done = last
    if not done and len(plain) == len(text):
        return text, None
    out.append(plain[done:])
    places.extend(offsets[done:])
    return "".join(out), places


def pieces_of(plain: str) -> list[re.Match[str]]:
    """What the pattern of pieces finds in a text, from left to right: at the ends of lines alone, for it holds one."""
    found: list[re.Match[str]] = []
    done = 0
    for broken in _BROKEN.finditer(plain):
        end = broken.start()
        if end >= done:
            match = PIECE.search(plain, max(done, end - _BEFORE), end + _BEHIND)
            if match is not None:
                found.append(match)
                done = match.end()
    return found


def _head(plain: str, stop: int) -> str:
    """The letters before a character."""
    begin = stop
    while begin and stop - begin < _LONGEST_WORD and plain[begin - 1].isalpha():
        begin -= 1
    return plain[begin:stop]


def _is_one_word(head: str, tail: str, known: Callable[[str], bool]) -> bool:
    head, tail = head.casefold(), tail.casefold()
    if head in _PREFIXES:
        return known(head + tail)
    return known(head + tail) or not (known(head) and known(tail))


def _visible(text: str) -> tuple[str, list[int]]:
    """The text as it can be seen, accents on their letters, ligatures apart; the offsets of its characters and its end."""
    plain: list[str] = []
    offsets: list[int] = []
    done = 0
    for unseen in _UNSEEN.finditer(text):
        at, char = unseen.start(), unseen[0]
        plain.append(text[done:at])
        offsets.extend(range(done, at))
        done = at + 1
        if char == _SOFT and (broken := _LINE.match(text, done)) is not None:
            done = broken.end()  # a soft hyphen shows where its own word was broken
        if char in _LIGATURES:
            plain.append(_LIGATURES[char])
            offsets.extend([at] * len(_LIGATURES[char]))
        elif "\u0300" <= char <= "\u036f":
            _put_on(plain, offsets, at, char)
    plain.append(text[done:])
    offsets.extend(range(done, len(text) + 1))
    return "".join(plain), offsets


def _put_on(plain: list[str], offsets: list[int], at: int, accent: str) -> None:
    """Write an accent on the letter before it; one that no letter takes is left out, one before all letters stays."""
    number = len(plain) - 1
    while number >= 0 and not plain[number]:
        number -= 1
    if number < 0:
        plain.append(accent)
        offsets.append(at)
        return
    whole = unicodedata.normalize("NFC", plain[number][-1] + accent)
    if len(whole) == 1:
        plain[number] = plain[number][:-1] + whole
