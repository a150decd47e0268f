"""Who did it and who suffered it: the parties of one event, from the words around its trigger."""

from __future__ import annotations

from typing import Final

from stream.model.tags import EntityType
from stream.tagging.events.clauses import (
    ARMED,
    ASIDE,
    BESIDE,
    CLAUSES,
    DETERMINERS,
    HARMING,
    HIT,
    LEANING,
    MODIFYING,
    PASSIVE,
    PEOPLE,
    Scene,
    has_object,
    is_passive,
    is_verb,
    lead_of,
    speaks,
    subject_of,
)
from stream.tagging.lexicon.vocabulary import words
from stream.tagging.sheet import Mention, PlaceMention, Sheet

_SUFFERING: Final = words("parties suffering")
_BETWEEN: Final = words("parties between")
_MEANT: Final = words("parties meant")
_BREAKING: Final = words("parties breaking")
_BLAMING: Final = words("parties blaming")
_LEADING_IN: Final = words("parties leading_in")
_AUXILIARY: Final = words("parties auxiliary")

_TARGETS: Final = PEOPLE | {EntityType.FACILITY, EntityType.PLACE, EntityType.ORGANISATION}
# What leads the one who suffers behind a noun of violence: "the attack on", "a strike against".
_AT: Final = words("parties at")
_MUTUAL: Final = tuple(sorted(words("parties mutual")))
_KINDS: Final = words("parties kinds")
# A noun's doer is the subject of these: "launched an attack", "claimed responsibility for the bombing".
_DOING: Final = words("parties doing")
_COMING: Final = words("parties coming")
_SERIES: Final = words("parties series")
_DENYING: Final = words("certainty denying")
_UNGOVERNED: Final = words("parties ungoverned")
_NO_DESCRIPTION: Final = words("parties no_description")
_PLANTING: Final = words("parties planting")
_FAR: Final = 12
_BY: Final = 7


def parties(sheet: Sheet, scene: Scene, *, retreats: bool = False) -> tuple[Mention | None, Mention | None]:
    """(who did it, who suffered it), None where the sentence does not say.

    A verb has its subject and object, turned where it is passive. A noun has a doer by syntax alone: "by X", "X's attack",
    "the X attack", "X launched an attack", what is claimed by, blamed on or believed to be of X; never whoever stands
    near. Whoever only reports it is neither. One who retreats acts, also when forced to.
    """
    words = sheet.reading.words
    if retreats:
        return _fleeing(sheet, scene) or subject_of(sheet, scene, scene.first), None
    verb = is_verb(sheet, scene)
    active = verb and not is_passive(sheet, scene)
    by = None if active and has_object(sheet, scene.last) else _agent(sheet, scene)
    if verb:
        if not active:
            suffers = subject_of(sheet, scene, scene.first) or _last_place(scene)
            return by or _opponent(sheet, scene, suffers), suffers
        actor = by or _accused(sheet, scene) or subject_of(sheet, scene, scene.first)
        return actor, _object(sheet, scene, actor, noun=False)
    suffers = _sufferer(sheet, scene)
    actor = by or _accused(sheet, scene) or _owner(sheet, scene) or _within(sheet, scene)
    if actor is None and suffers is None:
        doing = governor(sheet, scene)
        actor = None if doing < 0 or words[doing - 1] in _DENYING else subject_of(sheet, scene, doing)
        actor = actor or _mutual_subject(sheet, scene) or _claimant(sheet, scene)
    if actor is suffers:
        actor = None
    return actor, suffers or _object(sheet, scene, actor, noun=True)


def _fleeing(sheet: Sheet, scene: Scene) -> Mention | None:
    """Whom a participle before them describes: "retreating soldiers"."""
    if not sheet.reading.words[scene.first].endswith("ing"):
        return None
    return next((m for m in scene.after if m.first == scene.last + 1 and m.type in PEOPLE), None)


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


def _sufferer(sheet: Sheet, scene: Scene) -> Mention | None:
    """The subject that a noun of violence befalls: "came under attack", "was hit by a strike", "were hurt in the blast"."""
    words, gaps = sheet.reading.words, sheet.reading.gaps
    if words[scene.first] in _COMING and scene.last > scene.first:
        return subject_of(sheet, scene, scene.first)  # the trigger itself is "came under fire"
    for at in range(scene.first - 1, max(scene.low, scene.first - _BY) - 1, -1):
        if any(mark in gaps[at] for mark in ",;:\u2014"):
            return None
        word = words[at]
        verb = words[at - 1] if at > scene.low else ""
        if word == "under" and verb in _COMING:
            return subject_of(sheet, scene, at - 1)
        if word in {"by", "in", "during"} and verb in HIT and not has_object(sheet, at - 1):
            return subject_of(sheet, scene, at - 1)
        if word == "of" and verb in _MEANT:
            return subject_of(sheet, scene, at - 1)
        if word in _SUFFERING:
            return subject_of(sheet, scene, at)
        if (
            sheet.owner[at] is None
            and word not in DETERMINERS
            and word not in LEANING
            and word.endswith("ed")
        ):
            return None
    return None


