"""Who did it: the party that a verb or noun of violence names as its doer, by its subject, "by", blame, claim or possession."""

from __future__ import annotations

from typing import Final

from stream.model.tags import EntityType
from stream.tagging.events.clauses import (
    ARMED,
    HARMING,
    LEANING,
    MODIFYING,
    PASSIVE,
    PEOPLE,
    Scene,
    has_object,
    is_verb,
    speaks,
)
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.sheet import Mention, PlaceMention, Sheet

_SUFFERING: Final = word_list("parties suffering")
_BETWEEN: Final = word_list("parties between")
_BREAKING: Final = word_list("parties breaking")
_BLAMING: Final = word_list("parties blaming")
_LEADING_IN: Final = word_list("parties leading_in")
_AUXILIARY: Final = word_list("parties auxiliary")
_MUTUAL: Final = tuple(sorted(word_list("parties mutual")))
_KINDS: Final = word_list("parties kinds")
# A noun's doer is the subject of these: "launched an attack", "claimed responsibility for the bombing".
_DOING: Final = word_list("parties doing")
_COMING: Final = word_list("parties coming")
_SERIES: Final = word_list("parties series")
_UNGOVERNED: Final = word_list("parties ungoverned")
_NO_DESCRIPTION: Final = word_list("parties no_description")
_PLANTING: Final = word_list("parties planting")
_FAR: Final = 12
_BY: Final = 7
_NEAR: Final = 4


def governor(sheet: Sheet, scene: Scene) -> int:
    """The word of the verb whose object a noun is, -1 without one: "launched" of "launched a wave of attacks".

    A verb of violence governs what it was done in or with: "killed four in an attack".
    """
    words, gaps = sheet.reading.words, sheet.reading.gaps
    led = False
    for at in range(scene.first - 1, max(scene.low, scene.first - _FAR) - 1, -1):
        word, gap = words[at], gaps[at]
        if any(mark in gap for mark in ",;:\u2014") or "--" in gap:
            return -1
        if word in _DOING:
            passive = at > scene.low and words[at - 1] in PASSIVE
            reduced = word.endswith("ed") and not passive and words[at + 1] in {"by", "in", "during"}
            return -1 if passive or reduced else at
        if word in HARMING and led:
            return at if has_object(sheet, at) and words[at - 1] not in PASSIVE else -1
        if word in {"in", "with", "during"}:
            led = True
        elif word == "of":
            if words[at - 1] not in _SERIES:
                return -1
        elif word in _UNGOVERNED or (
            word.endswith("ed") and not led and sheet.owner[at] is None and word not in MODIFYING
        ):
            return -1
    return -1


def is_mutual(trigger: str) -> bool:
    """Whether both sides fight by this word: neither is only a victim."""
    return trigger.startswith(_MUTUAL)


def mutual_subject(sheet: Sheet, scene: Scene) -> Mention | None:
    """Who fights by a noun that both sides share: "clashes between X and Y"."""
    words = sheet.reading.words
    if not is_mutual(words[scene.first]):
        return None
    after = [m for m in scene.after if m.type in PEOPLE and m.first - scene.last <= _BY]
    if after and words[scene.last + 1] in _BETWEEN:
        return after[0]
    return None


def claimant(sheet: Sheet, scene: Scene) -> Mention | None:
    """Such as "an attack that X claimed", "the bombing, which X carried out"."""
    words = sheet.reading.words
    for mention in scene.after:
        if mention.first - scene.last > _BY:
            return None
        between = words[scene.last + 1 : mention.first]
        if mention.type in PEOPLE and not {"that", "which"}.isdisjoint(between[-2:]):
            verb = next(
                (
                    words[at]
                    for at in range(mention.last + 1, min(mention.last + 4, len(words)))
                    if words[at] not in _AUXILIARY
                ),
                "",
            )
            return mention if verb in _DOING else None
    return None


