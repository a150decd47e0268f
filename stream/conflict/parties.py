"""Who did it and who suffered it: the parties of one event, from the words around its trigger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stream.conflict.draft import Draft, Mention, PlaceMention
from stream.conflict.speakers import Speaker
from stream.conflict.vocabulary import words
from stream.records import EntityType

ARMED: Final = frozenset({EntityType.ARMED_GROUP, EntityType.STATE_FORCES})
_PEOPLE: Final = ARMED | {
    EntityType.GOVERNMENT, EntityType.PERSON, EntityType.NATIONALITY, EntityType.CIVILIANS,
}  # fmt: skip
_TARGETS: Final = _PEOPLE | {EntityType.FACILITY, EntityType.PLACE, EntityType.ORGANISATION}
_PASSIVE: Final = frozenset({"was", "were", "been", "being", "be", "is", "are", "got"})
# Between "was" and its participle, beside words in -ly.
_ADVERBS: Final = frozenset(
    {"not", "also", "then", "later", "again", "still", "never", "often", "already", "first", "twice"}
)
_PRONOUNS: Final = frozenset({"it", "they", "he", "she"})
# Between a subject pronoun and its verb.
_BETWEEN: Final = frozenset({"had", "has", "have", "also", "later", "then", "would", "will"})
# Between a preposition and the mention that it leads: what counts, points out or describes.
_LEANING: Final = words("parties leaning")
# What leads an instrument, a place or a companion, never one who suffers a blow.
_ASIDE: Final = frozenset(
    {"with", "by", "from", "in", "inside", "near", "during", "after", "before", "into", "alongside", "under",
     "outside", "within", "across", "around", "between", "via", "through", "using", "until", "since", "when", "while"}
)  # fmt: skip
# What leads the one who suffers behind a noun of violence: "the attack on", "a strike against".
_AT: Final = frozenset(
    {
        "on",
        "against",
        "of",
        "at",
        "upon",
        "targeting",
        "targeted",
        "hitting",
        "hit",
        "struck",
        "that",
        "killing",
        "killed",
    }
)
_CLAUSES: Final = frozenset(
    {"after", "when", "while", "where", "who", "which", "because", "but", "before", "as", "although"}
)
# What leads one who stands before a trigger without being its subject.
_BESIDE: Final = frozenset(
    {"with", "by", "from", "in", "inside", "near", "against", "on", "alongside", "under", "between", "at"}
)
_DETERMINERS: Final = frozenset(
    {
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "its",
        "their",
        "his",
        "her",
        "in",
        "of",
        "one",
        "two",
        "three",
        "several",
        "other",
        "another",
        "each",
        "every",
        "by",
        "after",
        "heavy",
        "fresh",
        "recent",
        "new",
    }
)
_VERBS: Final = words("parties verbs")
_MUTUAL: Final = (
    "clash",
    "fight",
    "fought",
    "battl",
    "gunfight",
    "gunbattle",
    "firefight",
    "skirmish",
    "exchange",
    "hostilities",
    "combat",
)
_KINDS: Final = frozenset(
    {"militant", "rebel", "insurgent", "terrorist", "jihadist", "guerrilla", "separatist"}
)
_FAR: Final = 12
_BY: Final = 7


@dataclass(frozen=True, slots=True)
class Scene:
    """One trigger, by its first and last word, in the sentence that begins at word `low`, with the mentions around it."""

    first: int
    last: int
    low: int
    before: list[Mention]
    after: list[Mention]
    speakers: tuple[Speaker, ...] = ()


def parties(draft: Draft, scene: Scene, *, retreats: bool = False) -> tuple[Mention | None, Mention | None]:
    """(who did it, who suffered it), None where the sentence does not say.

    Active and passive voice, nouns of violence with "by", "on" and "against", what is claimed by, blamed on or
    believed to be of somebody. Whoever only reports it is neither. One who retreats acts, also when forced to.
    """
    words = draft.reading.words
    by = _agent(draft, scene)
    subjects = [
        m
        for m in scene.before
        if m.type in _PEOPLE and not _speaks(scene, m) and _lead(words, m) not in _BESIDE
    ]
    if retreats:
        return _subject(draft, scene, subjects), None
    verb = _is_verb(draft, scene)
    if verb and _is_passive(draft, scene):
        suffers = subjects[-1] if subjects else _last_place(scene)
        return by or _opponent(subjects, suffers), suffers
    accused = _accused(draft, scene)
    if verb:
        actor = by or accused or _subject(draft, scene, subjects)
        return actor, _object(draft, scene, actor, noun=False)
    actor = by or accused or _owner(draft, scene) or _within(draft, scene) or _subject(draft, scene, subjects)
    return actor, _object(draft, scene, actor, noun=True)


def is_mutual(trigger: str) -> bool:
    """Whether both sides fight by this word: neither is only a victim."""
    return trigger.startswith(_MUTUAL)


def subject_pronoun(draft: Draft, scene: Scene) -> bool:
    """Whether "it", "they", "he" or "she" is the subject of the trigger or of its sentence."""
    words = draft.reading.words
    return words[scene.low] in _PRONOUNS or _pronoun_before(draft, scene)


def _pronoun_before(draft: Draft, scene: Scene) -> bool:
    words = draft.reading.words
    at = scene.first - 1
    while at > scene.low and words[at] in _BETWEEN:
        at -= 1
    return at >= scene.low and words[at] in _PRONOUNS


def _speaks(scene: Scene, mention: Mention) -> bool:
    return any(one.first <= mention.last and mention.first <= one.last for one in scene.speakers)


def _subject(draft: Draft, scene: Scene, subjects: list[Mention]) -> Mention | None:
    """The nearest armed party or government before the trigger, else the nearest of the others.

    "It" and "they" before the verb are whoever speaks: "the army said it had killed ..."
    """
    if _pronoun_before(draft, scene):
        spoken = [one.mention for one in scene.speakers if one.last < scene.first]
        if spoken and spoken[-1] is not None:
            return spoken[-1]
    armed = [m for m in subjects if m.type in ARMED or m.type is EntityType.GOVERNMENT]
    return armed[-1] if armed else (subjects[-1] if subjects else None)


def _is_verb(draft: Draft, scene: Scene) -> bool:
    """Whether the trigger is a verb here: a past or participle, or a present behind its subject."""
    words = draft.reading.words
    first = words[scene.first]
    if first in _VERBS or first.endswith("ed"):
        return True
    if first.endswith("ing") and scene.first > scene.low:
        return words[scene.first - 1] not in _DETERMINERS and not _is_mention(draft, scene.first - 1)
    return False


def _is_mention(draft: Draft, word: int) -> bool:
    owned = draft.owner[word]
    return owned is not None and owned.type in _PEOPLE


def _is_passive(draft: Draft, scene: Scene) -> bool:
    """Whether the past is passive: behind "was", or in a headline's "militias routed in", "villagers killed by"."""
    words = draft.reading.words
    at = scene.first - 1
    while at > scene.low and (words[at].endswith("ly") or words[at] in _ADVERBS):
        at -= 1
    if at >= scene.low and words[at] in _PASSIVE:
        return words[scene.last].endswith(("d", "n", "t", "k", "led"))
    following = words[scene.last + 1] if scene.last + 1 < len(words) else ""
    return following == "by" or (following in {"in", "near", "during"} and words[scene.first] in _TRANSITIVE)


