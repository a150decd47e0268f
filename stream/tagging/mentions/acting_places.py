"""The places whose names stand for who acts, which are on the map too: "Russia said", "Toronto police", "New Zealand officials"."""

from __future__ import annotations

from typing import Final

from stream.model.tags import EntityType, Place
from stream.tagging.lexicon.lexicon import Sense
from stream.tagging.lexicon.matcher import FormMatch
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.sheet import Mention, PlaceMention, Sheet, sense

_ACTORS: Final = frozenset({EntityType.GOVERNMENT, EntityType.ORGANISATION, EntityType.NATIONALITY})
# Whose name begins with the place that they serve.
_SERVING: Final = frozenset({EntityType.GOVERNMENT, EntityType.STATE_FORCES})
# Who bears a country's name in a longer one.
_OF_COUNTRIES: Final = frozenset({EntityType.GOVERNMENT, EntityType.STATE_FORCES, EntityType.ORGANISATION})
# Of these many are called after a state that has a country's name.
_LEARNING: Final = word_list("places learning")
# Airlines, teams and papers are called after a country and act for nobody there.
_PRIVATE: Final = word_list("acting_places private")
# What may stand between countries that act together.
_JOINING: Final = word_list("acting_places joining")


def acting_places(sheet: Sheet) -> list[Place]:
    """A place for each country whose bare name, alone or in a list, is an actor's, and each that forces or bodies are called after."""
    found: list[Place] = []
    for mention in sheet.mentions:
        if isinstance(mention, PlaceMention):
            if mention.type is None and _serves(sheet, mention):
                found.append(_located(sheet, mention))
        elif mention.type in _ACTORS and not mention.generic and (named := _named(sheet, mention)):
            found += [_place(sheet, match) for match in named]
        elif mention.type in _OF_COUNTRIES:
            match = _leading(sheet, mention) or _trailing(sheet, mention)
            if match is not None:
                found.append(_place(sheet, match))
    return found


def _leading(sheet: Sheet, mention: Mention) -> FormMatch | None:
    """The country whose noun an actor's name begins with: "New Zealand officials", "Britain's health agency"."""
    words = sheet.reading.words
    match = sheet.beginning.get(mention.first + (words[mention.first] == "the"))
    if match is None or match.last >= mention.last:
        return None
    if not _PRIVATE.isdisjoint(words[match.last + 1 : mention.last + 1]):
        return None  # "Kenya Airways"
    return match if _country(sheet, mention, match) is not None else None


def _trailing(sheet: Sheet, mention: Mention) -> FormMatch | None:
    """The country that an actor's name ends with, behind "of" or "in": "the health ministry of Israel"."""
    words = sheet.reading.words
    match = sheet.ending.get(mention.last)
    if match is None or match.first - 1 <= mention.first or sense(match, "country") is None:
        return None
    if not _LEARNING.isdisjoint(words[mention.first : match.first]):
        return None  # "the University of Georgia"
    before = match.first - 1 - (words[match.first - 1] == "the")
    return match if before > mention.first and words[before] in {"of", "in"} else None


def _serves(sheet: Sheet, place: PlaceMention) -> bool:
    """Whether forces or officials took the place into their name: "Toronto police"."""
    owner = sheet.owner[place.first]
    return (
        owner is not None
        and owner.type in _SERVING
        and owner.last > place.last
        and place.latitude is not None
        and place.precision in {"point", "admin1", "admin2"}
        and sheet.reading.words[place.last] != "department"  # "the Velmar Department of Health"
    )


def _located(sheet: Sheet, place: PlaceMention) -> Place:
    reading = sheet.reading
    start, end = reading.starts[place.first], reading.ends[place.last]
    return Place(
        EntityType.PLACE,
        start,
        end,
        reading.text[start:end],
        place.name,
        place.latitude,
        place.longitude,
        place.country,
        place.admin1,
        place.geonames_id,
        place.precision,
        acting=True,
    )


def _named(sheet: Sheet, mention: Mention) -> list[FormMatch]:
    """The countries that an actor's words are made of, none where they name anything else."""
    reading = sheet.reading
    matches: list[FormMatch] = []
    at = mention.first
    while at <= mention.last:
        match = sheet.beginning.get(at)
        if match is not None and match.last <= mention.last and _country(sheet, mention, match) is not None:
            matches.append(match)
            at = match.last + 1
        elif reading.words[at] in _JOINING:
            at += 1
        else:
            return []
    return matches


def _country(sheet: Sheet, mention: Mention, match: FormMatch) -> Sense | None:
    """The country that a form names as a noun; of what is both noun and adjective, acronyms alone: "the US", "U.S."."""
    country = sense(match, "country")
    if country is not None and mention.type is not EntityType.NATIONALITY:
        return country
    acronym = sheet.reading.span(match.first, match.last).replace(".", "").isupper()
    return sense(match, "country", "people") if acronym and not sheet.reading.upper else None


def _place(sheet: Sheet, match: FormMatch) -> Place:
    reading = sheet.reading
    start, end = reading.starts[match.first], reading.ends[match.last]
    meaning = sense(match, "country", "people")
    code = meaning.attribute if meaning is not None else ""
    country = sheet.lexicon.gazetteer.countries.get(code)
    return Place(
        EntityType.PLACE,
        start,
        end,
        reading.text[start:end],
        country.name if country is not None else "",
        country.latitude if country is not None else None,
        country.longitude if country is not None else None,
        code,
        "",
        country.geonames_id if country is not None else None,
        "country" if country is not None else "unresolved",
        acting=True,
    )
