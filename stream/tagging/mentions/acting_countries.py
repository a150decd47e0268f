"""The countries named as who acts: "Russia said", "Nigeria, Cameroon and Chad agreed". Each is a place of the map as well."""

from __future__ import annotations

from typing import Final

from stream.model.tags import EntityType, Place
from stream.tagging.lexicon.matcher import Match
from stream.tagging.sheet import Mention, Sheet, sense

_ACTORS: Final = frozenset({EntityType.GOVERNMENT, EntityType.ORGANISATION})
# What may stand between countries that act together.
_JOINING: Final = frozenset({"and", "or", "the", "both", "as", "well", "also"})


def acting_countries(sheet: Sheet) -> list[Place]:
    """A place for each country whose bare name, alone or in a list of countries, is an actor's."""
    found: list[Place] = []
    for mention in sheet.mentions:
        if mention.type in _ACTORS and not mention.generic:
            found += [_place(sheet, match) for match in _named(sheet, mention)]
    return found


def _named(sheet: Sheet, mention: Mention) -> list[Match]:
    """The countries that an actor's words are made of, none where they name anything else."""
    reading = sheet.reading
    matches: list[Match] = []
    at = mention.first
    while at <= mention.last:
        match = sheet.beginning.get(at)
        if match is not None and match.last <= mention.last and sense(match, "country") is not None:
            matches.append(match)
            at = match.last + 1
        elif reading.words[at] in _JOINING:
            at += 1
        else:
            return []
    return matches


def _place(sheet: Sheet, match: Match) -> Place:
    reading = sheet.reading
    start, end = reading.starts[match.first], reading.ends[match.last]
    meaning = sense(match, "country")
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
