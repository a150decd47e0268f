"""Persons: titles, given names, what is said of them, and surnames once the full name is known."""

from __future__ import annotations

from typing import Final

from stream.model.tags import EntityType
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.mentions.runs import PARTICLES, Run
from stream.tagging.sheet import Mention, Sheet, sense

_KUNYAS: Final = word_list("persons kunyas")
_DESCRIBING: Final = word_list("persons describing")
_INTRODUCING: Final = word_list("persons introducing")
_AUXILIARY: Final = word_list("persons auxiliary")

# Verbs whose subject or object is nearly always a person when it is a plain name.
_SPEECH: Final = word_list("persons speech")
_ROLES: Final = word_list("persons roles")
_TRADES: Final = word_list("casualties singulars")
# What befalls people, and what they do or suffer at their end.
_SUFFERED: Final = word_list("persons suffered")
# What befalls no town and no team.
_HARMED: Final = word_list("persons harmed")
_MURDERS: Final = word_list("persons murders")
_BEING: Final = word_list("persons being")
_DYING: Final = frozenset({"died", "survived"})
_NAMING: Final = frozenset({"named", "identified", "known"})
_SURNAME_PARTS: Final = word_list("persons surname_parts")


def titled(sheet: Sheet, run: Run) -> bool:
    """Whether a title stands right before the run ("Gen. X", "Prime Minister X")."""
    if run.first == 0:
        return False
    before = sheet.ending.get(run.first - 1)
    gap = sheet.reading.gaps[run.first - 1]
    return before is not None and sense(before, "title") is not None and gap in {" ", ". ", "\n"}


def looks_personal(sheet: Sheet, run: Run) -> bool:
    """Whether the words in and around the run speak of a person."""
    words = sheet.reading.words
    length = run.last - run.first + 1
    if length == 1:
        return _harmed(sheet, run.first)
    given = words[run.first] in sheet.lexicon.given or words[run.first] in _KUNYAS
    return given or is_said_of_people(sheet, run)


def _harmed(sheet: Sheet, word: int) -> bool:
    """Whether a single name is told to be killed or hurt as people alone are: "Velmar was murdered", "Velmar's murder"."""
    reading = sheet.reading
    words = reading.words
    after = word + 1
    stop = reading.bounds(word)[1]
    if (
        after >= stop
        or words[word] in sheet.lexicon.ordinary
        or (reading.span(word, word).isupper() and not reading.upper)
    ):
        return False
    if words[after] == "'s" and reading.gaps[word] == "":
        return after + 1 < stop and words[after + 1] in _MURDERS and reading.gaps[after] == " "
    if reading.gaps[word] != " " or words[after] not in _BEING:
        return False
    while after < stop and words[after] in _AUXILIARY:
        after += 1
    return after < stop and words[after] in _HARMED


def is_said_of_people(sheet: Sheet, run: Run) -> bool:
    """Whether what stands beside a run is said of people: such as "said X", "X said", "X, a tribal leader", "X, 43,"."""
    reading = sheet.reading
    words, gaps = reading.words, reading.gaps
    first, stop = reading.bounds(run.first)
    if run.first > first and words[run.first - 1] in _SPEECH and gaps[run.first - 1] == " ":
        return True
    if run.first > first and run.last > run.first and _listed(sheet, run.first, first):
        return True
    after = run.last + 1
    if after >= stop:
        return False
    if gaps[run.last] == " " and (words[after] in _SPEECH or _befallen(words, after, stop)):
        return True
    if gaps[run.last].strip() != ",":
        return False
    if words[after].isdigit() and len(words[after]) == 2:
        return True
    if words[after] in _DESCRIBING and any(
        word in _TRADES for word in words[after + 1 : min(stop, after + 4)]
    ):
        return True
    return (
        any(word in _ROLES for word in words[after : min(stop, after + 6)]) and words[after] in _INTRODUCING
    )


def _listed(sheet: Sheet, first: int, low: int) -> bool:
    """Whether a name is told as one: "named as X", "identified as X", or "and X" behind a person."""
    reading = sheet.reading
    before = first - 1
    if reading.gaps[before] != " ":
        return False
    if reading.words[before] == "as":
        return before > low and reading.words[before - 1] in _NAMING
    if reading.words[before] != "and" or before <= low or reading.gaps[before - 1].strip() not in {"", ","}:
        return False
    owned = sheet.owner[before - 1]
    return owned is not None and owned.type is EntityType.PERSON and not owned.generic


def _befallen(words: list[str], after: int, stop: int) -> bool:
    """Whether what follows happens to people alone: "was shot dead", "died", "was arrested"."""
    at = after
    while at < stop and words[at] in _AUXILIARY:
        at += 1
    if at >= stop:
        return False
    return words[at] in _DYING or (at > after and words[at] in _SUFFERED)


def claim_person(sheet: Sheet, run: Run) -> Mention:
    """Record a person under the full name as written."""
    name = " ".join(sheet.reading.span(run.first, run.last).split())
    mention = Mention(EntityType.PERSON, run.first, run.last, name)
    sheet.claim(mention)
    return mention


def surname(sheet: Sheet, mention: Mention) -> str:
    """The folded last name with its particles ("al ali"), "" of a single name."""
    words = sheet.reading.words
    first = mention.last
    while first - 1 > mention.first and words[first - 1] in _SURNAME_PARTS:
        first -= 1
    return sheet.reading.phrase(first, mention.last) if first > mention.first else ""


def known_names(sheet: Sheet) -> dict[str, str]:
    """Surname, and last word of it, to the full name; of two persons of one surname the first."""
    known: dict[str, str] = {}
    for mention in sheet.mentions:
        if mention.type is EntityType.PERSON:
            last = surname(sheet, mention)
            if last:
                known.setdefault(last, mention.name)
                known.setdefault(last.split()[-1], mention.name)
            elif mention.name:
                known.setdefault(sheet.reading.words[mention.last], mention.name)
    return {name: full for name, full in known.items() if len(name) > 2 and name not in PARTICLES}
