"""The marks of `marks.tsv` as patterns: what agencies write in the languages of their services, one line a mark.

In a headline a mark in capitals needs a separator behind it ("CORREGIDA-", "KORREKTUR:"), another one a colon or brackets
("Rectificatif :", "【訂正】"), since the words are words of the news as well; an order of several words not to use the story
("Bitte nicht verwenden - ") may have a dash between blanks. In a note it stands where a clause begins.
Accents may be missing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from stream.model.articles import Signal

_FILE: Final = Path(__file__).with_suffix(".tsv")
# Brackets, colons and dashes of all scripts, as escapes: many look alike.
_OPEN: Final = r"[(\[<\u3010\u3014\uff08\uff1c\uff3b*+=\uff0a\s]*"
_CLOSE: Final = r"[)\]>\u3011\u3015\uff09\uff1e\uff3d*+=\uff0a]"
# A call to the desks before the mark.
CALL: Final = r"(?i:(?:achtung|attention|atenci[o\u00f3]n|aten[c\u00e7][a\u00e3]o|attenzione|let op|urgent|eilt)\b[\s:!,*+-]*)?"
# Signs with which East Asian agencies set a mark off: "\u25ce" before it, or on both sides; nothing else need follow.
_SIGN: Final = "[\u25ce\u25cb\u25cf\u25a0\u25a1\u25b2\u25bc\u25bd\u25c6\u25c7\u2605\u2606\u203b]"
_SMALL: Final = "[a-z\u00df-\u00ff\u0430-\u045f\u03ac-\u03ce]"
_NUMBER: Final = r"(?:[ ]?\d{1,2})?"
_DASH: Final = r"(?:-|[ ]?[\u2013\u2014]|[ ]-|[ ]?[:\uff1a|/\uff0f!\u30fb\u3000])"
_SPACED_DASH: Final = r"[ ](?:-|\u2013|\u2014)(?:[ ]|$)"
_ORDERS: Final = (Signal.KILL, Signal.HOLD)
# Of these a dash between blanks is enough behind a mark in small letters: what is corrected is news in any case.
_DASHED: Final = (*_ORDERS, Signal.CORRECTION)
_CLAUSE: Final = r"(?:^|[.;,(:\uff1a\u3002\u3001\n\[\u3010\uff08])\W{0,4}"


class Mark(NamedTuple):
    """A line of the file: what it says, where it stands (`headline`, `note`, `anywhere`, `slug`), its language and words."""

    says: str
    where: str
    language: str
    words: str


def read_marks() -> tuple[Mark, ...]:
    """All marks, in the order of the file."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return tuple(Mark(*line.split("\t")) for line in lines if line and not line.startswith("#"))


MARKS: Final = read_marks()


def mark_words(says: str, *where: str) -> tuple[str, ...]:
    """The words of the marks that say one thing, in these places, the longest first."""
    found = {mark.words for mark in MARKS if mark.says == says and mark.where in where}
    return tuple(sorted(found, key=lambda words: (-len(words), words)))


def headline_patterns() -> tuple[tuple[Signal, re.Pattern[str]], ...]:
    """For each signal the marks that a headline begins with, up to where the bare headline begins."""
    return tuple(
        (
            signal,
            re.compile(
                rf"{CALL}{_OPEN}(?:{_behind_a_sign(found)}|{_in_capitals(found, corrects=signal is Signal.CORRECTION)}|{_as_written(found, order=signal in _DASHED, kills=signal in _ORDERS)})\s*"
            ),
        )
        for signal in Signal
        if (found := mark_words(signal.value, "headline"))
    )


