"""What befell people where the words that tell it stand before them: "killed 12", "the deaths of 40"."""

from __future__ import annotations

from typing import Final

from stream.tagging.events.deaths import FATAL, PHRASES, deprived, is_mortal, phrase_until
from stream.tagging.events.people_nouns import DOING, DONE, NOUNS, SELF, TELLING
from stream.tagging.events.relatives import among, deed_over_date, is_body, named_dead
from stream.tagging.events.victims import Group
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.sheet import Sheet

_BEING: Final = word_list("english being")
_TAKING: Final = word_list("casualties taking")
_RISING: Final = word_list("casualties rising")
_REFLEXIVE: Final = word_list("casualties reflexive")
_LEANING: Final = word_list("casualties leaning")
# What was done to people "to death": "hacked nine villagers to death".
_DEADLY: Final = frozenset(
    [first for first, endings in PHRASES.items() if ("to", "death") in endings] + ["beat", "trampled"]
)
# Those of whom a figure tells how many there are by now.
_DEAD: Final = word_list("deaths deaths") | {"killed"}
# What tells by itself how many there are.
_FIGURES: Final = frozenset({"toll", "deaths", "fatalities"})
# "Bringing to 17 the number of dead".
_RAISING: Final = word_list("told_before raising")
_OWNED: Final = word_list("relatives bodies") | frozenset(NOUNS)
_RAISED_REACH: Final = 6
_ALONGSIDE: Final = word_list("casualties alongside")
_LOSING: Final = frozenset({"lost", "losing"})
# Whom armies lose in battle; a firm loses workers, a team its players.
_FIGHTERS: Final = word_list("told_before fighters")
# Words of titles and trades before a name.
_TITLES: Final = 5
_STOPS_TITLE: Final = word_list("casualties stops_title")


def harm_before(sheet: Sheet, first: int, low: int, group: Group) -> tuple[str, int]:
    """The kind told right before, and the word that tells it.

    As in "killed 12", "wounding at least 3", "the deaths of 40", "the murder of Senator X", "death toll rose to 45".
    """
    reading = sheet.reading
    words, gaps = reading.words, reading.gaps
    at = first - 1
    while at >= low and words[at] in _LEANING and gaps[at] in {" ", "\n"}:
        at -= 1
    if group.count.minimum == 1 and group.last >= 0:
        at = _over_titles(sheet, at, low)
    if at < low or gaps[at].strip():
        return "", at
    if words[at] == "and" and at > low and words[at - 1] in _REFLEXIVE:
        at -= 2  # "killed himself and three others": who kills himself is no victim
        if at < low:
            return "", at
    word = words[at]
    cost = deprived(words, first, max(first, group.last, group.count.last), low, reading.bounds(first)[1])
    if cost >= 0:
        return "killed", cost
    if word in {"with", "as"} and at - 2 >= low and words[at - 1] in _ALONGSIDE:
        kind, told = _shared(words, at - 1 - (words[at - 1] == "well"), low)
        if kind:
            return kind, told
    behind = group.last + 1
    if (
        word == "shot"
        and 0 < behind < len(words)
        and words[behind] == "dead"
        and not gaps[group.last].strip()
    ):
        return "killed", at
    if word in _DEADLY and words[behind : behind + 2] == ["to", "death"]:
        return "killed", at
    active = DOING.get(word) or DONE.get(word) or ""
    if active == "injured" and is_mortal(words, at):
        active = "killed"
    kind, begin = phrase_until(words, at, low)
    if not kind and at + 1 < first:
        kind, begin = phrase_until(words, first - 1, low)
    if kind:
        return ("", begin) if _passive_before(words, begin, low) else (kind, begin)
    if active and not _passive_before(words, at, low):
        return active, at
    if word in _LOSING and group.victim.rpartition(" ")[2] in _FIGHTERS:
        return "killed", at  # "the army lost 30 men"
    if word == "of" and at > low:
        if words[at - 1] in {"lives", "life"}:
            taken = _TAKING
            return ("" if taken.isdisjoint(words[max(low, at - 4) : at]) else "killed"), at - 1
        if words[at - 1] in NOUNS and words[at - 1] != "toll":
            return NOUNS[words[at - 1]], at - 1
        if is_body(words, at, low, reading.bounds(first)[1]):
            return "killed", at - 1
        deed = deed_over_date(sheet, at, low)
        if deed >= 0:
            return NOUNS[words[deed]], deed
    kind, told = among(sheet, at, low)
    if kind:
        return kind, told
    if word in _BEING and at - 2 >= low and words[at - 1] in _DEAD and words[at - 2] in {"the", "those"}:
        return "killed", at - 1  # "the dead were four women"
    kind, dead = named_dead(sheet, at, low)
    if kind:
        return kind, dead
    if word == "to" and _raised(
        words, at, max(first, group.last, group.count.last) + 1, reading.bounds(first)[1]
    ):
        return "killed", at
    if word in _RISING and _tolls(words, at, low, max(first, group.last) + 1):
        return "killed", at
    return "", at


def _shared(words: list[str], at: int, low: int) -> tuple[str, int]:
    """What befell those before "along with" or "as well as": "ten soldiers were killed along with 14 militants"."""
    before = at - 1
    if before < low:
        return "", at
    kind = DONE.get(words[before]) or SELF.get(words[before]) or ""
    return (kind, before) if kind else ("", at)


def _tolls(words: list[str], at: int, low: int, behind: int) -> bool:
    """Whether a toll goes on to a count: "the death toll rose to 45"; but not "a toll of one person wounded"."""
    told = next(
        (
            word
            for word in range(at - 1, max(low, at - 9) - 1, -1)
            if words[word] in _FIGURES or _numbered(words, word, low)
        ),
        -1,
    )
    if told < 0 or {"and", "damage"} & set(words[told:at]):
        return False
    return behind >= len(words) or DONE.get(words[behind], "killed") == "killed"


def _raised(words: list[str], to: int, behind: int, stop: int) -> bool:
    """Whether a figure behind "to" is what a toll is brought to: "bringing to 17 the number of people killed"."""
    if words[to - 1] not in _RAISING:
        return False
    ahead = words[behind : min(stop, behind + _RAISED_REACH)]
    return "toll" in ahead or ("number" in ahead and not _DEAD.isdisjoint(ahead))


def _numbered(words: list[str], at: int, low: int) -> bool:
    """Whether "the number of" stands before the dead: "the number of dead rose to 44"."""
    return words[at] in _DEAD and "number" in words[max(low, at - 4) : at]


def _over_titles(sheet: Sheet, at: int, low: int) -> int:
    """Past what stands before a name ("the murder of presidential candidate X"): to "of" or a verb, else `at`."""
    words, gaps = sheet.reading.words, sheet.reading.gaps
    for word in range(at, max(low, at - _TITLES) - 1, -1):
        if gaps[word].strip(" .\n-"):
            return at
        if words[word] in DOING or words[word] in DONE or (words[word] == "of" and word > low):
            return word if words[word] != "of" or words[word - 1] in _OWNED else at
        if words[word] in TELLING or words[word] in _STOPS_TITLE:
            return at
    return at


def _passive_before(words: list[str], at: int, low: int) -> bool:
    """Such as "were killed 12 miles away": the verb already has its victims before it."""
    passive = _BEING
    told = words[at] in DONE or (words[at] in PHRASES and words[at] not in FATAL)
    return at > low and told and words[at - 1] in passive
