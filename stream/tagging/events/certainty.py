"""How sure a text is of what it tells: whether it happened, is claimed, denied, feared, planned or only thought of.

Read from the words that govern a verb or noun: its negation, its auxiliaries, what stands before it in its clause, and
what is said of the claim afterwards ("... is false, the army said").
"""

from __future__ import annotations

from typing import Final

from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.sheet import Sheet

_UNLIKELY: Final = word_list("certainty unlikely")
_AVERTED: Final = word_list("certainty averted")
_EXPECTED: Final = word_list("certainty expected")
_HARMLESS: Final = word_list("certainty harmless")
_NONE: Final = word_list("certainty none")
_LEADING_IN: Final = word_list("certainty leading_in")
_BY_MEANS: Final = word_list("certainty by_means")
_TRAINING: Final = word_list("certainty training")
_GOVERNING: Final = word_list("certainty governing")
_SINGLE: Final = word_list("certainty single")
_SIGNS: Final = word_list("certainty signs")
_TURNING: Final = word_list("certainty turning")

REPORTED: Final = "reported"
CLAIMED: Final = "claimed"
DENIED: Final = "denied"
FEARED: Final = "feared"
PLANNED: Final = "planned"
HYPOTHETICAL: Final = "hypothetical"
# What counts for relevance and tolls.
TOLD: Final = frozenset({REPORTED, CLAIMED})

_DENYING: Final = word_list("certainty denying")
_NEGATIONS: Final = word_list("certainty negations")
_FEARING: Final = word_list("certainty fearing")
_PLANNING: Final = word_list("certainty planning")
_IMAGINING: Final = word_list("certainty imagining")
_REHEARSING: Final = word_list("certainty rehearsing")
_WORKS: Final = word_list("certainty works")
_SHOWING: Final = word_list("certainty showing")
_ARTICLES: Final = word_list("certainty articles")
_CLAIMING: Final = word_list("certainty claiming")
_FALSE: Final = word_list("certainty false")
_CLAIMS: Final = word_list("certainty claims")
# Denied before these, what happened stays: only the doer is in doubt.
_DISOWNED: Final = word_list("certainty disowned")
# What stands between a verb and its auxiliaries.
_BETWEEN: Final = word_list("certainty between")
_FUTURE: Final = frozenset({"will", "shall", "'ll"})
_CONDITIONAL: Final = word_list("certainty conditional")
# "To attack" behind these did happen: "began to shell", "used drones to attack".
_BEGUN: Final = word_list("certainty begun")
# Behind these another clause begins, with a certainty of its own.
_CLAUSES: Final = word_list("certainty clauses")
# Nouns behind "no" or "any" that stand before what did not happen: "no reports of shelling".
_REACH: Final = 12
_LONG_REACH: Final = 24
_NEAR: Final = 5
# Of what happened too it is said that somebody planned or ordered it.
_ALSO_DONE: Final = word_list("certainty also_done")
_DEFINITE: Final = word_list("certainty definite")
_BEING: Final = word_list("certainty being")
_SAID_OF: Final = {
    **dict.fromkeys(sorted(_UNLIKELY), HYPOTHETICAL),
    **dict.fromkeys(sorted(_AVERTED), PLANNED),
    **dict.fromkeys(sorted(_EXPECTED), FEARED),
}  # fmt: skip
# "In the event of an attack", "ruled out an invasion", "stopped short of attacking", "called off the raid".
_CASES: Final = word_list("certainty cases")
_RULING: Final = word_list("certainty ruling")
_STOPPING: Final = word_list("certainty stopping")
_CALLING: Final = word_list("certainty calling")
# "Never took place", "did not materialise".
_TAKING_PLACE: Final = word_list("certainty taking_place")
# "No fewer than 12", "not only": no negations.
_EMPTY: Final = word_list("certainty empty")
# A sentence without any of these reports.
_CUES: Final = (
    _TURNING
    | frozenset(_SAID_OF)
    | _WORKS
    | _DENYING | _NEGATIONS | _FEARING | _PLANNING | _IMAGINING | _REHEARSING | _CLAIMING | _FALSE | _FUTURE | _CONDITIONAL | {"to"} | _CASES
)  # fmt: skip


