"""What a verb or noun before it in its clause says of an event's certainty: "denied that", "fears of", "planned", "if"."""

from __future__ import annotations

from typing import Final

from stream.tagging.events.certainties import DENIED, FEARED, HYPOTHETICAL, PLANNED
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.sheet import Sheet

_DENYING: Final = word_list("certainty denying")
_FEARING: Final = word_list("certainty fearing")
_PLANNING: Final = word_list("certainty planning")
_IMAGINING: Final = word_list("certainty imagining")
# What leads from a word of fear or plan to what is feared or planned.
_LEADING_ON: Final = word_list("certainty governing")
_BY_MEANS: Final = word_list("certainty by_means")
# Behind these another clause begins, with a certainty of its own.
_CLAUSES: Final = word_list("certainty clauses")
# Nouns behind "no" or "any" that stand before what did not happen: "no reports of shelling".
_CLAIMS: Final = word_list("certainty claims")
_SIGNS: Final = word_list("certainty signs")
# Denied before these, what happened stays: only the doer is in doubt.
_DISOWNED: Final = word_list("certainty disowned")
# Of what happened too it is said that somebody planned or ordered it.
_ALSO_DONE: Final = word_list("certainty also_done")
_DEFINITE: Final = word_list("certainty definite")
# "In the event of an attack", "ruled out an invasion", "stopped short of attacking", "called off the raid".
_CASES: Final = word_list("certainty cases")
_RULING: Final = word_list("certainty ruling")
_STOPPING: Final = word_list("certainty stopping")
_CALLING: Final = word_list("certainty calling")
_REACH: Final = 12
_LONG_REACH: Final = 24
_NEAR: Final = 5
# A sentence without any of these is governed by no such word.
GOVERNING_CUES: Final = _DENYING | _FEARING | _PLANNING | _IMAGINING | _CASES


def said_by_governor(sheet: Sheet, first: int, low: int, *, verb: bool) -> str:
    """What a verb or noun before it in its clause says: "denied that", "fears of", "planned", "if"."""
    words, gaps = sheet.reading.words, sheet.reading.gaps
    reach = _REACH
    for at in range(first - 1, max(low, first - _LONG_REACH) - 1, -1):
        word, gap = words[at], gaps[at]
        if word in _CLAUSES or ";" in gap or ":" in gap or ("," in gap and first - at > 1):
            return ""
        if word in _IMAGINING and not (word == "whether" and at > low and words[at - 1] == "or"):
            return HYPOTHETICAL
        if word == "of" and at - 1 > low and words[at - 1] in _CASES and words[at - 2] in {"in", "the"}:
            return HYPOTHETICAL
        if word == "out" and at > low and words[at - 1] in _RULING:
            return DENIED
        if word == "short" and words[at + 1] == "of" and words[at - 1] in _STOPPING:
            return DENIED
        if word == "off" and at > low and words[at - 1] in _CALLING:
            return PLANNED
        if word in _DENYING:
            return DENIED if _is_denied(words, at, first, verb=verb) else ""
        if first - at <= reach and word == "no" and words[at + 1] in _CLAIMS | _SIGNS:
            return DENIED
        if (
            word in _FEARING
            and first - at <= reach
            and (_leads(words, at, first) or (not verb and first - at <= 2))
        ):
            return FEARED
        if word in _PLANNING and first - at <= _NEAR + 2 and _plans(words, at, first, verb=verb):
            return PLANNED
    return ""


def _leads(words: list[str], at: int, first: int) -> bool:
    """Whether a word of fear or plan leads to the trigger: "fears that", "warned of", "planning to"."""
    return any(word in _LEADING_ON for word in words[at + 1 : first])


def _plans(words: list[str], at: int, first: int, *, verb: bool) -> bool:
    """Whether what is planned is the trigger: "foiled a planned attack", "plans for an attack", "prevented shelling".

    A past tells what was done, and "who planned the attack" is said of one that happened.
    """
    word, between = words[at], words[at + 1 : first]
    if verb:
        return words[first].endswith("ing") and first - at <= _NEAR
    if word in _ALSO_DONE and not _DEFINITE.isdisjoint(between):
        return False
    return _BY_MEANS.isdisjoint(between)


def _is_denied(words: list[str], at: int, first: int, *, verb: bool) -> bool:
    """Whether a verb of denial denies the trigger rather than a part in it."""
    between = words[at + 1 : first]
    if not _DISOWNED.isdisjoint(between):
        return False
    # "denied carrying out the attack"
    return verb or not between or not between[0].endswith("ing") or _DEFINITE.isdisjoint(between)
