"""What the tagger says of a text: entities, events, tolls, and the records that carry them.

Frozen, slotted, and in the order it is written: the JSON of a record is its dataclass as orjson writes it, with
snake_case names, times in RFC 3339 UTC and `null` for what is not known. `schemas/*.schema.json` hold the same shapes
for people and other languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EntityType(StrEnum):
    """The types of the conflict tagger."""

    ARMED_GROUP = "ARMED_GROUP"
    STATE_FORCES = "STATE_FORCES"
    GOVERNMENT = "GOVERNMENT"
    ORGANISATION = "ORGANISATION"
    CIVILIANS = "CIVILIANS"
    PERSON = "PERSON"
    NATIONALITY = "NATIONALITY"
    PLACE = "PLACE"
    FACILITY = "FACILITY"
    WEAPON = "WEAPON"
    PLATFORM = "PLATFORM"
    DATE = "DATE"
    CASUALTY = "CASUALTY"
    EVENT = "EVENT"


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention: `text == body[start:end]`, in characters. `name` is the canonical form, "" if none is known."""

    type: EntityType
    start: int
    end: int
    text: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Actor(Entity):
    """ARMED_GROUP, STATE_FORCES, GOVERNMENT, ORGANISATION, CIVILIANS, PERSON or NATIONALITY.

    `country` is ISO 3166 alpha-3 or "". `generic` marks a description ("rebels", "Iraqi militias") rather than a
    name. `role` is what this mention does in what is told: `attacker`, `victim`, `reporter` (a body or witnesses that
    tell of it), `speaker` (a person or party that says it), "" none of these. `refers_to` is set on a pronoun or a
    bare noun ("they", "the group"): who is meant, by name or as first described.
    """

    country: str = ""
    generic: bool = False
    role: str = ""
    refers_to: str = ""


@dataclass(frozen=True, slots=True)
class PlacedActor(Actor):
    """An actor whose name holds a place ("Turkish officials", "Aleppo Council"): its namesake or seat, located as a `Place` is.

    It says whom the actor belongs to, never where something happened: a map of events leaves these out.
    """

    latitude: float | None = None
    longitude: float | None = None
    admin1: str = ""
    geonames_id: int | None = None
    precision: str = "country"


@dataclass(frozen=True, slots=True)
class Place(Entity):
    """PLACE. `precision`: `point` (a town), `admin2`, `admin1`, `country`, `region`, `described`, or `unresolved`.

    `described` is near, not at: `near` is the place beside which the text tells of it. The point is where distance and
    bearing lead ("30 km north of Mosul"), that of `near` where only a distance is told, and null where neither is.
    `refers_to` is the place that "the city" or "the province" stands for. `acting` marks a place whose name stands for who
    acts ("Russia said", "Toronto police"): it is an actor's name or in it, and nothing is said to have happened there.

    Latitude and longitude are WGS84 degrees; `country` ISO 3166 alpha-3; `admin1` the GeoNames name.
    """

    latitude: float | None = None
    longitude: float | None = None
    country: str = ""
    admin1: str = ""
    geonames_id: int | None = None
    precision: str = "unresolved"
    near: str = ""
    refers_to: str = ""
    acting: bool = False


@dataclass(frozen=True, slots=True)
class Arms(Entity):
    """WEAPON or PLATFORM; `category` is its class (`rocket`, `aircraft`, `bridge`, ...)."""

    category: str = ""


@dataclass(frozen=True, slots=True)
class Facility(Arms):
    """FACILITY. Located as a `Place` is: by the place in its name ("Aleppo airport"), or the one said to hold it."""

    latitude: float | None = None
    longitude: float | None = None
    country: str = ""
    admin1: str = ""
    geonames_id: int | None = None
    precision: str = "unresolved"


@dataclass(frozen=True, slots=True)
class DateMention(Entity):
    """DATE. `value` is ISO 8601 (a day, month or year) counted from the dateline, "" if it cannot be."""

    value: str = ""


