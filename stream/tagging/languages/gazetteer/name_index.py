"""The packaged names: hashed keys to places, loaded a language at a time."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from stream.model.errors import StopError
from stream.tagging.languages.gazetteer.slavic_cases import ADJECTIVE, ENDINGS, LONGEST_ENDING
from stream.tagging.languages.language_data import language_settings
from stream.tagging.lexicon.artefact import read_artefact
from stream.tagging.lexicon.folding import key_hash

DATA: Final = Path(__file__).parent / "data"
# The files that belong to no single language: the places, and the names that all languages in Latin script share.
_SHARED: Final = frozenset({"places", "latin"})
# The bar of a language without the setting `place_bar`: the middle of the measured bars.
_BAR: Final = 4.8
# The paradigm of a name in Latin letters that is an alternative one, not the place's own name.
OTHER: Final = 32
# Added to the paradigm of a name that by_hand.tsv gives a town: the news of this language names it, however small it is.
NOTED: Final = 64
TOWN, PROVINCE, DISTRICT, COUNTRY, REGION = range(5)
PRECISIONS: Final = ("town", "province", "district", "country", "region")


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place that a name may mean: `level` indexes `PRECISIONS`, `country` is ISO 3166 alpha-3, "" for none.

    Coordinates in degrees, `population` to the nearest 20 %, `adjective` where the form was one ("харьковский"),
    `other` where a Latin name is not the place's own, `noted` where news of war names the town by this name.
    """

    geonameid: int
    name: str
    country: str
    level: int
    lat: float
    lon: float
    population: int
    adjective: bool
    other: bool
    noted: bool


class KnownPlaces:
    """What all languages share: the places as columns, the countries with their neighbours and capitals."""

    def __init__(self) -> None:
        artefact = read_artefact(DATA / "places.bin")
        self._columns: dict[str, Any] = artefact.arrays
        self._names = artefact.texts["names"].split("\n")
        rows = [line.split("\t") for line in artefact.texts["countries"].split("\n")]
        alpha3 = {row[0]: row[1] for row in rows}
        self._codes = [row[1] for row in rows]
        self.neighbours = {
            row[1]: frozenset(alpha3[code] for code in row[2].split(",") if code in alpha3) for row in rows
        }
        self.capitals = frozenset(int(row[3]) for row in rows if row[3] != "0")

    def place(self, number: int, form: int) -> KnownPlace:
        """A place by its number and by the form that names it: its paradigm, plus NOTED if by_hand.tsv gives it."""
        paradigm = form & ~NOTED
        columns = self._columns
        country = int(columns["country"][number])
        return KnownPlace(
            int(columns["geonames"][number]),
            self._names[number],
            self._codes[country] if country < len(self._codes) else "",
            int(columns["level"][number]),
            round(int(columns["latitude"][number]) / 65535 * 180 - 90, 4),
            round(int(columns["longitude"][number]) / 65535 * 360 - 180, 4),
            round(2 ** (int(columns["population"][number]) / 4)) - 1,
            paradigm == ADJECTIVE,
            paradigm == OTHER,
            bool(form & NOTED),
        )


