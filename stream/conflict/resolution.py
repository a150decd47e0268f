"""Which of the places of a name is meant: what follows it, the countries of the text, nearness, population last."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TypeAlias

from stream.conflict.cues import DIVISIONS, SETTLEMENTS
from stream.conflict.draft import Draft, PlaceMention
from stream.conflict.folding import fold, key
from stream.conflict.gazetteer import Gazetteer, Toponym, kilometres
from stream.records import EntityType

# What may have a place in its name that says where it belongs.
SITED = frozenset(
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

# Weights of the evidence, in the unit of one power of ten of population; tuned on TR-News, GeoWebNews and GeoVirus.
_WITHIN = 20.0  # "Mosul, Iraq"
_VOTED = 2.5  # times the country's share of the votes
_LEADING = 1.0  # the country has a quarter of the leader's votes or more
_NEIGHBOUR = 0.8  # the country borders one that was voted for
_UNVOTED = -1.0
_SAME_DIVISION = 1.2  # in a state or province that another place of the text lies in, or is
_FITS_KIND = 2.0  # "province" and a division, "town" and a town
_OWN_NAME = 2.5  # it is the town's own name, not one of its others
_CAPITAL = 1.0
_STATE = 1.0  # states and provinces are named bare more often than towns
# World cities are named without their country: from 400,000 people on, in full at four millions.
_FAMOUS = 4.5
_FAMOUS_FROM, _FAMOUS_SPAN = 5.6, 1.0
# A small town far from all else that the text names needs its state or country behind a comma.
_REMOTE = -1.0
_SMALL = 50_000
# Of a village only the nearest bound counts: there is one of nearly every name within a day's drive.
_TINY = 10_000
# A division gives way to a big town of its name that holds a twelfth of its people ("New York", "Aleppo").
_BESIDE_TOWN = -1.5
_TOWN_SHARE = 12
_BIG_TOWN = 200_000
_COUNTY = -1.0
# Where counties are named without saying so ("in Kent").
_BARE_COUNTIES = frozenset({"GBR", "IRL"})
# Nearness to another place of the text, by kilometres.
_NEAR = ((60.0, 1.8), (250.0, 1.2), (700.0, 0.4))
# A name that is no known town's own counts as a misspelt one only inside the countries of the text.
_LOOSE = -1.0
# Names after a place that are looked at again once everything is settled.
_ROUNDS = 2
# A description reaches this many words: "the village of X, east of Y".
_REACH = 60


# What has one sense in a text: a key, whether it means an area, and the larger place named behind it ("" for none).
Name: TypeAlias = tuple[str, bool, str]


@dataclass(slots=True)
class Context:
    """What the text says of where it is: votes for countries, and what each name came to."""

    gazetteer: Gazetteer
    votes: Counter[str]
    settled: dict[Name, Toponym] = field(default_factory=dict)

    @property
    def leading(self) -> frozenset[str]:
        """The countries with a quarter of the leader's votes or more."""
        top = max(self.votes.values(), default=0)
        return frozenset(code for code, count in self.votes.items() if count and count * 4 >= top)

    def settle(self, name: Name, place: Toponym | None) -> None:
        """Take a place for a name, in the stead of the one before; it votes for its country."""
        before = self.settled.pop(name, None)
        if before is not None:
            self.votes[before.country] -= 1
        if place is not None:
            self.settled[name] = place
            self.votes[place.country] += 1


def resolve(draft: Draft, located: str) -> Context:
    """Settle every place mention of the draft; what cannot be settled stays `described` or `unresolved`.

    `located` is the newsroom's word for where the story was filed; it votes as a dateline does. Places that an actor's
    or facility's name took in are settled too, for `stream.conflict.sites`. Returns what was settled.
    """
    gazetteer = draft.lexicon.gazetteer
    places = [
        mention
        for mention in draft.mentions
        if isinstance(mention, PlaceMention)
        and (mention.type is EntityType.PLACE or _absorbed(draft, mention))
    ]
    votes = _votes(draft, places, located)
    context = Context(gazetteer, votes)
    by_name = _grouped(draft, places)
    # Few candidates first: what is plain helps with what is not. The second round sees all of the first.
    ordered = sorted(by_name.items(), key=lambda item: (len(item[1][0].candidates) or 99, item[1][0].first))
    for turn in range(_ROUNDS):
        for name, mentions in ordered:
            if turn and len(mentions[0].candidates) + len(mentions[0].loose) < 2:
                continue
            context.settle(name, None)
            context.settle(name, _choose(mentions, context, name))
    for place in places:
        if place.precision == "country":
            _fill_country(place, context)
    for name, mentions in ordered:
        best = context.settled.get(name)
        for mention in mentions:
            if best is not None:
                _fill(mention, best)
            elif not mention.cued and mention.type is not None:
                mention.type = None
    _describe_all(draft, places, context)
    return context


