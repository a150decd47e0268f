"""What stands in an article's place: the words of a paywall, a cookie wall or a bot check, and the link to the rest.

They are the same on every page of an outlet, so two stories behind one wall would be copies of each other. A wall speaks
to its reader; news that is about subscriptions or cookies does not. Only for comparison: the record keeps its text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from stream.text.page_words import (
    GATE,
    LABELS,
    LEGAL,
    OTHER_WALL_HINTS,
    READ_ON,
    READER,
    WALL_HINTS,
    WALL_PHRASES,
    WALL_TERMS,
)

SHARE: Final = 0.6  # of what is cut must be in a wall's sentences: between them stand prices and names
LEGAL_MARKS: Final = 2  # one may be news ("actual results")
_LINK_CHARS: Final = 80  # of what may follow "Read more": an address, the page's name

_PHRASE: Final = re.compile("|".join(WALL_PHRASES))
_TERM: Final = re.compile("|".join(WALL_TERMS))
_READER: Final = re.compile("|".join(READER))
_SENTENCE: Final = re.compile(
    r"[^.!?\u2026\u3002\uff01\uff1f\u061f\u06d4]+[.!?\u2026\u3002\uff01\uff1f\u061f\u06d4]*\W*"
)
_LABEL: Final = re.compile(
    rf"(?:{'|'.join(each for one in LABELS.values() for each in one)})(?:\s?[:\uff1a\u00bb>|].*)?\W*"
)
# Behind the end of a sentence, or of one cut in its middle: elsewhere these are words ("she would read more").
_LINK: Final = re.compile(
    rf"(?:^|[.!?\u2026\u3002\uff01\uff1f\u061f\u06d4\"'\u201d\u2019\u00bb)\]>|\u2192])[\W_]*(?<!\w)(?:{'|'.join(READ_ON)})(?!\w)(?:(?![.!?]\s).){{0,{_LINK_CHARS}}}$",
    re.IGNORECASE | re.DOTALL,
)
_TAIL: Final = 240  # characters: three sentences of a feed's own, "The post ... appeared first on ..."
# A cut text's own mark, with nothing behind it: "before the summer [...]".
_CUT_CHARS: Final = (
    40  # characters at the end in which it stands: over a text of blanks the pattern takes the cube of them
)
_CUT: Final = re.compile(r"\s*[\[(]?\s*(?:\u2026|\.\.\.)\s*[\])]?\s*$")


def is_suspect(text: str, words: Sequence[str]) -> bool:
    """Whether a paragraph, given with its folded words, may be a wall's or the law's."""
    if not GATE.isdisjoint(words):
        return True
    return not text.isascii() and any(map(text.casefold().__contains__, OTHER_WALL_HINTS))


def without_wall(text: str) -> str:
    """A paragraph up to where a wall begins: all of it when there is none, "" when it is one."""
    low = text.casefold()
    if not any(map(low.__contains__, (*WALL_HINTS, *OTHER_WALL_HINTS))) or not _PHRASE.search(low):
        return text
    sentences = [(each.start(), each.group()) for each in _SENTENCE.finditer(text)]
    walls = [_speaks_of_a_wall(sentence.casefold()) for _, sentence in sentences]
    behind = of_walls = 0
    cut = len(text)
    for (start, sentence), wall in zip(reversed(sentences), reversed(walls), strict=True):
        behind += len(sentence)
        if wall:
            of_walls += len(sentence)
            if of_walls >= SHARE * behind:
                cut = start
    return text[:cut].rstrip()


def is_label(line: str) -> bool:
    """Whether a short line in lower case is a link or a label of a page in a language other than English."""
    return _LABEL.fullmatch(line) is not None


def is_legal(low: str) -> bool:
    """Whether a paragraph in lower case is the law's, under whatever news."""
    return sum(mark in low for mark in LEGAL) >= LEGAL_MARKS


def without_link(text: str) -> str:
    """The end of a text without the link to its rest, and without the dots where it was cut."""
    start = max(len(text) - _TAIL, 0)
    found = _LINK.search(text, start)
    if found is not None:
        text = text[: found.start() + 1] if found.start() or not found.group()[:1].isalnum() else ""
    cut = _CUT.search(text, max(len(text) - _CUT_CHARS, 0))
    return text[: cut.start()].rstrip() if cut else text


def _speaks_of_a_wall(sentence: str) -> bool:
    if _PHRASE.search(sentence):
        return True
    return _TERM.search(sentence) is not None and _READER.search(sentence) is not None
