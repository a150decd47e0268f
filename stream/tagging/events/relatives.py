"""What befell people over longer ways than the next verb: relative clauses, appositions, "X's murder", "among the dead is X"."""

from __future__ import annotations

from typing import Final

from stream.model.tags import EntityType
from stream.tagging.events.deaths import phrase_at
from stream.tagging.events.people_nouns import DONE, NOUNS
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.sheet import Sheet

_OPENING: Final = word_list("relatives opening")
_WAS: Final = word_list("relatives was")
_NO_PEOPLE: Final = word_list("relatives no_people")

_RELATIVES: Final = frozenset({"who", "whom", "whose"})
_BEING: Final = frozenset({"was", "were", "been"})
_AUXILIARY: Final = word_list("casualties auxiliary")
# So long may a clause about somebody be before the verb that befalls him.
_LONG: Final = 18
# Inside such a clause these begin to tell of somebody else.
_OTHERS: Final = word_list("persons speech") | _OPENING
# Behind the noun of a deed these make it none: "death threats", "murder charges".
_COMPOUNDS: Final = word_list("casualties compounds")
_PREPOSITIONS: Final = word_list("relatives prepositions")
_AMONG: Final = word_list("relatives among")
_INJURED: Final = frozenset({"wounded", "injured"})
_INCLUDING: Final = word_list("relatives including")
_NAMED: Final = frozenset({"identified", "named"})
# Of whom one says so: "the dead officers", "the fatal victims", "those killed".
_DEAD: Final = word_list("relatives dead")
_SUBJECT: Final = 7
_BODIES: Final = word_list("relatives bodies")
_FOUND: Final = word_list("casualties found")


def relative(sheet: Sheet, at: int, stop: int) -> tuple[str, int]:
    """("kind", verb) of a clause that begins with "who" and of the passive behind it, ("", at) where nobody was hurt.

    "Who was shot dead"; "a man, who is believed to be the watchman, was killed"; "a person who was passing by was wounded".
    """
    words, gaps = sheet.reading.words, sheet.reading.gaps
    if words[at] not in _RELATIVES:
        return "", at
    word = at + 1
    while (
        word < stop
        and (words[word] in _AUXILIARY or words[word].endswith("ly"))
        and not gaps[word - 1].strip()
    ):
        word += 1
    if words[word - 1] in _BEING | {"being"} or words[word - 1].endswith("ly"):
        kind = _befell(words, word, stop)
        if kind == "captured":  # "who was kidnapped in May, was found dead"
            later = passive_ahead(sheet, word + 1, stop)
            return later if later[0] == "killed" else (kind, word)
        if kind:
            return kind, word
    return passive_ahead(sheet, at + 1, stop)


def passive_ahead(sheet: Sheet, at: int, stop: int) -> tuple[str, int]:
    """The first passive of harm behind a clause about somebody, unless it begins to tell of others."""
    words, owner = sheet.reading.words, sheet.owner
    for word in range(at, min(stop - 1, at + _LONG)):
        if words[word] in _OTHERS or ";" in sheet.reading.gaps[word - 1]:
            return "", at
        if words[word] not in _BEING:
            continue
        before = owner[word - 1]
        if word > at and before is not None and before.type in {EntityType.PERSON, EntityType.CIVILIANS}:
            return "", at  # somebody else was
        then = word + 1
        while then < stop and (words[then].endswith("ly") or words[then] in {"also", "later"}):
            then += 1
        kind = _befell(words, then, stop)
        if kind:
            return kind, then
    return "", at


def _befell(words: list[str], at: int, stop: int) -> str:
    if at >= stop:
        return ""
    return phrase_at(words, at, stop)[0] or DONE.get(words[at], "")


def possessed(sheet: Sheet, last: int, stop: int) -> tuple[str, int]:
    """The deed that a name owns: "Velmar's assassination", "Harker's violent death"; ("", last) where it owns none."""
    words, gaps = sheet.reading.words, sheet.reading.gaps
    at = last + 1
    if at >= stop:
        return "", last
    if words[at] == "s" or words[at] == "'s":
        at += 1
    elif not gaps[last].startswith(("'", "\u2019")):  # "Jesus' murder"
        return "", last
    for noun in (at, at + 1):
        if noun >= stop or gaps[noun - 1].strip(" \n'\u2019"):
            return "", last
        kind = NOUNS.get(words[noun], "")
        if kind in {"killed", "captured"} and words[noun] not in _NO_PEOPLE:
            free = noun + 1 >= stop or words[noun + 1] not in _COMPOUNDS
            return (kind, noun) if free else ("", last)
    return "", last


def deed_over_date(sheet: Sheet, of: int, low: int) -> int:
    """The noun of the deed before "of", over the day it was done: "the murder on 26 February of X"; -1 if there is none."""
    words, owner = sheet.reading.words, sheet.owner
    at = of - 1
    dated = False
    while at >= low and of - at < 9:
        if owner[at] is not None:
            mention = owner[at]
            if mention is None or mention.type is not EntityType.DATE:
                return -1
            at, dated = mention.first - 1, True
        elif words[at] in _PREPOSITIONS:
            at -= 1
        else:
            return at if dated and words[at] in NOUNS else -1
    return -1


def among(sheet: Sheet, verb: int, low: int) -> tuple[str, int]:
    """What befell those among whom the subject behind "was" is: "Among the dead was X", "One of the victims is X"."""
    words = sheet.reading.words
    if words[verb] in _INCLUDING and verb > low and words[verb - 1] in _AMONG:
        return (
            "injured" if words[verb - 1] in _INJURED else "killed"
        ), verb - 1  # "the dead included two guards"
    if words[verb] not in _WAS:
        return "", verb
    begin = max(low, verb - 9)
    inside = words[begin:verb]
    if "among" not in inside and not ("one" in inside and "of" in inside):
        return "", verb
    told = next((at for at in range(verb - 1, begin - 1, -1) if words[at] in _AMONG), -1)
    if told < 0:
        return "", verb
    return ("injured" if words[told] in _INJURED else "killed"), told


def is_body(words: list[str], of: int, low: int, stop: int) -> bool:
    """Whether what stands before "of" is a body that was found: "the body of an unidentified man was found"."""
    return of > low and words[of - 1] in _BODIES and not _FOUND.isdisjoint(words[low:stop])


def closes_apposition(sheet: Sheet, first: int, last: int, low: int) -> bool:
    """Whether a name stands between two commas behind what it names: "his guard, Pedro Velmar, was killed"."""
    gaps = sheet.reading.gaps
    owned = sheet.owner[first]
    return (
        owned is not None
        and owned.type is EntityType.PERSON
        and first > low
        and gaps[first - 1].strip() == ","
        and gaps[last].strip() == ","
    )


def named_dead(sheet: Sheet, at: int, low: int) -> tuple[str, int]:
    """What befell those whom a sentence names behind it: "the two dead were identified as X", "killed there were two nuns"."""
    words = sheet.reading.words
    naming = words[at] == "as" and at - 2 >= low and words[at - 1] in _NAMED and words[at - 2] in _WAS
    verb = at - 2 if naming else at
    if words[verb] not in _WAS or verb <= low:
        return "", at
    inside = range(max(low, verb - _SUBJECT), verb)
    dead = next((word for word in reversed(inside) if words[word] in _DEAD), -1)
    if dead >= 0 and (naming or words[verb - 1] == "victims"):
        return "killed", dead
    if not naming and DONE.get(words[low]) in {"killed", "injured"} and words[low + 1 : low + 2] != ["and"]:
        return DONE[words[low]], low
    return "", at
