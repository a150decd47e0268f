"""A text as words of any script: folded for look-up, with their place in the text, and its sentences."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

WORD: Final = "w"
NUMBER: Final = "n"
MARK: Final = "p"
BREAK: Final = "b"  # a line break
_HAN: Final = "\u3400-\u9fff\uf900-\ufaff"
_LETTERS: Final = rf"(?:(?![{_HAN}])[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c\u200d])+"
# A clock time or a date in figures is one token that is no number; digits in groups of three are one number, whatever parts them.
# Digits stand glued to Arabic words.
_ARABIC: Final = "(?:(?!\\d)[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc\u200c\u200d](?<![\u060c\u061b\u061f\u066a-\u066c\u06d4]))+"
_TOKEN: Final = re.compile(
    r"(?P<t>\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{2}-\d{2})(?!\d)"
    r"|(?P<n>(?<!\d)\d{1,3}(?:[.,\u066c\u00a0\u202f' \u2009\uff0c]\d{3})+(?![\d\w])|\d+(?:[.,\u066b]\d+)?(?=\D|$))"
    rf"|(?P<h>[{_HAN}]+)"
    rf"|(?P<a>{_ARABIC})"
    rf"|(?P<w>{_LETTERS})"
    r"|(?P<b>[\r\n\u2028]+)"
    r"|(?P<p>[^\s])"
)
_ENDS: Final = frozenset(".!?\u3002\uff01\uff1f\u061f\u2026\u06d4")
_SPACED_ENDS: Final = frozenset(".")
_CLOSING: Final = frozenset("\"')]}\u00bb\u201d\u2019\u300d\u300f\uff09")
_DROPPED: Final = "\u0640\u200c\u200d\u200b\u00ad"
_ABBREVIATED: Final = 1  # letters: an initial before its point


@dataclass(frozen=True, slots=True)
class ScriptWords:
    """The words of a text in order.

    `forms` are folded (lower case, no accents in Latin, alef, ya and ta marbuta alike, simplified Han), `starts` and `ends`
    characters of the text, `kinds` one of WORD, NUMBER, MARK, BREAK. `sentences` are (first, stop) of the words of each.
    """

    text: str
    forms: list[str]
    starts: list[int]
    ends: list[int]
    kinds: list[str]
    sentences: list[tuple[int, int]]

    def between(self, first: int, last: int) -> str:
        """The text from a word to another."""
        return self.text[self.starts[first] : self.ends[last]]

    def touches(self, index: int) -> bool:
        """Whether a word follows the one before it without a space."""
        return index > 0 and self.ends[index - 1] == self.starts[index]

    def is_capital(self, index: int) -> bool:
        """Whether a word begins with a capital letter."""
        return self.text[self.starts[index]].isupper()


def fold_word(word: str) -> str:
    """A word for look-up."""
    if word.isascii():
        return word.lower()
    return word.lower().translate(_table())


def read_words(text: str, abbreviations: frozenset[str] = frozenset()) -> ScriptWords:
    """The words and sentences of a text; a point behind one of `abbreviations` (folded) ends no sentence."""
    forms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    kinds: list[str] = []
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or "p"
        written = found.group()
        if kind == "h":  # every Han character is a word; a run of them is folded at once
            forms.extend(fold_word(written))
            first, stop = found.span()
            starts.extend(range(first, stop))
            ends.extend(range(first + 1, stop + 1))
            kinds.extend([WORD] * (stop - first))
            continue
        forms.append(_digits(written) if kind == "n" else fold_word(written))
        starts.append(found.start())
        ends.append(found.end())
        kinds.append(
            WORD if kind in {"w", "a"} else NUMBER if kind == "n" else BREAK if kind == "b" else MARK
        )
    words = ScriptWords(text, forms, starts, ends, kinds, [])
    words.sentences.extend(_sentences(words, abbreviations))
    return words


def _sentences(words: ScriptWords, abbreviations: frozenset[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    first = 0
    count = len(words.forms)
    index = 0
    while index < count:
        stop = index + 1
        ended = words.kinds[index] == BREAK
        if words.kinds[index] == MARK and words.forms[index] in _ENDS:
            while stop < count and (words.forms[stop] in _CLOSING or words.forms[stop] in _ENDS):
                stop += 1
            ended = words.forms[index] not in _SPACED_ENDS or _ends(words, index, stop, abbreviations)
        if ended:
            if stop > first:
                found.append((first, stop))
            first = stop
            index = stop
        else:
            index += 1
    if first < count:
        found.append((first, count))
    return found


def _ends(words: ScriptWords, index: int, stop: int, abbreviations: frozenset[str]) -> bool:
    """Whether a point ends a sentence."""
    if stop >= len(words.forms):
        return True
    before = words.forms[index - 1] if index else ""
    if len(before) <= _ABBREVIATED and before.isalpha() and words.touches(index):
        return False
    if before in abbreviations:
        return False
    following = words.text[words.starts[stop]]
    return not words.touches(stop) and not following.islower()


def _digits(written: str) -> str:
    """A number in ASCII digits; a point parts its decimals."""
    parts = re.split(r"[.,\u066b\u066c\u00a0\u202f' \u2009\uff0c]", written)
    plain = ["".join(str(unicodedata.decimal(char)) for char in part) for part in parts]
    grouped = len(plain) > 1 and all(len(part) == 3 for part in plain[1:]) and len(plain[0]) <= 3
    if len(plain) == 1 or grouped:
        return "".join(plain)
    return f"{plain[0]}.{''.join(plain[1:])}"


@cache
def _table() -> dict[int, str]:
    """What letters fold to: Latin ones lose their accents, Han ones are simplified."""
    table: dict[int, str] = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        plain = unicodedata.normalize("NFD", chr(code))[0]
        if plain.isascii():
            table[code] = plain.lower()
    for char in _DROPPED:
        table[ord(char)] = ""
    for code in (*range(0x300, 0x370), *range(0x610, 0x61B), *range(0x64B, 0x660), 0x670):
        table[code] = ""
    for char in "\u2019\u02bc\u2018`\u00b4":
        table[ord(char)] = "'"
    table[0x2011] = "-"
    han = [chr(code) for code in range(0x3400, 0xA000)]
    from opencc import OpenCC  # noqa: PLC0415 - a process that reads ASCII alone saves it

    simplified = OpenCC("t2s").convert("\n".join(han)).split("\n")
    table |= {ord(one): plain for one, plain in zip(han, simplified, strict=True) if one != plain}
    for line in (Path(__file__).parent / "letters.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            char, plain = line.split("\t")
            table[ord(char)] = plain
    return table
