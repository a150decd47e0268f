"""What the words right before a verb or noun say of its certainty: "did not", "will", "to", "no", "without any"."""

from __future__ import annotations

from typing import Final

from stream.tagging.events.certainties import DENIED, FEARED, HYPOTHETICAL, PLANNED
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.sheet import Sheet

_NONE: Final = word_list("certainty none")
_LEADING_IN: Final = word_list("certainty leading_in")
_SINGLE: Final = word_list("certainty single")
_NEGATIONS: Final = word_list("certainty negations")
# What stands between a verb and its auxiliaries.
_BETWEEN: Final = word_list("certainty between")
_FUTURE: Final = frozenset({"will", "shall", "'ll"})
_CONDITIONAL: Final = word_list("certainty conditional")
# "To attack" behind these did happen: "began to shell", "used drones to attack".
_BEGUN: Final = word_list("certainty begun")
# Behind these another clause begins, with a certainty of its own.
_CLAUSES: Final = word_list("certainty clauses")
# "No fewer than 12", "not only": no negations.
_EMPTY: Final = word_list("certainty empty")
_REACH: Final = 12
_NEAR: Final = 5
# A sentence without any of these has nothing to say here.
BEFORE_CUES: Final = _NEGATIONS | _FUTURE | _CONDITIONAL | {"to"}


def said_by_verb_group(sheet: Sheet, first: int, low: int) -> str:
    """What the words of the verb group say: "did not", "will", "to"; or its subject ("no soldiers were")."""
    words, gaps = sheet.reading.words, sheet.reading.gaps
    at = first - 1
    future = conditional = perfect = False
    while at >= low and words[at] in _BETWEEN and not gaps[at].strip(" \n'\u2019"):
        word = words[at]
        if word in _NEGATIONS and words[at + 1] not in _EMPTY:
            return DENIED
        future = future or word in _FUTURE
        conditional = conditional or word in _CONDITIONAL
        perfect = perfect or word == "have"
        at -= 1
    if conditional:
        return FEARED if perfect else HYPOTHETICAL
    if future:
        return PLANNED
    if at >= low and words[at] == "to":
        if at > low and words[at - 1] in _NEGATIONS:
            return PLANNED
        return "" if _is_begun(words, at, low) else PLANNED
    if at >= low and words[at] in _NEGATIONS and words[at + 1] not in _EMPTY:
        return DENIED
    return DENIED if _nobody(sheet, at, low) else ""


def _is_begun(words: list[str], to: int, low: int) -> bool:
    """Whether the infinitive behind "to" was carried out: "used drones to attack", "led to clashes"."""
    before = words[max(low, to - _NEAR) : to]
    return not _BEGUN.isdisjoint(before)


def _nobody(sheet: Sheet, at: int, low: int) -> bool:
    """Whether the subject that ends at a word is nobody: "no soldiers", "neither side", "none of the hostages"."""
    words, gaps = sheet.reading.words, sheet.reading.gaps
    for word in range(at, max(low, at - _NEAR) - 1, -1):
        if gaps[word].strip(" \n'\u2019-") or words[word] in _CLAUSES:
            return False
        if words[word] in _NONE:
            return words[word + 1] not in _EMPTY
        if words[word] == "one" and word > low and words[word - 1] == "no":
            return True
    return False


def said_by_determiners(sheet: Sheet, first: int, low: int) -> str:
    """What the words right before a noun say: "no shelling", "without any attack", "a planned attack"."""
    words, gaps = sheet.reading.words, sheet.reading.gaps
    for at in range(first - 1, max(low, first - _NEAR) - 1, -1):
        word = words[at]
        if gaps[at].strip(" \n'\u2019-") or word in _CLAUSES:
            break
        if word in {"no", "without"} or (word == "any" and _is_negated(words, at, low)):
            return DENIED if words[at + 1] not in _EMPTY else ""
        if word == "neither" or (word == "not" and words[at + 1] in _SINGLE):
            return DENIED
        if word in _LEADING_IN:
            break
    return ""


def _is_negated(words: list[str], at: int, low: int) -> bool:
    return not _NEGATIONS.isdisjoint(words[max(low, at - _REACH) : at])