def agent(sheet: Sheet, scene: Scene) -> Mention | None:
    """Whom "by" names, or on whom it is blamed: the party that it leads; "from" behind "under attack"."""
    reading = sheet.reading
    words = reading.words
    stop = min(reading.bounds(scene.first)[1], scene.last + 1 + _FAR)
    if scene.last > scene.first and words[scene.last - 1] == "victim":
        direct = _led(sheet, scene, scene.last)
        if direct is not None and direct.first == scene.last + 1:
            return direct  # "fell victim to militants"
    for at in range(scene.last + 1, stop):
        word = words[at]
        leads = (
            word == "by"
            or (word == "on" and words[at - 1] in {"blamed", "pinned"})
            or (word == "to" and words[at - 1] == "attributed")
            or (word == "be" and words[at - 2] == "believed")
            or (
                word == "from"
                and at <= scene.last + 2
                and (
                    (at == scene.last + 1 and not is_verb(sheet, scene))
                    or words[scene.first - 1] in _LEADING_IN
                    or words[scene.first] in _COMING
                    or not _SUFFERING.isdisjoint(words[max(scene.low, scene.first - _NEAR) : scene.first])
                )
            )
            or (word == "of" and words[at - 1] in {"work", "handiwork"})
        )
        if leads:
            agent = _led(sheet, scene, at)
            if agent is not None and (word != "from" or agent.type in ARMED):
                return agent
        if word in _BREAKING or (word == "by" and not _planted(words, at, stop)):
            return None
    return None


def _led(sheet: Sheet, scene: Scene, by: int) -> Mention | None:
    """The party that a preposition at a word leads, over what counts or describes it: "by a group of masked gunmen"."""
    words, gaps = sheet.reading.words, sheet.reading.gaps
    for mention in scene.after:
        if mention.first <= by:
            continue
        if mention.first > by + _BY or mention.type not in PEOPLE:
            if mention.type in PEOPLE or not isinstance(mention, PlaceMention):
                return None
            continue
        between = range(by + 1, mention.first)
        if any(gaps[at].strip(" \n\"'-\u201c\u2018\u2019") for at in between):
            return None
        if any(words[at] in _NO_DESCRIPTION for at in between):
            return None
        return mention
    return None


def _planted(words: list[str], by: int, stop: int) -> bool:
    """Whether what "by" leads has a "by" of its own: "by a bomb planted by rebels"."""
    return any(words[at] == "by" and words[at - 1] in _PLANTING for at in range(by + 2, stop))


def accused(sheet: Sheet, scene: Scene) -> Mention | None:
    """Whom somebody before the trigger blames or accuses: "officials blamed X for the attack"."""
    words = sheet.reading.words
    for mention in reversed(scene.before):
        if mention.type in PEOPLE:
            at = mention.first - 1
            while at > scene.low and words[at] in LEANING:
                at -= 1
            if at >= scene.low and words[at] in _BLAMING:
                return mention
    return None


def owner(sheet: Sheet, scene: Scene) -> Mention | None:
    """The party right before a noun: "Russian bombardment", "the army's assault"."""
    if not scene.before:
        return None
    mention = scene.before[-1]
    between = sheet.reading.words[mention.last + 1 : scene.first]
    near = not between or (len(between) <= 3 and between[0] == "'s")
    return mention if near and mention.type in PEOPLE and not speaks(scene, mention) else None


def named_in_trigger(sheet: Sheet, scene: Scene) -> Mention | None:
    """Those whom the trigger itself names: "militant attacks"."""
    words = sheet.reading.words
    if scene.last > scene.first and words[scene.first] in _KINDS:
        named = [
            m
            for m in sheet.mentions
            if m.type is EntityType.ARMED_GROUP
            and m.name
            and m.first < scene.first
            and words[m.last] == words[scene.first] + "s"
        ]
        if named:
            return max(named, key=lambda m: m.first)  # "Islamic State militants ... these militant attacks"
        return Mention(EntityType.ARMED_GROUP, scene.first, scene.first, generic=True)
    return None
