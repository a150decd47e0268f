"""Settle which place each name of a text means, and describe what the gazetteer lacks."""

from __future__ import annotations

from collections import Counter
from typing import Final

from stream.model.tags import EntityType
from stream.tagging.lexicon.folding import fold, key
from stream.tagging.lexicon.gazetteer import Toponym
from stream.tagging.mentions.cues import DIVISIONS
from stream.tagging.mentions.described_places import describe_all, refer
from stream.tagging.mentions.persons import known_names
from stream.tagging.mentions.ranking import Context, Name, choose, inside
from stream.tagging.sheet import Mention, PlaceMention, Sheet

# What may have a place in its name that says where it belongs.
SITED: Final = frozenset(
    {
        EntityType.ORGANISATION,
        EntityType.GOVERNMENT,
        EntityType.STATE_FORCES,
        EntityType.ARMED_GROUP,
        EntityType.CIVILIANS,
        EntityType.NATIONALITY,
        EntityType.FACILITY,
    }
)
# Names after a place that are looked at again once everything is settled.
_ROUNDS: Final = 2
# Nobody is called like a town of this size without being told from it.
_BIG: Final = 500_000


def resolve(sheet: Sheet, located: str) -> Context:
    """Settle every place mention of the sheet; what cannot be settled stays `described` or `unresolved`.

    `located` is the newsroom's word for where the story was filed; it votes as a dateline does. Places that an actor's
    or facility's name took in are settled too, for `stream.tagging.mentions.sites`. Returns what was settled.
    """
    gazetteer = sheet.lexicon.gazetteer
    _yield_to_persons(sheet)
    places = [
        mention
        for mention in sheet.mentions
        if isinstance(mention, PlaceMention)
        and not mention.generic  # "the city" is wherever the text is: its precision stays `unresolved`
        and (mention.type is EntityType.PLACE or _absorbed(sheet, mention))
    ]
    votes = _votes(sheet, places, located)
    context = Context(gazetteer, votes)
    by_name = _grouped(sheet, places)
    # Few candidates first: what is plain helps with what is not. The second round sees all of the first.
    ordered = sorted(by_name.items(), key=lambda item: (len(item[1][0].candidates) or 99, item[1][0].first))
    for turn in range(_ROUNDS if len(ordered) > 1 else 1):
        for name, mentions in ordered:
            if turn and len(mentions[0].candidates) + len(mentions[0].loose) < 2:
                continue
            context.settle(name, None)
            context.settle(name, choose(mentions, context, name))
    doubtful = any(place.precision == "country" and place.candidates for place in places)
    spoken = _spoken(sheet) if doubtful else frozenset()
    for place in places:
        if place.precision == "country":
            _fill_country(place, context, spoken)
    for name, mentions in ordered:
        best = context.settled.get(name)
        for mention in mentions:
            if best is not None:
                _fill(mention, best)
            elif not mention.cued and mention.type is not None:
                mention.type = None
    places += _again(sheet, ordered, context)
    describe_all(sheet, places, context)
    refer(sheet, places)
    return context


def _yield_to_persons(sheet: Sheet) -> None:
    """A bare word that is the surname of somebody in the text is that person, unless a big town or described as one."""
    known = known_names(sheet)
    for mention in [*sheet.mentions] if known else ():
        if (
            isinstance(mention, PlaceMention)
            and mention.type is EntityType.PLACE
            and mention.first == mention.last
            and mention.precision == "unresolved"
            and not (mention.kind or mention.within)
            and (full := known.get(sheet.reading.words[mention.first]))
            and not any(char.isdigit() for char in full)
            and all(place.population < _BIG for place in mention.candidates)
        ):
            sheet.claim(Mention(EntityType.PERSON, mention.first, mention.last, full))


def _again(
    sheet: Sheet, named: list[tuple[Name, list[PlaceMention]]], context: Context
) -> list[PlaceMention]:
    """Claim what is left of a settled name of one word: the text has called it a place once ("a Torrington shop")."""
    reading = sheet.reading
    found: list[PlaceMention] = []
    if reading.upper:
        return found
    wanted: dict[str, tuple[Toponym, PlaceMention]] = {}
    for which, mentions in named:
        word, place = which[0], context.settled.get(which)
        if place is not None and " " not in word:
            wanted.setdefault(word, (place, mentions[0]))
    for at, word in enumerate(reading.words if wanted else ()):
        if word in wanted and reading.caps[at] and sheet.owner[at] is None and not _in_a_name(sheet, at):
            place, known = wanted[word]
            mention = PlaceMention(EntityType.PLACE, at, at, key=word, candidates=known.candidates)
            _fill(mention, place)
            sheet.claim(mention)
            found.append(mention)
    return found


