"""A text in pieces that a reader takes as one: words, marks of punctuation, and characters where words are not spaced."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from stream.text.furniture import article_lines

# Of scripts without spaces each character is a piece, with the marks that stand on it: Han, kana, Thai, Lao, Burmese, Khmer.
_UNSPACED: Final = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e01-\u0e4e\u0e80-\u0ecf\u1000-\u109f\u1780-\u17dd"
# General punctuation is marks throughout; the joiners, the hyphens and the right single quote are parts of words.
_PUNCTUATION: Final = "!-/:-@\\[-^`{-~\xa1\xab\xbb\xbf\u2013-\u2018\u201a-\u205e\u060c\u061b\u061f\u0964\u0965\u3000-\u3004\u3008-\u303f\uff01-\uff0f\uff1a-\uff20"
_JOINERS: Final = ".,'\u2019\\-/"  # inside a word or number: U.S., 1,200, Veldria's, twelve-year-old, 3/4
_PIECE: Final = re.compile(
    rf"[{_UNSPACED}]"
    rf"|[^\s{_PUNCTUATION}{_UNSPACED}]+(?:[{_JOINERS}][^\s{_PUNCTUATION}{_UNSPACED}]+)*"
    rf"|[^\s]"
)
# What typesetting exchanges without changing a word.
_SAME: Final = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2014": "-"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text, `text[start:end]`, and what it is compared by. `word` is false for punctuation."""

    start: int
    end: int
    key: str
    word: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: a line of a body that is not blank, `body[start:end]`, with its tokens.

    `furniture` marks what a page puts around an article (see `stream.text.furniture`).
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    furniture: bool

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(token.word for token in self.tokens)


def tokens_of(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The tokens of `text[start:end]`, in order; two that differ in typesetting alone have the same key."""
    found: list[Token] = []
    for piece in _PIECE.finditer(text, start, len(text) if end is None else end):
        at, behind = piece.span()
        while behind < len(text) and unicodedata.category(text[behind]).startswith("M"):
            behind += 1  # a mark never stands alone: cut from its letter it is drawn on a circle
        if found and at < found[-1].end:
            continue
        key = unicodedata.normalize("NFC", text[at:behind]).translate(_SAME)
        found.append(Token(at, behind, key, any(character.isalnum() for character in key)))
    return tuple(found)


def blocks_of(body: str, most: int) -> tuple[tuple[Block, ...], bool]:
    """The paragraphs of a body with at most `most` words, and whether that is all of them.

    A paragraph that goes beyond ends there.
    """
    lines = [(line.start(), line.end()) for line in re.finditer(r"[^\s](?:[^\n\r]*[^\s])?", body)]
    articles = set(article_lines([body[start:end] for start, end in lines]))
    found: list[Block] = []
    left = most
    for number, (start, end) in enumerate(lines):
        tokens = tokens_of(body, start, end)
        if sum(token.word for token in tokens) <= left:
            left -= sum(token.word for token in tokens)
            found.append(Block(start, end, tokens, number not in articles))
            continue
        kept: list[Token] = []
        for token in tokens:
            if token.word and not left:
                break
            left -= token.word
            kept.append(token)
        if kept:
            found.append(Block(start, kept[-1].end, tuple(kept), number not in articles))
        return tuple(found), False
    return tuple(found), True
