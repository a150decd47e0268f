"""Deaths told a step after their victims: "kidnapped and later murdered", "dragged three men out and shot them dead"."""

from __future__ import annotations

from typing import Final

from stream.tagging.events.clauses import has_object
from stream.tagging.events.deaths import phrase_at
from stream.tagging.events.people_nouns import DOING, DONE
from stream.tagging.events.victims import Group
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.mentions.runs import FUNCTION_WORDS
from stream.tagging.sheet import Sheet

# Between what was done to somebody first and what he died of: "abducted and later found murdered".
_LATER: Final = word_list("later_deaths later")
_JOINING: Final = frozenset({"and", "then", "before"})
_PRONOUNS: Final = frozenset({"them", "him", "her"})
# Words between the first deed and the last.
_CHAIN: Final = 9
# Between a subject and its verb.
_PARTING: Final = word_list("parties parting") - {"and"}


def at_last(sheet: Sheet, first: int, stop: int) -> int:
    """The word of the killing that ends a chain of passives: "kidnapped in May, tortured and murdered"; -1 without one."""
    reading = sheet.reading
    words = reading.words
    joined = False
    for at in range(first + 1, min(stop, first + _CHAIN)):
        gap = reading.gaps[at - 1].strip()
        if gap not in {"", ","}:
            return -1
        word = words[at]
        if word in _JOINING:
            joined = True
        elif joined and word not in _LATER and not word.endswith("ly"):
            kind = phrase_at(words, at, stop)[0] or DONE.get(word, "")
            if kind != "killed":
                if not (kind or word.endswith("ed")):
                    return -1  # "and two others were killed"
                continue
            return -1 if has_object(sheet, at) else at
        elif joined:
            continue
        elif sheet.owner[at] is None and not word.endswith(("ed", "ly")) and word not in FUNCTION_WORDS:
            return -1
    return -1


def killed_by_pronoun(sheet: Sheet, groups: list[Group], sentence: tuple[int, int]) -> list[tuple[int, int]]:
    """(place in `groups`, word of the killing) of those whom a pronoun names as killed behind them.

    "Hooded men dragged three teachers from their homes and shot them dead": the nearest before the verb that the pronoun may
    mean and that is not its subject.
    """
    words = sheet.reading.words
    found: list[tuple[int, int]] = []
    for at in range(sentence[0] + 1, sentence[1]):
        if words[at] not in _PRONOUNS or sheet.owner[at] is not None or not _kills(words, at, sentence[1]):
            continue  # whoever a pronoun is known to mean is a group of its own
        if words[at] == "her" and at + 1 < sentence[1] and words[at + 1] not in FUNCTION_WORDS | {"dead"}:
            continue  # "killed her son"
        several = words[at] == "them"
        for number in range(len(groups) - 1, -1, -1):
            group = groups[number]
            last = max(group.last, group.count.last)
            if last >= at or group.last < 0 or _acts(sheet, last, at - 1):
                continue
            minimum = group.count.minimum
            if minimum is not None and (minimum > 1) == several:
                found.append((number, at - 1))
                break
    return found


def _kills(words: list[str], pronoun: int, stop: int) -> bool:
    """Whether the verb before a pronoun kills: "murdered him", "shot them dead", "hacked her to death"."""
    verb = words[pronoun - 1]
    if DOING.get(verb) == "killed" or DONE.get(verb) == "killed":
        return True
    behind = words[pronoun + 1 : min(stop, pronoun + 3)]
    return behind == ["to", "death"] or (verb in {"shot", "shooting"} and behind[:1] == ["dead"])


def _acts(sheet: Sheet, last: int, verb: int) -> bool:
    """Whether a group stands right before a verb, as its subject."""
    words = sheet.reading.words
    return all(words[at] in _PARTING or words[at].endswith("ly") for at in range(last + 1, verb))
