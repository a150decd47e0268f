"""Which of the places of a name is meant: by what follows it, the countries of the text, nearness, population last."""

from __future__ import annotations

import math
from collections import Counter

from stream.conflict.draft import Draft, PlaceMention
from stream.conflict.folding import fold, key
from stream.conflict.gazetteer import Gazetteer, Toponym, kilometres
from stream.conflict.places import DIVISIONS, SETTLEMENTS
from stream.records import EntityType

# Weights of the evidence, in the unit of one power of ten of population; tuned on TR-News.
_WITHIN = 20.0  # "Mosul, Iraq"
_VOTED = 4.0  # times the country's share of the votes
_NEIGHBOUR = 0.8  # the country borders one that was voted for
_NEAR = 1.5  # within NEAR_KM of a place already settled
_FITS_KIND = 2.0  # "province" and a division, "town" and a town
_UNVOTED = -1.5
_OWN_NAME = 1.5  # it is the town's own name, not one of its others
_NEAR_KM = 250.0
# A name that is no known town's own counts as a misspelt one only inside the countries of the text.
_LOOSE = -1.0


def resolve(draft: Draft, located: str) -> None:
    """Settle every place mention of the draft; what cannot be settled stays `described` or `unresolved`.

    `located` is the newsroom's word for where the story was filed; it votes as a dateline does.
    """
    gazetteer = draft.lexicon.gazetteer
    places = [
        mention
        for mention in draft.mentions
        if isinstance(mention, PlaceMention) and mention.type is EntityType.PLACE
    ]
    votes = _votes(draft, places, located)
    settled: list[Toponym] = []
    by_key: dict[str, list[PlaceMention]] = {}
    for place in places:
        if place.precision == "country":
            _fill_country(place, gazetteer)
        elif place.precision == "region":
            _fill_region(place)
        else:
            by_key.setdefault(place.key, []).append(place)
    # Few candidates first: what is plain helps with what is not.
    for mentions in sorted(
        by_key.values(), key=lambda group: (len(group[0].candidates) or 99, group[0].first)
    ):
        best = _choose(mentions, votes, settled, gazetteer)
        cued = any(mention.cued for mention in mentions)
        for mention in mentions:
            if best is not None:
                _fill(mention, best)
            elif cued:
                _describe(mention, votes, settled)
            else:
                mention.type = None
        if best is not None and not best.division:
            settled.append(best)


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
    if located:
        filed = [
            place
            for place in draft.lexicon.gazetteer.lookup(key(fold(located.partition(",")[0])))
            if not place.division
        ]
        if filed:
            votes[max(filed, key=lambda place: place.population).country] += 1
    return votes


def _choose(
    mentions: list[PlaceMention], votes: Counter[str], settled: list[Toponym], gazetteer: Gazetteer
) -> Toponym | None:
    total = sum(votes.values()) or 1
    within = next((mention.within for mention in mentions if mention.within), "")
    kind = next((mention.kind for mention in mentions if mention.kind), "")
    leading = {code for code, count in votes.items() if count * 4 >= max(votes.values())}
    best: Toponym | None = None
    best_score = -math.inf
    for loose, candidates in ((False, mentions[0].candidates), (True, mentions[0].loose)):
        for place in candidates:
            if loose and place.country not in leading:
                continue
            score = 3.0 if place.division else math.log10(place.population + 10)
            score += _LOOSE * loose
            score += _OWN_NAME * (key(fold(place.name)) == mentions[0].key)
            if within:
                score += _WITHIN * (within in (place.country, key(fold(place.admin1))))
            if place.country in votes:
                score += _VOTED * votes[place.country] / total + (1.0 if place.country in leading else 0.0)
            elif any(
                place.country in gazetteer.countries[code].neighbours
                for code in leading
                if code in gazetteer.countries
            ):
                score += _NEIGHBOUR
            elif votes:
                score += _UNVOTED
            if not place.division and any(
                kilometres(place.latitude, place.longitude, other.latitude, other.longitude) < _NEAR_KM
                for other in settled[-12:]
            ):
                score += _NEAR
            if kind:
                score += _FITS_KIND if place.division == (kind in DIVISIONS) else -_FITS_KIND
            if score > best_score:
                best, best_score = place, score
    return best if best is not None and _believable(best, mentions, votes, leading, within, kind) else None


def _believable(
    best: Toponym,
    mentions: list[PlaceMention],
    votes: Counter[str],
    leading: set[str],
    within: str,
    kind: str,
) -> bool:
    """A village is never looked for in a country that the text does not speak of, nor a small town without a cue."""
    if within and within in (best.country, key(fold(best.admin1))):
        return True
    if best.country in votes:
        return best.country in leading or best.population >= 50_000 or best.division
    if (
        kind.startswith(("village", "hamlet", "town", "settlement", "neighbo", "suburb", "district"))
        and votes
    ):
        return best.population >= 1_000_000
    if not votes:
        return True
    return (
        best.population >= (100_000 if any(mention.cued for mention in mentions) else 500_000)
        or best.division
    )


def _fill_country(place: PlaceMention, gazetteer: Gazetteer) -> None:
    country = gazetteer.countries.get(place.country)
    if country is not None:
        place.latitude, place.longitude = country.latitude, country.longitude
        place.geonames_id = country.geonames_id


def _fill_region(place: PlaceMention) -> None:
    latitude, longitude, *country = place.region.split()
    place.latitude, place.longitude = float(latitude), float(longitude)
    place.country = country[0] if country else ""


def _fill(place: PlaceMention, toponym: Toponym) -> None:
    place.chosen = toponym
    place.name, place.country, place.admin1 = toponym.name, toponym.country, toponym.admin1
    place.latitude, place.longitude = toponym.latitude, toponym.longitude
    place.geonames_id = toponym.geonames_id
    place.precision = "admin1" if toponym.division else "point"


def _describe(place: PlaceMention, votes: Counter[str], settled: list[Toponym]) -> None:
    """What the gazetteer lacks: with the country and division of the settled places, if the words call it a place."""
    if place.kind not in SETTLEMENTS and place.kind not in DIVISIONS:
        return
    country = votes.most_common(1)[0][0] if votes else ""
    divisions = Counter(other.admin1 for other in settled if other.country == country)
    place.country = country
    place.admin1 = divisions.most_common(1)[0][0] if divisions and place.kind in SETTLEMENTS else ""
    place.precision = "described" if country else "unresolved"
