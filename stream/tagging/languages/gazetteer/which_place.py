"""Which place each name in a text means, and which names are not places: the weights of the evidence.

Evidence is counted in powers of ten of population, as the English resolver does (`stream.tagging.mentions.ranking`): the
countries that the text speaks of, nearness to what is settled, and then the size of the place.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import Final

from stream.tagging.languages.gazetteer.name_index import (
    COUNTRY,
    DISTRICT,
    PROVINCE,
    REGION,
    TOWN,
    KnownPlace,
    NameIndex,
)
from stream.tagging.languages.gazetteer.name_spans import NameSpan
from stream.tagging.lexicon.gazetteer import kilometres

_VOTED: Final = 2.0
_NEIGHBOUR: Final = 0.5
_CAPITAL: Final = 1.0
_NEAR: Final[tuple[tuple[float, float], ...]] = ((60.0, 1.2), (250.0, 0.8), (700.0, 0.3))
# A name is a place from this sum on; bare names of small towns need the country of the text or a word like "city".
_CUED: Final = 1.0
_CLASSED: Final = 2.5
_JOINED: Final = -2.5
_JOINED_TOWN: Final = -4.0
_TITLED: Final = -2.5
_NAMED: Final = -1.0
_ARTICLE: Final = -3.0
# What has no article: Spanish provinces are called as their towns are, and with one both are clubs ("el Valencia").
_TOWN_ALONE: Final = frozenset({TOWN})
_ARTICLED: Final = {"es": frozenset({TOWN, PROVINCE})}
_OTHER: Final = -0.3
# A town abroad is told by a preposition or a dateline; one alone is as often a person's name, in a genitive mostly.
_BARE_ABROAD: Final = {"de": -0.5}
_OWNED_ABROAD: Final = -1.0
_METROPOLIS: Final = 400_000  # people: "Palermos" is the town's
# A common word that begins a sentence has its capital from there.
_WORD: Final = 3.5
_OPENING: Final = -0.5
_DATELINE: Final = 0.5
# How frequent a word may be for the size of the town: what is above is an ordinary word's.
_FAME: Final = 1.5
_COMMON: Final = 1.0
_WIDE: Final = 6.0
# Where the language is at home its newspapers name small towns, and often.
_AT_HOME: Final = 0.7
# A town where there is war is named before its namesake elsewhere.
_AT_WAR: Final = frozenset(
    {"UKR", "SYR", "IRQ", "PSE", "LBN", "YEM", "SDN", "AFG", "MMR", "MLI", "COD", "SOM", "LBY"}
)
_FOUGHT: Final = 0.7
# A town that news of war names weighs no less than one of this many people (powers of ten), unless its name is a common word.
_NOTED: Final = 5.3
_COMMON_NOTED: Final = 3.3
# "The town of Dnipro" is no river.
_NOT_WIDE: Final = -3.0
# Chinese names are mostly words of two characters that mean something.
_HAN_FAME: Final = 2.4
_HAN_COMMON: Final = 1.5
# A longer name that is noted is spelled by sound and means nothing else.
_HAN_WORD: Final = 2


def choose_places(spans: list[NameSpan], index: NameIndex) -> None:
    """Choose a place for every span that is one; the others keep None."""
    votes: Counter[str] = Counter()
    for span in spans:
        sure = [place for place in span.places if place.level == COUNTRY]
        if sure and not span.owned:
            votes[sure[0].country] += 2
    for _ in range(2):
        settled = [span.chosen for span in spans if span.chosen is not None and span.chosen.level == TOWN]
        for span in spans:
            span.chosen = _choose(span, votes, settled, index)
        votes = Counter(
            span.chosen.country for span in spans if span.chosen is not None and span.chosen.country
        )
    _drop_persons(spans)
    _agree(spans)


def _choose(
    span: NameSpan, votes: Counter[str], settled: list[KnownPlace], index: NameIndex
) -> KnownPlace | None:
    language = index.language
    best, score = span.places[0], -math.inf
    for place in span.places:
        fit = _fit(place, span, votes, settled, index)
        if fit > score or (fit == score and place.geonameid < best.geonameid):
            best, score = place, fit
    if (
        span.owned
        or _is_in_a_name(span, best, index)
        or (best.adjective and language == "uk" and not span.classed)
    ):
        return None
    wide = best.level in {COUNTRY, REGION}
    score += _CUED * span.cued + _CLASSED * span.classed + _TITLED * span.titled + _DATELINE * span.dateline
    score += (_JOINED if wide else _JOINED_TOWN) * span.joined
    opening = span.opening and not span.dateline
    score += _OPENING * opening
    size = _people(best, span)
    if not wide:
        score += _NAMED * span.named
        if span.articled and not span.classed and best.level in _ARTICLED.get(language, _TOWN_ALONE):
            score += _ARTICLE
        score += _abroad(span, best, index)
        home = _AT_HOME if best.country in index.home else 0.0
        common, fame = (_HAN_COMMON, _HAN_FAME) if language == "zh" else (_COMMON, _FAME)
        spelled = best.noted and span.end - span.start > _HAN_WORD
        if not (language == "zh" and (span.classed or spelled)):
            score -= common * max(0.0, span.zipf - home - (size - fame))
        if opening:
            score -= max(0.0, span.zipf - _WORD)
    return best if score >= index.bar else None


def _abroad(span: NameSpan, best: KnownPlace, index: NameIndex) -> float:
    """What speaks against a town abroad that has no word of place beside it ("Palins Schwester")."""
    told = span.cued or span.classed or span.dateline
    if best.level != TOWN or best.country in index.home or best.noted or told:
        return 0.0
    owned = span.genitive and best.population < _METROPOLIS
    return _BARE_ABROAD.get(index.language, 0.0) + _OWNED_ABROAD * owned


def _is_in_a_name(span: NameSpan, best: KnownPlace, index: NameIndex) -> bool:
    """Whether a longer name that ends with a place is of something else.

    Behind a Portuguese one stands most often the country where it is; German clubs are those of the language's own towns.
    """
    if not span.named_for:
        return False
    if index.language == "de":
        return best.level == TOWN and best.country in index.home
    return not (index.language == "pt" and best.level == COUNTRY)


def _fit(
    place: KnownPlace,
    span: NameSpan,
    votes: Counter[str],
    settled: list[KnownPlace],
    index: NameIndex,
) -> float:
    score = _WIDE + 2.0 if place.level in {COUNTRY, REGION} else _people(place, span)
    if place.level == PROVINCE:
        score += 0.5 if span.classed else -1.0
    if place.level == DISTRICT:
        score += 0.5 if span.classed else -1.5
    if place.adjective:
        score -= 0.0 if place.level == COUNTRY or span.classed else 1.0
    if place.other:
        score += _OTHER
        if span.zipf > _WORD:
            score -= 0.5
    if place.geonameid in index.shared.capitals:
        score += _CAPITAL
    whole = sum(votes.values())
    if whole and place.country:
        if votes[place.country]:
            score += _VOTED * (0.5 + 0.5 * votes[place.country] / whole)
        elif any(votes[code] for code in index.shared.neighbours.get(place.country, ())):
            score += _NEIGHBOUR
    if (place.country in _AT_WAR or _is_noted(place, span)) and place.level == TOWN:
        score += _FOUGHT
    elif place.country in index.home:
        score += _AT_HOME
    if (
        span.classed
        and place.level in {COUNTRY, REGION}
        and any(other.level == TOWN for other in span.places)
    ):
        score += _NOT_WIDE
    if place.level == TOWN:
        score += _nearness(place, settled)
    return score


def _people(place: KnownPlace, span: NameSpan) -> float:
    """The size of a place in powers of ten."""
    size = math.log10(place.population + 10)
    return max(size, _NOTED) if _is_noted(place, span) else size


def _is_noted(place: KnownPlace, span: NameSpan) -> bool:
    return place.noted and span.zipf < _COMMON_NOTED


def _nearness(place: KnownPlace, settled: list[KnownPlace]) -> float:
    nearest = min(
        (
            kilometres(place.lat, place.lon, other.lat, other.lon)
            for other in settled
            if other.geonameid != place.geonameid
        ),
        default=math.inf,
    )
    return next((bonus for bound, bonus in _NEAR if nearest < bound), 0.0)


def _drop_persons(spans: list[NameSpan]) -> None:
    """A town's name that a text gives a person ("Ana Herrera") is that person's where nothing says that it is a place."""
    persons = {span.key for span in spans if span.joined and span.chosen is None}
    for span in spans:
        if (
            span.key in persons
            and span.chosen is not None
            and span.chosen.level == TOWN
            and not (span.cued or span.classed or span.dateline)
        ):
            span.chosen, span.titled = None, True


def _agree(spans: list[NameSpan]) -> None:
    """A name that was a place with a preposition or a class word is one in the rest of the text, if nothing speaks against it."""
    known: dict[str, KnownPlace] = {}
    for span in spans:
        if span.chosen is not None:
            known.setdefault(span.key, span.chosen)
    for span in spans:
        if span.chosen is None and not (span.owned or span.named_for or span.joined or span.titled):
            span.chosen = known.get(span.key)
