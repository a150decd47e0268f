"""Events: trigger words with their ACLED sub-event type and PLOVER category, and who did it to whom, where and when."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from stream.model.tags import EntityType, Event
from stream.tagging.events.casualties import Harm
from stream.tagging.events.certainty import certainty
from stream.tagging.events.clauses import ARMED, Scene, is_verb, subject_pronoun
from stream.tagging.events.doers import governor, is_mutual
from stream.tagging.events.parties import parties, party_name, struck_by_arms
from stream.tagging.events.speakers import Speakers, teller
from stream.tagging.events.triggers import INSTRUMENTS, Trigger, happens, instrument
from stream.tagging.events.weapon_strikes import Strike, find_strikes
from stream.tagging.events.whereabouts import PlaceText, narrowed, within
from stream.tagging.lexicon.reading import Reading
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.sheet import Mention, Sheet, sense

_SLAYING: Final = word_list("events slaying")
_BATTLE: Final = ("Battles", "Armed clash")
_AGAINST_CIVILIANS: Final = ("Violence against civilians", "Attack")
_REMOTE: Final = "Explosions/Remote violence"
_WINDOW: Final = 40
# What befell the victims to the event that it is, where the killer is named: code and types as in the lexicon.
_DEEDS: Final = {
    "killed": ("KILL", "Violence against civilians|Attack|ASSAULT"),
    "injured": ("ATTACK", "Violence against civilians|Attack|ASSAULT"),
}
_HARMING: Final = word_list("parties harming") | _SLAYING
# Told of the dead as passives.
_SLAIN: Final = word_list("casualties done killed") | {"shot"}
# A casualty behind one of these is of another event.
_CLAUSES: Final = word_list("events clauses")
_WARDING: Final = word_list("events warding")
_BY_WORD: Final = itemgetter(0)
# Its sub-event type is that of the weapon.
_STRIKE: Final = f"{_REMOTE}||ASSAULT"
_VIOLENT: Final = frozenset({"Battles", _REMOTE, "Violence against civilians"})


@dataclass(slots=True)
class _Lookup:
    """Mentions by their first word, sorted, for windows around a trigger."""

    starts: list[int]
    mentions: list[Mention]

    def between(self, first: int, stop: int) -> list[Mention]:
        """Mentions that begin from word `first` to before `stop`."""
        return self.mentions[bisect_left(self.starts, first) : bisect_left(self.starts, stop)]


def find_events(sheet: Sheet, speakers: Speakers, harms: list[Harm], places: list[PlaceText]) -> list[Event]:
    """Every event of the text, in order; those who act and suffer in them get their roles.

    `harms` are the casualties: their victims are the targets of the events that hurt them, and a killing whose killer the
    text names is an event of its own. `places` are those of the text, in order.
    """
    live = sorted((m for m in sheet.mentions if m.type is not None), key=lambda m: m.first)
    lookup = _Lookup([m.first for m in live], live)
    victims: dict[int, Harm] = {}
    by_sentence: dict[int, list[Harm]] = {}
    for harm in harms:
        victims.setdefault(harm.verb, harm)
        by_sentence.setdefault(harm.sentence, []).append(harm)
    found: list[tuple[int, Event]] = []
    taken: set[int] = set()
    fought: set[int] = set()
    strikes = find_strikes(sheet)
    of_arms = {strike.verb for strike in strikes if not strike.passive}
    for match in sheet.matches:
        meaning = sense(match, "event")
        if match.first == match.last and match.first in of_arms:
            continue  # whose subject is a weapon: below
        if meaning is None or (match.first in victims and sheet.reading.words[match.first] in _SLAYING):
            continue  # "hacked 11 villagers to death": no matter of computers
        if happens(sheet, match, meaning.name):
            hurt = by_sentence.get(sheet.reading.sentence_of[match.first], [])
            trigger = Trigger(match.first, match.last, meaning.name, meaning.attribute)
            event = _event(sheet, lookup, trigger, speakers, hurt, places)
            if event is not None:
                found.append((match.first, event))
                if event.event_type in _VIOLENT:
                    fought.add(sheet.reading.sentence_of[match.first])
                taken.update(range(match.first, match.last + 1))
    for word, harm in sorted(victims.items()):
        if (
            word not in taken | of_arms
            and harm.casualty.kind in _DEEDS
            and sheet.reading.words[word] in _HARMING
        ):
            last = word + (sheet.reading.words[word : word + 2] == ["shot", "dead"])
            if sheet.reading.words[word].endswith("ing") and harm.sentence in fought:
                continue  # "ambushed a convoy, killing nine": one event
            trigger = Trigger(word, last, *_DEEDS[harm.casualty.kind])
            event = _event(sheet, lookup, trigger, speakers, [harm], places, killing=True)
            if event is not None:
                found.append((word, event))
    found += _passives(sheet, lookup, speakers, by_sentence, places, taken | victims.keys())
    told = taken | {word for word, _ in found}
    for strike in strikes:
        first, last = sorted((strike.weapon.first, strike.verb))
        if not told.isdisjoint(range(first, max(last, strike.weapon.last) + 1)):
            continue  # "rockets fired by rebels landed in a field": one event
        hurt = by_sentence.get(sheet.reading.sentence_of[strike.verb], [])
        trigger = Trigger(strike.verb, strike.verb, "FIRE", _STRIKE)
        event = _event(sheet, lookup, trigger, speakers, hurt, places, weapon=strike)
        if event is not None:
            found.append((strike.verb, event))
    return [event for _, event in sorted(found, key=_BY_WORD)]


def _passives(
    sheet: Sheet,
    lookup: _Lookup,
    speakers: Speakers,
    by_sentence: dict[int, list[Harm]],
    places: list[PlaceText],
    told: set[int],
) -> list[tuple[int, Event]]:
    """Killings by somebody named whose victims another word counts, or a pronoun means.

    "The bodies of nine men killed by bandits", "before he was killed by police".
    """
    words = sheet.reading.words
    found: list[tuple[int, Event]] = []
    for by in [at for at, word in enumerate(words) if word == "by"]:
        word = by - 1 - (words[by - 1] == "dead")
        if word < 1 or word in told or words[word] not in _SLAIN:
            continue
        number = sheet.reading.sentence_of[word]
        trigger = Trigger(word, by - 1, *_DEEDS["killed"])
        behind = [
            harm
            for harm in by_sentence.get(number, [])
            if harm.sufferer is not None and harm.sufferer.last == word - 1
        ]
        event = _event(sheet, lookup, trigger, speakers, behind, places, killing=True)
        if event is not None:
            found.append((word, event))
    return found


def _event(
    sheet: Sheet,
    lookup: _Lookup,
    trigger: Trigger,
    speakers: Speakers,
    hurt: list[Harm],
    places: list[PlaceText],
    *,
    killing: bool = False,
    weapon: Strike | None = None,
) -> Event | None:
    """The event of a trigger; None where a killing has no killer. `weapon` is what strikes, where it is the verb's subject."""
    reading = sheet.reading
    code = trigger.code
    event_type, sub_type, plover = trigger.attribute.split("|")
    low, high = reading.bounds(trigger.first)
    first, stop = max(low, trigger.first - _WINDOW), min(high, trigger.last + 1 + _WINDOW)
    before = [m for m in lookup.between(first, trigger.first) if m.last < trigger.first]
    after = lookup.between(trigger.last + 1, stop)
    number = reading.sentence_of[trigger.first]
    speaker = teller(speakers, number, trigger.first)
    scene = Scene(trigger.first, trigger.last, low, before, after, tuple(speakers.get(number, ())))
    verb = is_verb(sheet, scene)
    if weapon is not None and not weapon.passive:
        actor, target = struck_by_arms(sheet, scene, weapon.weapon)
    else:
        actor, target = parties(sheet, scene, retreats=plover == "RETREAT")
    if actor is None and low and (verb or code == "TAKE") and not killing and subject_pronoun(sheet, scene):
        earlier = lookup.between(reading.bounds(low - 1)[0], low)
        actor = next((m for m in earlier if m.type in ARMED or m.type is EntityType.GOVERNMENT), None)
    if killing and actor is None:
        return None
    suffered = party_name(sheet, target)
    violent = (event_type in _VIOLENT or code in {"ATTACK", "KILL", "FIRE"}) and plover != "RETREAT"
    if violent and (target is None or target.type is EntityType.PLACE or killing):
        struck = _struck(reading, trigger, hurt)
        if struck is not None and struck.sufferer is not actor:
            suffered = struck.casualty.victim or suffered
            target = struck.sufferer or target
    if code in {"ATTACK", "KILL"}:
        against = target is not None and target.type in {
            EntityType.CIVILIANS,
            EntityType.PERSON,
            EntityType.NATIONALITY,
        }
        fought = target is not None and target.type in ARMED
        event_type, sub_type = _AGAINST_CIVILIANS if against or (code == "KILL" and not fought) else _BATTLE
        if code == "ATTACK" and _suicide(
            reading.words[max(low, trigger.first - 3) : min(high, trigger.last + 5)]
        ):
            event_type, sub_type = _REMOTE, "Suicide bomb"
    if code in {"ATTACK", "FIRE"} and sub_type != "Suicide bomb":
        struck_with = (
            INSTRUMENTS[weapon.weapon.category] if weapon is not None else instrument(trigger, before, after)
        )
        if struck_with:
            event_type, sub_type = _REMOTE, struck_with
    elif code == "TAKE":
        regular = actor is not None and actor.type in {EntityType.STATE_FORCES, EntityType.GOVERNMENT}
        sub_type = "Government regains territory" if regular else "Non-state actor overtakes territory"
    start, end = reading.starts[trigger.first], reading.ends[trigger.last]
    sure = certainty(
        sheet, trigger.first, trigger.last, verb=verb, governor=-1 if verb else governor(sheet, scene)
    )
    burnt = code == "LOOT" and actor is not None and actor.type is EntityType.ARMED_GROUP
    if (violent or burnt) and reading.words[trigger.first] not in _WARDING:
        _cast(actor, target, mutual=is_mutual(reading.words[trigger.first]))
    return Event(
        EntityType.EVENT,
        start,
        end,
        reading.text[start:end],
        event_type=event_type,
        sub_event_type=sub_type,
        plover=plover,
        actor=party_name(sheet, actor),
        target=suffered,
        place=_place(within(places, first, stop), trigger),
        date=_date(lookup.between(low, high), trigger.first),
        attribution=speaker.name if speaker is not None else "",
        certainty=sure,
    )


