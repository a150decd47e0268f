"""Who the victims may be: people counted, described or named, each a noun phrase of a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stream.model.tags import EntityType
from stream.tagging.events.deaths import SIGNS
from stream.tagging.lexicon.vocabulary import kinds, words
from stream.tagging.mentions.numbers import Count, count_at, starts_count
from stream.tagging.sheet import Sheet, sense

_AGES: Final = words("victims ages")

# What happened, by folded word. `DONE` can be an active past or a participle, `DOING` is active,
# `SELF` is what people do or are themselves, `NOUNS` name the deed.
DONE: Final = kinds("casualties done")
DOING: Final = kinds("casualties doing")
SELF: Final = kinds("casualties self")
NOUNS: Final = kinds("casualties nouns")
TELLING: Final = frozenset({*DONE, *DOING, *SELF, *NOUNS})
# A sentence without any of these tells of nobody hurt.
TELLING_SENTENCE: Final = TELLING | SIGNS
_SINGULARS: Final = words("casualties singulars")
_VICTIMS: Final = words("casualties victims") | _SINGULARS | {word + "s" for word in _SINGULARS}
_STOPPERS: Final = words("casualties stoppers")
# What is counted beside the dead.
_THINGS: Final = words("casualties things")
_PLURALS: Final = words("casualties plurals")
_HEADS: Final = frozenset(
    {EntityType.ARMED_GROUP, EntityType.STATE_FORCES, EntityType.CIVILIANS, EntityType.NATIONALITY}
)
_LONGEST_VICTIM: Final = 5
# Before one whom everybody knows or who belongs to somebody: "the judge", "his driver".
# "A dozen", "a score of": counts, not one person described.
_SCALED: Final = words("victims scaled")
# "A family of five": the number of those who make it up.
_COLLECTIVE: Final = words("victims collective")
# "Newsmen", "crewmen": of what people are called by their work, whatever it is.
_SHORTEST_MEN: Final = 5
_NO_MEN: Final = words("victims no_men")
_MONTHS: Final = words("capitals months")
_OWNERS: Final = words("english owning")


@dataclass(slots=True)
class Group:
    """Those counted: the count, the last word of the victims' noun (-1 if none), the noun itself.

    `weak`: the noun is a plural that the lists do not know as people.
    """

    count: Count
    last: int
    victim: str
    weak: bool = False


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
    if owned is not None and owned.first == at and owned.type is EntityType.PERSON:
        return Group(Count(at, owned.last, 1, 1, ""), owned.last, owned.name)
    if owned is not None and owned.type is EntityType.DATE:
        return None
    if word in _OWNERS:
        made_up = _made_up(sheet, at, sentence[1])
        if made_up is not None:
            return made_up
        last = _one(sheet, at + 1, sentence[1])
        return Group(Count(at, at, 1, 1, ""), last, reading.phrase(at + 1, last)) if last >= 0 else None
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
            made_up = _made_up(sheet, at, stop)
            if made_up is not None:
                return made_up
            if at + 1 < stop and words[at + 1] == "couple" and words[at + 2 : at + 3] != ["of"]:
                return Group(Count(at, at, 2, 2, ""), at + 1, "couple")
            last, victim = _victim(sheet, at + 1, stop)
            return Group(Count(at, at, 1, 1, ""), last, victim) if last >= 0 and not _plural(victim) else None
        count = count_at(words, reading.gaps, at, sentence[0], stop)
        if count is None:
            return None
        begin = count.last + 1
        if begin + 1 < stop and words[begin] == "of":
            begin += 1
        last, victim = (
            _victim(sheet, begin, stop)
            if begin < stop and reading.gaps[count.last].strip() in {"", "-"}
            else (-1, "")
        )
        if last < 0 and begin < stop:
            unknown = _unknown_people(sheet, begin, stop)
            if unknown >= 0:
                return Group(count, unknown, reading.phrase(begin, unknown), weak=True)
        return Group(count, last, victim)
    if owned is not None and owned.first == at and owned.type in _HEADS and owned.generic:
        text = " ".join(reading.words[owned.first : owned.last + 1])
        if _plural(text):
            return Group(Count(at, owned.last, None, None, ""), owned.last, text)
    return None


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
                _victim(sheet, begin, stop)
                if begin < stop and not reading.gaps[count.last].strip()
                else (-1, "")
            )
            return Group(
                Count(at, count.last, count.minimum, count.maximum, ""),
                max(last, count.last),
                victim or words[noun],
            )
    return None


def _victim(sheet: Sheet, at: int, stop: int) -> tuple[int, str]:
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
        if form in _VICTIMS or (form.endswith("men") and len(form) > _SHORTEST_MEN and form not in _NO_MEN):
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


def _one(sheet: Sheet, at: int, stop: int) -> int:
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
        if words[word] in _SINGULARS:
            following = words[word + 1] if word + 1 < stop and not gaps[word].strip() else ""
            if following in _VICTIMS:
                continue
            return word
        if words[word] in _STOPPERS or words[word] in TELLING or words[word] in _VICTIMS:
            return -1
    return -1


def _unknown_people(sheet: Sheet, at: int, stop: int) -> int:
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
        if _plural(form) and len(form) > 3:
            return word
    return -1


def _plural(phrase: str) -> bool:
    last = phrase.rpartition(" ")[2]
    return last in _PLURALS or (last.endswith("s") and not last.endswith("ss"))
