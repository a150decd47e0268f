"""The English words that are written in small letters, so that a text all in capitals can be read as its writer meant it.

Compiled by scripts/build_small_words.py.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from stream.tagging.lexicon.artefact import read_artefact
from stream.tagging.lexicon.vocabulary import word_list

SMALL_WORDS_FILE: Final = Path(__file__).parent / "data" / "small_words.bin"
# Endings that the dictionary leaves to its rules, and what stands in the stem instead of them.
_ENDINGS: Final = (
    ("'s", ""), ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e"),
    ("er", ""), ("er", "e"), ("ers", ""), ("ers", "e"), ("ly", ""), ("ization", "ize"), ("ness", ""),
)  # fmt: skip
_PREFIXES: Final = tuple(sorted(word_list("small_words prefixes")))
_SHORTEST: Final = 3


@cache
def small_words() -> frozenset[str]:
    """The words, folded.

    Raises:
        StopError: when the packaged file is missing or damaged.
    """
    return frozenset(read_artefact(SMALL_WORDS_FILE).texts["words"].split("\n"))


def is_small(word: str) -> bool:
    """Whether a folded word is one of them, or made of one by an ending or a prefix."""
    known = small_words()
    if word in known:
        return True
    if any(_stemmed(word, ending, put, known) for ending, put in _ENDINGS):
        return True
    rest = next((word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix)), "")
    return len(rest) > _SHORTEST and (rest in known or any(_stemmed(rest, *end, known) for end in _ENDINGS))


def _stemmed(word: str, ending: str, put: str, known: frozenset[str]) -> bool:
    if not word.endswith(ending):
        return False
    stem = word.removesuffix(ending) + put
    doubled = len(stem) > _SHORTEST and stem[-1] == stem[-2] and stem[:-1] in known
    return len(stem) >= _SHORTEST and (stem in known or doubled)
