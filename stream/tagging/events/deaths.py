"""How news tells of deaths in more than one word: "lost their lives", "gunned down", "nine deaths", "nine lives"."""

from __future__ import annotations

from typing import Final

from stream.tagging.lexicon.vocabulary import valued_words, word_list

# First word of a phrase to what may follow it. All tell of the killed.
PHRASES: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    first: tuple(tuple(ending.split()) for ending in endings)
    for first, endings in valued_words("deaths phrases").items()
}
# The words that phrases end with, for looking back from a victim: "gunned down nine villagers".
_ENDS: Final = frozenset(ending[-1] for endings in PHRASES.values() for ending in endings)
# The words that show a sentence to tell of deaths where no verb of killing does.
SIGNS: Final = frozenset(PHRASES) | word_list("deaths signs") | word_list("relatives bodies")
_DEATHS: Final = word_list("deaths deaths")
# What takes lives: behind a verb that saves them nobody dies.
_TAKING: Final = word_list("deaths taking")
# What is done with the bodies of the dead, and with no other bodies.
_FOUND: Final = word_list("deaths found")
_ADJECTIVES: Final = word_list("deaths adjectives")
_LONGEST: Final = 4
_WOUNDS: Final = word_list("deaths wounds")
_DEPRIVING: Final = word_list("deaths depriving")
# Who is wounded so dies of it.
_MORTALLY: Final = frozenset({"fatally", "mortally"})
_OWN_LIVES: Final = frozenset({("their", "lives"), ("his", "life"), ("her", "life"), ("their", "life")})
# What somebody is to others, in no passive: "proved fatal for six".
FATAL: Final = frozenset({"fatal", "lethal", "deadly"})


def phrase_at(words: list[str], at: int, stop: int) -> tuple[str, int]:
    """("killed", last word) of the phrase that begins at a word, ("", at) if none does."""
    if words[at] == "succumbed" and words[at + 1 : at + 2] == ["to"]:
        # whatever wounds: "succumbed to severe gunshot wounds"
        end = next((word for word in range(at + 2, min(stop, at + 7)) if words[word] in _WOUNDS), at)
        return ("killed", end) if end > at else ("", at)
    for ending in PHRASES.get(words[at], ()):
        end = at + len(ending)
        if end < stop and words[at + 1 : end + 1] == list(ending):
            return "killed", end
    return "", at


def phrase_until(words: list[str], last: int, low: int) -> tuple[str, int]:
    """("killed", first word) of the phrase that ends at a word, ("", last) if none does."""
    if words[last] in _ENDS:
        for at in range(last - 1, max(low, last - _LONGEST) - 1, -1):
            if words[at] in PHRASES and phrase_at(words, at, last + 1) == ("killed", last):
                return "killed", at
    return "", last


def counted_noun(words: list[str], first: int, last: int, sentence: tuple[int, int]) -> tuple[str, int]:
    """The kind and word of what a bare count counts right behind it: "nine deaths", "claimed nine lives"."""
    low, stop = sentence
    at = last + 1
    while at < stop and words[at] in _ADJECTIVES and at - last < _LONGEST:
        at += 1
    if at >= stop:
        return "", last
    if words[at] in _DEATHS:
        return "killed", at
    if words[at] == "bodies" and not _FOUND.isdisjoint(words[low:stop]):
        return "killed", at
    if words[at] == "lives" and not _TAKING.isdisjoint(words[max(low, first - 3) : first]):
        return "killed", at
    return "", last


def deprived(words: list[str], first: int, last: int, low: int, stop: int) -> int:
    """The word of a verb that cost those between it and their lives ("cost 30 fighters their lives"), -1 without one."""
    if last + 2 < stop and (words[last + 1], words[last + 2]) in _OWN_LIVES:
        return next(
            (at for at in range(first - 1, max(low, first - 4) - 1, -1) if words[at] in _DEPRIVING), -1
        )
    return -1


def is_mortal(words: list[str], at: int) -> bool:
    """Whether a wound is told as one that kills: "fatally wounded"."""
    return at > 0 and words[at - 1] in _MORTALLY
