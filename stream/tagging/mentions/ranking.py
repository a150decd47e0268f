"""How well each place of a name fits a text, by the words after it, the countries of the text, nearness, and last by population."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, TypeAlias

from stream.tagging.lexicon.gazetteer import Gazetteer, Toponym, kilometres
from stream.tagging.mentions.cues import DIRECTIONS, DIVISIONS, SETTLEMENTS
from stream.tagging.sheet import PlaceMention

# Weights of the evidence, in the unit of one power of ten of population; tuned on TR-News, GeoWebNews and GeoVirus.
_WITHIN: Final = 20.0  # "Mosul, Iraq"
_VOTED: Final = 2.5  # times the country's share of the votes
_LEADING: Final = 1.0  # the country has a quarter of the leader's votes or more
_NEIGHBOUR: Final = 0.8  # the country borders one that was voted for
_UNVOTED: Final = -1.0
_SAME_DIVISION: Final = 1.2  # in a state or province that another place of the text lies in, or is
_FITS_KIND: Final = 2.0  # "province" and a division, "town" and a town
_OWN_NAME: Final = 2.5  # it is the town's own name, not one of its others
_CAPITAL: Final = 1.0
_STATE: Final = 1.0  # states and provinces are named bare more often than towns
# World cities are named without their country: from 400,000 people on, in full at four millions.
_FAMOUS: Final = 4.5
_FAMOUS_FROM, _FAMOUS_SPAN = 5.6, 1.0
# A small town far from all else that the text names needs its state or country behind a comma.
_REMOTE: Final = -1.0
_SMALL: Final = 50_000
# In a country that nothing else in the text names: a village of that name, a town with a preposition before it, a town without.
_MILLIONS: Final = 1_000_000
_CUED: Final = 100_000
_BARE: Final = 500_000
# Towns with fewer people need more evidence than their own name.
_LONE: Final = 60_000
# For a village only the nearest distance counts: almost every name has a village within a day's drive.
_TINY: Final = 10_000
# A division gives way to a big town of its name that holds a twelfth of its people ("New York", "Aleppo").
_BESIDE_TOWN: Final = -1.5
_TOWN_SHARE: Final = 12
_BIG_TOWN: Final = 200_000
_COUNTY: Final = -1.0
# Where counties are named without saying so ("in Kent").
_BARE_COUNTIES: Final = frozenset({"GBR", "IRL"})
# Nearness to another place of the text, by kilometres.
_NEAR: Final[tuple[tuple[float, float], ...]] = ((60.0, 1.8), (250.0, 1.2), (700.0, 0.4))
_LATEST: Final = 24
# A name that is no known town's own counts as a misspelt one only inside the countries of the text.
_LOOSE: Final = -1.0
# What has one sense in a text: a key, whether it means an area, and the larger place named behind it ("" for none).
Name: TypeAlias = tuple[str, bool, str]


@dataclass(slots=True)
class Context:
    """The places that the text speaks of: votes for countries, and the place that each name was resolved to.

    `countries` and `divisions` count the resolved places in them; divisions go by country and name.
    """

    gazetteer: Gazetteer
    votes: Counter[str]
    settled: dict[Name, Toponym] = field(default_factory=dict)
    countries: Counter[str] = field(default_factory=Counter)
    divisions: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def leading(self) -> frozenset[str]:
        """The countries with a quarter of the leader's votes or more."""
        top = max(self.votes.values(), default=0)
        return frozenset(code for code, count in self.votes.items() if count and count * 4 >= top)

    def settle(self, name: Name, place: Toponym | None) -> None:
        """Resolve a name to a place, instead of the one before; the place votes for its country."""
        before = self.settled.pop(name, None)
        if before is not None:
            self._count(before, -1)
        if place is not None:
            self.settled[name] = place
            self._count(place, 1)

    def _count(self, place: Toponym, step: int) -> None:
        self.votes[place.country] += step
        self.countries[place.country] += step
        self.divisions[place.country, place.admin1] += step

    def latest(self) -> list[Toponym]:
        """The places of the last names, the last first: enough to see what is near."""
        return [*islice(reversed(self.settled.values()), _LATEST)]


def inside(place: Toponym, within: str) -> bool:
    """Whether a place lies in the larger one named behind it: an ISO code, a division's key, or both."""
    code, _, rest = within.partition(" ")
    if len(code) == 3 and code.isupper():
        return place.country == code or (bool(rest) and place.within == rest)
    return place.within == within


@dataclass(slots=True)
class _PlaceEvidence:
    """The evidence for and against the places of one name, gathered once for all of them."""

    name: str
    kind: str
    within: str
    leading: frozenset[str]
    others: list[Toponym]
    biggest_town: int
    countries: dict[str, float] = field(default_factory=dict)


