"""The names of places in one language: GeoNames' other names by script, CLDR's territories, divisions, names by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from babel import Locale

from stream.tagging.languages.gazetteer.name_index import DATA
from stream.tagging.languages.gazetteer.name_keys import fold_name
from stream.tagging.languages.gazetteer.slavic_cases import ADJECTIVE, ENDINGS, adjective_stem, stems
from stream.tagging.languages.language_data import language_settings, supported

# The columns of by_hand.tsv before the names: kind, code, latitude, longitude, English name.
NAMED_FROM: Final = 5


def named_by_hand(head: str) -> tuple[str, ...]:
    """The languages of by_hand.tsv in the order of its columns, as its first line has them."""
    return tuple(head.partition("names by language:")[2].partition("(")[0].replace(",", " ").split())


BY_HAND: Final = named_by_hand((DATA / "by_hand.tsv").read_text(encoding="utf-8").partition("\n")[0])
# Every language that has a folder of lists: the order numbers the places, so a new one comes behind those of the columns.
LANGUAGES: Final = (*BY_HAND, *sorted(supported() - {*BY_HAND}))
# Those that share the names in Latin letters.
LATIN: Final = frozenset(
    language for language in LANGUAGES if language_settings(language).get("script", "latin") == "latin"
)
LOCALES: Final = {"zh": "zh_Hans"}
# GeoNames gives other names without their language: the letters tell which languages a name can belong to.
_LETTERS: Final = {
    "latin": re.compile(
        r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff][A-Za-z\u00c0-\u024f\u1e00-\u1eff'\u2019\u2018 .-]+"
    ),
    "ru": re.compile(r"[А-ЯЁ][А-Яа-яЁё \-]+"),
    "uk": re.compile(r"[А-ЩЬЮЯЄІЇҐ][А-ЩЬЮЯЄІЇҐа-щьюяєіїґ'\u2019\u02bc \-]+"),
    "ar": re.compile(r"[\u0621-\u064a\u067e\u0686\u06a4 -]+"),
    "fa": re.compile(r"[\u0621-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc\u200c -]+"),
    "zh": re.compile(r"[\u4e00-\u9fff·]+"),
    # Languages without letters of their own here: those of their script.
    "cyrillic": re.compile(r"[\u0400-\u042f][\u0400-\u052f'\u2019\u02bc \-]+"),
    "arabic": re.compile(r"[\u0621-\u06d3\u200c -]+"),
}
# Every Latin spelling only of towns that the news names in many languages; of others their own name.
SPELLED: Final = 100_000
_SHORTEST: Final = {"zh": 2, "ar": 3, "fa": 3}
# What a Chinese name drops in running text.
_HAN_ENDINGS: Final = ("特别行政区", "自治区", "自治州", "自治县", "地区", "省", "市", "县", "区", "州", "旗")
_ARTICLES: Final = re.compile(r"^(?:эль|аль|ель|эс|ар|эр|эт|эд|el|al|as|ar|at|ad|an|ash) ")
# The middle of a name that is written as "X on Y": only the first word changes.
_ON: Final = re.compile(r" (?:на|над|ле|ла|де|эль|ель|оф) ")
# What German towns drop in running text: "Schwandorf in Bayern", "Frankfurt am Main".
_GERMAN: Final = frozenset({"DE", "AT", "CH"})
_NEARBY: Final = re.compile(r" (?:in|im|am|an der|ob der|bei|vor der|auf der|unter|a\.|i\.) .+$| \(.+\)$")
_ADJECTIVAL: Final = frozenset({10, 11, 12, 15})
# The ending of an adjective and those of nouns that can stand in the same case.
_AGREES: Final = {
    "ого": ["а", "я", "ого"], "его": ["а", "я"], "ому": ["у", "ю", "е", "і", "ові", "ому"], "ему": ["у", "ю"],
    "ым": ["ом", "ем"], "им": ["ом", "ем", "ям", "ам"], "ом": ["е"], "ем": ["е"],
    "ой": ["ы", "и", "е", "ой", "ей", "ии"], "ей": ["и", "е", "ей"], "ую": ["у", "ю", "ию"], "юю": ["у", "ю"],
    "ої": ["и", "і", "ії"], "ій": ["і", "ї", "ії"], "у": ["у", "ю", "ію"], "ою": ["ою", "ею", "ією", "єю"],
    "ых": ["", "ов", "ах"], "их": ["", "ов", "ах", "ів", "ях"], "ыми": ["ами"], "ими": ["ами", "ями"],
}  # fmt: skip
# CLDR's areas that are no country.
AREAS: Final = {
    "002": "Africa",
    "019": "Americas",
    "142": "Asia",
    "150": "Europe",
    "009": "Oceania",
    "419": "Latin America",
}


_NO_COUNTRY: Final = frozenset({"UN", "EU", "EZ", "QO", "ZZ", "XA", "XB"})


def spelled(place: dict[str, Any], language: str, *, deep: bool) -> set[str]:
    """The names of a GeoNames town that may be its name in the language ("latin" for those in Latin letters)."""
    pattern = _letters(language)
    least = _SHORTEST.get(language, 3)
    own = {place["name"]}
    others = set(place["alternatenames"])
    if language == "latin":
        if not (deep or place["population"] >= SPELLED):
            others = set()
        others = {name for name in others if len(name) > 3 and not name.isupper() and name[0].isupper()}
    found = {name for name in own | others if len(name) >= least and pattern.fullmatch(name)}
    if language == "latin" and place.get("countrycode") in _GERMAN:
        found |= {short for name in own if len(short := _NEARBY.sub("", name)) > 3 and short != name}
    if language == "zh":
        found |= {short for name in found if len(short := _short_han(name)) >= least}
    return found


def _letters(language: str) -> re.Pattern[str]:
    """The letters of a language's names: its own where they are told apart, else those of its script."""
    own = _LETTERS.get(language)
    return own if own is not None else _LETTERS[language_settings(language)["script"]]


