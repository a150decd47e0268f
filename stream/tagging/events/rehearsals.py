"""What happens only in play: in a drill, a film or a game that the sentence is about."""

from __future__ import annotations

from typing import Final

from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.sheet import Sheet

_REHEARSING: Final = word_list("certainty rehearsing")
_WORKS: Final = word_list("certainty works")
_SHOWING: Final = word_list("certainty showing")
_ARTICLES: Final = word_list("certainty articles")
_TRAINING: Final = word_list("certainty training")
_HARMLESS: Final = word_list("certainty harmless")
_NEAR: Final = 5
# A sentence without any of these tells of no play.
REHEARSAL_CUES: Final = _WORKS | _REHEARSING


def is_rehearsed(sheet: Sheet, first: int, last: int, low: int, stop: int) -> bool:
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
