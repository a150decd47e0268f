"""Letters with accents that a transfer dropped altogether, put back for comparison alone: "Mnchen" is "München".

A program that encodes text in ASCII and ignores the other letters leaves strings that are no words. For the frequent words of each
language with such letters the remaining letters are known; if several of these stand in a text without any accent, they are read as
the whole words. A text with at least one accented letter is sound, as nearly all are: a single test shows it.
"""

from __future__ import annotations

import lzma
import re
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from stream.text.orthography import bare

FOLDER: Final = Path(__file__).parent / "data"
# Those written in Latin letters with enough accents that a text without them is told: Italian has them on last letters alone.
LANGUAGES: Final = (
    "ca", "cs", "da", "de", "es", "fi", "fr", "hu", "is", "lt", "lv", "no", "pl", "pt", "ro", "sk", "sl", "sr", "sv", "tr",
)  # fmt: skip
HOLE: Final = "\u200b"  # for a lost letter that left a sign: it shows nothing, and no word ends at it
_OF: Final = frozenset(LANGUAGES)
NO_SIGN: Final = "~"  # before a word of which a word is left: "no" of "não"
_ACCENTED: Final = re.compile(
    "[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u0400-\u04ff\u1e00-\u1eff]"
)
_WORDS: Final = re.compile("[a-z]+")
_LEAST: Final = 2  # words of which is told what is left, no two the same
_SHARE: Final = 0.05  # of all words: of a text whose letters were dropped it is a twelfth and more
# Words of one letter that go altogether, leaving two blanks.
_ALONE: Final = {"fr": "\u00e0", "ca": "\u00e9", "pt": "\u00e9", "es": "\u00fa"}
_TWO_BLANKS: Final = re.compile(r"(?<=[a-z,])  (?=[a-z])")
# An article or pronoun that has lost its vowel, and with a typographic apostrophe that as well: "lquipage".
_ELIDED: Final = {"fr": "ldnsjcmtq", "ca": "ldnsm"}


class Left(NamedTuple):
    """What is left of the words of a language, folded, each with the whole word; `telling` are the remains that are not words themselves."""

    wholes: dict[str, str]
    telling: frozenset[str]


def left_of(word: str) -> str:
    """What is left of a word without the letters beyond ASCII."""
    return word.encode("ascii", "ignore").decode("ascii")


def lost(body: str, language: str) -> dict[str, str]:
    """What is left of words and the wholes, where a text has lost its accents; nothing where it has not."""
    if language not in _OF or (not body.isascii() and _ACCENTED.search(body)):
        return {}
    left = _left(language)
    found: list[str] = _WORDS.findall(bare(body.lower().replace(HOLE, ""), language))
    told = [word for word in found if word in left.telling]
    if len(told) < _SHARE * len(found) or len(set(told)) < _LEAST:
        return {}
    return left.wholes


def with_lone_letters(text: str, language: str) -> str:
    """A text that has lost its accents with the words of a single letter, where two blanks say that one is gone."""
    alone = _ALONE.get(language, "")
    return _TWO_BLANKS.sub(f" {alone} ", text) if alone and "  " in text else text


def made_whole(words: list[str], wholes: dict[str, str], language: str) -> list[str]:
    """The folded words of a text that has lost its accents, as many, each as if it had not."""
    elided = _ELIDED.get(language, "")
    found = []
    for word in words:
        whole = wholes.get(word, "")
        if not whole and len(word) > 2 and word[0] in elided:
            whole = wholes.get(word[1:], "")
            whole = f"{word[0]}{whole}" if whole else ""
        found.append(whole or word)
    return found


@lru_cache(maxsize=len(LANGUAGES))
def _left(language: str) -> Left:
    """What is left of a language's words; read once, of a language that has met such a text."""
    text = lzma.decompress((FOLDER / f"accented_{language}.txt.xz").read_bytes()).decode()
    whole = text.replace(NO_SIGN, "").split("\n")
    # All at once: folding takes longer for each call than for each word.
    left = bare(left_of("\n".join(whole)), language).split("\n")
    folded = bare("\n".join(whole).casefold(), language).split("\n")
    wholes = {one: other for one, other in zip(left, folded, strict=True) if one != other}
    signs = text.split("\n")
    telling = frozenset(
        one for one, sign in zip(left, signs, strict=True) if one in wholes and not sign.startswith(NO_SIGN)
    )
    return Left(wholes, telling)