_TRANSITIVE: Final = words("parties transitive")


def _agent(draft: Draft, scene: Scene) -> Mention | None:
    """Whom "by" names, or on whom it is blamed: the first party within a few words of it."""
    reading = draft.reading
    words = reading.words
    stop = min(reading.bounds(scene.first)[1], scene.last + 1 + _FAR)
    for at in range(scene.last + 1, stop):
        word = words[at]
        leads = (
            word == "by"
            or (word == "on" and words[at - 1] in {"blamed", "pinned"})
            or (word == "be" and words[at - 2] == "believed")
        )
        if leads:
            agent = next((m for m in scene.after if at < m.first <= at + _BY and m.type in _PEOPLE), None)
            if agent is not None:
                return agent
        if word in {"after", "when", "while", "but"}:
            return None
    return None


def _accused(draft: Draft, scene: Scene) -> Mention | None:
    """Whom somebody before the trigger blames or accuses: "officials blamed X for the attack"."""
    words = draft.reading.words
    for mention in reversed(scene.before):
        if mention.type in _PEOPLE:
            at = mention.first - 1
            while at > scene.low and words[at] in _LEANING:
                at -= 1
            if at >= scene.low and words[at] in {
                "blamed",
                "accused",
                "blames",
                "accuses",
                "blaming",
                "accusing",
            }:
                return mention
    return None


