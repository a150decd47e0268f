"""The clause around a verb or noun of violence: its subject and object, active or passive, what a preposition leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stream.model.tags import EntityType
from stream.tagging.events.speakers import Speaker
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.mentions.numbers import starts_count
from stream.tagging.sheet import Mention, Sheet

_COMPLETING: Final = word_list("clauses completing")
_BREAKING: Final = word_list("clauses breaking")

ARMED: Final = frozenset({EntityType.ARMED_GROUP, EntityType.STATE_FORCES})
PEOPLE: Final = ARMED | {
    EntityType.GOVERNMENT, EntityType.PERSON, EntityType.NATIONALITY, EntityType.CIVILIANS,
}  # fmt: skip
PASSIVE: Final = word_list("clauses passive")
# Between "was" and its participle, beside words in -ly.
_ADVERBS: Final = word_list("clauses adverbs")
PRONOUNS: Final = word_list("english pronouns")
# Between a subject pronoun and its verb.
_BETWEEN: Final = word_list("clauses between")
# Between a preposition and the mention that it leads: what counts, points out or describes.
LEANING: Final = word_list("parties leaning")
# What leads an instrument, a place or a companion, never one who suffers a blow.
ASIDE: Final = word_list("clauses aside")
CLAUSES: Final = word_list("clauses clauses")
# What leads one who stands before a trigger without being its subject.
BESIDE: Final = word_list("clauses beside")
DETERMINERS: Final = word_list("clauses determiners")
_VERBS: Final = word_list("parties verbs")
PEOPLE_NOUNS: Final = word_list("casualties victims") | word_list("casualties singulars")
HARMING: Final = word_list("parties harming")
# Whom these befall is the subject: "was hit by", "were wounded in".
HIT: Final = word_list("parties hit")
_HARMING_PASTS: Final = HIT | {"hurt", "hacked"}
_REDUCED: Final = word_list("clauses reduced") | {""}
# Words that part a noun of violence from a verb before it, whose object it then is not.
_SAYING: Final = word_list("speakers saying") | {"feared", "believed", "based"}
MODIFYING: Final = word_list("clauses modifying")
_OPENING: Final = word_list("parties opening")
_PARTING: Final = word_list("parties parting")
# Verb and noun alike: the words around tell.
_EITHER: Final = word_list("parties either")
_MODALS: Final = word_list("clauses modals")
_BOUNDING: Final = word_list("clauses bounding")
_OBJECTS: Final = word_list("clauses objects")
_YEAR: Final = 4
_TRANSITIVE: Final = word_list("parties transitive")


@dataclass(frozen=True, slots=True)
class Scene:
    """One trigger, by its first and last word, in the sentence that begins at word `low`, with the mentions around it."""

    first: int
    last: int
    low: int
    before: list[Mention]
    after: list[Mention]
    speakers: tuple[Speaker, ...] = ()


def has_object(sheet: Sheet, verb: int) -> bool:
    """Whether a verb has an object right behind it: a count, a determiner, people or a thing named."""
    reading = sheet.reading
    words, gaps = reading.words, reading.gaps
    stop = reading.bounds(verb)[1]
    at = verb + 1
    if at < stop and words[at] in {"and", "or"} and at + 1 < stop and words[at + 1] in HARMING:
        at += 2
    if at < stop and words[at] in _COMPLETING and not gaps[at - 1].strip():
        at += 1
    owned = sheet.owner[at] if at < stop else None
    if owned is not None and owned.type is EntityType.DATE and owned.last + 1 < stop:
        at = owned.last + 1
        owned = sheet.owner[at]
    if at >= stop or gaps[at - 1].strip():
        return False
    if owned is not None and owned.type not in {EntityType.DATE, None}:
        return True
    word = words[at]
    if word.isdigit() and words[at + 1 : at + 2] == ["year"]:
        return True  # "shot and killed 65-year-old Hugo Velmar"
    if word in _BOUNDING and at + 1 < stop:
        return (
            starts_count(words[at + 1])
            or (at + 2 < stop and starts_count(words[at + 2]))
            or word in {"another", "some"}
        )
    return (
        starts_count(word)
        or word in _OBJECTS
        or word in PEOPLE_NOUNS
        or (at + 1 < stop and words[at + 1] in PEOPLE_NOUNS and word not in ASIDE and word not in CLAUSES)
    )


def subject_pronoun(sheet: Sheet, scene: Scene) -> bool:
    """Whether "it", "they", "he" or "she" is the subject of the trigger or of its sentence."""
    words = sheet.reading.words
    return words[scene.low] in PRONOUNS or follows_pronoun(sheet, scene, scene.first)


def follows_pronoun(sheet: Sheet, scene: Scene, verb: int) -> bool:
    """Whether "it", "they", "he" or "she" stands before a verb, auxiliaries aside."""
    words = sheet.reading.words
    at = verb - 1
    while at > scene.low and words[at] in _BETWEEN:
        at -= 1
    return at >= scene.low and words[at] in PRONOUNS


def speaks(scene: Scene, mention: Mention) -> bool:
    """Whether a mention is one of those who tell the sentence."""
    return any(one.first <= mention.last and mention.first <= one.last for one in scene.speakers)


def subject_of(sheet: Sheet, scene: Scene, verb: int) -> Mention | None:
    """Who does what the verb at a word says: the nearest in its clause whom no preposition leads.

    "It" and "they" before the verb are whoever speaks: "the army said it had killed ..."
    """
    words = sheet.reading.words
    if follows_pronoun(sheet, scene, verb):
        spoken = [one.mention for one in scene.speakers if one.last < verb]
        if spoken and spoken[-1] is not None:
            return spoken[-1]
    low = _clause(sheet, scene, verb)
    found = [
        m
        for m in scene.before
        if m.last < verb
        and m.type in PEOPLE
        and not speaks(scene, m)
        and lead_of(words, m) not in BESIDE
        and not _owns(words, m, verb)
        and not _is_object(sheet, m)
    ]
    near = [m for m in found if m.first >= low]
    if not near and (words[verb].endswith("ing") or _continues(words, low)):
        near = found
    if not near:
        return None
    armed = [m for m in near if m.type in ARMED or m.type is EntityType.GOVERNMENT]
    return near[-1] if _stands_before(sheet, near[-1], verb) or not armed else armed[-1]


def _clause(sheet: Sheet, scene: Scene, verb: int) -> int:
    """The first word of the clause that a verb is of: behind a conjunction, a semicolon or "said that"."""
    words, gaps = sheet.reading.words, sheet.reading.gaps
    for at in range(verb - 1, scene.low - 1, -1):
        if ";" in gaps[at] or words[at] in _OPENING:
            return at + 1
    return scene.low


def _continues(words: list[str], low: int) -> bool:
    """Whether a clause has the subject of the one before: "but later attacked", "before shelling"."""
    return low > 0 and words[low - 1] in _BREAKING


def _stands_before(sheet: Sheet, mention: Mention, verb: int) -> bool:
    """Whether only what may part a subject from its verb stands between them."""
    words = sheet.reading.words
    return all(words[at] in _PARTING or words[at].endswith("ly") for at in range(mention.last + 1, verb))


def _is_object(sheet: Sheet, mention: Mention) -> bool:
    """Whether a verb before it has it as its object: the "soldiers" of "killed twelve soldiers and wounded many"."""
    words = sheet.reading.words
    at = mention.first - 1
    low = max(sheet.reading.bounds(mention.first)[0], at - 6)
    while (
        at > low
        and not sheet.reading.gaps[at].strip()
        and (words[at] in LEANING or words[at][:1].isdigit() or starts_count(words[at]))
    ):
        at -= 1
    if at < low or sheet.owner[at] is not None or "," in sheet.reading.gaps[at]:
        return False
    lead = words[at]
    return (lead in HARMING or lead.endswith("ed")) and lead not in _SAYING and lead not in MODIFYING


def _owns(words: list[str], mention: Mention, verb: int) -> bool:
    """Whether the mention is the owner of the noun that follows and not the subject: "the rebels' claim"."""
    after = mention.last + 1
    return after < verb and words[after] in {"'s", "'"}


def is_verb(sheet: Sheet, scene: Scene) -> bool:
    """Whether the trigger is a verb here: a past or participle, or a present behind its subject."""
    words = sheet.reading.words
    at = scene.first
    first = words[at]
    if scene.last > at and words[at + 1] == "victim":
        return False  # "fell victim to": its subject suffers
    if first in _VERBS or first in _HARMING_PASTS or first.endswith("ed"):
        return True
    before = words[at - 1] if at > scene.low else ""
    if first.endswith("ing") and before:
        return before not in DETERMINERS and not _is_mention(sheet, at - 1) and has_object(sheet, scene.last)
    if first in _EITHER and scene.first == scene.last:
        if before in _MODALS or (before == "not" and at - 1 > scene.low):
            return True
        if before == "to" or _is_mention(sheet, at - 1):
            return has_object(sheet, scene.last) or _takes_place(sheet, scene.last)
    return False


def _takes_place(sheet: Sheet, last: int) -> bool:
    """Whether a place or a facility follows as an object: "rebels attack Mosul"."""
    after = last + 1
    return after < len(sheet.owner) and sheet.owner[after] is not None


def _is_mention(sheet: Sheet, word: int) -> bool:
    owned = sheet.owner[word]
    return owned is not None and owned.type in PEOPLE


def is_passive(sheet: Sheet, scene: Scene) -> bool:
    """Whether the past is passive: behind "was", or in a headline's "militias routed in", "villagers killed by"."""
    words = sheet.reading.words
    at = scene.first - 1
    while at > scene.low and (words[at].endswith("ly") or words[at] in _ADVERBS):
        at -= 1
    if at >= scene.low and words[at] in PASSIVE:
        return words[scene.last].endswith(("d", "n", "t", "k", "led"))
    following = words[scene.last + 1] if scene.last + 1 < len(words) else ""
    if words[scene.first] in HIT and following in _REDUCED and not has_object(sheet, scene.last):
        return True  # "20 people wounded in a blast"
    return following == "by" or (following in {"in", "near", "during"} and words[scene.first] in _TRANSITIVE)


def lead_of(words: list[str], mention: Mention) -> str:
    """The word that leads a mention, what counts or describes it aside."""
    at = mention.first - 1
    low = max(0, at - 6)
    while at > low and (words[at] in LEANING or words[at][:1].isdigit()):
        if len(words[at]) == _YEAR and words[at].isdigit():
            return ""  # "in 1995 gunmen killed": the preposition leads the year
        at -= 1
    return words[at] if at >= 0 else ""