def _struck(reading: Reading, trigger: Trigger, hurt: list[Harm]) -> Harm | None:
    """The casualty that an event brought about: the nearest of its sentence, no clause between."""
    near = [
        (abs(harm.verb - trigger.first), harm.verb, place)
        for place, harm in enumerate(hurt)
        if harm.casualty.kind in _DEEDS
        and harm.casualty.certainty == "reported"
        and _CLAUSES.isdisjoint(
            reading.words[min(harm.verb, trigger.last) + 1 : max(harm.verb, trigger.first)]
        )
        and not any(
            ";" in gap for gap in reading.gaps[min(harm.verb, trigger.last) : max(harm.verb, trigger.first)]
        )
    ]
    return hurt[min(near)[2]] if near else None


def _cast(actor: Mention | None, target: Mention | None, *, mutual: bool) -> None:
    """Give those in an act of violence their roles; who attacks anywhere in a text is no mere victim there."""
    if actor is not None:
        actor.role = "attacker"
    if target is not None and target.role != "attacker":
        target.role = "attacker" if mutual and target.type in ARMED else "victim"


def _suicide(words: list[str]) -> bool:
    return "suicide" in words


def _place(around: list[PlaceText], trigger: Trigger) -> str:
    """The first settled place behind the trigger, else the last before it; a town rather than its country."""
    following = [place for place in around if place.first > trigger.last]
    preceding = [place for place in reversed(around) if place.last < trigger.first]
    for places in (following, preceding):
        for place in places:
            if place.precision not in {"country", "unresolved"}:
                return narrowed(place, around).text
    places = following or preceding
    return narrowed(places[0], around).text if places else ""


def _date(around: list[Mention], word: int) -> str:
    dates = [(abs(m.first - word), m.first, m) for m in around if m.type is EntityType.DATE]
    if not dates:
        return ""
    return min(dates)[2].value