def _mutual_subject(sheet: Sheet, scene: Scene) -> Mention | None:
    """Who fights by a noun that both sides share: "clashes between X and Y"."""
    words = sheet.reading.words
    if not is_mutual(words[scene.first]):
        return None
    after = [m for m in scene.after if m.type in PEOPLE and m.first - scene.last <= _BY]
    if after and words[scene.last + 1] in _BETWEEN:
        return after[0]
    return None


def _claimant(sheet: Sheet, scene: Scene) -> Mention | None:
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


def _agent(sheet: Sheet, scene: Scene) -> Mention | None:
    """Whom "by" names, or on whom it is blamed: the party that it leads; "from" behind "under attack"."""
    reading = sheet.reading
    words = reading.words
    stop = min(reading.bounds(scene.first)[1], scene.last + 1 + _FAR)
    for at in range(scene.last + 1, stop):
        word = words[at]
        leads = (
            word == "by"
            or (word == "on" and words[at - 1] in {"blamed", "pinned"})
            or (word == "be" and words[at - 2] == "believed")
            or (
                word == "from"
                and at <= scene.last + 2
                and (words[scene.first - 1] in _LEADING_IN or words[scene.first] in _COMING)
            )
            or (word == "of" and words[at - 1] in {"work", "handiwork"})
        )
        if leads:
            agent = _led(sheet, scene, at)
            if agent is not None:
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


def _accused(sheet: Sheet, scene: Scene) -> Mention | None:
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


def _owner(sheet: Sheet, scene: Scene) -> Mention | None:
    """The party right before a noun: "Russian bombardment", "the army's assault"."""
    if not scene.before:
        return None
    mention = scene.before[-1]
    between = sheet.reading.words[mention.last + 1 : scene.first]
    near = not between or (len(between) <= 3 and between[0] == "'s")
    return mention if near and mention.type in PEOPLE and not speaks(scene, mention) else None


def _within(sheet: Sheet, scene: Scene) -> Mention | None:
    """Those whom the trigger itself names: "militant attacks"."""
    if scene.last > scene.first and sheet.reading.words[scene.first] in _KINDS:
        return Mention(EntityType.ARMED_GROUP, scene.first, scene.first, generic=True)
    return None


def _opponent(sheet: Sheet, scene: Scene, suffers: Mention | None) -> Mention | None:
    """The other armed party of the sentence, where a passive names nobody: "rebels took the town after soldiers were ambushed"."""
    if suffers is None or suffers.type not in ARMED:
        return None
    words = sheet.reading.words
    first = next(
        (
            m
            for m in scene.before
            if m.type in ARMED and not speaks(scene, m) and lead_of(words, m) not in BESIDE
        ),
        None,
    )
    if first is None or first is suffers or (first.name or "") == (suffers.name or " "):
        return None
    return first


def _object(sheet: Sheet, scene: Scene, actor: Mention | None, *, noun: bool) -> Mention | None:
    """The first behind the trigger who can suffer it; a person or party before a place."""
    words = sheet.reading.words
    found: list[Mention] = []
    aside = ASIDE - {"with", "between"} if is_mutual(words[scene.first]) else ASIDE
    for mention in scene.after:
        between = words[scene.last + 1 : mention.first]
        if mention.first - scene.last > _FAR or not CLAUSES.isdisjoint(between):
            break
        if mention is actor or mention.type not in _TARGETS or speaks(scene, mention):
            continue
        aims = not between or is_mutual(words[scene.first]) or not _AT.isdisjoint(between[:2])
        if lead_of(words, mention) in aside or (noun and not found and not aims):
            continue
        found.append(mention)
    if not found:
        return None
    target = found[0]
    if target.type is EntityType.PLACE:
        people = next((m for m in found if m.type in PEOPLE and m.first - scene.last <= _FAR // 2), None)
        return people or target
    return target


def _last_place(scene: Scene) -> Mention | None:
    return next((m for m in reversed(scene.before) if m.type in _TARGETS), None)


def shown(sheet: Sheet, mention: Mention | None) -> str:
    """A party as readers see it: its name, a place as it is written, without its article."""
    if mention is None:
        return ""
    return spelled(sheet, mention) if isinstance(mention, PlaceMention) or not mention.name else mention.name


def spelled(sheet: Sheet, mention: Mention) -> str:
    """The words of a mention without its article."""
    bare = mention.first < mention.last and sheet.reading.words[mention.first] in {"the", "a", "an"}
    return sheet.reading.span(mention.first + bare, mention.last)