@dataclass(frozen=True, slots=True)
class Casualty(Entity):
    """CASUALTY. `kind`: killed, injured, missing, captured, surrendered, displaced.

    `minimum` and `maximum` are counts of people (null where the text gives no bound), `qualifier` the words that
    bend the number ("at least", "dozens"), `victim` who, `place` where, as named in the text. `attribution` is who
    says so, "" where the sentence names nobody. `cumulative` marks a running toll ("since 2011"), not one incident.
    `certainty` is as in `Event`; what is denied, planned or only imagined is no casualty.
    """

    kind: str = "killed"
    minimum: int | None = None
    maximum: int | None = None
    qualifier: str = ""
    victim: str = ""
    place: str = ""
    attribution: str = ""
    cumulative: bool = False
    certainty: str = "reported"


@dataclass(frozen=True, slots=True)
class Event(Entity):
    """EVENT. ACLED event and sub-event type, PLOVER category (2021), and who did it to whom, where and when.

    What ACLED does not code (talks, demands, threats, sanctions) has a PLOVER category alone.
    `attribution` is who says so, "" where the sentence names nobody. `certainty` is how sure the text is of it: `reported`,
    `claimed`, `denied`, `feared`, `planned` or `hypothetical` (a condition, a drill, a film); only the first two happened.
    `date` is ISO 8601 (a day, month or year), "" where the text does not tell.
    """

    event_type: str = ""
    sub_event_type: str = ""
    plover: str = ""
    actor: str = ""
    target: str = ""
    place: str = ""
    date: str = ""
    attribution: str = ""
    certainty: str = "reported"


@dataclass(frozen=True, slots=True)
class EventPlace:
    """Where an event took place: `text` as the event names it, and the rest as in the `Place` of those words.

    Coordinates are null and the precision `unresolved` where the map has no such place.
    """

    text: str
    name: str = ""
    latitude: float | None = None
    longitude: float | None = None
    country: str = ""
    admin1: str = ""
    geonames_id: int | None = None
    precision: str = "unresolved"
    near: str = ""


@dataclass(frozen=True, slots=True)
class EventCasualties:
    """People that an event hurt, as in `Casualty`."""

    kind: str
    minimum: int | None
    maximum: int | None
    qualifier: str = ""
    victim: str = ""


@dataclass(frozen=True, slots=True)
class EventSummary:
    """An event with all that the text tells of it, to be read without the entities.

    `start` and `end` are the words that tell it (`text`), `sentence_start` and `sentence_end` those of their sentence. The
    other fields are those of `Event`; `casualties` are the people that it hurt.
    """

    start: int
    end: int
    text: str
    sentence_start: int
    sentence_end: int
    event_type: str = ""
    sub_event_type: str = ""
    plover: str = ""
    certainty: str = "reported"
    actor: str = ""
    target: str = ""
    place: EventPlace | None = None
    date: str = ""
    attribution: str = ""
    casualties: tuple[EventCasualties, ...] = ()


@dataclass(frozen=True, slots=True)
class TollPart:
    """Those of one description in a toll that the text counts by description: `minimum` to `maximum` of `victim`."""

    victim: str
    minimum: int | None
    maximum: int | None


@dataclass(frozen=True, slots=True)
class Toll:
    """What a text leads with of one kind of casualty (see `Casualty`): all victims of the incident.

    "Two soldiers and five civilians were killed" is a toll of seven with two `parts`; parts are empty where one count tells
    all.
    """

    kind: str
    minimum: int | None
    maximum: int | None
    qualifier: str
    parts: tuple[TollPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """What the tagger says of a text: offsets refer to the text given; entities are in order of start.

    `score` is 0 to 1, from 0.5 on a text is `relevant`. `tolls` are one a kind. `events` are those of the entities, each
    with its place and casualties. In JSON the empty fields of entities, events and tolls are left out. `language` is the
    one that the text is in (BCP 47 primary subtag, `und` where it cannot be told): in one that the tagger does not read,
    nothing is found, and `relevant`, `unrest` and their scores are None, for nobody has looked. `tagged` is whether the text was tagged
    in full: not in such a language, and not where a first look finds it to be about something else (`NEWSWIRE_TAG`).
    `unrest` is whether it is about protest, riot or police against crowds, apart from `relevant` (a text may be both), with
    `unrest_score` as `score` is.
    """

    relevant: bool | None
    score: float | None
    media_topics: tuple[str, ...]
    entities: tuple[Entity, ...]
    tolls: tuple[Toll, ...] = ()
    language: str = "en"
    events: tuple[EventSummary, ...] = ()
    tagged: bool = True
    unrest: bool | None = False
    unrest_score: float | None = 0.0
