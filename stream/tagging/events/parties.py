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
    HIT,
    LEANING,
    PASSIVE,
    PEOPLE,
    PRONOUNS,
    Scene,
    follows_pronoun,
    has_object,
    is_passive,
    is_verb,
    lead_of,
    speaks,
    subject_of,
)
from stream.tagging.events.doers import (
    accused,
    agent,
    claimant,
    governor,
    is_mutual,
    mutual_subject,
    named_in_trigger,
    owner,
)
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.sheet import Mention, PlaceMention, Sheet

_SUFFERING: Final = word_list("parties suffering")
_MEANT: Final = word_list("parties meant")
_TARGETS: Final = PEOPLE | {EntityType.FACILITY, EntityType.PLACE, EntityType.ORGANISATION}
# What leads the one who suffers behind a noun of violence: "the attack on", "a strike against".
_AT: Final = word_list("parties at")
_COMING: Final = word_list("parties coming")
_DENYING: Final = word_list("certainty denying")
_FAR: Final = 12
_BY: Final = 7
_STRIKING: Final = frozenset({"hit", "struck"})
# Arms that go off under those who step or drive on them: mines and bombs in a road.
_BURIED: Final = word_list("parties buried")

# Behind these and a preposition stands who is said to have done it.
_BLAMED: Final = (["blamed"], ["pinned"], ["attributed"])
_HAVING: Final = frozenset({"has", "have", "had"})


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
    if active and _runs_onto(sheet, scene):
        return agent(sheet, scene), subject_of(sheet, scene, scene.first)
    by = None if active and has_object(sheet, scene.last) else agent(sheet, scene)
    if verb:
        if not active:
            suffers = (
                _antecedent(sheet, scene)
                or _meant_before(sheet, scene)
                or subject_of(sheet, scene, scene.first)
                or _last_place(scene)
            )
            return by or _opponent(sheet, scene, suffers), suffers
        actor = (
            by or accused(sheet, scene) or _antecedent(sheet, scene) or subject_of(sheet, scene, scene.first)
        )
        return actor, _object(sheet, scene, actor, noun=False)
    suffers = _sufferer(sheet, scene)
    actor = by or accused(sheet, scene) or owner(sheet, scene) or named_in_trigger(sheet, scene)
    if actor is None and suffers is None:
        doing = governor(sheet, scene)
        actor = None if doing < 0 or words[doing - 1] in _DENYING else subject_of(sheet, scene, doing)
        actor = actor or mutual_subject(sheet, scene) or claimant(sheet, scene)
    if actor is suffers:
        actor = None
    return actor, suffers or _object(sheet, scene, actor, noun=True)


def struck_by_arms(sheet: Sheet, scene: Scene, weapon: Mention) -> tuple[Mention | None, Mention | None]:
    """(whose arms they are, what they strike), where a weapon is the verb's subject: "rebel rockets hit a school"."""
    before = [m for m in scene.before if m.last < weapon.first]
    led = Scene(weapon.first, weapon.last, scene.low, before, scene.after, scene.speakers)
    actor = owner(sheet, led)
    return actor, _object(sheet, scene, actor, noun=False)


def _fleeing(sheet: Sheet, scene: Scene) -> Mention | None:
    """Whom a participle before them describes: "retreating soldiers"."""
    if not sheet.reading.words[scene.first].endswith("ing"):
        return None
    return next((m for m in scene.after if m.first == scene.last + 1 and m.type in PEOPLE), None)


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
            return _those(sheet, scene, at - 1)
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


def _those(sheet: Sheet, scene: Scene, verb: int) -> Mention | None:
    """Who was hit: the subject of a passive; a participle alone belongs to what it stands behind ("the families of those killed")."""
    words, gaps = sheet.reading.words, sheet.reading.gaps
    before = verb - 1
    while before > scene.low and words[before].endswith("ly"):
        before -= 1
    subject = subject_of(sheet, scene, verb)
    if subject is None or words[before] in PASSIVE or gaps[verb - 1].strip():
        return subject
    return subject if subject.last == before else None


def _runs_onto(sheet: Sheet, scene: Scene) -> bool:
    """Whether the subject suffers what it strikes: "their lorry hit a mine", "soldiers struck a roadside bomb"."""
    words = sheet.reading.words
    struck = words[scene.first] in _STRIKING and words[scene.last + 1 : scene.last + 2] in (
        ["a"],
        ["an"],
        ["two"],
    )
    return struck and not _BURIED.isdisjoint(words[scene.last + 2 : scene.last + 5])


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
        if between[-2:-1] in _BLAMED or between[-3:-2] in _BLAMED:
            continue  # "a strike blamed on Ukraine": nobody who suffered it
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


def _meant_before(sheet: Sheet, scene: Scene) -> Mention | None:
    """Whom "he" or "they" right before a passive means: the subject of the clause before, "the gunman ... before he was killed"."""
    words = sheet.reading.words
    verb = scene.first
    while verb > scene.low and (words[verb - 1] in PASSIVE or words[verb - 1].endswith("ly")):
        verb -= 1
    if verb == scene.first or not follows_pronoun(sheet, scene, verb):
        return None
    return next(
        (
            m
            for m in scene.before
            if m.type in PEOPLE
            and not speaks(scene, m)
            and lead_of(words, m) not in BESIDE
            and words[m.first] not in PRONOUNS
        ),
        None,
    )


def _antecedent(sheet: Sheet, scene: Scene) -> Mention | None:
    """Whom the "who" of the verb's clause stands for: "killed a commander who had murdered civilians"."""
    words = sheet.reading.words
    at = scene.first - 1
    while at > scene.low and (words[at] in PASSIVE or words[at] in _HAVING or words[at].endswith("ly")):
        at -= 1
    if at <= scene.low or words[at] != "who":
        return None
    return next((m for m in reversed(scene.before) if m.last == at - 1 and m.type in PEOPLE), None)


def _last_place(scene: Scene) -> Mention | None:
    return next((m for m in reversed(scene.before) if m.type in _TARGETS), None)


def party_name(sheet: Sheet, mention: Mention | None) -> str:
    """A party as readers see it: its name, a place as it is written, without its article."""
    if mention is None:
        return ""
    return spelled(sheet, mention) if isinstance(mention, PlaceMention) or not mention.name else mention.name


def spelled(sheet: Sheet, mention: Mention) -> str:
    """The words of a mention without its article."""
    bare = mention.first < mention.last and sheet.reading.words[mention.first] in {"the", "a", "an"}
    return sheet.reading.span(mention.first + bare, mention.last)
