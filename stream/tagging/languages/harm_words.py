"""The words of a sentence that tell of people hurt, without those that are denied: "nobody was killed"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stream.tagging.languages.script_words import MARK, WORD
from stream.tagging.languages.sense_map import SenseMap

HARMS: Final = frozenset({"killed", "injured", "missing", "captured", "displaced", "surrendered"})
TOLD: Final = HARMS | {"no_harm"}
_NEGATION_REACH: Final = 2


@dataclass(frozen=True, slots=True)
class HarmWord:
    """A word or phrase that tells of people hurt: `side` is where its count stands."""

    first: int
    last: int
    kind: str
    side: str


def tells(senses: SenseMap, index: int) -> bool:
    """Whether a word that tells of people hurt begins at a word."""
    for found in senses.starting[index]:  # noqa: SIM110 - as in SenseMap.has
        if found.sense.kind in HARMS:
            return True
    return False


def find_tellings(senses: SenseMap, first: int, stop: int) -> list[HarmWord]:
    """The telling words of a sentence that are not denied."""
    found: list[HarmWord] = []
    words_telling = senses.any_of(TOLD)
    if not words_telling:
        return found
    at = first
    while at < stop:
        if at not in words_telling:
            at += 1
            continue
        saying = [one for one in senses.starting[at] if one.sense.kind in TOLD]
        longest = max(saying, key=lambda one: (one.stop, one.sense.kind == "no_harm", one.sense))
        if longest.sense.kind != "no_harm":
            for kind, side in sorted(
                {
                    (one.sense.kind, one.sense.value)
                    for one in senses.starting[at]
                    if one.stop == longest.stop and one.sense.kind in HARMS
                }
            ):
                telling = HarmWord(at, longest.stop - 1, kind, side or "both")
                if not _is_denied(senses, telling, first, stop):
                    found.append(telling)
        at = longest.stop
    return found


def _is_denied(senses: SenseMap, telling: HarmWord, first: int, stop: int) -> bool:
    """Whether nobody was hurt: a negation before the word, or a word for nobody in its clause."""
    words = senses.words
    at, passed = telling.first - 1, 0
    while at >= first and passed < _NEGATION_REACH and words.kinds[at] == WORD:
        if senses.has(at, "negation"):
            return True
        at -= 1
        passed += 1
    if telling.last + 1 < stop and senses.has(telling.last + 1, "negation_behind"):
        return True
    at = telling.first - 1
    while at >= first and not _parts(senses, at):
        if _is_nobody(senses, at):
            return True
        at -= 1
    at = telling.last + 1
    while at < stop and not _parts(senses, at):
        if _is_nobody(senses, at):
            return True
        at += 1
    return False


def _is_nobody(senses: SenseMap, at: int) -> bool:
    """Whether a word for nobody begins at a word, and is not the beginning of another: a drone is 无人机, "no-man machine"."""
    nobody, platform = senses.at(at, "nobody"), senses.at(at, "platform")
    return nobody is not None and (platform is None or platform.stop <= nobody.stop)


def _parts(senses: SenseMap, at: int) -> bool:
    words = senses.words
    return (words.kinds[at] == MARK and words.forms[at] not in {"'", "-", "\u00ab", "\u00bb"}) or senses.has(
        at, "clause"
    )
