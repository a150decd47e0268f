"""Events: trigger words with their ACLED sub-event type and PLOVER category, and who did it to whom, where and when."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from stream.conflict.draft import Draft, Mention, PlaceMention, sense
from stream.conflict.matcher import Match
from stream.conflict.vocabulary import words
from stream.records import EntityType, Event

_ACTORS = frozenset(
    {
        EntityType.ARMED_GROUP,
        EntityType.STATE_FORCES,
        EntityType.GOVERNMENT,
        EntityType.PERSON,
        EntityType.NATIONALITY,
        EntityType.CIVILIANS,
    }
)
_ARMED = frozenset({EntityType.ARMED_GROUP, EntityType.STATE_FORCES})
_TARGETS = _ACTORS | {EntityType.FACILITY, EntityType.PLACE, EntityType.ORGANISATION}
_BATTLE = ("Battles", "Armed clash")
_AGAINST_CIVILIANS = ("Violence against civilians", "Attack")
_REMOTE = "Explosions/Remote violence"
_WINDOW = 24
# What a blow was struck with tells its sub-event type, within this many words.
_INSTRUMENT_WORDS = 8
_INSTRUMENTS = {
    "aircraft": "Air/drone strike",
    "helicopter": "Air/drone strike",
    "drone": "Air/drone strike",
    "rocket": "Shelling/artillery/missile attack",
    "missile": "Shelling/artillery/missile attack",
    "mortar": "Shelling/artillery/missile attack",
    "artillery": "Shelling/artillery/missile attack",
    "ied": "Remote explosive/landmine/IED",
    "bomb": "Remote explosive/landmine/IED",
    "grenade": "Grenade",
    "chemical": "Chemical weapon",
    "suicide": "Suicide bomb",
}
# Words that make "strike" a matter of wages and "attack" or "battle" one of words.
_LABOUR = words("events labour")
_TAKEN = words("events taken")
_PASSIVE = frozenset(["was", "were", "been", "being", "be", "is", "are"])
_AUXILIARY_GAP = 3
_PRONOUNS = frozenset({"it", "they", "he", "she"})


@dataclass(slots=True)
class _Sheet:
    """Mentions by their first word, sorted, for windows around a trigger."""

    starts: list[int]
    mentions: list[Mention]

    def between(self, first: int, stop: int) -> list[Mention]:
        """Mentions that begin from word `first` to before `stop`."""
        return self.mentions[bisect_left(self.starts, first) : bisect_left(self.starts, stop)]


def find_events(draft: Draft) -> list[Event]:
    """Every event of the text, in order."""
    live = sorted((m for m in draft.mentions if m.type is not None), key=lambda m: m.first)
    sheet = _Sheet([m.first for m in live], live)
    found = []
    for match in draft.matches:
        meaning = sense(match, "event")
        if meaning is not None and _happens(draft, match, meaning.name):
            found.append(_event(draft, sheet, match, meaning.name, meaning.attribute))
    return found


def _happens(draft: Draft, match: Match, code: str) -> bool:
    """Whether the trigger tells of an event here: not taken by a name, not of wages, with something to take."""
    reading = draft.reading
    words = reading.words
    owner = draft.owner[match.first]
    if (
        owner is not None
        and owner.type not in {EntityType.WEAPON, EntityType.PLATFORM, None}
        and owner.last >= match.last
    ):
        return False
    first, stop = reading.bounds(match.first)
    if code == "FIRE":
        following = draft.owner[match.last + 1 : min(stop, match.last + 1 + _INSTRUMENT_WORDS)]
        return any(m is not None and m.category in _INSTRUMENTS for m in following)
    if words[match.first] in {"strike", "strikes"}:
        around = words[max(first, match.first - 8) : min(stop, match.last + 9)]
        return not _LABOUR & set(around)
    if code == "TAKE":
        after = words[match.last + 1 : min(stop, match.last + 7)]
        placed = any(
            isinstance(draft.owner[word], PlaceMention)
            for word in range(match.first, min(stop, match.last + 7))
        )
        subject = any(
            isinstance(draft.owner[word], PlaceMention)
            for word in range(max(first, match.first - 5), match.first)
        )
        return (
            placed
            or bool(_TAKEN & set(after))
            or (subject and words[match.first - 1] in _PASSIVE)
            or "control" in words[match.first : match.last + 1]
        )
    return not (
        words[match.first] == "fighting"
        and match.last + 1 < stop
        and words[match.last + 1] in {"for", "corruption", "fire", "fires", "chance"}
    )


def _event(draft: Draft, sheet: _Sheet, match: Match, code: str, meaning: str) -> Event:
    reading = draft.reading
    event_type, sub_type, plover = meaning.split("|")
    low, high = reading.bounds(match.first)
    first, stop = max(low, match.first - _WINDOW), min(high, match.last + 1 + _WINDOW)
    before = [m for m in sheet.between(first, match.first) if m.last < match.first]
    after = sheet.between(match.last + 1, stop)
    actor, target = _roles(draft, match, before, after)
    if actor is None and reading.words[low] in _PRONOUNS and low:
        earlier = sheet.between(reading.bounds(low - 1)[0], low)
        actor = next((m for m in earlier if m.type in _ARMED or m.type is EntityType.GOVERNMENT), None)
    if code in {"ATTACK", "KILL"}:
        against = target is not None and target.type in {
            EntityType.CIVILIANS,
            EntityType.PERSON,
            EntityType.NATIONALITY,
        }
        fought = target is not None and target.type in _ARMED
        event_type, sub_type = _AGAINST_CIVILIANS if against or (code == "KILL" and not fought) else _BATTLE
        if code == "ATTACK" and _suicide(
            reading.words[max(low, match.first - 3) : min(high, match.last + 5)]
        ):
            event_type, sub_type = _REMOTE, "Suicide bomb"
    if code in {"ATTACK", "FIRE"} and sub_type != "Suicide bomb":
        instrument = _instrument(match, before, after)
        if instrument:
            event_type, sub_type = _REMOTE, instrument
    elif code == "TAKE":
        regular = actor is not None and actor.type in {EntityType.STATE_FORCES, EntityType.GOVERNMENT}
        sub_type = "Government regains territory" if regular else "Non-state actor overtakes territory"
    start, end = reading.starts[match.first], reading.ends[match.last]
    return Event(
        EntityType.EVENT,
        start,
        end,
        reading.text[start:end],
        event_type=event_type,
        sub_event_type=sub_type,
        plover=plover,
        actor=_shown(draft, actor),
        target=_shown(draft, target),
        place=_place(draft, before, after),
        date=_date(draft, sheet.between(low, high), match.first),
    )


def _instrument(match: Match, before: list[Mention], after: list[Mention]) -> str:
    """The sub-event type of the nearest weapon or platform, "" if none is near."""
    near = [(match.first - m.last, m) for m in before] + [(m.first - match.last, m) for m in after]
    known = [(words, m.first, m.category) for words, m in near if m.category in _INSTRUMENTS]
    distance, _, category = min(known, default=(_INSTRUMENT_WORDS + 1, 0, ""))
    return _INSTRUMENTS[category] if distance <= _INSTRUMENT_WORDS else ""


def _roles(
    draft: Draft, match: Match, before: list[Mention], after: list[Mention]
) -> tuple[Mention | None, Mention | None]:
    """(who did it, who suffered it): active, passive with "by", and nouns with "by", "on", "against", "of"."""
    words = draft.reading.words
    passive = any(
        word in _PASSIVE for word in words[max(0, match.first - _AUXILIARY_GAP) : match.first]
    ) and words[match.last].endswith(("ed", "en", "n", "t"))
    actors_before = [m for m in before if m.type in _ACTORS]
    by = next(
        (
            m
            for m in after
            if m.type in _ACTORS
            and m.first
            and _preposition(words, m.first) == "by"
            and m.first - match.last <= 12
        ),
        None,
    )
    targets_after = [m for m in after if m.type in _TARGETS and m is not by and m.first - match.last <= 12]
    if passive:
        return by, actors_before[-1] if actors_before else None
    adjective = actors_before[-1] if actors_before and actors_before[-1].last == match.first - 1 else None
    armed = [m for m in actors_before if m.type in _ARMED or m.type is EntityType.GOVERNMENT]
    actor = by or adjective or (armed[-1] if armed else (actors_before[-1] if actors_before else None))
    people = [m for m in targets_after if m.type in _ACTORS]
    target = targets_after[0] if targets_after else None
    if (
        target is not None
        and target.type is EntityType.PLACE
        and people
        and people[0].first - match.last <= 6
    ):
        target = people[0]
    return actor, target


def _preposition(words: list[str], first: int) -> str:
    """The word before a mention, articles aside."""
    at = first - 1
    while at > 0 and words[at] in {"the", "a", "an", "suspected", "alleged"}:
        at -= 1
    return words[at]


def _suicide(words: list[str]) -> bool:
    return "suicide" in words


def _shown(draft: Draft, mention: Mention | None) -> str:
    if mention is None:
        return ""
    if isinstance(mention, PlaceMention):
        return draft.reading.span(mention.first, mention.last)
    return mention.name or draft.reading.span(mention.first, mention.last)


def _place(draft: Draft, before: list[Mention], after: list[Mention]) -> str:
    """The first settled place behind the trigger, else the last before it; a town rather than its country."""
    following = [m for m in after if isinstance(m, PlaceMention)]
    preceding = [m for m in reversed(before) if isinstance(m, PlaceMention)]
    for places in (following, preceding):
        for place in places:
            if place.precision not in {"country", "unresolved"}:
                return draft.reading.span(place.first, place.last)
    places = following or preceding
    return draft.reading.span(places[0].first, places[0].last) if places else ""


def _date(draft: Draft, around: list[Mention], word: int) -> str:
    dates = [(abs(m.first - word), m.first, m) for m in around if m.type is EntityType.DATE]
    if not dates:
        return ""
    nearest = min(dates)[2]
    return nearest.value or draft.reading.span(nearest.first, nearest.last)
