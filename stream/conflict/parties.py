"""Who did it and who suffered it: the parties of one event, from the words around its trigger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stream.conflict.draft import Draft, Mention, PlaceMention
from stream.conflict.numbers import starts_count
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
    {
        "with",
        "to",
        "for",
        "about",
        "than",
        "like",
        "by",
        "from",
        "in",
        "inside",
        "near",
        "against",
        "on",
        "alongside",
        "under",
        "between",
        "at",
    }
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
PEOPLE_NOUNS: Final = words("casualties victims") | words("casualties singulars")
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
# A noun's doer is the subject of these: "launched an attack", "claimed responsibility for the bombing".
_DOING: Final = words("parties doing")
_HARMING: Final = words("parties harming")
# Whom these befall is the subject: "was hit by", "were wounded in".
_HIT: Final = words("parties hit")
_HARMING_PASTS: Final = _HIT | {"hurt", "hacked"}
_REDUCED: Final = frozenset(
    {"in", "by", "during", "at", "near", "when", "after", "on", "as", "since", "", "outside", "inside"}
)
_COMING: Final = frozenset(
    {"came", "come", "comes", "coming", "were", "was", "are", "is", "been", "be", "fell", "being"}
)
_SERIES: Final = words("parties series")
_DENYING: Final = words("certainty denying")
# Words that part a noun of violence from a verb before it, whose object it then is not.
_SAYING: Final = words("speakers saying") | {"feared", "believed", "based"}
_UNGOVERNED: Final = words("parties ungoverned")
_MODIFYING: Final = frozenset({"armed", "coordinated", "sustained", "planned", "targeted", "suspected", "continued", "repeated",
                               "renewed", "unprovoked", "attempted", "guided", "manned", "armoured", "armored"})  # fmt: skip
_OPENING: Final = words("parties opening")
_PARTING: Final = words("parties parting")
_NO_DESCRIPTION: Final = words("parties no_description")
_PLANTING: Final = words("parties planting")
# Verb and noun alike: the words around tell.
_EITHER: Final = words("parties either")
_MODALS: Final = frozenset(
    {"will", "would", "could", "can", "may", "might", "shall", "should", "must", "did", "does", "do"}
)
_BOUNDING: Final = frozenset({"at", "more", "some", "about", "over", "nearly", "as", "up", "around", "almost", "roughly",
                              "another", "between", "approximately", "an", "fewer", "less", "no", "other"})  # fmt: skip
_OBJECTS: Final = frozenset({"the", "their", "his", "its", "her", "them", "him", "himself", "herself", "themselves", "it",
                             "these", "those", "this", "that", "all", "every", "both", "each", "us", "me", "our", "my",
                             "others", "more"})  # fmt: skip
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

    A verb has its subject and object, turned where it is passive. A noun has a doer by syntax alone: "by X", "X's attack",
    "the X attack", "X launched an attack", what is claimed by, blamed on or believed to be of X; never whoever stands
    near. Whoever only reports it is neither. One who retreats acts, also when forced to.
    """
    words = draft.reading.words
    if retreats:
        return _fleeing(draft, scene) or _subject(draft, scene, scene.first), None
    verb = is_verb(draft, scene)
    active = verb and not _is_passive(draft, scene)
    by = None if active and has_object(draft, scene.last) else _agent(draft, scene)
    if verb:
        if not active:
            suffers = _subject(draft, scene, scene.first) or _last_place(scene)
            return by or _opponent(draft, scene, suffers), suffers
        actor = by or _accused(draft, scene) or _subject(draft, scene, scene.first)
        return actor, _object(draft, scene, actor, noun=False)
    suffers = _sufferer(draft, scene)
    actor = by or _accused(draft, scene) or _owner(draft, scene) or _within(draft, scene)
    if actor is None and suffers is None:
        verb = governor(draft, scene)
        actor = None if verb < 0 or words[verb - 1] in _DENYING else _subject(draft, scene, verb)
        actor = actor or _mutual_subject(draft, scene) or _claimant(draft, scene)
    if actor is suffers:
        actor = None
    return actor, suffers or _object(draft, scene, actor, noun=True)


