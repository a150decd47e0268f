"""Who says so: the source of each sentence, before or behind its verb of speech, or after "according to"."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Final, TypeAlias

from stream.model.tags import EntityType
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.sheet import Mention, Sheet

_BEFORE_NAME: Final = word_list("speakers before_name")

_SAYING: Final = word_list("speakers saying")
_BETWEEN: Final = word_list("speakers between")
_PRONOUNS: Final = word_list("english pronouns")
# One does not speak by claiming an attack or lives.
_NOT_SAID: Final = word_list("speakers not_said")
_SOURCES: Final = frozenset(
    {
        EntityType.ORGANISATION,
        EntityType.GOVERNMENT,
        EntityType.STATE_FORCES,
        EntityType.ARMED_GROUP,
        EntityType.PERSON,
        EntityType.CIVILIANS,
        EntityType.NATIONALITY,
    }
)
_REPORTERS: Final = frozenset({EntityType.ORGANISATION, EntityType.CIVILIANS})
# What opens the clause of a source, unless it points: "a commander in that alliance said".
_OPENERS: Final = word_list("speakers openers")
_TYING: Final = word_list("speakers tying")
_BEING: Final = word_list("english being")
# A source is named in a few words: "the provincial health authority of the region".
_LONGEST: Final = 12


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says the sentence, by its first and last word; `word` is the verb.

    `mention` is None for a description that no mention takes ("a war monitor") and for a pronoun; `leading` is true
    where the source stands before what it says ("the army said it ..."), `name` is as shown to readers.
    """

    first: int
    last: int
    word: int
    name: str
    mention: Mention | None
    leading: bool


# The sources of each sentence that names any, by the sentence's number, in order.
Speakers: TypeAlias = dict[int, list[Speaker]]


def find_speakers(sheet: Sheet) -> Speakers:
    """Everybody who tells something, by sentence."""
    found: Speakers = {}
    words = sheet.reading.words
    previous: Speaker | None = None
    for number, (first, stop) in enumerate(sheet.reading.sentences):
        for at in range(first, stop):
            word = words[at]
            speaker = None
            if word in _SAYING:
                speaker = _said(sheet, at, first, stop, previous)
            elif word == "according" and at + 2 < stop and words[at + 1] == "to":
                speaker = _named(sheet, at, at + 2, stop, leading=False)
            if speaker is not None:
                found.setdefault(number, []).append(speaker)
                previous = speaker
    return found


def teller(speakers: Speakers, sentence: int, word: int) -> Speaker | None:
    """Who of a sentence's sources tells what stands at a word: the one whose verb is nearest."""
    return min(speakers.get(sentence, ()), key=lambda one: abs(one.word - word), default=None)


def _said(sheet: Sheet, verb: int, first: int, stop: int, previous: Speaker | None) -> Speaker | None:
    words, gaps = sheet.reading.words, sheet.reading.gaps
    if words[verb].startswith("claim") and verb + 1 < stop and words[verb + 1] in _NOT_SAID:
        return None
    if (
        verb > first and words[verb - 1] in _BEING
    ):  # "127 guerrillas were reported dead": told of, not telling
        by = verb + 2 < stop and words[verb + 1] == "by"
        return _named(sheet, verb, verb + 2, stop, leading=False) if by else None
    last = verb - 1
    while last >= first and words[last] in _BETWEEN and not gaps[last].strip():
        last -= 1
    if last < first or _breaks(gaps[last]) or (words[last] in {"that", "and", "but"}):
        return _named(sheet, verb, verb + 1, stop, leading=False)
    if gaps[last].strip():  # "a tribal leader in touch with relatives, said": the comma closes an aside
        return None if '"' in gaps[last] else _before(sheet, verb, last, first, previous)
    return _before(sheet, verb, last, first, previous)


def _before(sheet: Sheet, verb: int, last: int, first: int, previous: Speaker | None) -> Speaker | None:
    """The source that ends at word `last`, its start looked for back to a comma, a quote or "that"."""
    words, gaps = sheet.reading.words, sheet.reading.gaps
    begin = last
    while (
        begin > first
        and last - begin < _LONGEST
        and not gaps[begin - 1].strip(" \n-'\u2019.")
        and (words[begin - 1] not in _OPENERS or (begin > first + 1 and words[begin - 2] in _TYING))
    ):
        begin -= 1
    if begin == last and words[last] in _PRONOUNS:
        name = previous.name if previous is not None else ""
        return Speaker(begin, last, verb, name, None, leading=True) if name else None
    leading = begin == first
    return _shown(sheet, verb, begin, last, leading=leading)


def _named(sheet: Sheet, verb: int, begin: int, stop: int, *, leading: bool) -> Speaker | None:
    """The source that begins at a word: up to the next comma or end."""
    words, gaps = sheet.reading.words, sheet.reading.gaps
    if begin >= stop or words[begin] in _PRONOUNS or gaps[begin - 1].strip():
        return None
    last = begin
    while last + 1 < stop and last - begin < _LONGEST and not gaps[last].strip(" \n-'\u2019"):
        last += 1
    owned = next((m for m in sheet.owner[begin : last + 1] if m is not None and m.type in _SOURCES), None)
    if verb == begin - 1 and owned is None:
        return None  # "said on Monday"
    return _shown(sheet, verb, begin, last, leading=leading)


def _shown(sheet: Sheet, verb: int, begin: int, last: int, *, leading: bool) -> Speaker | None:
    reading = sheet.reading
    while begin < last and reading.words[begin] in _BEFORE_NAME:
        begin += 1
    mention = next((m for m in sheet.owner[begin : last + 1] if m is not None and m.type in _SOURCES), None)
    if mention is not None and not mention.generic:
        name = mention.name or reading.span(mention.first, mention.last)
    elif last - begin < _LONGEST:
        name = " ".join(reading.span(begin, last).split())
    else:
        return None
    return Speaker(begin, last, verb, name, mention, leading=leading)


def _breaks(gap: str) -> bool:
    return any(mark in gap for mark in '"\u201c\u201d;:')


def cast_speakers(sheet: Sheet, speakers: Speakers) -> None:
    """Give those who tell their roles: bodies and witnesses report, persons and parties speak."""
    for speaker in chain.from_iterable(speakers.values()):
        mention = speaker.mention
        if mention is not None and not mention.role:
            mention.role = "reporter" if mention.type in _REPORTERS else "speaker"
    words = sheet.reading.words
    for mention in sheet.mentions:
        told = mention.first and words[mention.first - 1] in {"told", "tells"}
        if told and mention.type is EntityType.ORGANISATION and not mention.role:
            mention.role = "reporter"