def _owner(draft: Draft, scene: Scene) -> Mention | None:
    """The party right before a noun: "Russian bombardment", "the army's assault"."""
    if not scene.before:
        return None
    mention = scene.before[-1]
    between = draft.reading.words[mention.last + 1 : scene.first]
    near = not between or (len(between) <= 3 and between[0] == "'s")
    return mention if near and mention.type in _PEOPLE and not _speaks(scene, mention) else None


def _within(draft: Draft, scene: Scene) -> Mention | None:
    """Those whom the trigger itself names: "militant attacks"."""
    if scene.last > scene.first and draft.reading.words[scene.first] in _KINDS:
        return Mention(EntityType.ARMED_GROUP, scene.first, scene.first, generic=True)
    return None


def _opponent(subjects: list[Mention], suffers: Mention | None) -> Mention | None:
    """The other armed party of the sentence, where a passive names nobody: "rebels took the town after soldiers were ambushed"."""
    if suffers is None or suffers.type not in ARMED:
        return None
    first = next((m for m in subjects if m.type in ARMED), None)
    return (
        first
        if first is not None and first is not suffers and (first.name or "") != (suffers.name or " ")
        else None
    )


def _object(draft: Draft, scene: Scene, actor: Mention | None, *, noun: bool) -> Mention | None:
    """The first behind the trigger who can suffer it; a person or party before a place."""
    words = draft.reading.words
    found: list[Mention] = []
    aside = _ASIDE - {"with", "between"} if is_mutual(words[scene.first]) else _ASIDE
    for mention in scene.after:
        between = words[scene.last + 1 : mention.first]
        if mention.first - scene.last > _FAR or not _CLAUSES.isdisjoint(between):
            break
        if mention is actor or mention.type not in _TARGETS or _speaks(scene, mention):
            continue
        aims = not between or is_mutual(words[scene.first]) or not _AT.isdisjoint(between[:2])
        if _lead(words, mention) in aside or (noun and not found and not aims):
            continue
        found.append(mention)
    if not found:
        return None
    target = found[0]
    if target.type is EntityType.PLACE:
        people = next((m for m in found if m.type in _PEOPLE and m.first - scene.last <= _FAR // 2), None)
        return people or target
    return target


def _last_place(scene: Scene) -> Mention | None:
    return next((m for m in reversed(scene.before) if m.type in _TARGETS), None)


def _lead(words: list[str], mention: Mention) -> str:
    """The word that leads a mention, what counts or describes it aside."""
    at = mention.first - 1
    low = max(0, at - 6)
    while at > low and (words[at] in _LEANING or words[at][:1].isdigit()):
        at -= 1
    return words[at] if at >= 0 else ""


def shown(draft: Draft, mention: Mention | None) -> str:
    """A party as readers see it: its name, a place as it is written, without its article."""
    if mention is None:
        return ""
    return spelled(draft, mention) if isinstance(mention, PlaceMention) or not mention.name else mention.name


def spelled(draft: Draft, mention: Mention) -> str:
    """The words of a mention without its article."""
    bare = mention.first < mention.last and draft.reading.words[mention.first] in {"the", "a", "an"}
    return draft.reading.span(mention.first + bare, mention.last)