def choose(mentions: list[PlaceMention], context: Context, which: Name) -> Toponym | None:
    """The place that the mentions of a name mean, None if none of its places is likely."""
    name, area, within = which
    candidates, loose = mentions[0].candidates, mentions[0].loose
    leading = context.leading
    loose = tuple(place for place in loose if place.country in leading)
    if not candidates and not loose:
        return None
    kind = "state" if area else next((mention.kind for mention in mentions if mention.kind), "")
    if not kind and any(mention.town for mention in mentions):
        kind = "city"
    if len(candidates) + len(loose) == 1:
        best = (candidates or loose)[0]
    else:
        others = context.latest()
        evidence = _PlaceEvidence(
            name,
            kind,
            within,
            leading,
            others,
            max(
                (place.population for place in candidates if not place.level and _owns(place, name)),
                default=0,
            ),
        )
        best = max(_ranked(candidates, loose, evidence, context), key=lambda pair: pair[0])[1]
    cued = any(mention.cued for mention in mentions)
    votes = context.votes
    own = len(mentions) if _votes_alone(candidates) else 0  # a name's own votes are no evidence for it
    bare = all(word in DIRECTIONS or word in DIVISIONS for word in name.split())
    placed = bool(within) and inside(best, within)
    if bare and leading and not placed and votes[best.country] <= own:
        return None  # "Western" of a country that nothing else names
    if own and best.population < _LONE and not placed and leading and leading != {best.country}:
        votes = votes.copy()
        votes[best.country] -= own
    return best if _believable(best, votes, leading, within, kind, cued=cued) else None


def _votes_alone(candidates: tuple[Toponym, ...]) -> bool:
    """Whether all places of a name lie in one country, so that each mention has voted for it."""
    return bool(candidates) and all(place.country == candidates[0].country for place in candidates)


def _ranked(
    candidates: tuple[Toponym, ...], loose: tuple[Toponym, ...], evidence: _PlaceEvidence, context: Context
) -> Iterable[tuple[float, Toponym]]:
    for place in candidates:
        own = _own_name(place, evidence, context) if _owns(place, evidence.name) else 0.0
        yield own + _score(place, evidence, context), place
    for place in loose:
        yield _LOOSE + _score(place, evidence, context), place


def _score(place: Toponym, evidence: _PlaceEvidence, context: Context) -> float:
    score = place.size + _kind_score(place, evidence)
    if evidence.within and inside(place, evidence.within):
        score += _WITHIN
    if place.country not in evidence.countries:
        evidence.countries[place.country] = _country_score(place.country, context, evidence.leading)
    score += evidence.countries[place.country]
    local = _nearness(place, evidence.others)
    if context.divisions[place.country, place.admin1] > 0 and (
        local or place.level or place.population >= _TINY
    ):
        local += _SAME_DIVISION
    if local:
        return score + local
    return score + _REMOTE if evidence.others and place.population < _SMALL else score


def _kind_score(place: Toponym, evidence: _PlaceEvidence) -> float:
    """Score for the kind: whether the text means an area or a town, and which is less likely if it does not say."""
    score = 0.0
    if evidence.kind:
        score = _FITS_KIND if place.division == (evidence.kind in DIVISIONS) else -_FITS_KIND
    if place.level == 1:
        score += _STATE
    elif place.level and not evidence.kind and place.country not in _BARE_COUNTIES:
        score += _COUNTY
    town = evidence.biggest_town
    if place.level and town >= _BIG_TOWN and town * _TOWN_SHARE >= place.population:
        score += _BESIDE_TOWN
    return score


def _owns(place: Toponym, name: str) -> bool:
    """Whether the name is the place's own: "New York" of New York City, "Newcastle" of Newcastle upon Tyne."""
    return name in (place.own, place.short)


def _own_name(place: Toponym, evidence: _PlaceEvidence, context: Context) -> float:
    """Score of a town under its own name, more for a famous one."""
    if place.level or evidence.kind in DIVISIONS:
        return _OWN_NAME
    fame = (place.size - _FAMOUS_FROM) / _FAMOUS_SPAN
    capital = 0 < place.geonames_id == context.gazetteer.countries[place.country].capital
    return _OWN_NAME + _FAMOUS * min(max(fame, 0.0), 1.0) + _CAPITAL * capital


def _country_score(country: str, context: Context, leading: frozenset[str]) -> float:
    votes = context.votes
    if not leading:
        return 0.0
    if votes[country] > 0:
        return _VOTED * votes[country] / sum(votes.values()) + _LEADING * (country in leading)
    countries = context.gazetteer.countries
    beside = any(country in countries[code].neighbours for code in leading if code in countries)
    return _NEIGHBOUR if beside else _UNVOTED


def _nearness(place: Toponym, others: list[Toponym]) -> float:
    """By the nearest settled place; a degree of latitude is 111 km, so most need no trigonometry."""
    if place.level == 1:
        return 0.0
    nearest = _NEAR[0 if place.level == 0 and place.population < _TINY else -1][0]
    for other in others:
        if other.level == 1 or abs(other.latitude - place.latitude) * 111 > nearest:
            continue
        nearest = min(nearest, kilometres(place.latitude, place.longitude, other.latitude, other.longitude))
    return next((bonus for bound, bonus in _NEAR if nearest < bound), 0.0)


def _believable(
    best: Toponym, votes: Counter[str], leading: frozenset[str], within: str, kind: str, *, cued: bool
) -> bool:
    """A village is never looked for in a country that the text does not speak of, nor a small town without a cue."""
    if not leading or (within and inside(best, within)):
        return True
    if votes[best.country] > 0:
        return best.country in leading or best.population >= _SMALL or best.division
    if kind in SETTLEMENTS and kind not in {"city", "cities", "capital"}:
        return best.population >= _MILLIONS
    return best.population >= (_CUED if cued else _BARE) or best.level == 1
