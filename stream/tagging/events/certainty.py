"""How sure a text is of what it tells: whether it happened, is claimed, denied, feared, planned or only thought of.

Read from the words that govern a verb or noun: its negation, its auxiliaries, what stands before it in its clause, and
what is said of the claim afterwards ("... is false, the army said").
"""

from __future__ import annotations

from typing import Final

from stream.tagging.events.certainties import CLAIMED, DENIED, FEARED, HYPOTHETICAL, PLANNED, REPORTED
from stream.tagging.events.governing_words import GOVERNING_CUES, said_by_governor
from stream.tagging.events.rehearsals import REHEARSAL_CUES, is_rehearsed
from stream.tagging.events.words_before import BEFORE_CUES, said_by_determiners, said_by_verb_group
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.sheet import Sheet

_UNLIKELY: Final = word_list("certainty unlikely")
_AVERTED: Final = word_list("certainty averted")
_EXPECTED: Final = word_list("certainty expected")
_TURNING: Final = word_list("certainty turning")
_CLAIMING: Final = word_list("certainty claiming")
_FALSE: Final = word_list("certainty false")
_CLAIMS: Final = word_list("certainty claims")
# Behind these another clause begins, with a certainty of its own.
_CLAUSES: Final = word_list("certainty clauses")
_BEING: Final = word_list("certainty being")
_SAID_OF: Final = {
    **dict.fromkeys(sorted(_UNLIKELY), HYPOTHETICAL),
    **dict.fromkeys(sorted(_AVERTED), PLANNED),
    **dict.fromkeys(sorted(_EXPECTED), FEARED),
}  # fmt: skip
# "Never took place", "did not materialise".
_TAKING_PLACE: Final = word_list("certainty taking_place")
_REACH: Final = 12
# A sentence without any of these is a plain report.
_CUES: Final = (
    _TURNING | frozenset(_SAID_OF) | _CLAIMING | _FALSE | REHEARSAL_CUES | BEFORE_CUES | GOVERNING_CUES
)


def certainty(sheet: Sheet, first: int, last: int, *, verb: bool, governor: int = -1) -> str:
    """How sure the text is of the verb or noun at words `first` to `last`.

    `governor` is the verb of doing that a noun is the object of ("launched" of "launched an attack"), -1 without one.
    """
    reading = sheet.reading
    low, stop = reading.bounds(first)
    inside = reading.words[low:stop]
    if _CUES.isdisjoint(inside):
        return REPORTED
    if is_rehearsed(sheet, first, last, low, stop):
        return HYPOTHETICAL
    found = said_by_verb_group(sheet, first, low) if verb else said_by_determiners(sheet, first, low)
    if not found and governor >= low:
        found = said_by_verb_group(sheet, governor, low) or said_by_governor(sheet, governor, low, verb=True)
    found = (
        found or said_by_governor(sheet, first, low, verb=verb) or _taken_back(sheet, first, last, low, stop)
    )
    found = found or _inverted(sheet, first, low) or ("" if verb else _predicated(sheet, last, stop))
    return found or (CLAIMED if _is_claimed(inside, first - low) else REPORTED)


def _inverted(sheet: Sheet, first: int, low: int) -> str:
    """Whether it is a condition without "if": "Had the rebels attacked, ...", "Should rebels attack"."""
    reading = sheet.reading
    if (
        reading.words[low] not in {"had", "should", "were"}
        or not reading.caps[low]
        or "?" in reading.gaps[reading.bounds(low)[1] - 1]
    ):
        return ""
    return "" if any("," in gap for gap in reading.gaps[low:first]) else HYPOTHETICAL


def _predicated(sheet: Sheet, last: int, stop: int) -> str:
    """The certainty in the words after a noun: "is unlikely", "was averted", "is feared"."""
    words, gaps = sheet.reading.words, sheet.reading.gaps
    for at in range(last + 1, min(stop - 1, last + 8)):
        if any(mark in gaps[at - 1] for mark in ",;:") or words[at] in _CLAUSES:
            return ""
        if words[at] in _BEING:
            said = next((word for word in words[at + 1 : at + 4] if word in _SAID_OF), "")
            return _SAID_OF.get(said, "")
    return ""


def _taken_back(sheet: Sheet, first: int, last: int, low: int, stop: int) -> str:
    """Whether the text denies the claim later: "the claim to have killed ... is false", "reports of an attack were untrue", "falsely claimed"."""
    words = sheet.reading.words
    before = words[low:first]
    if not _CLAIMS.isdisjoint(before) and not _FALSE.isdisjoint(words[low:stop]):
        return DENIED
    if "contrary" in before or "falsely" in before or _is_untrue(before):
        return DENIED
    behind = words[last + 1 : stop]
    for at, word in enumerate(behind):
        if word in {"never", "not"} and not _TAKING_PLACE.isdisjoint(behind[at + 1 : at + 3]):
            return DENIED
    return ""


def _is_untrue(before: list[str]) -> bool:
    """Such as "it was not true that", "it is false that"."""
    return any(
        word in _FALSE and before[at + 1 : at + 2] == ["that"] for at, word in enumerate(before)
    ) or any(word == "true" and "not" in before[max(0, at - 3) : at] for at, word in enumerate(before))


def _is_claimed(inside: list[str], at: int) -> bool:
    return any(
        word in _CLAIMING and inside[place + 1 : place + 2] not in (["responsibility"], ["credit"], ["lives"])
        for place, word in enumerate(inside)
        if abs(place - at) <= _REACH
    )
