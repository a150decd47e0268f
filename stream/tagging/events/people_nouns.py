"""Nouns of people: where a phrase that names victims ends, one or several, known to the lists or not."""

from __future__ import annotations

from typing import Final

from stream.model.tags import EntityType
from stream.tagging.lexicon.vocabulary import kinds, word_list
from stream.tagging.sheet import Sheet, sense

# What happened, by folded word. `DONE` can be an active past or a participle, `DOING` is active,
# `SELF` is what people do or are themselves, `NOUNS` name the deed.
DONE: Final = kinds("casualties done")
DOING: Final = kinds("casualties doing")
SELF: Final = kinds("casualties self")
NOUNS: Final = kinds("casualties nouns")
TELLING: Final = frozenset({*DONE, *DOING, *SELF, *NOUNS})
_SINGULARS: Final = word_list("casualties singulars")
_VICTIMS: Final = word_list("casualties victims") | _SINGULARS | {word + "s" for word in _SINGULARS}
_STOPPERS: Final = word_list("casualties stoppers")
# What is counted beside the dead.
_THINGS: Final = word_list("casualties things")
_PLURALS: Final = word_list("casualties plurals")
_HEADS: Final = frozenset(
    {EntityType.ARMED_GROUP, EntityType.STATE_FORCES, EntityType.CIVILIANS, EntityType.NATIONALITY}
)
_LONGEST_VICTIM: Final = 5
# Words in "-men" that call people by their work ("newsmen", "crewmen") have at least this many letters.
_SHORTEST_MEN: Final = 5
_NO_MEN: Final = word_list("victims no_men")
# Of these somebody is the head.
_HEADED: Final = word_list("victims headed")


def several_people(sheet: Sheet, at: int, stop: int) -> tuple[int, str]:
    """(last word, noun phrase) of the people named from word `at`; (-1, "") if it is no people."""
    reading = sheet.reading
    words, gaps = reading.words, reading.gaps
    end = min(stop, at + _LONGEST_VICTIM)
    last = -1
    for word in range(at, end):
        if word > at and gaps[word - 1].strip() not in {"", "-"}:
            break
        owned = sheet.owner[word]
        form = words[word]
        if form in _THINGS:
            break
        if (
            owned is not None
            and owned.type in _HEADS
            and (owned.generic or owned.type is EntityType.NATIONALITY or word == owned.last)
        ):
            people = owned.generic or form in _VICTIMS or (word == owned.last and _ends(sheet, word, stop))
            last = max(last, owned.last) if people else last
            if owned.type is not EntityType.NATIONALITY and owned.generic:
                continue
        if (
            form in _VICTIMS
            or (form == "head" and words[word - 1] in _HEADED)
            or (form.endswith("men") and len(form) > _SHORTEST_MEN and form not in _NO_MEN)
        ):
            last = max(last, word)
        elif form in TELLING or form in _STOPPERS:
            break
        match = sheet.ending.get(word)
        if match is not None and last < word:
            alone = sense(match, "people") is not None and _ends(sheet, word, stop)
            if alone or sense(match, "head") is not None:
                last = word
    if last < 0:
        return -1, ""
    last = min(last, stop - 1)
    return last, " ".join(words[at : last + 1])


def _ends(sheet: Sheet, word: int, stop: int) -> bool:
    """Whether a people's name stands alone as a noun ("five Syrians"): no word follows that it may describe."""
    words, gaps = sheet.reading.words, sheet.reading.gaps
    after = word + 1
    if after >= stop or gaps[word].strip():
        return True
    return words[after] in _STOPPERS or words[after] in TELLING


def one_person(sheet: Sheet, at: int, stop: int) -> int:
    """The word that ends the one person described from word `at`, -1 if it is nobody or several."""
    words, gaps = sheet.reading.words, sheet.reading.gaps
    for word in range(at, min(stop, at + _LONGEST_VICTIM)):
        if word > at and gaps[word - 1].strip() not in {"", "-"}:
            return -1
        owned = sheet.owner[word]
        if owned is not None and (
            owned.type is EntityType.DATE
            or (owned.type is EntityType.PERSON and not owned.generic and word > at)
        ):
            return -1  # "the same day Senator Velmar was killed"
        if words[word] in _SINGULARS or (words[word] == "head" and words[word - 1] in _HEADED):
            following = words[word + 1] if word + 1 < stop and not gaps[word].strip() else ""
            if following in _VICTIMS:
                continue
            return word
        if words[word] in _STOPPERS or words[word] in TELLING or words[word] in _VICTIMS:
            return -1
    return -1


def unknown_people(sheet: Sheet, at: int, stop: int) -> int:
    """The first or second word if it is a plural that may be people ("miners"), else -1."""
    words, gaps = sheet.reading.words, sheet.reading.gaps
    for word in range(at, min(stop, at + 2)):
        form = words[word]
        if (
            gaps[word - 1].strip()
            or not form.isalpha()
            or form in TELLING
            or form in _STOPPERS
            or form in _THINGS
        ):
            return -1
        if is_plural(form) and len(form) > 3:
            return word
    return -1


def is_plural(phrase: str) -> bool:
    """Whether the last word of a phrase is a plural."""
    last = phrase.rpartition(" ")[2]
    return last in _PLURALS or (last.endswith("s") and not last.endswith("ss"))