class NameIndex:
    """Look-up of the names of one language by their folded key (`name_keys.fold_name`).

    `bar` is the sum of evidence from which a name is a place, `home` the countries (alpha-3) whose small towns the
    language's newspapers name, `caseless` whether its script has no capitals: settings of the language's grammar.
    """

    def __init__(self, language: str) -> None:
        if not has_names(language):
            msg = f"language {language!r} has no gazetteer. Known: {', '.join(sorted(indexed()))}."
            raise StopError(msg)
        settings = language_settings(language)
        script = settings.get("script", "latin")
        self.language = language
        self.cyrillic, self.caseless = script == "cyrillic", script == "arabic"
        self.bar = _bar(language, settings)
        self.home = frozenset(settings.get("home", "").split())
        self.shared = _places()
        artefact = read_artefact(DATA / f"{language}.bin")
        self._tables = [_KeyTable(artefact.arrays)]
        if script == "latin":
            self._tables.append(_latin())
        self._endings = ENDINGS.get(language)
        arrays = artefact.arrays
        self._zipf: dict[int, int] = (
            dict(zip(arrays["common"].tolist(), arrays["zipf"].tolist(), strict=True))
            if "common" in arrays
            else {}
        )
        texts = artefact.texts
        self.simplified = {ord(pair[0]): pair[1] for pair in texts.get("simplified", "").split("\n") if pair}
        self.firsts = {
            line[:2].strip("\t"): int(line.rpartition("\t")[2])
            for line in texts.get("firsts", "").split("\n")
            if line
        }
        self.words = {
            line.partition("\t")[0]: int(line.partition("\t")[2])
            for line in texts.get("words", "").split("\n")
            if line
        }
        self._known: dict[str, tuple[KnownPlace, ...]] = {}

    def begins(self, word: str) -> bool:
        """Whether a name of several words begins with this word."""
        hashed = key_hash(word)
        return any(hashed in table.heads for table in self._tables)

    def zipf(self, word: str) -> float:
        """How common the word is in the language (log10 per billion words), 0 where it is not known."""
        return self._zipf.get(key_hash(word), 0) / 10

    def is_given(self, key: str) -> bool:
        """Whether a name in Latin letters is a given name too."""
        return len(self._tables) > 1 and key_hash(key) in self._tables[1].given

    def lookup(self, key: str) -> tuple[KnownPlace, ...]:
        """The places that a folded form may mean; the language's own names come before those that Latin-script languages share."""
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[key] = self._found(key)
        return found

    def _found(self, key: str) -> tuple[KnownPlace, ...]:
        numbers: dict[int, int] = {}
        for table in self._tables:
            for cut in range(min(LONGEST_ENDING, len(key) - 2) + 1 if self._endings else 1):
                stem, ending = key[: len(key) - cut], key[len(key) - cut :]
                for number, form in table.lookup(stem):
                    if self._endings is None or ending in self._endings[form & ~NOTED]:
                        numbers[number] = min(numbers.get(number, form), form, key=_rank)
        return tuple(self.shared.place(number, numbers[number]) for number in sorted(numbers))


class _KeyTable:
    """One file's keys, sorted, and what they lead to."""

    def __init__(self, arrays: dict[str, Any]) -> None:
        self._keys = array("Q", arrays["keys"].astype("u8").tobytes())
        self._places = array("I", arrays["places"].astype("u4").tobytes())
        self._paradigms = array("B", arrays["paradigms"].astype("u1").tobytes())
        self.heads = frozenset(arrays["heads"].tolist())
        self.given = frozenset(arrays["given"].tolist() if "given" in arrays else ())

    def lookup(self, key: str) -> list[tuple[int, int]]:
        """The numbers of the places that a form leads to, with the paradigms of their stems."""
        wanted = key_hash(key)
        at = bisect_left(self._keys, wanted)
        found = []
        while at < len(self._keys) and self._keys[at] == wanted:
            found.append((self._places[at], self._paradigms[at]))
            at += 1
        return found


# News names the same places every day: answers are kept up to this number, some 300 bytes each.
_REMEMBERED: Final = 16_384


def _rank(form: int) -> int:
    """Sort key: noted names first, adjectives and alternative names last."""
    if form & NOTED:
        return 0
    return 2 if form in {ADJECTIVE, OTHER} else 1


def _bar(language: str, settings: dict[str, str]) -> float:
    written = settings.get("place_bar", "")
    try:
        return float(written) if written else _BAR
    except ValueError as error:
        msg = f"{language}: place_bar: {written!r} is no number. Write one in its grammar.{language}.txt, as in 4.6."
        raise StopError(msg) from error


@cache
def indexed() -> frozenset[str]:
    """The languages that have an index of names (LANG.bin)."""
    return frozenset(path.stem for path in DATA.glob("*.bin")) - _SHARED


def has_names(language: str) -> bool:
    """Whether the names of places in a language are known."""
    return language in indexed()


@cache
def _places() -> KnownPlaces:
    return KnownPlaces()


@cache
def _latin() -> _KeyTable:
    return _KeyTable(read_artefact(DATA / "latin.bin").arrays)


@cache
def name_index(language: str) -> NameIndex:
    """The names of a language, loaded once.

    Raises:
        StopError: when the language has none, or a packaged file is missing or damaged.
    """
    return NameIndex(language)
