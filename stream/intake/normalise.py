"""Text for the sketch alone: the same words for the same article, whichever outlet's page it stands on.

The record keeps the text as it came; nothing here is ever written.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from stream.intake.furniture import article_lines

SHORT: Final = (
    40  # tokens: under it too few shingles are sampled, and texts are compared exactly, with the headline
)

_WORD: Final = re.compile(r"\w+")
# Scripts written without spaces: each character counts as a word (Han, kana), else a clause would be one token.
_UNSPACED: Final = re.compile("[぀-ヿ㐀-䶿一-鿿豈-﫿]")
_WORD_OR_CHARACTER: Final = re.compile("[぀-ヿ㐀-䶿一-鿿豈-﫿]|[^\\W぀-ヿ㐀-䶿一-鿿豈-﫿]+")
_BROKEN_WORD: Final = re.compile(r"(?<=[^\W\d_])-[ \t]*\r?\n[ \t]*(?=[^\W\d_])")
_SIGN_OFF: Final = re.compile(
    r"""(?<=[.!?"'\u201d])\s?[-\u2013\u2014]{1,2}\s?[A-Z]\w*(?:[ /][A-Z]\w*){0,3}$"""
)
_SIGN_OFF_CHARS: Final = 60  # a dash and up to four words
_LAST_LINES: Final = 8  # where sign-offs stand: links and notices may follow
# Apostrophes go, inside words (Veldria's) and as quotes; so do characters that show nothing: soft hyphen, zero
# width space and joiners, byte order mark. Other quotes and all dashes are no word characters and part tokens.
_DELETED: Final = (
    "'",
    "\u2019",
    "\u2018",
    "\u02bc",
    "\u201b",
    "\u2032",
    "`",
    "\xad",
    "\u200b",
    "\u200c",
    "\u200d",
    "\u2060",
    "\ufeff",
)
_HYPHENS: Final = ("\u2010", "\u2011", "\u2043")


def sketch_tokens(body: str) -> list[str]:
    """The words to sketch, in order: NFKC, case folded, page furniture dropped, broken hyphenation joined.

    A hyphen at a line's end joins its word (`govern-` / `ment`); any other hyphen parts its words, with or without
    a stray space (`self-styled`, `self- styled`), so that both come out the same.
    """
    if not body.isascii():
        body = unicodedata.normalize("NFKC", body)
        for hyphen in _HYPHENS:
            body = body.replace(hyphen, "-")
    if "-\n" in body or "- \n" in body or "-\r" in body:
        body = _BROKEN_WORD.sub("", body)
    lines = article_lines(body)
    for at in range(max(len(lines) - _LAST_LINES, 0), len(lines)):
        start = len(lines[at]) - _SIGN_OFF_CHARS
        if hit := _SIGN_OFF.search(lines[at], max(start, 0)):
            lines[at] = lines[at][: hit.start()]
    return _words("\n".join(lines))


def headline_tokens(headline: str) -> list[str]:
    """The words of a headline, folded as those of a body."""
    return _words(unicodedata.normalize("NFKC", headline))


def _words(text: str) -> list[str]:
    if text.isascii():
        return _WORD.findall(text.replace("'", "").replace("`", "").lower())
    for character in _DELETED:
        text = text.replace(character, "")
    text = text.casefold()
    pattern = _WORD_OR_CHARACTER if _UNSPACED.search(text) else _WORD
    words: list[str] = pattern.findall(text)
    return words
