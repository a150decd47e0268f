"""The form in which a name of any script is stored and looked up: case, accents and spelling variants folded."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

# What has the same letters for this purpose. Persian letters count as the Arabic ones that they are typed for.
_LETTERS: Final = str.maketrans(
    {
        "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "\u0131": "i", "ə": "e", "æ": "ae", "œ": "oe",
        "ё": "е", "ґ": "г",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ک": "ك",
        "ە": "ه", "ۀ": "ه", "ـ": "", "\u200c": " ",
    }
)  # fmt: skip
_APOSTROPHES: Final = re.compile("['\u2019\u02bc\u2018`\u00b4]")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_JOINTS: Final = re.compile(r"[\W_]+")
# й and ї are letters of their own, not и and і with an accent.
_KEPT: Final = {"й": "\ue000", "ї": "\ue001"}
_BACK: Final = {mark: letter for letter, mark in _KEPT.items()}


# News has the same words again and again; some 200 bytes each.
@lru_cache(maxsize=16_384)
def fold_name(name: str) -> str:
    """Small letters without accents, words joined by single spaces; apostrophes go from Cyrillic words alone."""
    small = name.lower()
    if _CYRILLIC.search(small):
        small = _APOSTROPHES.sub("", small)
        for letter, mark in _KEPT.items():
            small = small.replace(letter, mark)
    small = small.translate(_LETTERS)
    if not small.isascii():
        parts = unicodedata.normalize("NFKD", small)
        small = "".join(part for part in parts if not unicodedata.combining(part))
        for mark, letter in _BACK.items():
            small = small.replace(mark, letter)
        small = small.translate(_LETTERS)
    return _JOINTS.sub(" ", small).strip()