def _fleeing(draft: Draft, scene: Scene) -> Mention | None:
    """Whom a participle before them describes: "retreating soldiers"."""
    if not draft.reading.words[scene.first].endswith("ing"):
        return None
    return next((m for m in scene.after if m.first == scene.last + 1 and m.type in _PEOPLE), None)


def governor(draft: Draft, scene: Scene) -> int:
    """The word of the verb whose object a noun is, -1 without one: "launched" of "launched a wave of attacks".

    A verb of violence governs what it was done in or with: "killed four in an attack".
    """
    words, gaps = draft.reading.words, draft.reading.gaps
    led = False
    for at in range(scene.first - 1, max(scene.low, scene.first - _FAR) - 1, -1):
        word, gap = words[at], gaps[at]
        if any(mark in gap for mark in ",;:\u2014") or "--" in gap:
            return -1
        if word in _DOING:
            passive = at > scene.low and words[at - 1] in _PASSIVE
            reduced = word.endswith("ed") and not passive and words[at + 1] in {"by", "in", "during"}
            return -1 if passive or reduced else at
        if word in _HARMING and led:
            return at if has_object(draft, at) and words[at - 1] not in _PASSIVE else -1
        if word in {"in", "with", "during"}:
            led = True
        elif word == "of":
            if words[at - 1] not in _SERIES:
                return -1
        elif word in _UNGOVERNED or (
            word.endswith("ed") and not led and draft.owner[at] is None and word not in _MODIFYING
        ):
            return -1
    return -1


def has_object(draft: Draft, verb: int) -> bool:
    """Whether a verb has an object right behind it: a count, a determiner, people or a thing named."""
    reading = draft.reading
    words, gaps = reading.words, reading.gaps
    stop = reading.bounds(verb)[1]
    at = verb + 1
    if at < stop and words[at] in {"and", "or"} and at + 1 < stop and words[at + 1] in _HARMING:
        at += 2
    if at < stop and words[at] in {"dead", "down", "off", "up"} and not gaps[at - 1].strip():
        at += 1
    owned = draft.owner[at] if at < stop else None
    if owned is not None and owned.type is EntityType.DATE and owned.last + 1 < stop:
        at = owned.last + 1
        owned = draft.owner[at]
    if at >= stop or gaps[at - 1].strip():
        return False
    if owned is not None and owned.type not in {EntityType.DATE, None}:
        return True
    word = words[at]
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
        or (at + 1 < stop and words[at + 1] in PEOPLE_NOUNS and word not in _ASIDE and word not in _CLAUSES)
    )


def is_mutual(trigger: str) -> bool:
    """Whether both sides fight by this word: neither is only a victim."""
    return trigger.startswith(_MUTUAL)


def subject_pronoun(draft: Draft, scene: Scene) -> bool:
    """Whether "it", "they", "he" or "she" is the subject of the trigger or of its sentence."""
    words = draft.reading.words
    return words[scene.low] in _PRONOUNS or _pronoun_before(draft, scene, scene.first)


def _pronoun_before(draft: Draft, scene: Scene, verb: int) -> bool:
    words = draft.reading.words
    at = verb - 1
    while at > scene.low and words[at] in _BETWEEN:
        at -= 1
    return at >= scene.low and words[at] in _PRONOUNS


def _speaks(scene: Scene, mention: Mention) -> bool:
    return any(one.first <= mention.last and mention.first <= one.last for one in scene.speakers)