def _grouped(draft: Draft, places: list[PlaceMention]) -> dict[Name, list[PlaceMention]]:
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
        area = place.kind in DIVISIONS or _contains(draft, place)
        within = place.within if area else latest.get(place.key, "")
        found.setdefault((place.key, area, within), []).append(place)
    return found


def _absorbed(draft: Draft, mention: PlaceMention) -> bool:
    """Whether the name of an actor or facility took it in ("Aleppo Military Council")."""
    owned = draft.owner[mention.first]
    return mention.type is None and owned is not None and owned.type in SITED


def _votes(draft: Draft, places: list[PlaceMention], located: str) -> Counter[str]:
    votes: Counter[str] = Counter()
    for mention in draft.mentions:
        if mention.country and mention.type is not None:
            votes[mention.country] += 2 if isinstance(mention, PlaceMention) else 1
    for place in places:
        if not place.country and place.candidates:
            countries = {candidate.country for candidate in place.candidates}
            if len(countries) == 1:
                votes[next(iter(countries))] += 1
            elif place.within:
                votes.update(
                    {candidate.country for candidate in place.candidates if _inside(candidate, place.within)}
                )
    if located:
        filed = [
            place
            for place in draft.lexicon.gazetteer.lookup(key(fold(located.partition(",")[0])))
            if not place.division
        ]
        if filed:
            votes[max(filed, key=lambda place: place.population).country] += 1
    return votes


def _contains(draft: Draft, place: PlaceMention) -> bool:
    """Whether it is the larger place behind another's comma: the "New York" of "Buffalo, New York"."""
    first = place.first
    owned = draft.owner[first - 1] if first and draft.reading.gaps[first - 1].strip() == "," else None
    return isinstance(owned, PlaceMention) and owned.within == place.key != owned.key


def _inside(place: Toponym, within: str) -> bool:
    """Whether a place lies in the larger one named behind it: an ISO code, a division's key, or both."""
    code, _, rest = within.partition(" ")
    if len(code) == 3 and code.isupper():
        return place.country == code or (bool(rest) and place.within == rest)
    return place.within == within


def _choose(mentions: list[PlaceMention], context: Context, which: Name) -> Toponym | None:
    name, area, within = which
    kind = "state" if area else next((mention.kind for mention in mentions if mention.kind), "")
    others = list(context.settled.values())
    leading = context.leading
    divisions = {(other.country, other.admin1) for other in others}
    towns = max(
        (place.population for place in mentions[0].candidates if not place.division and _owns(place, name)),
        default=0,
    )
    best: Toponym | None = None
    best_score = -math.inf
    for loose, candidates in ((False, mentions[0].candidates), (True, mentions[0].loose)):
        for place in candidates:
            if loose and place.country not in leading:
                continue
            score = math.log10(place.population + 10) + _LOOSE * loose
            if not loose and _owns(place, name):
                score += _OWN_NAME
                if kind not in DIVISIONS:
                    score += _fame(place, context)
            if place.division:
                score += _STATE * (place.level == 1)
                score += _BESIDE_TOWN * (towns >= _BIG_TOWN and towns * _TOWN_SHARE >= place.population)
                score += _COUNTY * (place.level == 2 and place.country not in _BARE_COUNTIES and not kind)
            if kind:
                score += _FITS_KIND if place.division == (kind in DIVISIONS) else -_FITS_KIND
            if within:
                score += _WITHIN * _inside(place, within)
            score += _country_score(place, context, leading)
            local = _nearness(place, others)
            if (place.country, place.admin1) in divisions and (
                local or place.division or place.population >= _TINY
            ):
                local += _SAME_DIVISION
            score += local or _REMOTE * (place.population < _SMALL and bool(others))
            if score > best_score:
                best, best_score = place, score
    return (
        best
        if best is not None and _believable(best, mentions, context.votes, leading, within, kind)
        else None
    )


