"""Places told by distance and bearing from another: "30 km north of Mosul", "some 45 kilometres from Maiduguri"."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from stream.model.tags import EntityType
from stream.tagging.lexicon.vocabulary import value_of_words, word_list
from stream.tagging.mentions.cues import SETTLEMENTS
from stream.tagging.mentions.numbers import count_at, starts_count
from stream.tagging.mentions.runs import FUNCTION_WORDS
from stream.tagging.sheet import PlaceMention, Sheet

_MIDDLES: Final = word_list("bearings middles")
_KILOMETRES: Final = word_list("bearings kilometres")
_METRES: Final = word_list("bearings metres")
_FROM: Final = word_list("bearings from")
_ADVERBS: Final = word_list("bearings adverbs")
_LEADING: Final = word_list("bearings leading")

# Kilometres.
_UNITS: Final = {
    **dict.fromkeys(sorted(_KILOMETRES), 1.0),
    **dict.fromkeys(("mile", "miles", "mi"), 1.609344),
    **dict.fromkeys(sorted(_METRES), 0.001),
}
# Degrees clockwise from north.
_BEARINGS: Final = {word: float(degrees) for word, degrees in value_of_words("bearings degrees").items()}
_HALVES: Final = {
    ("north", "east"): 45.0,
    ("south", "east"): 135.0,
    ("south", "west"): 225.0,
    ("north", "west"): 315.0,
}
# What stands last before the name inside a description.
_TO_NAME: Final = word_list("bearings to_name")
# "Near Aden", "outside Kidal", "close to Kidal", "far from Kidal": not there.
_BESIDE: Final = frozenset({"near", "outside"})
_CLOSE: Final = frozenset({"close", "far", "next"})
# What may stand between the distance and the name: "from the centre of", "from the town of".
_PARTS: Final = SETTLEMENTS | _MIDDLES
_ABOUT: Final = word_list("bearings about")
# The mean radius of the Earth.
_RADIUS_KM: Final = 6371.0
# What lies farther than this from a place is not told by it.
_FARTHEST_KM: Final = 1000.0


@dataclass(frozen=True, slots=True)
class _Offset:
    """How far and where to from a place: the first word that says so, kilometres, degrees (-1 where not told)."""

    first: int
    kilometres: float
    degrees: float


def apply_bearings(sheet: Sheet) -> None:
    """Move every settled place that is only measured from: its point is where distance and bearing lead, `near` its name.

    Where no bearing is told the point stays that of the place measured from; the precision says that it is near, not at.
    """
    for mention in [*sheet.mentions]:
        if (
            not isinstance(mention, PlaceMention)
            or mention.type is not EntityType.PLACE
            or mention.latitude is None
        ):
            continue
        core = _core(sheet, mention)
        offset = _offset(sheet, core)
        if offset is None:
            if core > mention.first and _is_beside(sheet, mention.first, core):
                mention.near, mention.name = mention.name or sheet.reading.span(core, mention.last), ""
                mention.precision, mention.geonames_id = "described", None
                mention.latitude = mention.longitude = None
            elif core > mention.first:
                _part(sheet, mention, core)
            continue
        _yield(sheet, offset.first, core)
        if offset.first < mention.first:
            sheet.stretch(mention, offset.first, mention.last)
        if mention.longitude is not None and offset.degrees >= 0:
            mention.latitude, mention.longitude = destination(
                mention.latitude, mention.longitude, offset.kilometres, offset.degrees
            )
        mention.near, mention.name = mention.name or sheet.reading.span(core, mention.last), ""
        mention.precision, mention.geonames_id = "described", None


def destination(latitude: float, longitude: float, distance: float, degrees: float) -> tuple[float, float]:
    """The point so many kilometres away in a direction, along the great circle; degrees, to four decimals."""
    angle, bearing = distance / _RADIUS_KM, math.radians(degrees)
    north, east = math.radians(latitude), math.radians(longitude)
    there = math.asin(
        math.sin(north) * math.cos(angle) + math.cos(north) * math.sin(angle) * math.cos(bearing)
    )
    east += math.atan2(
        math.sin(bearing) * math.sin(angle) * math.cos(north),
        math.cos(angle) - math.sin(north) * math.sin(there),
    )
    return round(math.degrees(there), 4), round((math.degrees(east) + 540) % 360 - 180, 4)


def _is_beside(sheet: Sheet, first: int, core: int) -> bool:
    """Whether a span names something beside a place by direction alone: "a village northwest of Raqqa"."""
    words = sheet.reading.words
    at = core - 2
    return (
        at > first
        and words[core - 1] == "of"
        and words[at] in _BEARINGS
        and not sheet.reading.caps[first + 1]
    )


def _part(sheet: Sheet, mention: PlaceMention, core: int) -> None:
    """Tell what lies near a place from the place itself: of "a dry valley near Aden" a described place and Aden are made."""
    words, first = sheet.reading.words, mention.first
    lead = core - 1
    if words[lead] in {"to", "from"} and words[lead - 1] in _CLOSE:
        lead -= 1
    elif words[lead] not in _BESIDE:
        return
    if lead - first < 1 or sheet.reading.caps[lead - 1]:
        return
    for word in range(first, core):
        sheet.owner[word] = None
    mention.first = core
    beside = PlaceMention(EntityType.PLACE, first, lead - 1, "", mention.country, generic=True)
    beside.near, beside.precision, beside.admin1 = mention.name, "described", mention.admin1
    sheet.claim(beside)


def _core(sheet: Sheet, mention: PlaceMention) -> int:
    """The first word of the name itself: "Mosul" of "km north of Mosul"."""
    reading = sheet.reading
    begin = mention.first
    for word in range(mention.first, mention.last):
        if reading.words[word] in _TO_NAME and not reading.caps[word]:
            begin = word + 1
    while begin < mention.last and reading.words[begin] in FUNCTION_WORDS and not reading.caps[begin]:
        begin += 1
    return begin


def _offset(sheet: Sheet, core: int) -> _Offset | None:
    """What the words before a name say of distance and direction; None where no distance is told."""
    words, gaps = sheet.reading.words, sheet.reading.gaps
    low = sheet.reading.bounds(core)[0]
    at = core - 1
    while at > low and (
        words[at] == "the" or words[at] in _PARTS or (words[at] == "of" and words[at - 1] in _PARTS)
    ):
        at -= 1
    if at <= low or words[at] not in _FROM:
        return None
    at -= 1
    degrees = -1.0
    while at > low and words[at] in _ADVERBS:
        at -= 1
    pair = (words[at - 1], words[at]) if at > low else ("", "")
    if pair in _HALVES and gaps[at - 1] in {"-", " ", "\u2010", "\u2011"}:
        degrees, at = _HALVES[pair], at - 2
    elif words[at] in _BEARINGS:
        degrees, at = _BEARINGS[words[at]], at - 1
        if words[at] in _BEARINGS and at > low:  # "north-northeast"
            degrees, at = _between(_BEARINGS[words[at]], degrees), at - 1
    while at > low and words[at] in _LEADING:
        at -= 1
    return _distance(sheet, at, low, degrees)


def _between(one: float, other: float) -> float:
    """The direction halfway between two that lie a half turn apart at most."""
    turn = (other - one + 180) % 360 - 180
    return (one + turn / 2) % 360


def _distance(sheet: Sheet, unit: int, low: int, degrees: float) -> _Offset | None:
    """A figure and its unit that end at a word, one in brackets behind another counting as the same: "30 km (19 miles)"."""
    words, gaps = sheet.reading.words, sheet.reading.gaps
    found: _Offset | None = None
    at = unit
    while at > low and words[at] in _UNITS:
        first = -1
        for begin in range(at - 1, max(low, at - 5) - 1, -1):
            if starts_count(words[begin]):
                count = count_at(words, gaps, begin, begin, at)
                if count is not None and count.last == at - 1 and (count.minimum or count.maximum):
                    first = begin
                    number = float(count.minimum or count.maximum or 0)
                    break
            if words[begin].replace(".", "", 1).isdigit() and begin == at - 1:
                first, number = begin, float(words[begin])
                break
        if first < 0 or number * _UNITS[words[at]] > _FARTHEST_KM:
            break
        found = _Offset(first, number * _UNITS[words[at]], degrees)
        at = first - 1
        if at < low or "(" not in gaps[at]:
            break
    if found is None:
        return None
    begin = found.first
    while begin > low and words[begin - 1] in _ABOUT and gaps[begin - 1] == " ":
        begin -= 1
    return _Offset(begin, found.kilometres, found.degrees)


def _yield(sheet: Sheet, first: int, stop: int) -> None:
    """Cut what began before the distance and ran into it: "a village some 45 kilometres"."""
    for other in sheet.within(first, stop - 1):
        if other.first < first <= other.last < stop:
            for word in range(first, other.last + 1):
                sheet.owner[word] = None
            other.last = first - 1