def certainty(sheet: Sheet, first: int, last: int, *, verb: bool, governor: int = -1) -> str:
    """How sure the text is of the verb or noun at words `first` to `last`.

    `governor` is the verb of doing that a noun is the object of ("launched" of "launched an attack"), -1 without one.
    """
    reading = sheet.reading
    low, stop = reading.bounds(first)
    inside = reading.words[low:stop]
    if _CUES.isdisjoint(inside):
        return REPORTED
    if _is_rehearsed(sheet, first, last, low, stop):
        return HYPOTHETICAL
    found = _grouped(sheet, first, low) if verb else _determined(sheet, first, low)
    if not found and governor >= low:
        found = _grouped(sheet, governor, low) or _governed(sheet, governor, low, verb=True)
    found = found or _governed(sheet, first, low, verb=verb) or _taken_back(sheet, first, last, low, stop)
    found = found or _inverted(sheet, first, low) or ("" if verb else _predicated(sheet, last, stop))
    return found or (CLAIMED if _is_claimed(inside, first - low) else REPORTED)


def _is_rehearsed(sheet: Sheet, first: int, last: int, low: int, stop: int) -> bool:
    """In a drill that stands before it, or right behind it ("an attack drill"), or in a film or game that the sentence is about."""
    words = sheet.reading.words
    for at in range(low, first):
        word = words[at]
        if _is_aside(words, at, stop):
            continue
        if word in _REHEARSING and (at == low or words[at - 1] != "after"):
            return True
        if word in _WORKS and _is_work(words, at, low, first):
            return True
        if word in _TRAINING and "for" in words[at + 1 : first]:
            return first - at <= _NEAR
        if word in {"players", "gamers"} and not _WORKS.isdisjoint(words[low:stop]):
            return True
    behind = words[last + 1 : min(stop, last + 3)]
    if not _REHEARSING.isdisjoint(behind[:1]):
        return True
    return len(behind) > 1 and behind[0] in {"in", "during"} and _plays(words, last + 2, stop)


def _is_work(words: list[str], at: int, low: int, first: int) -> bool:
    """Whether the sentence is about a film, game or play: "In the film, ...", "A play about ...", "The novel tells of"."""
    if words[at] in {"play", "plays"} and (at == low or words[at - 1] not in _ARTICLES):
        return False
    if not _SHOWING.isdisjoint(words[at + 1 : min(first, at + 4)]):
        return True
    return words[low] in {"in", "throughout"} and at - low <= _NEAR


def _is_aside(words: list[str], at: int, stop: int) -> bool:
    """Such as "a film crew", "the game reserve", "an exercise yard": a word of play that only names people or a place."""
    return at + 1 < stop and words[at + 1] in _HARMLESS  # fmt: skip


def _plays(words: list[str], at: int, stop: int) -> bool:
    """Whether "in" or "during" leads to a drill within four words: "an assault during an exercise"."""
    return any(
        words[word] in _REHEARSING and not _is_aside(words, word, stop)
        for word in range(at, min(stop, at + 4))
    )


def _grouped(sheet: Sheet, first: int, low: int) -> str:
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


def _determined(sheet: Sheet, first: int, low: int) -> str:
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


def _governed(sheet: Sheet, first: int, low: int, *, verb: bool) -> str:
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
    return any(word in _GOVERNING for word in words[at + 1 : first])


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


def _inverted(sheet: Sheet, first: int, low: int) -> str:
    """A condition without "if": "Had the rebels attacked, ...", "Should rebels attack"."""
    reading = sheet.reading
    if (
        reading.words[low] not in {"had", "should", "were"}
        or not reading.caps[low]
        or "?" in reading.gaps[reading.bounds(low)[1] - 1]
    ):
        return ""
    return "" if any("," in gap for gap in reading.gaps[low:first]) else HYPOTHETICAL


def _predicated(sheet: Sheet, last: int, stop: int) -> str:
    """What is said of a noun behind it: "is unlikely", "was averted", "is feared"."""
    words, gaps = sheet.reading.words, sheet.reading.gaps
    for at in range(last + 1, min(stop - 1, last + 8)):
        if any(mark in gaps[at - 1] for mark in ",;:") or words[at] in _CLAUSES:
            return ""
        if words[at] in _BEING:
            said = next((word for word in words[at + 1 : at + 4] if word in _SAID_OF), "")
            return _SAID_OF.get(said, "")
    return ""


def _taken_back(sheet: Sheet, first: int, last: int, low: int, stop: int) -> str:
    """Such as "the claim to have killed ... is false", "reports of an attack were untrue", "falsely claimed"."""
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
