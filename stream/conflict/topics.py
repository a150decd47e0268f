"""Is it about armed conflict, how surely, and which IPTC Media Topics of 16000000 it gets."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from stream.conflict.draft import sense
from stream.conflict.matcher import Match
from stream.records import Actor, Arms, Casualty, Entity, EntityType, Event

# Parent of each topic below "conflict, war and peace" (IPTC Media Topics, release of April 2019).
_PARENTS = {
    54: 53, 55: 53, 57: 56, 58: 56, 59: 58, 60: 56, 61: 56, 62: 56, 63: 62, 66: 65, 67: 65, 68: 65, 69: 65,
    72: 71, 74: 73, 75: 73, 76: 73, 78: 77, 79: 77,
}  # fmt: skip
_VIOLENT = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})
_UNREST = frozenset({"Protests", "Riots"})
# Points of evidence: each counts once per distinct thing, so that length alone does not make a conflict.
_EVENT_POINTS = {
    "Battles": 1.0,
    "Explosions/Remote violence": 1.0,
    "Violence against civilians": 1.0,
    "Riots": 0.7,
    "Protests": 0.4,
    "Strategic developments": 0.4,
}
_HALF = 2.5  # points at which the score is one half
_PEACE = 0.6  # taken off for each distinct word of sport, trade or art
_WARLIKE = frozenset({53, 54, 55, 63, 71, 72})  # topics that speak of armed violence by themselves
_CIVIL = 0.4  # left of the points where no armed party and no weapon of war is named: crime and accidents
_LONE = frozenset(
    {
        "attacker",
        "attackers",
        "assailant",
        "assailants",
        "kidnappers",
        "kidnapper",
        "enemy",
        "fighter",
        "fighters",
        "gunman",
    }
)
_CIVIL_ARMS = frozenset({"small_arms", "blade", "generic", "riot_control", "ship", "nuclear"})
_MOST_ALIKE = 4  # of one kind of evidence this many count
# A topic's word once may be a figure of speech; these need it twice, or once beside fighting.
_LOOSE_TOPICS = frozenset({62, 65, 67, 68, 72, 55, 53, 57, 70, 71})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a text as a whole is about."""

    relevant: bool
    score: float
    media_topics: tuple[str, ...]


def judge(matches: list[Match], headline: list[Match], entities: list[Entity]) -> Verdict:
    """Weigh the entities and the telling words of body and headline (which counts double)."""
    events = [entity for entity in entities if isinstance(entity, Event)]
    peace: set[str] = set()
    cues: Counter[int] = Counter()
    for weight, found in ((1, matches), (2, headline)):
        for match in found:
            topic = sense(match, "topic")
            elsewhere = sense(match, "peace", "crime")
            if elsewhere is not None:
                peace.add(elsewhere.attribute)
            elif topic is not None:
                for code in topic.attribute.split():
                    cues[int(code) - 20000000] += weight
    score = _score(entities, events, cues, headline, len(peace))
    fought = any(event.event_type in _VIOLENT for event in events)
    unrest = any(event.event_type in _UNREST for event in events)
    parties = {entity.name or entity.text.casefold() for entity in entities if _armed(entity)}
    relevant = score >= 0.5 and (fought or bool(cues) or unrest or len(parties) > 1)
    return Verdict(relevant, round(score, 3), _topics(entities, events, cues, fought) if relevant else ())


def _score(
    entities: list[Entity], events: list[Event], cues: Counter[int], headline: list[Match], peace: int
) -> float:
    points = 0.0
    unrest = any(event.event_type in _UNREST for event in events)
    for event_type, worth in _EVENT_POINTS.items():
        distinct = {event.text.casefold() for event in events if event.event_type == event_type}
        points += worth * min(len(distinct), _MOST_ALIKE)
    groups = {e.name or e.text.casefold() for e in entities if e.type is EntityType.ARMED_GROUP}
    forces = {
        e.name or e.text.casefold()
        for e in entities
        if e.type is EntityType.STATE_FORCES and "police" not in e.text.casefold()
    }
    weapons = {e.category for e in entities if isinstance(e, Arms) and e.type is not EntityType.FACILITY}
    killed = {(e.kind, e.minimum) for e in entities if isinstance(e, Casualty)}
    points += min(len(groups), _MOST_ALIKE) + 0.6 * min(len(forces), _MOST_ALIKE)
    points += (
        0.5 * min(len(weapons), _MOST_ALIKE)
        + 0.8 * min(len(killed), _MOST_ALIKE)
        + 0.4 * min(len(cues), _MOST_ALIKE)
    )
    points += 0.5 * min(sum(sense(match, "event", "group", "weapon") is not None for match in headline), 2)
    points -= _PEACE * peace
    if (
        not unrest
        and not _WARLIKE & cues.keys()
        and not any(_armed(entity) or _of_war(entity) for entity in entities)
    ):
        points *= _CIVIL
    return points / (points + _HALF) if points > 0 else 0.0


def _armed(entity: Entity) -> bool:
    """An armed party that is no police and no mere attacker."""
    if entity.type is EntityType.STATE_FORCES:
        return "polic" not in entity.text.casefold()
    return entity.type is EntityType.ARMED_GROUP and entity.text.casefold() not in _LONE


def _of_war(entity: Entity) -> bool:
    """Arms that crime seldom has."""
    return (
        isinstance(entity, Arms)
        and entity.type is not EntityType.FACILITY
        and entity.category not in _CIVIL_ARMS
    )


def _topics(entities: list[Entity], events: list[Event], cues: Counter[int], fought: bool) -> tuple[str, ...]:
    numbers = {number for number, count in cues.items() if count > 1 or fought or number not in _LOOSE_TOPICS}
    kinds = Counter(event.event_type for event in events)
    armed = {entity.type for entity in entities} & {EntityType.ARMED_GROUP, EntityType.STATE_FORCES}
    if kinds["Battles"] or (kinds["Explosions/Remote violence"] and armed):
        numbers.add(56)
    if EntityType.ARMED_GROUP not in armed:
        numbers.discard(57)
    if any(event.sub_event_type == "Agreement" for event in events):
        numbers.add(73)
    if kinds["Riots"]:
        numbers.add(69)
    if kinds["Protests"] > 1:
        numbers.add(66)
    if 56 in numbers and len(armed) == 2 and _at_home(entities):
        numbers.add(63)
    for number in list(numbers):
        while number in _PARENTS:
            number = _PARENTS[number]  # noqa: PLW2901 - climbs the tree
            numbers.add(number)
    return tuple(f"medtop:{20000000 + number}" for number in sorted(numbers)) or ("medtop:16000000",)


def _at_home(entities: list[Entity]) -> bool:
    """Whether a state's forces are named that fight an armed group where places of that state are named."""
    own = {
        e.country
        for e in entities
        if isinstance(e, Actor) and e.type is EntityType.STATE_FORCES and e.country
    }
    where = Counter(getattr(e, "country", "") for e in entities if e.type is EntityType.PLACE)
    where.pop("", None)
    return bool(where) and where.most_common(1)[0][0] in own
