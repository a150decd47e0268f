"""Places by name: hashed keys into columns of GeoNames towns and first-order divisions."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from stream.tagging.lexicon.artefact import Artefact
from stream.tagging.lexicon.folding import fold, key, key_hash

# News names the same places every day: this many answers are kept, of about 200 bytes each.
_REMEMBERED: Final = 16_384


@dataclass(frozen=True, slots=True)
class Country:
    """A country: a middle point in degrees (None where the tables give none), ISO codes, its neighbours' codes.

    `capital` is the GeoNames id of its capital, 0 if it has none.
    """

    alpha2: str
    alpha3: str
    name: str
    latitude: float | None
    longitude: float | None
    geonames_id: int
    neighbours: frozenset[str]
    capital: int


@dataclass(frozen=True, slots=True)
class Toponym:
    """One place a name may mean: `level` 0 is a town, 1 a province or state, 2 a county or district.

    `country` is ISO 3166 alpha-3, `population` to the nearest 20 %, 0 where GeoNames has none. A division's point and
    population are the middle and the sum of its towns. `own` and `within` are the keys of its name and of its
    first-order division's, `short` its name without the generic part ("new york" of New York City), `size` the power
    of ten of its population.
    """

    number: int
    name: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    population: int
    geonames_id: int
    level: int
    own: str
    short: str
    within: str
    size: float

    @property
    def division(self) -> bool:
        """Whether it is an area with towns in it."""
        return self.level > 0


class Gazetteer:
    """Look-up of places by their folded key (see `stream.tagging.lexicon.folding.key`)."""

    def __init__(self, artefact: Artefact) -> None:
        arrays = artefact.arrays
        self._names = artefact.texts["names"].split("\n")
        self._divisions = artefact.texts["divisions"].split("\n")
        self._keys = array("Q", arrays["keys"].astype("u8").tobytes())
        self._places = arrays["places"]
        self._columns = arrays
        self._within: dict[str, str] = {}
        self._remembered = lru_cache(_REMEMBERED)(self._found)
        self.countries: dict[str, Country] = {}
        self._by_number: list[Country] = []
        rows = [line.split("\t") for line in artefact.texts["countries"].split("\n")]
        alpha3 = {row[0]: row[1] for row in rows}
        for alpha2, code, latitude, longitude, number, neighbours, capital, name in rows:
            country = Country(
                alpha2,
                code,
                name,
                float(latitude) if latitude else None,
                float(longitude) if longitude else None,
                int(number),
                frozenset(alpha3[other] for other in neighbours.split(",") if other in alpha3),
                int(capital),
            )
            self.countries[code] = country
            self._by_number.append(country)

    def __contains__(self, name_key: str) -> bool:
        wanted = key_hash(name_key)
        at = bisect_left(self._keys, wanted)
        return at < len(self._keys) and self._keys[at] == wanted

    def names(self) -> list[str]:
        """Every place's own name, as written."""
        return self._names

    def lookup(self, name_key: str) -> tuple[Toponym, ...]:
        """Every place under a key, of towns the biggest of each division of each country."""
        return self._remembered(name_key)

    def _found(self, name_key: str) -> tuple[Toponym, ...]:
        wanted = key_hash(name_key)
        keys = self._keys
        at = bisect_left(keys, wanted)
        found = []
        while at < len(keys) and keys[at] == wanted:
            found.append(self._toponym(int(self._places[at])))
            at += 1
        return tuple(found)

    def _toponym(self, number: int) -> Toponym:
        columns = self._columns
        name, admin1 = self._names[number], self._divisions[int(columns["division"][number])]
        if admin1 not in self._within:
            self._within[admin1] = key(fold(admin1))
        own = key(fold(name))
        population = round(2 ** (int(columns["population"][number]) / 4)) - 1
        return Toponym(
            number,
            name,
            self._by_number[int(columns["country"][number])].alpha3,
            admin1,
            round(int(columns["latitude"][number]) / 65535 * 180 - 90, 4),
            round(int(columns["longitude"][number]) / 65535 * 360 - 180, 4),
            population,
            int(columns["geonames"][number]),
            int(columns["level"][number]),
            own,
            own.removesuffix(" city").partition(" upon ")[0],
            self._within[admin1],
            math.log10(population + 10),
        )


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance in kilometres (haversine, mean radius 6371 km)."""
    north, south = math.radians(latitude), math.radians(other_latitude)
    half = math.sin((south - north) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))