def _subject(draft: Draft, scene: Scene, verb: int) -> Mention | None:
    """Who does what the verb at a word says: the nearest in its clause whom no preposition leads.

    "It" and "they" before the verb are whoever speaks: "the army said it had killed ..."
    """
    words = draft.reading.words
    if _pronoun_before(draft, scene, verb):
        spoken = [one.mention for one in scene.speakers if one.last < verb]
        if spoken and spoken[-1] is not None:
            return spoken[-1]
    low = _clause(draft, scene, verb)
    found = [
        m
        for m in scene.before
        if m.last < verb
        and m.type in _PEOPLE
        and not _speaks(scene, m)
        and _lead(words, m) not in _BESIDE
        and not _owns(words, m, verb)
        and not _is_object(draft, m)
    ]
    near = [m for m in found if m.first >= low]
    if not near and (words[verb].endswith("ing") or _continues(words, low)):
        near = found
    if not near:
        return None
    armed = [m for m in near if m.type in ARMED or m.type is EntityType.GOVERNMENT]
    return near[-1] if _stands_before(draft, near[-1], verb) or not armed else armed[-1]


def _clause(draft: Draft, scene: Scene, verb: int) -> int:
    """The first word of the clause that a verb is of: behind a conjunction, a semicolon or "said that"."""
    words, gaps = draft.reading.words, draft.reading.gaps
    for at in range(verb - 1, scene.low - 1, -1):
        if ";" in gaps[at] or words[at] in _OPENING:
            return at + 1
    return scene.low


def _continues(words: list[str], low: int) -> bool:
    """Whether a clause has the subject of the one before: "but later attacked", "before shelling"."""
    return low > 0 and words[low - 1] in {"but", "before", "after", "while", "since", "who", "which", "then"}


def _stands_before(draft: Draft, mention: Mention, verb: int) -> bool:
    """Whether only what may part a subject from its verb stands between them."""
    words = draft.reading.words
    return all(words[at] in _PARTING or words[at].endswith("ly") for at in range(mention.last + 1, verb))


def _is_object(draft: Draft, mention: Mention) -> bool:
    """Whether a verb before it has it as its object: the "soldiers" of "killed twelve soldiers and wounded many"."""
    words = draft.reading.words
    at = mention.first - 1
    low = max(draft.reading.bounds(mention.first)[0], at - 6)
    while at > low and not draft.reading.gaps[at].strip() and (words[at] in _LEANING or words[at][:1].isdigit() or starts_count(words[at])):
        at -= 1
    if at < low or draft.owner[at] is not None or "," in draft.reading.gaps[at]:
        return False
    lead = words[at]
    return (lead in _HARMING or lead.endswith("ed")) and lead not in _SAYING and lead not in _MODIFYING


def _owns(words: list[str], mention: Mention, verb: int) -> bool:
    """Whether it is whose, not who: "the rebels' claim"."""
    after = mention.last + 1
    return after < verb and words[after] in {"'s", "'"}


def _sufferer(draft: Draft, scene: Scene) -> Mention | None:
    """The subject that a noun of violence befalls: "came under attack", "was hit by a strike", "were hurt in the blast"."""
    words, gaps = draft.reading.words, draft.reading.gaps
    if words[scene.first] in _COMING and scene.last > scene.first:
        return _subject(draft, scene, scene.first)  # the trigger itself is "came under fire"
    for at in range(scene.first - 1, max(scene.low, scene.first - _BY) - 1, -1):
        if any(mark in gaps[at] for mark in ",;:\u2014"):
            return None
        word = words[at]
        verb = words[at - 1] if at > scene.low else ""
        if word == "under" and verb in _COMING:
            return _subject(draft, scene, at - 1)
        if word in {"by", "in", "during"} and verb in _HIT and not has_object(draft, at - 1):
            return _subject(draft, scene, at - 1)
        if word == "of" and verb in {"target", "victim", "victims", "targets"}:
            return _subject(draft, scene, at - 1)
        if word in {
            "survived",
            "suffered",
            "faced",
            "endured",
            "repelled",
            "repulsed",
            "escaped",
            "withstood",
        }:
            return _subject(draft, scene, at)
        if (
            draft.owner[at] is None
            and word not in _DETERMINERS
            and word not in _LEANING
            and word.endswith("ed")
        ):
            return None
    return None


