"""Names that a text spells out itself: "Conselho Regional de Economia (CRE)", "CRE (Conselho Regional de Economia)"."""

from __future__ import annotations

from typing import Final

from stream.model.tags import EntityType
from stream.tagging.languages.party_finder import Party
from stream.tagging.languages.script_words import WORD
from stream.tagging.languages.sense_map import SenseMap

_SHORTEST: Final = 2
_LONGEST: Final = 8  # letters of an acronym
_MOST_WORDS: Final = 12
_SMALL_WORDS: Final = 3  # small words in a row within a name: "Apoio às Micro e Pequenas"


def find_expanded(senses: SenseMap, taken: set[int]) -> list[Party]:
    """The bodies whose full name and short one stand side by side, one of them in brackets; none at a word of `taken`."""
    if senses.data.settings.get("acronyms") != "yes":
        return []
    words = senses.words
    found: list[Party] = []
    for first, stop in words.sentences:
        for at in range(first + 1, stop - 2):
            if words.forms[at] != "(":
                continue
            close = next((end for end in range(at + 1, stop) if words.forms[end] == ")"), -1)
            if close < 0:
                continue
            for start, last in _spelled(senses, first, at, close):
                if taken.isdisjoint(range(start, last + 1)):
                    found.append(Party(start, last, EntityType.ORGANISATION, "", "", generic=False))
                    taken.update(range(start, last + 1))
    return found


def _spelled(senses: SenseMap, first: int, at: int, close: int) -> list[tuple[int, int]]:
    """The words of the full and of the short name around an opening bracket."""
    words = senses.words
    if close == at + 2 and _is_short(senses, at + 1):
        start = _full_start(senses, first, at, words.between(at + 1, at + 1))
        return [] if start < 0 else [(start, at - 1)]
    before = at - 1
    inside = [index for index in range(at + 1, close) if words.kinds[index] == WORD]
    capitals = [index for index in inside if words.is_capital(index)]
    short = words.between(before, before)
    if (
        len(inside) != close - at - 1
        or len(capitals) < _SHORTEST
        or words.kinds[before] != WORD
        or len(short) < _SHORTEST
        or senses.has(before, "no_body")
        or not words.is_capital(before)
        or capitals[0] != at + 1
        or words.forms[before][0] != words.forms[at + 1][0]
        or words.forms[before] == words.forms[at + 1]
    ):
        return []
    if not short.isupper() and (
        len(inside) == len(capitals) or not _is_spelled(senses, words.forms[before], inside)
    ):
        return []  # two words with capitals are as often a person's name
    return [(before, before), (at + 1, close - 1)]


def _is_spelled(senses: SenseMap, short: str, inside: list[int]) -> bool:
    """Whether the letters of a short name stand in the full one in order ("Cebimar": "Centro de Biologia Marinha")."""
    letters = "".join(senses.words.forms[index] for index in inside)
    at = 0
    for letter in short:
        at = letters.find(letter, at) + 1
        if not at:
            return False
    return True


def _is_short(senses: SenseMap, at: int) -> bool:
    words = senses.words
    written = words.between(at, at)
    return (
        words.kinds[at] == WORD
        and _SHORTEST <= len(written) <= _LONGEST
        and written.isupper()
        and not senses.has(at, "no_body")
    )


def _full_start(senses: SenseMap, first: int, at: int, short: str) -> int:
    """Where the full name begins whose capitals spell the short one, -1 if none does."""
    words = senses.words
    wanted = short.lower()
    letters = ""
    small = count = 0
    start = -1
    for index in range(at - 1, max(first - 1, at - 1 - _MOST_WORDS), -1):
        if words.kinds[index] != WORD:
            if words.forms[index] in {"-", "'", "\u2019"}:
                continue
            break
        if not words.is_capital(index):
            small += 1
            if small > _SMALL_WORDS:
                break
            continue
        small = 0
        count += 1
        letters = words.forms[index][0] + letters
        if letters[0] == wanted[0] and _covers(letters, wanted):
            start = index
            break
    return start if count >= _SHORTEST else -1


def _covers(letters: str, wanted: str) -> bool:
    """Whether all capitals but one stand in the short name in order ("OGMA" of "Oficinas Gerais de Material Aeronáutico")."""
    at = matched = 0
    for letter in letters:
        found = wanted.find(letter, at)
        if found >= 0:
            matched += 1
            at = found + 1
    return matched >= _SHORTEST and matched >= len(letters) - 1 and matched >= len(wanted) - 1
