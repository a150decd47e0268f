"""The loops over the characters and words of a text in plain Python: see `stream.loops.plain`."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from stream.loops.plain import ascii_words

# Apostrophes go, inside words (Veldria's) and as quotes; so do characters that show nothing: soft hyphen, zero width
# space and joiners, byte order mark, marks of direction.
DELETED: Final = (
    "'", "`", "\xad", "\u02bc", "\u2018", "\u2019", "\u201b", "\u2032", "\u200b", "\u200c", "\u200d", "\u200e",
    "\u200f", "\u2060", "\ufeff",
)  # fmt: skip
# Of English with typography nothing is left but ASCII when these are gone, and ASCII is read three times as fast.
TYPOGRAPHY: Final = ("\u201c", "\u201d", "\u2013", "\u2014", "\u2026", "\u2022", "\xa0")
# Signs that are part of no word and are the same in small letters.
SIGNS: Final = ("\u00a3", "\u00ab", "\u00b0", "\u00bb", "\u20ac")
_PUT: Final = str.maketrans(dict.fromkeys(DELETED, "") | dict.fromkeys((*TYPOGRAPHY, *SIGNS), " "))
_WORD: Final = re.compile(r"\w+")
_BUCKETS: Final = 4096  # of the first letters of needles; a few hundred needles leave most of them empty
_PAIR: Final = 2  # letters: the least that a needle may have


def typeset_words(text: str) -> tuple[list[str], list[str]] | None:
    """The words of a text as `ascii_words`, without what typesetting puts into English; None if more than ASCII is left.

    What is in `DELETED` joins the letters beside it, what is in `TYPOGRAPHY` and `SIGNS` parts them.
    """
    plain = text.translate(_PUT)
    return ascii_words(plain) if plain.isascii() else None


def words_in_text(text: str) -> list[str]:
    """The words of any text, in order: letters, digits and underscores of all scripts."""
    found: list[str] = _WORD.findall(text)
    return found


def beyond_ascii(text: str) -> str:
    """The characters of a text that are not ASCII, each once, in the order of their codes."""
    return "".join(sorted(each for each in set(text) if not each.isascii()))


def needle_heads(needles: Sequence[str]) -> bytes:
    """What the compiled `has_needle` finds needles by: their numbers in chains, by their first two or three letters.

    Numbers are from 1 on, 0 is the end: the first of every chain of three letters, those of two, and the one behind each.

    Raises:
        ValueError: a needle of less than two letters, or too many of them.
    """
    if min(map(len, needles), default=_PAIR) < _PAIR or len(needles) > 0xFFFF:
        msg = "a needle has two letters or more"
        raise ValueError(msg)
    firsts = array("H", bytes(2 * 2 * _BUCKETS))
    behind = array("H", bytes(2 * len(needles)))
    for number, needle in enumerate(needles, 1):
        place = _bucket(needle) + (_BUCKETS if len(needle) == _PAIR else 0)
        behind[number - 1] = firsts[place]
        firsts[place] = number
    return firsts.tobytes() + behind.tobytes()


def _bucket(needle: str) -> int:
    mixed = 0
    for letter, factor in zip(needle, (2531, 499, 59), strict=False):
        mixed ^= ord(letter) * factor
    return mixed % _BUCKETS


def has_needle(text: str, needles: tuple[str, ...], heads: bytes) -> bool:
    """Whether one of the needles stands in a text. `heads` are theirs (`needle_heads`).

    Raises:
        ValueError: heads of other needles.
    """
    if len(heads) != 2 * (2 * _BUCKETS + len(needles)):
        msg = "heads of other needles"
        raise ValueError(msg)
    return any(map(text.__contains__, needles))


def telling_places(written: list[str], folded: list[str], telling: AbstractSet[str]) -> list[int]:
    """The places of the words that begin with no small letter of ASCII, or tell something by their folded form.

    Raises:
        ValueError: words that do not go side by side.
    """
    if len(written) != len(folded):
        msg = "words that do not go side by side"
        raise ValueError(msg)
    return [at for at, word in enumerate(written) if not "a" <= word[:1] <= "z" or folded[at] in telling]
