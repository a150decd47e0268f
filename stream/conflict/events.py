"""Events: trigger words with their ACLED sub-event type and PLOVER category, and who did it to whom, where and when."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from stream.conflict.draft import Draft, Mention, PlaceMention, sense
from stream.conflict.lexicon import Sense
from stream.conflict.matcher import Match
from stream.conflict.parties import ARMED, Scene, is_mutual, parties, shown, spelled, subject_pronoun
from stream.conflict.speakers import Speakers, teller
from stream.conflict.vocabulary import words
from stream.records import EntityType, Event

_BATTLE: Final = ("Battles", "Armed clash")
_AGAINST_CIVILIANS: Final = ("Violence against civilians", "Attack")
_REMOTE: Final = "Explosions/Remote violence"
_WINDOW: Final = 40
# What a blow was struck with tells its sub-event type, within this many words.
_INSTRUMENT_WORDS: Final = 8
_INSTRUMENTS: Final = {
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
_LABOUR: Final = words("events labour")
_TAKEN: Final = words("events taken")
_PASSIVE: Final = frozenset(["was", "were", "been", "being", "be", "is", "are"])
_VIOLENT: Final = frozenset({"Battles", _REMOTE, "Violence against civilians"})


@dataclass(slots=True)
class _Sheet:
    """Mentions by their first word, sorted, for windows around a trigger."""

    starts: list[int]
    mentions: list[Mention]

    def between(self, first: int, stop: int) -> list[Mention]:
        """Mentions that begin from word `first` to before `stop`."""
        return self.mentions[bisect_left(self.starts, first) : bisect_left(self.starts, stop)]


def find_events(draft: Draft, speakers: Speakers) -> list[Event]:
    """Every event of the text, in order; those who act and suffer in them get their roles."""
    live = sorted((m for m in draft.mentions if m.type is not None), key=lambda m: m.first)
    sheet = _Sheet([m.first for m in live], live)
    found = []
    for match in draft.matches:
        meaning = sense(match, "event")
        if meaning is not None and _happens(draft, match, meaning.name):
            found.append(_event(draft, sheet, match, meaning, speakers))
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


def _event(draft: Draft, sheet: _Sheet, match: Match, meaning: Sense, speakers: Speakers) -> Event:
    reading = draft.reading
    code = meaning.name
    event_type, sub_type, plover = meaning.attribute.split("|")
    low, high = reading.bounds(match.first)
    first, stop = max(low, match.first - _WINDOW), min(high, match.last + 1 + _WINDOW)
    before = [m for m in sheet.between(first, match.first) if m.last < match.first]
    after = sheet.between(match.last + 1, stop)
    number = reading.sentence_of[match.first]
    speaker = teller(speakers, number, match.first)
    scene = Scene(match.first, match.last, low, before, after, tuple(speakers.get(number, ())))
    actor, target = parties(draft, scene, retreats=plover == "RETREAT")
    if actor is None and low and subject_pronoun(draft, scene):
        earlier = sheet.between(reading.bounds(low - 1)[0], low)
        actor = next((m for m in earlier if m.type in ARMED or m.type is EntityType.GOVERNMENT), None)
    if code in {"ATTACK", "KILL"}:
        against = target is not None and target.type in {
            EntityType.CIVILIANS,
            EntityType.PERSON,
            EntityType.NATIONALITY,
        }
        fought = target is not None and target.type in ARMED
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
    if event_type in _VIOLENT and plover != "RETREAT":
        _cast(actor, target, mutual=is_mutual(reading.words[match.first]))
    return Event(
        EntityType.EVENT,
        start,
        end,
        reading.text[start:end],
        event_type=event_type,
        sub_event_type=sub_type,
        plover=plover,
        actor=shown(draft, actor),
        target=shown(draft, target),
        place=_place(draft, before, after),
        date=_date(draft, sheet.between(low, high), match.first),
        attribution=speaker.name if speaker is not None else "",
    )


def _cast(actor: Mention | None, target: Mention | None, *, mutual: bool) -> None:
    """Give those in an act of violence their roles; who attacks anywhere in a text is no mere victim there."""
    if actor is not None:
        actor.role = "attacker"
    if target is not None and target.role != "attacker":
        target.role = "attacker" if mutual and target.type in ARMED else "victim"


def _instrument(match: Match, before: list[Mention], after: list[Mention]) -> str:
    """The sub-event type of the nearest weapon or platform, "" if none is near."""
    near = [(match.first - m.last, m) for m in before] + [(m.first - match.last, m) for m in after]
    known = [(words, m.first, m.category) for words, m in near if m.category in _INSTRUMENTS]
    distance, _, category = min(known, default=(_INSTRUMENT_WORDS + 1, 0, ""))
    return _INSTRUMENTS[category] if distance <= _INSTRUMENT_WORDS else ""


def _suicide(words: list[str]) -> bool:
    return "suicide" in words


def _place(draft: Draft, before: list[Mention], after: list[Mention]) -> str:
    """The first settled place behind the trigger, else the last before it; a town rather than its country."""
    following = [m for m in after if isinstance(m, PlaceMention)]
    preceding = [m for m in reversed(before) if isinstance(m, PlaceMention)]
    for places in (following, preceding):
        for place in places:
            if place.precision not in {"country", "unresolved"}:
                return spelled(draft, place)
    places = following or preceding
    return spelled(draft, places[0]) if places else ""


def _date(draft: Draft, around: list[Mention], word: int) -> str:
    dates = [(abs(m.first - word), m.first, m) for m in around if m.type is EntityType.DATE]
    if not dates:
        return ""
    nearest = min(dates)[2]
    return nearest.value or draft.reading.span(nearest.first, nearest.last)
