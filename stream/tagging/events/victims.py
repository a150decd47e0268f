"""Who the victims may be: people counted, described or named, each a noun phrase of a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stream.model.tags import EntityType
from stream.tagging.events.deaths import SIGNS
from stream.tagging.events.people_nouns import TELLING, is_plural, one_person, several_people, unknown_people
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.mentions.numbers import Count, count_at, starts_count
from stream.tagging.mentions.runs import FUNCTION_WORDS
from stream.tagging.sheet import Sheet

# Before a noun these tell what befell its bearers.
_SLAIN: Final = word_list("victims slain")
_AGES: Final = word_list("victims ages")
# A sentence without any of these tells of nobody hurt.
TELLING_SENTENCE: Final = TELLING | SIGNS
_SINGULARS: Final = word_list("casualties singulars")
_VICTIMS: Final = word_list("casualties victims") | _SINGULARS | {word + "s" for word in _SINGULARS}
_STOPPERS: Final = word_list("casualties stoppers")
# What is counted beside the dead.
_THINGS: Final = word_list("casualties things")
_COUNTED_THINGS: Final = _THINGS - TELLING
_HEADS: Final = frozenset(
    {EntityType.ARMED_GROUP, EntityType.STATE_FORCES, EntityType.CIVILIANS, EntityType.NATIONALITY}
)
# Before one whom everybody knows or who belongs to somebody: "the judge", "his driver".
# "A dozen", "a score of": counts, not one person described.
_SCALED: Final = word_list("victims scaled")
# "A family of five": the number of those who make it up.
_COLLECTIVE: Final = word_list("victims collective")
_MONTHS: Final = word_list("capitals months")
_OWNERS: Final = word_list("english owning")
_PARENTS: Final = word_list("victims parents")
_TWINS: Final = frozenset({"twin", "twins"})
# Between ages: "aged nine and 11", "aged between six and 15".
_AGE_JOINERS: Final = word_list("victims age_joiners")
_AGE_REACH: Final = 6

_ARTICLES: Final = frozenset({"a", "an"})


@dataclass(slots=True)
class Group:
    """Those counted: the count, the last word of the victims' noun (-1 if none), the noun itself.

    `weak`: the noun is a plural that the lists do not know as people. `slain`: the participle that tells before it what
    befell them, -1 without one ("the six murdered priests").
    """

    count: Count
    last: int
    victim: str
    weak: bool = False
    slain: int = -1


def is_counted(group: Group) -> bool:
    """Whether there is a number of them, or at least "many"."""
    count = group.count
    return count.minimum is not None or count.maximum is not None or bool(count.qualifier)


def group_at(sheet: Sheet, at: int, sentence: tuple[int, int]) -> Group | None:
    """The counted, described or named people that begin at a word."""
    reading = sheet.reading
    words = reading.words
    word = words[at]
    owned = sheet.owner[at]
    figured = starts_count(word) and word != "one" and word not in _ARTICLES
    if owned is not None and owned.first == at and owned.type is EntityType.PERSON and not figured:
        led = owned.generic and owned.last > at and (word in _OWNERS or word in _ARTICLES)
        name = reading.phrase(at + 1, owned.last) if led else owned.name
        return Group(Count(at, owned.last, 1, 1, ""), owned.last, name)
    if owned is not None and owned.type is EntityType.DATE:
        return None
    if _is_age(words, at, sentence[0]):
        return None
    if word not in _OWNERS and at > sentence[0] + 1 and words[at - 1] == "of" and words[at - 2] in _PARENTS:
        return None  # "a mother of four"
    if word == "both":
        return _both(sheet, at, sentence[1])
    twins = at + (word in _OWNERS and at + 1 < sentence[1])
    if words[twins] in _TWINS:
        return _twins(sheet, at, twins, sentence[1])
    if word in _OWNERS:
        made_up = _made_up(sheet, at, sentence[1])
        if made_up is not None:
            return made_up
        slain = _slain(sheet, at + 1, sentence[1])
        last = one_person(sheet, at + 1 + (slain >= 0), sentence[1])
        if last < 0 and word != "the" and at + 1 < sentence[1] and not starts_count(words[at + 1]):
            several, victim = several_people(sheet, at + 1, sentence[1])
            if several >= 0 and is_plural(victim):
                return Group(Count(at, several, None, None, ""), several, victim)  # "their neighbours"
        if last < 0:
            return None
        victim = reading.phrase(at + 1 + (slain >= 0), last)
        return Group(Count(at, at, 1, 1, ""), last, victim, slain=slain)
    if starts_count(word):
        stop = sentence[1]
        if word == "one" and at > sentence[0] and words[at - 1] in {"no", "any", "every"}:
            return None
        if at + 1 < stop and words[at + 1] in _MONTHS and reading.caps[at + 1] and word.isdigit():
            return None  # "the 19 April Movement"
        if reading.gaps[at] == "-" and at + 1 < stop and words[at + 1] in _AGES:
            return None
        scaled = at + 1 < stop and (words[at + 1] in _SCALED or words[at + 1 : at + 3] == ["couple", "of"])
        if word in {"a", "an"} and not scaled:
            return _one(sheet, at, stop)
        count = count_at(words, reading.gaps, at, sentence[0], stop)
        if count is None:
            return None
        begin = count.last + 1
        if begin + 1 < stop and words[begin] == "of":
            begin += 1
        if begin < stop and words[begin] in _COUNTED_THINGS and not reading.gaps[begin - 1].strip():
            return None  # "300 jobs"
        slain = _slain(sheet, begin, stop)
        begin += slain >= 0
        last, victim = (
            several_people(sheet, begin, stop)
            if begin < stop and reading.gaps[count.last].strip() in {"", "-"}
            else (-1, "")
        )
        if last < 0 and begin < stop:
            unknown = unknown_people(sheet, begin, stop)
            if unknown >= 0:
                return Group(count, unknown, reading.phrase(begin, unknown), weak=True)
        return Group(count, last, victim, slain=slain if last >= 0 else -1)
    if owned is not None and owned.first == at and owned.type in _HEADS and owned.generic:
        text = " ".join(reading.words[owned.first : owned.last + 1])
        if is_plural(text):
            return Group(Count(at, owned.last, None, None, ""), owned.last, text)
    return None


def _one(sheet: Sheet, at: int, stop: int) -> Group | None:
    """Whom an article leads: "a soldier", "a murdered judge", "a family of five", "an elderly couple"."""
    made_up = _made_up(sheet, at, stop)
    if made_up is not None:
        return made_up
    couple = _couple(sheet, at, stop)
    if couple >= 0:
        return Group(Count(at, at, 2, 2, ""), couple, "couple")
    slain = _slain(sheet, at + 1, stop)
    last, victim = several_people(sheet, at + 1 + (slain >= 0), stop)
    if last < 0 or is_plural(victim):
        return None
    return Group(Count(at, at, 1, 1, ""), last, victim, slain=slain)


def _slain(sheet: Sheet, at: int, stop: int) -> int:
    """A word if it is a participle of killing before the people whom it describes, else -1."""
    reading = sheet.reading
    if at + 1 >= stop or reading.words[at] not in _SLAIN or reading.gaps[at] != " ":
        return -1
    return at if reading.words[at + 1] not in FUNCTION_WORDS else -1


def over_ages(words: list[str], aged: int, stop: int) -> int:
    """The first word behind the ages that "aged" leads ("aged nine and 11"), the word given where it is not "aged"."""
    if aged >= stop or words[aged] != "aged":
        return aged
    at = aged + 1
    while at < stop and (starts_count(words[at]) or words[at] in _AGE_JOINERS):
        at += 1
    return at


def _is_age(words: list[str], at: int, low: int) -> bool:
    """Whether a number is an age: "two brothers aged nine and 11"."""
    before = at - 1
    while (
        before > low
        and at - before < _AGE_REACH
        and (starts_count(words[before]) or words[before] in _AGE_JOINERS)
    ):
        before -= 1
    return before >= low and words[before] == "aged"


def _twins(sheet: Sheet, at: int, twins: int, stop: int) -> Group | None:
    """Two born together: "the twins", "twin boys"; "her twin brother" is one."""
    reading = sheet.reading
    if reading.words[twins] == "twins":
        return Group(Count(at, twins, 2, 2, ""), twins, "twins")
    last, victim = several_people(sheet, twins + 1, stop) if twins + 1 < stop else (-1, "")
    if last < 0:
        return None
    number = 2 if is_plural(victim) else 1
    return Group(Count(at, twins, number, number, ""), last, reading.phrase(twins, last))


def _both(sheet: Sheet, at: int, stop: int) -> Group | None:
    """Two of a kind: "both pilots"; but "both soldiers and civilians" are any number."""
    reading = sheet.reading
    last, victim = several_people(sheet, at + 1, stop) if at + 1 < stop else (-1, "")
    if last < 0 or not is_plural(victim):
        return None
    behind = reading.words[last + 1 : min(stop, last + 3)]
    if behind[:1] == ["and"] and behind[1:] and not starts_count(behind[1]):
        return None
    return Group(Count(at, at, 2, 2, ""), last, victim)


def _couple(sheet: Sheet, at: int, stop: int) -> int:
    """The word "couple" of a pair behind its article and what describes it ("an elderly couple"), -1 without one."""
    words, gaps = sheet.reading.words, sheet.reading.gaps
    for word in range(at + 1, min(stop, at + 4)):
        if (
            gaps[word - 1].strip(" -")
            or words[word] in _VICTIMS
            or words[word] in _STOPPERS
            or words[word] in TELLING
        ):
            return -1
        if words[word] == "couple":
            return -1 if words[word + 1 : word + 2] == ["of"] else word
    return -1


def _made_up(sheet: Sheet, at: int, stop: int) -> Group | None:
    """The people of a body counted by its size: "a family of five", "a patrol of eight soldiers"."""
    reading = sheet.reading
    words = reading.words
    for noun in range(at + 1, min(stop - 2, at + 4)):
        if reading.gaps[noun - 1].strip():
            return None
        if words[noun] in _COLLECTIVE and words[noun + 1] == "of":
            count = (
                count_at(words, reading.gaps, noun + 2, noun + 2, stop)
                if starts_count(words[noun + 2])
                else None
            )
            if count is None or count.minimum is None:
                return None
            begin = count.last + 1
            last, victim = (
                several_people(sheet, begin, stop)
                if begin < stop and not reading.gaps[count.last].strip()
                else (-1, "")
            )
            return Group(
                Count(at, count.last, count.minimum, count.maximum, ""),
                max(last, count.last),
                victim or words[noun],
            )
    return None
