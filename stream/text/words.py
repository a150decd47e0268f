"""The words of a text in any script, so that five of them mean about the same everywhere.

Thresholds and shingles count words. Chinese, Japanese, Thai, Lao, Khmer and Burmese put no spaces between theirs: their
text is cut where the two characters at a seam say so by their hash, on average at every second (Han, kana) or fourth
character, which is about a word. Such cuts depend on nothing but the two characters: the same passage is cut the same
way wherever it stands, and an edit moves no cut but those it touches. No dictionary is needed, and no two readers can
have different ones.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stream.loops.chosen import beyond_ascii, typeset_words, words_in_text
from stream.loops.plain_texts import DELETED, TYPOGRAPHY
from stream.text.orthography import SPELT_OUT, bare

# What is put for the apostrophes and quotes that go, and for typography. Other quotes and all dashes are no word characters.
_PUT: Final = dict.fromkeys(DELETED, "") | dict.fromkeys(TYPOGRAPHY, " ")
# What needs more than `\w+`: combining marks, and the scripts from Hebrew to Khmer and from kana to Han.
_COMPLEX: Final = re.compile(
    "[\u0300-\u036f\u0590-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
_MARKS: Final = "".join(
    re.escape(chr(code)) for code in range(0x0300, 0x1900) if unicodedata.category(chr(code)).startswith("M")
)
_WORD_WITH_MARKS: Final = re.compile(rf"[\w{_MARKS}\u3099\u309a]+")
# Vowel points of Arabic and Hebrew are written in schoolbooks and seldom in news; the tatweel only stretches a line;
# embeddings and isolates steer the direction.
_UNWRITTEN: Final = re.compile(
    "[\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u202a-\u202e\u2066-\u2069]"
)
# Letters that one keyboard or house writes for another, as Lucene's ArabicNormalizer and PersianNormalizer have them:
# alef and its hamzas, teh marbuta, yeh, kaf and heh in their Arabic, Persian and Urdu forms, hamza on its seats.
_FOLDED: Final = str.maketrans(
    "\u0622\u0623\u0625\u0671\u0649\u06cc\u06d2\u0626\u06a9\u0629\u06c0\u06c1\u06c2\u06c3\u06d5\u0624",
    "\u0627\u0627\u0627\u0627\u064a\u064a\u064a\u064a\u0643\u0647\u0647\u0647\u0647\u0647\u0647\u0648",
)
# Digits of other scripts: an outlet's typesetting writes \u0661\u0662 for 12.
_DIGITS: Final = str.maketrans(
    {
        chr(zero + digit): str(digit)
        for zero in (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50, 0x0ED0, 0x1040, 0x17E0)
        for digit in range(10)
    }
)
_ARABIC: Final = re.compile("[\u0590-\u06ff]")

_DENSE: Final = ((0x3005, 0x3007), (0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF))
_LOOSE: Final = ((0x0E01, 0x0E3A), (0x0E40, 0x0E4E), (0x0E80, 0x0ECF), (0x1000, 0x109F), (0x1780, 0x17DD))
_UNSPACED: Final = re.compile(
    "[" + "".join(f"{chr(low)}-{chr(high)}" for low, high in (*_DENSE, *_LOOSE)) + "]"
)
# Blanks between Han characters or kana: some systems put one at every word, or at every character.
_INK: Final = "".join(f"{chr(low)}-{chr(high)}" for low, high in _DENSE)
_BLANKS: Final = re.compile(rf"(?<=[{_INK}])[ \u3000\u00a0]+(?=[{_INK}])")
DENSE_WORD: Final = (
    2  # characters: Chinese words have 1.7 on average in running text, Japanese ones rather more
)
LOOSE_WORD: Final = (
    4  # characters with their marks: Thai and Lao words; those of Khmer and Burmese are longer
)
_SEAMS: Final = 2**32  # hashes of a seam, all as likely: one in a word's length of them is cut
_FACTOR: Final = np.array(0x9E3779B1, np.uint32)  # odd; 2^32 over the golden ratio (Knuth, TAOCP 3, 6.4)
_FACTOR_NEXT: Final = np.array(0x85EBCA77, np.uint32)  # odd, another: the seam `ab` is not the seam `ba`


def words(text: str, language: str = "") -> list[str]:
    """The words of a text in NFKC, in order, case folded and in one spelling (see `stream.text.orthography`)."""
    return words_as_written(text, language)[0]


def words_as_written(text: str, language: str = "") -> tuple[list[str], list[str]]:
    """The words as `words`, and the same as they were written; the former again where the two do not go side by side."""
    found = typeset_words(text)
    if found is not None:
        folded, plain = found
        if language in SPELT_OUT and folded:
            folded = bare(" ".join(folded), language).split(" ")
        return folded, plain
    for character in ("'", "`", *beyond_ascii(text)):
        put = _PUT.get(character)
        if put is not None:
            text = text.replace(character, put)
    written = words_in_text(text)
    folded = _folded_words(bare(text.casefold(), language))
    return folded, written if len(written) == len(folded) else folded


def written_words(text: str) -> list[str]:
    """The words of a text in any script as they are written: letters, digits and underscores."""
    return words_in_text(text)


def ascii_text(text: str, language: str = "") -> str | None:
    """A text whose words are runs of ASCII letters, digits and underscores, as they are written; None of any other.

    None, too, in a language that has letters spelt out, such as German: "ue" is a letter there.
    """
    if language in SPELT_OUT:
        return None
    others = () if text.isascii() else beyond_ascii(text)
    if any(character not in _PUT for character in others):
        return None
    for character in ("'", "`", *others):
        text = text.replace(character, _PUT[character])
    return text


def _folded_words(text: str) -> list[str]:
    if not _COMPLEX.search(text):
        return words_in_text(text)
    text = text.translate(_DIGITS)
    if _ARABIC.search(text):
        text = _UNWRITTEN.sub("", text).translate(_FOLDED)
    if _UNSPACED.search(text):
        text = _cut(_BLANKS.sub("", text))
    found: list[str] = _WORD_WITH_MARKS.findall(text)
    return found


def is_unspaced(text: str) -> bool:
    """Whether a text has characters of a script that is written without spaces."""
    return not text.isascii() and _UNSPACED.search(text) is not None


def _cut(text: str) -> str:
    """The text with a space at every seam of its unspaced scripts, and where they meet others."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    dense, loose = _within(codes, _DENSE), _within(codes, _LOOSE)
    seam = (codes[:-1] * _FACTOR + codes[1:] * _FACTOR_NEXT).astype(np.uint32)
    seam ^= seam >> np.uint32(15)
    seam *= _FACTOR
    short, long = seam < _SEAMS // DENSE_WORD, seam < _SEAMS // LOOSE_WORD
    cuts = dense[:-1] & dense[1:] & short
    cuts |= loose[:-1] & loose[1:] & long
    cuts |= (dense[:-1] != dense[1:]) | (loose[:-1] != loose[1:])
    return np.insert(codes, cuts.nonzero()[0] + 1, 32).tobytes().decode("utf-32-le", "surrogatepass")


def _within(codes: NDArray[np.uint32], ranges: tuple[tuple[int, int], ...]) -> NDArray[np.bool_]:
    found = np.zeros(len(codes), np.bool_)
    for low, high in ranges:
        found |= (codes >= low) & (codes <= high)
    return found
