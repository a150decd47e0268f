"""Where a text names its own sender: no event, place, date or actor is told of there.

"(Meridian)" in a dateline is an agency, not the town of that name. What the intake read as credits is known by its
words; what it does not know, or nobody read, by its position: in the parenthesis of a dateline, alone in parentheses at
the start or end of a paragraph, behind the dash that ends the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from stream.model.articles import Credit
from stream.tagging.lexicon.folding import fold
from stream.tagging.lexicon.lexicon import Lexicon

_NAME: Final = r"[^\W\d_a-z][\w.&'\u2019-]*(?: (?:[^\W\d_a-z][\w.&'\u2019-]*|of|and|the|with)){0,4}"
# One to three names, as in "(AP, Fars/Saba)"; an acronym or a word with a capital first. A day may stand behind them.
_DAY: Final = r"(?:, ?[^()\n\d]{0,12}\d[^()\n]{0,16}?)?"
_NAMES: Final = rf"\(\s?(?P<names>{_NAME}(?:\s?[,/|]\s?(?:with )?{_NAME}){{0,2}}{_DAY})\s?\)"
_HEAD: Final = 600  # characters: a masthead, a byline and the dateline
_PLACE: Final = r"[^\W\d_a-z][^()\n]{0,80}?"
_DATELINE: Final = re.compile(
    rf"^[ \t]*{_PLACE}\s?{_NAMES}\.?\s{{0,2}}(?:[-\u2013\u2014]{{1,2}}|:)(?=\s|$)", re.MULTILINE
)
# At the start of a paragraph, behind no dash: "(Red Oak) -- The" is where a dateline has its place.
_OPENING: Final = re.compile(rf"(?:\A|\n[ \t]*\n)[ \t]*{_NAMES}(?=\s+[^\W\d_a-z\s])")
_CLOSING: Final = re.compile(rf"{_NAMES}\.?[ \t]*$", re.MULTILINE)
# What stands before a closing parenthesis: nothing on its line, or the end of a sentence and a space or three.
_CLOSED: Final = re.compile(r"(?:^|[.!?\"'\u201d\u2019][ \t]{1,3})\Z", re.MULTILINE)
_BEFORE: Final = 4  # characters that it looks at
_TAIL: Final = 200  # characters: a sign-off and a line of thanks below it
_SIGN_OFF: Final = re.compile(
    rf"(?:^|(?<=[.!?\"'\u201d\u2019)])\s{{1,3}})(?:-|--|\u2013|\u2014)\s?(?P<names>{_NAME})\.?\s*\Z",
    re.MULTILINE,
)
# Behind the last sentence: "Source: Jerusalem Post", "\u00a9 2026 Khartoum News".
_ORIGIN: Final = re.compile(
    rf"(?:^|(?<=[.!?\"'\u201d\u2019)])\s{{1,3}})(?P<names>(?:[Ss]ources?|[Vv]ia|[Cc]redit): ?{_NAME}|(?:\u00a9|Copyright\b)[^\n]{{1,120}}?)\.?\s*\Z",
    re.MULTILINE,
)
# Lines of their own, whole: who wrote and edited it, whose it is.
_LINES: Final = re.compile(
    r"^[ \t]*(?:"
    r"\(?(?:Additional )?(?:Reporting|Writing|Editing|Compiled|Edited|Translated)(?:,? and \w+)? by\b[^\n]{1,290}"
    rf"|By {_NAME}(?:(?:,| and| in|,? for)? {_NAME}){{0,2}}"
    r"|(?:Copyright|\u00a9|\([cC]\) )[^\n]{1,290}"
    r")$",
    re.MULTILINE,
)
_NEWS: Final = ("country", "state", "region", "people", "group", "forces", "gov")
_LONGEST: Final = 300  # characters: the intake keeps no more of a line
_PARENTHESIS: Final = re.compile(r"\([^()\n]*\)")
# Kinds of evidence whose words stand in the running text: only the agency's name in them is no part of the news.
_IN_TEXT: Final = "told"
_DATED: Final = "dateline"
_BRACKETED: Final = "parenthesis"
_SIGNED: Final = "sign_off"


def credit_spans(text: str, credited: Iterable[Credit], lexicon: Lexicon) -> list[tuple[int, int]]:
    """The (start, end) of what credits somebody, in characters, in order; they may overlap.

    `credited` are those of the article. A parenthesis that holds no more than a country, a state ("DAMASCUS (Syria) -")
    or a party of the news ("the front (FMLN)") is no credit.
    """
    found = [span for credit in credited for span in _given(text, credit)]
    found += _shown(text)
    return sorted({(start, end) for start, end in found if not _is_news(text[start:end], lexicon)})


def hidden(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with a space for every character of the spans: offsets stay."""
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _given(text: str, credit: Credit) -> Iterator[tuple[int, int]]:
    words = credit.text
    if not words.strip():
        return
    at = text.find(words)
    while at >= 0:
        if credit.evidence == _DATED:  # place and date before it are of the news
            yield from ((at + hit.start() + 1, at + hit.end() - 1) for hit in _PARENTHESIS.finditer(words))
        elif credit.evidence == _IN_TEXT:
            yield at + words.find(" ") + 1, at + len(words)
        elif credit.evidence == _BRACKETED or _is_line(text, at, at + len(words), credit.evidence):
            yield at, at + len(words)
        at = text.find(words, at + len(words))


def _is_line(text: str, start: int, end: int, evidence: str) -> bool:
    """Whether the words are a line, or end one as a sign-off does: a line "PA" is a credit, the "PA" of PARIS is none."""
    begins = evidence == _SIGNED or not text[text.rfind("\n", 0, start) + 1 : start].strip()
    stop = text.find("\n", end)
    return begins and (end - start >= _LONGEST or not text[end : stop if stop >= 0 else len(text)].strip())


def _shown(text: str) -> Iterator[tuple[int, int]]:
    head = text[:_HEAD]
    # A pattern that may begin anywhere is tried at every character: what it needs is looked for first.
    if "(" in head:
        yield from (hit.span("names") for hit in _DATELINE.finditer(head))
        yield from (hit.span("names") for hit in _OPENING.finditer(head))
    at = text.find("(")
    while at >= 0:
        hit = _CLOSING.match(text, at) if _CLOSED.search(text[max(0, at - _BEFORE) : at]) else None
        if hit is not None:
            yield hit.span("names")
        at = text.find("(", at + 1)
    start = 0
    while start >= 0:
        hit = _LINES.match(text, start)
        if hit is not None:
            yield hit.span()
        start = text.find("\n", start) + 1 or -1
    low = max(0, len(text) - _TAIL)
    for pattern in (_SIGN_OFF, _ORIGIN):
        yield from (
            (low + hit.start("names"), low + hit.end("names")) for hit in pattern.finditer(text[low:])
        )


def _is_news(words: str, lexicon: Lexicon) -> bool:
    form = fold(words).strip().strip("().").strip()
    return any(lexicon.meanings(form, kind) is not None for kind in _NEWS)