def _owns(place: Toponym, name: str) -> bool:
    """Whether the name is the place's own: "New York" of New York City, "Newcastle" of Newcastle upon Tyne."""
    return place.own == name or place.own.removesuffix(" city").partition(" upon ")[0] == name


def _fame(place: Toponym, context: Context) -> float:
    fame = (math.log10(place.population + 1) - _FAMOUS_FROM) / _FAMOUS_SPAN
    capital = place.level == 0 and context.gazetteer.countries[place.country].capital == place.geonames_id
    return (_FAMOUS * min(max(fame, 0.0), 1.0) if place.level == 0 else 0.0) + _CAPITAL * capital


def _country_score(place: Toponym, context: Context, leading: frozenset[str]) -> float:
    votes = context.votes
    if not leading:
        return 0.0
    if votes[place.country] > 0:
        share = votes[place.country] / sum(votes.values())
        return _VOTED * share + _LEADING * (place.country in leading)
    countries = context.gazetteer.countries
    beside = any(place.country in countries[code].neighbours for code in leading if code in countries)
    return _NEIGHBOUR if beside else _UNVOTED


def _nearness(place: Toponym, others: list[Toponym]) -> float:
    """By the nearest settled place; a degree of latitude is 111 km, so most need no trigonometry."""
    if place.level == 1:
        return 0.0
    nearest = _NEAR[0 if place.level == 0 and place.population < _TINY else -1][0]
    for other in others[-24:]:
        if other.level == 1 or abs(other.latitude - place.latitude) * 111 > nearest:
            continue
        nearest = min(nearest, kilometres(place.latitude, place.longitude, other.latitude, other.longitude))
    return next((bonus for bound, bonus in _NEAR if nearest < bound), 0.0)


def _believable(
    best: Toponym,
    mentions: list[PlaceMention],
    votes: Counter[str],
    leading: frozenset[str],
    within: str,
    kind: str,
) -> bool:
    """A village is never looked for in a country that the text does not speak of, nor a small town without a cue."""
    if not leading or (within and _inside(best, within)):
        return True
    if votes[best.country] > 0:
        return best.country in leading or best.population >= 50_000 or best.division
    if kind in SETTLEMENTS and kind not in {"city", "cities", "capital"}:
        return best.population >= 1_000_000
    return (
        best.population >= (100_000 if any(mention.cued for mention in mentions) else 500_000)
        or best.level == 1
    )


def _fill_country(place: PlaceMention, context: Context) -> None:
    """A country, or the division of its name in another one where all the company is from there ("Georgia")."""
    for namesake in place.candidates:
        company = sum(other.country == namesake.country for other in context.settled.values())
        own = sum(other.country == place.country for other in context.settled.values())
        neighbours = context.gazetteer.countries[place.country].neighbours
        near = any(context.votes[code] for code in neighbours)
        if place.kind in DIVISIONS or (company and not own and not near):
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
    place.geonames_id = toponym.geonames_id
    place.precision = ("point", "admin1", "admin2")[toponym.level]


def _describe_all(draft: Draft, places: list[PlaceMention], context: Context) -> None:
    """What the gazetteer lacks is located by the settled places around it, with a precision that says so."""
    settled = [place for place in places if place.chosen is not None and place.chosen.level != 1]
    for place in places:
        if place.type is None or place.precision != "unresolved":
            continue
        described = place.kind in SETTLEMENTS or place.kind in DIVISIONS
        anchor = anchor_of(draft, place.first, settled)
        if anchor is not None and anchor.chosen is not None and place.kind not in DIVISIONS:
            place.country, place.admin1 = anchor.country, anchor.admin1
            place.latitude, place.longitude = anchor.latitude, anchor.longitude
            place.precision = "described"
        elif described and context.leading:
            place.country = context.votes.most_common(1)[0][0]
            place.precision = "described"


def anchor_of(draft: Draft, word: int, settled: list[PlaceMention]) -> PlaceMention | None:
    """The settled place nearest to a word, those of its sentence first; none beyond the reach of a description."""
    sentence = draft.reading.sentence_of
    return min(
        (other for other in settled if abs(other.first - word) <= _REACH),
        key=lambda other: (sentence[other.first] != sentence[word], abs(other.first - word)),
        default=None,
    )