def _mutual_subject(draft: Draft, scene: Scene) -> Mention | None:
    """Who fights by a noun that both sides share: "clashes between X and Y"."""
    words = draft.reading.words
    if not is_mutual(words[scene.first]):
        return None
    after = [m for m in scene.after if m.type in _PEOPLE and m.first - scene.last <= _BY]
    if after and words[scene.last + 1] in {"between", "among", "involving", "pitting"}:
        return after[0]
    return None


def _claimant(draft: Draft, scene: Scene) -> Mention | None:
    """Such as "an attack that X claimed", "the bombing, which X carried out"."""
    words = draft.reading.words
    for mention in scene.after:
        if mention.first - scene.last > _BY:
            return None
        between = words[scene.last + 1 : mention.first]
        if mention.type in _PEOPLE and not {"that", "which"}.isdisjoint(between[-2:]):
            verb = next(
                (
                    words[at]
                    for at in range(mention.last + 1, min(mention.last + 4, len(words)))
                    if words[at] not in {"later", "has", "had", "have", "also"}
                ),
                "",
            )
            return mention if verb in _DOING else None
    return None


def is_verb(draft: Draft, scene: Scene) -> bool:
    """Whether the trigger is a verb here: a past or participle, or a present behind its subject."""
    words = draft.reading.words
    at = scene.first
    first = words[at]
    if first in _VERBS or first in _HARMING_PASTS or first.endswith("ed"):
        return True
    before = words[at - 1] if at > scene.low else ""
    if first.endswith("ing") and before:
        return before not in _DETERMINERS and not _is_mention(draft, at - 1) and has_object(draft, scene.last)
    if first in _EITHER and scene.first == scene.last:
        if before in _MODALS or (before == "not" and at - 1 > scene.low):
            return True
        if before == "to" or _is_mention(draft, at - 1):
            return has_object(draft, scene.last) or _takes_place(draft, scene.last)
    return False


def _takes_place(draft: Draft, last: int) -> bool:
    """Whether a place or a facility follows as an object: "rebels attack Mosul"."""
    after = last + 1
    return after < len(draft.owner) and draft.owner[after] is not None


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
    if words[scene.first] in _HIT and following in _REDUCED and not has_object(draft, scene.last):
        return True  # "20 people wounded in a blast"
    return following == "by" or (following in {"in", "near", "during"} and words[scene.first] in _TRANSITIVE)


_TRANSITIVE: Final = words("parties transitive")


def _agent(draft: Draft, scene: Scene) -> Mention | None:
    """Whom "by" names, or on whom it is blamed: the party that it leads; "from" behind "under attack"."""
    reading = draft.reading
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
                and (
                    words[scene.first - 1] in {"under", "of", "drew", "heavy"}
                    or words[scene.first] in _COMING
                )
            )
            or (word == "of" and words[at - 1] in {"work", "handiwork"})
        )
        if leads:
            agent = _led(draft, scene, at)
            if agent is not None:
                return agent
        if word in {"after", "when", "while", "but"} or (word == "by" and not _planted(words, at, stop)):
            return None
    return None


def _led(draft: Draft, scene: Scene, by: int) -> Mention | None:
    """The party that a preposition at a word leads, over what counts or describes it: "by a group of masked gunmen"."""
    words, gaps = draft.reading.words, draft.reading.gaps
    for mention in scene.after:
        if mention.first <= by:
            continue
        if mention.first > by + _BY or mention.type not in _PEOPLE:
            if mention.type in _PEOPLE or not isinstance(mention, PlaceMention):
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


def _opponent(draft: Draft, scene: Scene, suffers: Mention | None) -> Mention | None:
    """The other armed party of the sentence, where a passive names nobody: "rebels took the town after soldiers were ambushed"."""
    if suffers is None or suffers.type not in ARMED:
        return None
    words = draft.reading.words
    first = next(
        (
            m
            for m in scene.before
            if m.type in ARMED and not _speaks(scene, m) and _lead(words, m) not in _BESIDE
        ),
        None,
    )
    if first is None or first is suffers or (first.name or "") == (suffers.name or " "):
        return None
    return first


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
