"""Where an event or casualty of a sentence took place: the nearest place of it, a town rather than the region it lies in."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from stream.tagging.events.parties import spelled
from stream.tagging.sheet import PlaceMention, Sheet

_FIRST: Final = attrgetter("first")
_AREAS: Final = frozenset({"country", "region", "admin1", "admin2"})
# How fine a place is told: of one that lies in another the finer is where it happened.
_FINENESS: Final = {
    "unresolved": -1, "region": 0, "country": 1, "admin1": 2, "admin2": 3, "described": 4, "point": 4,
}  # fmt: skip
# A town and the region named with it stand this near: "Quetta, the capital of the restive province of Balochistan".
_TOGETHER: Final = 10
# What tells where "a village" is stands right behind it.
_BESIDE: Final = 3


@dataclass(frozen=True, slots=True)
class PlaceText:
    """A place as readers see it: its first and last word and its text, and what it is for telling which lies in which."""

    first: int
    last: int
    text: str
    precision: str
    country: str
    admin1: str

    @property
    def area(self) -> bool:
        """Whether it is a country, region or division rather than a town."""
        return self.precision in _AREAS


def place_texts(sheet: Sheet) -> list[PlaceText]:
    """The places of a sheet, in the order of the text."""
    found = [
        PlaceText(
            place.first, place.last, spelled(sheet, place), place.precision, place.country, place.admin1
        )
        for place in sheet.mentions
        if isinstance(place, PlaceMention)
        and place.type is not None
        and sheet.reading.words[place.last + 1 : place.last + 2] != ["based"]  # a London-based monitor
    ]
    return sorted(found, key=_FIRST)


def within(places: list[PlaceText], first: int, stop: int) -> list[PlaceText]:
    """The places that begin from word `first` to before `stop`; all are in the order of the text."""
    begin, end = (bisect_left(places, bound, key=_FIRST) for bound in (first, stop))
    return places[begin:end]


def nearest(places: list[PlaceText], word: int, sentence: tuple[int, int]) -> str:
    """The place of a sentence nearest to a word, "" without one."""
    inside = within(places, *sentence)
    if not inside:
        return ""
    best = min(inside, key=lambda place: (abs(place.first - word), place.first))
    if best.precision == "unresolved":  # "a village 40 miles north-west of Maiduguri"
        told = [
            place
            for place in inside
            if 0 < place.first - best.last <= _BESIDE and place.precision != "unresolved"
        ]
        best = told[0] if told else best
    return narrowed(best, inside).text


def narrowed(place: PlaceText, others: list[PlaceText]) -> PlaceText:
    """The smaller place named together with an area: "Bangor" of "Bangor, Maine"; otherwise the place itself."""
    if not place.area:
        return place
    inner = [
        other
        for other in others
        if _FINENESS[other.precision] > _FINENESS[place.precision]
        and abs(other.first - place.first) <= _TOGETHER
        and _holds(place, other)
    ]
    return min(
        inner,
        key=lambda one: (-_FINENESS[one.precision], abs(one.first - place.first), one.first),
        default=place,
    )


def _holds(area: PlaceText, inner: PlaceText) -> bool:
    if not area.country or area.country != inner.country:
        return False
    return area.precision in {"country", "region"} or area.admin1 == inner.admin1
