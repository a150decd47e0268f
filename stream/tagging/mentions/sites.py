"""The place in the name of an actor or facility ("Aleppo airport", "Bank of Malta"): whom it belongs to, where it stands."""

from __future__ import annotations

from collections import Counter
from typing import Final

from stream.model.tags import EntityType
from stream.tagging.lexicon.folding import key
from stream.tagging.lexicon.gazetteer import Toponym, kilometres
from stream.tagging.lexicon.lexicon import Sense
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.mentions.described_places import anchor_of, places_in_order
from stream.tagging.mentions.ranking import Context
from stream.tagging.mentions.resolution import SITED
from stream.tagging.sheet import Mention, PlaceMention, Sheet, Site, sense

# Named after their country whenever they have one: the others may have it from the lexicon alone.
_NATIONAL: Final = frozenset({EntityType.GOVERNMENT, EntityType.STATE_FORCES, EntityType.NATIONALITY})
_NAMED: Final = frozenset({EntityType.ORGANISATION, EntityType.GOVERNMENT, EntityType.FACILITY})
_READ: Final = SITED | {EntityType.PERSON}
# Peoples of no one country, and the region of the lexicon that is theirs.
_CONTINENTS: Final = {"Europeans": "europe", "Africans": "africa", "Asians": "asia"}
_OF_COUNTRIES: Final = ("country", "people")
_OF_PLACES: Final = frozenset({"town", "state"})
# A place in a name that nothing else speaks of must be as big as this to be meant.
_KNOWN_TOWN: Final = 200_000
_HOUSES: Final = word_list("namesakes houses") | word_list("places streets")
_CALLED: Final = word_list("namesakes called")
# All places of a local story lie this near each other.
_LOCAL_KM: Final = 100.0


def find_sites(sheet: Sheet, context: Context) -> None:
    """Give actors and facilities the place that their name holds; a facility else the place nearest in the text."""
    taken = _taken(sheet)
    known = {name: place for (name, _, _), place in context.settled.items()}
    settled = places_in_order(
        mention
        for mention in sheet.mentions
        if isinstance(mention, PlaceMention) and mention.type is not None and mention.chosen is not None
    )
    local = settled[0] if _local(settled) else None
    houses = any(_is_house(sheet, mention) for mention in sheet.mentions)
    said = Counter(sheet.reading.words) if houses else Counter()
    for mention in sheet.mentions:
        if mention.type not in _READ or isinstance(mention, PlaceMention):
            continue
        inside = taken.get(mention.first)
        if _is_house(sheet, mention):
            mention.site = _own_place(
                sheet, mention, known, said
            )  # the Cairo Cafe stands where the text is, not in Cairo
        elif inside is not None:
            mention.site = _of_place(inside)
        elif mention.type in _NAMED and not mention.country:
            mention.site = _in_name(sheet, mention, context, known, mention.last)
        elif mention.type is EntityType.PERSON and not mention.country:
            # "U.S. Agriculture Secretary Mike Vance": before the office, never the name itself.
            mention.site = _in_name(sheet, mention, context, known, min(mention.first + 2, mention.last - 2))
        if mention.site is None and mention.country and mention.type in _NATIONAL:
            mention.site = _of_country(mention.country, context)
        if mention.name in _CONTINENTS and mention.type is EntityType.NATIONALITY:
            mention.site = _of_region(sheet, _CONTINENTS[mention.name])
        if mention.site is None and mention.type is EntityType.FACILITY:
            near = anchor_of(sheet, mention.first, settled) or local
            mention.site = None if near is None else _of_place(near, "described")
        if mention.site is not None and not mention.country:
            mention.country = mention.site.country


def _is_house(sheet: Sheet, mention: Mention) -> bool:
    """Whether it is a street, hotel or shop, which towns far away give their names."""
    reading = sheet.reading
    return (
        mention.type is EntityType.FACILITY
        and mention.first < mention.last
        and (
            (
                reading.words[mention.last] in _HOUSES
                and (reading.caps[mention.last] or _stands_elsewhere(sheet, mention))
            )
            or _stands_far(sheet, mention)
            or (reading.words[mention.first] in _CALLED and reading.caps[mention.first])
        )
    )


def _stands_elsewhere(sheet: Sheet, mention: Mention) -> bool:
    """Whether a town of its own follows a house: "the Mumbai Palace restaurant in Kabul"."""
    words, at = sheet.reading.words, mention.last + 1
    if at + 1 >= len(words) or words[at] not in {"in", "at"}:
        return False
    return isinstance(sheet.owner[at + 1], PlaceMention)


