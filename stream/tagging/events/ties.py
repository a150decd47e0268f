"""What befell whom: each group of people of a sentence with the word of killing, hurting or taking that it is tied to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from stream.tagging.events.deaths import counted_noun
from stream.tagging.events.harm_before import harm_before
from stream.tagging.events.harm_behind import harm_behind
from stream.tagging.events.later_deaths import killed_by_pronoun
from stream.tagging.events.relatives import closes_apposition, passive_ahead
from stream.tagging.events.victims import Group, group_at
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.sheet import Sheet

_OTHERS: Final = word_list("casualties others") | {""}
# Words before the verb in which a "no", "would" or "threatened" bends it.
_BENT: Final = 4
_UNREAL: Final = word_list("casualties unreal")
_INFINITIVES: Final = word_list("casualties infinitives")
_HAVING: Final = word_list("casualties having")


@dataclass(slots=True)
class Tie:
    """A group and what befell it: the kind, the words that tell it, and whether they stand before or behind.

    Groups joined by "and" or a comma are a `series`; `whole` marks one whose parts the others of its series are.
    """

    group: Group
    last: int
    kind: str
    verb: int
    before: bool
    series: int
    whole: bool = False
    joined: bool = False


def find_ties(sheet: Sheet, sentence: tuple[int, int]) -> list[Tie]:
    """Every group of a sentence with what befell it, "" where nothing did."""
    ties: list[Tie] = []
    previous = ""
    at = sentence[0]
    while at < sentence[1]:
        group = group_at(sheet, at, sentence)
        if group is None:
            at += 1
            continue
        if group.victim in _OTHERS:
            group.victim = previous
        last = max(group.last, group.count.last)
        kind, verb = harm_before(sheet, group.count.first, sentence[0], group)
        if not kind and group.slain >= 0:
            kind, verb = "killed", group.slain
        before = bool(kind)
        if not kind and (group.last < 0 or group.weak):
            kind, verb = counted_noun(sheet.reading.words, group.count.first, group.count.last, sentence)
            if kind:
                group.last, group.victim, group.weak, last = -1, previous, False, group.count.last
        if not kind:
            kind, verb = harm_behind(sheet, last, sentence, group)
        if kind and _unreal(sheet, verb, sentence[0]):
            kind = ""
        if kind and group.victim and (group.count.minimum != 1 or group.count.maximum != 1):
            previous = group.victim  # who only acts is nobody's "others"
        ties.append(Tie(group, last, kind, verb, before, len(ties)))
        at = last + 1
    for number, verb in killed_by_pronoun(sheet, [tie.group for tie in ties], sentence):
        tie = ties[number]
        if tie.kind in {"", "captured", "injured"} and not _unreal(sheet, verb, sentence[0]):
            tie.kind, tie.verb, tie.before = "killed", verb, False
    _once(sheet, ties, sentence[0])
    _include(sheet, ties, sentence[0])
    _grade(sheet, ties, sentence[0])
    return ties


def _include(sheet: Sheet, ties: list[Tie], low: int) -> None:
    """Give those who are counted among others what befell these: "19 people, including ten children, were killed"."""
    words = sheet.reading.words
    for one, other in pairwise(ties):
        first = other.group.count.first
        before = words[max(low, first - 2) : first]
        including = before[-1:] == ["including"] or before == ["among", "them"]
        if including and other.group.last >= 0 and not other.kind:
            one.kind = one.kind or _told_of_all(sheet, one, other)
            if not one.kind:
                continue
            other.kind, other.verb, other.before = one.kind, one.verb, one.before
            other.series, one.whole = one.series, True


def _grade(sheet: Sheet, ties: list[Tie], low: int) -> None:
    """Leave out those of whom only a degree is told: "20 people were injured, of whom 17 were taken to hospital".

    They are counted with the others already, have no noun of their own, and the same befell them.
    """
    words = sheet.reading.words
    for number, tie in enumerate(ties):
        first = tie.group.count.first
        part = words[max(low, first - 2) : first]
        partial = part[-1:] == ["including"] or part in (["of", "whom"], ["of", "them"], ["among", "them"])
        if partial and tie.group.last < 0 and any(other.kind == tie.kind for other in ties[:number]):
            tie.kind = ""


def _told_of_all(sheet: Sheet, one: Tie, other: Tie) -> str:
    """What is told behind the part of those whom it is told of: "four people, including a child, were injured"."""
    stop = sheet.reading.bounds(one.last)[1]
    at = other.last + 1
    if at >= stop or sheet.reading.words[at] not in _HAVING:
        return ""
    kind, one.verb = passive_ahead(sheet, at, min(stop, at + 4))
    return kind


def _once(sheet: Sheet, ties: list[Tie], low: int) -> None:
    """Leave to each verb the people it is told of: not the ambassador of "the ambassador's guard", nor one person twice.

    "One of the daughters of the ambassador was wounded"; "the chief's bodyguard, Pedro Velmar, was shot dead".
    """
    words = sheet.reading.words
    for number, tie in enumerate(ties):
        if not tie.kind or tie.before:
            continue
        first = tie.group.count.first
        named = closes_apposition(sheet, first, tie.last, low)
        for other in ties[:number]:
            if other.kind != tie.kind or other.verb != tie.verb or other.before:
                continue
            if named and other.group.count.maximum == 1:
                other.kind = ""
            elif first > low and words[first - 1] not in {"and", "or"} and not named:
                listed = sheet.reading.gaps[first - 1].strip() == ","
                tie.kind = tie.kind if listed else ""


def _unreal(sheet: Sheet, verb: int, low: int) -> bool:
    """Whether the deed is denied, threatened, planned or only thought of."""
    words = sheet.reading.words
    before = words[max(low, verb - _BENT) : verb]
    if words[verb] in _INFINITIVES and before and before[-1] == "to":
        return "in" not in before[-2:-1] and not {"managed", "continued", "went"} & set(before)
    return not _UNREAL.isdisjoint(before)
