"""Whether those that an event hurt are civilians or armed, by the words that the text calls them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

CIVILIANS: Final = "civilians"
ARMED: Final = "armed"
# Most texts call the dead "people" alone: who asks for civilians means them, too.
CLASSES: Final = {CIVILIANS: "civilians and people not described", ARMED: "soldiers, police and fighters"}
_FILE: Final = Path(__file__).parent / "words" / "armed_victims.toml"
_UNSPACED: Final = frozenset({"zh", "ja", "th", "lo", "km", "my"})  # a phrase is one word


@dataclass(frozen=True, slots=True)
class _ArmedWords:
    """The patterns of one language."""

    armed: re.Pattern[str]
    unarmed: re.Pattern[str]
    head_ends: frozenset[str]


def victim_class(victim: str, language: str) -> str:
    """One of `CLASSES`: armed are those that a word of the language says to be, all others civilians or not described."""
    known = _words().get(language)
    if known is None:
        return CIVILIANS
    words = [victim] if language in _UNSPACED else re.findall(r"[\w\u200c-]+", victim.casefold())
    end = next((at for at, word in enumerate(words) if at and word in known.head_ends), len(words))
    head = words[:end]
    if any(known.unarmed.fullmatch(word) for word in head):
        return CIVILIANS
    pairs = [" ".join(pair) for pair in pairwise(head)]
    return ARMED if any(known.armed.fullmatch(word) for word in (*head, *pairs)) else CIVILIANS


def dead_of(name: str) -> str:
    """What an event is found by in which people of a class died."""
    return f"{name} killed"


@cache
def _words() -> dict[str, _ArmedWords]:
    lists = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        language: _ArmedWords(
            _pattern(given["armed"]),
            _pattern(given.get("unarmed", "")),
            frozenset(given.get("head_ends", "").split()),
        )
        for language, given in lists.items()
    }


def _pattern(listed: str) -> re.Pattern[str]:
    """What matches one of these words; nothing where there are none."""
    words = [re.escape(word.replace("_", " ")).replace(r"\*", ".*") for word in listed.split()]
    return re.compile("|".join(words) or r"(?!)")
