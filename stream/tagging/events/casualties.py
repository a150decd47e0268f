"""Casualties: a count or a person, tied to a word of killing, hurting, taking or fleeing in the same sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from stream.model.tags import Casualty, EntityType
from stream.tagging.events.certainty import DENIED, HYPOTHETICAL, PLANNED, certainty
from stream.tagging.events.clauses import has_object
from stream.tagging.events.cumulative import is_cumulative, is_remembered
from stream.tagging.events.deaths import PHRASES, counted_noun, phrase_at, phrase_until
from stream.tagging.events.relatives import (
    among,
    closes_apposition,
    deed_over_date,
    is_body,
    passive_ahead,
    possessed,
    relative,
)
from stream.tagging.events.speakers import Speaker, Speakers, teller
from stream.tagging.events.victims import (
    DOING,
    DONE,
    NOUNS,
    SELF,
    TELLING,
    TELLING_SENTENCE,
    Group,
    group_at,
)
from stream.tagging.events.whereabouts import PlaceText, nearest
from stream.tagging.lexicon.reading import Reading
from stream.tagging.lexicon.vocabulary import words
from stream.tagging.mentions.numbers import Count
from stream.tagging.sheet import Mention, Sheet

_BEING: Final = words("english being")
_POINTING: Final = words("casualties pointing")
_OTHERS: Final = words("casualties others") | {""}
_RELATIVE: Final = words("casualties relative")
_TAKING: Final = words("casualties taking")
_RISING: Final = words("casualties rising")
_LED_BY: Final = words("casualties led_by")
_ENDED: Final = words("casualties ended")

_AUXILIARY: Final = words("casualties auxiliary")
_PASSIVE: Final = words("casualties passive")
# Words between the victims and what befell them.
_REACH: Final = 9
# Words before the verb in which a "no", "would" or "threatened" bends it.
_BENT: Final = 4
_UNREAL: Final = words("casualties unreal")
_INFINITIVES: Final = words("casualties infinitives")
_JOINERS: Final = words("casualties joiners")
_DEFINITE: Final = words("english owning")
_REFLEXIVE: Final = words("casualties reflexive")
_LEANING: Final = words("casualties leaning")
# Words in which a prepositional phrase ends: "of the River Harrow power commission".
_PHRASE: Final = 8
# What such phrases begin with.
_INTO: Final = words("casualties into")
# What tells a figure as that of all who were hurt.
_TOTAL: Final = words("casualties total")
# What is done to people that may end in death, and the words in which it then does.
_STRUCK: Final = words("casualties struck")
_STRUCK_REACH: Final = 14
_HAVING: Final = words("casualties having")
# Words of titles and trades before a name.
_TITLES: Final = 5
_STOPS_TITLE: Final = words("casualties stops_title")


@dataclass(slots=True)
class _Tie:
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


@dataclass(frozen=True, slots=True)
class Harm:
    """A casualty with its place in the text: the word that tells it, its sentence, its sufferer's mention if it has one.

    Those of one `series` ("two soldiers and five civilians") add up, unless one is the `whole` of the others.
    `remembered` marks the dead of another time, whom the text only recalls, `total` a figure that its sentence tells as that
    of all ("the death toll rose to 45").
    """

    casualty: Casualty
    verb: int
    sentence: int
    series: int
    whole: bool
    remembered: bool
    total: bool
    sufferer: Mention | None


# What is not told as having happened is no casualty.
_UNTOLD: Final = frozenset({DENIED, PLANNED, HYPOTHETICAL})


def find_casualties(sheet: Sheet, texts: list[PlaceText], speakers: Speakers) -> list[Harm]:
    """Casualties of every sentence, in order.

    `texts` are the places, in order. `speakers` say who tells each sentence.
    """
    found: list[Harm] = []
    for number, sentence in enumerate(sheet.reading.sentences):
        inside = sheet.reading.words[sentence[0] : sentence[1]]
        if TELLING_SENTENCE.isdisjoint(inside):
            continue
        ties = [tie for tie in _ties(sheet, sentence) if not _tells(tie, speakers.get(number, ()))]
        _join(sheet, ties)
        _part(sheet, ties)
        for tie in ties:
            if tie.kind and _counts(sheet, tie):
                sure = certainty(sheet, tie.verb, tie.verb, verb=sheet.reading.words[tie.verb] not in NOUNS)
                if sure not in _UNTOLD:
                    speaker = teller(speakers, number, tie.verb)
                    found.append(
                        _harm(sheet, tie, number, _casualty(sheet, tie, sentence, texts, speaker, sure))
                    )
    return found


def _harm(sheet: Sheet, tie: _Tie, sentence: int, casualty: Casualty) -> Harm:
    sufferer = sheet.owner[tie.group.last] if tie.group.last >= 0 else None
    if sufferer is not None and not sufferer.role:
        sufferer.role = "victim"
    remembered = is_remembered(sheet, tie.verb)
    first, stop = sheet.reading.sentences[sentence]
    total = not _TOTAL.isdisjoint(sheet.reading.words[first:stop])
    return Harm(casualty, tie.verb, sentence, tie.series, tie.whole, remembered, total, sufferer)


def _ties(sheet: Sheet, sentence: tuple[int, int]) -> list[_Tie]:
    """Every group of a sentence with what befell it, "" where nothing did."""
    ties: list[_Tie] = []
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
        kind, verb = _before(sheet, group.count.first, sentence[0], group)
        before = bool(kind)
        if not kind and (group.last < 0 or group.weak):
            kind, verb = counted_noun(sheet.reading.words, group.count.first, group.count.last, sentence)
            if kind:
                group.last, group.victim, group.weak, last = -1, previous, False, group.count.last
        if not kind:
            kind, verb = _after(sheet, last, sentence, group)
        if kind and _unreal(sheet, verb, sentence[0]):
            kind = ""
        if kind and group.victim and (group.count.minimum != 1 or group.count.maximum != 1):
            previous = group.victim  # who only acts is nobody's "others"
        ties.append(_Tie(group, last, kind, verb, before, len(ties)))
        at = last + 1
    _once(sheet, ties, sentence[0])
    _include(sheet, ties, sentence[0])
    return ties


def _include(sheet: Sheet, ties: list[_Tie], low: int) -> None:
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


def _told_of_all(sheet: Sheet, one: _Tie, other: _Tie) -> str:
    """What is told behind the part of those whom it is told of: "four people, including a child, were injured"."""
    stop = sheet.reading.bounds(one.last)[1]
    at = other.last + 1
    if at >= stop or sheet.reading.words[at] not in _HAVING:
        return ""
    kind, one.verb = passive_ahead(sheet, at, min(stop, at + 4))
    return kind


def _once(sheet: Sheet, ties: list[_Tie], low: int) -> None:
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


def _join(sheet: Sheet, ties: list[_Tie]) -> None:
    """Give groups joined by "and" or a comma what befell their neighbours: "killed six priests and two maids"."""
    for one, other in pairwise(ties):
        if one.before and one.kind and not other.kind and _joined(sheet, one, other):
            other.kind, other.verb, other.before = one.kind, one.verb, True
            other.series = one.series
    for other, one in pairwise(reversed(ties)):
        if not other.before and other.kind and not one.kind and _joined(sheet, one, other):
            one.kind, one.verb = other.kind, other.verb
            one.series = other.series


def _part(sheet: Sheet, ties: list[_Tie]) -> None:
    """Tie the series together, and mark in each the one whose parts the others are.

    "Twelve people, four women and eight men, were killed": the first adds up to the others, or it is of people in general and
    no "and" stands behind it.
    """
    for one, other in pairwise(ties):
        if one.kind and one.kind == other.kind and one.verb == other.verb and _joined(sheet, one, other):
            other.series, other.joined = one.series, True
    for series in sorted({tie.series for tie in ties if tie.kind}):
        members = [tie for tie in ties if tie.kind and tie.series == series]
        if len(members) < 2:
            continue
        head, rest = members[0], members[1:]
        number = _number(head.group)
        parts = sum(_number(tie.group) for tie in rest)
        generic = head.group.victim.rpartition(" ")[2] in _GENERIC
        apart = sheet.reading.gaps[head.last].strip() == "," and rest[0].group.count.first == head.last + 1
        head.whole = head.whole or (
            apart and len(rest) > 1 and (number == parts or (generic and number > parts))
        )


def _number(group: Group) -> int:
    count = group.count
    return (count.minimum if count.minimum is not None else count.maximum) or 0


# Nouns for all the dead, whatever they were.
_GENERIC: Final = words("casualties generic")


def _joined(sheet: Sheet, one: _Tie, other: _Tie) -> bool:
    reading = sheet.reading
    first = other.group.count.first
    gap = reading.gaps[one.last].strip()
    if gap not in {"", ","} or first - one.last > 3:
        return False
    between = reading.words[one.last + 1 : first]
    if gap == "," and not between and (_described(sheet, one, other) or _names(sheet, one, other)):
        return False  # "Hugo Velmar, a leader of the union", "the guard, Hugo Velmar, was shot"
    behind = reading.words[other.group.count.last + 1 : other.group.count.last + 3]
    if behind[:1] == ["of"] and behind[1:] and behind[1] in _RELATIVE:
        return False  # "20 militants, six of them commanders": counted already
    return (bool(between) or gap == ",") and _JOINERS.issuperset(between) and other.group.last >= 0


def _described(sheet: Sheet, one: _Tie, other: _Tie) -> bool:
    """Whether a name is followed by what its bearer is, and no list goes on behind it."""
    reading = sheet.reading
    named = sheet.owner[one.group.count.first]
    if named is None or named.type is not EntityType.PERSON or named.generic:
        return False
    singular = reading.words[other.group.count.first] in _POINTING
    behind = reading.gaps[other.last].strip() == "," and reading.words[other.last + 1 : other.last + 2]
    return singular and behind not in (["and"], ["a"], ["an"], ["two"], ["three"])


def _names(sheet: Sheet, one: _Tie, other: _Tie) -> bool:
    """Whether a name between commas only says who the person before it is."""
    first = other.group.count.first
    low = sheet.reading.bounds(first)[0]
    return one.group.count.maximum == 1 and closes_apposition(sheet, first, other.last, low)


def _unreal(sheet: Sheet, verb: int, low: int) -> bool:
    """Whether the deed is denied, threatened, planned or only thought of."""
    words = sheet.reading.words
    before = words[max(low, verb - _BENT) : verb]
    if words[verb] in _INFINITIVES and before and before[-1] == "to":
        return "in" not in before[-2:-1] and not {"managed", "continued", "went"} & set(before)
    return not _UNREAL.isdisjoint(before)


def _counts(sheet: Sheet, tie: _Tie) -> bool:
    """Whether the group is one of people, counted or named, to whom this can happen."""
    group = tie.group
    if group.last < 0 and not _alone(sheet, group, tie.kind):
        return False
    if group.count.maximum == 1 and sheet.reading.words[group.count.first] in _DEFINITE:
        # "the general" is a casualty where he is killed, not where he is named beside it
        near = not (tie.before and tie.verb < group.count.first - 2)
        return tie.kind in {"killed", "injured"} and (near or tie.joined)
    return (_is_counted(group) or tie.kind not in {"displaced", "missing", "surrendered"}) and (
        not group.weak or tie.kind in {"killed", "injured"}
    )


def _casualty(
    sheet: Sheet,
    tie: _Tie,
    sentence: tuple[int, int],
    texts: list[PlaceText],
    speaker: Speaker | None,
    sure: str,
) -> Casualty:
    reading = sheet.reading
    group = tie.group
    end = tie.last
    if not tie.before and group.last < 0 and 0 < tie.verb - tie.last <= 2 and reading.gaps[tie.last] == " ":
        end = tie.verb
    first = group.count.first + (reading.words[group.count.first] in _DEFINITE)
    start, stop = reading.starts[first], reading.ends[end]
    return Casualty(
        EntityType.CASUALTY,
        start,
        stop,
        reading.text[start:stop],
        kind=tie.kind,
        minimum=group.count.minimum,
        maximum=group.count.maximum,
        qualifier=group.count.qualifier,
        victim=group.victim or ("people" if _is_counted(group) else ""),
        place=nearest(texts, group.count.first, sentence),
        attribution=speaker.name if speaker is not None else "",
        cumulative=is_cumulative(sheet, tie.verb, group.count.first, sentence),
        certainty=sure,
    )


def _tells(tie: _Tie, speakers: Iterable[Speaker]) -> bool:
    """Whether the group is a source of the sentence rather than a casualty."""
    return any(one.first <= tie.last and tie.group.count.first <= one.last for one in speakers)


def _alone(sheet: Sheet, group: Group, kind: str) -> bool:
    """A bare number is people if it is no date, age, sum or part of a longer figure."""
    reading = sheet.reading
    count = group.count
    after = reading.gaps[count.last]
    before = reading.gaps[count.first - 1] if count.first else ""
    return (
        bool(kind)
        and not any(sign in after + before for sign in "%$\u00a3\u20ac:")
        and ((count.maximum or count.minimum or 0) < 1900 or _is_long_figure(reading, count))
    ) or bool(count.qualifier)


def _is_long_figure(reading: Reading, count: Count) -> bool:
    """Whether a figure is written as no year is: "75 000", "12,000", "two thousand"."""
    return count.last > count.first or "," in reading.words[count.first]


def _before(sheet: Sheet, first: int, low: int, group: Group) -> tuple[str, int]:
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
    behind = group.last + 1
    if (
        word == "shot"
        and 0 < behind < len(words)
        and words[behind] == "dead"
        and not gaps[group.last].strip()
    ):
        return "killed", at
    active = DOING.get(word) or DONE.get(word) or ""
    kind, begin = phrase_until(words, at, low)
    if not kind and at + 1 < first:
        kind, begin = phrase_until(words, first - 1, low)
    if kind:
        return ("", begin) if _passive_before(words, begin, low) else (kind, begin)
    if active and not _passive_before(words, at, low):
        return active, at
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
    if word in _RISING and _tolls(words, at, low, max(first, group.last) + 1):
        return "killed", at
    return "", at


def _tolls(words: list[str], at: int, low: int, behind: int) -> bool:
    """Whether a toll goes on to a count: "the death toll rose to 45"; but not "a toll of one person wounded"."""
    told = next((word for word in range(at - 1, max(low, at - 9) - 1, -1) if words[word] == "toll"), -1)
    if told < 0 or {"and", "damage"} & set(words[told:at]):
        return False
    return behind >= len(words) or DONE.get(words[behind], "killed") == "killed"


def _over_titles(sheet: Sheet, at: int, low: int) -> int:
    """Past what stands before a name ("the murder of presidential candidate X"): to "of" or a verb, else `at`."""
    words, gaps = sheet.reading.words, sheet.reading.gaps
    for word in range(at, max(low, at - _TITLES) - 1, -1):
        if gaps[word].strip(" .\n-"):
            return at
        if words[word] in DOING or words[word] in DONE or (words[word] == "of" and word > low):
            return word if words[word] != "of" or words[word - 1] in NOUNS else at
        if words[word] in TELLING or words[word] in _STOPS_TITLE:
            return at
    return at


def _passive_before(words: list[str], at: int, low: int) -> bool:
    """Such as "were killed 12 miles away": the verb already has its victims before it."""
    passive = _BEING
    return at > low and (words[at] in DONE or words[at] in PHRASES) and words[at - 1] in passive


def _after(sheet: Sheet, last: int, sentence: tuple[int, int], group: Group) -> tuple[str, int]:
    """The kind told behind the group over auxiliaries, relative clauses and asides, and the word that tells it."""
    reading = sheet.reading
    words, gaps = reading.words, reading.gaps
    low, stop = sentence
    counted = _is_counted(group)
    kind, at = possessed(sheet, last, stop)
    if kind:
        return kind, at
    at = last + 1
    if closes_apposition(sheet, group.count.first, last, low) and at < stop and words[at] in _PASSIVE:
        ahead = passive_ahead(sheet, at, min(stop, at + 4))
        if ahead[0]:
            return ahead
    steps = 0
    aside = False
    passive = False
    while at < stop and steps < _REACH:
        gap = gaps[at - 1]
        if ";" in gap or ":" in gap:
            return "", at
        if at < stop and words[at] == "who" and gap.strip() in {"", ","}:
            told = relative(sheet, at, stop)
            if told[0]:
                return told
        if any(mark in gap for mark in ",\u2014\u2013([") or "--" in gap or " - " in gap:
            if words[at] in _HAVING and (steps or _is_person(sheet, last)):
                ahead = passive_ahead(sheet, at, min(stop, at + 4))  # the comma closes an aside
                if ahead[0]:
                    return ahead
            closing = _closing(gaps, at, stop, gap)
            if closing < 0 and not aside:
                return "", at
            if closing >= 0:
                at, aside = closing, True
                steps += 1
                continue
        word = words[at]
        kind, end = phrase_at(words, at, stop)
        if not kind:
            kind, end = DONE.get(word) or SELF.get(word, ""), at
        if not kind and word == "shot" and not passive and has_object(sheet, at):
            return "", at
        if kind:
            doing = (word in DONE or word in PHRASES) and not passive
            if doing and (has_object(sheet, end) or not (aside or counted or _led(words, end, stop))):
                return "", at
            return kind, at
        if word in _STRUCK and passive:
            return _at_last(words, at, stop)
        if word in _INTO and steps < 5 and words[at - 1] != "all":
            at = _over_phrase(sheet, at, stop)
            steps += 1
            continue
        if word in _AUXILIARY or word.endswith("ly"):
            passive = passive or word in _PASSIVE
        elif word.endswith("ing") and at == last + 1 and group.last >= 0 and not gap.strip():
            return passive_ahead(sheet, at, stop)  # "a youth going to school was injured"
        else:
            return "", at
        at += 1
        steps += 1
    return "", at


def _at_last(words: list[str], at: int, stop: int) -> tuple[str, int]:
    """What became of somebody who was struck: "was hit by a bullet and died in hospital"."""
    for word in range(at + 1, min(stop - 1, at + _STRUCK_REACH)):
        if words[word] in {"and", "but"} and words[word + 1] in _ENDED:
            return DONE.get(words[word + 1]) or SELF[words[word + 1]], word + 1
    return "", at


def _is_person(sheet: Sheet, word: int) -> bool:
    owned = sheet.owner[word]
    return owned is not None and owned.type is EntityType.PERSON


def _led(words: list[str], at: int, stop: int) -> bool:
    """Whether a preposition follows, as behind the passive of a headline: "militants killed in raid"."""
    return at + 1 >= stop or words[at + 1] in _LED_BY


def _is_counted(group: Group) -> bool:
    count = group.count
    return count.minimum is not None or count.maximum is not None or bool(count.qualifier)


def _closing(gaps: list[str], at: int, stop: int, gap: str) -> int:
    """The first word behind an aside that opens before word `at`, -1 if it does not close soon."""
    mark = next((sign for sign in ("\u2014", "\u2013", "--", "(", "[", ",", "-") if sign in gap), ",")
    closes = {"(": ")", "[": "]"}.get(mark, mark)
    for word in range(at, min(stop - 1, at + 12)):
        if closes in gaps[word]:
            return word + 1
    return -1


def _over_phrase(sheet: Sheet, at: int, stop: int) -> int:
    """Past a prepositional phrase: to the next auxiliary or telling word."""
    words, gaps = sheet.reading.words, sheet.reading.gaps
    for word in range(at + 1, min(stop, at + _PHRASE)):
        if (
            words[word] in _PASSIVE - {"and", "or"}
            or words[word] in TELLING
            or any(mark in gaps[word - 1] for mark in ",;\u2014")
        ):
            return word
    return min(stop, at + _PHRASE)