def territories(language: str) -> Iterator[tuple[str, str]]:
    """CLDR's names with their alpha-2 codes (three digits for the areas)."""
    locale = Locale.parse(LOCALES.get(language, language))
    for code, name in sorted(locale.territories.items()):
        if (code.isalpha() and code not in _NO_COUNTRY) or code in AREAS:
            yield code, name
            if " (" in name:
                yield code, name.partition(" (")[0]


def entries(name: str, language: str) -> set[tuple[str, int]]:
    """The keys of a name with the paradigm of its last word (0: it never changes)."""
    key = fold_name(name)
    if language not in {"ru", "uk"}:
        return {(key, 0)} | _without_article(key, language)
    found = set(stems(key, language))
    words = key.split(" ")
    if len(words) > 1:
        found.add((key, 0))
        if _ON.search(key):
            for stem, paradigm in stems(words[0], language):
                found |= {(" ".join((stem + ending, *words[1:])), 0) for ending in _every(paradigm, language)}
        elif "-" not in name:
            found |= {(form, 0) for form in _agreeing(words, language)}
    found |= {
        (rest, paradigm)
        for stem, paradigm in found
        if (rest := _ARTICLES.sub("", stem)) != stem and len(rest) > 4
    }
    return found


def adjectives(name: str, language: str) -> set[tuple[str, int]]:
    """The adjective of a town or country in Russian or Ukrainian as a stem with its paradigm."""
    stem = adjective_stem(fold_name(name), language)
    return {(stem, ADJECTIVE)} if stem and " " not in stem else set()


def _every(paradigm: int, language: str) -> list[str]:
    return sorted(ENDINGS[language][paradigm])


def _agreeing(words: list[str], language: str) -> set[str]:
    """An adjective and a noun in the same case, as far as endings tell: "Нижнего Новгорода"."""
    if len(words) != 2:
        return set()
    first = [(stem, paradigm) for stem, paradigm in stems(words[0], language) if paradigm in _ADJECTIVAL]
    forms = set()
    for stem, paradigm in first:
        for ending in _every(paradigm, language):
            for noun, kind in stems(words[1], language):
                for behind in _every(kind, language):
                    if behind in _AGREES.get(ending, ()):
                        forms.add(f"{stem}{ending} {noun}{behind}")
    return forms


def _without_article(key: str, language: str) -> set[tuple[str, int]]:
    rest = _ARTICLES.sub("", key) if language in LATIN | {"latin"} else key
    return {(rest, 0)} if rest != key and len(rest) > 4 else set()


def _short_han(name: str) -> str:
    for ending in _HAN_ENDINGS:
        if name.endswith(ending):
            return name.removesuffix(ending)
    return ""
