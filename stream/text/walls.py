"""What stands in an article's place: the words of a paywall, a cookie wall or a bot check, and the link to the rest.

They are the same on every page of an outlet, so two stories behind one wall would be copies of each other. A wall speaks
to its reader; news that is about subscriptions or cookies does not. Only for comparison: the record keeps its text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from stream.text.alternatives import alternatives
from stream.text.link_words import LINK_LABELS, READ_ON
from stream.text.needles import Needles, needles_of
from stream.text.wall_words import (
    BARS,
    GATE,
    LEGAL,
    OFFERS,
    OTHER_WALL_HINTS,
    READER,
    REPORTS,
    WALL_HINTS,
    WALL_PHRASES,
    WALL_TERMS,
)

WALL_SHARE: Final = 0.6  # of what is cut must be in a wall's sentences: between them stand prices and names
# Of a paragraph's sentences, those that speak to its reader, and how many speak of a wall's matters.
SPOKEN: Final = 0.5
MATTERS: Final = 2
LEAST_SENTENCES: Final = 3
# Of an offer's sentences those that speak of it, and how many words a sentence has: news of offers has whole sentences.
OFFERED: Final = 0.6
TERSE: Final = 13
LABELLED: Final = 0.6  # of the words between full stops, those that stand in a page's bars
LEAST_LABELS: Final = 6
MOST_CHARS: Final = 1200  # a longer one is a letter to readers
_QUOTED: Final = re.compile(r"[\u201c\"\u00ab\u201e\u300c][^\u201d\"\u00bb\u300d]{20,}[\u201d\"\u00bb\u300d]")
_ASKS: Final = ("?", "\u061f", "\uff1f")
LEGAL_MARKS: Final = 2  # one may be news ("actual results")
_BARS_BETWEEN: Final = (".", "|", "\u2022", "\u00b7", "\n")  # labels
_LINK_CHARS: Final = 80  # of what may follow "Read more": an address, the page's name

_PHRASE: Final = re.compile(alternatives(WALL_PHRASES))
_TERM: Final = re.compile(alternatives(WALL_TERMS))
_READER: Final = re.compile(alternatives(READER))
_HINT: Final = Needles(WALL_HINTS)
_OTHER_HINT: Final = Needles(OTHER_WALL_HINTS)
# Without these the slow patterns of the same phrases match nowhere.
_OF_PHRASE: Final = needles_of(WALL_PHRASES)
_OF_TERM: Final = needles_of(WALL_TERMS)
_OF_LINK: Final = needles_of(READ_ON)
_OFFER: Final = re.compile(alternatives(OFFERS))
_REPORT: Final = re.compile(alternatives(REPORTS))
_SENTENCE: Final = re.compile(
    r"[^.!?\u2026\u3002\uff01\uff1f\u061f\u06d4]+[.!?\u2026\u3002\uff01\uff1f\u061f\u06d4]*\W*"
)
_LABEL: Final = re.compile(
    rf"{alternatives(each for one in LINK_LABELS.values() for each in one)}(?:\s?[:\uff1a\u00bb>|].*)?\W*"
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
    return not text.isascii() and _OTHER_HINT.are_in(text.casefold())


def without_wall(text: str) -> str:
    """A paragraph up to where a wall begins: all of it when there is none, "" when it is one."""
    low = text.casefold()
    if _is_of_bars(low):
        return ""
    if not (_HINT.are_in(low) or _OTHER_HINT.are_in(low)):
        return text
    speaks = _has_phrase(low)
    sentences = [(each.start(), each.group()) for each in _SENTENCE.finditer(text)]
    folded = [sentence.casefold() for _, sentence in sentences]
    if _addresses_its_reader(folded, low) or (speaks and _offers_access(folded, low)):
        return ""
    if not speaks:
        return text
    walls = [_speaks_of_a_wall(sentence.casefold()) for _, sentence in sentences]
    behind = of_walls = 0
    cut = len(text)
    for (start, sentence), wall in zip(reversed(sentences), reversed(walls), strict=True):
        behind += len(sentence)
        if wall:
            of_walls += len(sentence)
            if of_walls >= WALL_SHARE * behind:
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
    found = _LINK.search(text, start) if _OF_LINK.may_be_in(text[start:]) else None
    if found is not None:
        text = text[: found.start() + 1] if found.start() or not found.group()[:1].isalnum() else ""
    end = text[-_CUT_CHARS:]
    cut = _CUT.search(text, max(len(text) - _CUT_CHARS, 0)) if "..." in end or "\u2026" in end else None
    return text[: cut.start()].rstrip() if cut else text


def _has_phrase(low: str) -> bool:
    return _OF_PHRASE.are_in(low) and _PHRASE.search(low) is not None


def _has_term(low: str) -> bool:
    return _OF_TERM.are_in(low) and _TERM.search(low) is not None


def _addresses_its_reader(sentences: Sequence[str], low: str) -> bool:
    """Whether a paragraph in lower case speaks to its reader from end to end, and of accounts, offers and the like.

    News speaks so in quotations alone, a letter and an advertisement of other matters.
    """
    if len(sentences) < LEAST_SENTENCES or len(low) > MOST_CHARS or _QUOTED.search(low):
        return False
    spoken = [_READER.search(each) is not None for each in sentences]
    # A question alone ("Already a member?") speaks to the reader too.
    spoken = [said or each.rstrip().endswith(_ASKS) for said, each in zip(spoken, sentences, strict=True)]
    matters = sum(_has_term(each) or _has_phrase(each) for each in sentences)
    return sum(spoken) >= SPOKEN * len(sentences) and matters >= MATTERS


def _offers_access(sentences: Sequence[str], low: str) -> bool:
    """Whether a paragraph in lower case that has a wall's phrase is an offer from end to end: short sentences of access and prices, that nobody says."""
    if len(low) > MOST_CHARS or _QUOTED.search(low) or _REPORT.search(low):
        return False
    if len(low.split()) > TERSE * len(sentences):
        return False
    offered = sum(
        _OFFER.search(each) is not None or _has_term(each) or _has_phrase(each) for each in sentences
    )
    return offered >= max(OFFERED * len(sentences), MATTERS)


def _is_of_bars(low: str) -> bool:
    """Whether a paragraph in lower case is what stands in the bars around a page, and no article."""
    if sum(map(low.count, _BARS_BETWEEN)) < LEAST_LABELS - 1:
        return False
    parts = [each for part in re.split(r"[.|\u2022\u00b7\n]+", low) if (each := part.strip())]
    return len(parts) >= LEAST_LABELS and sum(each in BARS for each in parts) >= LABELLED * len(parts)


def _speaks_of_a_wall(sentence: str) -> bool:
    if _has_phrase(sentence):
        return True
    return _has_term(sentence) and _READER.search(sentence) is not None
