"""One spelling for the many that a text comes in: repaired, in one script, without accents. For comparison alone.

The same text comes in Cyrillic and in Latin letters, in simplified and in traditional characters, with its accents or
without, with umlauts or with two vowels, and damaged: UTF-8 read as Windows-1252, entities escaped twice. Each is folded
to the form that all of them can reach, so some words that differ come out the same ("Masse", "Maße"); a shared passage
is six words, and no six differ by that alone. The record keeps its text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from stream.loops.chosen import beyond_ascii
from stream.text.markup import looks_like_markup, plain_text

# A reference that is still there when markup has been read was escaped twice, seldom once more.
_REFERENCE: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPED: Final = 3
# A first byte of UTF-8 and one that continues it, as Windows-1252 or Latin-1 shows them. Only such texts are looked at
# closely: of sound ones few have a pair ("café\u201d"), and `ftfy` leaves those as they are.
_MISREAD_LATIN: Final = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018"
    "\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]"
)
_MISREAD_A: Final = "\u00c3 "
# Cyrillic in UTF-8 read as Windows-1251: every letter is one of two and another.
_MISREAD_CYRILLIC: Final = re.compile("(?:[\u0420\u0421].){4}")
_OF_MISREAD_CYRILLIC: Final = ("\u0420", "\u0421")
# Read in a code page of DOS or written in one, letters with marks turn to capitals, to what drew tables, or to quotation marks
# inside words; one such place is chance.
_INSIDE: Final = "{0}(?<=[a-z].)(?=[a-z])"
# One character is sought faster than any of several.
_AS_DOS: Final = {
    each: re.compile(_INSIDE.format(each))
    for each in "\u00da\u00de\u00d3\u00db\u00dd\u00f7\u00be\u00b1\u00b6\u00af\u2580"
}
_FROM_DOS: Final = {
    each: re.compile(_INSIDE.format(each))
    for each in "\u201a\u0160\u2026\u2021\u02c6\u0152\u201e\u201d\u201c\u00a4\u00a2\u00a1\u00a3\u0081\u2013"
}
_PAGES: Final = (("as dos", _AS_DOS), ("from dos", _FROM_DOS))
_TABLES: Final = "\u251c\u252c\u2500\u253c"  # the first byte of UTF-8 drew tables in all code pages
_FROM_UTF8: Final = re.compile(f"[{_TABLES}][\u0080-\uffff]")
_FEWEST: Final = 2
_ANY_BESIDE_LETTERS: Final = re.compile("(?<=[A-Za-z])[^\x00-\x7f]+|[^\x00-\x7f]+(?=[A-Za-z])")
_BEYOND_ASCII: Final = re.compile("[^\x00-\x7f]+")
# Windows-1251 read as Windows-1252: all letters are accented, which no language has. And Windows-1250 so: superscripts and a
# turned question mark inside words ("za\u00b3oga" for "za\u0142oga").
_LATIN_LETTER: Final = re.compile("[A-Za-z\u00c0-\u00ff]")
_OF_MISREAD_LATIN: Final = re.compile("[\u00c2-\u00f4]")
_OF_ACCENTED_RUN: Final = re.compile("[\u00c0-\u00ff]")
_ACCENTED_RUN: Final = re.compile("[\u00c0-\u00ff]{5}")
_INSIDE_A_WORD: Final = re.compile("[a-z][\u00b3\u00b9\u00bf][a-z]")
_OF_THE_INSIDE: Final = ("\u00b3", "\u00b9", "\u00bf")
_MOSTLY: Final = 0.6
_ACCENTED: Final = re.compile("[\u00c0-\u024f\u0300-\u03ff\u0400-\u04ff\u1e00-\u1fff]")
_MARKS: Final = re.compile("[\u0300-\u036f]")
# Letters that are no letter with a mark in Unicode, and what is written where a keyboard lacks them.
_LETTERS: Final = str.maketrans(
    {
        "\u0131": "i", "\u0142": "l", "\u00f8": "o", "\u0111": "d", "\u00f0": "d", "\u00fe": "th", "\u0127": "h",
        "\u0167": "t", "\u014b": "n", "\u00e6": "ae", "\u0153": "oe", "\u0259": "e",
    }
)  # fmt: skip
# Languages in which two letters are written for one with an umlaut or ring ("Muenchen", "Aalborg"), or its dots are
# dropped: both go to the bare vowel.
SPELT_OUT: Final = {
    "de": ("ae", "oe", "ue"), "lb": ("ae", "oe", "ue"), "sv": ("aa", "ae", "oe"), "da": ("aa", "ae", "oe"),
    "no": ("aa", "ae", "oe"), "fi": ("ae", "oe"), "is": ("ae", "oe"), "et": ("ae", "oe", "ue"), "sr": ("dj",),
}  # fmt: skip
# Serbian (and Montenegrin and Bosnian) in Cyrillic and in Latin letters: thirty of each, one for one. The Latin ones
# are without their marks, as `bare` leaves them.
_SERBIAN: Final = str.maketrans(
    {
        "\u0430": "a", "\u0431": "b", "\u0432": "v", "\u0433": "g", "\u0434": "d", "\u0452": "d", "\u0435": "e",
        "\u0436": "z", "\u0437": "z", "\u0438": "i", "\u0458": "j", "\u043a": "k", "\u043b": "l", "\u0459": "lj",
        "\u043c": "m", "\u043d": "n", "\u045a": "nj", "\u043e": "o", "\u043f": "p", "\u0440": "r", "\u0441": "s",
        "\u0442": "t", "\u045b": "c", "\u0443": "u", "\u0444": "f", "\u0445": "h", "\u0446": "c", "\u0447": "c",
        "\u045f": "dz", "\u0448": "s",
    }
)  # fmt: skip
# Windows-1250 read as Windows-1252: letters that these languages lack, for those that they have.
_CENTRAL: Final = {
    "cs": str.maketrans("\u00ec\u00e8\u00f8\u00f9\u00ef\u00f2", "ecrudn"),
    "sk": str.maketrans("\u00e8\u00f2\u00ef\u00be\u00e5", "cndll"),
    "sl": str.maketrans("\u00e8", "c"),
    "sr": str.maketrans("\u00e8\u00e6\u00f0", "ccd"),
    "ro": str.maketrans("\u00fe\u00ba", "ts"),
}
# KOI8-R read as Windows-1251: the other case of another letter, so that a word begins small and goes on in capitals.
_KOI8: Final = re.compile("\\b[\u0430-\u044f][\u0410-\u042f]{3}")
_KOI8_RUN: Final = re.compile("[\u0400-\u04ff]+")
_KOI8_E: Final = "\u0415"  # the most frequent letter but one, read so
_SOUND_CYRILLIC: Final = (" \u0432 ", " \u0438 ", " \u043d\u0430 ", " \u0456 ", " \u0443 ")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


def repaired(text: str, page: str = "") -> str:
    """A text without what transfer did to it: references escaped twice, UTF-8 read as Windows-1252.

    `page` is what `code_page` says of the whole where the text is a line: one line may have too little to tell.
    """
    if "&" in text:
        for _ in range(_ESCAPED):
            if _REFERENCE.search(text):
                text = html.unescape(text)
        if looks_like_markup(text):
            text = plain_text(text)
    beyond = beyond_ascii(text)
    if beyond and _is_misread(text, beyond):
        text = _reread()(text)
        beyond = beyond_ascii(text)
    if beyond:
        page = page or _page(text, beyond)
        if page:
            text = _from_code_page(text, page)
            beyond = beyond_ascii(text)
        if _has_accented_run(text, beyond) and _is_accented(text):
            return _decoded(text, "cp1251")
        if _has_marks_inside(text, beyond):
            return _decoded(text, "cp1250")
        if _is_koi8(text, beyond):
            return _KOI8_RUN.sub(lambda run: _reread_in(run.group(), ("cp1251",), "koi8-r"), text)
    return text


def is_sound(text: str) -> bool:
    """Whether `repaired` leaves a text, and each of its lines, as it is: told of all lines at once, in a few looks."""
    if "&" in text:
        return False
    beyond = beyond_ascii(text)
    return not beyond or not (
        _is_misread(text, beyond)
        or _page(text, beyond)
        or _has_accented_run(text, beyond)
        or _has_marks_inside(text, beyond)
        or _is_koi8(text, beyond)
    )


# Of each of these `beyond` is the text's different characters beyond ASCII (`beyond_ascii`). They are few, and without some of them
# a pattern matches nowhere.


def _is_misread(text: str, beyond: str) -> bool:
    # One by one and behind plain searches: a pattern that offers a choice at every character takes ten times as long.
    return (
        _OF_MISREAD_LATIN.search(beyond) is not None
        and (_MISREAD_LATIN.search(text) is not None or _MISREAD_A in text)
    ) or (any(map(beyond.__contains__, _OF_MISREAD_CYRILLIC)) and _MISREAD_CYRILLIC.search(text) is not None)


def _has_accented_run(text: str, beyond: str) -> bool:
    return _OF_ACCENTED_RUN.search(beyond) is not None and _ACCENTED_RUN.search(text) is not None


def _has_marks_inside(text: str, beyond: str) -> bool:
    return any(map(beyond.__contains__, _OF_THE_INSIDE)) and _INSIDE_A_WORD.search(text) is not None


def _is_koi8(text: str, beyond: str) -> bool:
    return (
        _KOI8_E in beyond
        and not any(map(text.__contains__, _SOUND_CYRILLIC))
        and len(_KOI8.findall(text)) >= _FEWEST
    )


def code_page(text: str) -> str:
    """How a text was misread by a code page of DOS, for `repaired`; "" where it was not, or where other damage looks alike."""
    beyond = beyond_ascii(text)
    return "" if not beyond or _is_misread(text, beyond) else _page(text, beyond)


def _page(text: str, beyond: str) -> str:
    if any(map(beyond.__contains__, _TABLES)) and len(_FROM_UTF8.findall(text)) >= _FEWEST:
        return "utf-8"
    for page, patterns in _PAGES:
        found = 0
        for character in beyond:
            pattern = patterns.get(character)
            if pattern is not None:
                found += len(pattern.findall(text))
                if found >= _FEWEST:
                    return page
    return ""


def _from_code_page(text: str, page: str) -> str:
    """A text that was read in a code page of DOS, or was written in one, as it was."""
    if page == "utf-8":
        return _BEYOND_ASCII.sub(lambda run: _reread_in(run.group(), ("cp850", "cp437"), "utf-8"), text)
    if page == "as dos":
        return _BEYOND_ASCII.sub(lambda run: _reread_in(run.group(), ("cp850", "cp437"), "cp1252"), text)
    if page == "from dos":
        return _ANY_BESIDE_LETTERS.sub(
            lambda run: _reread_in(run.group(), ("cp1252", "latin-1"), "cp850"), text
        )
    return text


def _reread_in(text: str, read: tuple[str, ...], written: str) -> str:
    """A few characters in the encoding that they were written in, given those that they may have been read in."""
    for encoding in read:
        try:
            return text.encode(encoding).decode(written)
        except UnicodeError:
            continue
    return text


def _is_accented(text: str) -> bool:
    letters: list[str] = _LATIN_LETTER.findall(text)
    return sum(letter > "z" for letter in letters) >= _MOSTLY * len(letters)


def _decoded(text: str, encoding: str) -> str:
    """A text that was read as Windows-1252, in the encoding that it is in; as it is where it cannot have been."""
    try:
        return text.encode("cp1252").decode(encoding)
    except UnicodeError:
        return text


def bare(text: str, language: str) -> str:
    """A case-folded text in the one spelling of its language (as `shard_language` gives it)."""
    if not text.isascii():
        if language == "zh" and _HAN.search(text):
            text = _simplified()(text)
        if language == "sr" and _CYRILLIC.search(text):
            # Before the marks go: of these thirty some fall apart into another letter and a mark.
            text = text.translate(_SERBIAN)
        if language in _CENTRAL:
            text = text.translate(_CENTRAL[language])
        if _ACCENTED.search(text):
            text = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", text)))
            text = text.translate(_LETTERS)
    for letters in SPELT_OUT.get(language, ()):
        text = text.replace(letters, letters[0])
    return text


@lru_cache(maxsize=1)
def _reread() -> Callable[[str], str]:
    """What reads misread text again; it takes a tenth of a second to import, which a process without damage saves."""
    from ftfy import fix_encoding  # noqa: PLC0415 - see above

    return fix_encoding


@lru_cache(maxsize=1)
def _simplified() -> Callable[[str], str]:
    """OpenCC's conversion from traditional to simplified characters; its dictionaries load in 10 ms."""
    from opencc import OpenCC  # noqa: PLC0415 - a process that meets no Chinese saves it

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert
