"""Casualties in English: a count or a person, tied to a word of killing, hurting, taking or fleeing in the same sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from stream.model.tags import Casualty, EntityType
from stream.tagging.events.certainties import DENIED, HYPOTHETICAL, PLANNED
from stream.tagging.events.certainty import certainty
from stream.tagging.events.cumulative import is_cumulative, is_remembered
from stream.tagging.events.people_nouns import NOUNS
from stream.tagging.events.speakers import Speaker, Speakers, teller
from stream.tagging.events.ties import Tie, find_ties
from stream.tagging.events.victim_series import join_series, part_series
from stream.tagging.events.victims import TELLING_SENTENCE, Group, is_counted
from stream.tagging.events.whereabouts import PlaceText, nearest
from stream.tagging.lexicon.reading import Reading
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.mentions.numbers import Count
from stream.tagging.sheet import Mention, Sheet

_DEFINITE: Final = word_list("english owning")
# What tells a figure as that of all who were hurt.
_TOTAL: Final = word_list("casualties total")
_MISHAPS: Final = word_list("casualties mishaps")
_MISHAP_LEADS: Final = word_list("casualties mishap_leads")
# "Killed in a light airplane accident".
_MISHAP_REACH: Final = 6
# No attack has killed so many at once: the deadliest of this century some 3,000, a day's massacres up to 8,000.
_MOST_OF_ONE_BLOW: Final = 10_000
# What is not told as having happened is no casualty.
_UNTOLD: Final = frozenset({DENIED, PLANNED, HYPOTHETICAL})


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


def find_casualties(sheet: Sheet, texts: list[PlaceText], speakers: Speakers) -> list[Harm]:
    """Casualties of every sentence, in order.

    `texts` are the places, in order. `speakers` say who tells each sentence.
    """
    found: list[Harm] = []
    for number, sentence in enumerate(sheet.reading.sentences):
        inside = sheet.reading.words[sentence[0] : sentence[1]]
        if TELLING_SENTENCE.isdisjoint(inside):
            continue
        ties = [tie for tie in find_ties(sheet, sentence) if not _tells(tie, speakers.get(number, ()))]
        join_series(sheet, ties)
        part_series(sheet, ties)
        for tie in ties:
            if tie.kind and _counts(sheet, tie) and not _is_mishap(sheet, tie, sentence[1]):
                sure = certainty(sheet, tie.verb, tie.verb, verb=sheet.reading.words[tie.verb] not in NOUNS)
                if sure not in _UNTOLD:
                    speaker = teller(speakers, number, tie.verb)
                    found.append(
                        _harm(sheet, tie, number, _casualty(sheet, tie, sentence, texts, speaker, sure))
                    )
    return found


def _harm(sheet: Sheet, tie: Tie, sentence: int, casualty: Casualty) -> Harm:
    sufferer = sheet.owner[tie.group.last] if tie.group.last >= 0 else None
    if sufferer is not None and not sufferer.role:
        sufferer.role = "victim"
    remembered = is_remembered(sheet, tie.verb)
    first, stop = sheet.reading.sentences[sentence]
    total = not _TOTAL.isdisjoint(sheet.reading.words[first:stop])
    return Harm(casualty, tie.verb, sentence, tie.series, tie.whole, remembered, total, sufferer)


def _counts(sheet: Sheet, tie: Tie) -> bool:
    """Whether the group is one of people, counted or named, to whom this can happen."""
    group = tie.group
    if group.last < 0 and not _alone(sheet, group, tie.kind):
        return False
    if group.count.maximum == 1 and sheet.reading.words[group.count.first] in _DEFINITE:
        # "the general" is a casualty where he is killed, not where he is named beside it
        near = not (tie.before and tie.verb < group.count.first - 2)
        return tie.kind in {"killed", "injured"} and (near or tie.joined)
    return (is_counted(group) or tie.kind not in {"displaced", "missing", "surrendered"}) and (
        not group.weak or tie.kind in {"killed", "injured"}
    )


def _casualty(
    sheet: Sheet,
    tie: Tie,
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
        victim=group.victim or ("people" if is_counted(group) else ""),
        place=nearest(texts, group.count.first, sentence),
        attribution=speaker.name if speaker is not None else "",
        cumulative=_adds_up(group, tie.kind) or is_cumulative(sheet, tie.verb, group.count.first, sentence),
        certainty=sure,
    )


def _adds_up(group: Group, kind: str) -> bool:
    """Whether a figure is larger than any one incident's: "the war killed 70,000"."""
    lowest = group.count.minimum if group.count.minimum is not None else group.count.maximum
    return kind == "killed" and (lowest or 0) >= _MOST_OF_ONE_BLOW


def _is_mishap(sheet: Sheet, tie: Tie, stop: int) -> bool:
    """Whether an accident, a disaster or an illness did it: "killed in a car accident", "died of cholera"."""
    words, gaps = sheet.reading.words, sheet.reading.gaps
    lead = max(tie.verb, tie.last) + 1
    if lead >= stop or words[lead] not in _MISHAP_LEADS or gaps[lead - 1].strip():
        return False
    for at in range(lead + 1, min(stop, lead + 1 + _MISHAP_REACH)):
        if gaps[at - 1].strip(" \n-"):
            return False
        if words[at] in _MISHAPS:
            return True
    return False


def _tells(tie: Tie, speakers: Iterable[Speaker]) -> bool:
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
