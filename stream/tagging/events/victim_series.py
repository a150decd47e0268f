"""Groups of victims in one list: joined by "and" or a comma, and the sum that the others are parts of."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from stream.model.tags import EntityType
from stream.tagging.events.relatives import closes_apposition
from stream.tagging.events.ties import Tie
from stream.tagging.events.victims import Group
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.sheet import Sheet

_POINTING: Final = word_list("casualties pointing")
_OWN: Final = frozenset({"his", "her", "their"})
_RELATIVE: Final = word_list("casualties relative")
_JOINERS: Final = word_list("casualties joiners")
# Nouns for all the dead, whatever they were.
# What may stand between two verbs and their victims.
_GOING_ON: Final = word_list("victim_series going_on")
_ALONGSIDE: Final = word_list("casualties alongside")
_GENERIC: Final = word_list("casualties generic")
# From the last word of one group to the first of the next: "as well as" stands between.
_FARTHEST: Final = 4


def join_series(sheet: Sheet, ties: list[Tie]) -> None:
    """Give groups joined by "and" or a comma what befell their neighbours: "killed six priests and two maids"."""
    for one, other in pairwise(ties):
        if one.before and one.kind and not other.kind and _joined(sheet, one, other):
            other.kind, other.verb, other.before = one.kind, one.verb, True
            other.series = one.series
    for other, one in pairwise(reversed(ties)):
        if not other.before and other.kind and not one.kind and _joined(sheet, one, other):
            one.kind, one.verb = other.kind, other.verb
            one.series = other.series


def part_series(sheet: Sheet, ties: list[Tie]) -> None:
    """Tie the series together, and mark in each the one whose parts the others are.

    "Twelve people, four women and eight men, were killed": the first adds up to the others, or it is of people in general and
    no "and" stands behind it. "Three policemen, two soldiers and a civilian were killed" is a list, which no comma closes.
    """
    for one, other in pairwise(ties):
        same = one.kind and one.kind == other.kind and one.verb == other.verb
        if same and (_joined(sheet, one, other) or _alongside(sheet, other)):
            other.series, other.joined = one.series, True
        elif one.kind and one.kind == other.kind and _goes_on(sheet, one, other):
            other.series = one.series
    for series in sorted({tie.series for tie in ties if tie.kind}):
        members = [tie for tie in ties if tie.kind and tie.series == series]
        if len(members) < 2:
            continue
        head, rest = members[0], members[1:]
        number = _number(head.group)
        parts = sum(_number(tie.group) for tie in rest)
        generic = head.group.victim.rpartition(" ")[2] in _GENERIC
        apart = sheet.reading.gaps[head.last].strip() == "," and rest[0].group.count.first == head.last + 1
        closed = sheet.reading.gaps[rest[-1].last].strip() in {",", "\u2014", "\u2013", "-", ")"}
        head.whole = head.whole or (
            apart
            and len(rest) > 1
            and ((number == parts and (generic or closed)) or (generic and number > parts))
        )


def _goes_on(sheet: Sheet, one: Tie, other: Tie) -> bool:
    """Whether "and" adds the dead of a second verb: "two soldiers were killed and three policemen died".

    People in general may have the others among them: "nine people were killed and four children died" is no sum.
    """
    reading = sheet.reading
    last, first = max(one.last, one.verb), other.group.count.first
    between = reading.words[last + 1 : first]
    if "and" not in between or len(between) > _FARTHEST or not _GOING_ON.issuperset(between):
        return False
    counted = min(_number(one.group), _number(other.group)) > 0 and other.group.last >= 0
    behind = reading.words[other.group.count.last + 1 : other.group.count.last + 2]
    generic = one.group.victim.rpartition(" ")[2] in _GENERIC or not one.group.victim
    return counted and not generic and behind != ["of"] and not reading.gaps[last].strip(" ,\n")


def _number(group: Group) -> int:
    count = group.count
    return (count.minimum if count.minimum is not None else count.maximum) or 0


def _joined(sheet: Sheet, one: Tie, other: Tie) -> bool:
    reading = sheet.reading
    first = other.group.count.first
    gap = reading.gaps[one.last].strip()
    if gap not in {"", ","} or first - one.last > _FARTHEST:
        return False
    between = reading.words[one.last + 1 : first]
    if gap == "," and not between and (_described(sheet, one, other) or _names(sheet, one, other)):
        return False  # "Hugo Velmar, a leader of the union", "the guard, Hugo Velmar, was shot"
    behind = reading.words[other.group.count.last + 1 : other.group.count.last + 3]
    if behind[:1] == ["of"] and behind[1:] and behind[1] in _RELATIVE:
        return False  # "20 militants, six of them commanders": counted already
    return (bool(between) or gap == ",") and _JOINERS.issuperset(between) and other.group.last >= 0


def _described(sheet: Sheet, one: Tie, other: Tie) -> bool:
    """Whether a name is followed by what its bearer is, and no list goes on behind it."""
    reading = sheet.reading
    named = sheet.owner[one.group.count.first]
    if named is None or named.type is not EntityType.PERSON or named.generic:
        return False
    singular = reading.words[other.group.count.first] in _POINTING
    owned = reading.words[other.group.count.first] in _OWN
    if owned and reading.words[other.last + 1 : other.last + 2] == ["and"]:
        return False  # "killed Colonel Velmar, his driver and two guards"
    behind = reading.gaps[other.last].strip() == "," and reading.words[other.last + 1 : other.last + 2]
    return singular and behind not in (["and"], ["a"], ["an"], ["two"], ["three"])


def _names(sheet: Sheet, one: Tie, other: Tie) -> bool:
    """Whether a name between commas only says who the person before it is."""
    first = other.group.count.first
    low = sheet.reading.bounds(first)[0]
    return one.group.count.maximum == 1 and closes_apposition(sheet, first, other.last, low)


def _alongside(sheet: Sheet, tie: Tie) -> bool:
    """Whether "along with", "together with" or "as well as" adds them to those before."""
    words, first = sheet.reading.words, tie.group.count.first
    return first > 1 and words[first - 1] in {"with", "as"} and words[first - 2] in _ALONGSIDE