def _stands_far(sheet: Sheet, mention: Mention) -> bool:
    """Whether a town of another country than the one in its name follows a facility: "the Tehran School in Damascus"."""
    words, at = sheet.reading.words, mention.last + 1
    if at + 1 >= len(words) or words[at] not in {"in", "at", "near"}:
        return False
    place = sheet.owner[at + 1]
    if not isinstance(place, PlaceMention) or not place.country:
        return False
    named = [
        toponym.country
        for word in range(mention.first, mention.last)
        if sheet.reading.caps[word]
        for toponym in sheet.lexicon.gazetteer.lookup(key(sheet.reading.words[word]))
    ]
    for word in range(mention.first, mention.last):
        match = sheet.beginning.get(word)
        land = sense(match, *_OF_COUNTRIES) if match is not None and sheet.reading.caps[word] else None
        if land is not None and land.attribute:
            named.append(land.attribute)  # "the Kuwait Hospital in Gaza"
    return bool(named) and place.country not in named


def _own_place(sheet: Sheet, mention: Mention, known: dict[str, Toponym], said: Counter[str]) -> Site | None:
    """The place in a house's name where the text names it elsewhere too: the Mosul Hotel of Mosul."""
    reading = sheet.reading
    inside = reading.words[mention.first : mention.last + 1]
    for word in inside[:-1]:
        name = key(word)
        if name in known and said[word] > inside.count(word):
            return _of_toponym(known[name])
    return None


def _taken(sheet: Sheet) -> dict[int, PlaceMention]:
    """The first located place that each mention took in, by the first word of that mention."""
    found: dict[int, PlaceMention] = {}
    for mention in sheet.mentions:
        if isinstance(mention, PlaceMention) and mention.type is None and mention.latitude is not None:
            owned = sheet.owner[mention.first]
            if owned is not None:
                found.setdefault(owned.first, mention)
    return found


def _local(settled: list[PlaceMention]) -> bool:
    """Whether a text tells of one town and what is near it."""
    here = settled[0].chosen if settled else None
    return here is not None and all(
        place.chosen is not None
        and kilometres(here.latitude, here.longitude, place.chosen.latitude, place.chosen.longitude)
        < _LOCAL_KM
        for place in settled
    )


def _in_name(
    sheet: Sheet, mention: Mention, context: Context, known: dict[str, Toponym], stop: int
) -> Site | None:
    """The first country, people or place among the words of a name up to `stop`."""
    reading, lexicon = sheet.reading, sheet.lexicon
    for first in range(mention.first, stop + 1):
        if not reading.caps[first]:
            continue
        for last in (first + 1, first) if first < stop else (first,):
            form = reading.folded[reading.starts[first] : reading.ends[last]]
            number = lexicon.forms.get(form)
            for meaning in lexicon.senses[number][2] if number is not None else ():
                if meaning.kind in _OF_COUNTRIES and meaning.attribute:
                    return _of_country(meaning.attribute, context)
                if meaning.kind in _OF_PLACES and (site := _known_place(sheet, meaning, context, known)):
                    return site
            if number is None and (name := key(form)) in known:
                return _of_toponym(known[name])
    return None


def _known_place(sheet: Sheet, meaning: Sense, context: Context, known: dict[str, Toponym]) -> Site | None:
    """The place that the text means by a name, or else the biggest that it may mean."""
    if meaning.name in known:
        return _of_toponym(known[meaning.name])
    if meaning.attribute == "personal":
        return None
    leading = context.leading
    found = [
        place
        for place in sheet.lexicon.gazetteer.lookup(meaning.name)
        if place.population >= _KNOWN_TOWN or place.country in leading
    ]
    return _of_toponym(max(found, key=lambda place: place.population)) if found else None


def _of_place(place: PlaceMention, precision: str = "") -> Site:
    return Site(
        place.latitude,
        place.longitude,
        place.country,
        place.admin1,
        None if precision else place.geonames_id,
        precision or place.precision,
    )


def _of_toponym(place: Toponym) -> Site:
    precision = ("point", "admin1", "admin2")[place.level]
    return Site(
        place.latitude, place.longitude, place.country, place.admin1, place.geonames_id or None, precision
    )


def _of_region(sheet: Sheet, form: str) -> Site | None:
    region = sheet.lexicon.meanings(form, "region")
    if region is None:
        return None
    latitude, longitude, *_ = region.attribute.split()
    return Site(float(latitude), float(longitude), "", "", None, "region")


def _of_country(code: str, context: Context) -> Site | None:
    country = context.gazetteer.countries.get(code)
    if country is None or country.latitude is None:
        return None
    return Site(country.latitude, country.longitude, code, "", country.geonames_id, "country")