def behind_patterns() -> tuple[tuple[Signal, re.Pattern[str]], ...]:
    """For each signal the marks that a headline ends in: in brackets, or in capitals behind a dash between blanks.

    Of an order the words stand in capitals there too: in small letters they are the news.
    """
    found = []
    for signal in Signal:
        words = mark_words(signal.value, "headline")
        capitals = _any(each for each in words if each.isupper())
        caseless = _any(each for each in words if each.upper() == each.lower())
        bracketed = f"{capitals}|{caseless}" if signal in _ORDERS else f"(?i:{_any(words)})"
        # An order behind a hyphen alone is the end of a compound.
        closely = rf"(?<=[^\W\d_])-(?:{capitals})\s*$" if signal is Signal.CORRECTION else r"(?!)"
        found.append(
            (
                signal,
                re.compile(
                    rf"\s*[(\[\u3010\u3014\uff08\uff3b]\s?(?:{bracketed}){_NUMBER}(?:\s?[:,\u2013-][^()\[\]]{{0,60}})?\s?[)\]\u3011\u3015\uff09\uff3d]\s*$"
                    rf"|\s[-\u2013\u2014/]{{1,2}}\s?(?:{capitals})\s*$"
                    rf"|{closely}"
                ),
            )
        )
    return tuple(found)


def note_pattern(says: str) -> re.Pattern[str]:
    """The marks that a note says one thing with."""
    starts, anywhere = mark_words(says, "note"), mark_words(says, "anywhere")
    parts = []
    if starts:
        parts.append(rf"{_CLAUSE}(?:{_any(starts)}){_END}")
    if anywhere:
        parts.append(rf"(?<!\w)(?:{_any(anywhere)}){_END}")
    return re.compile("|".join(parts) or r"(?!)", re.IGNORECASE)


_END: Final = (
    r"(?:(?!\w)|(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]))"  # no blanks between words
)


def _behind_a_sign(found: Iterable[str]) -> str:
    words = _any(each for each in found if each.upper() == each.lower())
    return rf"{_SIGN}\s*(?:{words}){_NUMBER}(?:{_SIGN}|{_DASH}|\s|$)"


def _in_capitals(found: Iterable[str], *, corrects: bool) -> str:
    words = _any(each for each in found if each.isupper())
    # What is corrected is news in any case: before a headline in small letters nothing need stand between.
    alone = rf"|(?:{words})(?=\s+[^\W\d_a-z]{_SMALL})" if corrects else ""
    # Said twice it needs no separator: KILL KILL KILL.
    return rf"(?:{words})(?:(?:[ ,]+(?:{words}))+\b[\s:,-]*|{_NUMBER}[ ]?(?:{_CLOSE}\s*{_DASH}?|{_DASH}|$)){alone}"


def _as_written(found: Iterable[str], *, order: bool, kills: bool) -> str:
    # Scripts without capitals, and words that begin with one: a colon, or brackets on both sides.
    words = _any(each for each in found if not each.isupper())
    caseless = _any(each for each in found if each.upper() == each.lower())
    stop = r"|\.(?=\s)" if order and not kills else ""  # "Correction. ..."
    # An order of one word is a word of the news as well: "Rückruf - ".
    orders = _any(each for each in found if order and (" " in each or not kills))
    return (
        rf"(?:{orders}){_SPACED_DASH}|"
        rf"(?:{words}){_NUMBER}\s?(?:{_CLOSE}\s*[:\uff1a-]?|[:\uff1a]{stop})|(?:{caseless}){_NUMBER}(?:{_DASH}|$)"
    )


def _any(found: Iterable[str]) -> str:
    return "|".join(map(_loose, found)) or r"(?!)"


def _loose(words: str) -> str:
    """A pattern for words, whose accents may be missing and whose blanks may be several."""
    return "".join(r"\s+" if char == " " else _letter(char) for char in words)


def _letter(char: str) -> str:
    plain = unicodedata.normalize("NFD", char)
    if plain == char:
        return re.escape(char)
    bare = (
        f"|{plain[0]}"
        if plain[0].isascii() or "\u0370" <= char < "\u0400" or "\u1f00" <= char < "\u2000"
        else ""
    )
    return rf"(?:{char}|{plain}{bare})"