def _in_a_name(sheet: Sheet, word: int) -> bool:
    """Whether a capital before or behind may make it part of a longer name."""
    reading = sheet.reading
    before = word > reading.bounds(word)[0] and reading.caps[word - 1] and reading.gaps[word - 1] == " "
    after = word + 1
    return before or (after < len(reading.words) and reading.caps[after] and reading.gaps[word] == " ")


def _grouped(sheet: Sheet, places: list[PlaceMention]) -> dict[Name, list[PlaceMention]]:
    """The mentions of each name that have one sense.

    "Buffalo, New York" is not about the city, nor "Aleppo province"; a name without a larger place behind it means
    what it meant last, or first.
    """
    latest: dict[str, str] = {}
    for place in places:
        if place.within:
            latest.setdefault(place.key, place.within)
    found: dict[Name, list[PlaceMention]] = {}
    for place in sorted(places, key=lambda place: place.first):
        if place.precision in {"country", "region"}:
            continue
        if place.within:
            latest[place.key] = place.within
        area = place.kind in DIVISIONS or _contains(sheet, place)
        within = place.within if area else latest.get(place.key, "")
        found.setdefault((place.key, area, within), []).append(place)
    return found


def _absorbed(sheet: Sheet, mention: PlaceMention) -> bool:
    """Whether the name of an actor or facility took it in ("Aleppo Military Council")."""
    owned = sheet.owner[mention.first]
    return mention.type is None and owned is not None and owned.type in SITED


def _votes(sheet: Sheet, places: list[PlaceMention], located: str) -> Counter[str]:
    votes: Counter[str] = Counter()
    for mention in sheet.mentions:
        if mention.country and mention.type is not None:
            votes[mention.country] += 2 if isinstance(mention, PlaceMention) else 1
    for place in places:
        if not place.country and place.candidates:
            countries = {candidate.country for candidate in place.candidates}
            if place.within and len(countries) > 1:
                countries = {
                    candidate.country for candidate in place.candidates if inside(candidate, place.within)
                }
            if len(countries) == 1 or place.within:
                votes.update(sorted(countries))
    if located:
        filed = [
            place
            for place in sheet.lexicon.gazetteer.lookup(key(fold(located.partition(",")[0])))
            if not place.division
        ]
        if filed:
            votes[max(filed, key=lambda place: place.population).country] += 1
    return votes


def _contains(sheet: Sheet, place: PlaceMention) -> bool:
    """Whether it is the larger place behind another's comma: the "New York" of "Buffalo, New York"."""
    first = place.first
    owned = sheet.owner[first - 1] if first and sheet.reading.gaps[first - 1].strip() == "," else None
    return isinstance(owned, PlaceMention) and owned.within == place.key != owned.key


def _spoken(sheet: Sheet) -> frozenset[str]:
    """The countries that the text speaks of by more than a name which may be a division's ("Georgia")."""
    doubtful = {
        word
        for mention in sheet.mentions
        if isinstance(mention, PlaceMention) and mention.precision == "country" and mention.candidates
        for word in range(mention.first, mention.last + 1)
    }
    return frozenset(
        mention.country
        for mention in sheet.mentions
        if mention.country
        and mention.type is not None
        and doubtful.isdisjoint(range(mention.first, mention.last + 1))
    )


def _fill_country(place: PlaceMention, context: Context, spoken: frozenset[str]) -> None:
    """A country, or the division of its name in another one where all the company is from there ("Georgia")."""
    for namesake in place.candidates:
        company, own = context.countries[namesake.country], context.countries[place.country]
        neighbours = context.gazetteer.countries[place.country].neighbours
        near = place.country in spoken or any(context.votes[code] for code in neighbours)
        named = bool(place.within) and inside(namesake, place.within)
        if place.kind in DIVISIONS or named or (company and not own and not near):
            _fill(place, namesake)
            return
    country = context.gazetteer.countries.get(place.country)
    if country is not None:
        place.latitude, place.longitude = country.latitude, country.longitude
        place.geonames_id = country.geonames_id


def _fill(place: PlaceMention, toponym: Toponym) -> None:
    place.chosen = toponym
    place.name, place.country, place.admin1 = toponym.name, toponym.country, toponym.admin1
    place.latitude, place.longitude = toponym.latitude, toponym.longitude
    place.geonames_id = toponym.geonames_id or None
    place.precision = ("point", "admin1", "admin2")[toponym.level]
